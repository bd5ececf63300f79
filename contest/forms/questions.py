"""The form that a call's questions make. The same one is previewed by the secretariat and filled in by applicants."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from contest.domain.question_fields import field_of, options_of
from contest.enums import YesNo
from contest.models import Call, EligibilityQuestion, Question
from stories.models import Category


@dataclass(frozen=True)
class Condition:
    """What must have been answered before a question is asked, in the words that the applicant sees."""

    question: str
    answer: str


class QuestionForm(forms.Form):
    """A field for each question, named by its code. The answer to a question that isn't shown is None, whatever was sent."""

    def __init__(self, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[question.code] = field_of(question)

    def rows(self) -> Iterator[tuple[Question, forms.BoundField, Condition | None]]:
        """Each question with its field and, where it waits for an answer, the condition in words; in the form's order."""
        for question in self.questions:
            yield question, self[question.code], self._condition_of(question)

    def _condition_of(self, question: Question) -> Condition | None:
        for other in self.questions:
            if question.shown_if_question and other.code == question.shown_if_question:
                words = dict(options_of(other) if other.has_options else YesNo.choices)
                return Condition(
                    other.label, str(words.get(question.shown_if_value, question.shown_if_value))
                )
        return None

    def clean(self) -> dict[str, Any]:
        """Take out what is not asked: its answer is none, and a mistake in it is none either."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        shown: set[str] = set()
        for question in self.questions:
            if self._is_asked_for(question, answers, shown):
                shown.add(question.code)
            else:
                answers[question.code] = None
                self.errors.pop(question.code, None)
        return answers

    @staticmethod
    def _is_asked_for(question: Question, answers: Mapping[str, Any], shown: set[str]) -> bool:
        """Whether the answers ask for the question; what waits for a hidden or a later one is hidden."""
        if not question.shown_if_question:
            return True
        answer = answers.get(question.shown_if_question) if question.shown_if_question in shown else None
        return question.shown_if_value in (answer if isinstance(answer, list) else [answer])


class EligibilityForm(forms.Form):
    """Yes or no to each condition of taking part. `reasons` says why somebody cannot, after validation."""

    def __init__(self, questions: Sequence[EligibilityQuestion], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.questions = tuple(questions)
        self.reasons: list[str] = []
        for number, question in enumerate(self.questions):
            self.fields[f"eligible_{number}"] = forms.ChoiceField(
                label=question.text, help_text=question.help, choices=YesNo.choices, widget=forms.RadioSelect
            )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        self.reasons = [
            question.reason
            for number, question in enumerate(self.questions)
            if answers.get(f"eligible_{number}") not in {None, question.eligible_answer}
        ]
        return answers


def build_question_form(
    call: Call, *, category: Category | None, data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None, answers: Mapping[str, Any] | None = None, prefix: str = "question",
) -> QuestionForm:  # fmt: skip
    """Return the form of the questions that the call asks in the category, with the answers given before.

    With no category every question of the call is there, as in the secretariat's preview.
    """
    asked = [question for question in call.questions.all() if question.asked_in(category)]
    codes = {question.code for question in asked}
    # What waits for a question of other categories could never be shown here.
    asked = [
        question
        for question in asked
        if not question.shown_if_question or question.shown_if_question in codes
    ]
    return QuestionForm(asked, data=data, files=files, initial=dict(answers or {}), prefix=prefix)


def build_eligibility_form(call: Call, *, data: Mapping[str, Any] | None = None) -> EligibilityForm:
    """Return the form of the call's conditions of taking part."""
    return EligibilityForm(list(call.eligibility_questions.all()), data=data, prefix="eligibility")
