"""What the catalogue gives away comes back the same: the booklet's eleven stories through every kind of file."""

from io import StringIO

import pytest
from django.core.management import call_command

from stories.domain.exchange.content import facts_of, texts_of
from stories.domain.exchange.export import choose_export
from stories.domain.exchange.faults import Faults
from stories.domain.exchange.files import csv_pieces, json_pieces
from stories.domain.exchange.importing import import_stories
from stories.domain.exchange.newcomers import Organisations, Tags
from stories.domain.exchange.parsing import parse_stories
from stories.domain.exchange.raw_stories import read_raw_stories
from stories.domain.exchange.references import References
from stories.domain.exchange.workbook import write_workbook
from stories.domain.publishing import Outcome
from stories.domain.safety import record_published_before
from stories.models import Organisation, SafetyReview, SeededPage, StoryPage, StoryTag
from stories.querysets.catalogue import CatalogueChoice

pytestmark = pytest.mark.django_db
# Keys of rows, and what a new publication changes.
NOT_THE_SAME = {
    "pk", "path", "depth", "numchild", "url_path", "content_type", "owner", "latest_revision", "live_revision",
    "latest_revision_created_at", "first_published_at", "last_published_at", "id", "story", "content_object", "locale",
    "wagtail_admin_comments",
}  # fmt: skip
NAMED = {
    "lead_community": "code", "community": "code", "category": "slug", "edition": "slug", "organisation": "slug",
    "tag": "slug", "challenges": "slug", "groups": "slug", "goals": "number",
}  # fmt: skip


def write(kind, path):
    export = choose_export(CatalogueChoice(), language="uk")
    if kind == "xlsx":
        with write_workbook(export.records(), language="uk") as file:
            path.write_bytes(file.read())
    else:
        pieces = (
            csv_pieces(export.records())
            if kind == "csv"
            else json_pieces(export.records(), about=export.about())
        )
        path.write_bytes(b"".join(pieces))
    return path


def content_of(story):
    """Everything in a story, with what it refers to by name and without the keys of rows and blocks."""
    data = {name: value for name, value in story.serializable_data().items() if name not in NOT_THE_SAME}
    for name in ("photos", "documents"):
        data.pop(name)
    for field in story._meta.get_fields():
        if field.name in data and hasattr(field, "stream_block"):
            data[field.name] = without_ids(field.stream_block.get_prep_value(getattr(story, field.name)))
    return by_name(story, data)


def by_name(story, data):
    def named(model, name, value):
        related = model._meta.get_field(name).related_model
        keys = value if isinstance(value, list) else [value]
        return sorted(
            str(related.objects.values_list(NAMED[name], flat=True).get(pk=key)) for key in keys if key
        )

    for name in list(data):
        if name in NAMED:
            data[name] = named(type(story), name, data[name])
    for name in ("partners", "co_communities", "tagged_items"):
        model = story._meta.get_field(name).related_model
        data[name] = [
            {key: named(model, key, value) if key in NAMED else value for key, value in row.items() if key not in NOT_THE_SAME}
            for row in data[name]
        ]  # fmt: skip
    data["tagged_items"].sort(key=str)
    return data


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(inner) for key, inner in value.items() if key != "id"}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else str(value)


def contents():
    return {
        (story.translation_key, story.locale.language_code): content_of(story)
        for story in StoryPage.objects.order_by("pk")
    }


def empty_catalogue():
    for story in StoryPage.objects.all():
        story.unpublish()
        story.delete()
    SeededPage.objects.exclude(key__startswith="page/").delete()
    StoryTag.objects.all().delete()
    Organisation.objects.filter(editions__isnull=True).delete()


def read(path):
    """Facts and words that an import would make of the file."""
    faults = Faults()
    parsed = parse_stories(read_raw_stories(path, faults), faults)
    known, organisations, tags = References(), Organisations(), Tags()
    facts = [
        facts_of(story, known=known, organisations=organisations, tags=tags, faults=faults)
        for story in parsed
    ]
    assert list(faults.lines()) == []
    return facts, [texts_of(story) for story in parsed]


def test_every_kind_of_file_says_the_same(loaded, tmp_path):
    told = [read(write(kind, tmp_path / f"stories.{kind}")) for kind in ("json", "csv", "xlsx")]
    assert (len(told[0][0]), told[0] == told[1], told[1] == told[2]) == (11, True, True)


def test_export_and_import_give_the_same_stories(loaded, tmp_path):
    before = contents()
    organisations = sorted(
        Organisation.objects.values_list("slug", "name_uk", "name_en", "sector", "website")
    )
    tags = sorted(StoryTag.objects.values_list("slug", "name", "name_en"))
    records = exported()
    file = write("xlsx", tmp_path / "stories.xlsx")
    empty_catalogue()
    report = import_stories(file, apply=True)
    assert (report.stories, dict(report.outcomes), report.left_alone) == (11, {Outcome.ADDED: 22}, [])
    after = contents()
    drafts = StoryPage.objects.all()
    assert {(story.live, story.first_published_at) for story in drafts} == {(False, None)}
    assert SafetyReview.objects.filter(story__in=drafts).count() == 0
    for content in (*before.values(), *after.values()):
        content.pop("live")
        content.pop("has_unpublished_changes")
    assert after == before
    assert (
        sorted(Organisation.objects.values_list("slug", "name_uk", "name_en", "sector", "website"))
        == organisations
    )
    assert sorted(StoryTag.objects.values_list("slug", "name", "name_en")) == tags
    publish_all()
    assert exported() == records
    call_command("load_stories", stdout=(told := StringIO()))
    assert told.getvalue().strip() == "11 stories in two languages: 22 kept. Pages added: 0."


def exported():
    """The records of all stories but for the dates of their publication."""
    found = choose_export(CatalogueChoice(sort="title"), language="uk").records()
    return [
        {name: value for name, value in row.items() if name not in ("published", "modified")} for row in found
    ]


def publish_all():
    for story in StoryPage.objects.all():
        revision = story.save_revision()
        record_published_before(story)
        revision.publish()


def test_import_into_the_same_site_leaves_everything_alone(loaded, tmp_path):
    before = contents()
    report = import_stories(write("csv", tmp_path / "stories.csv"), apply=True)
    assert dict(report.outcomes) == {Outcome.OF_CATALOGUE: 22}
    assert (report.organisations, report.tags, contents() == before) == ([], [], True)
