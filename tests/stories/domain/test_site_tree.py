"""The site's own pages are made once, in both languages, and never over an editor's work."""

import pytest
from wagtail.models import Page, Site

from stories.domain.site_tree import ensure_site_tree
from stories.models import HomePage, StandardPage, StoryIndexPage

pytestmark = pytest.mark.django_db
KEYS = ["home", "stories", "about", "accessibility", "privacy"]
ALL = [f"{key} ({code})" for code in ("uk", "en") for key in KEYS]


def addresses():
    return sorted(page.url for page in Page.objects.live().filter(depth__gt=1).specific())


def about(code="uk"):
    return StandardPage.objects.get(slug="about", locale__language_code=code)


def test_every_page_is_made_in_both_languages_and_public(client):
    assert ensure_site_tree() == ALL
    assert addresses() == sorted(
        f"/{code}/{path}"
        for code in ("uk", "en")
        for path in ("", "stories/", "about/", "accessibility/", "privacy/")
    )
    assert {address: client.get(address).status_code for address in addresses()} == dict.fromkeys(
        addresses(), 200
    )


def test_each_page_is_a_translation_of_the_other():
    ensure_site_tree()
    for page in Page.objects.filter(depth__gt=1, locale__language_code="uk"):
        assert [other.locale.language_code for other in page.get_translations()] == ["en"]


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("uk", ["Стійкі громади", "Історії", "Про каталог"]),
        ("en", ["Resilient Communities", "Stories", "About the catalogue"]),
    ],
)
def test_pages_have_their_titles_and_texts_in_their_language(code, titles):
    ensure_site_tree()
    models = (HomePage, StoryIndexPage)
    found = [model.objects.get(locale__language_code=code).title for model in models]
    assert [*found, about(code).title] == titles
    assert [len(page.sections) > 0 for page in StandardPage.objects.filter(locale__language_code=code)] == [
        True
    ] * 3


def test_stock_page_gives_way_and_the_site_opens_at_ours():
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["home"]
    ensure_site_tree()
    assert [(page.slug, page.specific_class) for page in Page.objects.filter(depth=2)] == [
        ("home", HomePage), ("home-en", HomePage),
    ]  # fmt: skip
    site = Site.objects.get()
    assert (site.root_page.specific, site.is_default_site) == (HomePage.objects.get(slug="home"), True)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", 8000),
        ("https://hromady.example", "hromady.example", 443),
        ("http://localhost", "localhost", 80),
    ],
)
def test_site_has_the_address_of_the_settings(settings, address, host, port):
    settings.SITE_URL = address
    ensure_site_tree()
    assert [(site.hostname, site.port) for site in Site.objects.all()] == [(host, port)]


def test_second_time_makes_nothing():
    ensure_site_tree()
    before = list(Page.objects.order_by("pk").values("pk", "title", "latest_revision", "live", "path"))
    assert ensure_site_tree() == []
    assert (
        list(Page.objects.order_by("pk").values("pk", "title", "latest_revision", "live", "path")) == before
    )


def test_page_that_an_editor_changed_moved_or_unpublished_stays_so():
    ensure_site_tree()
    page = about()
    page.title, page.slug = "Хто ми", "khto-my"
    page.save_revision().publish()
    StandardPage.objects.get(slug="privacy", locale__language_code="uk").unpublish()
    assert ensure_site_tree() == []
    assert (StandardPage.objects.get(pk=page.pk).title, about("en").title) == (
        "Хто ми",
        "About the catalogue",
    )
    assert StandardPage.objects.get(slug="privacy", locale__language_code="uk").live is False


def test_page_that_an_editor_deleted_is_not_made_again():
    ensure_site_tree()
    about().delete()
    assert ensure_site_tree() == []
    assert list(
        StandardPage.objects.filter(slug="about").values_list("locale__language_code", flat=True)
    ) == ["en"]


def test_language_whose_front_page_was_deleted_is_left_alone():
    ensure_site_tree()
    HomePage.objects.get(locale__language_code="en").delete()
    assert ensure_site_tree() == []
    assert Page.objects.filter(locale__language_code="en", depth__gt=1).count() == 0


def test_site_settings_of_an_administrator_stay(settings):
    ensure_site_tree()
    Site.objects.update(site_name="Назва адміністратора")
    ensure_site_tree()
    assert [site.site_name for site in Site.objects.all()] == ["Назва адміністратора"]


def test_stock_page_with_pages_below_it_is_not_thrown_away():
    stock = Page.objects.get(depth=2)
    stock.add_child(instance=Page(title="Чернетка", slug="x"))
    assert ensure_site_tree() == ALL
    assert Page.objects.filter(pk=stock.pk).exists() is True
    assert Site.objects.get().root_page.slug == "home-2"
