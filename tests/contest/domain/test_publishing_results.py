"""Results come out at one instant and whole: stories, certificates, what applicants are told; or nothing does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.signals import post_save
from django.utils import timezone

from contest.domain.certificates import honours_out
from contest.domain.declaring import declare_ranking
from contest.domain.publication import (
    cancel_publication,
    publication_of,
    results_are_out,
    schedule_publication,
)
from contest.domain.publishing_results import (
    correct_results,
    publication_faults,
    publish_due,
    publish_results,
)
from contest.domain.status import Actor, change_status
from contest.enums import PublicationState
from contest.errors import PublicationRefused
from contest.models import Application, Certificate, Letter, Publication, ResultsNote
from stories.domain.withdrawal import withdraw_story
from stories.models import StoryPage
from tests.contest.factories import make_call
from tests.contest.publications import make_declared
from tests.contest.tellings import edit, make_ready, make_winner, pages_of
from tests.factories import make_user


@pytest.fixture
def staff(indexes, english, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_user("office@example.org", groups=["Secretariat"], language="en")


@pytest.fixture
def declared(staff):
    """A call whose winner's story is ready, the winner, and an application that got nothing."""
    return make_declared(editor=make_user("editor@example.org"), reviewer=make_user("reviewer@example.org"))


def state():
    """All that is seen of the results from outside, and what is written of them."""
    return (
        sorted(StoryPage.objects.live().values_list("locale__language_code", flat=True)),
        Certificate.objects.count(),
        list(Application.objects.order_by("pk").values_list("released_status", flat=True)),
        sorted(Letter.objects.exclude(kind__in=("receipt", "story_approval")).values_list("kind", flat=True)),
        Publication.objects.published().count(),
    )


NOTHING = ([], 0, ["submitted", "submitted"], [], 0)
EVERYTHING = (["en", "uk"], 1, ["winner", "not_awarded"], ["not_awarded", "winner"], 1)


def test_results_come_out_whole_and_once(staff, declared):
    call, _winner, _other = declared
    assert (state(), results_are_out(call), publication_faults(call)) == (NOTHING, False, [])
    row = publish_results(call, by=staff, at=timezone.now())
    assert (state(), row.published_by_name, results_are_out(call)) == (EVERYTHING, str(staff), True)
    call.edition.refresh_from_db()
    assert (call.edition.applications, call.edition.communities) == (2, 2)
    with pytest.raises(PublicationRefused, match="out already"):
        publish_results(call, by=staff, at=timezone.now())
    assert state() == EVERYTHING


def test_results_stay_in_while_a_story_is_not_ready(staff, declared):
    call, winner, _other = declared
    edit(pages_of(winner)["uk"], by=staff, summary="Після згоди.")
    with pytest.raises(PublicationRefused) as refusal:
        publish_results(call, by=staff, at=timezone.now())
    assert (len(refusal.value.faults), state()) == (1, NOTHING)


def test_results_stay_in_before_a_ranking_is_declared(staff):
    call = make_winner(make_call()).call
    assert publication_faults(call)[0] == "The ranking has not been declared yet."
    call.live = False
    assert publication_faults(call)[0] == (
        "The call is not public, so nobody could see its results. Publish the call first."
    )


def test_results_come_out_at_their_hour_and_not_before(staff, declared):
    call, _winner, _other = declared
    now = timezone.now()
    schedule_publication(call, due_at=now + timedelta(hours=1), by=staff, at=now)
    assert (publish_due(at=now + timedelta(minutes=59)), state()) == (([], []), NOTHING)
    assert publish_due(at=now + timedelta(hours=1)) == ([call], [])
    assert (state(), publication_of(call).published_by_name) == (EVERYTHING, str(staff))
    assert publish_due(at=now + timedelta(hours=2)) == ([], [])


def test_piece_that_fails_keeps_everything_in_and_the_secretariat_is_told_once(
    staff, declared, django_capture_on_commit_callbacks
):
    call, _winner, _other = declared
    now = timezone.now()
    schedule_publication(call, due_at=now + timedelta(hours=1), by=staff, at=now)

    def fail(**_kwargs):
        raise OSError("The disk is full.")

    post_save.connect(fail, sender=Certificate)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert publish_due(at=now + timedelta(hours=1)) == ([], [call])
            assert publish_due(at=now + timedelta(hours=2)) == ([], [])
    finally:
        post_save.disconnect(fail, sender=Certificate)
    row = publication_of(call)
    assert (state(), row.state, row.failed_at) == (
        NOTHING,
        PublicationState.PREPARING,
        now + timedelta(hours=1),
    )
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["office@example.org"], f"The results did not come out: {call}")
    ]


def test_hour_can_be_set_moved_and_taken_back_until_results_are_out(staff, declared):
    call, _winner, _other = declared
    now = timezone.now()
    with pytest.raises(PublicationRefused, match="has passed"):
        schedule_publication(call, due_at=now, by=staff, at=now)
    with pytest.raises(PublicationRefused, match="not set"):
        cancel_publication(call)
    schedule_publication(call, due_at=now + timedelta(hours=2), by=staff, at=now)
    schedule_publication(call, due_at=now + timedelta(hours=1), by=staff, at=now)
    assert publication_of(call).due_at == now + timedelta(hours=1)
    cancel_publication(call)
    assert publish_due(at=now + timedelta(hours=3)) == ([], [])
    publish_results(call, by=staff, at=now)
    with pytest.raises(PublicationRefused, match="out already"):
        schedule_publication(call, due_at=now + timedelta(hours=1), by=staff, at=now)


def test_correction_leaves_a_dated_note_and_needs_both_languages(staff, declared):
    call, _winner, _other = declared
    words = {"text_uk": "Виправлено назву.", "text_en": "A name was corrected."}
    now = timezone.now()
    with pytest.raises(PublicationRefused, match="not out yet"):
        correct_results(call, by=staff, at=now, **words)
    publish_results(call, by=staff, at=now)
    with pytest.raises(PublicationRefused, match="both languages"):
        correct_results(call, by=staff, at=now, text_uk="Виправлено.", text_en=" ")
    correct_results(call, by=staff, at=now, **words)
    assert list(ResultsNote.objects.values_list("text_uk", "text_en", "at")) == [(*words.values(), now)]
    assert state() == EVERYTHING


def test_ranking_declared_again_is_out_only_with_its_correction(staff, declared, client):
    call, winner, other = declared
    publish_results(call, by=staff, at=timezone.now())
    protocol, page = f"/en/contest/{call.edition.slug}/protocol.json", f"/en/contest/{call.edition.slug}/"
    before = client.get(protocol).content
    change_status(
        winner, to="disqualified", actor=Actor.SECRETARIAT, by=staff, at=timezone.now(), reason="Чужий текст."
    )
    declare_ranking(call, by=staff, at=timezone.now(), reason="Переможця виключено.")
    with pytest.raises(PublicationRefused, match="takes no further part"):
        correct_results(call, by=staff, at=timezone.now(), text_uk="Інший.", text_en="Another.")
    withdraw_story(pages_of(winner)["uk"], by=staff, reason="Чужий текст.")
    make_ready(Application.objects.get(pk=other.pk), by=make_user("second@example.org"), reviewer=staff)
    assert (client.get(protocol).content == before, other.title in client.get(page).content.decode()) == (
        True,
        False,
    )
    correct_results(call, by=staff, at=timezone.now(), text_uk="Інший переможець.", text_en="Another winner.")
    certificates = Certificate.objects.order_by("number")
    assert [(row.application_id, bool(row.revoked_at)) for row in certificates] == [
        (winner.pk, True),
        (other.pk, False),
    ]
    assert [row.application for row in honours_out(call)] == [other]
    answer = client.get(page).content.decode()
    assert ("Another winner." in answer, len(client.get(protocol).content) > len(before)) == (True, True)
