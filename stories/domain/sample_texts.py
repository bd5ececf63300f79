"""Invents stories for trying the site under load: the same number always gives the same story in both languages."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from stories.domain.story_content import (
    Partner,
    Row,
    StoryFacts,
    StoryText,
    list_item,
    paragraphs,
    stream_block,
)
from stories.domain.story_files import NamedRow, StoryFile
from stories.domain.vocabulary import DATA
from stories.enums import AwardKind, BudgetBand, CommunityRole, PartnerRole, Qualifier, Sector
from stories.text.folding import fold

SUMMARY_LENGTH = 280
KEY_PREFIX = "sample/"
# Organisations and tags that only invented stories have.
SLUG_PREFIX = "sample-"
_LANGUAGES = ("uk", "en")
# One in so many, so that an edition's page stays a page.
_AWARDED_EVERY = 100
_BUDGETS = tuple(BudgetBand)
_ONGOING, _MONTH_KNOWN = 0.4, 0.9
_HIGHLIGHTS = 3

Pair = Sequence[str]


@dataclass(frozen=True)
class SamplePlace:
    """A community of the register as the sentences need it: its names in Ukrainian and English."""

    code: str
    slug: str
    names: tuple[str, str]
    centres: tuple[str, str]


class _Pen:
    """Writes one story: draws sentences and fills what stands in braces, the same way in both languages."""

    def __init__(self, number: int, place: SamplePlace) -> None:
        self.key = sample_key(number)
        self.lots = Random(self.key)  # noqa: S311 - load data needs to be repeatable, not secret
        self.place = place
        self._where = self.lots.choice(sentences()["where"])

    def draw(self, pairs: Sequence[Any], count: int) -> list[Any]:
        return self.lots.sample(pairs, min(count, len(pairs)))

    def filled(self, pair: Pair) -> tuple[str, str]:
        """The pair with its figures; both languages get the same ones."""
        numbers = {
            "n": 10 * self.lots.randint(2, 60) + self.lots.randint(5, 9),
            "few": self.lots.randint(5, 9),
            "year": self.lots.randint(2016, 2025),
        }
        uk, en = (
            text.format(
                **numbers,
                community=self.place.names[n],
                centre=self.place.centres[n],
                where=self._where[n],
            )
            for n, text in enumerate(pair)
        )
        return uk, en

    def prose(self, name: str, parts: Sequence[Pair], n: int) -> list[Row]:
        """Two or three sentences as one block of running text."""
        texts = [self.filled(part)[n] for part in parts]
        return [stream_block(self.key, f"{name}/0", kind="text", value=paragraphs(" ".join(texts)))]


def sample_key(number: int) -> str:
    return f"{KEY_PREFIX}{number:06d}"


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    """The parts of the invented stories, from the data file."""
    return tomllib.loads((DATA / "sample_sentences.toml").read_text(encoding="utf-8"))


def sample_story(
    number: int, *, places: Sequence[Sequence[SamplePlace]], goals: Sequence[int], edition: str
) -> StoryFile:
    """Return the invented story of this number. `places` are the communities, region by region: each region has its turn.

    Organisations and tags come along as rows; `edition` is the slug of the edition in which every hundredth is honoured.
    """
    region = places[number % len(places)]
    lots = Random(f"place/{number}")  # noqa: S311 - repeatable on purpose
    place = lots.choice(region)
    pen = _Pen(number, place)
    theme = pen.lots.choice(sentences()["themes"])
    organisations = _organisations(pen)
    tags = tuple(tag_row(pair) for pair in pen.draw(theme["tags"], 3))
    others = [other for other in pen.draw(region, 3) if other != place]
    facts = _facts(pen, theme, goals=goals, edition=edition if number % _AWARDED_EVERY == 0 else "")
    facts = StoryFacts(
        **{
            **vars(facts),
            "tags": tuple(tag.slug for tag in tags),
            "partners": _partners(organisations),
            "co_communities": tuple(
                (other.code, pen.lots.choice(list(CommunityRole)).value)
                for other in others[: pen.lots.choice((0, 0, 1, 2))]
            ),
        }
    )
    return StoryFile(facts, _texts(pen, theme), organisations, tags)


def tag_row(pair: Pair) -> NamedRow:
    return NamedRow(SLUG_PREFIX + fold(pair[1]).replace(" ", "-"), pair[0], pair[1])


def _organisations(pen: _Pen) -> tuple[NamedRow, ...]:
    """The council, one to four local partners, now and then somebody from abroad."""
    place = pen.place
    rows = [
        NamedRow(
            f"{SLUG_PREFIX}{place.slug}-council",
            f"Рада громади ({place.centres[0]})",
            f"Community council ({place.centres[1]})",
            Sector.AUTHORITY.value,
        )
    ]
    kinds = sentences()["organisations"]
    for kind in pen.draw(kinds, pen.lots.randint(1, 4)):
        uk, en = pen.filled(kind["names"])
        rows.append(NamedRow(f"{SLUG_PREFIX}{place.slug}-{kind['sector']}", uk, en, kind["sector"]))
    abroad = sentences()["international"]
    if pen.lots.random() < 1 / 3:
        position = pen.lots.randrange(len(abroad))
        uk, en = abroad[position]["names"]
        rows.append(NamedRow(f"{SLUG_PREFIX}abroad-{position}", uk, en, abroad[position]["sector"]))
    return tuple(rows)


def _partners(organisations: Sequence[NamedRow]) -> tuple[Partner, ...]:
    roles = [PartnerRole.LEAD] + [
        PartnerRole.FUNDER if row.sector == Sector.INTERNATIONAL else PartnerRole.PARTNER
        for row in organisations[1:]
    ]
    return tuple(Partner(row.slug, role.value) for row, role in zip(organisations, roles, strict=True))


def _facts(pen: _Pen, theme: dict[str, Any], *, goals: Sequence[int], edition: str) -> StoryFacts:
    lots = pen.lots
    start = date(lots.randint(2016, 2025), lots.randint(1, 12), 1)
    ongoing = lots.random() < _ONGOING
    months = start.year * 12 + start.month - 1 + lots.randint(2, 30)
    return StoryFacts(
        key=pen.key,
        community=pen.place.code,
        category=theme["category"],
        start_month=start,
        start_month_known=lots.random() < _MONTH_KNOWN,
        end_month=None if ongoing else date(months // 12, months % 12 + 1, 1),
        is_ongoing=ongoing,
        edition=edition,
        award=AwardKind.WINNER.value if edition else "",
        budget_band=lots.choice(("", *_BUDGETS)),
        contact_email=f"hromada@{pen.place.slug[:50]}.example",
        challenges=tuple(pen.draw(theme["challenges"], lots.randint(1, 3))),
        groups=tuple(pen.draw(theme["groups"], lots.randint(1, 2))),
        goals=tuple(sorted(pen.draw(goals, 2))),
    )


def _texts(pen: _Pen, theme: dict[str, Any]) -> tuple[StoryText, StoryText]:
    """Both languages, drawn from the same lots: the state of the lots is put back before the second."""
    title = pen.lots.choice(theme["titles"])
    summary = pen.lots.choice(theme["summaries"])
    state = pen.lots.getstate()
    made = []
    for n, language in enumerate(_LANGUAGES):
        pen.lots.setstate(state)
        made.append(
            StoryText(
                language=language,
                title=f"{title[n]} ({pen.place.centres[n]})",
                summary=_shortened(pen.filled(summary)[n]),
                contact_role=pen.filled(pen.lots.choice(sentences()["contacts"]))[n],
                funding=pen.filled(pen.lots.choice(sentences()["funding"]))[n],
                team=pen.filled(pen.lots.choice(sentences()["teams"]))[n],
                streams=_streams(pen, theme, n),
            )
        )
    return made[0], made[1]


def _streams(pen: _Pen, theme: dict[str, Any], n: int) -> dict[str, list[Row]]:
    parts = sentences()
    streams = {
        "challenge": pen.prose("challenge", pen.draw(theme["problems"], 3), n),
        "solution": _solution(pen, theme, n),
        "stages": [
            _stage(pen, position, stage, n) for position, stage in enumerate(pen.draw(theme["stages"], 3))
        ],
        "results": pen.prose("results", pen.draw(theme["results"], 2), n),
        "indicators": [
            _indicator(pen, position, words, n) for position, words in enumerate(theme["indicators"])
        ],
        "transfer": pen.prose("transfer", pen.draw(parts["transfers"], 2), n),
        "links": [],
        "videos": [],
        "documents": [],
    }
    for name, source, count in (
        ("success_factors", "factors", 3),
        ("obstacles", "obstacles", 2),
        ("lessons", "lessons", 2),
    ):
        streams[name] = [
            stream_block(
                pen.key,
                f"{name}/{position}",
                kind="point",
                value={"title": pen.filled(title)[n], "text": pen.filled(text)[n]},
            )
            for position, (title, text) in enumerate(pen.draw(parts[source], count))
        ]
    return streams


def _solution(pen: _Pen, theme: dict[str, Any], n: int) -> list[Row]:
    parts = sentences()
    items = [
        list_item(pen.key, f"solution/1/{position}", {"title": "", "text": pen.filled(pair)[n]})
        for position, pair in enumerate(pen.draw(parts["solutions"], 3))
    ]
    quote = {
        "text": pen.lots.choice(parts["quotes"])[n],
        "source": pen.lots.choice(parts["voices"])[n],
    }
    return [
        *pen.prose("solution", [*pen.draw(theme["actions"], 3), *pen.draw(parts["solutions"], 3)], n),
        stream_block(pen.key, "solution/1", kind="points", value={"heading": "", "items": items}),
        stream_block(pen.key, "solution/2", kind="quote", value=quote),
    ]


def _stage(pen: _Pen, position: int, stage: Sequence[Pair], n: int) -> Row:
    title, text = stage
    value = {
        "title": pen.filled(title)[n], "text": pen.filled(text)[n],
        "start": date(pen.lots.randint(2020, 2025), position + 1, 1).isoformat(), "end": None,
    }  # fmt: skip
    return stream_block(pen.key, f"stages/{position}", kind="stage", value=value)


def _indicator(pen: _Pen, position: int, words: Sequence[str], n: int) -> Row:
    """A figure; its number ends in five to nine, so that the Ukrainian unit stands in the genitive plural."""
    value = {
        "value": str(10 * pen.lots.randint(1, 300) + pen.lots.randint(5, 9)),
        "qualifier": pen.lots.choice(list(Qualifier)).value,
        "unit": words[n],
        "label": words[2 + n],
        "as_of": date(pen.lots.randint(2023, 2025), 12, 1).isoformat(),
        "source": "",
        "highlight": position < _HIGHLIGHTS,
    }
    return stream_block(pen.key, f"indicators/{position}", kind="indicator", value=value)


def _shortened(text: str) -> str:
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rpartition(" ")[0] + "…"
