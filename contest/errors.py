"""Errors that the contest raises. Each carries a sentence for the person who meets it."""


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
