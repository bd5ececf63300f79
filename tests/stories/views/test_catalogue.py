"""The list of stories as a page: text, filters, map, pages, and ways out of an empty result."""

import re
from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from stories.domain.search import Correction
from stories.models import StoryTag
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_region,
    make_story,
    publish,
    translate,
)

KHARKIV = ("UA-63", "Харківська область", "Kharkiv region")


def get(client, query="", *, language="uk"):
    answer = client.get(f"/{language}/stories/{query}")
    assert answer.status_code == 200
    return answer


def titles(answer):
    return [card.story.title for card in answer.context["cards"]]


def boxes(answer):
    """Every box of the form as name, value and whether it is ticked."""
    html = answer.content.decode()
    found = re.findall(r'<input type="checkbox" id="[^"]*" name="([^"]*)" value="([^"]*)"( checked)?>', html)
    return [(name, value, bool(checked)) for name, value, checked in found]


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def three(uk):
    """Two stories of Kharkiv and one of Ternopil, two categories."""
    region, spaces = make_region(*KHARKIV), make_category("public-spaces", short_uk="Простори")
    make_story(uk, title="Тут", slug="here", community=make_community(region=region), category=spaces)
    make_story(uk, title="Не той регіон", category=spaces)
    make_story(uk, title="Не та категорія", community=make_community("Ізюмська", region=region))


def test_list_is_narrowed_by_category_and_region_together(client, three):
    answer = get(client, "?category=public-spaces&region=UA-63")
    assert titles(answer) == ["Тут"]
    assert [box for box in boxes(answer) if box[0] in ("category", "region")] == [
        ("category", "public-spaces", True), ("category", "youth-engagement", False),
        ("region", "UA-61", False), ("region", "UA-63", True),
    ]  # fmt: skip


def test_values_of_one_filter_widen_the_list(client, three):
    assert sorted(titles(get(client, "?region=UA-63&region=UA-61"))) == [
        "Не та категорія",
        "Не той регіон",
        "Тут",
    ]


def test_each_chip_is_a_link_without_its_value(client, three):
    html = get(client, "?category=public-spaces&region=UA-63&sort=title").content.decode()
    assert re.findall(r'<a class="chip" href="([^"]+)"', html) == [
        "/uk/stories/?region=UA-63&amp;sort=title", "/uk/stories/?category=public-spaces&amp;sort=title",
    ]  # fmt: skip


def test_region_of_the_map_toggles_itself_and_says_whether_it_is_chosen(client, three):
    html = get(client, "?region=UA-63").content.decode()
    regions = re.findall(
        r'<a id="map-(UA-6[13])-link" href="([^"]+)" class="([^"]+)" aria-label="([^"]+)"', html
    )
    assert regions == [
        ("UA-61", "/uk/stories/?region=UA-61&amp;region=UA-63", "region region--1", "Тернопільська область: 1 історія"),
        ("UA-63", "/uk/stories/", "region region--2 region--chosen", "Харківська область: 2 історії, обрано"),
    ]  # fmt: skip


def test_map_has_every_region_even_without_a_story(client, three):
    assert get(client).content.decode().count('class="region region--') == 2
    for code in ("UA-05", "UA-07", "UA-09", "UA-12", "UA-14"):
        make_region(code, f"Область {code}", f"Region {code}")
    assert get(client, "?category=nothing").content.decode().count('class="region region--0"') == 7


def test_chosen_value_is_in_sight_although_others_have_more_stories(client, uk):
    stories = [make_draft(uk, title=f"Історія {number}") for number in range(2)]
    for number in range(12):
        tag = StoryTag.objects.create(slug=f"t{number:02d}", name=f"тег {number:02d}")
        for story in stories if number < 11 else stories[:1]:
            story.tags.add(tag)
    for story in stories:
        publish(story)
    panel = next(panel for panel in get(client, "?tag=t11").context["panels"] if panel.name == "tag")
    assert [option.key for option in panel.shown] == [
        f"t{number:02d}" for number in (0, 1, 2, 3, 4, 5, 6, 11)
    ]
    assert [option.key for option in panel.unfolded] == ["t07", "t08", "t09", "t10"]
    assert (panel.is_open, panel.all_url) == (True, "")


def test_long_filter_leads_to_a_page_of_all_its_values(client, uk):
    story = make_draft(uk)
    for number in range(40):
        story.tags.add(StoryTag.objects.create(slug=f"t{number:02d}", name=f"тег {number:02d}"))
    publish(story)
    panel = next(panel for panel in get(client, "?status=ongoing").context["panels"] if panel.name == "tag")
    assert (len(panel.shown), len(panel.unfolded), panel.all_url) == (
        7,
        30,
        "/uk/filters/tag/?status=ongoing",
    )


def test_title_of_the_page_says_what_is_chosen(client, three):
    assert get(client, "?region=UA-63&q=тут").context["page_title"] == "Історії · тут · Харківська область"


def test_switch_of_language_keeps_the_choice(client, three):
    html = get(client, "?region=UA-63&category=public-spaces&page=1&junk=1").content.decode()
    assert re.findall(r'<a href="([^"]+)" lang="en"', html) == [
        "/en/stories/?category=public-spaces&amp;region=UA-63"
    ]


@pytest.mark.parametrize(
    ("query", "canonical", "hidden"),
    [
        ("", "/uk/stories/", False),
        ("?utm=1&category=b&category=a", "/uk/stories/?category=a&amp;category=b", True),
        ("?category=public-spaces&page=9", "/uk/stories/?category=public-spaces", False),
        ("?q=%20%D1%82%D1%83%D1%82%20", "/uk/stories/?q=%D1%82%D1%83%D1%82", True),
    ],
)
def test_every_choice_has_one_address_and_search_engines_skip_combinations(
    client, three, query, canonical, hidden
):
    html = get(client, query).content.decode()
    assert re.findall(r'<link rel="canonical" href="http://testserver([^"]+)"', html) == [canonical]
    assert ('<meta name="robots" content="noindex, follow">' in html) is hidden


def test_pages_keep_the_choice_and_the_last_one_answers_for_those_beyond(client, uk):
    community = make_community()
    for number in range(13):
        make_story(uk, title=f"Історія {number:02d}", community=community)
    answer = get(client, "?status=ongoing&sort=title")
    assert len(titles(answer)) == 12
    assert 'href="?status=ongoing&amp;sort=title&amp;page=2"' in answer.content.decode()
    assert titles(get(client, "?status=ongoing&sort=title&page=2")) == ["Історія 12"]
    assert titles(get(client, "?status=ongoing&sort=title&page=99999")) == ["Історія 12"]


def test_without_a_result_every_filter_that_could_go_is_offered_with_a_count(client, three):
    answer = get(client, "?category=youth-engagement&region=UA-61")
    text = text_of(answer)
    assert (titles(answer), "0 історій" in text) == ([], True)
    found = re.findall(
        r'<li><a href="([^"]+)">без «([^»]+)»</a> <span class="count">([^<]+)</span>', answer.content.decode()
    )
    assert found == [
        ("/uk/stories/?region=UA-61", "Молодь", "1 історія"),
        ("/uk/stories/?category=youth-engagement", "Тернопільська область", "1 історія"),
    ]  # fmt: skip


def test_empty_catalogue_says_so(client, uk):
    assert "Тут ще немає жодної історії." in text_of(get(client))


def test_search_shows_where_the_words_stand_and_escapes_everything_else(client, uk):
    make_story(uk, title="Хаб", summary="<b>Ветеранам</b> ніде було <script>alert(1)</script> зустрітися.")
    html = get(client, "?q=ветерани").content.decode()
    assert "<mark>Ветеранам</mark>" in html
    assert ("<script>alert" in html, "<b>" in html) == (False, False)


def test_corrected_word_is_named(client, uk):
    make_story(uk, title="Ветеранський простір", summary="Простір для ветеранів.")
    answer = get(client, "?q=ветиран")
    assert [type(correction) for correction in answer.context["chosen"].found.corrections] == [Correction]
    assert "Слова «ветиран» немає в жодній історії." in text_of(answer)
    assert titles(answer) == ["Ветеранський простір"]


def test_story_found_by_its_translation_is_marked(client, indexes):
    story = make_story(indexes["uk"], title="Бібліотека")
    translate(story, indexes["en"], title="Library of trust")
    answer = get(client, "?q=trust")
    assert [(card.story.title, card.through_other) for card in answer.context["cards"]] == [
        ("Бібліотека", True)
    ]
    assert "Знайдено за словами перекладу" in text_of(answer)


def test_untranslated_stories_of_the_same_choice_stand_apart(client, indexes):
    make_story(indexes["uk"], title="Лише українською")
    make_story(indexes["uk"], title="Не та категорія", category=make_category("public-spaces"))
    html = get(client, "?category=youth-engagement", language="en").content.decode()
    assert html.index("1 more story, not translated yet") < html.index("Лише українською")
    assert (html.count(">Лише українською<"), "Не та категорія" in html) == (1, False)


@pytest.mark.parametrize(
    "query",
    [
        "category=%00", "region='", "sort=x", "page=x", "page=-1", "page=99999999999999999999", "q=%00", 'q="', "q=NEAR(",
        "q=" + "й" * 5000, "category=" + "й" * 5000, "tag=" + "&tag=".join(map(str, range(500))), "q=%F0%9F%99%82",
        "q=%ff%fe", "community=<script>alert(1)</script>", "year=٢٠٢٣", "q=*:*", "award=winner%0aX",
    ],
)  # fmt: skip
def test_hostile_query_gets_an_answer(client, three, query):
    answer = get(client, f"?{query}")
    assert "<script>alert" not in answer.content.decode()


def test_list_refuses_to_be_posted_to(client, three):
    assert client.post("/uk/stories/").status_code == 405


def test_private_list_asks_for_its_password_first(client, uk, three):
    PageViewRestriction.objects.create(page=uk, restriction_type="password", password="pass")
    html = client.get("/uk/stories/").content.decode()
    assert ("Тут" in html, 'type="password"' in html) == (False, True)


def test_editors_preview_shows_the_newest_stories(uk, three, signed_in):
    answer = uk.make_preview_request(preview_mode="")
    assert [card.story.title for card in answer.context_data["cards"]] == [
        "Не та категорія",
        "Не той регіон",
        "Тут",
    ]
    assert "3 історії" in answer.rendered_content


def fill(uk, count):
    """Stories that share everything that the list shows."""
    community, tag = make_community(), StoryTag.objects.create(slug="t", name="тег")
    for number in range(count):
        draft = make_draft(uk, title=f"Хаб {number}", community=community)
        draft.tags.add(tag)
        publish(draft)


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_few_queries_for_1_and_3_stories(
    client, committed_indexes, count, django_assert_num_queries
):
    fill(committed_indexes["uk"], count)
    for query, queries in (("", 3), ("?category=youth-engagement&tag=t&status=ongoing", 3), ("?q=хаб", 6)):
        get(client, query)  # The counts are made once, and kept as long as nothing is written.
        with django_assert_num_queries(queries):
            get(client, query)


# All values of one filter


def test_all_values_of_a_filter_stand_in_the_order_of_the_alphabet(client, uk):
    for name in ("Яворівська", "Єзупільська", "Ґанна", "Бучанська"):
        make_story(uk, community=make_community(name))
    answer = client.get("/uk/filters/community/")
    assert [(letter, [option.label for option in options]) for letter, options in answer.context["letters"]] == [
        ("Б", ["Бучанська громада"]), ("Ґ", ["Ґанна громада"]), ("Є", ["Єзупільська громада"]), ("Я", ["Яворівська громада"]),
    ]  # fmt: skip


def test_part_of_a_name_narrows_the_values_and_keeps_the_chosen_ones(client, uk):
    slugs = {name: make_community(name).slug for name in ("Яворівська", "Бучанська", "Ґанна")}
    for community in slugs.values():
        make_story(uk, community=make_community(slug=f"{community}-x"))
    make_story(uk, community=make_community("Підʼярківська", slug="pid"))
    answer = client.get("/uk/filters/community/", {"find": "підярк", "community": "pid", "status": "ongoing"})
    assert boxes(answer) == [("community", "pid", True)]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', answer.content.decode())
    assert hidden == [("community", "pid"), ("status", "ongoing"), ("status", "ongoing")]


@pytest.mark.parametrize(("name", "status"), [("tag", 200), ("month", 404), ("nothing", 404), ("q", 404)])
def test_only_filters_have_a_page_of_values(client, uk, name, status):
    assert client.get(f"/uk/filters/{name}/").status_code == status


# Suggestions


def test_suggestions_are_options_with_addresses_and_a_sentence_to_announce(client, uk):
    make_story(uk, title='<i>Ветеранський</i> "хаб"', slug="hub")
    html = client.get(reverse("suggest"), {"q": "вете"}).content.decode()
    assert re.findall(r'role="option" data-url="([^"]+)"', html) == ["/uk/stories/hub/"]
    assert ("<i>" in html, "1 підказка. Обирайте стрілками." in html) == (False, True)


@pytest.mark.parametrize("text", ["", "\x00", "***", "ы" * 100_000])
def test_nothing_is_suggested_for_a_text_without_a_word_that_anything_has(client, uk, text):
    answer = client.get(reverse("suggest"), {"q": text})
    assert (answer.status_code, answer.content.decode().count('role="option"')) == (200, 0)


# Figures


def test_figures_add_up_and_lead_to_their_stories(client, three, uk):
    make_story(uk, title="Давня", start_month=date(2020, 5, 1), is_ongoing=False)
    answer = client.get("/uk/figures/")
    found = answer.context["figures"]
    assert (found.stories, found.communities, found.regions, found.ongoing) == (4, 4, 2, 3)
    assert [(year.tally.label, year.tally.count, year.months[4], year.months[6]) for year in found.years] == [
        ("2020", 1, 1, 0), ("2021", 0, 0, 0), ("2022", 0, 0, 0), ("2023", 3, 0, 3),
    ]  # fmt: skip
    html = answer.content.decode()
    assert 'href="/uk/stories/?year=2020" aria-label="2020: 1 історія"' in html
    assert 'href="/uk/stories/?category=public-spaces" aria-label="Простори: 2 історії"' in html


def test_story_whose_month_nobody_knows_counts_in_its_year_alone(client, uk):
    make_story(uk, start_month=date(2021, 1, 1), start_month_known=False)
    (year,) = client.get("/uk/figures/").context["figures"].years
    assert (year.tally.count, year.unknown, sum(year.months)) == (1, 1, 0)


def test_figures_of_an_empty_catalogue_say_so(client, uk):
    assert "Тут ще немає жодної історії." in text_of(client.get("/uk/figures/"))


@pytest.mark.parametrize("count", [1, 3])
def test_figures_need_the_same_queries_for_1_and_3_stories(client, uk, count, django_assert_num_queries):
    fill(uk, count)
    client.get("/uk/figures/")
    with django_assert_num_queries(13):
        client.get("/uk/figures/")
