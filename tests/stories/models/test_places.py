"""Names of regions and communities in both languages, and what their rows must keep."""

import pytest
from django.db import IntegrityError
from django.utils import translation

from stories.enums import CommunityKind
from stories.models import CommunityAlias, Region
from tests import factories

pytestmark = pytest.mark.django_db


def make_kyiv():
    return factories.make_community("Київ", "Київ", kind=CommunityKind.CAPITAL, slug="kyiv")


@pytest.mark.parametrize(("language", "name"), [("uk", "Тернопільська"), ("en", "Ternopil")])
def test_community_is_named_by_its_adjective_in_ukrainian_and_its_centre_in_english(language, name):
    with translation.override(language):
        assert factories.make_community().name == name


@pytest.mark.parametrize(
    ("language", "display_name", "official_name"),
    [
        ("uk", "Тернопільська громада", "Тернопільська міська територіальна громада"),
        ("en", "Ternopil community", "Ternopilska urban territorial community"),
    ],
)
def test_community_in_full(language, display_name, official_name):
    community = factories.make_community()
    with translation.override(language):
        assert (community.display_name, community.official_name) == (display_name, official_name)


@pytest.mark.parametrize(
    ("kind", "official_name"),
    [
        (CommunityKind.URBAN, "Ternopilska urban territorial community"),
        (CommunityKind.SETTLEMENT, "Ternopilska settlement territorial community"),
        (CommunityKind.RURAL, "Ternopilska rural territorial community"),
    ],
)
def test_official_name_says_the_kind(kind, official_name):
    with translation.override("en"):
        assert factories.make_community(kind=kind).official_name == official_name


@pytest.mark.parametrize(("language", "name"), [("uk", "Київ"), ("en", "Kyiv")])
def test_capital_is_called_by_its_name_alone(language, name):
    with translation.override(language):
        kyiv = make_kyiv()
        assert (kyiv.name, kyiv.display_name) == (name, name)


def test_region_is_named_in_the_active_language():
    region = factories.make_region()
    with translation.override("uk"):
        assert str(region) == "Тернопільська область"
    with translation.override("en"):
        assert str(region) == "Ternopil region"


def test_region_code_must_be_one_of_ukraine():
    with pytest.raises(IntegrityError, match="region_code_is_an_iso_code_of_ukraine"):
        Region.objects.create(code="PL-06", katottg="PL06", name_uk="Люблінське", name_en="Lublin")


@pytest.mark.parametrize(("language", "names"), [("uk", ["Тарнополь"]), ("en", ["Tarnopol"])])
def test_former_names_are_in_the_active_language(language, names):
    community = factories.make_community()
    CommunityAlias.objects.create(community=community, name_uk="Тарнополь", name_en="Tarnopol")
    with translation.override(language):
        assert community.former_names == names


def test_community_has_each_former_name_once():
    community = factories.make_community()
    CommunityAlias.objects.create(community=community, name_uk="Тарнополь", name_en="Tarnopol")
    with pytest.raises(IntegrityError):
        CommunityAlias.objects.create(community=community, name_uk="Тарнополь", name_en="Ternopol")


def test_saving_a_community_rebuilds_what_it_is_found_by():
    community = factories.make_community("Кам’янська", "Кам’янка")
    assert community.search_text == "камянська\nкамянка\nkamianska\nkamianka"
    CommunityAlias.objects.create(community=community, name_uk="Нове-Село", name_en="Nove-Selo")
    community.centre_en = "Kamianka-on-Sea"
    community.save(update_fields=["centre_en"])
    community.refresh_from_db()
    assert community.search_text == "камянська\nкамянка\nkamianska\nkamianka on sea\nнове село\nnove selo"


def test_saving_one_name_keeps_the_order_in_step():
    community = factories.make_community("Ялтинська", "Ялта")
    before = community.ordering
    community.name_uk = "Алуштинська"
    community.save(update_fields=["name_uk"])
    community.refresh_from_db()
    assert community.ordering < before
