"""Who votes on a motion, whether enough have, and what comes of it."""

from collections import Counter
from dataclasses import dataclass

from contest.enums import VoteChoice
from contest.models import Application, Call, ConflictOfInterest, Juror, Motion
from stories.models import Category


@dataclass(frozen=True)
class Tally:
    """The votes that count, of `voters` who may vote."""

    voters: int
    in_favour: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many have voted, abstentions included."""
        return self.in_favour + self.against + self.abstained

    @property
    def needed(self) -> int:
        """How many must vote: more than half."""
        return self.voters // 2 + 1

    @property
    def has_quorum(self) -> bool:
        """Whether enough have voted for the motion to be closed."""
        return self.cast >= self.needed

    @property
    def is_carried(self) -> bool:
        """Whether more are for it than against it, with the quorum."""
        return self.has_quorum and self.in_favour > self.against

    def as_json(self) -> dict[str, int]:
        """Return the votes as the protocol tells them."""
        return {"for": self.in_favour, "against": self.against, "abstained": self.abstained}


class Electorate:
    """Who may vote in a call now, read once at three queries for however many motions."""

    def __init__(self, call: Call) -> None:
        rows = Juror.objects.of_call(call).active().prefetch_related("panels").order_by("code")
        self._panels = {juror: {panel.pk for panel in juror.panels.all()} for juror in rows}
        conflicts = ConflictOfInterest.objects.filter(juror__call=call).in_force()
        self._conflicts = set(conflicts.values_list("juror_id", "application_id"))

    def voters_on(self, application: Application | None, award: Category | None) -> list[Juror]:
        """Return the active jurors of the category's panel, for a special award of the whole jury, without conflict."""
        if application is None:
            return list(self._panels)
        return [
            juror
            for juror, panels in self._panels.items()
            if (award is not None or application.category_id in panels)
            and (juror.pk, application.pk) not in self._conflicts
        ]

    def tally_of(self, motion: Motion) -> Tally:
        """Return the votes of those who may vote now; whoever has left or come into a conflict counts no longer."""
        counted = {juror.pk for juror in self.voters_on(motion.application, motion.award)}
        votes = Counter(vote.choice for vote in motion.votes.all() if vote.juror_id in counted)
        return Tally(
            len(counted), votes[VoteChoice.FOR], votes[VoteChoice.AGAINST], votes[VoteChoice.ABSTAINED]
        )
