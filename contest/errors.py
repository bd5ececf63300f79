"""Errors that the contest raises. Each carries a sentence for the person who meets it."""

from typing import Any


class ContestError(Exception):
    """Base of the contest's errors."""


class CallIncomplete(ContestError):
    """The call would become public with something missing; `faults` names each thing in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class ChangeRefused(ContestError):
    """The call is open or past, and what would change has been promised to applicants; `faults` says what."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class EditionTaken(ContestError):
    """The edition has a call already."""


class SeedError(ContestError):
    """A data file of the contest is wrong; the message names what."""


class TransitionRefused(ContestError):
    """The application's status cannot change like this, or has changed meanwhile."""


class ReasonMissing(ContestError):
    """A decision that stays on record was made without a reason."""


class ApplyingRefused(ContestError):
    """An application cannot be begun, written in or submitted now; the sentence says why."""


class AnswersRefused(ContestError):
    """What was sent is no answer to this form: unknown fields, or more than a form can hold."""


class ApplicationIncomplete(ContestError):
    """The application would be submitted with gaps; `gaps` names each with its place in the form."""

    def __init__(self, gaps: list[Any]) -> None:
        self.gaps = gaps
        super().__init__("\n".join(str(gap) for gap in gaps))


class ScreeningRefused(ContestError):
    """A decision of the secretariat cannot be made as asked; the sentence says why."""


class UploadRefused(ContestError):
    """A file is not taken; the sentence says why and what to do."""


class UploadOutOfStep(ContestError):
    """A piece of a file came out of its order; `received` is where the next one must begin."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(f"The next piece begins at byte {received}.")


class PeopleRefused(ContestError):
    """Who works on an application cannot be changed like this, or an invitation doesn't hold; the sentence says why."""


class ExtensionRefused(ContestError):
    """More time cannot be given like this; the sentence says why."""
