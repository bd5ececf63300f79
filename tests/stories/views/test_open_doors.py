"""Every way out of the catalogue, seen by every role: nobody gets there what is not published."""

import pytest

from accounts.roles import EDITORS, PUBLISHERS, REVIEWERS, SECRETARIAT
from tests.factories import make_draft, make_story, publish, translate

ROLES = {
    "anyone": None,
    "member": (),
    "editor": (EDITORS,),
    "reviewer": (REVIEWERS,),
    "publisher": (PUBLISHERS,),
    "secretariat": (SECRETARIAT,),
}
HIDDEN = "Таємна назва"
# Addresses of one story, with what they answer where nothing public stands there.
OF_ONE = [
    "/uk/stories/{slug}/embed/", "/uk/stories/{slug}/share.png", "/api/v1/stories/{slug}", "/api/v1/stories/{key}",
    "/api/v1/stories/{key}?lang=en", "/oembed?url=http://testserver/uk/stories/{slug}/",
]  # fmt: skip
OF_ALL = [
    "/api/v1/stories", "/api/v1/stories?lang=en", "/api/v1/stories?q=Таємна", "/api/v1/tags", "/uk/feed/", "/en/feed/",
    "/uk/feed/?q=Таємна", "/sitemap.xml", "/uk/", "/uk/stories/",
]  # fmt: skip


def draft(indexes):
    return make_draft(indexes["uk"], slug="hidden", title=HIDDEN)


def withdrawn(indexes):
    story = make_story(indexes["uk"], slug="hidden", title=HIDDEN)
    story.unpublish()
    return story


def half_translated(indexes):
    """The Ukrainian text is being written; only the English one is public."""
    english = make_story(indexes["en"], slug="public", title="Public")
    return make_draft(
        indexes["uk"], slug="hidden", title=HIDDEN, translation_key=english.translation_key,
        community=english.lead_community, category=english.category,
    )  # fmt: skip


@pytest.fixture
def browser(signed_in, client):
    return lambda role: client if ROLES[role] is None else signed_in(*ROLES[role])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", [draft, withdrawn])
def test_story_that_is_not_public_is_behind_no_door(browser, indexes, role, state):
    story = state(indexes)
    reader = browser(role)
    answers = {
        path: reader.get(path.format(slug="hidden", key=story.translation_key)) for path in [*OF_ONE, *OF_ALL]
    }
    assert {path: answers[path].status_code for path in OF_ONE} == dict.fromkeys(OF_ONE, 404)
    assert {path: answers[path].status_code for path in OF_ALL} == dict.fromkeys(OF_ALL, 200)
    assert [path for path in OF_ALL if HIDDEN in answers[path].content.decode().replace("Таємна&", "")] == []
    assert [path for path in OF_ALL if "stories/hidden/" in answers[path].content.decode()] == []


@pytest.mark.parametrize("role", ROLES)
def test_text_that_is_being_translated_is_behind_no_door(browser, indexes, role):
    story = half_translated(indexes)
    reader = browser(role)
    answer = reader.get(f"/api/v1/stories/{story.translation_key}")
    assert [text["title"] for text in answer.json()["texts"]] == ["Public"]
    assert [page["language"] for page in answer.json()["translations"]] == ["en"]
    for path in ("/en/feed/", "/sitemap.xml", "/en/stories/public/embed/", "/en/stories/public/"):
        assert HIDDEN not in reader.get(path).content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_unpublished_changes_are_behind_no_door(browser, indexes, role):
    story = make_story(indexes["uk"], slug="hub", title="Видно")
    translate(story, indexes["en"], slug="hub")
    story.title = HIDDEN
    story.save_revision()
    reader = browser(role)
    for path in [
        *(path.format(slug="hub", key=story.translation_key) for path in OF_ONE),
        *OF_ALL[:2],
        "/uk/feed/",
    ]:
        answer = reader.get(path)
        assert (answer.status_code, HIDDEN in answer.content.decode(errors="replace")) == (200, False)


def test_restricted_page_is_behind_no_door(client, indexes):
    story = make_story(indexes["uk"], slug="hub", title=HIDDEN)
    story.view_restrictions.create(restriction_type="password", password="слово")
    for path in OF_ONE:
        assert client.get(path.format(slug="hub", key=story.translation_key)).status_code == 404
    for path in ("/api/v1/stories", "/uk/feed/", "/sitemap.xml"):
        assert "stories/hub/" not in client.get(path).content.decode()


def test_published_again_it_is_back(client, indexes):
    story = withdrawn(indexes)
    publish(story)
    for path in OF_ONE:
        assert client.get(path.format(slug="hidden", key=story.translation_key)).status_code == 200
