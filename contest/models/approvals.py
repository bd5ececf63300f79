"""What applicants say to the text that editors made of their application."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import ApprovalAnswer
from contest.models.applications import NAME_LENGTH, Application
from contest.querysets.publication import ApprovalQuerySet


class StoryApproval(models.Model):
    """One request to look at the final text, and its answer. Only a hash of the private link's secret is kept.

    `fingerprint` is that of the content which was shown (`StoryPage.content_fingerprint`): an approval counts for exactly
    that text.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="story_approvals")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    answer = models.CharField(
        _("answer"), max_length=8, choices=ApprovalAnswer.choices, blank=True, default=""
    )
    comment = models.TextField(_("what should be otherwise"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval of a story")
        verbose_name_plural = _("approvals of stories")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="approval_can_be_given_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_approval_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer=ApprovalAnswer.CHANGES) | ~Q(comment=""),
                name="who_wants_a_change_says_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} — {self.get_answer_display() or '…'}"
