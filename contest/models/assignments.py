"""Who reads what, and what they think of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest.enums import AssignmentState, PairRuleKind
from contest.models.applications import NAME_LENGTH, Application
from contest.models.jurors import Juror
from contest.querysets.assignments import AssignmentQuerySet

FIELD_PATH_LENGTH = 60


class PairRule(models.Model):
    """What the secretariat has decided about one pair, whatever the assignment would choose."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="pair_rules")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="pair_rules")
    kind = models.CharField(_("rule"), max_length=4, choices=PairRuleKind.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("since"))
    made_by_name = models.CharField(_("by"), max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = _("rule for a pair")
        verbose_name_plural = _("rules for pairs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="pair_has_one_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.juror.code} · {self.application} · {self.get_kind_display()}"


class Assignment(models.Model):
    """That a juror is to read an application. A pair has one row, which may be taken back and given again."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(
        _("state"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    assigned_at = models.DateTimeField(_("assigned"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["application", "juror"]
        indexes = [models.Index(fields=["juror", "state"], name="assignment_juror_state")]
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="pair_is_assigned_once"),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.ASSIGNED) | Q(ended_at__isnull=False),
                name="ended_assignment_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror.code} · {self.application}"


class Evaluation(models.Model):
    """What one juror thinks of one application: fields as they are typed, and what was submitted of them.

    `revision` is 0 until it is submitted, then grows with every change. `fields` may be ahead of it.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="evaluation")
    revision = models.PositiveIntegerField(_("revision"), default=0)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision=0, submitted_at__isnull=True) | Q(revision__gte=1, submitted_at__isnull=False),
                name="submitted_evaluation_has_a_revision",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.assignment)


class EvaluationField(models.Model):
    """What stands in one field of an evaluation: `score/<criterion>`, `note` (the juror's own), `panel_note`.

    A score is kept as it was typed, "" if it was taken back. `version` grows by one with every other value.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="fields")
    path = models.CharField(max_length=FIELD_PATH_LENGTH)
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("field of an evaluation")
        verbose_name_plural = _("fields of evaluations")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "path"], name="field_of_an_evaluation_stands_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="evaluation_field_has_a_version"),
        ]

    def __str__(self) -> str:
        return self.path


class EvaluationRevision(models.Model):
    """What was submitted of an evaluation: {criterion: whole number}. Rows are only ever added."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    scores = models.JSONField()
    reason = models.TextField(_("reason of the change"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("submitted evaluation")
        verbose_name_plural = _("submitted evaluations")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "number"], name="revision_of_an_evaluation_is_made_once"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="changed_evaluation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} · {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Add the revision. Raises TypeError for one that is there already: what was submitted stays as it was."""
        if not self._state.adding:
            message = "A submitted evaluation cannot be changed."
            raise TypeError(message)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class EvaluationFlag(models.Model):
    """What a juror asks the secretariat to look at in an application."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="flags")
    text = models.TextField(_("what is to be looked at"))
    raised_at = models.DateTimeField(_("raised"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_by_name = models.CharField(_("settled by"), max_length=NAME_LENGTH, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("flag of a juror")
        verbose_name_plural = _("flags of jurors")
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Redaction(models.Model):
    """What jurors read in place of one answer, or that they don't see it or its file.

    `original_sha256` is of the value that was redacted: once the applicant has written something else there, jurors see
    nothing of the field until somebody has looked at it again.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="redactions")
    path = models.CharField(max_length=120)
    is_hidden = models.BooleanField(_("hidden from jurors"), default=False)
    text = models.TextField(_("what jurors read"), blank=True)
    original_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(_("made by"), max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["application", "path"], name="answer_is_redacted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.path}"
