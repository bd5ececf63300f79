"""Scoring: what a juror types is kept field by field, as an applicant's answers are, and counts once it is submitted.

Whoever saves holds the lock of the assignment; whoever submits, that of the policy's row before it, as everything does
that tells the protocol. So two clicks are one, and nothing is submitted after judging was closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contest.domain.answers import Change, Conflict, Saved, why_unkeepable
from contest.domain.phases import phase_of
from contest.domain.protocol import hash_of_words, record_event
from contest.domain.scoring_sheets import NOTES, SCORE, SheetBook, category_of, score_on
from contest.enums import EventKind, Phase
from contest.errors import EvaluationRefused, ReasonMissing
from contest.models import (
    Assignment,
    Call,
    Evaluation,
    EvaluationField,
    EvaluationFlag,
    EvaluationRevision,
    JudgingPolicy,
)

LONGEST_REASON = 2_000
LONGEST_FLAG = 4_000


@dataclass(frozen=True)
class Refused:
    """An evaluation that was not submitted with the others, and why."""

    assignment: Assignment
    sentence: str


def why_closed(call: Call, policy: JudgingPolicy | None, *, at: datetime) -> str:
    """Return a sentence why nothing can be scored in the call now, "" if it can."""
    if policy is None or policy.frozen_at is None:
        return _("Judging has not been opened yet.")
    if policy.closed_at is not None or phase_of(call, at=at) != Phase.JUDGING:
        return _("Judging is closed: scores can no longer be changed.")
    return ""


@transaction.atomic
def save_evaluation(assignment: Assignment, changes: Iterable[Change], *, at: datetime) -> Saved:
    """Keep what was typed where nothing else was saved meanwhile; the rest comes back as conflicts.

    The same save sent twice is one save. Raises EvaluationRefused when judging is closed, and for what is no field of
    the sheet or no score of its scale; nothing is saved then. A constant number of queries, however many fields.
    """
    wanted = {change.path: change for change in changes}
    locked = _locked(assignment)
    policy = _open_policy(locked, JudgingPolicy.objects.all(), at=at)
    _refuse_nonsense(wanted, locked, SheetBook(policy))
    if not wanted:
        return Saved({}, ())
    evaluation = _evaluation(locked, at=at)
    known = {row.path: row for row in evaluation.fields.filter(path__in=wanted)}
    added, updated, versions, conflicts = [], [], {}, []
    for path, change in wanted.items():
        row, value = known.get(path), str(change.value)
        if row is None:
            row = EvaluationField(evaluation=evaluation, path=path, value=value, saved_at=at)
            added.append(row)
        elif row.value != value:
            if row.version != change.base and row.value not in change.own:
                conflicts.append(
                    Conflict(path, value, row.value, row.version, locked.juror.name, row.saved_at)
                )
                continue
            row.value, row.version, row.saved_at = value, row.version + 1, at
            updated.append(row)
        versions[path] = row.version
    if added or updated:
        EvaluationField.objects.bulk_create(added)
        EvaluationField.objects.bulk_update(updated, ["value", "version", "saved_at"])
        evaluation.changed_at = at
        evaluation.save(update_fields=["changed_at"])
    return Saved(versions, tuple(conflicts))


@transaction.atomic
def submit_evaluation(assignment: Assignment, *, at: datetime) -> Evaluation:
    """Hand in the scores as they stand. What was handed in before stays as it was: a second click changes nothing.

    Raises EvaluationRefused naming the criteria that have no score, and when judging is closed.
    """
    policy = _locked_policy(assignment, at=at)
    locked = _locked(assignment)
    evaluation = _evaluation(locked, at=at)
    if evaluation.revision:
        return evaluation
    return _add_revision(locked, evaluation, _scores(locked, evaluation, policy), reason="", at=at)


def submit_all(assignments: Iterable[Assignment], *, at: datetime) -> tuple[list[Assignment], list[Refused]]:
    """Hand in each of the evaluations by itself; returns those that were, and those that were not with the reason."""
    done, refused = [], []
    for assignment in assignments:
        try:
            submit_evaluation(assignment, at=at)
        except EvaluationRefused as error:
            refused.append(Refused(assignment, str(error)))
        else:
            done.append(assignment)
    return done, refused


@transaction.atomic
def change_evaluation(assignment: Assignment, *, reason: str, at: datetime) -> Evaluation:
    """Hand in other scores than before; what was handed in stays on record beside them, and the reason with it.

    Sent twice it is one change. Raises ReasonMissing, and EvaluationRefused as long as nothing has been submitted or
    nothing is different.
    """
    policy = _locked_policy(assignment, at=at)
    locked, reason = _locked(assignment), reason.strip()
    evaluation = _evaluation(locked, at=at)
    if not evaluation.revision:
        raise EvaluationRefused(
            _("This evaluation has not been submitted yet, so there is nothing to change.")
        )
    last = evaluation.revisions.get(number=evaluation.revision)
    scores = _scores(locked, evaluation, policy)
    if last.scores == scores:
        if last.reason and last.reason == reason:
            return evaluation
        raise EvaluationRefused(_("The scores are the same as those that you submitted."))
    if not reason:
        raise ReasonMissing(_("Say why the scores change: the reason stays on record."))
    if len(reason) > LONGEST_REASON or why_unkeepable(reason):
        raise EvaluationRefused(why_unkeepable(reason) or _("The reason is too long."))
    return _add_revision(locked, evaluation, scores, reason=reason, at=at)


@transaction.atomic
def restore_submitted(assignment: Assignment, *, at: datetime) -> Evaluation:
    """Put the scores that were submitted back into the fields, in place of changes that were not."""
    locked = _locked(assignment)
    evaluation = Evaluation.objects.filter(assignment=locked).first()
    if evaluation is None or not evaluation.revision:
        raise EvaluationRefused(
            _("This evaluation has not been submitted yet, so there is nothing to change.")
        )
    scores = evaluation.revisions.get(number=evaluation.revision).scores
    rows = evaluation.fields.filter(path__startswith=SCORE)
    changes = [
        Change(row.path, str(scores.get(row.path.removeprefix(SCORE), "")), row.version) for row in rows
    ]
    save_evaluation(locked, changes, at=at)
    return evaluation


@transaction.atomic
def raise_flag(assignment: Assignment, *, text: str, at: datetime) -> EvaluationFlag:
    """Ask the secretariat to look at something in the application. The same words sent twice are one flag."""
    text = text.strip()
    if not text:
        raise EvaluationRefused(_("Say what the secretariat is to look at."))
    if len(text) > LONGEST_FLAG or why_unkeepable(text):
        raise EvaluationRefused(why_unkeepable(text) or _("That is too long. Shorten it."))
    locked = _locked(assignment)
    _open_policy(locked, JudgingPolicy.objects.all(), at=at)
    standing = locked.flags.filter(settled_at=None, text=text).first()
    return standing or EvaluationFlag.objects.create(assignment=locked, text=text, raised_at=at)


def _locked(assignment: Assignment) -> Assignment:
    """Return the assignment under its lock; EvaluationRefused if the juror may not read the entry any more."""
    rows = Assignment.objects.readable_by(assignment.juror).select_for_update(of=("self",))
    found = rows.select_related("juror__call", "application__category").filter(pk=assignment.pk)
    locked = found.first()
    if locked is None or not locked.juror.is_active:
        raise EvaluationRefused(_("This application is not among those that you read."))
    return locked


def _locked_policy(assignment: Assignment, *, at: datetime) -> JudgingPolicy:
    """Return the policy under its lock, so that judging cannot be closed meanwhile."""
    return _open_policy(assignment, JudgingPolicy.objects.select_for_update(of=("self",)), at=at)


def _open_policy(assignment: Assignment, policies: QuerySet[JudgingPolicy], *, at: datetime) -> JudgingPolicy:
    """Return the policy of the juror's call; EvaluationRefused when nothing can be scored."""
    call = assignment.juror.call
    policy = policies.select_related("call").filter(call=call).first()
    sentence = why_closed(policy.call if policy else call, policy, at=at)
    if policy is None or sentence:
        raise EvaluationRefused(sentence)
    return policy


def _refuse_nonsense(wanted: dict[str, Change], locked: Assignment, book: SheetBook) -> None:
    category = category_of(locked.application)
    codes = {each.code for each in book.criteria(category)}
    for path, change in wanted.items():
        is_score = path.startswith(SCORE) and path.removeprefix(SCORE) in codes
        if not is_score and path not in NOTES:
            raise EvaluationRefused(_("The form has no field “%(path)s”.") % {"path": path[:60]})
        if isinstance(change.value, list):
            raise EvaluationRefused(_("What was sent is not a text."))
        if fault := why_unkeepable(change.value):
            raise EvaluationRefused(fault)
        if is_score:
            _refuse_no_score(path, change.value, book, category)


def _refuse_no_score(path: str, value: str, book: SheetBook, category: str) -> None:
    frozen = next(each for each in book.criteria(category) if f"{SCORE}{each.code}" == path)
    if value == "" or score_on(frozen, value) is not None:
        return
    name = next(each.name for each in book.sheet(category) if each.path == path)
    sentence = _("“%(criterion)s” takes a whole number from %(low)s to %(high)s.")
    raise EvaluationRefused(sentence % {"criterion": name, "low": frozen.low, "high": frozen.high})


def _evaluation(locked: Assignment, *, at: datetime) -> Evaluation:
    return Evaluation.objects.get_or_create(assignment=locked, defaults={"changed_at": at})[0]


def _scores(locked: Assignment, evaluation: Evaluation, policy: JudgingPolicy) -> dict[str, int]:
    """Return the score of every criterion. Raises EvaluationRefused naming those without one."""
    book, category = SheetBook(policy), category_of(locked.application)
    typed = dict(evaluation.fields.filter(path__startswith=SCORE).values_list("path", "value"))
    scores, missing = {}, []
    for each in book.criteria(category):
        score = score_on(each, typed.get(f"{SCORE}{each.code}", ""))
        if score is None:
            missing.append(each.code)
        else:
            scores[each.code] = score
    if missing or not scores:
        names = [each.name for each in book.sheet(category) if each.code in missing]
        raise EvaluationRefused(_("No score yet: %(criteria)s.") % {"criteria": _listed(names)})
    return scores


def _listed(names: Sequence[str]) -> str:
    return ", ".join(_("“%(name)s”") % {"name": name} for name in names)


def _add_revision(
    locked: Assignment, evaluation: Evaluation, scores: dict[str, int], *, reason: str, at: datetime
) -> Evaluation:
    number = evaluation.revision + 1
    EvaluationRevision.objects.create(
        evaluation=evaluation, number=number, scores=scores, reason=reason, submitted_at=at
    )
    evaluation.revision, evaluation.submitted_at, evaluation.changed_at = number, at, at
    evaluation.save(update_fields=["revision", "submitted_at", "changed_at"])
    data = {
        "juror": locked.juror.code, "entry": locked.application.reference, "revision": number, "scores": scores,
    }  # fmt: skip
    kind = EventKind.EVALUATION_SUBMITTED
    if number > 1:
        kind, data = EventKind.EVALUATION_CHANGED, {**data, "reason_sha256": hash_of_words(reason)}
    record_event(locked.juror.call, kind, data, at=at)
    return evaluation
