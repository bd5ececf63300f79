"""Finding communities and counting their stories."""

import pytest
from django.utils import translation

from stories.models import Community, CommunityAlias, Region
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def communities():
    """Four communities, one of them renamed."""
    made = {
        centre: factories.make_community(name, centre)
        for name, centre in [
            ("Тернопільська", "Тернопіль"),
            ("Кам’янська", "Кам’янка"),
            ("Тур’є-Реметівська", "Тур’ї Ремети"),
            ("Шептицька", "Шептицький"),
        ]
    }
    renamed = made["Шептицький"]
    CommunityAlias.objects.create(community=renamed, name_uk="Червоноград", name_en="Chervonohrad")
    renamed.save()
    return made


def centres_like(query):
    return [community.centre_uk for community in Community.objects.named_like(query)]


@pytest.mark.parametrize(
    ("query", "centre"),
    [
        ("Тернопіль", "Тернопіль"),
        ("ТЕРНОПІЛЬ", "Тернопіль"),
        ("  терноп ", "Тернопіль"),
        ("Ternopil", "Тернопіль"),
        ("рнопіл", "Тернопіль"),
        ("кам'ян", "Кам’янка"),
        ("камʼян", "Кам’янка"),
        ("кам`ян", "Кам’янка"),
        ("камян", "Кам’янка"),
        ("Kamianka", "Кам’янка"),
        ("тур'є реметівська", "Тур’ї Ремети"),
        ("turi-remety", "Тур’ї Ремети"),
        ("Червоноград", "Шептицький"),
        ("chervonohrad", "Шептицький"),
        ("шептицький", "Шептицький"),
    ],
)
def test_community_is_found_however_its_name_is_typed(communities, query, centre):
    assert centres_like(query) == [centre]


@pytest.mark.parametrize("query", ["%", "_", "\\", "тернопіль кам", "Ґ", "терно%іль"])
def test_query_that_is_no_part_of_a_name_finds_nothing(communities, query):
    assert centres_like(query) == []


@pytest.mark.parametrize("query", ["", "   ", "’", "-", "\x00"])
def test_query_without_letters_finds_all(communities, query):
    assert set(centres_like(query)) == set(communities)


def test_names_that_begin_with_the_query_come_first():
    for name, centre in [("Великогаївська", "Великі Гаї"), ("Гаївська", "Гаї"), ("Абрикосівська", "Гай")]:
        factories.make_community(name, centre)
    assert centres_like("гаї") == ["Гаї", "Великі Гаї"]
    assert centres_like("га") == ["Гай", "Гаї", "Великі Гаї"]


def test_namesakes_come_in_the_order_of_their_codes():
    second = factories.make_community("Нова", "Нове", code="UA61040000000000002")
    first = factories.make_community("Нова", "Нове", code="UA61040000000000001")
    assert list(Community.objects.named_like("нов")) == [first, second]


def test_listing_communities_with_their_regions_asks_one_query(communities, django_assert_num_queries):
    with django_assert_num_queries(1), translation.override("uk"):
        regions = {community.region.name for community in Community.objects.with_region()}
    assert regions == {"Тернопільська область"}


def test_regions_are_listed_in_ukrainian_order():
    names = ["Ялтинська", "Їжаківська", "Ґалаґанська", "Єлисаветська", "Гайська"]
    for number, name in enumerate(names, start=10):
        factories.make_region(f"UA-{number}", name, name)
    assert [region.name_uk for region in Region.objects.all()] == [
        "Гайська",
        "Ґалаґанська",
        "Єлисаветська",
        "Їжаківська",
        "Ялтинська",
    ]
