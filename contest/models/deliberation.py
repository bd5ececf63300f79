"""How the jury comes from the ranking to its decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest.enums import OUTCOMES_OF_AWARDS, MotionOutcome, MotionState, VoteChoice
from contest.models.applications import NAME_LENGTH, Application
from contest.models.call import Call
from contest.models.jurors import Juror
from contest.querysets.deliberation import MotionQuerySet, NoteQuerySet
from stories.models import Category


class DiscussionNote(models.Model):
    """What somebody of the jury says about an application or a category. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="discussion")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="discussion"
    )
    juror = models.ForeignKey(Juror, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    author_name = models.CharField(_("who"), max_length=NAME_LENGTH)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("when"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of the discussion")
        verbose_name_plural = _("notes of the discussion")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Motion(models.Model):
    """What a juror moves to decide about an application, or that nobody gets a special award: then it names none.

    `differs` says whether the ranking says otherwise.
    A motion that differs needs a reason, and every carried one the quorum of the panel (`domain/motions.py`).
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="motions")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="motions"
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=MotionOutcome.choices)
    award = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("special award"),
    )
    differs = models.BooleanField(_("differs from the ranking"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(
        Juror,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="motions",
        verbose_name=_("moved by"),
    )
    proposed_by_name = models.CharField(_("moved by"), max_length=NAME_LENGTH)
    proposed_at = models.DateTimeField(_("moved"))
    state = models.CharField(_("state"), max_length=10, choices=MotionState.choices, default=MotionState.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "outcome"], condition=Q(state=MotionState.OPEN, award__isnull=True),
                name="open_motion_is_not_moved_twice",
            ),
            models.UniqueConstraint(
                fields=["application", "award"], condition=Q(state=MotionState.OPEN, award__isnull=False),
                name="open_motion_for_an_award_is_not_moved_twice",
            ),
            models.UniqueConstraint(
                fields=["call", "award"], condition=Q(state=MotionState.OPEN, outcome=MotionOutcome.NOT_GIVEN),
                name="open_motion_that_nobody_gets_an_award_is_not_moved_twice",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=OUTCOMES_OF_AWARDS, award__isnull=False)
                | (~Q(outcome__in=OUTCOMES_OF_AWARDS) & Q(award__isnull=True)),
                name="motion_for_a_special_award_names_it",
            ),
            models.CheckConstraint(
                condition=Q(outcome=MotionOutcome.NOT_GIVEN, application__isnull=True)
                | (~Q(outcome=MotionOutcome.NOT_GIVEN) & Q(application__isnull=False)),
                name="motion_is_about_an_application_or_an_award_for_nobody",
            ),
            models.CheckConstraint(
                condition=Q(differs=False) | ~Q(reason=""), name="motion_against_the_ranking_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=MotionState.OPEN) | Q(closed_at__isnull=False), name="closed_motion_says_when"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        about = (self.application, self.get_outcome_display(), self.award)
        return " — ".join(str(part) for part in about if part)


class Vote(models.Model):
    """How a juror votes on a motion; while it is open they may vote otherwise."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(_("vote"), max_length=10, choices=VoteChoice.choices)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "juror"], name="juror_votes_once")]

    def __str__(self) -> str:
        return f"{self.juror.code} — {self.get_choice_display()}"


class TieDecision(models.Model):
    """In which order the chair puts entries that nothing else could part, with the minutes of why. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="tie_decisions")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    # References, the best first.
    entries = models.JSONField()
    minutes = models.TextField(_("minutes"))
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("decision on a tie")
        verbose_name_plural = _("decisions on ties")
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return " · ".join(self.entries)
