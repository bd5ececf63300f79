"""Applications of a call that may be one and the same: from the same community, or saying nearly the same."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from contest.models import Answer, Application

ALIKE = 80
MOST_SHOWN = 10


@dataclass(frozen=True)
class Likeness:
    """Another application and how alike it is: `percent` of title and summary, whether the community is the same."""

    application: Application
    percent: int
    same_community: bool
    summary: str


def find_duplicates(application: Application) -> list[Likeness]:
    """Return the other applications of the call that may be duplicates, the most alike first."""
    others = Application.objects.of_call(application.call).exclude(pk=application.pk).with_names()
    summaries = dict(
        Answer.objects.filter(application__call=application.call, path="summary").values_list(
            "application", "value"
        )
    )
    texts = {pk: f"{title} {_summary(summaries, pk)}" for pk, title in others.values_list("pk", "title")}
    own = f"{application.title} {_summary(summaries, application.pk)}"
    found = process.extract(
        own, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=ALIKE, limit=MOST_SHOWN
    ) if own.strip() else []  # fmt: skip
    alike = {pk: round(score) for _text, score, pk in found}
    rows = list(others.filter(pk__in=alike))
    if application.community_id:
        rows += others.filter(community=application.community_id).exclude(pk__in=alike)[:MOST_SHOWN]
    likenesses = [
        Likeness(
            application=row, percent=alike.get(row.pk, 0), summary=_summary(summaries, row.pk),
            same_community=row.community_id is not None and row.community_id == application.community_id,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(likenesses, key=lambda one: (-one.percent, not one.same_community, one.application.pk))


def _summary(summaries: dict[int, object], pk: int) -> str:
    summary = summaries.get(pk, "")
    return summary if isinstance(summary, str) else ""
