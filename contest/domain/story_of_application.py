"""An application told as a story of the catalogue: its answers as the facts and the words of which a page is made.

What is not the public's stays behind: contact data, answers to the call's own questions, documents.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contest.domain.form_fields import items_of
from contest.domain.question_fields import number_of
from contest.enums import ApplicationStatus
from contest.models import Application
from stories.domain.exchange.newcomers import Organisations
from stories.domain.story_content import (
    Partner,
    Row,
    StoryFacts,
    StoryText,
    paragraphs,
    stream_block,
    translation_key,
)
from stories.enums import AwardKind, Language, PartnerRole, Qualifier

Values = Mapping[str, Any]

# The first figures stand large on the page.
_HIGHLIGHTED = 3
_PROSE = ("challenge", "solution", "results", "transfer")
_POINTS = ("success_factors", "obstacles", "lessons")
_AWARDS = {
    ApplicationStatus.WINNER: AwardKind.WINNER,
    ApplicationStatus.SPECIAL_AWARD: AwardKind.SPECIAL_AWARD,
}


def story_key(application: Application) -> str:
    """Return the key under which the catalogue knows the story of an application."""
    return str(translation_key(f"application/{application.public_id}"))


def award_of(application: Application) -> str:
    """Return the award that the story's page bears by the jury's decision, "" for none."""
    return _AWARDS.get(ApplicationStatus(application.status), "")


def told_award_of(application: Application) -> str:
    """Return the award that everyone may know of, "" for none: what was decided since is not told yet."""
    return _AWARDS.get(ApplicationStatus(application.released_status), "")


def story_facts(
    values: Values, *, application: Application, organisations: Organisations, photos: tuple[int, ...] = ()
) -> StoryFacts:
    """Return what is the same in every language. `values` are the answers of a submitted version, by path.

    Partners that are new to the catalogue are prepared in `organisations`. `photos` are keys of pictures.
    """
    start = _month(values["start"])
    is_ongoing = values.get("ongoing") == "yes"
    return StoryFacts(
        key=story_key(application),
        community=values["community"],
        category=values["category"],
        edition=application.call.edition.slug,
        award=award_of(application),
        start_month=start or date.min,
        end_month=None if is_ongoing else _month(values.get("end", "")),
        is_ongoing=is_ongoing,
        budget_band=values.get("budget_band", ""),
        original_language=application.language,
        challenges=tuple(values.get("challenges", ())),
        groups=tuple(values.get("groups", ())),
        goals=tuple(int(goal) for goal in values.get("goals", ())),
        co_communities=tuple(
            dict.fromkeys((row["community"], row["role"]) for row in _items(values, "communities"))
        ),
        partners=tuple(_partners(values, organisations, language=application.language)),
        photos=photos,
    )


def story_text(values: Values, *, application: Application, citation: str = "") -> StoryText:
    """Return the words of the application's language. `citation` is the jury's."""
    key = story_key(application)
    streams = {
        name: _blocks(key, name, kind="text", values=[paragraphs(values.get(name, ""))]) for name in _PROSE
    }
    streams["stages"] = _blocks(
        key, "stages", kind="stage", values=[_stage(row) for row in _items(values, "stages")]
    )
    streams["indicators"] = _blocks(
        key, "indicators", kind="indicator",
        values=[_indicator(row, place) for place, row in enumerate(_items(values, "indicators"))],
    )  # fmt: skip
    for name in _POINTS:
        points = [{part: row.get(part, "") for part in ("title", "text")} for row in _items(values, name)]
        streams[name] = _blocks(key, name, kind="point", values=points)
    links = [{"title": row["title"], "url": row["url"]} for row in _items(values, "links")]
    streams["links"] = _blocks(key, "links", kind="link", values=links)
    return StoryText(
        language=application.language,
        title=values["title"],
        summary=values["summary"],
        funding=values.get("funding", ""),
        team=values.get("team", ""),
        award_citation=citation,
        streams=streams,
    )


def photo_rows(values: Values) -> list[dict[str, str]]:
    """Return the photos of the answers in their order: {file, alt_uk, alt_en, credit, consent}."""
    return list(_items(values, "photos"))


def _items(values: Values, name: str) -> Iterator[dict[str, Any]]:
    """Yield the items of a list in their order, each as {field: answer}; those in which nothing stands are left out."""
    for item in items_of(name, dict(values)):
        start = f"{name}/{item}/"
        row = {path.removeprefix(start): value for path, value in values.items() if path.startswith(start)}
        if row:
            yield row


def _partners(values: Values, organisations: Organisations, *, language: str) -> Iterator[Partner]:
    seen = set()
    for row in _items(values, "partners"):
        name = row["name"]
        # Where several organisations bear the name, an editor chooses; until then it is the first.
        known = organisations.named(name)
        slug = known[0] if known else organisations.slug_for(
            slug="", name_uk=name if language == Language.UK else "", name_en=name if language == Language.EN else "",
            sector=row["sector"], website="",
        )  # fmt: skip
        if slug not in seen:
            seen.add(slug)
            yield Partner(slug, row.get("role") or PartnerRole.PARTNER.value)


def _blocks(key: str, name: str, *, kind: str, values: list[Any]) -> list[Row]:
    return [
        stream_block(key, f"{name}/{number}", kind=kind, value=value)
        for number, value in enumerate(values)
        if value
    ]


def _stage(row: Mapping[str, Any]) -> Row:
    return {
        "title": row["title"],
        "text": row.get("text", ""),
        "start": _written(row.get("start", "")),
        "end": _written(row.get("end", "")),
    }


def _indicator(row: Mapping[str, Any], place: int) -> Row:
    return {
        "value": str(number_of(row["value"])),
        "qualifier": row.get("qualifier") or Qualifier.EXACT.value,
        "unit": row["unit"],
        "label": row["label"],
        "as_of": _written(row.get("as_of", "")),
        "source": row.get("source", ""),
        "highlight": place < _HIGHLIGHTED,
    }


def _month(written: str) -> date | None:
    """«2024-03» → its first day."""
    return date.fromisoformat(f"{written}-01") if written else None


def _written(month: str) -> str | None:
    day = _month(month)
    return day.isoformat() if day else None
