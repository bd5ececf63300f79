"""The scoring of a rehearsal: what its jurors do, one thing after the other, through the functions that real jurors use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter

from contest.domain.answers import Change
from contest.domain.conflicts import declare_conflict
from contest.domain.evaluations import change_evaluation, raise_flag, save_evaluation, submit_evaluation
from contest.domain.rehearsal_jury import Character, scores_of
from contest.domain.scoring_policy import ScoringPolicy
from contest.domain.scoring_sheets import SCORE
from contest.models import Assignment, Call

REASON_RECUSED = "Торік працював із цією громадою."
REASON_CHANGED = "Перечитавши додатки, бачу підтвердження, яких спершу не помітив."
QUESTION = "Чи справді цей рік правильний? У додатку стоїть інший."
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Deed:
    """Something that a juror does at a moment."""

    at: datetime
    act: Callable[[datetime], object] = field(compare=False)


@dataclass
class Desk:
    """Everybody's work between two moments, in the order of time."""

    call: Call
    policy: ScoringPolicy
    jury: dict[str, Character]
    seed: str

    def work(self, *, begin: datetime, end: datetime, is_last: bool, progress: Progress) -> None:
        """Let every juror do their share of what is open to them."""
        deeds = sorted(self._deeds(begin, end, is_last=is_last), key=attrgetter("at"))
        for number, deed in enumerate(deeds, 1):
            deed.act(deed.at)
            progress(number, len(deeds))

    def _deeds(self, begin: datetime, end: datetime, *, is_last: bool) -> Iterator[Deed]:
        rows = (
            Assignment.objects.of_call(self.call)
            .open()
            .readable()
            .order_by("juror__code", "application__reference")
        )
        mine: dict[str, list[Assignment]] = {}
        for row in rows.select_related("juror__call", "application__category"):
            mine.setdefault(row.juror.code, []).append(row)
        for code, assignments in mine.items():
            character = self.jury[code]
            if is_last:
                done = len(assignments) - round(len(assignments) * character.unfinished)
            else:
                done = round(len(assignments) * character.pace)
            # Whoever is late does everything in the last tenth of the time.
            start = begin if character.pace else begin + (end - begin) * 0.9
            step = (end - start) / (len(assignments) + 1)
            for number, assignment in enumerate(assignments):
                at = start + step * (number + 1)
                if number < done:
                    yield from self._one(character, assignment, number, at=at, is_last=is_last)
                elif is_last:
                    yield Deed(at, self._begins(character, assignment))

    def _one(
        self, character: Character, assignment: Assignment, number: int, *, at: datetime, is_last: bool
    ) -> Iterator[Deed]:
        if not is_last and number < character.recuses:
            yield Deed(at, lambda at: declare_conflict(assignment, reason=REASON_RECUSED, at=at))
            return
        yield Deed(at, self._scores(character, assignment))
        if not is_last and number < character.changes:
            yield Deed(at + timedelta(hours=3), self._thinks_again(character, assignment))
        if not is_last and number == 0 and character.changes:
            yield Deed(at + timedelta(minutes=1), lambda at: raise_flag(assignment, text=QUESTION, at=at))

    def _scores(self, character: Character, assignment: Assignment) -> Callable[[datetime], object]:
        def act(at: datetime) -> None:
            self._type(character, assignment, at=at)
            submit_evaluation(assignment, at=at)

        return act

    def _begins(self, character: Character, assignment: Assignment) -> Callable[[datetime], object]:
        return lambda at: self._type(character, assignment, at=at, only=1)

    def _thinks_again(self, character: Character, assignment: Assignment) -> Callable[[datetime], object]:
        def act(at: datetime) -> None:
            self._type(character, assignment, at=at, again=1)
            change_evaluation(assignment, reason=REASON_CHANGED, at=at)

        return act

    def _type(
        self,
        character: Character,
        assignment: Assignment,
        *,
        at: datetime,
        again: int = 0,
        only: int | None = None,
    ) -> None:
        application = assignment.application
        category = self.policy.category(application.category.slug if application.category else "")
        entry = str(application.reference)
        scores = scores_of(character, entry, category.criteria, seed=self.seed)
        if again:
            # One point up or down by the first criterion, wherever the scale has room.
            first = category.criteria[0]
            scores[first.code] += 1 if scores[first.code] < first.high else -1
        chosen = list(scores.items())[:only]
        changes = [Change(f"{SCORE}{code}", str(score), again) for code, score in chosen]
        save_evaluation(assignment, changes, at=at)
