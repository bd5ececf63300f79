"""Stories out of a file: drafts only, all or nothing, never over anybody's work."""

from io import StringIO

import pytest
from django.core.management import call_command

from stories.domain.exchange.importing import import_stories
from stories.domain.publishing import Outcome
from stories.domain.safety import authors_of, record_published_before, stories_awaiting_review
from stories.models import Category, Organisation, SeededPage, StoryPage, StoryTag
from tests.factories import make_organisation, make_user
from tests.stories.domain.exchange.samples import (
    CODE,
    good_story,
    make_places,
    write_csv,
    write_json,
    write_xlsx,
)

WRITERS = {"json": write_json, "csv": write_csv, "xlsx": write_xlsx}


@pytest.fixture
def places(indexes):
    make_places()


def run(path, *stories, **options):
    kind = path.suffix.removeprefix(".")
    return import_stories(WRITERS[kind](path, *stories), **{"apply": True, **options})


def story(language="uk"):
    return StoryPage.objects.get(locale__language_code=language)


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_story_becomes_a_draft_in_each_language(places, tmp_path, kind):
    report = run(tmp_path / f"a.{kind}", good_story())
    assert (report.stories, dict(report.outcomes)) == (1, {Outcome.ADDED: 2})
    uk, en = story(), story("en")
    assert [(page.live, page.first_published_at, page.is_reviewed()) for page in (uk, en)] == [
        (False, None, False)
    ] * 2
    assert (uk.slug, en.slug, uk.period, uk.lead_community.code) == (
        "hub",
        "hub",
        "жовтень 2023 — триває",
        CODE,
    )
    assert [block.value.source for block in uk.challenge] == ["<p>Не було де зібратися.</p><p>Зовсім.</p>"]
    assert [(tag.name, tag.name_en) for tag in uk.tags.all()] == [("хаб", "hub"), ("молодь", "youth")]
    assert [(row.organisation.name_uk, row.role) for row in uk.partners.all()] == [("Міська рада", "lead")]
    (figure,) = en.indicators
    assert (figure.value["value"], figure.value["label"], figure.value["qualifier"]) == (
        100000,
        "from the budget",
        "exact",
    )
    assert list(uk.get_translations()) == [en]
    assert uk.stages[0].id == en.stages[0].id
    assert sorted(page.pk for page in stories_awaiting_review()) == sorted([uk.pk, en.pk])


def test_rehearsal_reports_the_same_and_changes_nothing(places, tmp_path):
    report = run(tmp_path / "a.json", good_story(), apply=False)
    assert (dict(report.outcomes), [row.slug for row in report.organisations], report.applied) == (
        {Outcome.ADDED: 2}, ["city-council"], False,
    )  # fmt: skip
    counts = [model.objects.count() for model in (StoryPage, Organisation, StoryTag, SeededPage)]
    assert counts == [0, 0, 0, 0]


def test_story_in_one_language_has_one_page(places, tmp_path):
    story_uk = good_story(
        title_en=None, summary_en=None, challenge_en=None, tags_en=None, stages=None, indicators=None
    )
    assert dict(run(tmp_path / "a.json", story_uk).outcomes) == {Outcome.ADDED: 1}
    assert (story().original_language, StoryPage.objects.count()) == ("uk", 1)


def test_second_import_updates_an_untouched_draft_and_nothing_else(places, tmp_path):
    run(tmp_path / "a.json", good_story())
    assert dict(run(tmp_path / "a.json", good_story()).outcomes) == {Outcome.UNCHANGED: 2}
    changed = good_story(title_uk="Хаб для всіх")
    assert dict(run(tmp_path / "a.json", changed).outcomes) == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
    assert (story().title, story().draft_title, story().live) == ("Хаб для всіх", "Хаб для всіх", False)
    assert StoryPage.objects.count() == 2


def test_what_people_did_since_stays(places, tmp_path):
    run(tmp_path / "a.json", good_story(), good_story(key="two"), good_story(key="three"))
    pages = {page.slug: page for page in StoryPage.objects.filter(locale__language_code="uk")}
    pages["hub"].title = "Назва редактора"
    pages["hub"].save_revision(user=make_user())
    revision = pages["two"].save_revision()
    record_published_before(pages["two"])
    revision.publish()
    pages["three"].delete()
    changed = [good_story(key=key, title_uk="Нова назва") for key in ("hub", "two", "three")]
    report = run(tmp_path / "a.json", *changed)
    assert report.left_alone == [
        ("hub", "uk", Outcome.EDITED), ("two", "uk", Outcome.PUBLISHED), ("three", "uk", Outcome.DELETED),
    ]  # fmt: skip
    assert "Нова назва" not in StoryPage.objects.values_list("draft_title", flat=True)


def test_known_organisations_and_tags_are_found_by_key_or_name(places, tmp_path):
    council = make_organisation("City Council", "Міська рада", slug="rada")
    StoryTag.objects.create(slug="hub", name="Хаб", name_en="hub")
    partners = [
        {"name_uk": "МІСЬКА РАДА", "role": "lead"},
        {"organisation": "new", "name_uk": "Нова", "sector": "Бізнес"},
    ]
    report = run(tmp_path / "a.json", good_story(partners=partners))
    assert [str(row) for row in report.organisations] == ["Нова (new)"]
    assert [str(row) for row in report.tags] == ["молодь (youth)"]
    assert [row.organisation.slug for row in story().partners.all()] == [council.slug, "new"]


def test_one_new_organisation_of_two_stories_is_added_once(places, tmp_path):
    report = run(tmp_path / "a.json", good_story(), good_story(key="two"))
    assert [row.slug for row in report.organisations] == ["city-council"]
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "Тернопільська міська територіальна громада", "тернопіль", "Ternopil", "Тернопільська (Тернопільська область)",
        f"Тернопільська громада, Тернопільська область, {CODE}",
    ],
)  # fmt: skip
def test_community_is_found_by_its_names(places, tmp_path, name):
    run(tmp_path / "a.json", good_story(community=name, category="Публічні простори"))
    assert (story().lead_community.code, story().category.slug) == (CODE, "public-spaces")


def test_who_imports_is_the_author_and_cannot_review(places, tmp_path):
    person = make_user()
    run(tmp_path / "a.json", good_story(), by=person)
    assert authors_of(story()) == {person.pk}


def test_hostile_text_stays_text(places, tmp_path):
    words = "<script>alert(1)</script> [а](https://x.org/\"onload=) {{ х }} '; DROP TABLE"
    run(tmp_path / "a.json", good_story(title_uk=words, challenge_uk=words))
    assert story().title == words
    assert "<script>" not in story().challenge[0].value.source
    assert (
        "%22onload" in story().challenge[0].value.source
        or "&quot;onload" in story().challenge[0].value.source
    )


def test_empty_site_gets_its_pages_and_vocabularies(db, tmp_path):
    call_command("load_communities", stdout=StringIO())
    run(tmp_path / "a.json", good_story(community="UA61040490000035010"))
    assert (StoryPage.objects.count(), Category.objects.filter(slug="public-spaces").count()) == (2, 1)


def test_one_fault_late_in_the_file_imports_nothing(places, tmp_path):
    with pytest.raises(Exception, match="історія 3"):
        run(tmp_path / "a.json", good_story(), good_story(key="two"), good_story(key="three", start="ніколи"))
    assert (StoryPage.objects.count(), Organisation.objects.count()) == (0, 0)
