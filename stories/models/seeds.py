"""What the project's own data files have put into the catalogue, so that loading them again undoes nobody's work."""

from django.db import models


class SeededPage(models.Model):
    """A page made from a data file. `page` empties when an editor deletes it: it is then not made again."""

    key = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("key", "language", name="data_file_makes_one_page_in_each_language")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
