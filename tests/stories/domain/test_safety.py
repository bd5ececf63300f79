"""Who may review, and what a review covers."""

import pytest

from stories.domain.safety import authors_of, draft_of, record_review, stories_awaiting_review
from stories.enums import Consent
from stories.errors import SafetyReviewRefused
from stories.models import CHECKS, SafetyReview, StoryPage
from tests.factories import add_photo, make_draft, make_image, make_story, make_user

ALL = dict.fromkeys(CHECKS, True)


def review(story, by, *, checks=ALL, fingerprint=None):
    shown = fingerprint or draft_of(story).content_fingerprint()
    return record_review(story, by=by, fingerprint=shown, checks=checks)


@pytest.fixture
def author(db):
    return make_user("author@example.org")


@pytest.fixture
def reviewer(db):
    return make_user("reviewer@example.org", first_name="Ольга", last_name="Коваль")


def test_review_by_another_lets_the_story_be_published(uk, author, reviewer):
    draft = make_draft(uk, by=author)
    review(draft, reviewer)
    draft.get_latest_revision().publish()
    assert StoryPage.objects.get(pk=draft.pk).live is True


def test_review_by_its_author_is_refused(uk, author):
    with pytest.raises(SafetyReviewRefused):
        review(make_draft(uk, by=author), author)


def test_author_cannot_hide_behind_a_colleagues_empty_save(uk, author, reviewer):
    draft = make_draft(uk, by=author)
    draft.save_revision(user=reviewer)
    assert authors_of(draft) == {author.pk, reviewer.pk}


def test_author_of_an_earlier_text_may_review_the_new_one(uk, author, reviewer):
    draft = make_draft(uk, by=author)
    draft.title = "Нова назва"
    draft.save_revision(user=reviewer)
    assert authors_of(draft) == {reviewer.pk}


@pytest.mark.parametrize("missing", CHECKS)
def test_review_with_an_empty_box_is_refused(uk, author, reviewer, missing):
    with pytest.raises(SafetyReviewRefused):
        review(make_draft(uk, by=author), reviewer, checks={**ALL, missing: False})


def test_review_of_a_state_changed_meanwhile_is_refused(uk, author, reviewer):
    draft = make_draft(uk, by=author)
    shown = draft_of(draft).content_fingerprint()
    draft.title = "Змінена назва"
    draft.save_revision(user=author)
    with pytest.raises(SafetyReviewRefused):
        review(draft, reviewer, fingerprint=shown)


def test_review_of_a_photo_without_consent_is_refused(uk, author, reviewer):
    draft = add_photo(make_draft(uk, by=author), make_image(consent=Consent.MISSING))
    draft.save_revision(user=author)
    with pytest.raises(SafetyReviewRefused):
        review(draft, reviewer)


def test_review_keeps_the_reviewers_name_when_the_account_is_deleted(uk, author, reviewer):
    review(make_draft(uk, by=author), reviewer)
    reviewer.delete()
    assert [(row.reviewer, row.reviewer_name) for row in SafetyReview.objects.all()] == [
        (None, "Ольга Коваль")
    ]


def test_stories_awaiting_review_are_the_unreviewed_ones(uk, author):
    make_story(uk)
    waiting = make_draft(uk, by=author)
    assert [story.pk for story in stories_awaiting_review()] == [waiting.pk]
