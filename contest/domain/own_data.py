"""Everything that is kept of a person, as they may see it: for the file that they download.

What is not theirs to see is left out: notes and decisions of the secretariat that have not been made known, and of their
colleagues anything beyond the names that the pages show.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Prefetch

from accounts.models import User
from contest.domain.approvals import letter_key
from contest.domain.content import without_removed
from contest.domain.life_story import life_story
from contest.domain.reading import AnswerReader, Passage
from contest.domain.stray_files import files_of_versions
from contest.models import (
    Answer,
    Application,
    ApplicationFile,
    ApplicationVersion,
    Invitation,
    Letter,
    SavedView,
    StoryApproval,
)

Data = dict[str, Any]
# So many applications are read together, with everything that belongs to them.
_AT_A_TIME = 10


@dataclass(frozen=True)
class OwnApplication:
    """One application: `data` for machines, `passages` for people, and the files that belong to it.

    `approvals` hold what was said to the text of its story.
    """

    folder: str
    application: Application
    data: Data
    passages: list[Passage]
    versions: list[ApplicationVersion]
    files: list[ApplicationFile]
    approvals: list[StoryApproval]


def account_data(user: User) -> Data:
    """Return what is kept of the account itself. Of passwords and keys only that there are some."""
    keys = Authenticator.objects.filter(user=user).order_by("created_at")
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "joined": _iso(user.date_joined),
        "last_signed_in": _iso(user.last_login),
        "has_password": user.has_usable_password(),
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "second_steps": [{"kind": key.type, "added": _iso(key.created_at)} for key in keys],
        "groups": list(user.groups.order_by("name").values_list("name", flat=True)),
        "saved_lists": list(SavedView.objects.filter(user=user).values("name", "query")),
        "invitations": [
            {"role": row.role, "invited": _iso(row.invited_at), "accepted": _iso(row.accepted_at)}
            for row in Invitation.objects.filter(email__iexact=user.email)
        ],
        "letters_without_application": _letters(Letter.objects.reached(user).filter(application=None)),
    }


def own_applications(user: User) -> Iterable[OwnApplication]:
    """Yield the person's applications one by one: read a few at a time, so that many take no more memory than those."""
    rows = Application.objects.of_person(user).with_names().order_by("pk")
    told = Prefetch("letters", queryset=Letter.objects.reached(user), to_attr="letters_that_reached")
    beside = (
        "answers", "versions", "files", "memberships__user", "history", "clarifications", "story_approvals", told,
    )  # fmt: skip
    named = Answer.objects.filter(application__in=rows).of_communities().values_list("value", flat=True)
    places = {value for value in named if isinstance(value, str)}
    readers: dict[int, AnswerReader] = {}
    for application in rows.prefetch_related(*beside).iterator(chunk_size=_AT_A_TIME):
        if application.call_id not in readers:
            readers[application.call_id] = AnswerReader(application.call, communities=places)
        yield _own_application(application, user, reader=readers[application.call_id])


def _letters(rows: Iterable[Letter]) -> list[Data]:
    return [
        {"sent": _iso(row.sent_at), "to": row.email, "subject": row.subject, "text": row.body} for row in rows
    ]


def _own_application(application: Application, user: User, *, reader: AnswerReader) -> OwnApplication:
    typed, versions = list(application.answers.all()), list(application.versions.all())
    answers = without_removed({row.path: row.value for row in typed})
    named = {value for value in answers.values() if isinstance(value, str)}
    named |= files_of_versions(row.content for row in versions)
    files = [row for row in application.files.all() if str(row.public_id) in named]
    approvals = _approvals(application)
    data: Data = {
        "id": str(application.public_id),
        "contest": application.call.edition.name,
        "reference": application.reference,
        "title": application.title,
        "status": application.released_status,
        "community": application.community.code if application.community else None,
        "begun": _iso(application.created_at),
        "submitted": _iso(application.submitted_at),
        "people": [
            {"name": str(row.user), "role": row.role, "is_you": row.user_id == user.pk}
            for row in application.memberships.all()
        ],
        "answers": answers,
        "answers_typed_by_you": [row.path for row in typed if row.saved_by_id == user.pk],
        "versions": [_version(row, user) for row in versions],
        "history": [asdict(event) for event in life_story(application)],
        "requests": [
            {
                "asked": _iso(row.asked_at),
                "until": _iso(row.until),
                "text": row.message,
                "sections": row.sections,
            }
            for row in application.clarifications.all()
        ],
        "approvals": [_approval(row) for row in approvals],
        "letters": _letters(getattr(application, "letters_that_reached", ())),
        "files": [{"id": str(row.public_id), "name": row.name, "sha256": row.sha256} for row in files],
    }
    passages = reader.passages(answers, files=files)
    return OwnApplication(folder_of(application), application, data, passages, versions, files, approvals)


def _approvals(application: Application) -> list[StoryApproval]:
    """What was answered by the link in a letter that reached the person: to others not even the question was told."""
    letters = [row.key for row in getattr(application, "letters_that_reached", ())]
    return [
        row
        for row in sorted(application.story_approvals.all(), key=lambda row: row.pk)
        if row.answer and any(key.startswith(f"{letter_key(row)}:") for key in letters)
    ]


def _approval(row: StoryApproval) -> Data:
    return {
        "asked": _iso(row.asked_at), "answered": _iso(row.answered_at), "answer": row.answer, "text": row.comment,
    }  # fmt: skip


def _version(row: ApplicationVersion, user: User) -> Data:
    return {
        "number": row.number, "submitted": _iso(row.submitted_at), "by": row.submitted_by_name,
        "by_you": row.submitted_by_id == user.pk, "sha256": row.sha256,
    }  # fmt: skip


def folder_of(application: Application) -> str:
    """Return the name of the application's folder in the archive."""
    return application.reference or f"draft-{application.public_id}"


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
