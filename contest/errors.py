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


class NotKept(ContestError):
    """The server cannot write now, say because its disk is full; nothing of what was sent is kept, and it may come again."""


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


class LetterWordsRefused(ContestError):
    """Words of letters cannot be kept like this. `faults` names each field with a sentence, `unknown` its placeholders."""

    def __init__(self, faults: dict[str, str], unknown: dict[str, list[str]]) -> None:
        self.faults, self.unknown = faults, unknown
        super().__init__("\n".join(faults.values()))


class OutboxRefused(ContestError):
    """Letters cannot be changed, let go or kept back like this; the sentence says why."""


class RetentionRefused(ContestError):
    """What would be removed is no longer what the person saw; the sentence says so."""


class AccountStays(ContestError):
    """An account cannot be deleted now; the sentence says why and what to do."""


class ExportRefused(ContestError):
    """An export cannot be asked for now; the sentence says why."""


class PolicyMalformed(ContestError):
    """The rules of scoring are not written as they must be; `faults` names each by where it stands."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class ScoresRefused(ContestError):
    """Scores cannot be reckoned with: outside the scale, of no criterion, or twice from one juror; the message says which."""


class JudgingRefused(ContestError):
    """Something of the judging cannot be done now; the sentence says why and what to do."""


class JudgingNotReady(ContestError):
    """Judging would open with something missing; `faults` names each thing in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class JuryRefused(ContestError):
    """The jury cannot be changed like this, or an invitation to it doesn't hold; the sentence says why."""


class RedactionRefused(ContestError):
    """Something of an application cannot be kept from jurors like this; the sentence says why."""


class EvaluationRefused(ContestError):
    """An evaluation cannot be kept, submitted or changed like this; the sentence says why."""


class MotionRefused(ContestError):
    """A motion, a vote or a decision of the jury cannot be made like this; the sentence says why."""


class DeclaringRefused(ContestError):
    """The ranking cannot be declared yet; `faults` names each thing in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class PublishingRefused(ContestError):
    """Applications cannot become stories like this; the sentence says which and why, and nothing was changed."""


class PublicationRefused(ContestError):
    """Results cannot come out, or be set to an hour, like this; `faults` names each thing in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class ApprovalRefused(ContestError):
    """A text cannot be shown for approval or agreed to now; the sentence says why."""


class EditionFileRefused(ContestError):
    """A booklet or another file of an edition cannot be asked for now; the sentence says why."""


class CertificateRefused(ContestError):
    """A certificate cannot be issued or revoked like this; the sentence says why."""
