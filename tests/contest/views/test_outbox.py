"""The secretariat's outbox: who may enter, what it shows, what is done with one letter and with many."""

import re

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from contest.domain.outbox import letters_seen
from contest.models import Letter
from tests.contest.factories import make_application, make_call, make_letter

OUTBOX = "/cms/contest/letters/"
HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}"
NOT_THE_SECRETARIAT = [("Editors",), ("Reviewers",), ("Publishers",)]


@pytest.fixture
def application(db):
    return make_application(make_call(), answers={"title": "Простір"})


def page_of(letter):
    return f"{OUTBOX}{letter.public_id}/"


def bulk(action, *letters, query=""):
    keys = "&".join(f"id={letter.pk}" for letter in letters) or "id=all"
    return f"/cms/bulk/contest/letter/{action}/?{keys}&next={OUTBOX}{query}"


def form_of(letter, *, act, **changes):
    mark = letters_seen([Letter.objects.get(pk=letter.pk)])
    return {"subject": letter.subject, "body": letter.body, "expected": mark, "act": act, **changes}


def states():
    return sorted(Letter.objects.values_list("subject", "state"))


def every_address(application, letter):
    call, person = application.call_id, application.pk
    return [
        OUTBOX, f"{OUTBOX}results/", page_of(letter), f"/cms/contest/calls/{call}/letters/",
        f"/cms/contest/calls/{call}/letters/receipt/", bulk("approve", letter), bulk("cancel", letter),
        bulk("retry", letter), f"/cms/bulk/contest/application/message/?id={person}&next=/cms/contest/applications/",
    ]  # fmt: skip


def test_secretariat_and_superuser_enter_and_nobody_else_changes_anything(signed_in, application):
    letter = make_letter(application, subject="Лист")
    addresses = every_address(application, letter)
    for browser in (signed_in("Secretariat"), signed_in(email="root@example.org", is_superuser=True)):
        assert {browser.get(address).status_code for address in addresses} == {200}
    for roles in NOT_THE_SECRETARIAT:
        browser = signed_in(*roles)
        answers = [browser.get(address) for address in addresses]
        changing = [
            address
            for address in addresses
            if not address.endswith(("results/", f"{application.call_id}/letters/"))
        ]
        answers += [browser.post(address, form_of(letter, act="approve")) for address in changing]
        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/cms/")}
    applicant = Client()
    applicant.force_login(application.members.get())
    assert {applicant.get(address).status_code for address in addresses} == {403}
    assert {Client().get(address).headers["Location"].split("?")[0] for address in addresses} == {
        "/accounts/login/"
    }
    assert states() == [("Лист", "waiting")]


def test_outbox_takes_as_many_queries_for_one_as_for_three(secretary, application, django_assert_num_queries):
    for number in (1, 3):
        while Letter.objects.count() < number:
            make_letter(application)
        secretary.get(OUTBOX)
        with django_assert_num_queries(12):
            answer = secretary.get(OUTBOX)
        assert len(answer.context["object_list"]) == number
        with django_assert_num_queries(14):
            assert secretary.get(bulk("approve")).context["total"] == number


def test_failed_letters_stand_first_with_their_reason_and_tabs_count_states(secretary, application):
    for state in ("sent", "waiting", "cancelled", "ready"):
        make_letter(application, state=state)
    make_letter(application, state="failed", fault="Такої скриньки немає.", created_at="2020-01-01T00:00:00Z")
    answer = secretary.get(f"{OUTBOX}?language=uk")
    assert [row.state for row in answer.context["object_list"]] == [
        "failed",
        "waiting",
        "ready",
        "sent",
        "cancelled",
    ]
    assert [(count, query) for _label, count, query, _shown in answer.context["tabs"]] == [
        (5, "language=uk"), *[(1, f"language=uk&state={state}") for state in ("waiting", "ready", "sent", "failed", "cancelled")],
    ]  # fmt: skip
    assert answer.content.decode().count("Такої скриньки немає.") == 1
    overview = secretary.get("/cms/contest/overview/").content.decode()
    assert re.findall(r"(\d) letters? (?:could not|waits)", overview) == ["1", "1"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("uk", "Обліковий запис цієї людини закрито."), ("en", "The account of this person is closed.")],
)
def test_reason_of_a_failed_letter_is_told_in_the_language_of_the_reader(
    secretary, application, language, sentence
):
    UserProfile.objects.update_or_create(user=secretary.user, defaults={"preferred_language": language})
    letter = make_letter(application, state="failed", fault="closed")
    for address in (OUTBOX, page_of(letter), bulk("retry", letter)):
        html = secretary.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()
        assert (address, html.count(sentence)) == (address, 1)


def test_page_of_a_cancelled_letter_says_who_kept_it_back(secretary, application):
    letter = make_letter(application)
    secretary.post(page_of(letter), form_of(letter, act="cancel"))
    html = secretary.get(page_of(letter)).content.decode()
    assert re.findall(r"Cancelled: [^,]+,", html) == [f"Cancelled: {secretary.user},"]


def test_outbox_is_filtered_and_searched(secretary, application):
    make_letter(application, subject="Перемога", kind="winner", email="olena@example.org")
    make_letter(application, subject="Відмова", kind="ineligible", language="en", state="failed")
    found = {
        "state=failed": ["Відмова"], "kind=winner": ["Перемога"], "language=en": ["Відмова"], "q=ПЕРЕМ": ["Перемога"],
        "q=OLENA@": ["Перемога"], "q=немає": [], "kind=winner&kind=ineligible": ["Відмова", "Перемога"],
        f"application={application.public_id}": ["Відмова", "Перемога"], "batch=0": [], "state=nonsense": ["Відмова", "Перемога"],
    }  # fmt: skip
    for query, subjects in found.items():
        answer = secretary.get(f"{OUTBOX}?{query}")
        assert (query, [row.subject for row in answer.context["object_list"]]) == (query, subjects)


def test_words_of_a_letter_are_shown_and_never_run(secretary, application):
    letter = make_letter(application, subject=HOSTILE, body=HOSTILE)
    for address in (OUTBOX, page_of(letter), bulk("approve", letter)):
        html = secretary.get(address).content.decode()
        assert (address, "<script>alert" in html, "{{ 7|add:7 }}" in html) == (address, False, True)


def test_letter_is_corrected_let_go_tried_again_and_cancelled(secretary, application):
    letter = make_letter(application)
    answer = secretary.post(page_of(letter), form_of(letter, act="save", subject="Нова тема"))
    letter.refresh_from_db()
    assert (answer.status_code, letter.subject, letter.state, letter.edited) == (
        302,
        "Нова тема",
        "waiting",
        True,
    )
    secretary.post(page_of(letter), form_of(letter, act="approve", body="Новий текст."))
    letter.refresh_from_db()
    assert (letter.body, letter.state, letter.approved_by) == ("Новий текст.", "ready", secretary.user)
    failed = make_letter(application, state="failed", attempts=6, fault="550")
    secretary.post(page_of(failed), form_of(failed, act="retry"))
    waiting = make_letter(application)
    secretary.post(page_of(waiting), form_of(waiting, act="cancel", subject=""))
    assert [Letter.objects.get(pk=row.pk).state for row in (failed, waiting)] == ["ready", "cancelled"]


def test_letter_without_words_is_refused_at_its_field(secretary, application):
    letter = make_letter(application)
    answer = secretary.post(page_of(letter), form_of(letter, act="approve", body=" "))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["body"])
    assert Letter.objects.get().state == "waiting"


def test_what_was_typed_is_kept_when_somebody_else_was_faster(secretary, application):
    letter = make_letter(application, subject="Перша")
    mine = form_of(letter, act="save", subject="Моя")
    secretary.post(page_of(letter), form_of(letter, act="save", subject="Чужа"))
    answer = secretary.post(page_of(letter), mine)
    assert (answer.context["now_stands"].subject, answer.context["form"]["subject"].value()) == (
        "Чужа",
        "Моя",
    )
    assert Letter.objects.get().subject == "Чужа"
    again = {**mine, "expected": answer.context["form"]["expected"].value()}
    assert (secretary.post(page_of(letter), again).status_code, Letter.objects.get().subject) == (302, "Моя")
    late = form_of(letter, act="save", subject="Запізно")
    Letter.objects.update(state="cancelled")
    answer = secretary.post(page_of(letter), late)
    assert (answer.context["form"], answer.context["lost"]["subject"]) == (None, "Запізно")


def test_letter_that_has_left_offers_no_form(secretary, application):
    for state in ("ready", "sent", "cancelled"):
        letter = make_letter(application, state=state)
        assert (state, secretary.get(page_of(letter)).context["form"]) == (state, None)


def test_many_are_let_go_after_a_recap_of_what_leaves_to_whom(secretary, application):
    letters = [make_letter(application, subject=f"Лист {n}") for n in range(4)]
    make_letter(application, subject="Надісланий", state="sent")
    english = make_letter(application, subject="Winner", kind="winner", language="en")
    recap = secretary.get(bulk("approve"))
    assert recap.context["counts"] == [
        ("eligible, goes to the jury", "Ukrainian", 4),
        ("winner", "English", 1),
    ]
    assert [letter.subject for letter in recap.context["in_full"]] == ["Лист 3", "Winner", "Лист 2"]
    assert (recap.context["total"], recap.context["left_out"], recap.context["more"]) == (5, 1, 0)
    answer = secretary.post(bulk("approve"), {"seen": recap.context["form"]["seen"].value()})
    assert (answer.status_code, answer.headers["Location"]) == (302, OUTBOX)
    ready = Letter.objects.filter(state="ready").values_list("pk", flat=True)
    assert sorted(ready) == sorted([*[letter.pk for letter in letters], english.pk])


def test_all_of_the_filter_are_meant_not_all_there_are(secretary, application):
    make_letter(application, subject="Перемога", kind="winner")
    make_letter(application, subject="Відбір")
    address = bulk("cancel", query="%3Fkind%3Dwinner")
    secretary.post(address, {"seen": secretary.get(address).context["form"]["seen"].value()})
    assert states() == [("Відбір", "waiting"), ("Перемога", "cancelled")]


def test_nothing_leaves_if_a_letter_changed_since_the_recap(secretary, application):
    first, second = make_letter(application, subject="А"), make_letter(application, subject="Б")
    for action, change in (
        ("approve", {"body": "Інше."}),
        ("approve", {"state": "cancelled"}),
        ("cancel", {"email": "x@x.org"}),
    ):
        address = bulk(action, first, second)
        seen = secretary.get(address).context["form"]["seen"].value()
        Letter.objects.filter(pk=first.pk).update(**change)
        answer = secretary.post(address, {"seen": seen})
        assert (answer.headers["Location"], Letter.objects.get(pk=second.pk).state) == (address, "waiting")
        Letter.objects.filter(pk=first.pk).update(state="waiting")


def test_only_failed_letters_are_tried_again(secretary, application):
    make_letter(application, subject="Не пішов", state="failed")
    make_letter(application, subject="Чекає")
    address = bulk("retry")
    secretary.post(address, {"seen": secretary.get(address).context["form"]["seen"].value()})
    assert states() == [("Не пішов", "ready"), ("Чекає", "waiting")]
    assert secretary.get(address).context["total"] == 0


def test_page_of_an_application_shows_its_letters(secretary, application):
    make_letter(application, subject="Про заявку")
    make_letter(make_application(application.call, answers={}), subject="Чужий лист")
    html = secretary.get(f"/cms/contest/applications/{application.public_id}/").content.decode()
    assert ("Про заявку" in html, "Чужий лист" in html) == (True, False)
