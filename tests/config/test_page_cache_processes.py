"""The site on a server: several processes of it, changes from yet another one, and nginx in front."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from tests import committed, factories
from tests.config.site_server import documented_nginx, nginx_in_front, serving
from tests.conftest import grow_tree

# Marked, so that there is a database even where nothing else is tested.
pytestmark = pytest.mark.django_db

RENAME = "from stories.models import Category; Category.objects.update(name_uk={!r})"
TAKE_DOWN = "from stories.models import StoryPage; StoryPage.objects.get(slug={!r}).unpublish()"
SAVE_DRAFT = "from stories.models import StoryPage; StoryPage.objects.get(slug={!r}).save_revision()"

needs_nginx = pytest.mark.skipif(
    shutil.which("nginx") is None, reason="nginx is not installed (CI installs it)"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(django_db_setup, migrated_rows, django_db_blocker, planted, folder):
    """The site with two stories. To start it takes seconds, so all tests ask this one, each about a story of its own."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            index = grow_tree(planted)["uk"]
            for slug in ("prostir", "maidan"):
                factories.make_story(index, slug=slug)
        try:
            with serving(folder, PAGE_CACHE_FRONT=str(folder / "front")) as site:
                yield site
        finally:
            committed.put_back(migrated_rows)


def pages(site, path, *, times=8):
    """Statuses and bodies of so many answers; the processes answer in no particular order."""
    return {(status, body) for status, _headers, body in (site.get(path) for _time in range(times))}


def test_change_of_another_process_is_seen_by_every_process_at_once(site):
    path = "/uk/stories/prostir/"
    [before] = pages(site, path)
    site.change(RENAME.format("Нова категорія"))
    [(status, body)] = pages(site, path)
    assert (status, "Нова категорія" in before[1].decode(), "Нова категорія" in body.decode()) == (
        200,
        False,
        True,
    )
    site.change(TAKE_DOWN.format("prostir"))
    assert {status for status, _body in pages(site, path)} == {404}


@needs_nginx
def test_nginx_keeps_pages_and_shows_every_change_at_once(site, folder):
    path = "/uk/stories/maidan/"
    with nginx_in_front(site, folder) as port:

        def ask(**headers):
            status, found, body = site.get(path, port=port, **headers)
            return found.get("X-Cache"), status, body

        first = ask()
        assert first[:2] == ("MISS", 200)
        assert [ask() for _time in range(2)] == [("HIT", *first[1:])] * 2
        assert [ask(Accept_Encoding="br")[0] for _time in range(2)] == ["MISS", "HIT"]
        assert [ask(Cookie="sessionid=x")[0] for _time in range(2)] == ["BYPASS", "BYPASS"]
        assert ask(HX_Request="true")[0] == "BYPASS"
        etag = site.get(path, port=port)[1]["ETag"]
        assert ask(If_None_Match=etag)[:2] == ("HIT", 304)
        site.change(RENAME.format("Інша категорія"))
        state, status, body = ask()
        assert (state, status, "Інша категорія" in body.decode()) == ("MISS", 200, True)
        site.change(SAVE_DRAFT.format("maidan"))
        assert ask()[0] == "HIT"
        site.change(TAKE_DOWN.format("maidan"))
        assert [ask()[:2] for _time in range(2)] == [("MISS", 404), ("MISS", 404)]


@needs_nginx
def test_crowd_behind_nginx_gets_one_page(site, folder):
    with nginx_in_front(site, folder) as port, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _number: site.get("/uk/stories/", port=port), range(64)))
        assert {(status, body) for status, _headers, body in answers} == {(200, answers[0][2])}
        assert site.get("/uk/stories/", port=port)[1]["X-Cache"] == "HIT"


def test_documented_configuration_of_nginx_is_found(tmp_path):
    configuration = documented_nginx(port=1, site_port=2, folder=tmp_path)
    assert f"root {tmp_path}/front/current;" in configuration
