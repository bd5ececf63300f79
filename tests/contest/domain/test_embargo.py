"""What was decided after the results came out stays in until its correction does, whatever editors press."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.declaring import declare_ranking
from contest.domain.protocol import record_event
from contest.domain.publishing_results import correct_results, publish_results
from contest.domain.status import Actor, change_status
from contest.enums import EventKind
from contest.models import Application
from stories.domain.safety import draft_of
from stories.domain.withdrawal import withdraw_story
from stories.errors import SafetyReviewRequired
from stories.models import StoryPage
from tests.contest.publications import make_declared
from tests.contest.tellings import edit, make_ready, pages_of, review
from tests.factories import make_user


@pytest.fixture
def people(indexes, english, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [make_user(f"{name}@example.org", groups=["Secretariat"]) for name in ("editor", "reviewer")]


@pytest.fixture
def published(people):
    """A call whose results are out, its winner, and who got nothing."""
    editor, reviewer = people
    call, winner, other = make_declared(editor=editor, reviewer=reviewer)
    publish_results(call, by=editor, at=timezone.now())
    return call, winner, other


def publish_newest(page):
    """What the button of the editors' page does."""
    page.refresh_from_db()
    page.latest_revision.publish(skip_permission_checks=True)


def set_hour(page):
    """Give the newest draft an hour of its own."""
    page.refresh_from_db()
    page.latest_revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
    page.latest_revision.save()


def save_live(page):
    """What code does that goes past revisions."""
    draft = draft_of(page)
    draft.live = True
    draft.save()


def live_languages(application):
    return sorted(language for language, page in pages_of(application).items() if page.live)


def test_story_honoured_by_a_correction_is_public_only_with_its_note(people, published):
    editor, reviewer = people
    call, winner, other = published
    now = timezone.now()
    change_status(
        winner, to="disqualified", actor=Actor.SECRETARIAT, by=editor, at=now, reason="Чужий текст."
    )
    declare_ranking(call, by=editor, at=now, reason="Переможця виключено.")
    make_ready(Application.objects.get(pk=other.pk), by=editor, reviewer=reviewer)
    for page in pages_of(other).values():
        for door in (publish_newest, set_hour, save_live):
            with pytest.raises(SafetyReviewRequired) as refusal:
                door(page)
            assert str(refusal.value) == (
                f"“{page.title}” was not published: it would tell what the jury decided after the results of “{call}” came "
                "out, and that becomes public with its correction. Your text is saved as a draft."
            )
    assert live_languages(other) == []
    withdraw_story(pages_of(winner)["uk"], by=editor, reason="Чужий текст.")
    correct_results(call, by=editor, at=now, text_uk="Інший переможець.", text_en="Another winner.")
    assert live_languages(other) == ["en", "uk"]


def test_award_of_a_public_story_changes_only_after_the_note(people, published):
    editor, reviewer = people
    call, winner, _other = published
    Application.objects.filter(pk=winner.pk).update(status="special_award")
    page = pages_of(winner)["uk"]
    edit(page, by=editor, award="special_award")
    review(winner, by=reviewer)
    # Nothing was declared since: what differs from what was told is no decision of the jury.
    publish_newest(page)
    edit(page, by=editor, award="winner", summary="Без змін відзнаки.")
    review(winner, by=reviewer)
    publish_newest(page)
    record_event(call, EventKind.RANKING_DECLARED, {"winners": {}, "special_awards": {}}, at=timezone.now())
    edit(page, by=editor, summary="Виправлено слово.")
    review(winner, by=reviewer)
    publish_newest(page)
    edit(page, by=editor, award="special_award")
    review(winner, by=reviewer)
    with pytest.raises(SafetyReviewRequired):
        publish_newest(page)
    assert list(StoryPage.objects.filter(pk=page.pk).values_list("award", "summary")) == [
        ("winner", "Виправлено слово.")
    ]
