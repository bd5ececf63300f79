"""The jury of a call, and why a juror may not see an application."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contest.enums import ConflictGround, ConflictState
from contest.models.applications import NAME_LENGTH, Application
from contest.models.call import Call
from contest.querysets.jurors import ConflictQuerySet, JurorQuerySet
from stories.enums import Language
from stories.models import Category, Community, Region

CODE_LENGTH = 8


class Juror(models.Model):
    """Somebody who scores applications of one call. `code` (J07) stands for them in the protocol and never changes.

    Invited by a letter whose secret is kept as a hash only; `user` is the account that accepted. Whoever has left takes
    no more work, and what they finished stays.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="jurors", verbose_name=_("call"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats_in_juries",
        verbose_name=_("account"),
    )  # fmt: skip
    code = models.CharField(_("code in the protocol"), max_length=CODE_LENGTH, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    # Empty once the person was taken out of the seat, see `domain/forgetting_jurors.py`.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language of letters"), max_length=2, choices=Language.choices, default=Language.UK
    )
    panels = models.ManyToManyField(
        Category, related_name="+", verbose_name=_("categories"), limit_choices_to={"special_award": False}
    )
    reads_uk = models.BooleanField(_("reads Ukrainian"), default=True)
    reads_en = models.BooleanField(_("reads English"), default=False)
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("community"),
        help_text=_("Lives or works there."),
    )  # fmt: skip
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("at most so many evaluations"), null=True, blank=True, help_text=_("Empty: as many as the others.")
    )
    is_chair = models.BooleanField(_("chairs the jury"), default=False)
    secret_sha256 = models.CharField(max_length=64, unique=True, null=True, editable=False)
    invited_at = models.DateTimeField(_("invited"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invitation_expires_at = models.DateTimeField(_("invitation valid until"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_reason = models.CharField(_("why they left"), max_length=300, blank=True)

    objects = JurorQuerySet.as_manager()

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="juror_of_a_call_has_a_code_of_their_own"),
            models.UniqueConstraint(
                "call", Lower("email"), condition=~Q(email=""), name="jury_names_each_address_once",
                violation_error_message=_("This address is on the jury already."),
            ),
            models.UniqueConstraint(
                fields=["call", "user"], condition=Q(user__isnull=False), name="jury_names_each_account_once"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=Q(is_chair=True, left_at__isnull=True), name="jury_has_one_chair",
                violation_error_message=_("The jury has a chair already."),
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(joined_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="juror_leaves_after_joining",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether they have joined and not left."""
        return self.joined_at is not None and self.left_at is None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that they read."""
        return tuple(
            str(language)
            for language, reads in ((Language.UK, self.reads_uk), (Language.EN, self.reads_en))
            if reads
        )


class ConflictOfInterest(models.Model):
    """A ground on which a juror may not see an application. It holds until somebody has lifted it with a reason."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    ground = models.CharField(_("ground"), max_length=16, choices=ConflictGround.choices)
    state = models.CharField(_("state"), max_length=10, choices=ConflictState.choices)
    # What was found («Шишацька громада»), or what the juror wrote.
    reason = models.TextField(_("what it is"), blank=True)
    found_at = models.DateTimeField(_("since"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=NAME_LENGTH, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["juror", "application", "ground"]
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "application", "ground"], name="conflict_stands_once_for_each_ground"
            ),
            models.CheckConstraint(
                condition=~Q(state=ConflictState.LIFTED) | (Q(decided_at__isnull=False) & ~Q(decision_reason="")),
                name="lifted_conflict_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.juror.code} · {self.application} · {self.get_ground_display()}"
