"""The page from which results come out: what it says, what its buttons do, and who may press them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.publication import publication_of, results_are_out
from contest.models import JudgingPolicy, ResultsNote
from tests.contest.publications import make_declared
from tests.contest.rankings import make_scored
from tests.contest.tellings import edit, pages_of
from tests.factories import make_user


@pytest.fixture
def declared(indexes, english, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_declared(editor=make_user("editor@example.org"), reviewer=make_user("other@example.org"))


def desk(call):
    return f"/cms/contest/calls/{call.pk}/judging/publication/"


def said(response):
    """The newest message."""
    return [str(message).strip() for message in response.context["messages"]][-1]


def test_results_are_set_to_an_hour_published_and_corrected(secretary, declared):
    call, winner, _other = declared
    page = secretary.get(desk(call))
    assert (page.context["faults"], [row for row, _status in page.context["rows"]], page.context["told"]) == (
        [], [winner], 2
    )  # fmt: skip
    past = secretary.post(desk(call), {"step": "schedule", "due_at": "2020-01-01 10:00"})
    assert past.context["hour"].errors["due_at"] == [
        "This hour has passed. Choose a later one, or publish now."
    ]
    hour = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d 12:00")
    secretary.post(desk(call), {"step": "schedule", "due_at": hour})
    assert publication_of(call).state == "scheduled"
    secretary.post(desk(call), {"step": "cancel"})
    assert publication_of(call).state == "preparing"
    stale = secretary.post(desk(call), {"step": "publish", "seen": "of yesterday"}, follow=True)
    assert (said(stale), results_are_out(call)) == (
        "Decisions have changed meanwhile. Look at the page again.", False
    )  # fmt: skip
    answer = secretary.post(desk(call), {"step": "publish", "seen": page.context["seen"]}, follow=True)
    assert (said(answer), results_are_out(call)) == ("The results are out.", True)
    again = secretary.post(desk(call), {"step": "publish", "seen": answer.context["seen"]}, follow=True)
    assert said(again) == "The results are out already."
    words = {"step": "correct", "text_uk": "Виправлено <b>назву</b>.", "text_en": "A name was corrected."}
    corrected = secretary.post(desk(call), words, follow=True)
    assert (said(corrected), ResultsNote.objects.count()) == ("The correction is out.", 1)
    empty = secretary.post(desk(call), {**words, "text_en": ""})
    assert (list(empty.context["correction"].errors), ResultsNote.objects.count()) == (["text_en"], 1)


def test_what_is_missing_is_named_and_nothing_comes_out(secretary, declared):
    call, winner, _other = declared
    edit(pages_of(winner)["uk"], summary="Після згоди.")
    page = secretary.get(desk(call))
    assert (len(page.context["faults"]), "publish" in page.content.decode().split('name="step" value="')) == (
        1,
        False,
    )
    answer = secretary.post(desk(call), {"step": "publish", "seen": page.context["seen"]}, follow=True)
    assert ([said(answer)], results_are_out(call)) == (page.context["faults"], False)


@pytest.mark.parametrize(("roles", "code"), [((), 403), (("Editors",), 302), (("Secretariat",), 200)])
def test_page_is_the_secretariats(db, signed_in, roles, code):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    assert signed_in(*roles).get(desk(call)).status_code == code


def test_undeclared_ranking_keeps_results_in(db, secretary):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    page = secretary.get(desk(call))
    assert page.context["faults"] == ["The ranking has not been declared yet."]
    assert not JudgingPolicy.objects.get().declared_at
