"""The base of the editors' page forms."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from stories.models.unseen_drafts import unseen_while_draft


class ReadableSlugForm(WagtailAdminPageForm):
    """Lets the address stay empty: it is then made from the title."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        if not commit:
            return super().save(commit=False)
        with unseen_while_draft(self.instance):
            return super().save()
