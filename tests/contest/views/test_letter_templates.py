"""What a call's letters say: the list of kinds, the editor and its preview."""

import pytest

from contest.domain.letter_defaults import default_words
from contest.models import LetterTemplate
from tests.contest.factories import make_call

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def call(db):
    return make_call()


def address(call, kind=""):
    return f"/cms/contest/calls/{call.pk}/letters/{kind}"


def words(**changes):
    texts = {
        "subject_uk": "Заявка {reference}", "body_uk": "Вітаємо, {person}!", "subject_en": "Application {reference}",
        "body_en": "Dear {person}",
    }  # fmt: skip
    return {**texts, "act": "save", **changes}


def test_list_says_whose_words_hold_and_whether_the_letter_waits(secretary, call):
    secretary.post(address(call, "receipt/"), words(waits="on"))
    rows = {
        kind: (words.waits, is_changed)
        for kind, words, is_changed in secretary.get(address(call)).context["rows"]
    }
    assert (rows["receipt"], rows["reminder"], rows["winner"]) == (
        (True, True),
        (False, False),
        (True, False),
    )


def test_editor_opens_with_the_default_words_and_keeps_others(secretary, call):
    form = secretary.get(address(call, "winner/")).context["form"]
    assert (form["subject_en"].value(), form["waits"].value()) == (
        default_words("winner", language="en").subject,
        True,
    )
    answer = secretary.post(address(call, "winner/"), words())
    assert answer.headers["Location"] == address(call)
    row = LetterTemplate.objects.get()
    assert (row.kind, row.subject_uk, row.body_en, row.waits) == (
        "winner",
        "Заявка {reference}",
        "Dear {person}",
        False,
    )


def test_placeholder_that_means_nothing_is_named_at_its_field_with_near_ones(secretary, call):
    answer = secretary.post(address(call, "winner/"), words(body_uk="{referense} {zzz}", subject_en=""))
    errors = {name: list(sentences) for name, sentences in answer.context["form"].errors.items()}
    assert errors == {
        "body_uk": [
            "“{referense}” stands for nothing in this letter. Did you mean {reference}?",
            "“{zzz}” stands for nothing in this letter. What may stand here is listed below.",
        ],
        "subject_en": ["This field is required."],
    }
    assert (answer.context["form"]["body_uk"].value(), LetterTemplate.objects.count()) == (
        "{referense} {zzz}",
        0,
    )


def test_preview_fills_both_languages_with_an_invented_application_and_keeps_nothing(secretary, call):
    answer = secretary.post(
        address(call, "winner/"),
        words(act="preview", body_uk=f"{HOSTILE} {{community}}", body_en="{community}"),
    )
    shown = [(letter.subject, letter.body) for _language, letter in answer.context["letters"]]
    assert shown == [
        ("Заявка 2026-YE-0042", f"{HOSTILE} Вербівська громада"), ("Application 2026-YE-0042", "Verbivka community"),
    ]  # fmt: skip
    assert (HOSTILE in answer.content.decode(), LetterTemplate.objects.count()) == (False, 0)


def test_words_go_back_to_the_default(secretary, call):
    secretary.post(address(call, "winner/"), words())
    answer = secretary.post(address(call, "winner/"), {"act": "reset"})
    assert (answer.headers["Location"], LetterTemplate.objects.count()) == (address(call, "winner/"), 0)


def test_kind_or_call_that_does_not_exist_is_not_found(secretary, call):
    missing = (address(call, "nonsense/"), f"/cms/contest/calls/{call.pk + 1}/letters/")
    assert [secretary.get(page).status_code for page in missing] == [404, 404]
