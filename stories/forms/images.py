"""The form through which photos come in."""

from wagtail.images.forms import BaseImageForm

from stories.fields import CleanImageFormField


class StoryImageForm(BaseImageForm):
    """Cleans the picture while it is checked, so that a bad one is refused at the form with a reason."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = CleanImageFormField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
