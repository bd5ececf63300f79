"""The site on a server: several processes of it, changes from yet another one, and nginx in front."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import factories
from tests.config.site_server import documented_nginx, nginx_in_front, serving

RENAME = "from stories.models import Category; Category.objects.update(name_uk={!r})"
TAKE_DOWN = "from stories.models import StoryPage; StoryPage.objects.get(slug='prostir').unpublish()"
STORY = "/uk/stories/prostir/"

needs_nginx = pytest.mark.skipif(
    shutil.which("nginx") is None, reason="nginx is not installed (CI installs it)"
)


@pytest.fixture
def story(committed_indexes):
    return factories.make_story(committed_indexes["uk"], slug="prostir")


@pytest.fixture
def site(story, tmp_path):
    with serving(tmp_path, PAGE_CACHE_FRONT=str(tmp_path / "front")) as site:
        yield site


def pages(site, path=STORY, *, port=None, times=8):
    """Statuses and bodies of so many answers; the processes answer in no particular order."""
    return {
        (status, body) for status, _headers, body in (site.get(path, port=port) for _time in range(times))
    }


def test_change_of_another_process_is_seen_by_every_process_at_once(site):
    [before] = pages(site)
    site.change(RENAME.format("Нова категорія"))
    [(status, body)] = pages(site)
    assert (status, "Нова категорія" in before[1].decode(), "Нова категорія" in body.decode()) == (
        200,
        False,
        True,
    )
    site.change(TAKE_DOWN)
    assert {status for status, _body in pages(site)} == {404}


@needs_nginx
def test_nginx_keeps_pages_and_shows_every_change_at_once(site, tmp_path):
    with nginx_in_front(site, tmp_path) as port:

        def ask(**headers):
            status, found, body = site.get(STORY, port=port, **headers)
            return found.get("X-Cache"), status, body

        first = ask()
        assert first[:2] == ("MISS", 200)
        assert [ask() for _time in range(2)] == [("HIT", *first[1:])] * 2
        assert [ask(Accept_Encoding="br")[0] for _time in range(2)] == ["MISS", "HIT"]
        assert [ask(Cookie="sessionid=x")[0] for _time in range(2)] == ["BYPASS", "BYPASS"]
        assert ask(HX_Request="true")[0] == "BYPASS"
        etag = site.get(STORY, port=port)[1]["ETag"]
        assert ask(If_None_Match=etag)[:2] == ("HIT", 304)
        site.change(RENAME.format("Нова категорія"))
        state, status, body = ask()
        assert (state, status, "Нова категорія" in body.decode()) == ("MISS", 200, True)
        site.change(
            "from stories.models import StoryPage; StoryPage.objects.get(slug='prostir').save_revision()"
        )
        assert ask()[0] == "HIT"
        site.change(TAKE_DOWN)
        assert [ask()[:2] for _time in range(2)] == [("MISS", 404), ("MISS", 404)]


@needs_nginx
def test_crowd_behind_nginx_gets_one_page(site, tmp_path):
    with nginx_in_front(site, tmp_path) as port, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _number: site.get("/uk/stories/", port=port), range(64)))
        assert {(status, body) for status, _headers, body in answers} == {(200, answers[0][2])}
        assert site.get("/uk/stories/", port=port)[1]["X-Cache"] == "HIT"


def test_documented_configuration_of_nginx_is_found(tmp_path):
    configuration = documented_nginx(port=1, site_port=2, folder=tmp_path)
    assert f"root {tmp_path}/front/current;" in configuration
