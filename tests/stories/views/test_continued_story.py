"""The page of a story that goes on: how its figures changed, what has happened since, when it was last told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.template import Context
from django.utils import timezone

from stories.domain.months import months_after
from stories.models import StoryPage
from stories.templatetags.reading_tags import story_texts
from tests.factories import make_story, translate

HOSTILE = '<script>alert("1")</script>'
UPDATES = [
    {"type": "update", "id": "a", "value": {"date": "2025-05-12", "text": "Відкрили двері.\n\nПриходьте."}},
    {"type": "update", "id": "b", "value": {"date": "2025-09-01", "text": HOSTILE}},
]


def figure(label="прийшли", *, earlier=True, number=0):
    items = [
        {
            "type": "item",
            "id": f"i{number}",
            "value": {"as_of": "2024-06-01", "value": "1200", "qualifier": "exact"},
        },
        {
            "type": "item",
            "id": f"j{number}",
            "value": {"as_of": None, "value": "900", "qualifier": "more_than"},
        },
    ]
    value = {
        "value": "1500", "qualifier": "about", "unit": "людей", "label": label, "as_of": "2025-05-01", "source": "",
        "highlight": False, "earlier": items if earlier else [],
    }  # fmt: skip
    return {"type": "indicator", "id": f"f{number}", "value": value}


def shown(client, slug="hub", language="uk"):
    answer = client.get(f"/{language}/stories/{slug}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def words(element):
    return " ".join(element.get_text().split())


def section(page, name):
    return page.select(f"section[aria-labelledby={name}]")


def test_figure_that_changed_has_a_drawing_and_a_table_of_its_values(client, uk):
    make_story(uk, slug="hub", indicators=[figure(), figure("пішли", earlier=False, number=1)])
    (changes,) = section(shown(client), "figures-changed")
    assert [words(each) for each in changes.select("h3")] == ["близько 1 500 людей прийшли"]
    rows = [[words(cell) for cell in row.select("th, td")] for row in changes.select("tr")]
    assert rows == [
        ["Місяць", "Значення, людей"], ["раніше", "понад 900"], ["червень 2024", "1 200"],
        ["травень 2025", "близько 1 500"],
    ]  # fmt: skip
    assert [words(each) for each in changes.select("svg desc")] == [
        "раніше: понад 900; червень 2024: 1 200; травень 2025: близько 1 500. Те саме є в таблиці."
    ]


def test_drawings_of_several_figures_have_names_of_their_own(client, uk):
    make_story(uk, slug="hub", indicators=[figure(number=n) for n in range(3)])
    found = shown(client).select("svg.series")
    assert [(each.get("aria-labelledby"), each.get("role")) for each in found] == [
        (f"history-{n}-title", "img") for n in (1, 2, 3)
    ]


def test_hostile_words_of_a_figure_stay_words(client, uk):
    make_story(uk, slug="hub", indicators=[figure(HOSTILE)])
    (changes,) = section(shown(client), "figures-changed")
    assert (changes.select("script"), words(changes.select_one("h3 span"))) == ([], HOSTILE)


def test_updates_stand_newest_first_and_end_with_the_publication(client, uk):
    make_story(uk, slug="hub", updates=UPDATES)
    StoryPage.objects.update(first_published_at=datetime(2024, 12, 31, 22, 30, tzinfo=UTC))
    (since,) = section(shown(client), "since")
    assert [words(item) for item in since.select("li")] == [
        f"1 вересня 2025 {HOSTILE}", "12 травня 2025 Відкрили двері. Приходьте.", "1 січня 2025 Історію опубліковано",
    ]  # fmt: skip
    assert [each["datetime"] for each in since.select("time")] == ["2025-09-01", "2025-05-12", "2025-01-01"]
    assert (since.select("script"), len(since.select("li:nth-of-type(2) p"))) == ([], 3)


def test_english_page_says_the_same_in_english(client, uk, en):
    story = make_story(uk, slug="hub", updates=UPDATES[:1], indicators=[figure()])
    translate(story, en, slug="hub-en", updates=UPDATES[:1], indicators=[figure("came")])
    StoryPage.objects.update(first_published_at=datetime(2024, 12, 31, tzinfo=UTC))
    page = shown(client, "hub-en", "en")
    assert [words(each) for each in page.select("article h2")][:4] == [
        "What came of it", "How the figures changed", "What has happened since", "In brief",
    ]  # fmt: skip
    assert [words(each) for each in section(page, "since")[0].select("time")] == [
        "12 May 2025",
        "31 December 2024",
    ]


def test_story_to_which_nothing_was_added_has_neither_part(client, uk):
    make_story(uk, slug="hub", indicators=[figure(earlier=False)])
    page = shown(client)
    assert (section(page, "figures-changed"), section(page, "since")) == ([], [])


def test_same_words_published_on_another_day_tell_that_day(client, uk):
    """The words are rendered once for all stories that say the same."""
    for slug, year in (("one", 2023), ("two", 2024)):
        make_story(uk, slug=slug, updates=UPDATES[:1])
        StoryPage.objects.filter(slug=slug).update(first_published_at=datetime(year, 3, 5, 12, tzinfo=UTC))
    told = [
        section(shown(client, slug), "since")[0].select("time")[-1]["datetime"] for slug in ("one", "two")
    ]
    assert told == ["2023-03-05", "2024-03-05"]


NOTICE = re.compile(r"Цю історію востаннє оновлювали (.*?) року\. Можливо, відтоді щось змінилося\.")


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (1, 1)])
def test_story_told_long_ago_says_so(client, uk, days, told):
    """Published so that the eighteen months end in a day, or ended a day ago."""
    make_story(uk, slug="hub")
    moment = months_after(timezone.now() - timedelta(days=days), months=-18, zone=UTC)
    StoryPage.objects.update(last_published_at=moment)
    found = NOTICE.findall(words(shown(client).select_one("article")))
    assert len(found) == told


def test_notice_names_the_day_where_the_site_is_at_home(client, uk):
    make_story(uk, slug="hub")
    StoryPage.objects.update(last_published_at=datetime(2020, 5, 11, 22, tzinfo=UTC))
    assert NOTICE.findall(words(shown(client).select_one("article"))) == ["12 травня 2020"]


@pytest.mark.parametrize("number", [1, 3])
def test_words_and_drawings_ask_the_database_nothing(uk, number, django_assert_num_queries):
    updates = [{**UPDATES[0], "id": f"u{n}"} for n in range(number)]
    figures = [figure(f"прийшли {number} рази", number=n) for n in range(number)]
    make_story(uk, slug="hub", updates=updates, indicators=figures)
    story = StoryPage.objects.get(slug="hub")
    with django_assert_num_queries(0):
        texts = story_texts(Context(), story)
    assert texts.count('class="series"') == number
