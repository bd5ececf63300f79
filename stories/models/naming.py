"""The base of every row that has a Ukrainian and an English name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.text.naming import in_active_language
from stories.text.ordering import KEY_LENGTH, ordering_key


class BilingualName(models.Model):
    """One thing, two names. `ordering` is kept in step with the Ukrainian name by `save()`."""

    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    ordering = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True, default="")

    class Meta:
        abstract = True
        ordering = ["ordering"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.ordering = ordering_key(self.name_uk)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "ordering"}
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return in_active_language(uk=self.name_uk, en=self.name_en)
