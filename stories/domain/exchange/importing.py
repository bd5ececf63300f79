"""Imports a file of stories: all of it or nothing, as drafts that await their safety review."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from stories.domain.exchange.content import facts_of, texts_of
from stories.domain.exchange.faults import Faults
from stories.domain.exchange.newcomers import NewRow, Organisations, Tags
from stories.domain.exchange.parsing import ParsedStory, parse_stories
from stories.domain.exchange.raw_stories import read_raw_stories
from stories.domain.exchange.references import References
from stories.domain.publishing import Outcome, import_story_draft
from stories.domain.site_tree import ensure_site_tree
from stories.domain.story_content import StoryFacts, StoryText
from stories.domain.vocabulary import load_vocabulary
from stories.errors import ImportRefused
from stories.models import Category, StoryIndexPage

LEFT_ALONE = (Outcome.OF_CATALOGUE, Outcome.EDITED, Outcome.PUBLISHED, Outcome.DELETED)
Progress = Callable[[Iterable["Planned"]], Iterable["Planned"]]
Planned = tuple[StoryFacts, list[StoryText]]


@dataclass
class ImportReport:
    """What an import did, or would do."""

    stories: int
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    left_alone: list[tuple[str, str, Outcome]] = field(default_factory=list)
    organisations: list[NewRow] = field(default_factory=list)
    tags: list[NewRow] = field(default_factory=list)
    applied: bool = False


def import_stories(
    path: Path, *, apply: bool = False, by: User | None = None, progress: Progress = lambda planned: planned
) -> ImportReport:
    """Import the stories of an .xlsx, .csv or .json as drafts; nothing is published.

    Without `apply` everything is done and taken back again, so that the report is what would happen. Raises
    ImportRefused with every fault of the file; then nothing was changed. `by` becomes the drafts' author. `progress`
    is handed the stories to go through, and may tell how far they are.
    """
    with transaction.atomic():
        _prepare_site()
        report = _import(path, by=by, progress=progress)
        report.applied = apply
        if not apply:
            transaction.set_rollback(True)
    return report


def _import(path: Path, *, by: User | None, progress: Progress) -> ImportReport:
    faults = Faults()
    parsed = parse_stories(read_raw_stories(path, faults), faults)
    organisations, tags = Organisations(), Tags()
    planned = _plan(parsed, organisations=organisations, tags=tags, faults=faults)
    if faults:
        raise ImportRefused(list(faults.lines()))
    organisations.write()
    tags.write()
    report = ImportReport(len(planned), organisations=organisations.added, tags=tags.added)
    for facts, texts in progress(planned):
        for text in texts:
            outcome = _import_draft(facts, text, by=by)
            report.outcomes[outcome] += 1
            if outcome in LEFT_ALONE:
                report.left_alone.append((facts.key, text.language, outcome))
    return report


def _import_draft(facts: StoryFacts, text: StoryText, *, by: User | None) -> Outcome:
    try:
        return import_story_draft(facts, text, by=by)
    except ValidationError as fault:
        # What a page demands of itself beyond the columns; all that was written goes back with the transaction.
        raise ImportRefused(
            [f"{facts.key} ({text.language}): {reason}" for reason in fault.messages]
        ) from fault


def _plan(
    parsed: list[ParsedStory], *, organisations: Organisations, tags: Tags, faults: Faults
) -> list[Planned]:
    known = References()
    planned = []
    for story in parsed:
        facts = facts_of(story, known=known, organisations=organisations, tags=tags, faults=faults)
        if facts is not None and not faults:
            planned.append((facts, texts_of(story)))
    return planned


def _prepare_site() -> None:
    """On an empty site make the pages that hold stories, and the vocabularies they are sorted by."""
    if not StoryIndexPage.objects.exists():
        ensure_site_tree()
    if not Category.objects.exists():
        load_vocabulary()
