"""Stories of a booklet as the typesetter is told of them: plain texts, names of pictures, nothing else."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contest.domain.edition_photos import Photo, PhotoMaker
from contest.domain.edition_prose import Point, Runs
from contest.domain.edition_story import EditionStory, Figure, PartnerGroup, Section
from contest.typesetting.drawings import ornament, qr_code
from contest.typesetting.legible import paragraphs_of

Data = dict[str, Any]
Pictures = dict[str, bytes]
_SHORT_FINGERPRINT = 16
_LONGEST_RUNNING = 70


def story_data(
    story: EditionStory, *, pictures: Pictures, printed: PhotoMaker, mask: int | None = None
) -> Data:
    """Return the story in plain values; its pictures are put into `pictures`. `mask` is that of its code."""
    name = f"ornament-{story.community_code}.svg"
    pictures.setdefault(name, ornament(story.community_code))
    pictures[f"code-{story.key}.svg"] = qr_code(story.url, mask=mask)
    photos = [data for photo in story.photos if (data := _photo(photo, pictures, printed))]
    return {
        "key": f"story-{story.key}", "title": story.title, "running": cut(story.community, _LONGEST_RUNNING),
        "summary": story.summary, "community": story.community, "region": story.region,
        "together": ", ".join(story.together_with), "period": story.period, "award": story.award_name,
        "citation": paragraphs_of(story.citation), "facts": _facts(story), "ornament": name, "photos": photos,
        "sections": [_section(section) for section in story.sections],
        "band": [_figure(figure) for figure in story.highlights],
        "partners": [_partners(group) for group in story.partners],
        "links": [{"title": link.title or link.url, "url": link.url} for link in story.links],
        "code": f"code-{story.key}.svg", "url": story.url,
        "code_alt": _("Code with the address of the story: %(address)s") % {"address": story.url},
        "version": version_line(story),
    }  # fmt: skip


def version_line(story: EditionStory) -> str:
    """Which state of the page this is: the day it was published and the beginning of its fingerprint."""
    words = {"fingerprint": story.fingerprint[:_SHORT_FINGERPRINT], "revision": story.revision}
    if story.published is None:
        return _("version %(revision)s · %(fingerprint)s") % words
    day = date_format(story.published, "j E Y")
    return _("version %(revision)s of %(day)s · %(fingerprint)s") % {**words, "day": day}


def cut(text: str, most: int) -> str:
    """The text, shortened with … where it is longer than a line may be."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _facts(story: EditionStory) -> list[tuple[str, str]]:
    facts = [
        (_("Region"), story.region),
        (pgettext("of a story", "Period"), story.period),
        (_("For whom"), ", ".join(story.groups)),
        (_("Together with"), ", ".join(story.together_with)),
    ]
    return [(name, text) for name, text in facts if text]


def _photo(photo: Photo, pictures: Pictures, printed: PhotoMaker) -> Data | None:
    name = f"photo-{photo.key}.jpg"
    made = printed(photo)
    if made is None:
        return None
    pictures[name] = made.content
    credit = _("Photo: %(name)s") % {"name": photo.credit} if photo.credit else ""
    return {
        "name": name, "alt": photo.alt or photo.caption or _("Photo"), "ratio": made.height / made.width,
        "caption": photo.caption, "credit": " · ".join(part for part in (credit, photo.licence_name) if part),
    }  # fmt: skip


def _section(section: Section) -> Data:
    return {
        "kind": section.kind, "heading": section.heading, "blocks": [_block(block) for block in section.blocks],
    }  # fmt: skip


def _block(block: Any) -> Data:
    return {"kind": block.kind, **_READERS[block.kind](block)}


def _listing(block: Any) -> Data:
    items = [
        {"runs": _runs(item.runs), "lists": [_listing(inner) for inner in item.lists]} for item in block.items
    ]
    return {"ordered": block.ordered, "items": items}


def _runs(runs: Runs) -> list[Data]:
    return [
        {"text": run.text, "bold": run.bold, "italic": run.italic, "link": run.link} for run in runs
    ]  # fmt: skip


def _point(point: Point) -> Data:
    return {"title": point.title, "paragraphs": paragraphs_of(point.text)}


def _figure(figure: Figure) -> Data:
    origin = [
        pgettext("date of a figure", "as of %(month)s") % {"month": figure.as_of} if figure.as_of else "", figure.source,
    ]  # fmt: skip
    return {
        "value": figure.value, "unit": figure.unit, "label": figure.label,
        "origin": " · ".join(part for part in origin if part),
    }  # fmt: skip


def _partners(group: PartnerGroup) -> Data:
    return {
        "sector": group.sector,
        "names": [f"{name} ({role})" if role else name for name, role in group.partners],
    }


def _stages(block: Any) -> Data:
    return {
        "items": [
            {"title": stage.title, "when": stage.when, "paragraphs": paragraphs_of(stage.text)}
            for stage in block.items
        ]
    }


_READERS: Mapping[str, Any] = {
    "paragraph": lambda block: {"runs": _runs(block.runs)},
    "list": _listing,
    "quote": lambda block: {"paragraphs": paragraphs_of(block.text), "source": block.source},
    "points": lambda block: {"heading": block.heading, "items": [_point(item) for item in block.items]},
    "stages": _stages,
    "figures": lambda block: {"items": [_figure(figure) for figure in block.items]},
    "terms": lambda block: {
        "items": [{"title": item.name, "paragraphs": paragraphs_of(item.text)} for item in block.items]
    },
}
