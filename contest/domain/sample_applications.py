"""Invented applications for trying the form, the desk and the rush of the last hour: thousands in a few queries.

The one place beside `applying` that writes applications and versions: submitting ten thousand one by one takes an hour.
What it writes is what submitting them would have written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.application_index import index_entry
from contest.domain.content import canonical, content_hash, version_data, without_removed
from contest.domain.references import reference_of, take_numbers
from contest.domain.sample_answers import Values, own_answers, sample_answers
from contest.enums import ApplicationStatus, EntryKind, MemberRole, Punctuality
from contest.errors import SeedError
from contest.models import (
    Answer,
    Application,
    ApplicationIndex,
    ApplicationMember,
    ApplicationVersion,
    Call,
    HistoryEntry,
)
from stories.domain.sample_texts import SamplePlace
from stories.models import Category, Community

EMAIL_PREFIX, EMAIL_DOMAIN = "sample-applicant-", "@example.org"
_CHUNK = 250
# Of applications that are to be submitted, one in so many stays a draft.
_DRAFT_EVERY = 10

Progress = Callable[[int], Any]


@dataclass(frozen=True)
class _Surroundings:
    """What the applications refer to, read once."""

    call: Call
    at: datetime
    places: list[list[SamplePlace]]
    communities: dict[str, Community]
    categories: dict[str, Category]
    call_answers: Values
    people: str = EMAIL_PREFIX
    in_turn: Sequence[SamplePlace] = ()

    def places_of(self, number: int) -> Sequence[Sequence[SamplePlace]]:
        """Return the places from which the application of the number may come. Those that are submitted take turns."""
        if not self.in_turn:
            return self.places
        return [[self.in_turn[(number - number // _DRAFT_EVERY - 1) % len(self.in_turn)]]]


@dataclass
class _Made:
    """One application on its way into the database."""

    application: Application
    owner: User
    values: Values


def make_sample_applications(
    call: Call, total: int, *, at: datetime, submitted: bool = True, progress: Progress = lambda _made: None,
    people: str = EMAIL_PREFIX, communities: Sequence[Community] = (),
) -> int:  # fmt: skip
    """Make invented applications to the call until there are `total`, each of a person of its own; returns how many.

    Goes on where an earlier run stopped. All are complete; unless `submitted` all stay drafts. `people` is what their
    addresses begin with; `communities`, if any are given, apply in turn. Raises SeedError where the register is missing or
    the call offers no category.
    """
    made = User.objects.filter(email__startswith=people, applications__call=call).count()
    numbers = range(made + 1, total + 1)
    if not numbers:
        return 0
    around = replace(_surroundings(call, at=at), people=people, in_turn=[_place(row) for row in communities])
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        with transaction.atomic():
            _write(chunk, around, submitted=submitted)
        progress(len(chunk))
    return len(numbers)


def _surroundings(call: Call, *, at: datetime) -> _Surroundings:
    by_region: dict[int, list[SamplePlace]] = defaultdict(list)
    rows = {row.code: row for row in Community.objects.filter(in_register=True).select_related("region")}
    for row in sorted(rows.values(), key=lambda row: (row.region.code, row.code)):
        by_region[row.region_id].append(_place(row))
    offered = {row.category.slug: row.category for row in call.categories.select_related("category")}
    if not rows or not offered:
        raise SeedError(_("Run load_communities and load_call first: invented applications answer a call."))
    return _Surroundings(call, at, list(by_region.values()), rows, offered, own_answers(call))


def _place(row: Community) -> SamplePlace:
    names = (f"{row.name_uk} громада", f"{row.centre_en} community")
    return SamplePlace(row.code, row.slug, names, (row.centre_uk, row.centre_en))


def _write(numbers: Sequence[int], around: _Surroundings, *, submitted: bool) -> None:
    owners = User.objects.bulk_create(
        User(email=f"{around.people}{number:06d}{EMAIL_DOMAIN}", password=make_password(None), language="uk")
        for number in numbers
    )
    made = [_draft(number, owner, around) for number, owner in zip(numbers, owners, strict=True)]
    sent = [row for number, row in zip(numbers, made, strict=True) if submitted and number % _DRAFT_EVERY]
    if sent:
        _number(sent, around.call)
    Application.objects.bulk_create(row.application for row in made)
    ApplicationMember.objects.bulk_create(
        ApplicationMember(
            application=row.application,
            user=row.owner,
            role=MemberRole.OWNER,
            joined_at=row.application.created_at,
        )
        for row in made
    )
    Answer.objects.bulk_create(
        Answer(
            application=row.application,
            path=path,
            value=value,
            saved_at=row.application.changed_at,
            saved_by=row.owner,
        )
        for row in made
        for path, value in row.values.items()
    )
    history = [_entry(row, EntryKind.STARTED, row.application.created_at, {}) for row in made]
    history += _submit(sent)
    HistoryEntry.objects.bulk_create(history)


def _draft(number: int, owner: User, around: _Surroundings) -> _Made:
    lots = Random(f"application/{number}")  # noqa: S311 - repeatable on purpose
    _story, values = sample_answers(
        number,
        call_answers=around.call_answers,
        places=around.places_of(number),
        categories=list(around.categories),
    )
    begun = around.at - timedelta(minutes=lots.randint(60, 20 * 24 * 60))
    application = Application(
        call=around.call, language="uk", title=values["title"], community=around.communities[values["community"]],
        category=around.categories[values["category"]], created_at=begun,
        # Most come at the end.
        changed_at=begun + (around.at - begun) * lots.random() ** 0.5,
    )  # fmt: skip
    return _Made(application, owner, values)


def _number(made: Sequence[_Made], call: Call) -> None:
    """Let the applications know their references and that they were submitted, in the order in which they came."""
    first = take_numbers(call, count=len(made))
    in_order = sorted(made, key=lambda row: row.application.changed_at)
    for number, row in enumerate(in_order, first):
        application = row.application
        slug = application.category.slug if application.category else ""
        application.number, application.reference = number, reference_of(call, slug=slug, number=number)
        application.first_submitted_at = application.submitted_at = application.changed_at
        application.punctuality = Punctuality.IN_TIME
        application.status = application.released_status = ApplicationStatus.SUBMITTED


def _submit(made: Sequence[_Made]) -> Iterator[HistoryEntry]:
    """Write versions and search entries; returns what the histories tell of it."""
    versions, entries = [], []
    for row in made:
        at = row.application.changed_at
        data = version_data(row.application, answers=without_removed(row.values), files=[], number=1, at=at)
        text = canonical(data)
        version = ApplicationVersion(
            application=row.application, number=1, content=text, sha256=content_hash(text), submitted_at=at,
            submitted_by=row.owner, submitted_by_name=str(row.owner), punctuality=Punctuality.IN_TIME,
        )  # fmt: skip
        versions.append(version)
        entries.append(index_entry(row.application, data))
        told = {
            "from": "draft",
            "to": "submitted",
            "version": 1,
            "sha256": version.sha256,
            "arrived": "in_time",
        }
        yield _entry(row, EntryKind.STATUS, at, told)
    ApplicationVersion.objects.bulk_create(versions)
    ApplicationIndex.objects.bulk_create(entries)


def _entry(row: _Made, kind: EntryKind, at: datetime, data: dict[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        application=row.application, kind=kind, at=at, by=row.owner, by_name=str(row.owner), data=data
    )
