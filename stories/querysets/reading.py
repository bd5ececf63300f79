"""Everything of other tables that a story's page shows, in one query.

Django takes longer to write a query than the database to answer it, and a story refers to seven tables. So all of it is
one statement, written out once for the life of the process, whose rows become what `for_reading()` brings.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from wagtail.models import Locale, Page

from stories.querysets.cards import sizes_beginning, with_renditions
from stories.querysets.pages import COMMUNITY_COLUMNS, story_photos
from stories.querysets.prepared import Prepared
from stories.querysets.routes import routes
from stories.querysets.vocabularies import vocabulary

if TYPE_CHECKING:
    from stories.models import StoryPage

# Every row has as many texts as the longest.
_WIDTH = 1 + len(COMMUNITY_COLUMNS)
# Places of these are alphabetical keys, of the others numbers.
_ALPHABETICAL = ("challenges", "groups")


class _Row(NamedTuple):
    """A row of the statement: to which part of the story it belongs, its place in it, its key and its values."""

    part: str
    place: str
    pk: int
    values: Sequence[str]


def read_story(*, slug: str, above: str) -> "StoryPage | None":
    """The published story with this slug under the page whose path in the tree is `above`, with all that its page shows.

    It is for showing and not for saving: rows of other tables have only the columns that are shown.
    """
    found = [story for story in _stories.rows(slug=slug) if story.path[: -story.steplen] == above]
    return _complete(found[0]) if found else None


def _complete(story: "StoryPage") -> "StoryPage":
    _attach_vocabularies(story)
    parts: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(story.pk):
        parts[row.part].append(row)
    kept = story.__dict__.setdefault("_cluster_related_objects", {})
    for name, make in _MAKERS.items():
        place = str if name in _ALPHABETICAL else int
        kept[name] = [
            make(story, row) for row in sorted(parts[name], key=lambda row: (place(row.place or 0), row.pk))
        ]
    kept["photos"] = with_renditions(_photos.rows(story=story.pk), sizes=_sizes)
    known, locales = routes(), vocabulary(Locale)
    story.__dict__["translated_urls"] = {
        locales[int(row.place)].language_code: known.story_url(row.values[1], row.values[0])
        for row in parts["translations"]
    }
    return story


def translated_urls(story: "StoryPage") -> dict[str, str]:
    """The addresses of a story's published translations by language, in one query, or none where it was read whole."""
    if (known := story.__dict__.get("translated_urls")) is not None:
        return known
    others = Page.objects.filter(translation_key=story.translation_key, live=True).exclude(pk=story.pk)
    tree = routes()
    return {
        language: tree.story_url(path, slug)
        for language, path, slug in others.values_list("locale__language_code", "path", "slug")
    }


def _rows(pk: int) -> list[_Row]:
    return [_Row(row[0], row[1], row[2], row[3:]) for row in _parts.rows(story=pk)]


def _all_parts(story: int) -> QuerySet[Any, Any]:
    first, *others = _queries(story)
    return first.union(*others, all=True)


def _queries(story: int) -> list[QuerySet[Any, Any]]:
    """One query a part; each names the part, a place, a key and texts."""
    names = ("slug", "name_uk", "name_en")
    same_story = Page.objects.filter(pk=story).values("translation_key")
    return [
        _words(story, "challenges", "challenge", place="ordering", columns=names),
        _words(story, "groups", "beneficiarygroup", place="ordering", columns=names),
        _words(story, "goals", "developmentgoal", place="number", columns=("number", "name_uk", "name_en")),
        _part(
            "tagged_items", _rows_of("tagged_items").filter(content_object=story), place="pk", pk="tag",
            columns=("tag__slug", "tag__name", "tag__name_en"),
        ),
        _part(
            "partners", _rows_of("partners").filter(story=story), place="sort_order", pk="organisation",
            columns=("role", *(f"organisation__{column}" for column in (*names, "sector", "website"))),
        ),
        _part(
            "co_communities", _rows_of("co_communities").filter(story=story), place="sort_order", pk="community",
            columns=("role", *(f"community__{column}" for column in COMMUNITY_COLUMNS)),
        ),
        _part(
            "translations", Page.objects.filter(translation_key=Subquery(same_story), live=True).exclude(pk=story),
            place="locale", pk="pk", columns=("slug", "path"),
        ),
    ]  # fmt: skip


def _words(story: int, name: str, word: str, *, place: str, columns: Sequence[str]) -> QuerySet[Any, Any]:
    """What a story has of a vocabulary."""
    through = _field(name).remote_field.through
    rows = through._default_manager.filter(**{_field(name).m2m_field_name(): story})
    return _part(
        name, rows, place=f"{word}__{place}", pk=word, columns=[f"{word}__{column}" for column in columns]
    )


def _part(
    name: str, rows: QuerySet[Any, Any], *, place: str, pk: str, columns: Sequence[str]
) -> QuerySet[Any, Any]:
    texts = [Cast(F(column), CharField()) for column in columns]
    empty = [Value("", output_field=CharField()) for _place in range(_WIDTH - len(columns))]
    first = (Value(name, output_field=CharField()), Cast(F(place), CharField()), F(pk))
    return rows.order_by().values_list(*first, *texts, *empty)


def _attach_vocabularies(story: "StoryPage") -> None:
    story.locale = vocabulary(Locale)[story.locale_id]
    story.category = vocabulary(_field("category").related_model)[story.category_id]
    regions = vocabulary(_field("lead_community").related_model._meta.get_field("region").related_model)
    story.lead_community.region = regions[story.lead_community.region_id]
    if story.edition_id:
        story.edition = vocabulary(_field("edition").related_model)[story.edition_id]


def _word(name: str, columns: Sequence[str]) -> Callable[["StoryPage", _Row], Any]:
    def make(_story: "StoryPage", row: _Row) -> Any:
        model = _field(name).related_model
        values = zip(columns, row.values, strict=False)
        # All values come as texts.
        found = {column: model._meta.get_field(column).to_python(value) for column, value in values}
        return _instance(model, row.pk, found)

    return make


def _tagged(story: "StoryPage", row: _Row) -> Any:
    model = _field("tagged_items").related_model
    columns = dict(zip(("slug", "name", "name_en"), row.values, strict=False))
    tag = _instance(model._meta.get_field("tag").related_model, row.pk, columns)
    return model(pk=int(row.place), tag=tag, content_object=story)


def _partner(story: "StoryPage", row: _Row) -> Any:
    model = _field("partners").related_model
    columns = dict(zip(("slug", "name_uk", "name_en", "sector", "website"), row.values[1:], strict=False))
    organisation = _instance(model._meta.get_field("organisation").related_model, row.pk, columns)
    return model(story=story, organisation=organisation, role=row.values[0], sort_order=int(row.place or 0))


def _co_community(story: "StoryPage", row: _Row) -> Any:
    model = _field("co_communities").related_model
    target = model._meta.get_field("community").related_model
    columns: dict[str, Any] = dict(zip(COMMUNITY_COLUMNS, row.values[1:], strict=False))
    region = vocabulary(target._meta.get_field("region").related_model)[int(columns.pop("region"))]
    community = _instance(target, row.pk, {**columns, "region_id": region.pk})
    community.region = region
    return model(story=story, community=community, role=row.values[0], sort_order=int(row.place or 0))


_NAMED = ("slug", "name_uk", "name_en")
_MAKERS: dict[str, Callable[["StoryPage", _Row], Any]] = {
    "challenges": _word("challenges", _NAMED),
    "groups": _word("groups", _NAMED),
    "goals": _word("goals", ("number", "name_uk", "name_en")),
    "tagged_items": _tagged,
    "partners": _partner,
    "co_communities": _co_community,
}


def _instance(model: Any, pk: int, columns: dict[str, Any]) -> Any:
    """A row as Django makes it when only some columns were asked for: the others are read when they are wanted."""
    values = {**columns, "id": pk}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(None, names, [values[name] for name in names])


def _field(name: str) -> Any:
    return apps.get_model("stories", "StoryPage")._meta.get_field(name)


def _rows_of(name: str) -> Any:
    return _field(name).related_model._default_manager.all()


def _by_slug(slug: str) -> QuerySet[Any, Any]:
    stories = apps.get_model("stories", "StoryPage").objects
    return stories.filter(slug=slug, live=True).order_by().select_related("lead_community")


_stories = Prepared(_by_slug)
_parts = Prepared(_all_parts)
_photos = Prepared(lambda story: story_photos().filter(story=story))
_sizes = sizes_beginning("width-")
