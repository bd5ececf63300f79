"""The invented jury of a rehearsal: who is strict, lenient, erratic, late, too close to somebody, or leaves in the middle.

What they score is drawn from a seed, so a rehearsal can be repeated to the last point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from contest.domain.scoring_policy import CriterionPolicy

# How far above or below the middle of a scale an entry's own worth lifts its scores, in steps of a scale of six.
_WORTH, _CRITERION_WORTH, _MIDDLE = 1.0, 0.4, 0.6


@dataclass(frozen=True)
class Character:
    """How one juror works. `bias` and `noise` are steps of a scale of six; `pace` is the share done by the middle.

    `unfinished` is the share that is only begun at the end. `recuses` and `changes` are numbers of entries.
    """

    name: str
    kind: str
    bias: float = 0.0
    noise: float = 0.5
    pace: float = 0.5
    unfinished: float = 0.0
    recuses: int = 0
    changes: int = 0
    leaves: bool = False
    joins_late: bool = False
    chairs: bool = False
    reads_en: bool = False
    lives_there: bool = False
    panels: tuple[int, ...] = (0, 1, 2)


JURY = (
    Character("Олена Рівна", "even, chairs the jury", chairs=True, pace=0.7, reads_en=True),
    Character("Петро Суворий", "strict", bias=-1.1, noise=0.4, pace=0.6),
    Character("Софія Щедра", "lenient", bias=0.9, noise=0.4),
    Character("Максим Мінливий", "erratic", noise=1.5, changes=3),
    Character("Дарина Пізня", "late, leaves some unfinished", pace=0.0, unfinished=0.12),
    Character("Андрій Сусід", "close to several applicants", recuses=2, lives_there=True),
    Character("Тарас Захисник", "called up in the middle", leaves=True, pace=0.4),
    Character("Надія Нова", "joins in the middle", joins_late=True),
    Character("Ірина Уважна", "careful", noise=0.25, changes=1, panels=(0, 1)),
    Character("Юрій Стриманий", "rather strict", bias=-0.5, panels=(1, 2)),
    Character("Марія Добра", "rather lenient", bias=0.5, panels=(0, 2), lives_there=True),
)


def worth_of(entry: str, *, seed: str) -> float:
    """Return how good an entry really is, which no juror knows: about −2 to 2."""
    return _lots(seed, "worth", entry).gauss(0, 1)


def scores_of(
    character: Character, entry: str, criteria: Iterable[CriterionPolicy], *, seed: str
) -> dict[str, int]:
    """Return what the juror scores, by the criteria's codes."""
    worth, scores = worth_of(entry, seed=seed), {}
    for criterion in criteria:
        lots = _lots(seed, character.name, entry, criterion.code)
        part = _lots(seed, "part", entry, criterion.code).gauss(0, 1)
        steps = _WORTH * worth + _CRITERION_WORTH * part + character.bias + character.noise * lots.gauss(0, 1)
        span = criterion.high - criterion.low
        score = round(criterion.low + span * (_MIDDLE + steps / 5))
        scores[criterion.code] = min(max(score, criterion.low), criterion.high)
    return scores


def _lots(*parts: str) -> Random:
    return Random("/".join(parts))  # noqa: S311 - repeatable on purpose
