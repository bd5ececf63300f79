"""Communities that were renamed: same row, same address, found by both names."""

import pytest

from stories.domain.community_notes import CommunityNotes
from stories.domain.register import LoadSummary, Renaming
from stories.models import Community, CommunityAlias
from tests.stories.domain.register_samples import (
    CHERVONOHRAD,
    TERNOPIL,
    TERNOPIL_REGION,
    community,
    row,
    small_register,
)

pytestmark = pytest.mark.django_db
RENAMED = ("Шептицька", "Шептицький")


def aliases_of(code):
    return list(CommunityAlias.objects.filter(community__code=code).values_list("name_uk", "name_en"))


def test_renamed_community_keeps_its_row_and_its_address(load_rows):
    load_rows(small_register())
    before = Community.objects.get(code=CHERVONOHRAD)
    assert load_rows(small_register(chervonohrad=RENAMED)) == LoadSummary(
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
def test_renamed_community_is_found_by_both_names(load_rows, query):
    load_rows(small_register())
    load_rows(small_register(chervonohrad=RENAMED))
    assert [found.code for found in Community.objects.named_like(query)] == [CHERVONOHRAD]


def test_centre_renamed_alone_gives_one_former_name(load_rows):
    load_rows(small_register())
    load_rows(small_register(chervonohrad=("Червоноградська", "Шептицький")))
    assert aliases_of(CHERVONOHRAD) == [("Червоноград", "Chervonohrad")]


def test_name_taken_back_is_no_former_name(load_rows):
    load_rows(small_register())
    load_rows(small_register(chervonohrad=RENAMED))
    load_rows(small_register())
    assert aliases_of(CHERVONOHRAD) == [("Шептицька", "Sheptytska"), ("Шептицький", "Sheptytskyi")]
    assert Community.objects.get(code=CHERVONOHRAD).slug == "chervonohrad"


def test_another_apostrophe_renames_nothing(load_rows):
    rows = [
        row("O", "Тернопільська", TERNOPIL_REGION),
        *community(TERNOPIL, "Кам’янська", "Кам’янка", region=TERNOPIL_REGION),
    ]
    load_rows(rows)
    typed = [tuple(cell and cell.replace("’", "'") for cell in cells) for cells in rows]
    assert load_rows(typed) == LoadSummary(regions=1, unchanged=1)


def test_english_name_of_an_editor_outlives_a_renaming_and_is_told(load_rows):
    load_rows(small_register())
    Community.objects.filter(code=CHERVONOHRAD).update(centre_en="Krystynopol")
    summary = load_rows(small_register(chervonohrad=RENAMED))
    assert [renaming.english_kept for renaming in summary.renamed] == [True]
    renamed = Community.objects.get(code=CHERVONOHRAD)
    assert (renamed.name_en, renamed.centre_en) == ("Sheptytska", "Krystynopol")


def test_former_names_of_the_notes_are_added_once(load_rows):
    notes = CommunityNotes(
        former={CHERVONOHRAD: ["Кристинопільська", "Кристинопіль", "кристинопіль", "Червоноград"]}
    )
    load_rows(small_register(), notes=notes)
    assert load_rows(small_register(), notes=notes) == LoadSummary(regions=3, unchanged=3)
    assert aliases_of(CHERVONOHRAD) == [
        ("Кристинопільська", "Krystynopilska"),
        ("Кристинопіль", "Krystynopil"),
    ]
    assert [found.code for found in Community.objects.named_like("Krystynopil")] == [CHERVONOHRAD]


def test_former_name_that_is_both_noted_and_found_stands_once(load_rows):
    load_rows(small_register())
    notes = CommunityNotes(former={CHERVONOHRAD: ["Червоноградська", "Червоноград"]})
    load_rows(small_register(chervonohrad=RENAMED), notes=notes)
    assert aliases_of(CHERVONOHRAD) == [
        ("Червоноградська", "Chervonohradska"),
        ("Червоноград", "Chervonohrad"),
    ]


def test_notes_on_a_community_that_another_file_lacks_are_told(load_rows):
    notes = CommunityNotes(former={"UA07020010000096841": ["Володимир-Волинська"]})
    assert load_rows(small_register(), notes=notes) == LoadSummary(
        regions=3, added=3, notes_skipped=["UA07020010000096841"]
    )
