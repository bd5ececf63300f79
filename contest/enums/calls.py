"""The vocabularies of a call: its phases, questions and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(models.TextChoices):
    """Where a call stands at one instant, in the order in which a call goes through them."""

    HIDDEN = "hidden", _("not public yet")
    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("open for applications")
    SCREENING = "screening", _("applications are being checked")
    JUDGING = "judging", _("the jury is reading")
    DELIBERATING = "deliberating", _("results are being prepared")
    RESULTS = "results", _("results are out")


class Punctuality(models.TextChoices):
    """How something that arrives stands to the deadline."""

    EARLY = "early", _("before the opening")
    IN_TIME = "in_time", _("in time")
    GRACE = "grace", _("within the grace period")
    LATE = "late", _("after the deadline")


class TimeZone(models.TextChoices):
    """Zones in which an edition may state its times."""

    KYIV = "Europe/Kyiv", _("Kyiv")
    BRUSSELS = "Europe/Brussels", _("Brussels")
    UTC = "UTC", _("UTC")


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    SHORT_TEXT = "short_text", _("short text, one line")
    LONG_TEXT = "long_text", _("long text")
    CHOICE = "choice", _("one of several options")
    CHOICES = "choices", _("any of several options")
    NUMBER = "number", pgettext_lazy("answer", "number")
    YES_NO = "yes_no", _("yes or no")
    DATE = "date", pgettext_lazy("answer", "date")
    LINK = "link", pgettext_lazy("answer", "link")
    FILE = "file", pgettext_lazy("answer", "file")


class YesNo(models.TextChoices):
    """Answers to a question of yes or no."""

    YES = "yes", pgettext_lazy("answer", "Yes")
    NO = "no", pgettext_lazy("answer", "No")


TEXT_KINDS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)


OPTION_KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICES)


# Whose answers are one of a known few, so that another question can wait for one of them.
CONDITION_KINDS = (*OPTION_KINDS, QuestionKind.YES_NO)
