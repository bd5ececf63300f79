"""Pictures for links, handed out for what is published and for nothing else."""

from io import BytesIO

import pytest
from PIL import Image

from stories.models import StoryPage
from tests.factories import make_draft, make_story, publish, translate


def picture_of(answer):
    return Image.open(BytesIO(answer.content))


@pytest.mark.parametrize("path", ["stories/hub/share.png", "share.png"])
def test_picture_has_the_size_that_networks_ask_for(client, uk, stored_files, path):
    make_story(uk, slug="hub")
    answer = client.get(f"/uk/{path}")
    assert (answer.status_code, answer.headers["Content-Type"], dict(answer.cookies)) == (
        200,
        "image/png",
        {},
    )
    assert (picture_of(answer).size, len(answer.content) < 120_000) == ((1200, 630), True)


def test_picture_is_drawn_once_and_kept_where_nobody_reaches_the_file(client, uk, stored_files):
    story = make_story(uk, slug="hub")
    first = client.get("/uk/stories/hub/share.png")
    kept = stored_files()
    again = client.get("/uk/stories/hub/share.png")
    assert (again.content, stored_files()) == (first.content, kept)
    (file,) = kept
    assert file.parent.parts[-3:] == ("private", "share-images", str(story.pk))
    assert client.get(f"/media/private/share-images/{story.pk}/{file.name}").status_code == 404


def test_reader_that_has_the_picture_gets_a_short_answer(client, uk, stored_files):
    make_story(uk, slug="hub")
    first = client.get("/uk/stories/hub/share.png")
    again = client.get("/uk/stories/hub/share.png", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, first.headers["Cache-Control"]) == (304, "public, max-age=300")


def test_new_title_makes_a_new_picture_and_drops_the_old_one(client, uk, stored_files):
    story = make_story(uk, slug="hub", title="Перша назва")
    before = client.get("/uk/stories/hub/share.png")
    (old,) = stored_files()
    story.title = "Друга назва"
    publish(story)
    after = client.get("/uk/stories/hub/share.png")
    (new,) = stored_files()
    assert (before.content == after.content, old == new) == (False, False)


def test_each_language_has_its_own_picture(client, indexes, stored_files):
    translate(make_story(indexes["uk"], slug="hub"), indexes["en"], slug="hub")
    assert client.get("/uk/stories/hub/share.png").content != client.get("/en/stories/hub/share.png").content


def test_publishing_draws_and_withdrawing_removes(
    client, uk, stored_files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        story = make_story(uk, slug="hub")
    (file,) = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    assert (file.suffix, stored_files()) == (".png", [])
    assert client.get("/uk/stories/hub/share.png").status_code == 404


def test_deleting_a_withdrawn_story_leaves_no_picture(
    client, uk, stored_files, django_capture_on_commit_callbacks
):
    story = make_story(uk, slug="hub")
    client.get("/uk/stories/hub/share.png")
    StoryPage.objects.filter(pk=story.pk).update(live=False)
    with django_capture_on_commit_callbacks(execute=True):
        StoryPage.objects.get(pk=story.pk).delete()
    assert stored_files() == []


def test_draft_has_no_picture(client, uk, stored_files):
    make_draft(uk, slug="secret")
    assert (client.get("/uk/stories/secret/share.png").status_code, stored_files()) == (404, [])
