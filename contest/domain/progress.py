"""How far an application has come, section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain.checking import Gap, asked_questions
from contest.domain.content import without_removed
from contest.domain.form_fields import section_at
from contest.enums import Section
from contest.models import Application


@dataclass(frozen=True)
class SectionState:
    """A section, whether anything stands in it, what it lacks, and whether it may be written in now."""

    section: Section
    is_begun: bool
    gaps: int
    is_writable: bool

    @property
    def is_complete(self) -> bool:
        return self.gaps == 0

    @property
    def state(self) -> str:
        """A word for the style sheet."""
        if self.is_complete:
            return "complete"
        return "begun" if self.is_begun else "empty"


def sections_of(application: Application, *, values: dict[str, Any]) -> list[Section]:
    """Return the sections that the applicant is asked to fill in; further questions only where the call asks some."""
    asked = asked_questions(application.call, values, category_id=application.category_id)
    return [section for section in Section if section != Section.QUESTIONS or asked]


def progress_of(
    sections: Iterable[Section], *, values: dict[str, Any], gaps: Sequence[Gap], writable: Sequence[Section]
) -> list[SectionState]:
    """Return the state of each section in its order."""
    begun = {section_at(path) for path in without_removed(values)}
    return [
        SectionState(
            section, section in begun, sum(gap.section == section for gap in gaps), section in writable
        )
        for section in sections
    ]
