"""What everybody reads of an edition once its results are out; an edition that was not held on this site is history."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import ngettext, npgettext

from contest.domain.edition_files import public_files
from contest.domain.moments import Moment, moment_of
from contest.domain.results_figures import Figures, figures_of_call, figures_of_history
from contest.domain.results_honours import (
    HonourGroup,
    honoured_number,
    honours_in_catalogue,
    honours_of_call,
)
from contest.domain.results_jury import Judging, judging_of
from contest.models import Call, EditionFile, ResultsNote
from stories.domain.linked_data import Node, Place
from stories.models import Edition, StoryPage
from stories.text.figures import format_number


@dataclass(frozen=True)
class Correction:
    """What was put right after the results were out, and when."""

    moment: Moment
    text: str


@dataclass(frozen=True)
class Results:
    """The results of an edition. `judging` is None and there are no corrections where it was not held on this site."""

    edition: Edition
    groups: tuple[HonourGroup, ...]
    figures: Figures
    judging: Judging | None
    corrections: tuple[Correction, ...]
    files: tuple[EditionFile, ...]

    @property
    def honoured(self) -> int:
        """How many were honoured."""
        return honoured_number(self.groups)

    @property
    def stories(self) -> list[StoryPage]:
        """The stories that can be read, in the order of the page, each once."""
        rows = (row for group in self.groups for row in group.honoured)
        return list({row.key: row.story for row in rows if row.story}.values())

    @property
    def in_short(self) -> str:
        """How it came out, in two sentences."""
        number, figures = self.honoured, self.figures
        honoured = ngettext(
            "The jury honoured %(count)s story.", "The jury honoured %(count)s stories.", number
        ) % {"count": format_number(number)}
        if not figures.applications or not figures.communities:
            return honoured
        places = npgettext(
            "applications came from", "%(count)s community", "%(count)s communities", figures.communities
        ) % {"count": format_number(figures.communities)}
        came = ngettext(
            "%(count)s application came from %(places)s.", "%(count)s applications came from %(places)s.",
            figures.applications,
        ) % {"count": format_number(figures.applications), "places": places}  # fmt: skip
        return f"{honoured} {came}"


def results_of_call(call: Call) -> Results:
    """Return the results as they stand now. The caller has asked whether they are out."""
    notes = ResultsNote.objects.filter(call=call)
    return Results(
        edition=call.edition,
        groups=tuple(honours_of_call(call)),
        figures=figures_of_call(call),
        judging=judging_of(call),
        corrections=tuple(Correction(moment_of(note.at, zone=call.zone), note.text) for note in notes),
        files=tuple(public_files(call.edition)),
    )


def results_of_history(edition: Edition) -> Results:
    """Return what the catalogue knows of an edition that was not held on this site."""
    groups = tuple(honours_in_catalogue(edition))
    figures = figures_of_history(edition, groups)
    return Results(edition, groups, figures, None, (), tuple(public_files(edition)))


def linked_honours(results: Results) -> Callable[[Place], list[Node]]:
    """Return what makes the honours words of schema.org: each story with all that it was honoured with."""

    def nodes(place: Place) -> list[Node]:
        awards: dict[StoryPage, list[str]] = {}
        for group in results.groups:
            for row in group.honoured:
                if row.story:
                    awards.setdefault(row.story, []).append(f"{results.edition.name}: {group.category.name}")
        return [
            {"@type": "Article", "@id": place.full(story.url), "name": story.title, "award": named}
            for story, named in awards.items()
        ]

    return nodes
