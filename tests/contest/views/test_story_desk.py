"""The editors' desk of a result's stories: who may enter, and each step that can be taken from it."""

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from contest.domain.declaring import declare_ranking
from contest.models import Citation, JudgingPolicy, StoryApproval
from stories.domain.safety import draft_of
from tests.contest.factories import make_call
from tests.contest.rankings import make_scored
from tests.contest.tellings import edit, make_winner, pages_of, review
from tests.factories import make_user


def address(call, part=""):
    return f"/cms/contest/calls/{call.pk}/judging/stories/{part}"


def said(answer):
    return [str(message).strip() for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def declared(indexes):
    """A call whose ranking is declared: the first of two has won."""
    call, entries, _jurors = make_scored([[5, 5], [3, 3]])
    declare_ranking(call, by=make_user("chair@example.org"), at=timezone.now())
    return call, entries[0]


@pytest.mark.parametrize(
    ("role", "status"), [("Secretariat", 200), ("Editors", 200), ("Publishers", 200), ("Reviewers", 302)]
)
def test_secretariat_and_editors_may_enter(indexes, signed_in, role, status):
    call = make_call()
    browser = signed_in(role)
    pages = [address(call), address(call, "citations/")]
    assert [browser.get(page).status_code for page in pages] == [status] * 2
    assert browser.post(address(call), {"act": "winners"}).status_code == 302
    # Editors have a way of their own here, and none to the rest of the judging.
    tabs = browser.get(address(call)).context["tabs"] if status == 200 else ()
    assert (len(tabs) > 1) == (role == "Secretariat")


def test_story_goes_its_way_from_the_desk(declared, signed_in):
    call, entry = declared
    editor = signed_in("Editors")
    assert said(editor.post(address(call), {"act": "winners"})) == ["Drafts made: 1."]
    assert said(editor.post(address(call), {"act": "winners"}))[-1] == "Drafts that say the same already: 1."
    chosen = {"application": str(entry.public_id)}
    editor.post(address(call), {"act": "translate", **chosen})
    assert sorted(pages_of(entry)) == ["en", "uk"]
    answer = editor.post(address(call), {"act": "ask", **chosen})
    assert (
        said(answer)[-1]
        == "“Простір для молоді”: this version has no safety review yet, so it may still change."
    )
    form = next(iter(editor.get(address(call, "citations/")).context["forms"]))[1]
    words = {form.add_prefix("text_uk"): "Сміливо.", form.add_prefix("text_en"): ""}
    assert editor.post(address(call, "citations/"), words).status_code == 422
    words[form.add_prefix("text_en")] = "Brave."
    editor.post(address(call, "citations/"), words)
    assert (Citation.objects.get().text, draft_of(pages_of(entry)["uk"]).award_citation) == (
        "Brave.",
        "Сміливо.",
    )
    pages_of(entry)["en"].delete()
    edit(pages_of(entry)["uk"], by=editor.user)
    review(entry, by=make_user("reviewer@example.org"))
    assert editor.get(address(call)).context["to_ask"] == 1
    assert said(editor.post(address(call), {"act": "ask_all"}))[-1] == "1 applicant was asked."
    assert (editor.get(address(call)).context["to_ask"], StoryApproval.objects.count()) == (0, 1)
    wrong = [
        editor.post(address(call), {"act": "ask", "application": key}).status_code for key in ("x", call.pk)
    ]
    assert (wrong, editor.post(address(call), {"act": "nothing"}).status_code) == ([404, 404], 302)


def test_story_of_somebody_without_an_award_is_made_only_if_chosen(indexes, signed_in):
    call = make_call()
    JudgingPolicy.objects.create(call=call)
    agreed, silent = (make_winner(call, status="not_awarded", publish_anyway=yes) for yes in ("yes", ""))
    editor = signed_in("Editors")
    assert said(editor.post(address(call), {"act": "others"})) == ["No application was chosen."]
    chosen = [str(agreed.public_id), str(silent.public_id)]
    editor.post(address(call), {"act": "others", "application": chosen})
    assert (len(pages_of(agreed)), len(pages_of(silent))) == (1, 0)
    (row,) = editor.get(address(call)).context["rows"]
    assert (row.is_honoured, row.application) == (False, agreed)
