"""The rules of a call's judging, and its protocol."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import EventKind
from contest.models.applications import NAME_LENGTH
from contest.models.call import Call
from contest.querysets.protocol import ProtocolEventQuerySet

MOST_EVALUATIONS = 20


class JudgingPolicy(models.Model):
    """How a call's applications are judged. Written until judging opens; then frozen, word for word, with a fingerprint.

    The columns are what the secretariat fills in; `frozen` is the canonical JSON made of them, of the call's categories
    and of its criteria, and only that counts from then on. `category_terms` is {slug: {"winners": n, "minimum": "60" or
    null}}, `award_terms` {slug: {"rule": "score" or "criterion:<code>", "minimum": …}}, `criterion_codes` {key of the
    criterion: its code in the frozen rules}. The row's lock guards the protocol's chain.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="judging_policy")
    evaluations_per_entry = models.PositiveSmallIntegerField(
        _("jurors for each application"), default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EVALUATIONS)],
    )  # fmt: skip
    quorum = models.PositiveSmallIntegerField(
        _("evaluations that a place needs at least"), default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EVALUATIONS)],
    )  # fmt: skip
    aggregate = models.CharField(_("how scores become one"), max_length=16, default="mean")
    trim_percent = models.PositiveSmallIntegerField(
        _("per cent left out at each end"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(49)],
    )
    adjustment = models.CharField(_("strict and lenient jurors"), max_length=16, default="none")
    tie_breaks = models.JSONField(_("what breaks ties"), default=list)
    category_terms = models.JSONField(default=dict)
    award_terms = models.JSONField(default=dict)
    same_region_is_conflict = models.BooleanField(
        _("the same region is a conflict of interest"), default=False
    )
    blind = models.BooleanField(_("jurors don't see who applies"), default=False)
    jurors_public = models.BooleanField(_("the protocol names jurors"), default=False)
    scores_shown_early = models.BooleanField(
        _("the secretariat sees scores before judging closes"), default=False
    )
    criterion_codes = models.JSONField(default=dict, editable=False)
    frozen = models.TextField(blank=True, default="", editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    frozen_at = models.DateTimeField(_("judging opened"), null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    frozen_by_name = models.CharField(max_length=NAME_LENGTH, blank=True, default="", editable=False)
    closed_at = models.DateTimeField(_("judging closed"), null=True, blank=True, editable=False)
    closed_by_name = models.CharField(max_length=NAME_LENGTH, blank=True, default="", editable=False)
    declared_at = models.DateTimeField(_("ranking declared"), null=True, blank=True, editable=False)
    declared_by_name = models.CharField(max_length=NAME_LENGTH, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("rules of scoring")
        verbose_name_plural = _("rules of scoring")
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__gte=1) & Q(quorum__lte=F("evaluations_per_entry")),
                name="quorum_can_be_reached",
                violation_error_message=_(
                    "More evaluations are needed for a place than an application gets."
                ),
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen="", fingerprint="")
                | (Q(frozen_at__isnull=False) & ~Q(frozen="") & ~Q(fingerprint="")),
                name="frozen_rules_have_a_fingerprint",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(frozen_at__isnull=False),
                name="judging_is_open_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(declared_at__isnull=True) | Q(closed_at__isnull=False),
                name="ranking_is_declared_after_judging_was_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.call)


class ProtocolEvent(models.Model):
    """One event of a call's protocol, chained to the one before it by SHA-256 (`domain/canonical.py`).

    Written by `domain/protocol.py` alone, in the transaction of the fact itself. Triggers of the database refuse to change
    or delete a row; what Python refuses here is only the first door. `at` is text, so that it is hashed as it is kept.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="protocol")
    number = models.PositiveIntegerField()
    at = models.CharField(max_length=27)
    kind = models.CharField(max_length=24, choices=EventKind.choices)
    data = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ProtocolEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of the protocol")
        verbose_name_plural = _("events of the protocol")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="event_of_a_protocol_has_its_number"),
            models.UniqueConstraint(fields=["call", "previous"], name="event_of_a_protocol_follows_one"),
            models.CheckConstraint(condition=Q(number__gte=1), name="events_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises TypeError for one that is there already."""
        if not self._state.adding:
            message = "An event of the protocol cannot be changed."
            raise TypeError(message)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise TypeError: what happened stays on record."""
        message = "An event of the protocol cannot be deleted."
        raise TypeError(message)
