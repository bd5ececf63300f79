"""The words by which stories are sorted, and the editions of the contest."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from stories.api import records
from stories.api.links import Links, part
from stories.api.parameters import Key, Paging, Parameters
from stories.api.problems import Problem
from stories.api.schemas import CategoryList, CategoryRecord, EditionList, EditionRecord, TermList
from stories.models import BeneficiaryGroup, Category, Challenge, Edition
from stories.querysets.open_data import story_counts, tags_in_use

router = Router(tags=["vocabularies"])


@router.get(
    "/categories",
    response={200: CategoryList, 422: Problem},
    url_name="categories",
    summary=_("List categories"),
    description=_("The categories of the contest, and the special award across them."),
)
def categories(request: HttpRequest, paging: Query[Paging]) -> CategoryList:
    links, counts = Links.of(request, paging.lang), story_counts(paging.lang, "category")
    shown = _page(
        request, paging, list(Category.objects.all()),
        lambda row: records.category_record(row, links, counts.get(row.pk, 0)),
    )  # fmt: skip
    return CategoryList(**shown)


@router.get(
    "/categories/{slug}",
    response={200: CategoryRecord, 404: Problem, 422: Problem},
    url_name="category",
    summary=_("Get a category"),
    description=_("One category by its slug."),
)
def category(request: HttpRequest, slug: Path[Key], parameters: Query[Parameters]) -> CategoryRecord:
    row = Category.objects.filter(slug=slug).first()
    if row is None:
        raise Http404
    counts = story_counts(parameters.lang, "category")
    return records.category_record(row, Links.of(request, parameters.lang), counts.get(row.pk, 0))


@router.get(
    "/editions",
    response={200: EditionList, 422: Problem},
    url_name="editions",
    summary=_("List editions"),
    description=_("The editions of the contest with their organisers and numbers."),
)
def editions(request: HttpRequest, paging: Query[Paging]) -> EditionList:
    links, counts = Links.of(request, paging.lang), story_counts(paging.lang, "edition")
    rows = list(Edition.objects.held().prefetch_related("organisers__organisation"))
    return EditionList(
        **_page(request, paging, rows, lambda row: records.edition_record(row, links, counts.get(row.pk, 0)))
    )


@router.get(
    "/editions/{slug}",
    response={200: EditionRecord, 404: Problem, 422: Problem},
    url_name="edition",
    summary=_("Get an edition"),
    description=_("One edition of the contest by its slug."),
)
def edition(request: HttpRequest, slug: Path[Key], parameters: Query[Parameters]) -> EditionRecord:
    row = Edition.objects.held().prefetch_related("organisers__organisation").filter(slug=slug).first()
    if row is None:
        raise Http404
    counts = story_counts(parameters.lang, "edition")
    return records.edition_record(row, Links.of(request, parameters.lang), counts.get(row.pk, 0))


@router.get(
    "/challenges",
    response={200: TermList, 422: Problem},
    url_name="challenges",
    summary=_("List challenges"),
    description=_("Problems that stories answer."),
)
def challenges(request: HttpRequest, paging: Query[Paging]) -> TermList:
    counts = story_counts(paging.lang, "challenges")
    return _terms(request, paging, list(Challenge.objects.all()), counts)


@router.get(
    "/groups",
    response={200: TermList, 422: Problem},
    url_name="groups",
    summary=_("List groups"),
    description=_("People for whom stories were done."),
)
def groups(request: HttpRequest, paging: Query[Paging]) -> TermList:
    counts = story_counts(paging.lang, "groups")
    return _terms(request, paging, list(BeneficiaryGroup.objects.all()), counts)


@router.get(
    "/tags",
    response={200: TermList, 422: Problem},
    url_name="tags",
    summary=_("List tags"),
    description=_("Free keywords of published stories."),
)
def tags(request: HttpRequest, paging: Query[Paging]) -> TermList:
    counts = story_counts(paging.lang, "tagged_items__tag")

    def counted(tag: Any) -> dict[str, Any]:
        return records.tag_term(tag).model_dump() | {"stories": counts[tag.pk]}

    return TermList(**_page(request, paging, list(tags_in_use(counts)), counted))


def _terms(request: HttpRequest, paging: Paging, rows: Sequence[Any], counts: dict[Any, int]) -> TermList:
    return TermList(
        **_page(request, paging, rows, lambda row: records.counted_term(row, counts.get(row.pk, 0)))
    )


def _page(
    request: HttpRequest, paging: Paging, rows: Sequence[Any], record: Callable[[Any], Any]
) -> dict[str, Any]:
    shown = rows[paging.offset : paging.offset + paging.limit]
    return {
        **part(request, total=len(rows), limit=paging.limit, offset=paging.offset),
        "items": [record(row) for row in shown],
    }
