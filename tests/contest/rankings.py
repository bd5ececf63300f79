"""Judged calls for tests of ranking and deliberation: rows and events as the jury's work leaves them."""

from datetime import timedelta

from contest.domain.judging import close_judging
from contest.domain.protocol import hash_of_words, protocol_of, record_event
from contest.enums import EventKind
from contest.models import Evaluation, EvaluationRevision, JudgingPolicy
from contest.verifier.verification import verify
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror, open_jury
from tests.factories import make_user


def hand_in(juror, entry, score, *, at=None, **others):
    """The juror's evaluation of the entry, assigned and submitted; `score` is that of the first criterion."""
    call = juror.call
    at = at or call.judging_opens_at + timedelta(days=1)
    pair = {"juror": juror.code, "entry": entry.reference}
    assignment = assign(juror, entry, at=at)
    record_event(call, EventKind.ASSIGNED, pair, at=at)
    evaluation = Evaluation.objects.create(assignment=assignment, revision=1, submitted_at=at, changed_at=at)
    scores = {first_criterion(call): score, **others}
    EvaluationRevision.objects.create(evaluation=evaluation, number=1, scores=scores, submitted_at=at)
    record_event(call, EventKind.EVALUATION_SUBMITTED, {**pair, "revision": 1, "scores": scores}, at=at)
    return assignment


def change(assignment, score, *, at):
    """Another revision of what was handed in."""
    evaluation, juror = assignment.evaluation, assignment.juror
    evaluation.revision, evaluation.changed_at = evaluation.revision + 1, at
    evaluation.save()
    scores = {first_criterion(juror.call): score}
    EvaluationRevision.objects.create(
        evaluation=evaluation,
        number=evaluation.revision,
        scores=scores,
        submitted_at=at,
        reason="Перечитано.",
    )
    told = {
        "juror": juror.code, "entry": assignment.application.reference, "revision": evaluation.revision,
        "scores": scores, "reason_sha256": hash_of_words("Перечитано."),
    }  # fmt: skip
    record_event(juror.call, EventKind.EVALUATION_CHANGED, told, at=at)


def first_criterion(call):
    return next(iter(JudgingPolicy.objects.get(call=call).criterion_codes.values()))


def make_scored(scores, *, closed=True, jurors=2, call=None, **terms):
    """A call whose entries got these scores, {entry: one for each juror or None}; entries and jurors in their order."""
    call = call or make_judged_call()
    entries = [make_entry(call) for _row in scores]
    # Mailboxes of their own organisations: one that applicants have too would be a conflict of interest.
    people = [make_user(f"seat-{call.pk}@jury-{number}.example") for number in range(jurors)]
    seats = [make_juror(call, user=user, is_chair=user == people[0]) for user in people]
    winners = terms.pop("winners", 1)
    minimum = terms.pop("minimum", None)
    slugs = [row.category.slug for row in call.categories.all()]
    open_jury(
        call, category_terms={slug: {"winners": winners, "minimum": minimum} for slug in slugs}, **terms
    )
    for entry, row in zip(entries, scores, strict=True):
        for juror, score in zip(seats, row, strict=True):
            if score is not None:
                hand_in(juror, entry, score)
    if closed:
        close_judging(call, by=make_user(f"closer-{call.pk}@example.org"), at=call.judging_closes_at)
    return call, entries, seats


def faults_of(call):
    """What the verifier finds wrong in the call's protocol, in English."""
    report = verify(protocol_of(call), unfinished=True)
    return [remark.text("en") for remark in report.faults]
