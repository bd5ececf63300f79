"""Who judged and by what rules, as far as the rules themselves make it public."""

from dataclasses import dataclass

from contest.domain.judging_terms import scoring_policy
from contest.domain.policy_words import Clause, clauses_of
from contest.models import Call, JudgingPolicy, Juror
from contest.querysets.results import jurors_who_joined
from stories.models import Region


@dataclass(frozen=True)
class Jury:
    """`names` are empty, and `chair` too, unless the frozen rules say that everyone may know them.

    `regions` are empty where somebody's is not known: those of some would be taken for those of all.
    """

    number: int
    names: tuple[str, ...]
    chair: str
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Judging:
    """How the jury judged: who, the rules in words, and the fingerprint under which the protocol has them."""

    jury: Jury
    clauses: tuple[Clause, ...]
    fingerprint: str


def judging_of(call: Call) -> Judging | None:
    """Return how the call was judged; None where no ranking was declared here."""
    row = JudgingPolicy.objects.filter(call=call, declared_at__isnull=False).first()
    if row is None:
        return None
    policy = scoring_policy(row)
    return Judging(
        _jury(call, is_public=policy.jurors_public), tuple(clauses_of(policy, call)), row.fingerprint
    )


def _jury(call: Call, *, is_public: bool) -> Jury:
    """Codes are told nowhere beside regions: nobody shall find out from the protocol who scored what."""
    jurors = list(jurors_who_joined(call))
    known = [region for juror in jurors if (region := _region(juror))]
    from_regions = set(known) if len(known) == len(jurors) else set()
    return Jury(
        number=len(jurors),
        names=tuple(juror.name for juror in jurors) if is_public else (),
        chair=next((juror.name for juror in jurors if is_public and juror.is_chair and juror.is_active), ""),
        regions=tuple(sorted(from_regions, key=lambda region: region.ordering)),
    )


def _region(juror: Juror) -> Region | None:
    return juror.region or (juror.community.region if juror.community else None)
