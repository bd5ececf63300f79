"""The shape of the words of a story, part by part. Names of fields stay as they are for as long as the address says v1."""

from datetime import date
from typing import Annotated, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import Discriminator


class Paragraphs(Schema):
    __doc__ = _("Running text as clean markup: p, b, i, a, ul, ol, li.")

    type: Literal["text"] = "text"
    html: str


class Point(Schema):
    __doc__ = _("An item of a list: a title, a text or both.")

    title: str
    text: str


class Points(Schema):
    __doc__ = _("A list with a heading.")

    type: Literal["points"] = "points"
    heading: str
    items: list[Point]


class Quotation(Schema):
    __doc__ = _("Somebody's own words.")

    type: Literal["quote"] = "quote"
    text: str
    source: str


Prose = list[Annotated[Paragraphs | Points | Quotation, Discriminator("type")]]


class Stage(Schema):
    __doc__ = _("A step on the way.")

    title: str
    text: str
    start: str | None
    end: str | None


class EarlierFigure(Schema):
    __doc__ = _("What a figure was before; `as_of` is null where nobody knows the month any more.")

    as_of: str | None
    value: float
    qualifier: str


class Indicator(Schema):
    __doc__ = _("A figure that shows a result.")

    value: float
    qualifier: str
    unit: str
    label: str
    as_of: str | None
    source: str
    highlight: bool
    earlier: list[EarlierFigure] = Field(description=_("What the figure was before, the newest last."))


class Update(Schema):
    __doc__ = _("What the community told after the story was published.")

    date: date
    text: str


class Link(Schema):
    __doc__ = _("Something to read, to watch or to download.")

    title: str
    url: str
