"""The timer's command that asks the communities of old stories what is new."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from stories.domain.officers import end_officer, find_officer
from stories.domain.staleness import needs_look
from stories.domain.story_updates import withdraw_update
from stories.enums import OfficerProof
from stories.models import StoryOfficer, StoryPage
from tests.contest.mail_server import mail_server
from tests.factories import make_story, publish, translate
from tests.stories.officers import make_officer, propose, told_story

DAY = timedelta(days=1)


def run():
    said, faults = StringIO(), StringIO()
    code = 0
    try:
        call_command("ask_for_updates", stdout=said, stderr=faults)
    except SystemExit as end:
        code = end.code
    return said.getvalue().strip(), faults.getvalue().strip(), code


def summary(sent, failed=0, nobody=0, forgotten=0):
    return f"{sent} letters sent, {failed} failed; {nobody} stories have nobody to ask; {forgotten} officers forgotten."


def aged(story, days=600):
    """The story as if it had been published so many days ago."""
    StoryPage.objects.filter(pk=story.pk).update(last_published_at=timezone.now() - days * DAY)
    return StoryPage.objects.get(pk=story.pk)


@pytest.fixture
def story(uk):
    return aged(told_story(uk))


def officer_now(story, **fields):
    return make_officer(story, at=timezone.now() - DAY, **fields)[0]


def test_mailbox_of_an_old_story_is_asked_once(story, mailoutbox):
    assert [run() for _time in range(2)] == [(summary(1), "", 0), (summary(0), "", 0)]
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["rada@example.org"], "Чи історія вашої громади досі така?")
    officer = find_officer(re.search(r"/uk/updates/([\w-]{43})/", letter.body)[1])
    assert (officer.is_reminder, officer.proof, officer.expires_at - officer.asked_at) == (
        True, OfficerProof.MAILBOX, timedelta(days=60),
    )  # fmt: skip


def test_story_that_was_published_anew_is_asked_again_when_it_is_old(story, mailoutbox):
    run()
    StoryOfficer.objects.update(asked_at=timezone.now() - 700 * DAY, expires_at=timezone.now() - 640 * DAY)
    publish(StoryPage.objects.get())
    assert run()[0] == summary(0, forgotten=1)
    aged(story)
    assert (run()[0], len(mailoutbox)) == (summary(1), 2)


@pytest.mark.parametrize("what", ["young", "hidden", "translation", "told", "accepted"])
def test_story_that_need_not_be_asked_about_is_left_alone(story, en, what, mailoutbox):
    if what == "young":
        assert needs_look(aged(story, 540), at=timezone.now()) is False
    elif what == "hidden":
        story.unpublish()
    elif what == "translation":
        aged(translate(story, en, slug="hub", contact_email="rada@example.org"))
        story.unpublish()
    else:
        update = propose(officer_now(story), text="Новина", at=timezone.now())
        update.state = "accepted" if what == "accepted" else "proposed"
        if what == "accepted":
            update.decided_at, update.decided_by_name = timezone.now(), "Олена"
        update.save()
    assert (run(), mailoutbox) == ((summary(0), "", 0), [])


def test_update_that_was_taken_back_keeps_nobody_from_asking(story, mailoutbox):
    officer = officer_now(story)
    propose(officer, text="Новина", at=timezone.now())
    withdraw_update(officer, at=timezone.now())
    assert run()[0] == summary(1)


def test_last_officer_whose_link_still_opens_is_asked_in_their_language(story, mailoutbox):
    for email, hours in (("first@example.org", 3), ("last@example.org", 1), ("middle@example.org", 2)):
        officer_now(
            story, email=email, language="en", opened_at=timezone.now() - timedelta(hours=hours),
            proof=OfficerProof.INVITATION, invited_by_name="Олена",
        )  # fmt: skip
    officer_now(story, email="unopened@example.org")
    end_officer(officer_now(story, email="ended@example.org", opened_at=timezone.now()), at=timezone.now())
    run()
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["last@example.org"], "Is your community's story still true?")
    ]
    officer = StoryOfficer.objects.get(is_reminder=True)
    assert (officer.proof, officer.invited_by_name) == (OfficerProof.INVITATION, "Олена")


def test_story_with_nobody_to_ask_is_counted(uk):
    aged(make_story(uk))
    assert run() == (summary(0, nobody=1), "", 0)


def test_letter_that_fails_keeps_no_other_and_is_tried_again(story, uk, settings, mailoutbox):
    aged(told_story(uk, slug="inshyi", contact_email="other@example.org"), 601)
    backend = settings.EMAIL_BACKEND
    with mail_server(settings, RCPT="550 unknown"):
        said, faults, code = run()
    assert (said, code, StoryOfficer.objects.count()) == (summary(0, failed=2), 1, 0)
    assert faults.splitlines()[1:] == [
        f"{page.pk} “Хаб у громаді”: SMTPRecipientsRefused"
        for page in StoryPage.objects.order_by("last_published_at")
    ]
    settings.EMAIL_BACKEND = backend
    assert (run(), len(mailoutbox)) == ((summary(2), "", 0), 2)


def test_officers_who_told_nothing_are_forgotten_a_month_after_their_link(story):
    now = timezone.now()
    told, _secret = make_officer(story, at=now - 50 * DAY)
    propose(told, text="Новина", at=now - 40 * DAY)
    make_officer(story, at=now - 45 * DAY)
    make_officer(story, at=now - 43 * DAY)
    end_officer(make_officer(story, at=now - 50 * DAY, valid_for=365 * DAY)[0], at=now - 31 * DAY)
    end_officer(make_officer(story, at=now - 50 * DAY, valid_for=365 * DAY)[0], at=now - 29 * DAY)
    make_officer(story, at=now - 100 * DAY, valid_for=365 * DAY)
    assert run()[0] == summary(0, forgotten=2)
    assert StoryOfficer.objects.count() == 4


def test_reminder_is_kept_while_it_keeps_the_story_from_being_asked_again(story, mailoutbox):
    make_officer(story, at=timezone.now() - 200 * DAY, valid_for=60 * DAY, is_reminder=True)
    assert (run()[0], StoryOfficer.objects.count(), mailoutbox) == (summary(0), 1, [])
    StoryPage.objects.update(last_published_at=timezone.now() - 100 * DAY)
    assert (run()[0], StoryOfficer.objects.count()) == (summary(0, forgotten=1), 0)
