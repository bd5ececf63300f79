"""The vocabularies of judging."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ConflictGround(models.TextChoices):
    """Why a juror may not see an application. The protocol names the ground by its value."""

    COMMUNITY = "community", pgettext_lazy("conflict", "from the same community")
    TAKES_PART = "takes_part", pgettext_lazy("conflict", "from a community that takes part")
    ORGANISATION = "organisation", pgettext_lazy("conflict", "from a partner organisation")
    REGION = "region", pgettext_lazy("conflict", "from the same region")
    EMAIL_DOMAIN = "email_domain", pgettext_lazy("conflict", "mailbox at the same organisation")
    MEMBER = "member", pgettext_lazy("conflict", "works on the application")
    WORKED_TOGETHER = "worked_together", pgettext_lazy("conflict", "worked with the community earlier")
    DECLARED = "declared", pgettext_lazy("conflict", "declared by the juror")


class ConflictState(models.TextChoices):
    """Where a conflict of interest stands. All but a lifted one hold."""

    FOUND = "found", pgettext_lazy("conflict", "found")
    DECLARED = "declared", pgettext_lazy("conflict", "declared")
    CONFIRMED = "confirmed", pgettext_lazy("conflict", "confirmed")
    LIFTED = "lifted", pgettext_lazy("conflict", "lifted")


class AssignmentState(models.TextChoices):
    """Whether a juror is to read an application. What they scored is kept whatever becomes of it."""

    ASSIGNED = "assigned", pgettext_lazy("assignment", "assigned")
    REMOVED = "removed", pgettext_lazy("assignment", "taken back")
    RECUSED = "recused", pgettext_lazy("assignment", "juror recused")
    MOVED = "moved", pgettext_lazy("assignment", "application moved to another category")


# What a juror scored there counts nowhere.
UNCOUNTED_STATES = (AssignmentState.RECUSED, AssignmentState.MOVED)


class EvaluationState(models.TextChoices):
    """How far a juror is with an application. A change that was not submitted yet leaves it submitted."""

    NOT_BEGUN = "not_begun", pgettext_lazy("evaluation", "not begun")
    BEGUN = "begun", pgettext_lazy("evaluation", "begun")
    COMPLETE = "complete", pgettext_lazy("evaluation", "complete, not submitted")
    SUBMITTED = "submitted", pgettext_lazy("evaluation", "submitted")


class CellState(models.TextChoices):
    """What the board says of one juror and one application."""

    ASSIGNED = "assigned", pgettext_lazy("cell of the board", "assigned, not begun")
    BEGUN = "begun", pgettext_lazy("cell of the board", "begun")
    SUBMITTED = "submitted", pgettext_lazy("cell of the board", "submitted")
    RECUSED = "recused", pgettext_lazy("cell of the board", "juror recused")
    CONFLICT = "conflict", pgettext_lazy("cell of the board", "conflict of interest")
    TAKEN_BACK = "taken_back", pgettext_lazy("cell of the board", "taken back")


class BoardFilter(models.TextChoices):
    """Which applications the board shows."""

    INCOMPLETE = "incomplete", pgettext_lazy("board", "evaluations missing")
    BELOW_QUORUM = "below_quorum", pgettext_lazy("board", "below the quorum")
    FLAGGED = "flagged", pgettext_lazy("board", "with an open question of a juror")
    DISAGREEMENT = "disagreement", pgettext_lazy("board", "jurors disagree")


class PairRuleKind(models.TextChoices):
    """What the secretariat has decided about one juror and one application."""

    PIN = "pin", pgettext_lazy("assignment", "always")
    BAN = "ban", pgettext_lazy("assignment", "never")


class MotionOutcome(models.TextChoices):
    """What a motion of the jury would make of an application."""

    WINNER = "winner", pgettext_lazy("motion", "winner")
    SPECIAL_AWARD = "special_award", pgettext_lazy("motion", "special award")
    NOT_AWARDED = "not_awarded", pgettext_lazy("motion", "not awarded")
    NOT_GIVEN = "not_given", pgettext_lazy("motion", "special award is given to nobody")


# Outcomes whose motion names a special award.
OUTCOMES_OF_AWARDS = (MotionOutcome.SPECIAL_AWARD, MotionOutcome.NOT_GIVEN)


class MotionState(models.TextChoices):
    """Where a motion of the jury stands."""

    OPEN = "open", pgettext_lazy("motion", "open for votes")
    CARRIED = "carried", pgettext_lazy("motion", "carried")
    REJECTED = "rejected", pgettext_lazy("motion", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("motion", "withdrawn")


class VoteChoice(models.TextChoices):
    """How a juror votes on a motion."""

    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")


class EventKind(models.TextChoices):
    """What an event of the judging's protocol tells. `contest/verifier` knows the same words."""

    POLICY_FROZEN = "policy_frozen", pgettext_lazy("protocol", "rules of scoring frozen")
    ENTRY_ADMITTED = "entry_admitted", pgettext_lazy("protocol", "application admitted")
    ENTRY_REMOVED = "entry_removed", pgettext_lazy("protocol", "application taken out")
    JUROR_JOINED = "juror_joined", pgettext_lazy("protocol", "juror joined")
    JUROR_LEFT = "juror_left", pgettext_lazy("protocol", "juror left")
    CONFLICT_FOUND = "conflict_found", pgettext_lazy("protocol", "conflict of interest found")
    CONFLICT_DECLARED = "conflict_declared", pgettext_lazy("protocol", "conflict of interest declared")
    CONFLICT_CONFIRMED = "conflict_confirmed", pgettext_lazy("protocol", "conflict of interest confirmed")
    CONFLICT_LIFTED = "conflict_lifted", pgettext_lazy("protocol", "conflict of interest lifted")
    ASSIGNED = "assigned", pgettext_lazy("protocol", "application assigned")
    UNASSIGNED = "unassigned", pgettext_lazy("protocol", "assignment taken back")
    EVALUATION_SUBMITTED = "evaluation_submitted", pgettext_lazy("protocol", "evaluation submitted")
    EVALUATION_CHANGED = "evaluation_changed", pgettext_lazy("protocol", "evaluation changed")
    RECUSED = "recused", pgettext_lazy("protocol", "juror recused")
    JUDGING_CLOSED = "judging_closed", pgettext_lazy("protocol", "judging closed")
    SHORTLISTED = "shortlisted", pgettext_lazy("protocol", "put on the shortlist")
    UNSHORTLISTED = "unshortlisted", pgettext_lazy("protocol", "taken off the shortlist")
    TIE_DECIDED = "tie_decided", pgettext_lazy("protocol", "tie decided by the chair")
    DECIDED = "decided", pgettext_lazy("protocol", "decision of the jury")
    RANKING_DECLARED = "ranking_declared", pgettext_lazy("protocol", "ranking declared")
