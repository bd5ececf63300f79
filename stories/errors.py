"""Errors that the catalogue raises. Each carries a sentence for the person who meets it."""

from django.core.exceptions import PermissionDenied


class StoriesError(Exception):
    """Base of the catalogue's errors."""


class SafetyReviewRequired(StoriesError, PermissionDenied):
    """A story would become public in a state that no second person has reviewed.

    It is a PermissionDenied so that any way in that doesn't know it answers 403 and never 500.
    """


class SafetyReviewRefused(StoriesError):
    """This person may not review this story now, or the checklist is not complete."""


class PhotoInUse(StoriesError, PermissionDenied):
    """The file of a photo in a published story would be replaced without a new review."""


class RegisterError(StoriesError):
    """The register of communities cannot be loaded; `faults` names each row and what is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class SeedError(StoriesError):
    """A data file of stories is wrong; the message names the file and the place in it."""
