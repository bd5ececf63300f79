"""An application: a community's entry for one edition of the contest."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import ApplicationStatus, EntryKind, MemberRole, Punctuality
from contest.models.call import Call
from contest.querysets.applications import AnswerQuerySet, ApplicationQuerySet, VersionQuerySet
from stories.enums import Language
from stories.models import Category, Community

PATH_LENGTH = 120
REFERENCE_LENGTH = 24
NAME_LENGTH = 254


class Application(models.Model):
    """What a community tells the contest, from the first word to the jury's decision.

    `status` is written by `domain/status.py` alone. `released_status` is what the applicant is told: a decision may wait
    until all are made known together. Addresses name `public_id`, which nobody can guess or count up.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="applications",
        verbose_name=_("community"),
    )  # fmt: skip
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="applications",
        verbose_name=_("category"), limit_choices_to={"special_award": False},
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=255, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.UK)
    status = models.CharField(
        _("status"), max_length=16, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT, db_index=True
    )  # fmt: skip
    released_status = models.CharField(
        _("status as the applicant knows it"), max_length=16, choices=ApplicationStatus.choices,
        default=ApplicationStatus.DRAFT,
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number in its year"), null=True, blank=True, editable=False)
    reference = models.CharField(
        _("reference"), max_length=REFERENCE_LENGTH, null=True, blank=True, unique=True, editable=False
    )
    punctuality = models.CharField(
        _("arrived"), max_length=8, choices=Punctuality.choices, blank=True, default="", editable=False
    )
    created_at = models.DateTimeField(_("begun"), editable=False)
    changed_at = models.DateTimeField(_("last changed"), editable=False, db_index=True)
    first_submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("last submitted"), null=True, blank=True, editable=False)
    unsent_changes = models.BooleanField(_("changed since it was submitted"), default=False, editable=False)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies", editable=False
    )
    anonymised_at = models.DateTimeField(_("personal data removed"), null=True, blank=True, editable=False)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ApplicationMember", related_name="applications"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["call", "status"], name="application_call_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.DRAFT)
                | Q(
                    reference__isnull=False, number__isnull=False, first_submitted_at__isnull=False,
                    submitted_at__isnull=False, community__isnull=False, category__isnull=False,
                ),
                name="submitted_application_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("first_submitted_at")),
                name="application_is_first_submitted_before_it_is_again",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference or self.title or str(_("Draft without a title"))


class ApplicationMember(models.Model):
    """Somebody who works on an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="application_memberships"
    )
    role = models.CharField(_("role"), max_length=8, choices=MemberRole.choices)
    joined_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("person of an application")
        verbose_name_plural = _("people of applications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="application_names_each_person_once"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(role=MemberRole.OWNER), name="application_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.get_role_display()}"


class Answer(models.Model):
    """What stands in one field of the form, as it was typed, right or wrong: checking comes later, losing never.

    `path` is that of `domain/form_fields.py`: `title`, `stages/<id of the item>/text`, `question/<code>`. `value` is a
    string or a list of strings. `version` grows by one with every other value, so that a save that was based on an older
    one is seen.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    path = models.CharField(max_length=PATH_LENGTH)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "path"], name="field_of_an_application_has_one_answer"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="answer_has_a_version"),
        ]

    def __str__(self) -> str:
        return self.path


class ApplicationVersion(models.Model):
    """What was submitted, word for word. Rows are only ever added; `sha256` is of `content` in UTF-8.

    The one exception is `domain/retention.py`: once the time for which personal data are kept has passed, it takes them out of
    `content` and notes when in `redacted_at`. The hash stays that of what was submitted.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_by_name = models.CharField(_("submitted by"), max_length=NAME_LENGTH)
    punctuality = models.CharField(_("arrived"), max_length=8, choices=Punctuality.choices)
    redacted_at = models.DateTimeField(_("personal data removed"), null=True, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="version_of_an_application_is_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Add the version. Raises TypeError for one that is there already: what was submitted stays as it was."""
        if not self._state.adding:
            message = "A submitted version cannot be changed."
            raise TypeError(message)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class HistoryEntry(models.Model):
    """What was done with an application, by whom and when. The account may go, the name stays."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="history")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    data = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    for_applicant = models.BooleanField(_("the applicant sees it"), default=True)

    class Meta:
        verbose_name = _("entry of the history")
        verbose_name_plural = _("entries of the history")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReferenceSequence(models.Model):
    """The last number given in a year, over all calls: a reference names one application only."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sequence of references")
        verbose_name_plural = _("sequences of references")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
