"""A page that was published while somebody was saving it as a draft stays published."""

from typing import Any, Self

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from stories.errors import PublishedMeanwhile
from stories.models.pages import HousePage


class OvertakenPage(HousePage):
    """Knows whether it was public when it was read.

    Wagtail saves the whole row of a page that isn't public. A save that publishing has overtaken, such as the editor's
    automatic one at the hour of the results, would take the page off the site without a word.
    """

    # None where that is not known: a page in memory alone, or one read without the column.
    was_live_when_read: bool | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        page = super().from_db(db, field_names, values)
        page.was_live_when_read = page.__dict__.get("live")
        return page

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.was_live_when_read = self.__dict__.get("live")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page. Raises PublishedMeanwhile where it would take a page back that was published since it was read."""
        fields = kwargs.get("update_fields")
        if self.was_live_when_read is False and not self.live and (fields is None or "live" in fields):
            with transaction.atomic():
                if Page.objects.select_for_update().filter(pk=self.pk).values_list("live", flat=True).first():
                    raise PublishedMeanwhile(
                        _("“%(title)s” was published meanwhile. Load the page again.") % {"title": self.title}
                    )
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)
        if fields is None or "live" in fields:
            self.was_live_when_read = self.live
