"""Questions that wait for the answer to another: only an earlier one, only an answer that it can have.

Earlier alone already rules out circles; the order is the one in which the form asks.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from contest.models.questions import Question

Fault = tuple["Question", str, str]


def condition_faults(questions: Sequence["Question"]) -> list[Fault]:
    """Return (question, name of its field, sentence) for every condition that could never come true as written."""
    faults: list[Fault] = []
    earlier: dict[str, Question] = {}
    for question in questions:
        if question.shown_if_question:
            faults += _faults_of_one(question, earlier)
        earlier[question.code] = question
    return faults


def _faults_of_one(question: "Question", earlier: dict[str, "Question"]) -> list[Fault]:
    awaited = earlier.get(question.shown_if_question)
    if awaited is None:
        sentence = _("“%(question)s” waits for “%(code)s”, and no earlier question has this short name.")
        return [
            (
                question,
                "shown_if_question",
                sentence % {"question": question, "code": question.shown_if_question},
            )
        ]
    answers = awaited.possible_answers()
    if not answers:
        sentence = _(
            "“%(question)s” waits for “%(code)s”, whose answer is free: only options or yes and no can be waited for."
        )
        return [
            (
                question,
                "shown_if_question",
                sentence % {"question": question, "code": question.shown_if_question},
            )
        ]
    if question.shown_if_value not in answers:
        sentence = _("“%(question)s” waits for an answer that “%(code)s” doesn't have. It has: %(answers)s.")
        told = ", ".join(words[-1] or words[0] for words in answers.values())
        return [
            (question, "shown_if_value", sentence % {"question": question, "code": awaited.code, "answers": told})
        ]  # fmt: skip
    limits = {category.pk for category in awaited.categories.all()}
    own = {category.pk for category in question.categories.all()}
    if limits and not (own and own <= limits):
        sentence = _("“%(question)s” waits for “%(code)s”, which is not asked in all of its categories.")
        return [(question, "shown_if_question", sentence % {"question": question, "code": awaited.code})]
    return []


def answer_named(question: "Question", words: str) -> str:
    """Return the value of the answer that a person named by its words or its code, or the words if there is none."""
    wanted = " ".join(words.split()).casefold()
    for value, names in question.possible_answers().items():
        if wanted in {name.casefold() for name in names if name}:
            return value
    return words
