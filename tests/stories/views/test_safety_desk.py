"""The reviewers' desk: who comes in, what it shows, what a review needs."""

import pytest
from django.test import Client
from django.urls import reverse

from stories.enums import Consent
from stories.models import CHECKS, SafetyReview, StoryImage, StoryPage
from tests.factories import add_photo, make_draft, make_image, make_story, make_user, publish

TICKED = dict.fromkeys(CHECKS, "on")
DESK = "/cms/reviews/"


@pytest.fixture
def author(db):
    return make_user("author@example.org", groups=["Editors"], first_name="Марія", last_name="Бойко")


@pytest.fixture
def draft(uk, author):
    return make_draft(uk, by=author, title="Хаб у громаді", slug="hub")


@pytest.fixture
def reviewer(signed_in):
    return signed_in("Reviewers", first_name="Ольга", last_name="Коваль")


def newest(story):
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()


def address(story):
    return f"{DESK}{story.pk}/"


def sent(story, **changes):
    """What a reviewer's form sends who was shown the newest version."""
    return {"fingerprint": newest(story).content_fingerprint(), "note": "", **TICKED, **changes}


def notices(answer):
    return [str(message).strip() for message in answer.context["messages"]]


def waiting(browser):
    return [story.pk for story, _author in browser.get(DESK).context["waiting"]]


# Who may come in

SIGN_IN = "/accounts/login/"
OUT, HOME = 403, 302
MATRIX = {
    # Who: (GET desk, POST desk, GET review, POST review, GET preview, POST preview)
    "visitor": (302, 302, 302, 302, 302, 302),
    "member": (OUT, OUT, OUT, OUT, OUT, OUT),
    "Editors": (HOME, 405, HOME, HOME, HOME, 405),
    "Publishers": (HOME, 405, HOME, HOME, HOME, 405),
    "Reviewers": (200, 405, 200, 302, 200, 405),
    "superuser": (200, 405, 200, 302, 200, 405),
}


def browser_of(who, signed_in):
    if who == "visitor":
        return Client()
    if who == "superuser":
        return signed_in(is_superuser=True)
    return signed_in(*([] if who == "member" else [who]))


@pytest.mark.parametrize(("who", "expected"), MATRIX.items(), ids=MATRIX)
def test_desk_lets_in_exactly_reviewers(signed_in, draft, who, expected):
    browser = browser_of(who, signed_in)
    places = [DESK, address(draft), f"{address(draft)}preview/"]
    answers = [
        ask(place, sent(draft) if ask == browser.post else {})
        for place in places
        for ask in (browser.get, browser.post)
    ]
    assert tuple(answer.status_code for answer in answers) == expected
    assert SafetyReview.objects.count() == (1 if who in {"Reviewers", "superuser"} else 0)


def test_visitor_is_asked_to_sign_in_and_comes_back(draft):
    answer = Client().get(address(draft))
    assert answer.headers["Location"] == f"{SIGN_IN}?next={address(draft)}"


@pytest.mark.parametrize("who", ["Editors", "Publishers"])
def test_staff_without_the_right_learns_so(signed_in, draft, who):
    answer = browser_of(who, signed_in).get(address(draft), follow=True)
    assert answer.redirect_chain == [("/cms/", 302)]
    assert notices(answer) == ["Sorry, you do not have permission to access this area."]


def test_review_from_another_site_is_refused(reviewer, draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer.user)
    assert strict.post(address(draft), sent(draft)).status_code == 403
    assert SafetyReview.objects.count() == 0


@pytest.mark.parametrize("path", ["999999/", "999999/preview/", "{index}/", "{index}/preview/"])
def test_address_of_no_story_is_not_found(reviewer, uk, path):
    # Followed, because the site first tries an unknown address under the visitor's language.
    assert reviewer.get(DESK + path.format(index=uk.pk), follow=True).status_code == 404


def test_alias_of_a_story_is_reviewed_at_its_source(reviewer, draft, uk):
    alias = draft.create_alias(parent=uk, update_slug="hub-again")
    assert reviewer.get(address(alias), follow=True).status_code == 404
    assert waiting(reviewer) == [draft.pk]


# What waits


def test_desk_shows_the_newest_title_and_who_saved_it(reviewer, draft, author):
    story = newest(draft)
    story.title = "Хаб для всіх"
    story.save_revision(user=author)
    html = reviewer.get(DESK).content.decode()
    assert [text in html for text in ("Хаб для всіх", "Хаб у громаді", "Марія Бойко", address(draft))] == [
        True, False, True, True,
    ]  # fmt: skip


def test_desk_without_stories_says_so(reviewer, uk):
    make_story(uk)
    assert "Nothing waits for a review." in reviewer.get(DESK).content.decode()


def test_changed_version_of_a_published_story_waits(reviewer, uk, author):
    story = make_story(uk)
    assert waiting(reviewer) == []
    story.summary = "Інше"
    story.save_revision(user=author)
    assert waiting(reviewer) == [story.pk]


def test_published_story_waits_again_when_a_consent_is_taken_back(reviewer, uk):
    image = make_image()
    story = publish(add_photo(make_draft(uk), image))
    assert waiting(reviewer) == []
    StoryImage.objects.filter(pk=image.pk).update(consent=Consent.MISSING)
    assert waiting(reviewer) == [story.pk]


def test_withdrawn_story_that_was_reviewed_does_not_wait(reviewer, uk):
    make_story(uk).unpublish()
    assert waiting(reviewer) == []


def test_stories_wait_in_the_order_in_which_they_were_saved(reviewer, uk, author):
    first, second, third = (make_draft(uk, by=author) for _turn in range(3))
    newest(first).save_revision(user=author)
    assert waiting(reviewer) == [second.pk, third.pk, first.pk]


def rich_draft(uk, number):
    """A draft with something in every place that a fingerprint reads."""
    draft = add_photo(make_draft(uk), make_image())
    draft.challenge = [{"type": "text", "value": "<p>Не було де зібратися.</p>"}]
    draft.save_revision(user=make_user(f"author{number}@example.org"))
    changed = publish(add_photo(make_draft(uk), make_image()))
    changed.summary = "Інше"
    changed.save_revision(user=make_user(f"other{number}@example.org"))
    withdrawn = publish(make_draft(uk))
    withdrawn.unpublish()


@pytest.mark.parametrize("count", [1, 3])
def test_desk_needs_the_same_queries_for_1_and_3_of_every_kind(
    reviewer, uk, count, django_assert_num_queries
):
    for number in range(count):
        rich_draft(uk, number)
    assert len(waiting(reviewer)) == 2 * count
    with django_assert_num_queries(21):
        reviewer.get(DESK)


# Reading and ticking


def test_reviewer_reads_the_newest_version_beside_the_checklist(reviewer, draft, author):
    story = newest(draft)
    story.title = "Хаб для всіх"
    story.save_revision(user=author)
    answer = reviewer.get(address(draft))
    assert answer.context["form"].initial["fingerprint"] == newest(draft).content_fingerprint()
    assert f'<iframe src="{address(draft)}preview/"' in answer.content.decode()
    preview = reviewer.get(f"{address(draft)}preview/")
    assert (preview.status_code, preview.headers["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert [title in preview.content.decode() for title in ("Хаб для всіх", "Хаб у громаді")] == [True, False]


def test_review_is_kept_with_the_reviewers_name_and_note_and_the_story_leaves_the_desk(reviewer, draft):
    answer = reviewer.post(address(draft), sent(draft, note="Обличчя дітей розмито."), follow=True)
    assert answer.redirect_chain == [(DESK, 302)]
    assert notices(answer) == ["Reviewed: “Хаб у громаді” may now be published."]
    review = SafetyReview.objects.get()
    assert (review.story_id, review.reviewer, review.reviewer_name, review.note) == (
        draft.pk, reviewer.user, "Ольга Коваль", "Обличчя дітей розмито.",
    )  # fmt: skip
    assert (newest(draft).is_reviewed(), waiting(reviewer)) == (True, [])


def test_review_sent_twice_is_one_review(reviewer, draft):
    form = sent(draft)
    answers = [reviewer.post(address(draft), form) for _turn in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, DESK)] * 2
    assert SafetyReview.objects.count() == 1


def test_review_of_a_version_that_changed_meanwhile_is_refused(reviewer, draft, author):
    form = sent(draft)
    story = newest(draft)
    story.summary = "Укриття під школою № 5"
    story.save_revision(user=author)
    answer = reviewer.post(address(draft), form)
    assert (answer.status_code, notices(answer)) == (
        200, ["The story was changed while you were reading. Read the new version, please."],
    )  # fmt: skip
    assert SafetyReview.objects.count() == 0


@pytest.mark.parametrize("fingerprint", ["", "0" * 64, "x" * 5000, "\0", "'; DROP TABLE"])
def test_review_with_a_made_up_fingerprint_is_refused(reviewer, draft, fingerprint):
    answer = reviewer.post(address(draft), sent(draft, fingerprint=fingerprint))
    assert (answer.status_code, SafetyReview.objects.count()) == (200, 0)


@pytest.mark.parametrize("name", CHECKS)
def test_review_with_an_empty_box_says_which(reviewer, draft, name):
    form = sent(draft)
    del form[name]
    answer = reviewer.post(address(draft), form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])
    assert SafetyReview.objects.count() == 0


def test_author_is_shown_no_form_and_cannot_send_it_all_the_same(signed_in, uk):
    both = signed_in("Editors", "Reviewers")
    draft = make_draft(uk, by=both.user)
    assert [name in both.get(address(draft)).content.decode() for name in CHECKS] == [False] * len(CHECKS)
    answer = both.post(address(draft), sent(draft))
    assert (answer.status_code, notices(answer)) == (
        200, ["You wrote this version, so somebody else must review it."],
    )  # fmt: skip
    assert SafetyReview.objects.count() == 0


def test_superuser_who_wrote_the_story_may_not_review_it_either(signed_in, uk):
    admin = signed_in(is_superuser=True)
    draft = make_draft(uk, by=admin.user)
    assert admin.post(address(draft), sent(draft)).status_code == 200
    assert SafetyReview.objects.count() == 0


def test_photo_without_consent_is_named_as_the_reason(reviewer, uk, author):
    draft = add_photo(make_draft(uk, by=author), make_image(consent=Consent.MISSING))
    draft.save_revision(user=author)
    answer = reviewer.post(address(draft), sent(draft))
    assert [notice.startswith("A photo has no consent yet.") for notice in notices(answer)] == [True]
    assert SafetyReview.objects.count() == 0


def test_draft_whose_photo_was_deleted_can_still_be_read_and_reviewed(reviewer, uk, author):
    """The database protects photos of saved pages, not those that only the draft of a published page holds."""
    story, image = make_story(uk), make_image()
    add_photo(story, image).save_revision(user=author)
    image.delete()
    assert reviewer.get(DESK).status_code == 200
    assert reviewer.get(f"{address(story)}preview/").status_code == 200
    story = newest(story)
    assert list(story.photos.all()) == []
    story.summary = "Інше"
    story.save_revision(user=author)
    assert waiting(reviewer) == [story.pk]
    assert reviewer.post(address(story), sent(story)).status_code == 302


def test_hostile_words_are_shown_as_text(reviewer, uk):
    author = make_user("bad@example.org", first_name="<script>alert(2)</script>")
    draft = make_draft(uk, by=author, title="<script>alert(1)</script>", slug="x")
    places = (DESK, address(draft), f"{address(draft)}preview/")
    pages = [reviewer.get(place).content.decode() for place in places]
    answer = reviewer.post(address(draft), sent(draft, note="<script>alert(3)</script>"), follow=True)
    pages += [answer.content.decode(), reviewer.get(address(draft)).content.decode()]
    assert ["<script>alert(" in html for html in pages] == [False] * 5
    assert ["&lt;script&gt;alert(1)" in html for html in pages] == [True] * 5
    assert "&lt;script&gt;alert(3)" in pages[-1]


def test_address_of_the_desk_is_the_one_in_the_menu(reviewer):
    assert (reverse("story_reviews"), reverse("story_review", args=[7])) == (DESK, f"{DESK}7/")
