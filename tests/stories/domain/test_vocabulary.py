"""The vocabularies are added where they are missing, and stay as editors have them."""

import pytest

from stories.domain.story_files import NamedRow
from stories.domain.vocabulary import add_organisations, add_tags, load_vocabulary
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    DevelopmentGoal,
    Edition,
    Organisation,
    StoryTag,
)

pytestmark = pytest.mark.django_db
BILINGUAL = [Category, Challenge, BeneficiaryGroup, DevelopmentGoal, Edition, Organisation]


def counts():
    return {model.__name__: model.objects.count() for model in BILINGUAL}


def test_vocabulary_is_whole():
    load_vocabulary()
    assert counts() == {
        "Category": 4, "Challenge": 16, "BeneficiaryGroup": 14, "DevelopmentGoal": 17, "Edition": 1, "Organisation": 3,
    }  # fmt: skip
    assert list(Category.objects.values_list("slug", "special_award")) == [
        ("open-government", True), ("youth-engagement", False), ("public-spaces", False), ("recovery-and-development", False),
    ]  # fmt: skip
    assert list(DevelopmentGoal.objects.values_list("number", flat=True)) == list(range(1, 18))


def test_every_row_has_a_name_of_its_own_in_both_languages():
    load_vocabulary()
    for model in BILINGUAL:
        for name in ("name_uk", "name_en"):
            names = list(model.objects.values_list(name, flat=True))
            assert ("" in names, len(set(names))) == (False, len(names))


def test_edition_comes_with_its_facts_and_its_organisers_in_order():
    edition = load_vocabulary()
    assert (edition.slug, edition.number, edition.applications, edition.communities) == ("second", 2, 112, 82)
    assert [(row.organisation.slug, row.role) for row in edition.organisers.order_by("sort_order")] == [
        ("association-of-ukrainian-cities", "organiser"), ("congress-of-local-and-regional-authorities", "organiser"),
        ("secretariat-of-the-cabinet-of-ministers", "supporter"),
    ]  # fmt: skip


def test_second_time_adds_nothing():
    first = load_vocabulary()
    before = counts()
    assert (load_vocabulary(), counts()) == (first, before)
    assert first.organisers.count() == 3


def test_what_an_editor_changed_stays():
    edition = load_vocabulary()
    Category.objects.filter(slug="public-spaces").update(name_uk="Місця для людей", position=9)
    Challenge.objects.filter(slug="housing").update(name_en="Homes")
    edition.organisers.get(organisation__slug="association-of-ukrainian-cities").delete()
    load_vocabulary()
    assert Category.objects.values_list("name_uk", "position").get(slug="public-spaces") == (
        "Місця для людей",
        9,
    )
    assert Challenge.objects.get(slug="housing").name_en == "Homes"
    assert Edition.objects.get().organisers.count() == 2


def test_what_an_editor_added_stays_beside_it():
    Challenge.objects.create(slug="water", name_uk="Вода", name_en="Water")
    load_vocabulary()
    assert Challenge.objects.count() == 17


def test_category_deleted_by_mistake_comes_back():
    load_vocabulary()
    Category.objects.get(slug="public-spaces").delete()
    load_vocabulary()
    assert Category.objects.filter(slug="public-spaces").count() == 1


def test_organisations_are_added_once_and_keep_an_editors_name():
    rows = (
        NamedRow("council", "Рада", "Council", "authority"),
        NamedRow("school", "Школа", "School", "education"),
    )
    add_organisations(rows)
    Organisation.objects.filter(slug="council").update(name_en="Youth Council")
    add_organisations(rows)
    assert list(Organisation.objects.order_by("slug").values_list("slug", "name_en", "sector")) == [
        ("council", "Youth Council", "authority"), ("school", "School", "education"),
    ]  # fmt: skip


def test_tags_are_added_once_and_keep_an_editors_name():
    rows = (NamedRow("hub", "хаб", "hub", ""),)
    add_tags(rows)
    StoryTag.objects.update(name="простір")
    add_tags(rows)
    assert list(StoryTag.objects.values_list("slug", "name", "name_en")) == [("hub", "простір", "hub")]
