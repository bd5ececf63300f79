"""What a rehearsal is played with: an edition of its own, applications from invented people, and their screening."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.call_seed import example_call_for
from contest.domain.calls import publish_call
from contest.domain.jurors import JurorFacts, accept_seat, invite_juror
from contest.domain.rehearsal_jury import JURY, Character
from contest.domain.sample_applications import make_sample_applications
from contest.domain.screening import decide_eligibility
from contest.enums import ApplicationStatus
from contest.errors import SeedError
from contest.models import Application, Call, Juror
from stories.models import Community, Edition

# Numbers that no real edition will have.
FIRST_NUMBER = 901
REASON_INELIGIBLE = "Справа почалася до 2022 року й відтоді не змінилася."
# Of so many applications one doesn't meet the conditions.
_INELIGIBLE_EVERY = 25
# One invented application in ten stays a draft.
_SUBMITTED_OF_TEN = 9


@dataclass(frozen=True)
class Calendar:
    """The dates of a rehearsal, counted from its opening."""

    opens_at: datetime

    def dates(self) -> dict[str, datetime]:
        """Return the dates of the call by the names of its fields."""
        days = {
            "opens_at": 0,
            "closes_at": 30,
            "judging_opens_at": 40,
            "judging_closes_at": 60,
            "results_at": 70,
        }
        return {name: self.opens_at + timedelta(days=number) for name, number in days.items()}


def make_rehearsal_call(calendar: Calendar) -> Call:
    """Make an edition of its own with the example's categories and criteria, and its call, open to applications."""
    number = max(Edition.objects.aggregate(last=Max("number"))["last"] or 0, FIRST_NUMBER - 1) + 1
    edition = Edition.objects.create(
        slug=f"rehearsal-{number}", number=number, name_uk=f"Репетиція суддівства № {number}",
        name_en=f"Rehearsal of judging No. {number}",
    )  # fmt: skip
    call = example_call_for(edition)
    for name, moment in calendar.dates().items():
        setattr(call, name, moment)
    call.save()
    return publish_call(call, by=None, at=calendar.opens_at)


def person(call: Call, name: str) -> User:
    """Return an account that nobody can sign in with, for somebody of this rehearsal."""
    email = f"{call.edition.slug}-{name}@jury.example.net"
    return User.objects.get_or_create(email=email, defaults={"password": make_password(None)})[0]


def apply_and_screen(
    call: Call, *, applications: int, communities: int, by: User, at: datetime, seed: str
) -> int:
    """Let so many communities submit so many applications until the instant, and screen them; return how many were begun."""
    rows = list(Community.objects.filter(in_register=True).select_related("region").order_by("code"))
    if len(rows) < communities:
        raise SeedError(
            _("Run load_communities first: the rehearsal’s applications come from real communities.")
        )
    chosen = Random(f"{seed}/communities").sample(rows, communities)  # noqa: S311 - repeatable on purpose
    total = applications + (applications - 1) // _SUBMITTED_OF_TEN
    made = make_sample_applications(
        call, total, at=at, people=f"{call.edition.slug}-applicant-", communities=chosen
    )  # fmt: skip
    submitted = Application.objects.of_call(call).filter(status=ApplicationStatus.SUBMITTED)
    for place, application in enumerate(submitted.order_by("number"), 1):
        eligible = place % _INELIGIBLE_EVERY != 0
        decide_eligibility(
            application, eligible=eligible, ticks=[(row.text, eligible) for row in call.checklist.all()], by=by,
            at=at + timedelta(days=2, minutes=place), expected=ApplicationStatus.SUBMITTED,
            reason="" if eligible else REASON_INELIGIBLE,
        )  # fmt: skip
    return made


def invite_jury(call: Call, *, by: User, at: datetime) -> dict[str, tuple[Character, str]]:
    """Invite the whole jury, and seat those who come in time; return everybody's character and secret by code."""
    categories = [row.category for row in call.categories.select_related("category").order_by("sort_order")]
    neighbours = iter(
        Community.objects.filter(applications__call=call, applications__status=ApplicationStatus.ELIGIBLE)
        .distinct()
        .order_by("code")
    )
    invited = {}
    for number, character in enumerate(JURY, 1):
        facts = JurorFacts(
            name=character.name, email=f"{call.edition.slug}-juror-{number}@jury.example.net",
            panels=[categories[place % len(categories)] for place in character.panels], reads_en=character.reads_en,
            community=next(neighbours, None) if character.lives_there else None, is_chair=character.chairs,
        )  # fmt: skip
        juror, secret = invite_juror(call, facts, by=by, at=at)
        invited[juror.code] = (character, secret)
        if not character.joins_late:
            seat(call, juror.code, secret, at=at + timedelta(hours=number))
    return invited


def seat(call: Call, code: str, secret: str, *, at: datetime) -> Juror:
    """Let the juror accept."""
    return accept_seat(secret, by=person(call, code.lower()), at=at)
