"""A story of an edition as plain text, for whoever pastes it elsewhere."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from contest.domain.edition_book import citation_of
from contest.domain.edition_prose import Listing, Paragraph, PointList, Quotation, words_of
from contest.domain.edition_story import Block, EditionStory, Figure, FigureList, StageList

_END = "\r\n"
_INDENT = "  "


def plain_story(story: EditionStory) -> str:
    """Return all the page's words in the active language; lines end as Windows wants them, which every program reads."""
    lines = [story.title, "", f"{story.community}, {story.region}", story.period]
    lines += [story.honour, "", story.summary, ""]
    lines += [figure_line(figure) for figure in story.highlights]
    if story.citation:
        lines += ["", _("What the jury says").upper(), "", quoted(story.citation)]
    for section in story.sections:
        lines += ["", section.heading.upper()]
        for block in section.blocks:
            lines += ["", *_block_lines(block)]
    if story.partners:
        lines += ["", _("Who took part").upper(), ""]
        for group in story.partners:
            lines.append(f"{group.sector}:")
            lines += [f"- {name}{f' ({role})' if role else ''}" for name, role in group.partners]
    if contact := [part for part in story.contact if part]:
        lines += ["", _("Whom to ask").upper(), "", *contact]
    lines += [
        "",
        _("How to cite this story").upper(),
        "",
        citation_of(story),
        f"{_('Licence:')} {story.licence_name}",
    ]
    return join_lines(lines)


def figure_line(figure: Figure) -> str:
    """A figure in one line: «понад 30 організацій — долучилися до роботи»."""
    number = f"{figure.value} {figure.unit}".strip()
    notes = ", ".join(note for note in (figure.as_of, figure.source) if note)
    return f"{number} — {figure.label}{f' ({notes})' if notes else ''}"


def quoted(words: str) -> str:
    """The words in the quotation marks of the active language."""
    return _("“%(words)s”") % {"words": words}


def join_lines(lines: Sequence[str]) -> str:
    """The lines as a text file; no two empty ones follow one another."""
    kept: list[str] = []
    for line in "\n".join(lines).split("\n"):
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return _END.join([*kept, ""])


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield words_of(block.runs)
    elif isinstance(block, Listing):
        yield from _list_lines(block)
    elif isinstance(block, Quotation):
        yield quoted(block.text)
        yield f"— {block.source}" if block.source else ""
    elif isinstance(block, PointList):
        yield f"{block.heading}:" if block.heading else ""
        for point in block.items:
            yield f"- {'. '.join(part for part in (point.title.rstrip('.'), point.text) if part)}"
    elif isinstance(block, StageList):
        for stage in block.items:
            yield from ("", f"{stage.title}{f' ({stage.when})' if stage.when else ''}", stage.text)
    elif isinstance(block, FigureList):
        yield from (f"- {figure_line(figure)}" for figure in block.items)
    else:
        yield from (f"{term.name}: {term.text}" for term in block.items)


def _list_lines(listing: Listing, depth: int = 0) -> Iterator[str]:
    for number, item in enumerate(listing.items, 1):
        mark = f"{number}." if listing.ordered else "-"
        yield f"{_INDENT * depth}{mark} {words_of(item.runs)}"
        for inner in item.lists:
            yield from _list_lines(inner, depth + 1)
