"""Certificates: one for each honour of the declared result, with a number and an address that confirms it.

What stands on a certificate is what was so on the day it was issued. A wrong one is never changed: it is revoked, keeps
its number, and the next issue makes another.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.winners import AWARDED
from contest.enums import CertificateKind, EventKind
from contest.errors import CertificateRefused
from contest.models import Application, Call, Certificate, ProtocolEvent, ReferenceSequence
from stories.enums import Language
from stories.models import Category

REVOKED = "contest.certificates.revoke"
_MARK = "C"


@dataclass(frozen=True)
class Honour:
    """What an application is honoured with: a place among its category's winners, or the special award."""

    application: Application
    kind: CertificateKind
    award: Category | None = None

    @property
    def key(self) -> tuple[int, str, int | None]:
        """What is the same for the honour and for its certificate."""
        return self.application.pk, str(self.kind), self.award.pk if self.award else None


@transaction.atomic
def issue_certificates(call: Call, *, at: datetime) -> list[Certificate]:
    """Issue a certificate for every honour of the declared result that has no valid one; return those that are new.

    Raises CertificateRefused before a ranking was declared.
    """
    honours = honours_of(call)
    if honours is None:
        raise CertificateRefused(_("The ranking has not been declared yet, so there is nothing to certify."))
    year = at.astimezone(call.zone).year
    # Also keeps two issues from making the same certificate twice: who comes second sees those of the first.
    _hold_numbers(year)
    held = {_key(row) for row in Certificate.objects.of_call(call).valid()}
    last = _last_number(year)
    missing = [honour for honour in honours if honour.key not in held]
    return [_issue(honour, number_of(year, last + place), at=at) for place, honour in enumerate(missing, 1)]


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: User, at: datetime) -> Certificate:
    """Declare the certificate void for the reason, which is not public, and return it as it is then.

    Raises CertificateRefused without a reason and for one that is void already.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).with_application().get(pk=certificate.pk)
    if locked.revoked_at is not None:
        raise CertificateRefused(
            _("The certificate %(number)s has been revoked already.") % {"number": locked}
        )
    if not reason.strip():
        raise CertificateRefused(_("Say why the certificate is revoked."))
    locked.revoked_at, locked.revoked_reason = at, reason.strip()
    locked.revoked_by, locked.revoked_by_name = by, str(by)
    locked.save(update_fields=["revoked_at", "revoked_reason", "revoked_by", "revoked_by_name"])
    log(
        locked.application.call, REVOKED, user=by,
        data={"number": locked.number, "reason": locked.revoked_reason},
    )  # fmt: skip
    return locked


@transaction.atomic
def revoke_certificates(call: Call, *, reason: str, by: User, at: datetime) -> list[Certificate]:
    """Declare those void that the newest declared result no longer gives; return them."""
    return [revoke_certificate(row, reason=reason, by=by, at=at) for row in undeserved(call)]


def honours_of(call: Call) -> list[Honour] | None:
    """Return the honours of the newest declared result, winners first; None before there is one.

    An application that was excluded since has none.
    """
    declared = ProtocolEvent.objects.of_call(call).filter(kind=EventKind.RANKING_DECLARED).newest()
    if declared is None:
        return None
    applications = {
        str(row.reference): row
        for row in Application.objects.of_call(call)
        .filter(status__in=AWARDED)
        .with_names()
        .with_newest_version()
    }
    awards = Category.objects.in_bulk(list(declared.data["special_awards"]), field_name="slug")
    winners = [entry for entries in declared.data["winners"].values() for entry in entries]
    found = [
        Honour(applications[entry], CertificateKind.WINNER)
        for entry in sorted(winners)
        if entry in applications
    ]
    found += [
        Honour(applications[entry], CertificateKind.SPECIAL_AWARD, awards[slug])
        for slug, entry in sorted(declared.data["special_awards"].items())
        if entry in applications
    ]
    return found


def honours_out(call: Call) -> list[Honour]:
    """Return the honours that everyone may know of, winners first: those with a valid certificate.

    A ranking that was declared again changes nothing here before its correction is out; who was excluded is gone at once.
    """
    rows = Certificate.objects.of_call(call).valid().filter(application__released_status__in=AWARDED)
    honours = [
        Honour(row.application, CertificateKind(row.kind), row.award) for row in rows.with_application()
    ]
    return sorted(honours, key=_place)


def _place(honour: Honour) -> tuple[str, str]:
    return (honour.award.slug, "") if honour.award else ("", str(honour.application.reference))


def undeserved(call: Call) -> list[Certificate]:
    """Return valid certificates for what the newest declared result no longer gives: they are to be revoked."""
    deserved = {honour.key for honour in honours_of(call) or ()}
    return [row for row in Certificate.objects.of_call(call).valid() if _key(row) not in deserved]


@dataclass(frozen=True)
class CertificateLine:
    """A certificate as the desk lists it; `is_undeserved` says that the newest declared result no longer gives it."""

    certificate: Certificate
    is_undeserved: bool


@dataclass(frozen=True)
class CertificateLines:
    """All certificates of a call by number, and how many honours have no valid one."""

    rows: list[CertificateLine]
    missing: int


def certificate_lines(call: Call) -> CertificateLines:
    """Return the call's certificates, revoked ones too, in the same number of queries however many there are."""
    deserved = {honour.key for honour in honours_of(call) or ()}
    rows = list(Certificate.objects.of_call(call).with_application())
    valid = {_key(row) for row in rows if row.revoked_at is None}
    lines = [CertificateLine(row, row.revoked_at is None and _key(row) not in deserved) for row in rows]
    return CertificateLines(lines, len(deserved - valid))


def certificates_by_application(applications: Iterable[Application]) -> dict[int, list[Certificate]]:
    """Return the valid certificates of the applications, by the key of each, in one query."""
    found: dict[int, list[Certificate]] = defaultdict(list)
    for row in Certificate.objects.valid().filter(application__in=[each.pk for each in applications]):
        found[row.application_id].append(row)
    return dict(found)


def number_of(year: int, place: int) -> str:
    """Return the number of a certificate: «2026-C-0001»."""
    return f"{year}-{_MARK}-{place:04d}"


def _hold_numbers(year: int) -> None:
    """Until the transaction ends nobody else numbers anything of the year: what counts applications counts as a lock here."""
    ours = ReferenceSequence.objects.filter(year=year)
    if not ours.update(last=F("last")):
        ReferenceSequence.objects.get_or_create(year=year)
        ours.update(last=F("last"))


def _last_number(year: int) -> int:
    numbers = Certificate.objects.filter(number__startswith=f"{year}-{_MARK}-").values_list(
        "number", flat=True
    )
    return max((int(number.rpartition("-")[2]) for number in numbers), default=0)


def _key(certificate: Certificate) -> tuple[int, str, int | None]:
    return certificate.application_id, certificate.kind, certificate.award_id


def _issue(honour: Honour, number: str, *, at: datetime) -> Certificate:
    application = honour.application
    words: dict[str, str] = {}
    for language in Language.values:
        with translation.override(language):
            words |= {f"{name}_{language}": text for name, text in _words(honour).items()}
    return Certificate.objects.create(
        number=number, application=application, kind=honour.kind, award=honour.award, issued_at=at,
        title=_title(application), **words,
    )  # fmt: skip


def _words(honour: Honour) -> dict[str, str]:
    """The names that are frozen, in the active language."""
    application = honour.application
    if application.community is None:
        raise CertificateRefused(
            _("“%(application)s” names no community, so its certificate cannot be made.")
            % {"application": application}
        )
    # An award's name says that it is one: «Спеціальна відзнака «Відкрите врядування»».
    won = _("Winner in the category “%(name)s”") % {"name": application.category or ""}
    return {
        "community": application.community.official_name,
        "honour": honour.award.name if honour.award else won,
        "edition": application.call.edition.name,
    }


def _title(application: Application) -> str:
    """The title that was submitted; what has been typed since was not judged."""
    content: str | None = getattr(application, "newest_content", None)
    submitted = json.loads(content)["answers"].get("title", "") if content else ""
    return str(submitted or application.title)
