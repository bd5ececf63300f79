"""Invents what stands in an application's form: the story of the same number, as its community would have typed it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import cycle
from typing import Any

from wagtail.rich_text import get_text_for_indexing

from contest.domain.answers import own_paths
from contest.domain.checking import words_of
from contest.domain.words import count_words
from contest.enums import QuestionKind, YesNo
from contest.models import Call, Question
from stories.domain.sample_texts import SamplePlace, sample_story
from stories.domain.story_content import StoryFacts
from stories.domain.story_files import NamedRow, StoryFile

Values = dict[str, Any]

_DECLARED = ("declared_true", "declared_consent", "declared_safe", "declared_licence")
_POINTS = ("success_factors", "obstacles", "lessons")
# A call mostly asks for at least four hundred.
_LEAST_WORDS = 420


def sample_answers(
    number: int, *, call_answers: Values, places: Sequence[Sequence[SamplePlace]], categories: Sequence[str]
) -> tuple[StoryFile, Values]:
    """Return the invented story of this number and the answers that tell it; complete where the call asks nothing odd.

    `call_answers` are those to the call's own questions, see `own_answers`; `categories` those that it offers.
    """
    story = sample_story(number, places=places, goals=(), edition="")
    facts, text = story.facts, story.texts[0]
    category = facts.category if facts.category in categories else categories[number % len(categories)]
    values: Values = {
        **call_answers, **dict.fromkeys(_DECLARED, "yes"), **_about(facts),
        "category": category, "title": text.title[:160], "summary": text.summary, "funding": text.funding, "team": text.team,
        "challenge": _plain(text.streams["challenge"]), "results": _plain(text.streams["results"]),
        "solution": _plain(text.streams["solution"]), "transfer": _plain(text.streams["transfer"]),
        **dict(_items("partners", _partners(facts, story.organisations))),
        **dict(_items("stages", [_stage(block["value"]) for block in text.streams["stages"]])),
        **dict(_items("indicators", [_indicator(block["value"]) for block in text.streams["indicators"]])),
    }  # fmt: skip
    for name in _POINTS:
        points = [{part: block["value"][part] for part in ("title", "text")} for block in text.streams[name]]
        values |= dict(_items(name, points))
    values["solution"] = _lengthened(values)
    return story, values


def own_answers(call: Call) -> Values:
    """Return answers to the call's conditions and to those of its own questions that everybody must answer."""
    values: Values = {}
    for condition in call.eligibility_questions.all():
        (path,) = own_paths([], [condition.pk])
        values[path] = condition.eligible_answer
    for question in call.questions.prefetch_related("options"):
        if question.required and not question.shown_if_question and question.kind != QuestionKind.FILE:
            (path,) = own_paths([question.code], [])
            values[path] = _own_answer(question)
    return values


def _own_answer(question: Question) -> Any:
    first = next((option.code for option in question.options.all()), "")
    answers = {
        QuestionKind.CHOICE: first,
        QuestionKind.CHOICES: [first],
        QuestionKind.NUMBER: str(int(question.min_number or 0) + 1),
        QuestionKind.YES_NO: YesNo.YES.value,
        QuestionKind.DATE: "2026-05-01",
        QuestionKind.LINK: "https://example.org/story",
    }
    return answers.get(QuestionKind(question.kind), "Разом ми змогли більше, ніж поодинці.")


def _about(facts: StoryFacts) -> Values:
    return {
        "community": facts.community, "start": _month(facts.start_month), "ongoing": "yes" if facts.is_ongoing else "",
        "end": _month(facts.end_month) if facts.end_month else "", "budget_band": facts.budget_band or "none",
        "contact_name": "Оксана Приклад", "contact_position": "Начальниця відділу",
        "contact_email": facts.contact_email, "contact_phone": "+380 00 000 00 00",
        "challenges": list(facts.challenges), "groups": list(facts.groups),
    }  # fmt: skip


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _partners(facts: StoryFacts, organisations: Iterable[NamedRow]) -> list[Values]:
    known = {row.slug: row for row in organisations}
    return [
        {"name": known[each.slug].name_uk, "sector": known[each.slug].sector, "role": each.role}
        for each in facts.partners
    ]


def _stage(value: Values) -> Values:
    return {"title": value["title"], "text": value["text"], "start": value["start"][:7]}


def _indicator(value: Values) -> Values:
    plain = {name: value[name] for name in ("value", "qualifier", "unit", "label")}
    return {**plain, "as_of": value["as_of"][:7]}


def _items(name: str, rows: Iterable[Values]) -> Iterator[tuple[str, Any]]:
    """Each row as an item of the list, under an id such as the form makes."""
    for place, row in enumerate(rows):
        item = f"{name}/{place:08x}"
        yield item, str(place)
        for part, value in row.items():
            yield f"{item}/{part}", value


def _plain(blocks: Iterable[Any]) -> str:
    """The running text of the blocks without markup."""
    return "\n\n".join(
        " ".join(get_text_for_indexing(block["value"]).split()) for block in blocks if block["type"] == "text"
    )


def _lengthened(values: Values) -> str:
    """What was done, told at the length that calls ask for: invented texts are short."""
    paragraphs = [values[name] for name in ("challenge", "results", "transfer", "solution")]
    told, missing = [values["solution"]], _LEAST_WORDS - words_of(values)
    for paragraph in cycle(paragraphs):
        if missing <= 0 or not paragraph:
            return "\n\n".join(told)
        told.append(paragraph)
        missing -= count_words(paragraph)
    return ""
