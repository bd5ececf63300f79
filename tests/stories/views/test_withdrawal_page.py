"""«Hide at once»: who may, what it asks, what it says."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from stories.models import StoryPage, Withdrawal
from tests.factories import make_draft, make_story, publish, translate

DESK = "/cms/reviews/"
# Who: (status of the question, status of the answer, hidden)
MATRIX = {
    "visitor": (302, 302, False),
    "member": (403, 403, False),
    "Editors": (200, 302, True),
    "Reviewers": (200, 302, True),
    "Publishers": (200, 302, True),
    "superuser": (200, 302, True),
}


@pytest.fixture
def story(uk):
    return make_story(uk, title="Хаб у громаді", slug="hub")


def address(story):
    return f"/cms/stories/{story.pk}/hide/"


def browser_of(who, signed_in):
    if who == "visitor":
        return Client()
    if who == "superuser":
        return signed_in(is_superuser=True)
    return signed_in(*([] if who == "member" else [who]))


def notices(answer):
    return [str(message).strip() for message in answer.context["messages"]]


def is_live(story):
    return StoryPage.objects.get(pk=story.pk).live


@pytest.mark.parametrize(("who", "expected"), MATRIX.items(), ids=MATRIX)
def test_those_who_write_review_or_publish_may_hide(signed_in, story, who, expected):
    browser = browser_of(who, signed_in)
    asked = browser.get(address(story))
    answer = browser.post(address(story), {"reason": "Видно укриття."})
    assert (asked.status_code, answer.status_code, not is_live(story)) == expected


def test_role_without_rights_to_the_page_may_not_hide(signed_in, story):
    nobody = signed_in()
    nobody.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert nobody.post(address(story), {"reason": "x"}).status_code == 302
    assert (is_live(story), Withdrawal.objects.count()) == (True, 0)


def test_question_names_what_will_vanish(signed_in, story, en):
    translate(story, en, title="Hub", slug="hub-en")
    page = signed_in("Reviewers").get(address(story)).content.decode()
    assert [text in page for text in ("Хаб у громаді", "Hub", "/uk/stories/hub/", "/en/stories/hub-en/")] == [
        True
    ] * 4


def test_question_alone_hides_nothing(signed_in, story):
    signed_in("Reviewers").get(address(story))
    assert is_live(story) is True


@pytest.mark.parametrize("reason", ["", "   "])
def test_empty_reason_is_asked_for(signed_in, story, reason):
    answer = signed_in("Reviewers").post(address(story), {"reason": reason})
    assert (answer.status_code, list(answer.context["form"].errors), is_live(story)) == (
        200,
        ["reason"],
        True,
    )


def test_hidden_story_is_told_and_stands_on_the_desk_with_its_reason(signed_in, story):
    answer = signed_in("Reviewers", first_name="Ольга", last_name="Коваль").post(
        address(story), {"reason": "Видно <b>укриття</b>."}, follow=True
    )
    assert answer.redirect_chain == [(DESK, 302)]
    assert notices(answer) == ["“Хаб у громаді” is hidden in every language."]
    page = answer.content.decode()
    assert ("Видно &lt;b&gt;укриття&lt;/b&gt;." in page, "Ольга Коваль" in page) == (True, True)
    assert [row.story_id for row in answer.context["withdrawn"]] == [story.pk]
    assert answer.context["waiting"] == []


def test_editor_comes_back_to_the_form(signed_in, story):
    answer = signed_in("Editors").post(address(story), {"reason": "Помилка."})
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])


def test_what_is_not_public_has_nothing_to_hide(signed_in, uk):
    draft = make_draft(uk)
    browser = signed_in("Reviewers")
    assert "This story is not published and has no schedule." in browser.get(address(draft)).content.decode()
    answer = browser.post(address(draft), {"reason": "x"})
    assert notices(answer) == ["This story is not published and has no schedule."]


@pytest.mark.parametrize("path", ["/cms/stories/999999/hide/", "/cms/stories/{index}/hide/"])
def test_address_of_no_story_is_not_found(signed_in, uk, path):
    assert signed_in("Reviewers").get(path.format(index=uk.pk)).status_code == 404


def test_hiding_from_another_site_is_refused(signed_in, story):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(signed_in("Reviewers").user)
    assert strict.post(address(story), {"reason": "x"}).status_code == 403
    assert is_live(story) is True


# Where it is offered


def offers(browser, page, story):
    return browser.get(page).content.decode().count(f'href="{address(story)}"')


def test_form_of_a_published_story_offers_it_to_an_editor(signed_in, story):
    editor = signed_in("Editors")
    form = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert offers(editor, form, story) == 2
    story.unpublish()
    assert offers(editor, form, story) == 0


def test_review_of_a_published_story_offers_it(signed_in, story):
    reviewer = signed_in("Reviewers")
    assert offers(reviewer, f"{DESK}{story.pk}/", story) == 1
    story.unpublish()
    assert offers(reviewer, f"{DESK}{story.pk}/", story) == 0


@pytest.mark.parametrize(
    "query",
    [
        "хаб",
        "ХАБ",
        "http://localhost/uk/stories/hub/",
        "/uk/stories/hub",
        "hub",
        " https://x.example/a/hub/?q=1",
    ],
)
def test_desk_finds_a_published_story_to_hide(signed_in, story, query):
    answer = signed_in("Reviewers").get(DESK, {"q": query})
    assert [found.pk for found in answer.context["found"]] == [story.pk]


@pytest.mark.parametrize("query", ["", "   ", "нічого-такого", "\x00", "http://[", "x" * 5000, '"', "%"])
def test_desk_answers_to_any_query(signed_in, story, query):
    answer = signed_in("Reviewers").get(DESK, {"q": query})
    assert (answer.status_code, answer.context["found"]) == (200, [])


def test_story_published_again_is_no_longer_among_the_hidden(signed_in, story):
    reviewer = signed_in("Reviewers")
    reviewer.post(address(story), {"reason": "Помилка."})
    publish(StoryPage.objects.get(pk=story.pk))
    assert reviewer.get(DESK).context["withdrawn"] == []


def test_history_of_the_story_tells_why(signed_in, story):
    signed_in("Reviewers").post(address(story), {"reason": "Видно укриття."})
    history = signed_in(is_superuser=True, email="admin@example.org").get(
        reverse("wagtailadmin_pages:history", args=[story.pk])
    )
    page = history.content.decode()
    assert ("Hidden at once" in page, "Видно укриття." in page) == (True, True)


def test_ticked_parts_are_taken_out_and_the_story_stays(signed_in, story):
    reviewer = signed_in("Reviewers")
    form = {"reason": "Видно укриття.", "parts": ["photos", "contact"], "action": "reduce"}
    answer = reviewer.post(address(story), form, follow=True)
    assert notices(answer) == ["Taken out of “Хаб у громаді” in every language."]
    assert is_live(story) is True
    history = signed_in(is_superuser=True, email="admin@example.org").get(
        reverse("wagtailadmin_pages:history", args=[story.pk])
    )
    assert "the contact, photos: Видно укриття." in history.content.decode()


@pytest.mark.parametrize("parts", [[], ["title"]])
def test_nothing_ticked_takes_nothing_out(signed_in, story, parts):
    form = {"reason": "Видно укриття.", "parts": parts, "action": "reduce"}
    assert signed_in("Reviewers").post(address(story), form).status_code == 200
    assert (is_live(story), Withdrawal.objects.count()) == (True, 0)
