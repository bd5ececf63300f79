"""Errors that the catalogue raises. Each carries a sentence for the person who meets it."""

from django.core.exceptions import PermissionDenied


class StoriesError(Exception):
    """Base of the catalogue's errors."""


class SafetyReviewRequired(StoriesError):
    """A story would become public in a state that no second person has reviewed.

    Deliberately no PermissionDenied: Wagtail swallows those with a sentence that says nothing. The middleware answers.
    """


class SafetyReviewRefused(StoriesError):
    """This person may not review this story now, or the checklist is not complete."""


class PublishedMeanwhile(StoriesError, PermissionDenied):
    """A story would be saved as the draft that it no longer is.

    Wagtail's form of a page keeps what was written and shows the sentence; its automatic saving says that it failed.
    """


class FileInUse(StoriesError):
    """What a published story shows of a photo or a document would change without a new review."""


class DeletionRefused(StoriesError):
    """The public can still read this, or published stories offer it; the sentence names them."""


class WithdrawalRefused(StoriesError):
    """There is nothing to withdraw, or no reason was given."""


class UpdateRefused(StoriesError):
    """An update of a story cannot be proposed or decided on like this; the sentence says why."""


class RegisterError(StoriesError):
    """The register of communities cannot be loaded; `faults` names each row and what is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class SeedError(StoriesError):
    """A data file of stories is wrong; the message names the file and the place in it."""


class ImportRefused(StoriesError):
    """A file of stories cannot be imported; `faults` names each place and what is wrong there."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
