"""How much of a juror's work is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkDone:
    """So many evaluations of so many have been submitted."""

    total: int
    submitted: int

    @property
    def left(self) -> int:
        """How many are still to be submitted."""
        return self.total - self.submitted

    @property
    def percent(self) -> int:
        """What part is done, in whole per cent rounded down; 0 where there is nothing to do."""
        return 100 * self.submitted // self.total if self.total else 0
