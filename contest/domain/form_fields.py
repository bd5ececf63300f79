"""What the form asks, section by section: one definition for the pages, autosave, checking, versions, exports and the story.

A field's answer is kept under its path: `title`; in a list `stages/<item>/text`, where `<item>` is an id that the form
makes; `question/<code>` for the edition's own questions and `eligible/<key>` for the conditions of taking part. The path
of an item alone, `stages/<item>`, holds its place in the list as digits, or "" once it was removed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest.enums import Section

Words = str | Promise


class FieldKind(Enum):
    """What an answer looks like."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    COMMUNITY = "community"
    MONTH = "month"
    NUMBER = "number"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    FILE = "file"
    YES = "yes"


@dataclass(frozen=True)
class Field:
    """One field. `most` counts characters; `vocabulary` names the choices (see `domain/vocabularies.py`)."""

    name: str
    kind: FieldKind
    label: Words
    help: Words = ""
    required: bool = False
    most: int = 500
    vocabulary: str = ""
    counts_words: bool = False
    # What it is called where somebody else reads the answer, if that is not as it is asked.
    told_as: Words = ""
    # Kept from jurors who judge blindly.
    identifies: bool = False
    # Kept from everybody but the applicant and the secretariat.
    private: bool = False
    # About a person, not about the story: taken out when the time for keeping personal data has passed.
    personal: bool = False


@dataclass(frozen=True)
class ItemList:
    """A list of items with the same fields."""

    name: str
    label: Words
    item: Words
    fields: tuple[Field, ...]
    least: int = 0
    most: int = 30
    help: Words = ""


@dataclass(frozen=True)
class SectionFields:
    """What stands in one section."""

    section: Section
    parts: tuple[Field | ItemList, ...]


LINE, TEXT, CHOICE, CHOICES = FieldKind.LINE, FieldKind.TEXT, FieldKind.CHOICE, FieldKind.CHOICES
MONTH, LINK, FILE, YES = FieldKind.MONTH, FieldKind.LINK, FieldKind.FILE, FieldKind.YES
LONG = 12_000
MIDDLING = 3_000

ABOUT = SectionFields(
    Section.ABOUT,
    (
        Field("category", CHOICE, _("Category"), _("Choose the one in which the jury should read the story."),
              required=True, vocabulary="category"),
        Field("title", LINE, _("Title of the story"), _("What was done, in a few words."), required=True, most=160),
        Field("summary", TEXT, _("Summary"), _("Who did what, and what came of it. It will stand on cards and in search."),
              required=True, most=280),
        Field("community", FieldKind.COMMUNITY, _("Your community"), _("Type a few letters; former names are found too."),
              required=True, identifies=True, told_as=_("Community")),
        ItemList(
            "communities", _("Further communities"), _("Community"),
            (
                Field("community", FieldKind.COMMUNITY, _("Community"), required=True, identifies=True),
                Field("role", CHOICE, _("Role"), required=True, vocabulary="community_role"),
            ),
            most=20, help=_("If other communities took part."),
        ),
        Field("start", MONTH, _("When it began"), required=True),
        Field("ongoing", YES, _("The work goes on")),
        Field("end", MONTH, _("When it ended"), _("Leave empty while the work goes on.")),
        Field("contact_name", LINE, _("Contact person"), _("Whom the secretariat may ask. It is not published."),
              required=True, most=200, identifies=True, private=True, personal=True),
        Field("contact_position", LINE, _("Position"), most=200, identifies=True, private=True, personal=True),
        Field("contact_email", FieldKind.EMAIL, _("E-mail of the contact person"), required=True, most=254,
              identifies=True, private=True, personal=True),
        Field("contact_phone", FieldKind.PHONE, _("Phone of the contact person"), most=40, identifies=True, private=True,
              personal=True),
    ),
)  # fmt: skip
STORY = SectionFields(
    Section.STORY,
    (
        Field("challenge", TEXT, _("The problem"), _("What was wrong or missing, and for whom."), required=True, most=LONG,
              counts_words=True),
        Field("solution", TEXT, _("What you did"), _("How you came to the solution, who took part, how it works."),
              required=True, most=LONG, counts_words=True, told_as=_("What was done")),
        Field("challenges", CHOICES, _("Which problems it answers"), vocabulary="challenge"),
        Field("groups", CHOICES, _("For whom it is"), vocabulary="group"),
        Field("goals", CHOICES, _("Sustainable Development Goals"), vocabulary="goal"),
    ),
)  # fmt: skip
STAGES = SectionFields(
    Section.STAGES,
    (
        ItemList(
            "stages", _("Stages"), _("Stage"),
            (
                Field("title", LINE, _("Name of the stage"), required=True, most=160),
                Field("text", TEXT, _("What was done"), most=MIDDLING, counts_words=True),
                Field("start", MONTH, pgettext_lazy("start of a stage", "From")),
                Field("end", MONTH, _("Until")),
            ),
            help=_("The steps, in their order, so that another community could follow them."),
        ),
    ),
)  # fmt: skip
RESULTS = SectionFields(
    Section.RESULTS,
    (
        Field("results", TEXT, _("Results"), _("What changed for people."), required=True, most=LONG, counts_words=True),
        ItemList(
            "indicators", _("Figures"), _("Figure"),
            (
                Field("value", FieldKind.NUMBER, pgettext_lazy("the number alone", "Figure"), required=True, most=20),
                Field("qualifier", CHOICE, _("How exact"), vocabulary="qualifier"),
                Field("unit", LINE, _("Unit"), _("The word that follows the figure: people, centres, %."), required=True,
                      most=60),
                Field("label", LINE, _("What it counts"), required=True, most=200),
                Field("as_of", MONTH, _("As of")),
                Field("source", LINE, _("Source"), most=200),
            ),
            help=_("Numbers that show the result: how many people, places, hours, hryvnias."),
        ),
    ),
)  # fmt: skip
PARTNERS = SectionFields(
    Section.PARTNERS,
    (
        ItemList(
            "partners", _("Partners"), _("Partner"),
            (
                Field("name", LINE, _("Organisation"), required=True, most=250, identifies=True),
                Field("sector", CHOICE, _("Sector"), required=True, vocabulary="sector"),
                Field("role", CHOICE, _("Role"), required=True, vocabulary="partner_role"),
            ),
            help=_("Who worked with you or gave money."),
        ),
    ),
)  # fmt: skip
RESOURCES = SectionFields(
    Section.RESOURCES,
    (
        Field("budget_band", CHOICE, _("Cost"), _("In all, in hryvnias of its time."), required=True, vocabulary="budget_band"),
        Field("funding", TEXT, _("Who paid"), most=MIDDLING),
        Field("team", TEXT, _("Who did the work"), _("Roles and their number, without names."), most=MIDDLING),
    ),
)  # fmt: skip


def _points(name: str, label: Words, helped: Words) -> ItemList:
    fields = (
        Field("title", LINE, _("In a few words"), most=160),
        Field("text", TEXT, _("More of it"), most=MIDDLING, counts_words=True),
    )
    return ItemList(name, label, _("Item"), fields, help=helped)


LESSONS = SectionFields(
    Section.LESSONS,
    (
        _points("success_factors", _("Why it worked"), _("Without what it would not have come about.")),
        _points("obstacles", _("What did not work"), _("Honest words help the next community most.")),
        _points("lessons", _("Lessons"), _("What you would do otherwise.")),
        Field("transfer", TEXT, _("What another community needs"), _("What a community must have or do to repeat this."),
              required=True, most=LONG, counts_words=True),
    ),
)  # fmt: skip
FILES = SectionFields(
    Section.FILES,
    (
        ItemList(
            "photos", _("Photos"), _("Photo"),
            (
                Field("file", FILE, _("Photo"), required=True),
                Field("alt_uk", LINE, _("What it shows, in Ukrainian"), _("For people who cannot see it."), required=True,
                      most=250, personal=True),
                Field("alt_en", LINE, _("What it shows, in English"), most=250, personal=True),
                Field("credit", LINE, _("Who took it"), required=True, most=200, identifies=True, personal=True),
                Field("consent", CHOICE, _("People in the photo"), required=True, vocabulary="consent"),
            ),
            most=10, help=_("Up to ten. Hidden data such as the place are removed from every photo."),
        ),
        ItemList(
            "documents", _("Documents"), _("Document"),
            (
                Field("file", FILE, _("Document"), required=True),
                Field("title", LINE, _("What it is"), required=True, most=160, personal=True),
            ),
            most=10, help=_("PDF, DOCX, ODT or XLSX without macros."),
        ),
        ItemList(
            "links", _("Links and videos"), _("Link"),
            (
                Field("url", LINK, _("Address"), required=True, most=2_000),
                Field("title", LINE, _("What it is"), required=True, most=160),
            ),
            most=20,
        ),
    ),
)  # fmt: skip
DECLARATIONS = SectionFields(
    Section.DECLARATIONS,
    (
        Field("declared_true", YES, _("What we have written is true, and we may speak for our community."), required=True),
        Field("declared_consent", YES,
              _("Everyone who can be recognised in photos or is named has agreed; for children their guardians have."),
              required=True),
        Field("declared_safe", YES,
              _("Nothing here shows where a shelter, a military object or people under occupation can be found."),
              required=True),
        Field("declared_licence", YES,
              _("If the story wins, it may be published under the licence CC BY 4.0, edited together with us."), required=True),
        Field("publish_anyway", YES, _("It may be published in the catalogue even if it does not win.")),
    ),
)  # fmt: skip

SECTIONS = (ABOUT, STORY, STAGES, RESULTS, PARTNERS, RESOURCES, LESSONS, FILES, DECLARATIONS)
_PARTS: dict[str, Field | ItemList] = {part.name: part for group in SECTIONS for part in group.parts}
_SECTION_OF = {part.name: group.section for group in SECTIONS for part in group.parts}
_ITEM = re.compile(r"[0-9a-f]{8,32}")
_CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")
_KEY = re.compile(r"[1-9][0-9]{0,8}")
# Prefixes of what a call asks by itself.
OWN_QUESTIONS, CONDITIONS = "question", "eligible"


def parts_of(section: Section) -> tuple[Field | ItemList, ...]:
    """Return the fields and lists of the section; none for the edition's own questions."""
    return next((group.parts for group in SECTIONS if group.section == section), ())


def all_fields() -> Iterator[tuple[Section, ItemList | None, Field]]:
    """Each field of the form with its section and, if it stands in one, its list."""
    for group in SECTIONS:
        for part in group.parts:
            if isinstance(part, Field):
                yield group.section, None, part
            else:
                for field in part.fields:
                    yield group.section, part, field


def section_at(path: str) -> Section | None:
    """Return the section in which the path stands, or None if the form has no such field."""
    head, slash, rest = path.partition("/")
    if head == OWN_QUESTIONS:
        return Section.QUESTIONS if _CODE.fullmatch(rest) else None
    if head == CONDITIONS:
        return Section.ABOUT if _KEY.fullmatch(rest) else None
    part = _PARTS.get(head)
    if part is None or (isinstance(part, Field) and slash):
        return None
    if isinstance(part, ItemList):
        item, _slash, name = rest.partition("/")
        names = {field.name for field in part.fields} | {""}
        if not _ITEM.fullmatch(item) or name not in names or (not name and rest.endswith("/")):
            return None
    return _SECTION_OF[head]


def field_at(path: str) -> Field | None:
    """Return the field at the path; None for items, for questions of the call and for what the form doesn't know."""
    head, slash, rest = path.partition("/")
    part = _PARTS.get(head)
    if isinstance(part, Field):
        return None if slash else part
    if part is None:
        return None
    name = rest.partition("/")[2]
    return next((field for field in part.fields if field.name == name), None)


def is_item(path: str) -> bool:
    """Whether the path is that of an item as a whole, which holds its place in the list."""
    head, _slash, item = path.partition("/")
    return isinstance(_PARTS.get(head), ItemList) and bool(item) and "/" not in item


def is_personal(path: str) -> bool:
    """Whether a field of the form is about a person or holds a file. What the call asks by itself is another question."""
    asked = field_at(path)
    return asked is not None and (asked.personal or asked.kind == FieldKind.FILE)


def items_of(name: str, values: dict[str, Any]) -> list[str]:
    """Return the ids of the list's items in their order; removed ones are left out."""
    found = []
    for path, place in values.items():
        head, _slash, item = path.partition("/")
        if head == name and item and "/" not in item and isinstance(place, str) and place.isdecimal():
            found.append((int(place[:9]), item))
    return [item for _place, item in sorted(found)]
