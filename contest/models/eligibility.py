"""Conditions of taking part, asked before anything else."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from contest.enums import YesNo
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call


class EligibilityQuestion(Orderable):
    """A condition; whoever answers otherwise is told why they cannot take part."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="eligibility_questions")
    text_uk = models.CharField(_("question in Ukrainian"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)
    help_uk = models.TextField(_("help in Ukrainian"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    eligible_answer = models.CharField(
        _("who answers this may apply"), max_length=3, choices=YesNo.choices, default=YesNo.YES
    )
    reason_uk = models.CharField(_("what others are told, in Ukrainian"), max_length=300)
    reason_en = models.CharField(_("what others are told, in English"), max_length=300, blank=True)

    text = InActiveLanguage()
    help = InActiveLanguage()
    reason = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("eligibility question")
        verbose_name_plural = _("eligibility questions")

    def __str__(self) -> str:
        return self.text
