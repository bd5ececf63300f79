"""The form through which documents come in."""

from wagtail.documents.forms import BaseDocumentForm

from stories.files.documents import check_document


class StoryDocumentForm(BaseDocumentForm):
    """Checks a document by its content; its name proves nothing."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_document(file, name=file.name)
            file.seek(0)
        return file
