"""What a letter about an outcome says beside the outcome: certificate, the jury's citation, its notes for the applicant."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.functional import lazy

from contest.domain.certificate_papers import confirming_address
from contest.domain.certificates import certificates_by_application
from contest.domain.citations import citations_of
from contest.domain.scoring_sheets import APPLICANT_NOTE
from contest.enums import ApplicationStatus
from contest.models import Application, Assignment, Certificate
from stories.text.naming import in_active_language

Told = dict[str, Any]
JURY_OUTCOMES = {ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD, ApplicationStatus.NOT_AWARDED}


def outcome_words(applications: Sequence[Application]) -> dict[int, Told]:
    """Return for each application that was judged, by its key, what placeholders of its letter stand for.

    In three queries; in none if the jury has decided about none of them. The texts are lazy: each reader's letter has them
    in its own language. Nothing names a juror.
    """
    judged = [row for row in applications if row.status in JURY_OUTCOMES]
    certificates, citations = certificates_by_application(judged), citations_of(judged)
    notes = notes_for_applicants(judged)
    return {
        row.pk: {
            "certificate": _text(_addresses, certificates.get(row.pk, [])),
            "citation": _text(_citation, citations.get(row.pk, {})),
            "feedback": "\n\n".join(notes.get(str(row.reference), [])),
        }
        for row in judged
    }


def notes_for_applicants(applications: Sequence[Application]) -> dict[str, list[str]]:
    """Return by reference what jurors wrote for the applicant beside evaluations that count, where the call gives it on.

    They stand in the order of their letters, which says nothing of who wrote which.
    """
    found: dict[str, list[str]] = defaultdict(list)
    rows = Assignment.objects.filter(
        application__in=[row.pk for row in applications], application__call__publication__gives_feedback=True
    )
    for entry, _juror, text in rows.panel_notes(path=APPLICANT_NOTE):
        if text.strip():
            found[str(entry)].append(f"— {text.strip()}")
    return {entry: sorted(texts) for entry, texts in found.items()}


def _text(words: Callable[[Any], str], known: Any) -> Any:
    return lazy(words, str)(known)


def _addresses(certificates: list[Certificate]) -> str:
    return "\n".join(confirming_address(row) for row in certificates)


def _citation(texts: dict[str, str]) -> str:
    return in_active_language(uk=texts.get("uk", ""), en=texts.get("en", ""))
