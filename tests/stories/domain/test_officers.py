"""Private links for those who speak for a story's community."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils.translation import override

from stories.domain.officers import (
    ask_by_mailbox,
    end_officer,
    find_officer,
    invite_officer,
    note_opened,
    story_of,
    why_closed,
)
from stories.enums import OfficerProof
from stories.errors import UpdateRefused
from stories.models import StoryOfficer, StoryPage
from tests.factories import make_user, translate
from tests.stories.officers import NOW, make_officer, told_story


@pytest.fixture(autouse=True)
def in_english(site_language):
    """Refusals are read in English here."""
    with override("en"):
        yield


@pytest.fixture
def story(uk):
    return told_story(uk)


def ask(story, at=NOW, language="uk"):
    return ask_by_mailbox(story, language=language, at=at)


def test_letter_goes_to_the_mailbox_of_the_story_and_holds_the_only_copy_of_the_secret(
    story, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        officer = ask(story)
    (letter,) = mailoutbox
    secret = re.search(r"/uk/updates/([\w-]{43})/", letter.body)[1]
    assert (letter.to, letter.subject) == (["rada@example.org"], "Що нового у вашій історії?")
    assert ("Хаб у громаді" in letter.body, "4 грудня 2026" in letter.body) == (True, True)
    assert (find_officer(secret), secret in str(vars(officer)), find_officer(secret[:-1])) == (
        officer,
        False,
        None,
    )
    assert (officer.proof, officer.expires_at - officer.asked_at) == (
        OfficerProof.MAILBOX,
        timedelta(days=14),
    )


def test_letter_speaks_the_language_it_is_asked_for(story, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(story, language="en")
    assert (mailoutbox[0].subject, "/en/updates/" in mailoutbox[0].body) == (
        "What is new in your story?",
        True,
    )


def test_title_cannot_put_a_line_or_markup_into_the_letter(
    uk, mailoutbox, django_capture_on_commit_callbacks
):
    story = told_story(uk, title="Хаб <b>&\nBcc: all@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        ask(story)
    assert (mailoutbox[0].recipients(), "<b>&" in mailoutbox[0].body) == (["rada@example.org"], True)


def test_fourth_letter_of_a_day_is_refused_whatever_the_language_of_the_story(story, en):
    english = translate(story, en, contact_email="rada@example.org", slug="hub")
    for version in (story, english, story):
        ask(version)
    with pytest.raises(UpdateRefused, match="Several letters"):
        ask(english, at=NOW + timedelta(hours=23, minutes=59))
    assert ask(english, at=NOW + timedelta(hours=24)).pk
    assert StoryOfficer.objects.count() == 4


def test_letters_about_another_story_invitations_and_reminders_dont_count(story, uk):
    other = told_story(uk, slug="inshyi")
    for _time in range(3):
        ask(other)
        make_officer(story, is_reminder=True)
        make_officer(story, proof=OfficerProof.INVITATION, invited_by_name="Editor")
    assert ask(story).pk


def test_story_without_a_mailbox_refuses_and_names_the_editors(uk):
    with pytest.raises(UpdateRefused, match=r"No mailbox .* Write to the editors"):
        ask(told_story(uk, contact_email=""))


def test_several_who_ask_at_once_get_three_letters(committed_indexes, several_connections, mailoutbox):
    story = told_story(committed_indexes["uk"])
    barrier, refused = Barrier(5), []

    def press():
        barrier.wait()
        try:
            ask(StoryPage.objects.get(pk=story.pk))
        except UpdateRefused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=press) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (StoryOfficer.objects.count(), len(refused), len(mailoutbox)) == (3, 2, 3)


def test_invitation_names_the_editor_and_holds_for_a_year(
    story, mailoutbox, django_capture_on_commit_callbacks
):
    editor = make_user("editor@example.org", first_name="Олена", last_name="Редакторка")
    with django_capture_on_commit_callbacks(execute=True):
        officer = invite_officer(story, email="officer@example.org", language="en", by=editor, at=NOW)
    assert (officer.invited_by_name, officer.expires_at - officer.asked_at) == (
        "Олена Редакторка", timedelta(days=365),
    )  # fmt: skip
    assert (mailoutbox[0].to, mailoutbox[0].body.startswith("Олена Редакторка, an editor")) == (
        ["officer@example.org"], True,
    )  # fmt: skip


def test_newer_invitation_ends_the_earlier_one_of_the_same_address_alone(story):
    editor = make_user("editor@example.org")
    officers = [
        invite_officer(story, email=email, language="uk", by=editor, at=NOW + timedelta(days=day))
        for day, email in enumerate(("one@example.org", "two@example.org", "ONE@example.org"))
    ]
    for officer in officers:
        officer.refresh_from_db()
    assert [officer.ended_at for officer in officers] == [NOW + timedelta(days=2), None, None]


def test_first_opening_is_remembered(story):
    officer, secret = make_officer(story)
    note_opened(officer, at=NOW)
    note_opened(find_officer(secret), at=NOW + timedelta(days=1))
    assert find_officer(secret).opened_at == NOW


def test_link_opens_until_it_is_taken_back_or_expires(story):
    officer, _secret = make_officer(story)
    last = NOW + timedelta(days=14)
    assert why_closed(officer, last - timedelta(seconds=1)) == ""
    assert why_closed(officer, last).startswith("This link has expired")
    end_officer(officer, at=NOW)
    assert end_officer(officer, at=last).ended_at == NOW
    assert why_closed(officer, NOW).startswith("This link was taken back")


def test_link_of_a_hidden_story_opens_nothing(story):
    officer, _secret = make_officer(story)
    story.unpublish()
    assert why_closed(officer, NOW).startswith("This story is not public now")
    assert story_of(officer, language="uk") is None


def test_story_is_shown_in_the_language_asked_for_else_in_its_own(story, en):
    officer, _secret = make_officer(story)
    assert story_of(officer, language="en").pk == story.pk
    english = translate(story, en, slug="hub")
    assert [story_of(officer, language=code).pk for code in ("uk", "en")] == [story.pk, english.pk]


def test_secret_of_any_bytes_is_merely_unknown(db):
    assert [find_officer(secret) for secret in ("", "\udcff", "ʼ" * 5_000, "\x00")] == [None] * 4
