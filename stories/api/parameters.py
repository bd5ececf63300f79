"""What may be asked of the API. Anything else is refused by name, so that no misspelt filter goes unnoticed."""

from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import StringConstraints, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from stories.enums import AwardKind, Sector
from stories.querysets.catalogue import MAX_VALUES

MAX_LIMIT = 100
MAX_OFFSET = 1_000_000
# No control characters: nothing is called so.
_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Language = Literal["uk", "en"]
Text = Annotated[str, StringConstraints(max_length=200, pattern=_PRINTABLE)]
Value = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_PRINTABLE)]
Year = Annotated[str, StringConstraints(pattern=r"^[12]\d{3}$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class Parameters(Schema):
    """What every address takes."""

    lang: Language = Field(
        "uk", description=_("Language of texts, addresses and messages: uk for Ukrainian, en for English.")
    )

    @model_validator(mode="after")
    def refuse_unknown(self, info: ValidationInfo) -> Self:
        request = (info.context or {}).get("request")
        known = type(self).model_fields
        for name in request.GET if request else ():
            if name not in known:
                raise PydanticCustomError("unknown_parameter", "unknown parameter", {"name": name})
        return self


class Paging(Parameters):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=MAX_LIMIT, description=_("How many items to give, 100 at most."))
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description=_("How many items to pass over."))


def _many(description: str) -> Any:
    return Field([], max_length=MAX_VALUES, description=description)


class StoryFilters(Paging):
    """The filters of the catalogue's list: several values of one widen the choice, filters narrow each other."""

    q: Text = Field("", description=_("Words to look for, in any form, in either language."))
    category: list[Value] = _many(_("Slug of a category; may be repeated, as may all filters."))
    region: list[Value] = _many(_("ISO 3166-2 code of the lead community's region, such as UA-61."))
    community: list[Value] = _many(_("Slug of a community that leads the story or takes part in it."))
    challenge: list[Value] = _many(_("Slug of a challenge that the story answers."))
    group: list[Value] = _many(_("Slug of a group of people for whom it was done."))
    sector: list[Sector] = _many(_("Sector of a partner."))
    tag: list[Value] = _many(_("Slug of a tag."))
    year: list[Year] = _many(_("Year in which the work began."))
    status: list[Literal["ongoing", "ended"]] = _many(_("Whether the work goes on."))
    award: list[AwardKind] = _many(_("What the jury gave."))
    sort: Literal["relevance", "newest", "title", "place"] | None = Field(
        None,
        description=_("Order: by relevance (where q is given), newest work first, by title, by community."),
    )


class CommunityFilters(Paging):
    """How to find a community of the register."""

    q: Text = Field("", description=_("Any part of a present or former name, in either language."))
    region: list[Value] = _many(_("ISO 3166-2 code of a region, such as UA-61."))
    occupied: bool | None = Field(None, description=_("Whether the community is temporarily occupied."))
    with_stories: bool | None = Field(
        None, description=_("Whether it leads a story published in the chosen language.")
    )
