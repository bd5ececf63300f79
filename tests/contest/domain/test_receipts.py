"""The receipt on paper: what it says, and that its hash can be checked."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from contest.domain.content import content_hash
from contest.domain.receipts import _receipt, hash_groups, receipt_pdf
from contest.models import ApplicationVersion
from tests.contest.factories import at, complete_answers, make_call, make_submitted
from tests.contest.typesetting.pdf_reading import pages, xmp

pytestmark = pytest.mark.django_db
LONG = "Як громада разом із переселенцями й ветеранами створила центр підтримки " * 2


@pytest.fixture
def version():
    call = make_call(opens_at=at("2026-03-01 00:00"))
    answers = complete_answers(call, title=LONG[:160])
    return make_submitted(
        call, at=at("2026-03-29 00:59") + timedelta(seconds=7), answers=answers
    ).versions.get()


def told(version, language):
    with translation.override(language):
        return _receipt(version, version.application)


def test_receipt_is_one_page_in_either_language_and_always_the_same(version):
    first = {language: receipt_pdf(version, language=language) for language in ("uk", "en")}
    assert {language: (pages(pdf), pdf == receipt_pdf(version, language=language)) for language, pdf in first.items()} == {
        "uk": (1, True), "en": (1, True),
    }  # fmt: skip
    assert [version.application.reference in xmp(pdf) for pdf in first.values()] == [True, True]


def test_receipt_says_when_to_the_second_and_with_its_zone(version):
    facts = dict(told(version, "uk")["facts"])
    # A second before the clocks go forward and one after them would read the same without the zone.
    assert facts["Подано"] == "29 березня 2026, 02:59:07 за Києвом (EET)"
    assert dict(told(version, "en")["facts"])["Submitted"] == "29 March 2026, 02:59:07 Kyiv time (EET)"
    assert (facts["Хто подав"], facts["Версія"]) == (version.submitted_by_name, "1")


def test_receipt_counts_what_was_submitted(version):
    counts = dict(told(version, "en")["facts"])["What it holds"]
    answers = len(complete_answers(version.application.call))
    assert counts == f"answers: {answers} · words: 20 · photos: 0 · documents: 0"


def test_hash_of_the_receipt_is_that_of_the_text(version):
    data = told(version, "en")
    assert "".join(data["hash"]) == content_hash(version.content)
    assert [len(group) for group in data["hash"]] == [8] * 8
    assert data["link"].endswith(f"/en/my/{version.application.public_id}/versions/1/")
    assert [command.split()[0] for _system, command in data["commands"]] == [
        "certutil",
        "shasum",
        "sha256sum",
    ]


def test_grace_is_said(version):
    version.punctuality = "grace"
    assert (
        dict(told(version, "en")["facts"])["Arrived"]
        == "within the grace period after the deadline; accepted"
    )


def test_text_without_personal_data_promises_no_hash(version):
    version.redacted_at = timezone.now()
    data = told(version, "en")
    assert (data["commands"], len(data["check"]), data["check"][0][:27]) == (
        [],
        1,
        "Personal data were removed ",
    )


def test_groups_are_the_whole_hash():
    assert hash_groups("0123456789ab") == ["01234567", "89ab"]


def test_versions_differ(version):
    other = ApplicationVersion(
        application=version.application, number=2, content=version.content, sha256="0" * 64,
        submitted_at=version.submitted_at, submitted_by_name="Інша", punctuality="in_time",
    )  # fmt: skip
    assert receipt_pdf(other, language="uk") != receipt_pdf(version, language="uk")
