"""The base of the editors' page forms."""

from wagtail.admin.forms import WagtailAdminPageForm


class ReadableSlugForm(WagtailAdminPageForm):
    """Lets the address stay empty: it is then made from the title."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
