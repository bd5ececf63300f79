"""Beginning an application in a new call with what an older one says."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contest.domain.answers import Change, Value, save_answers
from contest.domain.applying import start_application
from contest.domain.content import answers_of
from contest.domain.form_fields import CONDITIONS, OWN_QUESTIONS, field_at, section_at
from contest.enums import OPTION_KINDS, QuestionKind, Section
from contest.models import Application, Call, Question

# Their items are files, which stay with the older application.
_LISTS_OF_FILES = ("photos", "documents")


@transaction.atomic
def copy_application(application: Application, *, to: Call, by: User, at: datetime) -> Application:
    """Begin an application in the call with every answer that fits there; return it.

    Not copied: files; what is declared and the conditions of taking part, which are affirmed anew; a category that the
    call doesn't offer; answers to questions that it doesn't ask in the same way. Raises ApplyingRefused.
    """
    copy = start_application(to, by=by, at=at, language=application.language)
    copy.copied_from = application
    copy.save(update_fields=["copied_from"])
    save_answers(copy, _fitting(application, to), by=by, at=at)
    return Application.objects.get(pk=copy.pk)


def _fitting(application: Application, call: Call) -> Iterator[Change]:
    offered = set(call.categories.values_list("category__slug", flat=True))
    asked = {question.code: question for question in call.questions.prefetch_related("options")}
    before = {question.code: question for question in application.call.questions.all()}
    for path, value in answers_of(application).items():
        head, _slash, code = path.partition("/")
        if head == OWN_QUESTIONS:
            kept = _answer(value, before.get(code), asked.get(code))
            if kept:
                yield Change(path, kept)
        elif head == "category":
            if value in offered:
                yield Change(path, value)
        elif _is_of_the_story(path, head):
            yield Change(path, value)


def _is_of_the_story(path: str, head: str) -> bool:
    """Whether the answer tells the story, rather than that of this one contest. Older forms may have had more fields."""
    section = section_at(path)
    if section is None or section == Section.DECLARATIONS or head in {CONDITIONS, *_LISTS_OF_FILES}:
        return False
    return field_at(path) is not None or path.count("/") == 1


def _answer(value: Value, before: Question | None, now: Question | None) -> Value:
    if before is None or now is None or before.kind != now.kind or now.kind == QuestionKind.FILE:
        return ""
    if now.kind not in OPTION_KINDS:
        return value
    codes = {option.code for option in now.options.all()}
    if isinstance(value, list):
        return [code for code in value if code in codes]
    return value if value in codes else ""
