"""Letters: what they say by default in a call, and each one from the first draft until it has left."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest.enums import LetterKind, LetterState
from contest.models.applications import NAME_LENGTH, Application, ApplicationVersion
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from contest.querysets.letters import LetterQuerySet
from stories.enums import Language

SUBJECT_LENGTH = 200
BODY_LENGTH = 20_000
KEY_LENGTH = 120


class LetterTemplate(models.Model):
    """The words of one kind of letter in one call. Without a row the words of `domain/letter_defaults.py` hold.

    Placeholders such as `{reference}` are those of `domain/placeholders.py`; nothing else in the text means anything.
    """

    call = models.ForeignKey(
        Call, on_delete=models.CASCADE, related_name="letter_templates", verbose_name=_("call")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=LetterKind.choices)
    subject_uk = models.CharField(_("subject in Ukrainian"), max_length=SUBJECT_LENGTH)
    subject_en = models.CharField(_("subject in English"), max_length=SUBJECT_LENGTH)
    body_uk = models.TextField(_("text in Ukrainian"), max_length=BODY_LENGTH)
    body_en = models.TextField(_("text in English"), max_length=BODY_LENGTH)
    waits = models.BooleanField(
        _("waits in the outbox until somebody has read it"), default=True,
        help_text=_("Otherwise letters of this kind leave by themselves."),
    )  # fmt: skip

    subject = InActiveLanguage()
    body = InActiveLanguage()

    class Meta:
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "kind"], name="call_has_one_template_of_each_kind"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Letter(models.Model):
    """A letter to one person, word for word as it leaves.

    `key` names its occasion (`receipt:<version>:<person>`), so that nothing is told twice. A letter that is READY leaves at
    `next_attempt_at`; whoever takes it moves that instant on first, so that two processes never send the same one, and one
    that was interrupted is tried again.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="letters", verbose_name=_("call"))
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="letters",
        verbose_name=_("application"),
    )  # fmt: skip
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters",
        verbose_name=_("to"),
    )  # fmt: skip
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=LetterKind.choices)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("text"), max_length=BODY_LENGTH)
    receipt_for = models.ForeignKey(
        ApplicationVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState.choices, default=LetterState.WAITING
    )
    created_at = models.DateTimeField(_("written"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by_name = models.CharField(_("written by"), max_length=NAME_LENGTH, blank=True)
    edited = models.BooleanField(_("changed by hand"), default=False)
    approved_at = models.DateTimeField(_("let go"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by_name = models.CharField(_("let go by"), max_length=NAME_LENGTH, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.TextField(_("what went wrong"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["call", "state"], name="letter_call_state"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state=LetterState.READY), name="letter_ready_to_leave"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=LetterState.READY) | Q(next_attempt_at__isnull=False),
                name="letter_that_is_to_leave_has_an_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT) | Q(sent_at__isnull=False), name="sent_letter_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
