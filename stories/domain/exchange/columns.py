"""What a column of the data files is, and the columns of the lists inside a story."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stories.domain.exchange.cell_values import Words
from stories.domain.exchange.days import Day
from stories.domain.exchange.earlier_figures import EarlierFigures
from stories.domain.exchange.kinds import Code, Flag, Integer, Month, Number, Slug, Text, WebAddress
from stories.enums import CommunityRole, Language, Licence, PartnerRole, Qualifier, Sector

LANGUAGES = tuple(Language.values)
SHORT, LONG = Text(max_length=160, one_line=True), Text()


@dataclass(frozen=True)
class Column:
    """A column: its name in every file, what it holds, and how its value is read from a story's bundle or a list's row.

    `language` is that of the words in it, "" for facts. A read-only column is written into files, never read from them.
    """

    name: str
    kind: Any
    label: Words
    description: Words = ""
    read: Callable[[Any], Any] = field(default=lambda _source: None, compare=False)
    language: str = ""
    required: bool = False
    read_only: bool = False
    example: str = ""

    @property
    def base(self) -> str:
        """The name without its language: `title` of `title_uk`."""
        return self.name.removesuffix(f"_{self.language}") if self.language else self.name


@dataclass(frozen=True)
class Rows:
    """A list of rows with columns of their own: an array of objects in JSON, its text in a CSV cell, a sheet in XLSX."""

    type: ClassVar[str] = "array"
    format: ClassVar[str] = "rows"
    columns: tuple[Column, ...]

    def to_json(self, value: Any) -> list[dict[str, Any]]:
        return [
            {column.name: column.kind.to_json(row.get(column.name)) for column in self.columns}
            for row in value or ()
        ]

    @property
    def words(self) -> tuple[str, ...]:
        """Names of the words in a row, without their language."""
        return tuple(dict.fromkeys(column.base for column in self.columns if column.language))

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of what is the same in every language."""
        return tuple(column.name for column in self.columns if not column.language)


def in_each_language(
    name: str,
    kind: Any,
    label: Words,
    description: Words = "",
    *,
    examples: tuple[str, str] = ("", ""),
    **options: Any,
) -> Iterator[Column]:
    """The same column once for each language of the site."""
    make_read = options.pop("make_read", None)
    for language, example in zip(LANGUAGES, examples, strict=True):
        reading = {"read": make_read(language)} if make_read else {}
        yield Column(
            f"{name}_{language}",
            kind,
            label,
            description,
            language=language,
            example=example,
            **options,
            **reading,
        )


POINTS = Rows(
    (
        *in_each_language("title", SHORT, _("Title")),
        *in_each_language("text", LONG, _("Text")),
    )
)
STAGES = Rows(
    (
        Column("start", Month(), pgettext_lazy("start of a stage", "From"), example="2023-10"),
        Column("end", Month(), _("Until")),
        *in_each_language("title", SHORT, _("Title"), examples=("Відкриття", "Opening")),
        *in_each_language("text", LONG, _("What was done")),
    )
)
INDICATORS = Rows(
    (
        Column("value", Number(), _("The figure"), _("The number alone."), required=True, example="100000"),
        Column("qualifier", Code(choices=Qualifier), _("How exact"), _("Empty means exactly.")),
        *in_each_language(
            "unit", Text(max_length=60, one_line=True), _("Unit"),
            _("The word that follows the figure, in its right form."), examples=("гривень", "hryvnias"),
        ),
        *in_each_language(
            "label", Text(max_length=200, one_line=True), _("What it counts"),
            examples=("місцевий бюджет дав на ремонт", "came from the local budget for repairs"),
        ),
        Column("as_of", Month(), _("As of")),
        *in_each_language("source", Text(max_length=200, one_line=True), _("Source")),
        Column("highlight", Flag(), _("In the band of figures"), _("One of the three or four most telling.")),
        Column(
            "earlier", EarlierFigures(), _("Earlier figures"),
            _("What the figure was before, the newest last: month=figure. A question mark stands for an unknown month."),
            example="?=900; 2024-06=1200; 2025-01=about 1500",
        ),
    )
)  # fmt: skip
UPDATES = Rows(
    (
        Column("date", Day(), _("Date"), required=True, example="2025-05-12"),
        *in_each_language(
            "text", Text(max_length=1000), _("What is new"),
            examples=("Відкрили другий простір.", "A second space has opened."),
        ),
    )
)  # fmt: skip
LINKS = Rows(
    (
        *in_each_language("title", SHORT, _("Title")),
        Column("url", WebAddress(max_length=2000), _("Address"), required=True),
    )
)
DOCUMENTS = Rows(
    (
        *in_each_language("title", SHORT, _("Title")),
        Column("url", WebAddress(max_length=2000), _("Address")),
    )
)
PHOTOS = Rows(
    (
        Column("url", WebAddress(max_length=2000), _("Address")),
        Column("width", Integer(), _("Width in pixels")),
        Column("height", Integer(), _("Height in pixels")),
        *in_each_language("alt", LONG, _("What the picture shows")),
        *in_each_language("caption", LONG, _("Caption")),
        Column("credit", LONG, _("Whose picture")),
        Column("licence", Code(choices=Licence), _("Licence"), _("Each photo has its own.")),
    )
)
PARTNERS = Rows(
    (
        Column(
            "organisation", Slug(), _("Key of the organisation"),
            _("The same for one organisation in every story. Left empty, the name decides."), example="lnz-group",
        ),
        *in_each_language("name", Text(max_length=200, one_line=True), _("Name"), examples=("LNZ Group", "LNZ Group")),
        Column("sector", Code(choices=Sector), _("Sector"), _("Needed for a new organisation."), example="business"),
        Column("role", Code(choices=PartnerRole), _("Role"), _("Empty means partner."), example="funder"),
        Column("website", WebAddress(), _("Website")),
    )
)  # fmt: skip
CO_COMMUNITIES = Rows(
    (
        Column(
            "community", Text(max_length=300, one_line=True), _("Community"), _("Its KATOTTG code, or its name."),
            required=True, example="UA71020330000027449",
        ),
        *in_each_language("name", LONG, _("Name"), read_only=True),
        Column("role", Code(choices=CommunityRole), _("Role"), _("Empty means partner community.")),
    )
)  # fmt: skip
