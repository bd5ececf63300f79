"""Updates: what a community's officer tells of a story after it was published, until an editor decides."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stories.enums import CourseChange, Language, OfficerProof, Qualifier, UpdateState
from stories.fields import MonthField
from stories.querysets.updates import OfficerQuerySet, UpdateQuerySet

NAME_LENGTH = 320
TEXT_LENGTH = 1000


class StoryOfficer(models.Model):
    """Somebody who may tell what is new in a story: whoever opens the private link that went to the mailbox.

    Only a hash of the link's secret is kept. `story_key` is the identity that all language versions share.
    """

    story_key = models.UUIDField(_("story"), db_index=True)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language of letters"), max_length=2, choices=Language.choices)
    proof = models.CharField(_("how it was shown"), max_length=12, choices=OfficerProof.choices)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("letter sent"))
    # Whether the letter reminded of a story that nobody had touched for long.
    is_reminder = models.BooleanField(default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Stays when the account is deleted.
    invited_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer of a story")
        verbose_name_plural = _("officers of stories")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="officer_can_open_the_link_for_a_while"
            ),
            models.CheckConstraint(
                condition=~Q(proof=OfficerProof.INVITATION) | ~Q(invited_by_name=""),
                name="invited_officer_was_invited_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class StoryUpdate(models.Model):
    """What an officer proposes: words, figures, whether the work goes on, a mistake to correct.

    Accepting it writes it into the drafts of the story (`domain/story_updates.py`); from there on the story's own safety
    review and publication decide when readers see it.
    """

    officer = models.ForeignKey(StoryOfficer, on_delete=models.PROTECT, related_name="updates")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    text = models.TextField(_("what is new"), max_length=TEXT_LENGTH, blank=True)
    correction = models.TextField(_("what is wrong in the story"), max_length=TEXT_LENGTH, blank=True)
    course = models.CharField(
        _("does the work go on"), max_length=8, choices=CourseChange.choices, blank=True, default=""
    )
    end_month = MonthField(_("ended"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=UpdateState.choices, default=UpdateState.PROPOSED
    )
    sent_at = models.DateTimeField(_("sent"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Stays when the account is deleted.
    decided_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    answer = models.TextField(_("answer to the officer"), blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update of a story")
        verbose_name_plural = _("updates of stories")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(state=UpdateState.PROPOSED),
                name="officer_proposes_one_update_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(course=CourseChange.ENDED, end_month__isnull=False)
                | (~Q(course=CourseChange.ENDED) & Q(end_month__isnull=True)),
                name="only_work_that_has_ended_has_a_last_month",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[UpdateState.ACCEPTED, UpdateState.DECLINED], decided_at__isnull=False)
                    & ~Q(decided_by_name="")
                )
                | Q(state=UpdateState.PROPOSED, decided_at__isnull=True)
                | Q(state=UpdateState.WITHDRAWN, decided_at__isnull=False),
                name="decided_update_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=UpdateState.DECLINED) | ~Q(answer=""), name="declined_update_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} · {self.sent_at:%Y-%m-%d %H:%M}"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for an editor."""
        return self.state == UpdateState.PROPOSED


class ProposedFigure(models.Model):
    """A new value of one of the story's figures; `block` is the identity of the figure in the story.

    `label` and `unit` are kept as the officer read them.
    """

    update = models.ForeignKey(StoryUpdate, on_delete=models.CASCADE, related_name="figures")
    block = models.CharField(max_length=64)
    label = models.CharField(_("what it counts"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2)
    qualifier = models.CharField(
        _("how exact"), max_length=12, choices=Qualifier.choices, default=Qualifier.EXACT
    )
    as_of = MonthField(_("as of"))

    class Meta:
        verbose_name = _("proposed figure")
        verbose_name_plural = _("proposed figures")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["update", "block"], name="update_gives_each_figure_one_value"),
            models.CheckConstraint(condition=Q(value__gte=0), name="proposed_figure_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
