"""The form through which documents come in."""

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

from stories.errors import FileInUse
from stories.files.documents import check_document


class StoryDocumentForm(BaseDocumentForm):
    """Checks a document by its content; its name proves nothing, and gets the extension of what the file is."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file.name = check_document(file, name=file.name).name
            file.seek(0)
            try:
                # Asked here already: the stock form deletes the old file before it saves the new one.
                self.instance.require_replaceable()
            except FileInUse as refusal:
                raise ValidationError(str(refusal), code="in_use") from refusal
        return file
