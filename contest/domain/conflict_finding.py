"""Finding conflicts of interest in what the tables know of jurors and applications, at a number of queries that doesn't grow.

What is found holds at once and ends the assignment of its pair. A lifted conflict stays lifted; finding twice finds once.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from contest.domain.conflict_telling import tell_untold
from contest.domain.conflict_ties import (
    EntryTies,
    JurorTies,
    grounds_between,
    link_domain,
    mail_domain,
    organisation_key,
)
from contest.domain.content import without_removed
from contest.domain.judging_terms import policy_row
from contest.domain.protocol import record_events
from contest.enums import AssignmentState, ConflictState, EventKind
from contest.models import (
    Answer,
    Application,
    ApplicationMember,
    Assignment,
    Call,
    ConflictOfInterest,
    JudgingPolicy,
    Juror,
)
from stories.models import Community

_AT_A_TIME = 200
_AT_ONCE = 1000


@transaction.atomic
def find_conflicts(
    call: Call, *, at: datetime, juror: Juror | None = None, application: Application | None = None
) -> list[ConflictOfInterest]:
    """Find what is not known yet, between all jurors and entries or those of one; return what is new.

    Tells the protocol also of older conflicts, once it knows both sides. Nothing is found before somebody has joined.
    """
    jurors = Juror.objects.of_call(call).active().with_panels()
    chosen = list(jurors.filter(pk=juror.pk) if juror else jurors)
    if not chosen:
        return []
    policy_row(call)
    policy = JudgingPolicy.objects.select_for_update().get(call=call)
    judged = Application.objects.of_call(call).judged()
    if application:
        judged = judged.filter(pk=application.pk)
    entries = list(judged.select_related("community__region"))
    if not entries or policy.declared_at is not None:
        return []
    rows = _new_rows(chosen, entries, same_region=policy.same_region_is_conflict, at=at)
    new = ConflictOfInterest.objects.bulk_create(rows, batch_size=_AT_ONCE)
    if policy.frozen_at is not None:
        tell_untold(call, jurors=chosen, applications=entries, at=at)
    end_assignments(policy, {(row.juror_id, row.application_id) for row in new}, at=at)
    return new


def end_assignments(policy: JudgingPolicy, pairs: Collection[tuple[int, int]], *, at: datetime) -> int:
    """Take the entries from their jurors, whom a conflict keeps from reading them; return how many were taken.

    Once judging is closed nothing is assigned or taken any more: the conflict itself keeps the juror out.
    """
    if not pairs or policy.closed_at is not None:
        return 0
    jurors, applications = ({pair[place] for pair in pairs} for place in (0, 1))
    standing = Assignment.objects.standing().filter(juror__in=jurors, application__in=applications)
    rows = [
        row
        for row in standing.select_related("juror", "application").order_by("application__reference", "juror__code")
        if (row.juror_id, row.application_id) in pairs
    ]  # fmt: skip
    if not rows:
        return 0
    for row in rows:
        row.state, row.ended_at = AssignmentState.REMOVED, at
    Assignment.objects.bulk_update(rows, ["state", "ended_at"], batch_size=_AT_ONCE)
    told = ({"juror": row.juror.code, "entry": row.application.reference} for row in rows)
    record_events(policy.call, [(EventKind.UNASSIGNED, data) for data in told], at=at)
    return len(rows)


def _new_rows(
    jurors: list[Juror], entries: list[Application], *, same_region: bool, at: datetime
) -> list[ConflictOfInterest]:
    known = set(
        ConflictOfInterest.objects.filter(juror__in=jurors, application__in=entries).values_list(
            "juror", "application", "ground"
        )
    )
    ties = _ties_of_entries(entries, jurors=jurors)
    rows = []
    for juror in jurors:
        own = _ties_of_juror(juror)
        for entry in entries:
            for ground, reason in grounds_between(own, ties[entry.pk], same_region=same_region).items():
                if (juror.pk, entry.pk, str(ground)) not in known:
                    rows.append(
                        ConflictOfInterest(
                            juror=juror, application=entry, ground=ground, state=ConflictState.FOUND,
                            reason=reason, found_at=at,
                        )
                    )  # fmt: skip
    return rows


def _ties_of_juror(juror: Juror) -> JurorTies:
    addresses = [juror.email, *([juror.user.email] if juror.user else [])]
    region = juror.region_id or (juror.community.region_id if juror.community else None)
    return JurorTies(
        user=juror.user_id,
        community=juror.community_id,
        community_code=juror.community.code if juror.community else "",
        region=region,
        organisation=organisation_key(juror.organisation),
        domains=frozenset(filter(None, map(mail_domain, addresses))),
    )


def _ties_of_entries(entries: list[Application], *, jurors: list[Juror]) -> dict[int, EntryTies]:
    people: dict[int, dict[int, str]] = defaultdict(dict)
    for member in ApplicationMember.objects.filter(application__in=entries).select_related("user"):
        people[member.application_id][member.user_id] = member.user.email
    past_people, past_partners = _past_of_communities(entries, jurors=jurors)
    places = {row.code: row.name_uk for row in Community.objects.filter(code__in=_codes_of(jurors))}
    ties = {}
    newest = Application.objects.filter(pk__in=[row.pk for row in entries]).with_newest_version().only("pk")
    by_key = {row.pk: row for row in entries}
    for row in newest.iterator(_AT_A_TIME):
        pk, entry, values = row.pk, by_key[row.pk], _submitted(row.newest_content)
        mailboxes = [*people[pk].values(), str(values.get("contact_email", ""))]
        domains = {*map(mail_domain, mailboxes), *map(link_domain, _values_at(values, "links", "url"))}
        community = entry.community
        ties[pk] = EntryTies(
            community=entry.community_id,
            community_name=community.name_uk if community else "",
            region=community.region_id if community else None,
            region_name=community.region.name_uk if community else "",
            taking_part={code: places.get(code, code) for code in _values_at(values, "communities", "community")},
            partners=_named(_values_at(values, "partners", "name")),
            domains=frozenset(filter(None, domains)),
            people=frozenset(people[pk]),
            past_people=_others(past_people[entry.community_id], pk),
            past_partners=_others(past_partners[entry.community_id], pk),
        )  # fmt: skip
    return ties


def _submitted(content: str | None) -> dict[str, Any]:
    return without_removed(json.loads(content)["answers"]) if content else {}


_Past = dict[int | None, dict[Any, list[tuple[int, str]]]]


def _past_of_communities(entries: list[Application], *, jurors: list[Juror]) -> tuple[_Past, _Past]:
    """Return by community who of the jurors, and what organisation of theirs, worked on which application of it."""
    communities = {entry.community_id for entry in entries if entry.community_id}
    people: _Past = defaultdict(lambda: defaultdict(list))
    members = ApplicationMember.objects.filter(
        user__in=[juror.user_id for juror in jurors if juror.user_id], application__community__in=communities
    )
    for row in members.select_related("application__call__edition"):
        people[row.application.community_id][row.user_id].append((row.application_id, _told(row.application)))
    partners: _Past = defaultdict(lambda: defaultdict(list))
    organisations = {organisation_key(juror.organisation) for juror in jurors} - {""}
    names = Answer.objects.filter(
        application__community__in=communities, application__first_submitted_at__isnull=False,
        path__startswith="partners/", path__endswith="/name",
    )  # fmt: skip
    if organisations:
        for answer in names.select_related("application__call__edition").iterator(_AT_A_TIME):
            if (key := organisation_key(str(answer.value))) in organisations:
                application = answer.application
                partners[application.community_id][key].append((application.pk, _told(application)))
    return people, partners


def _told(application: Application) -> str:
    return f"{application.reference or application.title} ({application.call.edition.slug})"


def _others(past: dict[Any, list[tuple[int, str]]], pk: int) -> dict[Any, str]:
    """Leave out what concerns the entry itself: that has grounds of its own."""
    told = {key: [words for other, words in found if other != pk] for key, found in past.items()}
    return {key: words[0] for key, words in told.items() if words}


def _codes_of(jurors: Iterable[Juror]) -> set[str]:
    return {juror.community.code for juror in jurors if juror.community}


def _named(names: Iterable[str]) -> dict[str, str]:
    return {key: name for name in names if (key := organisation_key(name))}


def _values_at(values: dict[str, Any], part: str, name: str) -> list[str]:
    """Return what stands in one field of every item of a list."""
    return [
        value
        for path, value in values.items()
        if path.startswith(f"{part}/") and path.endswith(f"/{name}") and isinstance(value, str)
    ]
