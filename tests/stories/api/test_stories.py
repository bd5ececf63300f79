"""Stories through the API: the list with the catalogue's filters, and each whole."""

from datetime import date

import pytest

from stories.models import Category, StoryPage
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_region,
    make_story,
    publish,
    translate,
)

LIST = "/api/v1/stories"


def slugs(answer):
    return [item["slug"] for item in answer.json()["items"]]


def test_list_shows_the_stories_of_the_chosen_language(client, indexes):
    make_story(indexes["uk"], slug="only-uk")
    both = make_story(indexes["uk"], slug="hub", start_month=date(2022, 1, 1))
    translate(both, indexes["en"], slug="hub-en")
    assert [slugs(client.get(LIST)), slugs(client.get(LIST, {"lang": "en"}))] == [
        ["only-uk", "hub"],
        ["hub-en"],
    ]
    assert [client.get(LIST).json()["elsewhere"], client.get(LIST, {"lang": "en"}).json()["elsewhere"]] == [
        0,
        1,
    ]


def test_list_takes_the_filters_of_the_catalogue(client, uk):
    kharkiv = make_community(region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    make_story(uk, slug="a", community=kharkiv, category=make_category("public-spaces"))
    make_story(uk, slug="b", community=kharkiv, start_month=date(2020, 1, 1), is_ongoing=False)
    make_story(uk, slug="c", start_month=date(2021, 1, 1))
    queries = {
        "region=UA-63": ["a", "b"],
        "region=UA-63&category=public-spaces": ["a"],
        "category=public-spaces&category=youth-engagement&sort=newest": ["a", "c", "b"],
        "status=ended": ["b"],
        "year=2021&year=2020": ["c", "b"],
        "category=nobody-knows": [],
    }
    assert {query: slugs(client.get(f"{LIST}?{query}")) for query in queries} == queries


def test_list_finds_words(client, uk):
    make_story(uk, slug="a", title="Ветеранський хаб")
    make_story(uk, slug="b", title="Молодіжний простір")
    assert slugs(client.get(LIST, {"q": "хаб"})) == ["a"]


def test_item_says_everything_that_a_line_of_a_list_needs(client, fill):
    (story,) = fill(1)
    (item,) = client.get(LIST, {"lang": "en"}).json()["items"]
    community = story.lead_community
    assert item == {
        "key": str(story.translation_key),
        "language": "en",
        "slug": "s0",
        "title": "Story 0",
        "summary": "Громада відкрила простір.",
        "url": "http://testserver/en/stories/s0/",
        "api_url": f"http://testserver/api/v1/stories/{story.translation_key}?lang=en",
        "image": item["image"],
        "community": {
            "code": community.code,
            "slug": community.slug,
            "name": {"uk": "Тернопільська громада", "en": "Ternopil community"},
            "url": f"http://testserver/en/communities/{community.slug}/",
        },
        "region": {"code": "UA-61", "name": {"uk": "Тернопільська область", "en": "Ternopil region"}},
        "category": {"slug": "category-0", "name": {"uk": "Залучення молоді", "en": "Youth engagement"}},
        "challenges": [],
        "groups": [],
        "tags": [],
        "started": "2023-07",
        "ended": None,
        "ongoing": True,
        "edition": {"slug": "second", "name": {"uk": "Другий конкурс", "en": "Second contest"}},
        "award": {"slug": "winner", "name": {"uk": "Історія-переможниця", "en": "Winner"}},
        "licence": "cc-by-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "first_published": item["first_published"],
        "last_published": item["last_published"],
        "translations": [
            {"language": "uk", "slug": "s0", "url": "http://testserver/uk/stories/s0/"},
            {"language": "en", "slug": "s0", "url": "http://testserver/en/stories/s0/"},
        ],
    }
    assert client.get(item["image"]).headers["Content-Type"] == "image/png"


def test_story_whose_month_is_unknown_says_the_year_alone(client, uk):
    make_story(uk, start_month=date(2020, 1, 1), start_month_known=False)
    assert [item["started"] for item in client.get(LIST).json()["items"]] == ["2020"]


def test_parts_of_the_list_join_without_gap_or_overlap(client, uk):
    for number in range(5):
        make_story(uk, slug=f"s{number}", start_month=date(2020 + number, 1, 1))
    seen, address, parts = [], f"{LIST}?limit=2", []
    while address:
        answer = client.get(address)
        seen += slugs(answer)
        parts.append(
            (answer.json()["total"], answer.json()["offset"], answer.headers.get("Link", "").count("rel="))
        )
        address = answer.json()["next"]
    assert (seen, parts) == (["s4", "s3", "s2", "s1", "s0"], [(5, 0, 1), (5, 2, 2), (5, 4, 1)])


def test_neighbours_keep_the_filters(client, uk):
    for _number in range(2):
        make_story(uk)
    answer = client.get(f"{LIST}?region=UA-61&limit=1&lang=uk").json()
    assert (answer["previous"], answer["next"]) == (
        None, "http://testserver/api/v1/stories?region=UA-61&limit=1&lang=uk&offset=1",
    )  # fmt: skip


@pytest.mark.parametrize("key", ["key", "slug"])
def test_story_is_found_by_key_and_by_slug_with_both_languages(client, fill, key):
    (story,) = fill(1)
    answer = client.get(f"{LIST}/{story.translation_key if key == 'key' else 's0'}", {"lang": "en"}).json()
    assert [(text["language"], text["title"], text["url"]) for text in answer["texts"]] == [
        ("en", "Story 0", "http://testserver/en/stories/s0/"),
        ("uk", "Історія 0", "http://testserver/uk/stories/s0/"),
    ]
    assert answer["language"] == "en"


def test_story_that_exists_only_elsewhere_is_given_in_its_own_language(client, uk):
    story = make_story(uk, slug="only-uk")
    answer = client.get(f"{LIST}/{story.translation_key}", {"lang": "en"})
    assert [text["language"] for text in answer.json()["texts"]] == ["uk"]
    assert client.get(f"{LIST}/only-uk", {"lang": "en"}).status_code == 404


EARLIER = [
    {"value": "3", "qualifier": "exact", "as_of": None},
    {"value": "9.5", "qualifier": "up_to", "as_of": date(2024, 6, 1)},
]


def test_story_gives_its_parts_with_full_addresses(client, uk):
    home = uk.get_parent()
    draft = make_draft(
        uk, slug="rich", challenge=[("text", f'<p>Див. <a linktype="page" id="{home.pk}">головну</a> &lt;b&gt;</p>')],
        solution=[("points", {"heading": "Що", "items": [{"title": "Раз", "text": ""}]})],
        results=[("quote", {"text": "Ми змогли", "source": "Мешканка"})],
        stages=[("stage", {"title": "Початок", "text": "", "start": date(2023, 1, 1), "end": None})],
        indicators=[("indicator", {"value": "12.50", "qualifier": "about", "unit": "%", "label": "Частка", "as_of": None,
                                   "source": "", "highlight": True, "earlier": EARLIER})],
        updates=[("update", {"date": date(2025, 5, 12), "text": "Відкрили <другий> простір."})],
        links=[("link", {"title": "Сайт", "url": "https://example.org/"})],
        lessons=[("point", {"title": "", "text": "Питати"})],
    )  # fmt: skip
    publish(draft)
    (text,) = client.get(f"{LIST}/rich").json()["texts"]
    wanted = (
        "challenge",
        "solution",
        "results",
        "stages",
        "indicators",
        "updates",
        "links",
        "lessons",
        "obstacles",
    )
    assert {name: text[name] for name in wanted} == {
        "challenge": [
            {"type": "text", "html": '<p>Див. <a href="http://testserver/uk/">головну</a> &lt;b&gt;</p>'}
        ],
        "solution": [{"type": "points", "heading": "Що", "items": [{"title": "Раз", "text": ""}]}],
        "results": [{"type": "quote", "text": "Ми змогли", "source": "Мешканка"}],
        "stages": [{"title": "Початок", "text": "", "start": "2023-01", "end": None}],
        "indicators": [
            {"value": 12.5, "qualifier": "about", "unit": "%", "label": "Частка", "as_of": None, "source": "",
             "highlight": True, "earlier": [
                 {"value": 3.0, "qualifier": "exact", "as_of": None}, {"value": 9.5, "qualifier": "up_to", "as_of": "2024-06"},
             ]}
        ],
        "updates": [{"date": "2025-05-12", "text": "Відкрили <другий> простір."}],
        "links": [{"title": "Сайт", "url": "https://example.org/"}],
        "lessons": [{"title": "", "text": "Питати"}],
        "obstacles": [],
    }  # fmt: skip


def test_renamed_category_shows_at_once(client, uk):
    story = make_story(uk)
    before = client.get(LIST)
    Category.objects.filter(pk=story.category_id).update(name_uk="Нова назва")
    after = client.get(LIST, headers={"if-none-match": before.headers["ETag"]})
    assert (after.status_code, after.json()["items"][0]["category"]["name"]["uk"]) == (200, "Нова назва")


def test_same_list_is_not_sent_twice(client, uk):
    make_story(uk)
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")


def test_withdrawn_story_is_gone_even_for_who_asks_by_date(client, uk):
    keep, withdraw = make_story(uk, slug="keep"), make_story(uk, slug="gone")
    date_of = client.get(LIST).headers["Last-Modified"]
    withdraw.unpublish()
    answer = client.get(LIST, headers={"if-modified-since": date_of})
    assert (answer.status_code, slugs(answer)) == (200, ["keep"])
    assert client.get(f"{LIST}/{withdraw.translation_key}").status_code == 404
    assert client.get(f"{LIST}/{keep.translation_key}").status_code == 200


QUERIES = {LIST: 19, f"{LIST}/s0": 9}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("count", [1, 3])
def test_answer_needs_the_same_queries_for_1_and_3_stories(
    client, fill, address, count, django_assert_num_queries
):
    fill(count)
    client.get(address)
    with django_assert_num_queries(QUERIES[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_whole_story_needs_the_same_queries_for_1_and_3_of_everything(
    client, uk, count, django_assert_num_queries
):
    home = uk.get_parent()
    link = f'<p><a linktype="page" id="{home.pk}">головна</a></p>'
    publish(
        make_draft(uk, slug="rich", challenge=[("text", link)] * count, solution=[("text", link)] * count)
    )
    client.get(f"{LIST}/rich")
    with django_assert_num_queries(10):
        assert client.get(f"{LIST}/rich").status_code == 200


def test_draft_behind_a_published_story_stays_unseen(client, uk):
    story = make_story(uk, title="Видно", slug="hub")
    story.title = "Чернетка"
    story.save_revision()
    assert StoryPage.objects.get(pk=story.pk).has_unpublished_changes
    assert client.get(f"{LIST}/hub").json()["title"] == "Видно"
