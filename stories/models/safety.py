"""The safety review: a second person's word that a state of a story may be shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stories.enums import ReviewBasis
from stories.querysets.safety import SafetyReviewQuerySet

CHECKS = ("places_checked", "faces_checked", "minors_checked", "names_checked")


class SafetyReview(models.Model):
    """One review of one state of a story. Rows are only ever added; the state is known by its fingerprint."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="safety_reviews")
    fingerprint = models.CharField(_("fingerprint of the content"), max_length=64)
    revision_number = models.BigIntegerField(_("revision"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("reviewer")
    )
    # Stays when the account is deleted: the trail of who looked must not go with it.
    reviewer_name = models.CharField(max_length=320, blank=True)
    basis = models.CharField(max_length=20, choices=ReviewBasis.choices, default=ReviewBasis.CHECKLIST)
    places_checked = models.BooleanField(
        _(
            "No exact place of a shelter, a military object or critical infrastructure is given or can be seen."
        ),
        default=False,
    )
    faces_checked = models.BooleanField(
        _("Everyone whose face can be recognised has agreed to be shown."), default=False
    )
    minors_checked = models.BooleanField(
        _("Where children are pictured or named, they and their guardians have agreed."), default=False
    )
    names_checked = models.BooleanField(
        _("Nobody who lives under occupation, or has family there, can be recognised by name or detail."),
        default=False,
    )
    note = models.TextField(_("note"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), auto_now_add=True)

    objects = SafetyReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety review")
        verbose_name_plural = _("safety reviews")
        ordering = ["-reviewed_at", "-pk"]
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=["story", "fingerprint"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis=ReviewBasis.CHECKLIST)
                | (Q(**dict.fromkeys(CHECKS, True)) & ~Q(reviewer_name="")),
                name="safety_review_by_checklist_has_every_box_ticked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.reviewed_at:%Y-%m-%d %H:%M}"
