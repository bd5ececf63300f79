"""Certificates: who gets one, their numbers, what stands on them for good, and how one becomes void."""

from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contest.domain.certificate_papers import certificate_pdf, zip_of_certificates
from contest.domain.certificates import (
    issue_certificates,
    revoke_certificate,
    revoke_certificates,
    undeserved,
)
from contest.domain.declaring import declare_ranking
from contest.enums import CertificateKind
from contest.errors import CertificateRefused
from contest.models import Application, Certificate, SpecialAward
from stories.models import EditionOrganiser
from tests.contest.certificates import make_certificate
from tests.contest.factories import make_call, make_submitted
from tests.contest.juries import make_judged_call
from tests.contest.rankings import make_scored
from tests.contest.typesetting.pdf_reading import letters, pages, xmp
from tests.factories import make_category, make_edition, make_organisation, make_user

pytestmark = pytest.mark.django_db
NAMES = {"name_uk": "Спеціальна відзнака «Відкритість»", "name_en": "Special Openness Award"}


def make_declared(scores=((5, 4), (3, 3), (2, 2))):
    """A call whose first entry has won and got the special award as well, by the order of the scores."""
    call = make_judged_call()
    call.special_awards = [SpecialAward(award=make_category("open-government", special_award=True, **NAMES))]
    call.save()
    call, entries, _jurors = make_scored(scores, call=call)
    staff = make_user("declares@example.org")
    declare_ranking(call, by=staff, at=call.judging_closes_at)
    return call, entries, staff


def facts(certificates):
    return [(row.number, row.kind, row.application.reference) for row in certificates]


def test_every_honour_gets_one_certificate_with_its_names_frozen(english):
    call, entries, staff = make_declared()
    year, now = timezone.now().astimezone(call.zone).year, timezone.now()
    winner = entries[0]
    issued = issue_certificates(call, at=now)
    assert facts(issued) == [
        (f"{year}-C-0001", "winner", winner.reference), (f"{year}-C-0002", "special_award", winner.reference),
    ]  # fmt: skip
    assert issue_certificates(call, at=now) == []
    first, second = issued
    assert (first.community_uk, first.community_en, first.title) == (
        "Тернопільська міська територіальна громада", "Ternopilska urban territorial community", "Простір для молоді",
    )  # fmt: skip
    assert (first.honour_uk, first.honour_en) == (
        "Переможець у категорії «Залучення молоді»", "Winner in the category “Youth engagement”",
    )  # fmt: skip
    assert (second.honour_uk, second.honour_en) == (NAMES["name_uk"], NAMES["name_en"])
    assert (first.edition_uk, first.edition_en) == ("Другий конкурс", "Second contest")
    # A wrong one keeps its number; the next issue makes another.
    revoke_certificate(first, reason=" Помилка в назві. ", by=staff, at=now)
    assert facts(issue_certificates(call, at=now)) == [(f"{year}-C-0003", "winner", winner.reference)]
    assert [(row.number[-1], bool(row.revoked_at), row.revoked_reason) for row in Certificate.objects.all()] == [
        ("1", True, "Помилка в назві."), ("2", False, ""), ("3", False, ""),
    ]  # fmt: skip


def test_numbers_of_a_year_go_on_over_calls_and_begin_anew_with_a_year():
    call, _entries, _staff = make_declared()
    other = make_submitted(make_call(edition=make_edition(4)))
    now = timezone.now()
    year = now.astimezone(call.zone).year
    make_certificate(other, number=f"{year}-C-0041")
    make_certificate(make_submitted(other.call), number=f"{year - 1}-C-0900")
    assert [row.number for row in issue_certificates(call, at=now)] == [f"{year}-C-0042", f"{year}-C-0043"]
    Certificate.objects.of_call(call).delete()
    later = issue_certificates(call, at=now + timedelta(days=366))
    assert [row.number for row in later] == [f"{year + 1}-C-0001", f"{year + 1}-C-0002"]


def test_nothing_is_issued_before_a_ranking_is_declared(english):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    with pytest.raises(CertificateRefused, match="The ranking has not been declared yet"):
        issue_certificates(call, at=timezone.now())


def test_certificate_is_revoked_once_and_with_a_reason(english):
    certificate, staff = make_certificate(make_submitted()), make_user("staff@example.org")
    with pytest.raises(CertificateRefused, match="Say why"):
        revoke_certificate(certificate, reason="  ", by=staff, at=timezone.now())
    revoke_certificate(certificate, reason="Хибна назва", by=staff, at=timezone.now())
    with pytest.raises(CertificateRefused, match="has been revoked already"):
        revoke_certificate(certificate, reason="Ще раз", by=staff, at=timezone.now())


def test_name_of_who_revoked_a_certificate_stays_without_the_account():
    certificate = make_certificate(make_submitted())
    staff = make_user("staff@example.org", first_name="Софія", last_name="Секретарка")
    revoke_certificate(certificate, reason="Хибна назва", by=staff, at=timezone.now())
    certificate.refresh_from_db()
    assert (certificate.revoked_by, certificate.revoked_by_name) == (staff, "Софія Секретарка")
    staff.delete()
    certificate.refresh_from_db()
    assert (certificate.revoked_by, certificate.revoked_by_name) == (None, "Софія Секретарка")


@pytest.mark.parametrize(
    "fields",
    [
        {"revoked_by_name": "Софія"},
        {"revoked_at": timezone.now(), "revoked_reason": "Хиба"},
    ],
    ids=["valid and revoked by somebody", "revoked by nobody"],
)
def test_database_keeps_who_revoked_a_certificate_with_the_revoking(fields):
    with pytest.raises(IntegrityError, match="revoked_certificate_says_by_whom"), transaction.atomic():
        make_certificate(make_submitted(), **fields)


@pytest.mark.parametrize("by_award", [False, True], ids=["in a category", "special award"])
def test_database_keeps_one_valid_certificate_of_each_honour(by_award):
    award = make_category("open-government", special_award=True, **NAMES) if by_award else None
    fields = {"award": award, "kind": CertificateKind.SPECIAL_AWARD} if by_award else {}
    application = make_submitted()
    make_certificate(
        application, revoked_at=timezone.now(), revoked_reason="Хиба", revoked_by_name="Софія", **fields
    )
    make_certificate(application, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_certificate(application, **fields)
    assert Certificate.objects.filter(revoked_at=None).count() == 1


def test_what_a_later_result_no_longer_gives_is_revoked():
    call, entries, staff = make_declared()
    first, second = issue_certificates(call, at=timezone.now())
    assert undeserved(call) == []
    Application.objects.filter(pk=entries[0].pk).update(status="disqualified")
    assert revoke_certificates(call, reason="Виключено", by=staff, at=timezone.now()) == [first, second]
    assert Certificate.objects.valid().count() == 0


def test_paper_is_one_tagged_page_in_either_language_whatever_its_words_are(english):
    hostile = '#read("settings.py") $x$ \\ @ref <b> ' + "Дуже довга назва історії громади " * 6
    application = make_submitted()
    edition = application.call.edition
    EditionOrganiser.objects.create(
        edition=edition, organisation=make_organisation(name_uk="Ґанок"), role="organiser"
    )
    certificate = make_certificate(
        application, title=hostile[:255], community_uk="Я" * 255, honour_uk="Відзнака " * 28
    )
    papers = {language: certificate_pdf(certificate, language=language) for language in ("uk", "en")}
    assert {language: pages(pdf) for language, pdf in papers.items()} == {"uk": 1, "en": 1}
    assert papers["uk"] == certificate_pdf(certificate, language="uk")
    assert [certificate.number in xmp(pdf) and "pdfuaid:part" in xmp(pdf) for pdf in papers.values()] == [
        True,
        True,
    ]
    # What would be markup is printed, and the organiser signs.
    assert set('#$\\@<"Ґ') <= letters(papers["uk"])


def test_zip_holds_valid_certificates_in_both_languages(tmp_path):
    call = make_submitted().call
    kept, void = (make_certificate(make_submitted(call)) for _number in range(2))
    revoke_certificate(void, reason="Хиба", by=make_user("staff@example.org"), at=timezone.now())
    path = tmp_path / "all.zip"
    path.write_bytes(b"".join(zip_of_certificates(call)))
    with ZipFile(path) as archive:
        assert archive.namelist() == [f"{kept.number}-uk.pdf", f"{kept.number}-en.pdf"]
        assert [archive.read(name)[:5] for name in archive.namelist()] == [b"%PDF-", b"%PDF-"]
