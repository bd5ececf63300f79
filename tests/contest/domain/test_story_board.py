"""The board says of each chosen story what is done and what is missing; only ready ones are published, all together."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from contest.domain.approvals import answer_approval, ask_approval
from contest.domain.citations import write_citation
from contest.domain.story_board import consenting_without_draft, missing_steps, story_board
from contest.domain.story_publication import publish_stories, stories_to_publish, story_faults
from contest.domain.story_steps import StoryStep
from contest.domain.winners import publish_applications
from contest.enums import ApprovalAnswer
from contest.errors import PublicationRefused
from contest.models import Application, Publication
from stories.domain.safety import draft_of
from stories.domain.translation_drafts import draft_translation
from stories.errors import SafetyReviewRequired
from stories.models import StoryPage, StoryPhoto
from tests.contest.factories import make_call
from tests.contest.tellings import (
    edit,
    let_letters_leave,
    make_ready,
    make_reviewed,
    make_winner,
    pages_of,
    review,
    translate,
)
from tests.factories import make_image, make_user


@pytest.fixture
def call(indexes, english, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_call()


@pytest.fixture
def editor(call):
    return make_user("editor@example.org")


@pytest.fixture
def reviewer(call):
    return make_user("reviewer@example.org")


def only(call):
    (row,) = story_board(call)
    return row


def done(call):
    return [step.step.value for step in only(call).steps if step.is_done]


def test_each_step_is_done_in_its_turn(call, editor, reviewer):
    application = make_winner(call)
    assert (done(call), missing_steps(only(call))) == ([], ["There is no draft yet."])
    publish_applications([application], by=editor, at=timezone.now())
    assert (done(call), missing_steps(only(call))) == (
        ["draft", "photos"],
        [
            "The text is word for word that of the application. Edit it, or save it as it is.",
            "There is no page in this language yet: English.",
            "The newest version has no safety review: Ukrainian.",
            "The applicant has not been asked yet.",
        ],
    )
    # An editor who finds nothing to change saves it as it is.
    edit(pages_of(application)["uk"], by=editor)
    assert done(call) == ["draft", "edited", "photos"]
    draft_translation(pages_of(application)["uk"], language="en", by=editor)
    assert missing_steps(only(call))[0] == "The translation is not finished: English."
    translate(pages_of(application)["uk"], by=editor)
    assert done(call) == ["draft", "edited", "translated", "photos"]
    review(application, by=reviewer)
    assert done(call) == ["draft", "edited", "translated", "photos", "reviewed"]
    assert (only(call).may_be_asked, only(call).was_asked, stories_to_publish(call)) == (True, False, [])
    _approval, secret = ask_approval(application, by=editor, at=timezone.now())
    assert missing_steps(only(call)) == ["The letter to the applicant has not left yet."]
    answer_approval(secret, answer=ApprovalAnswer.APPROVED, comment="", at=timezone.now())
    assert (only(call).is_ready, [page.locale.language_code for page in stories_to_publish(call)]) == (
        True,
        ["uk", "en"],
    )


def test_silence_counts_as_agreement_ten_days_after_the_letter_left(call, editor, reviewer):
    application = make_winner(call)
    make_reviewed(application, by=editor, reviewer=reviewer)
    ask_approval(application, by=editor, at=timezone.now())
    let_letters_leave(days=9)
    assert (done(call)[-1], only(call).is_ready) == ("reviewed", False)
    let_letters_leave(days=10)
    step = only(call).steps[-1]
    assert (step.is_done, step.note) == (
        True,
        "No answer within ten days of being asked: taken as agreement.",
    )


def test_what_changes_afterwards_counts_no_more(call, editor, reviewer):
    application = make_winner(call)
    make_ready(application, by=editor, reviewer=reviewer)
    edit(pages_of(application)["uk"], by=editor, summary="Інші слова.")
    assert missing_steps(only(call)) == [
        "The original was changed since it was translated. Bring the changes over: English.",
        "The newest version has no safety review: Ukrainian.",
        "The text was changed after the applicant had agreed. Ask again.",
    ]
    Application.objects.update(status="special_award")
    assert missing_steps(only(call))[0] == "The award on the page is not what the jury decided."


def test_photos_need_consent_words_in_both_languages_and_a_credit(call, editor):
    application = make_winner(call)
    publish_applications([application], by=editor, at=timezone.now())
    draft = draft_of(pages_of(application)["uk"])
    image = make_image(alt_en="", credit="", consent="missing")
    draft.photos.add(StoryPhoto(image=image))
    draft.save_revision(user=editor)
    step = next(step for step in only(call).steps if step.step == StoryStep.PHOTOS)
    assert step.missing == (
        "Photos of which something is missing (no consent): 1.",
        "Photos of which something is missing (no description in both languages): 1.",
        "Photos of which something is missing (no credit): 1.",
    )


def test_citation_goes_on_the_page_in_both_languages(call, editor, reviewer):
    application = make_winner(call)
    make_ready(application, by=editor, reviewer=reviewer)
    write_citation(
        application,
        award=None,
        text_uk="Варте\x00 уваги.",
        text_en="Worth a look.",
        by=editor,
        at=timezone.now(),
    )
    translate(pages_of(application)["uk"], by=editor)
    write_citation(
        application, award=None, text_uk="Сміливо.", text_en="Brave.", by=editor, at=timezone.now()
    )
    pages = pages_of(application)
    assert draft_of(pages["uk"]).award_citation == "Сміливо."
    assert missing_steps(only(call))[0] == "The newest version has no safety review: English, Ukrainian."
    assert application.citations.get().text_en == "Brave."


def test_stories_are_published_together_or_not_at_all(call, editor, reviewer):
    first, second = make_winner(call), make_winner(call)
    other = make_winner(call, status="not_awarded", publish_anyway="yes")
    assert consenting_without_draft(call) == [other]
    make_ready(first, by=editor, reviewer=reviewer)
    publish_applications([other], by=editor, at=timezone.now())
    assert consenting_without_draft(call) == []
    with pytest.raises(PublicationRefused) as refusal:
        publish_stories(call, by=editor, at=timezone.now())
    assert refusal.value.faults == [f"{second.reference} “Простір для молоді”: There is no draft yet."]
    assert StoryPage.objects.live().count() == 0
    make_ready(second, by=editor, reviewer=reviewer)
    # By no way before the results themselves: whoever tries, and whatever date they set.
    page = pages_of(first)["uk"]
    for early in ({}, {"approved_go_live_at": timezone.now() + timedelta(days=1)}):
        with pytest.raises(SafetyReviewRequired, match="together with the results"), transaction.atomic():
            draft_of(page).save_revision(**early).publish()
    assert StoryPage.objects.live().count() == 0
    Publication.objects.create(call=call, state="published", published_at=timezone.now())
    published = publish_stories(call, by=None, at=timezone.now())
    assert sorted((page.live, page.award, page.locale.language_code) for page in published) == [
        (True, "winner", "en"),
        (True, "winner", "en"),
        (True, "winner", "uk"),
        (True, "winner", "uk"),
    ]
    # The story without an award wasn't ready: it stays a draft and holds nobody up. Again is not twice.
    assert (pages_of(other)["uk"].live, story_faults(call), publish_stories(call, by=None, at=timezone.now())) == (
        False, [], [],
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_board_takes_as_many_queries_for_one_as_for_three(
    call, editor, reviewer, count, django_assert_num_queries
):
    for _number in range(count):
        make_ready(make_winner(call), by=editor, reviewer=reviewer)
    with django_assert_num_queries(9):
        assert [row.is_ready for row in story_board(call)] == [True] * count
