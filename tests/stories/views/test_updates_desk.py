"""The editors' desk for updates: who may, what it shows, what a decision does."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stories.domain.safety import draft_of
from stories.enums import OfficerProof, UpdateState
from stories.models import ProposedFigure, StoryOfficer, StoryPage, StoryUpdate
from tests.factories import make_story, make_user, translate

LIST = "/cms/updates/"
SENT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
BLOCK = "5f0f4b0e-6a55-4f6e-8a61-5a1f00000001"
FIGURE = {
    "type": "indicator", "id": BLOCK,
    "value": {"value": "120", "qualifier": "exact", "unit": "людей", "label": "Відвідали хаб", "as_of": "2024-06-01",
              "source": "", "highlight": True, "earlier": []},
}  # fmt: skip
# Who: status of the list, of one update, of the list of officers
MATRIX = {
    "visitor": (302, 302, 302),
    "member": (403, 403, 403),
    # Wagtail leads those of the staff who may not see a page back to its front.
    "Secretariat": (302, 302, 302),
    "Reviewers": (302, 302, 302),
    "Editors": (200, 200, 200),
    "Publishers": (200, 200, 200),
    "superuser": (200, 200, 200),
}


@pytest.fixture
def story(uk):
    return make_story(
        uk, title="Хаб у громаді", slug="hub", indicators=[FIGURE], contact_email="hub@example.org"
    )


def make_officer(story, **fields):
    values = {
        "email": "officer@example.org", "language": "uk", "proof": OfficerProof.MAILBOX, "asked_at": SENT,
        "expires_at": timezone.now() + timedelta(days=14), "secret_sha256": f"{StoryOfficer.objects.count():064d}",
    }  # fmt: skip
    return StoryOfficer.objects.create(story_key=story.translation_key, **{**values, **fields})


def make_update(story, *, value="150", **fields):
    values = {"language": "uk", "text": "Відкрили другу кімнату.", "sent_at": SENT}
    update = StoryUpdate.objects.create(officer=make_officer(story), **{**values, **fields})
    if value:
        ProposedFigure.objects.create(
            update=update,
            block=BLOCK,
            label="Відвідали хаб",
            unit="людей",
            value=value,
            as_of=date(2026, 4, 1),
        )
    return update


def browser_of(who, signed_in):
    if who == "visitor":
        return Client()
    if who == "superuser":
        return signed_in(is_superuser=True)
    return signed_in(*([] if who == "member" else [who]))


def notices(answer):
    return [str(message).strip() for message in answer.context["messages"]]


@pytest.mark.parametrize(("who", "expected"), MATRIX.items(), ids=MATRIX)
def test_desk_is_open_to_those_who_write_stories(signed_in, story, who, expected):
    browser, update = browser_of(who, signed_in), make_update(story)
    addresses = (LIST, f"{LIST}{update.pk}/", f"/cms/stories/{story.pk}/officers/")
    assert tuple(browser.get(address).status_code for address in addresses) == expected


@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 403), ("Reviewers", 302)])
def test_decision_of_somebody_without_rights_changes_nothing(signed_in, story, who, status):
    update = make_update(story)
    answer = browser_of(who, signed_in).post(f"{LIST}{update.pk}/", {"action": "accept", "text_uk": "x"})
    update.refresh_from_db()
    assert (answer.status_code, update.state) == (status, UpdateState.PROPOSED)


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_three(signed_in, uk, count, django_assert_num_queries):
    for number in range(count):
        make_update(make_story(uk, title=f"Історія {number}"))
    browser = signed_in("Editors")
    browser.get(LIST)
    with django_assert_num_queries(12):
        answer = browser.get(LIST)
    assert len(answer.context["waiting"]) == count


def test_list_tells_waiting_and_decided_apart(signed_in, story, uk):
    waiting = make_update(story)
    done = make_update(
        make_story(uk, title="Інша"),
        state=UpdateState.DECLINED,
        answer="Уже є.",
        decided_at=SENT,
        decided_by_name="Оля",
    )
    context = signed_in("Editors").get(LIST).context
    assert ([row.update for row in context["waiting"]], [row.update for row in context["decided"]]) == (
        [waiting],
        [done],
    )


def test_empty_list_says_so(signed_in, story):
    assert "Nothing waits for a decision." in signed_in("Editors").get(LIST).content.decode()


def test_update_is_shown_beside_what_the_story_says(signed_in, story):
    update = make_update(story)
    answer = signed_in("Editors").get(f"{LIST}{update.pk}/")
    (change,) = answer.context["changes"]
    form = answer.context["form"]
    assert (change.now, change.now_as_of, change.figure.value) == (
        Decimal(120),
        date(2024, 6, 1),
        Decimal(150),
    )
    assert (form["text_uk"].value(), form["text_en"].value(), form["blocks"].value()) == (
        "Відкрили другу кімнату.", None, [BLOCK],
    )  # fmt: skip


def test_accepted_update_is_written_into_the_draft_and_not_before_readers(signed_in, story):
    update, browser = make_update(story), signed_in("Editors")
    answer = browser.post(
        f"{LIST}{update.pk}/",
        {"action": "accept", "text_uk": "Є друга кімната.", "blocks": [BLOCK]},
        follow=True,
    )
    update.refresh_from_db()
    public = StoryPage.objects.get(pk=story.pk)
    draft = draft_of(public)
    (figure,), (news,) = draft.indicators, draft.updates
    assert notices(answer) == [
        "Written into the drafts of “Хаб у громаді”. Readers see it once the drafts are reviewed and published."
    ]
    assert (update.state, update.decided_by, figure.value["value"], news.value["text"]) == (
        UpdateState.ACCEPTED, browser.user, Decimal(150), "Є друга кімната.",
    )  # fmt: skip
    assert [(row["value"], row["as_of"]) for row in figure.value["earlier"]] == [
        (Decimal(120), date(2024, 6, 1))
    ]
    assert (public.indicators[0].value["value"], len(public.updates), public.has_unpublished_changes) == (
        Decimal(120), 0, True,
    )  # fmt: skip


def test_figure_that_is_not_ticked_stays_as_it_is(signed_in, story):
    update = make_update(story)
    signed_in("Editors").post(f"{LIST}{update.pk}/", {"action": "accept", "text_uk": "Є друга кімната."})
    (figure,) = draft_of(StoryPage.objects.get(pk=story.pk)).indicators
    assert (figure.value["value"], list(figure.value["earlier"])) == (Decimal(120), [])


def test_accepted_words_go_to_each_language(signed_in, story, en):
    english = translate(story, en, title="Hub", slug="hub-en", indicators=[FIGURE])
    update = make_update(story)
    signed_in("Editors").post(
        f"{LIST}{update.pk}/",
        {"action": "accept", "text_uk": "Є друга кімната.", "text_en": "A second room.", "blocks": [BLOCK]},
    )
    draft = draft_of(StoryPage.objects.get(pk=english.pk))
    assert ([block.value["text"] for block in draft.updates], draft.indicators[0].value["value"]) == (
        ["A second room."], Decimal(150),
    )  # fmt: skip


def test_decline_without_a_reason_is_asked_for_one_and_loses_nothing(signed_in, story):
    update = make_update(story)
    answer = signed_in("Editors").post(f"{LIST}{update.pk}/", {"action": "decline", "text_uk": "Моє"})
    update.refresh_from_db()
    assert (answer.status_code, update.state, list(answer.context["form"].errors)) == (
        422, UpdateState.PROPOSED, ["answer"],
    )  # fmt: skip
    assert answer.context["form"]["text_uk"].value() == "Моє"


def test_declined_update_is_told_to_the_officer(signed_in, story, django_capture_on_commit_callbacks):
    update = make_update(story)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("Editors").post(
            f"{LIST}{update.pk}/", {"action": "decline", "answer": "Це вже є в історії."}
        )
    update.refresh_from_db()
    (letter,) = mail.outbox
    assert (update.state, update.answer, letter.to) == (
        UpdateState.DECLINED, "Це вже є в історії.", ["officer@example.org"],
    )  # fmt: skip
    assert "Це вже є в історії." in letter.body


def test_update_that_is_decided_cannot_be_decided_again(signed_in, story):
    update, browser = make_update(story), signed_in("Editors")
    browser.post(f"{LIST}{update.pk}/", {"action": "decline", "answer": "Це вже є в історії."})
    answer = browser.post(f"{LIST}{update.pk}/", {"action": "accept", "text_uk": "x"})
    update.refresh_from_db()
    assert (answer.status_code, update.state, len(answer.context["form"].non_field_errors())) == (
        422, UpdateState.DECLINED, 1,
    )  # fmt: skip


def test_hostile_words_are_shown_as_text(signed_in, story):
    update = make_update(story, text="<script>alert(1)</script>", correction="<img src=x onerror=alert(2)>")
    ProposedFigure.objects.update(label="<b>x</b>", unit="<i>")
    page = signed_in("Editors").get(f"{LIST}{update.pk}/").content.decode()
    assert [text in page for text in ("<script>alert(1)", "<img src=x", "<b>x</b>", "<i>")] == [False] * 4


def test_officer_is_invited_by_letter(signed_in, story, django_capture_on_commit_callbacks):
    browser = signed_in("Editors")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(
            f"/cms/stories/{story.pk}/officers/", {"email": "new@example.org", "language": "uk"}
        )
    officer = StoryOfficer.objects.get()
    (letter,) = mail.outbox
    assert (answer.status_code, officer.proof, officer.invited_by, letter.to) == (
        302, OfficerProof.INVITATION, browser.user, ["new@example.org"],
    )  # fmt: skip


@pytest.mark.parametrize("email", ["", "not an address", "a@b"])
def test_invitation_to_no_address_is_refused_beside_the_field(signed_in, story, email):
    answer = signed_in("Editors").post(
        f"/cms/stories/{story.pk}/officers/", {"email": email, "language": "uk"}
    )
    assert (answer.status_code, list(answer.context["form"].errors), StoryOfficer.objects.count()) == (
        422, ["email"], 0,
    )  # fmt: skip


def test_link_that_is_taken_back_opens_no_more(signed_in, story):
    officer = make_officer(story)
    address = f"/cms/stories/{story.pk}/officers/{officer.pk}/end/"
    browser = signed_in("Editors")
    assert browser.get(address).status_code == 405
    browser.post(address)
    officer.refresh_from_db()
    assert officer.ended_at is not None


def test_officer_of_another_story_is_not_found(signed_in, story, uk):
    officer = make_officer(make_story(uk, title="Інша"))
    answer = signed_in("Editors").post(f"/cms/stories/{story.pk}/officers/{officer.pk}/end/")
    officer.refresh_from_db()
    assert (answer.status_code, officer.ended_at) == (404, None)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_officers_takes_as_many_queries_for_one_as_for_three(
    signed_in, story, count, django_assert_num_queries
):
    for number in range(count):
        make_officer(story, email=f"officer{number}@example.org")
    browser = signed_in("Editors")
    address = f"/cms/stories/{story.pk}/officers/"
    browser.get(address)
    with django_assert_num_queries(11):
        browser.get(address)


def test_name_of_who_decided_stays_when_the_account_is_deleted(story):
    editor = make_user(email="editor@example.org")
    update = make_update(
        story,
        state=UpdateState.DECLINED,
        answer="Уже є.",
        decided_at=SENT,
        decided_by=editor,
        decided_by_name=str(editor),
    )
    editor.delete()
    update.refresh_from_db()
    assert (update.decided_by, update.decided_by_name) == (None, "editor@example.org")
