"""The columns of a story: the one definition behind every file that the catalogue gives away or takes in."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stories.domain.exchange import readers
from stories.domain.exchange.bundles import Bundle
from stories.domain.exchange.cell_values import Words
from stories.domain.exchange.columns import (
    CO_COMMUNITIES,
    DOCUMENTS,
    INDICATORS,
    LINKS,
    LONG,
    PARTNERS,
    PHOTOS,
    POINTS,
    STAGES,
    UPDATES,
    Column,
    Rows,
    in_each_language,
)
from stories.domain.exchange.kinds import (
    Code,
    Email,
    Flag,
    Integer,
    Many,
    Moment,
    Month,
    Prose,
    Slug,
    Text,
    WebAddress,
)
from stories.enums import AwardKind, BudgetBand, Language, Licence

SUMMARY_LENGTH = 280
TITLE = Text(max_length=255, one_line=True)


def _prose(name: str, label: Words, description: Words = "") -> Iterator[Column]:
    def reading(language: str) -> readers.Reader:
        return lambda story: story.prose(language, name)

    return in_each_language(name, Prose(), label, description, make_read=reading)


def _words(name: str, kind: Any, label: Words, description: Words = "", **options: Any) -> Iterator[Column]:
    return in_each_language(name, kind, label, description, make_read=readers.word(name), **options)


def _list(name: str, rows: Rows, label: Words, description: Words = "", **options: Any) -> Column:
    return Column(name, rows, label, description, read=lambda story: story.rows(name, rows=rows), **options)


_IDENTITY = (
    Column(
        "key",
        Slug(),
        _("Key"),
        _(
            "Stays the same for ever and is the same for all translations. In a file of "
            "your own, any short key that you use once."
        ),
        read=lambda story: str(story.key),
        required=True,
        example="shpola-veteran-hub",
    ),
    *in_each_language(
        "url", WebAddress(), _("Address of the page"), make_read=readers.address, read_only=True
    ),
    *_words(
        "slug",
        Slug(max_length=255),
        _("Page address"),
        _("The last part of the page's address. Left empty, it is made from the title."),
        examples=("shpola-veteran-hub", "shpola-veteran-hub"),
    ),
    Column(
        "original_language",
        Code(choices=Language),
        _("Original language"),
        read=readers.fact("original_language"),
        example="uk",
    ),
    Column("published", Moment(), _("First published"), read=readers.first, read_only=True),
    Column("modified", Moment(), _("Last changed"), read=readers.last, read_only=True),
)
_PLACE = (
    Column(
        "community",
        Text(max_length=300, one_line=True),
        _("Community"),
        _(
            "Whose story it is: its code in the official register (KATOTTG). In a file "
            "of your own, its name will do where only one community has it."
        ),
        read=readers.fact("lead_community__code"),
        required=True,
        example="UA71020330000027449",
    ),
    *in_each_language(
        "community", LONG, _("Name of the community"), make_read=readers.lead_name, read_only=True
    ),
    Column(
        "region",
        LONG,
        _("Region"),
        _("Code of the region of Ukraine by ISO 3166-2."),
        read=readers.fact("lead_community__region__code"),
        read_only=True,
    ),
    *in_each_language("region", LONG, _("Name of the region"), make_read=readers.region_name, read_only=True),
    Column(
        "occupied",
        Flag(),
        _("Temporarily occupied"),
        _("Whether the community is under occupation now."),
        read=readers.fact("lead_community__is_occupied"),
        read_only=True,
    ),
    Column("co_communities", CO_COMMUNITIES, _("Further communities"), read=readers.co_communities),
)
_TIME = (
    Column(
        "start",
        Month(year_alone=True),
        _("Started"),
        _("Year and month; the year alone where the month isn't known."),
        read=readers.month("start_month", known="start_month_known"),
        required=True,
        example="2023-10",
    ),
    Column(
        "end",
        Month(),
        _("Ended"),
        _("Empty while the work goes on, or where the end isn't known."),
        read=readers.month("end_month"),
        example="2024-05",
    ),
    Column("ongoing", Flag(), _("Goes on"), read=readers.fact("is_ongoing"), example="true"),
)
_SORTING = (
    Column(
        "category",
        Text(max_length=200, one_line=True),
        _("Category"),
        read=readers.fact("category__slug"),
        required=True,
        example="public-spaces",
    ),
    *in_each_language(
        "category", LONG, _("Name of the category"), make_read=readers.category_name, read_only=True
    ),
    Column(
        "challenges",
        Many(),
        _("Challenges it answers"),
        read=readers.codes("challenges"),
        example="veteran-reintegration; mental-health",
    ),
    Column(
        "groups", Many(), _("For whom"), read=readers.codes("groups"), example="veterans; military-families"
    ),
    Column(
        "goals",
        Many(item=Integer(lowest=1, highest=17)),
        _("Sustainable Development Goals"),
        _("Their numbers, from 1 to 17."),
        read=readers.codes("goals"),
        example="3; 10",
    ),
    Column(
        "tags",
        Many(item=Slug(max_length=100), keeps_gaps=True),
        _("Tags"),
        _("Their keys, in the order of their names beside. Left empty, the names decide."),
        read=readers.tags("slug"),
        example="veteran-hub; peer-support",
    ),
    Column(
        "tags_uk",
        Many(item=Text(max_length=100, one_line=True), keeps_gaps=True),
        _("Names of the tags"),
        read=readers.tags("name"),
        language="uk",
        example="ветеранський хаб; рівний — рівному",
    ),
    Column(
        "tags_en",
        Many(item=Text(max_length=100, one_line=True), keeps_gaps=True),
        _("Names of the tags"),
        read=readers.tags("name_en"),
        language="en",
        example="veteran hub; peer support",
    ),
)
_STORY = (
    *_words(
        "title",
        TITLE,
        _("Title"),
        _("A language without a title has no page of its own."),
        examples=("Ветеранський хаб у Шполі", "A veteran hub in Shpola"),
    ),
    *_words(
        "summary",
        Text(max_length=SUMMARY_LENGTH, one_line=True),
        _("Summary"),
        _("Who did what, and what came of it: at most 280 characters."),
    ),
    *_prose("challenge", _("Challenge"), _("What was wrong or missing, and for whom.")),
    *_prose("solution", _("What was done")),
    _list("stages", STAGES, _("Stages")),
    *_prose("results", _("Results")),
    _list("indicators", INDICATORS, _("Figures"), _("Figures that show a result, the most telling first.")),
    _list(
        "updates",
        UPDATES,
        _("What has happened since"),
        _("What the community told after the story was published, the newest first."),
    ),
    _list("success_factors", POINTS, _("Why it worked")),
    _list("obstacles", POINTS, _("What did not work")),
    _list("lessons", POINTS, _("Lessons")),
    *_prose(
        "transfer", _("What another community needs"), _("What a community must have or do to repeat this.")
    ),
)
_RESOURCES = (
    Column(
        "budget_band",
        Code(choices=BudgetBand),
        _("Cost"),
        _("In hryvnias of its time, in all."),
        read=readers.fact("budget_band"),
        example="under_500k",
    ),
    *_words("funding", LONG, _("Who paid")),
    *_words("team", LONG, _("Who did the work")),
    Column(
        "partners",
        PARTNERS,
        _("Partners"),
        _("Organisations that took part, the lead ones too."),
        read=readers.partners,
    ),
    *_words(
        "contact_role",
        Text(max_length=200, one_line=True),
        _("Contact"),
        _("An office or a role, never a private person."),
    ),
    Column("contact_email", Email(), _("Mailbox of the role"), read=readers.fact("contact_email")),
    Column("contact_url", WebAddress(), _("Contact page"), read=readers.fact("contact_url")),
)
_RIGHTS = (
    Column(
        "edition",
        Text(max_length=200, one_line=True),
        _("Edition of the contest"),
        read=readers.fact("edition__slug"),
        example="second",
    ),
    Column("award", Code(choices=AwardKind), _("Award"), read=readers.fact("award"), example="winner"),
    *_words("award_citation", LONG, _("The jury's citation")),
    Column(
        "licence",
        Code(choices=Licence),
        _("Licence"),
        _("Of the text. Empty means CC BY 4.0."),
        read=readers.fact("licence"),
        example="cc-by-4.0",
    ),
    *_words("version_notes", LONG, _("Notes on versions"), _("What was corrected after publication.")),
    *_words("seo_title", TITLE, pgettext_lazy("of a page", "Title for search engines")),
    *_words("search_description", LONG, _("Description for search engines")),
)
_ATTACHED = (
    _list("videos", LINKS, _("Videos")),
    _list("links", LINKS, _("Links")),
    _list("documents", DOCUMENTS, _("Documents"), _("Where they are; not read back."), read_only=True),
    Column(
        "photos",
        PHOTOS,
        _("Photos"),
        _("Where they are, and under which licence; not read back."),
        read=readers.photos,
        read_only=True,
    ),
)
STORY_COLUMNS: tuple[Column, ...] = (
    *_IDENTITY,
    *_PLACE,
    *_TIME,
    *_SORTING,
    *_STORY,
    *_RESOURCES,
    *_RIGHTS,
    *_ATTACHED,
)
BY_NAME = {column.name: column for column in STORY_COLUMNS}
FLAT_COLUMNS = tuple(column for column in STORY_COLUMNS if not isinstance(column.kind, Rows))
LISTS = tuple(column for column in STORY_COLUMNS if isinstance(column.kind, Rows))


def record_of(story: Bundle) -> dict[str, Any]:
    """The values of every column, by its name."""
    return {column.name: column.read(story) for column in STORY_COLUMNS}
