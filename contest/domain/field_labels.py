"""What a field of the form is called, by its path."""

from contest.domain.form_fields import CONDITIONS, OWN_QUESTIONS, all_fields
from contest.models import Call


def label_of(path: str, *, call: Call) -> str:
    """Return the label of the field in the active language: «Етап: Назва етапу»; the path itself if there is no such field."""
    head, _slash, rest = path.partition("/")
    if head == OWN_QUESTIONS:
        return next((str(row.label) for row in call.questions.all() if row.code == rest), rest)
    if head == CONDITIONS:
        return next((str(row.text) for row in call.eligibility_questions.all() if str(row.pk) == rest), rest)
    name = rest.partition("/")[2]
    for _section, part, field in all_fields():
        if part is None and field.name == head and not rest:
            return str(field.label)
        if part is not None and part.name == head and field.name == name:
            return f"{part.item}: {field.label}"
    return path
