"""Bringing the database in step with the register."""

import pytest
from django.db.models import Max

from stories.domain.community_notes import CommunityNotes
from stories.domain.register import LoadSummary, Renaming, load_communities
from stories.enums import CommunityKind
from stories.errors import RegisterError
from stories.models import Community, CommunityAlias, Region
from tests.stories.domain.register_samples import (
    CHERVONOHRAD,
    KYIV,
    LVIV_REGION,
    TERNOPIL,
    TERNOPIL_REGION,
    community,
    row,
    small_register,
    write_xlsx,
)

pytestmark = pytest.mark.django_db
NO_NOTES = CommunityNotes()
RENAMED = ("Шептицька", "Шептицький")


@pytest.fixture
def load(tmp_path):
    """Load a register of the given rows, without notes unless given."""

    def load_rows(rows, *, notes=NO_NOTES, **options):
        return load_communities(write_xlsx(tmp_path / "register.xlsx", rows), notes=notes, **options)

    return load_rows


def aliases_of(code):
    return list(CommunityAlias.objects.filter(community__code=code).values_list("name_uk", "name_en"))


def test_first_load_adds_regions_and_communities(load):
    assert load(small_register()) == LoadSummary(regions=3, added=3)
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


def test_capital_is_a_community_of_its_own_region(load):
    load(small_register())
    kyiv = Community.objects.get(code=KYIV)
    assert (kyiv.name_uk, kyiv.centre_en, kyiv.slug) == ("Київ", "Kyiv", "kyiv")
    assert (kyiv.kind, kyiv.region.code) == (CommunityKind.CAPITAL, "UA-30")


def test_bulk_rows_have_the_columns_that_saving_one_would_give(load):
    load(small_register(), notes=CommunityNotes(former={TERNOPIL: ["Тарнопольська"]}))
    for held in [*Community.objects.all(), *Region.objects.all()]:
        before = (held.ordering, getattr(held, "search_text", ""))
        held.save()
        held.refresh_from_db()
        assert (held.ordering, getattr(held, "search_text", "")) == before


def test_second_load_changes_nothing(load):
    load(small_register())
    rows = list(Community.objects.order_by("pk").values())
    assert load(small_register()) == LoadSummary(regions=3, unchanged=3)
    assert list(Community.objects.order_by("pk").values()) == rows


def test_renamed_community_keeps_its_row_and_its_address(load):
    load(small_register())
    before = Community.objects.get(code=CHERVONOHRAD)
    assert load(small_register(chervonohrad=RENAMED)) == LoadSummary(
        regions=3,
        renamed=[
            Renaming(
                CHERVONOHRAD, "Червоноградська (Червоноград)", "Шептицька (Шептицький)", english_kept=False
            )
        ],
        unchanged=2,
    )
    after = Community.objects.get(code=CHERVONOHRAD)
    assert (after.pk, after.slug) == (before.pk, "chervonohrad")
    assert (after.name_uk, after.name_en) == ("Шептицька", "Sheptytska")
    assert (after.centre_uk, after.centre_en) == ("Шептицький", "Sheptytskyi")
    assert aliases_of(CHERVONOHRAD) == [
        ("Червоноградська", "Chervonohradska"),
        ("Червоноград", "Chervonohrad"),
    ]


@pytest.mark.parametrize("query", ["Червоноград", "червоноград", "Chervonohrad", "chervonohradska", "Шептиц"])
def test_renamed_community_is_found_by_both_names(load, query):
    load(small_register())
    load(small_register(chervonohrad=RENAMED))
    assert [found.code for found in Community.objects.named_like(query)] == [CHERVONOHRAD]


def test_centre_renamed_alone_gives_one_former_name(load):
    load(small_register())
    load(small_register(chervonohrad=("Червоноградська", "Шептицький")))
    assert aliases_of(CHERVONOHRAD) == [("Червоноград", "Chervonohrad")]


def test_name_taken_back_is_no_former_name(load):
    load(small_register())
    load(small_register(chervonohrad=RENAMED))
    load(small_register())
    assert aliases_of(CHERVONOHRAD) == [("Шептицька", "Sheptytska"), ("Шептицький", "Sheptytskyi")]
    assert Community.objects.get(code=CHERVONOHRAD).slug == "chervonohrad"


def test_another_apostrophe_renames_nothing(load):
    rows = [
        row("O", "Тернопільська", TERNOPIL_REGION),
        *community(TERNOPIL, "Кам’янська", "Кам’янка", region=TERNOPIL_REGION),
    ]
    load(rows)
    typed = [tuple(cell and cell.replace("’", "'") for cell in cells) for cells in rows]
    assert load(typed) == LoadSummary(regions=1, unchanged=1)


def test_what_editors_wrote_stays(load):
    load(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    Community.objects.filter(code=TERNOPIL).update(
        is_occupied=False, name_en="Tarnopol", centre_en="Tarnopol"
    )
    load(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    ternopil = Community.objects.get(code=TERNOPIL)
    assert (ternopil.is_occupied, ternopil.name_en, ternopil.centre_en) == (False, "Tarnopol", "Tarnopol")


def test_english_name_of_an_editor_outlives_a_renaming_and_is_told(load):
    load(small_register())
    Community.objects.filter(code=CHERVONOHRAD).update(centre_en="Krystynopol")
    summary = load(small_register(chervonohrad=RENAMED))
    assert [renaming.english_kept for renaming in summary.renamed] == [True]
    renamed = Community.objects.get(code=CHERVONOHRAD)
    assert (renamed.name_en, renamed.centre_en) == ("Sheptytska", "Krystynopol")


def test_occupation_is_marked_on_the_first_load(load):
    load(small_register(), notes=CommunityNotes(occupied=frozenset({TERNOPIL})))
    assert list(Community.objects.filter(is_occupied=True).values_list("code", flat=True)) == [TERNOPIL]


def test_former_names_of_the_notes_are_added_once(load):
    notes = CommunityNotes(
        former={CHERVONOHRAD: ["Кристинопільська", "Кристинопіль", "кристинопіль", "Червоноград"]}
    )
    load(small_register(), notes=notes)
    assert load(small_register(), notes=notes) == LoadSummary(regions=3, unchanged=3)
    assert aliases_of(CHERVONOHRAD) == [
        ("Кристинопільська", "Krystynopilska"),
        ("Кристинопіль", "Krystynopil"),
    ]
    assert [found.code for found in Community.objects.named_like("Krystynopil")] == [CHERVONOHRAD]


def test_former_name_that_is_both_noted_and_found_stands_once(load):
    load(small_register())
    notes = CommunityNotes(former={CHERVONOHRAD: ["Червоноградська", "Червоноград"]})
    load(small_register(chervonohrad=RENAMED), notes=notes)
    assert aliases_of(CHERVONOHRAD) == [
        ("Червоноградська", "Chervonohradska"),
        ("Червоноград", "Chervonohrad"),
    ]


def test_notes_on_a_community_that_another_file_lacks_are_told(load):
    notes = CommunityNotes(former={"UA07020010000096841": ["Володимир-Волинська"]})
    assert load(small_register(), notes=notes) == LoadSummary(
        regions=3, added=3, notes_skipped=["UA07020010000096841"]
    )


def test_kind_follows_the_register(load):
    load(small_register())
    rows = small_register()
    rows[3] = (*rows[3][:5], "C", rows[3][6])
    assert load(rows) == LoadSummary(regions=3, changed=1, unchanged=2)
    assert Community.objects.get(code=TERNOPIL).kind == CommunityKind.RURAL


def test_region_s_name_and_code_follow_the_register(load):
    load(small_register())
    Region.objects.filter(code="UA-61").update(
        name_uk="Стара область", katottg="UA61", name_en="Tarnopol region"
    )
    load(small_register())
    region = Region.objects.get(code="UA-61")
    assert (region.name_uk, region.katottg) == ("Тернопільська область", TERNOPIL_REGION)
    assert region.name_en == "Tarnopol region"


def test_community_that_left_the_register_is_kept_and_comes_back(load):
    load(small_register())
    without_chervonohrad = [cells for cells in small_register() if CHERVONOHRAD not in cells]
    assert load(without_chervonohrad) == LoadSummary(
        regions=3, unchanged=2, gone=[f"Червоноградська ({CHERVONOHRAD})"]
    )
    assert Community.objects.get(code=CHERVONOHRAD).in_register is False
    assert load(without_chervonohrad) == LoadSummary(regions=3, unchanged=2)
    assert load(small_register()) == LoadSummary(regions=3, changed=1, unchanged=2)
    assert Community.objects.get(code=CHERVONOHRAD).in_register is True


def test_new_namesake_gets_an_address_of_its_own(load):
    load(small_register())
    rows = [
        *small_register(),
        *community("UA46120010000017158", "Київська", "Київ", category="C", region=LVIV_REGION),
    ]
    assert load(rows) == LoadSummary(regions=3, added=1, unchanged=3)
    assert list(Community.objects.order_by("pk").values_list("slug", flat=True)) == [
        "chervonohrad",
        "ternopil",
        "kyiv",
        "kyiv-lviv",
    ]


def test_file_with_fewer_than_half_of_the_communities_is_refused(load):
    load(small_register())
    kyiv_alone = [row("K", "Київ", KYIV)]
    with pytest.raises(RegisterError) as caught:
        load(kyiv_alone)
    assert caught.value.faults == [
        "the file has 1 communities and the database 3: fewer than half, so the file may be broken"
    ]
    assert Community.objects.filter(in_register=True).count() == 3
    assert len(load(kyiv_alone, accept_shrinking=True).gone) == 2
    assert Community.objects.filter(in_register=True).count() == 1
    assert Community.objects.count() == 3


def test_faulty_file_loads_nothing(load):
    with pytest.raises(RegisterError):
        load([*small_register(), row("Z", "Щось", LVIV_REGION)])
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
    load, django_assert_num_queries, number
):
    with django_assert_num_queries(6):
        load(villages(number, name="Стара"))
    with django_assert_num_queries(8):
        load(villages(number, name="Нова"))
    with django_assert_num_queries(5):
        load(villages(number, name="Нова"))


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
    newest = Community.objects.aggregate(Max("pk"))
    with django_assert_max_num_queries(10):
        assert load_communities() == LoadSummary(regions=27, unchanged=1773)
    assert Community.objects.aggregate(Max("pk")) == newest
