"""What templates ask for: numbers and words in the active language, pictures, the other language of a page."""

import re
from datetime import date

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from stories.domain.front_page import counted_regions
from stories.domain.renditions import make_renditions
from stories.templatetags.story_tags import language_links, picture, related_to, share_links_of
from tests.factories import (
    make_category,
    make_draft,
    make_image,
    make_region,
    make_story,
    picture_file,
    translate,
)

NBSP = "\u00a0"


def rendered(text, language="uk", **context):
    with translation.override(language):
        return Template("{% load story_tags %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("count", "uk_text", "en_text"),
    [
        (0, "0 історій", "0 stories"), (1, "1 історія", "1 story"), (2, "2 історії", "2 stories"),
        (5, "5 історій", "5 stories"), (11, "11 історій", "11 stories"), (21, "21 історія", "21 stories"),
        (112, "112 історій", "112 stories"), (1469, f"1{NBSP}469 історій", "1,469 stories"),
    ],
)  # fmt: skip
def test_stories_are_counted_with_the_right_ending(count, uk_text, en_text):
    assert rendered("{{ n|stories_counted }}", n=count) == uk_text
    assert rendered("{{ n|stories_counted }}", "en", n=count) == en_text


@pytest.mark.parametrize(
    ("text", "uk_text", "en_text"),
    [
        ("{{ n|figure }}", f"61{NBSP}000", "61,000"),
        ("{{ n|figure:'more_than' }}", f"понад 61{NBSP}000", "more than 61,000"),
        ("{{ day|month }}", "липень 2023", "July 2023"),
        ("{{ line|nbsp }}", f"Хаб у{NBSP}громаді", f"Хаб у{NBSP}громаді"),
    ],
)
def test_filter_speaks_the_active_language(text, uk_text, en_text):
    context = {"n": 61000, "day": date(2023, 7, 1), "line": "Хаб у громаді"}
    assert (rendered(text, "uk", **context), rendered(text, "en", **context)) == (uk_text, en_text)


def test_filters_leave_hostile_text_to_be_escaped():
    assert rendered("{{ line|nbsp }}", line="<b>у громаді") == "&lt;b&gt;у громаді"


# Drawings


def test_ornament_of_a_community_is_always_the_same_and_its_own():
    first, again, other = (
        rendered("{% ornament code %}", code=code)
        for code in ("UA46120270000090156", "UA46120270000090156", "UA80000000000093317")
    )
    assert (first.startswith("<svg"), first == again, first == other) == (True, True, False)


def test_ornament_of_a_hostile_code_is_a_drawing_all_the_same():
    for tag in ("ornament", "ornament_band"):
        drawing = rendered("{% " + tag + " code %}", code='"><script>alert(1)</script>')
        assert (drawing.startswith("<svg"), "<script" in drawing) == (True, False)


def test_map_names_each_region_with_its_count_and_leads_to_it(indexes):
    make_story(indexes["uk"])
    make_region("UA-63", "<b>Харківська</b>", "<b>Kharkiv</b>")
    drawing = rendered("{% region_map regions %}", regions=counted_regions("uk"))
    assert re.findall(r'href="(/[^"]+)"', drawing) == ["/uk/regions/UA-61/", "/uk/regions/UA-63/"]
    assert ("Тернопільська область: 1 історія" in drawing, "<b>" in drawing) == (True, False)


# Pictures


@pytest.fixture
def image(db, stored_files):
    image = make_image(
        file=picture_file(size=(1600, 1000)), alt_uk="Люди за столом", alt_en="People at a table"
    )
    make_renditions(image)
    return image


def test_picture_offers_small_formats_first_and_jpeg_to_all(image):
    html = rendered('{% picture image "gallery" sizes="50vw" %}', image=image)
    assert re.findall(r'<source type="([^"]+)"', html) == ["image/avif", "image/webp"]
    assert re.findall(r"(\w+) (\d+w)", html) == [
        (kind, width) for kind in ("avif", "webp", "jpg") for width in ("480w", "960w")
    ]
    assert re.findall(r'sizes="([^"]+)"', html) == ["50vw"] * 3
    assert re.search(r'<img src="[^"]+\.jpg"', html)


def test_picture_says_its_measures_so_that_nothing_jumps(image):
    assert re.findall(r'(width|height)="(\d+)"', rendered("{% picture image %}", image=image)) == [
        ("width", "640"), ("height", "400"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "loading"),
    [("card", 'loading="lazy"'), ("gallery", 'loading="lazy"'), ("hero", 'fetchpriority="high"')],
)
def test_picture_loads_late_unless_it_stands_at_the_head(image, size, loading):
    html = rendered("{% picture image size %}", image=image, size=size)
    assert [mark for mark in ('loading="lazy"', 'fetchpriority="high"') if mark in html] == [loading]


def test_small_picture_is_not_blown_up(db, stored_files):
    image = make_image(file=picture_file(size=(700, 500)))
    make_renditions(image, "hero")
    html = rendered('{% picture image "hero" %}', image=image)
    assert re.findall(r"\.jpg (\d+)w", html) == ["640", "700", "700"]


@pytest.mark.parametrize(("language", "alt"), [("uk", "Люди за столом"), ("en", "People at a table")])
def test_picture_is_described_in_the_active_language(image, language, alt):
    assert re.findall(r'alt="([^"]*)"', rendered("{% picture image %}", language, image=image)) == [alt]


def test_picture_beside_its_own_words_is_not_read_twice(image):
    assert 'alt=""' in rendered('{% picture image alt="" %}', image=image)


def test_hostile_description_stays_a_description(image):
    image.alt_uk = '"><script>alert(1)</script>'
    html = rendered("{% picture image %}", image=image)
    assert ("<script" in html, html.count("<img"), "&lt;script&gt;" in html) == (False, 1, True)


def test_no_picture_is_nothing():
    assert picture(Context(), None) == ""


def test_picture_without_a_single_size_says_what_it_would_show_and_makes_none(db, stored_files):
    image = make_image(alt_uk="Люди <за> столом")
    assert rendered("{% picture image %}", image=image) == (
        '<span class="picture-missing">Люди &lt;за&gt; столом</span>'
    )
    assert image.renditions.count() == 0


def test_picture_without_one_format_shows_the_others(image):
    image.renditions.filter(filter_spec__endswith="avif").delete()
    html = rendered('{% picture image "gallery" %}', image=image)
    assert re.findall(r'<source type="([^"]+)"', html) == ["image/webp"]
    image.renditions.filter(filter_spec__endswith="jpeg").delete()
    html = rendered('{% picture image "gallery" %}', image=image)
    assert re.findall(r'<img src="[^"]+\.(\w+)"', html) == ["webp"]


def test_picture_in_a_preview_is_made_on_the_spot(db, stored_files):
    request = RequestFactory().get("/")
    request.is_preview = True
    context = RequestContext(request, {"image": make_image()})
    html = Template("{% load story_tags %}{% picture image %}").render(context)
    assert re.findall(r"\.(\w+) \d+w", html) == ["avif", "webp", "jpg"]


# The same page in the other language


def links_at(path, language="uk", page=None):
    request = RequestFactory().get(path)
    with translation.override(language):
        request.resolver_match = resolve(request.path)
        links = language_links(Context({"request": request, "page": page}))
    return [(link.code, link.url, link.current, link.exists) for link in links]


def test_translated_page_leads_to_its_translation(indexes):
    story = make_story(indexes["uk"], slug="hromada")
    translate(story, indexes["en"], slug="community")
    assert links_at("/uk/stories/hromada/", page=story) == [
        ("uk", "/uk/stories/hromada/", True, True), ("en", "/en/stories/community/", False, True),
    ]  # fmt: skip


def test_story_without_a_published_translation_leads_to_the_page_that_says_so(indexes):
    story = make_story(indexes["uk"], slug="hromada")
    make_draft(indexes["en"], translation_key=story.translation_key, slug="community")
    assert links_at("/uk/stories/hromada/", page=story)[1] == ("en", "/en/stories/hromada/", False, False)


def test_plain_page_without_a_translation_leads_to_the_front_page(indexes):
    about = indexes["uk"].get_siblings().get(slug="about").specific
    about.get_translations().get().delete()
    assert links_at("/uk/about/", page=about)[1] == ("en", "/en/", False, False)


@pytest.mark.parametrize(
    ("path", "language", "other"),
    [
        ("/uk/regions/UA-61/", "uk", "/en/regions/UA-61/"), ("/en/contest/", "en", "/uk/contest/"),
        ("/uk/categories/?x=1", "uk", "/en/categories/?x=1"),
        ("/accounts/login/?next=/uk/", "uk", "/accounts/login/?next=/uk/&language=en"),
    ],
)  # fmt: skip
def test_other_address_is_the_same_one_in_the_other_language(path, language, other):
    assert [url for _code, url, current, _exists in links_at(path, language) if not current] == [other]


def test_languages_are_named_in_themselves():
    with translation.override("uk"):
        assert [link.name for link in language_links(Context({}))] == ["Українська", "English"]


def test_page_of_an_error_leads_to_the_front_pages():
    request = RequestFactory().get("/nowhere/")
    with translation.override("uk"):
        assert [link.url for link in language_links(Context({"request": request}))] == ["/nowhere/", "/en/"]


# Stories beside a story


def test_story_is_passed_on_with_its_full_address(uk):
    story = make_story(uk, slug="hub")
    assert f"u={'http%3A%2F%2Flocalhost%2Fuk%2Fstories%2Fhub%2F'}" in share_links_of(story)[3].url


def test_preview_of_a_new_story_has_no_neighbours(uk):
    story = make_draft(uk)
    story.pk = None
    assert related_to(story) == []


def test_neighbours_share_the_category(uk):
    category = make_category()
    story, neighbour = make_story(uk, category=category), make_story(uk, category=category)
    assert [row.story.pk for row in related_to(story)] == [neighbour.pk]
