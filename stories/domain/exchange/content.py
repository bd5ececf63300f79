"""Turns a parsed story into the facts and the words of which a page is made."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import CellFault
from stories.domain.exchange.faults import Faults
from stories.domain.exchange.newcomers import Organisations, Tags
from stories.domain.exchange.parsing import ParsedRow, ParsedStory, inside
from stories.domain.exchange.references import References
from stories.domain.exchange.story_columns import BY_NAME
from stories.domain.story_content import Partner, Row, StoryFacts, StoryText, list_item, stream_block
from stories.enums import CommunityRole, Language, Licence, PartnerRole, Qualifier
from stories.text.prose import Part, Points, Quote, RichText
from stories.text.prose_reading import read_prose

_PROSE = ("challenge", "solution", "results", "transfer")
_BLOCKS = {
    "stages": "stage", "indicators": "indicator", "success_factors": "point", "obstacles": "point", "lessons": "point",
    "videos": "link", "links": "link", "updates": "update",
}  # fmt: skip
_PLAIN_WORDS = (
    "title", "summary", "contact_role", "funding", "team", "slug", "award_citation", "version_notes", "seo_title",
    "search_description",
)  # fmt: skip


def facts_of(
    story: ParsedStory, *, known: References, organisations: Organisations, tags: Tags, faults: Faults
) -> StoryFacts | None:
    """Return the story's facts, or None where something it names was not found; that is then among the faults."""
    before = len(faults.found)
    values = story.values
    look = _Lookup(story, faults)
    facts = StoryFacts(
        key=values["key"] or "",
        community=look.one("community", known.communities.code_of),
        category=look.one("category", known.categories.slug_of),
        edition=look.one("edition", known.editions.slug_of),
        start_month=_day(values["start"]) or date.min,
        start_month_known="-" in (values["start"] or "-"),
        end_month=_day(values["end"]),
        is_ongoing=bool(values["ongoing"]),
        award=values["award"] or "",
        budget_band=values["budget_band"] or "",
        contact_email=values["contact_email"] or "",
        contact_url=values["contact_url"] or "",
        licence=values["licence"] or Licence.CC_BY.value,
        original_language=values["original_language"] or (story.languages or [Language.UK.value])[0],
        challenges=look.many("challenges", known.challenges.slug_of),
        groups=look.many("groups", known.groups.slug_of),
        goals=tuple(dict.fromkeys(values["goals"] or ())),
        tags=_tags(story, tags, faults),
        co_communities=_co_communities(story, known, faults),
        partners=_partners(story, organisations, faults),
    )
    return facts if len(faults.found) == before else None


def texts_of(story: ParsedStory) -> list[StoryText]:
    """The words of each language that the story is told in."""
    return [_text(story, language) for language in story.languages]


class _Lookup:
    """Looks names of a story up, and notes those that are not found."""

    def __init__(self, story: ParsedStory, faults: Faults) -> None:
        self.story, self.faults = story, faults

    def one(self, column: str, find: Callable[[str], str]) -> str:
        text = self.story.values[column]
        return (self._found(column, text, find) or "") if text else ""

    def many(self, column: str, find: Callable[[str], str]) -> tuple[str, ...]:
        found = [self._found(column, text, find) for text in self.story.values[column] or ()]
        return tuple(dict.fromkeys(slug for slug in found if slug))

    def _found(self, column: str, text: str, find: Callable[[str], str]) -> str | None:
        try:
            return find(text)
        except CellFault as fault:
            self.faults.add(self.story.place.at(column), str(fault))
            return None


def _tags(story: ParsedStory, tags: Tags, faults: Faults) -> tuple[str, ...]:
    columns = [list(story.values[name] or ()) for name in ("tags", "tags_uk", "tags_en")]
    length = max(map(len, columns))
    for name, column in zip(("tags", "tags_uk", "tags_en"), columns, strict=True):
        if column and len(column) != length:
            faults.add(
                story.place.at(name),
                _(
                    "%(count)s tags here, %(most)s beside: the lists must match. An empty place is written “; ;”."
                )
                % {"count": len(column), "most": length},
            )
            return ()
        column.extend([""] * (length - len(column)))
    found: dict[str, None] = {}
    for slug, name_uk, name_en in zip(*columns, strict=True):
        if not (slug or name_uk or name_en):
            continue
        try:
            found[tags.slug_for(slug=slug, name_uk=name_uk, name_en=name_en)] = None
        except CellFault as fault:
            faults.add(story.place.at("tags"), str(fault))
    return tuple(found)


def _co_communities(story: ParsedStory, known: References, faults: Faults) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for row in story.lists["co_communities"]:
        place = inside(row.place, "community")
        try:
            code = known.communities.code_of(row.values["community"] or "") if row.values["community"] else ""
        except CellFault as fault:
            faults.add(place, str(fault))
            continue
        if code in found:
            faults.add(place, _("This community stands twice."))
        if code:
            found[code] = row.values["role"] or CommunityRole.PARTNER.value
    return tuple(found.items())


def _partners(story: ParsedStory, organisations: Organisations, faults: Faults) -> tuple[Partner, ...]:
    found: dict[str, Partner] = {}
    for row in story.lists["partners"]:
        values = row.values
        try:
            slug = organisations.slug_for(
                slug=values["organisation"] or "", name_uk=values["name_uk"] or "", name_en=values["name_en"] or "",
                sector=values["sector"] or "", website=values["website"] or "",
            )  # fmt: skip
        except CellFault as fault:
            faults.add(inside(row.place, "organisation"), str(fault))
            continue
        if slug in found:
            faults.add(inside(row.place, "organisation"), _("This organisation stands twice."))
        found[slug] = Partner(slug, values["role"] or PartnerRole.PARTNER.value)
    return tuple(found.values())


def _text(story: ParsedStory, language: str) -> StoryText:
    key, values = story.values["key"] or "", story.values
    streams = {
        name: [
            _prose_block(key, f"{name}/{number}", part)
            for number, part in enumerate(read_prose(values[f"{name}_{language}"] or ""))
        ]
        for name in _PROSE
    }
    for name, kind in _BLOCKS.items():
        words = BY_NAME[name].kind.words
        streams[name] = [
            stream_block(
                key,
                f"{name}/{number}",
                kind=kind,
                value=_block_value(row, words, language) | _earlier(key, f"{name}/{number}", row),
            )
            for number, row in enumerate(story.lists[name])
            if language in row.languages(words)
        ]
    plain = {name: values[f"{name}_{language}"] or "" for name in _PLAIN_WORDS}
    return StoryText(language=language, streams=streams, **plain)


def _prose_block(key: str, place: str, part: Part) -> Row:
    if isinstance(part, RichText):
        return stream_block(key, place, kind="text", value=part.html)
    if isinstance(part, Quote):
        return stream_block(key, place, kind="quote", value={"text": part.text, "source": part.source})
    return stream_block(key, place, kind="points", value=_points(key, place, part))


def _points(key: str, place: str, part: Points) -> dict[str, Any]:
    items = [
        list_item(key, f"{place}/{number}", {"title": item.title, "text": item.text})
        for number, item in enumerate(part.items)
    ]
    return {"heading": part.heading, "items": items}


def _block_value(row: ParsedRow, words: Sequence[str], language: str) -> dict[str, Any]:
    value: dict[str, Any] = {word: row.values[f"{word}_{language}"] or "" for word in words}
    for name in ("start", "end", "as_of"):
        if name in row.values:
            day = _day(row.values[name])
            value[name] = day.isoformat() if day else None
    if "value" in row.values:
        value["value"] = str(row.values["value"])
        value["qualifier"] = row.values["qualifier"] or Qualifier.EXACT.value
        value["highlight"] = bool(row.values["highlight"])
    if "url" in row.values:
        value["url"] = row.values["url"] or ""
    if "date" in row.values:
        value["date"] = row.values["date"]
    return value


def _earlier(key: str, place: str, row: ParsedRow) -> dict[str, Any]:
    """What a figure was before, each value under an id that all languages share; nothing where none is told."""
    items = [
        list_item(
            key, f"{place}/earlier/{number}",
            {
                "as_of": day.isoformat() if (day := _day(then["as_of"])) else None, "value": str(then["value"]),
                "qualifier": then["qualifier"],
            },
        )
        for number, then in enumerate(row.values.get("earlier") or ())
    ]  # fmt: skip
    return {"earlier": items} if items else {}


def _day(month: str | None) -> date | None:
    """«2023-07» → its first day; «2023» → the first of January."""
    if not month:
        return None
    year, _dash, number = month.partition("-")
    return date(int(year), int(number or 1), 1)
