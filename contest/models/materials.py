"""What a call offers to read: files, and answers to what people ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from stories.models import StoryDocument


class CallDocument(Orderable):
    """A document to download; its content was checked when it was uploaded."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        StoryDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title_uk = models.CharField(_("title in Ukrainian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)

    title = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("document to download")
        verbose_name_plural = _("documents to download")

    def __str__(self) -> str:
        return self.title


class FrequentQuestion(Orderable):
    """A question that people ask, with its answer."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="frequent_questions")
    question_uk = models.CharField(_("question in Ukrainian"), max_length=300)
    question_en = models.CharField(_("question in English"), max_length=300, blank=True)
    answer_uk = models.TextField(_("answer in Ukrainian"))
    answer_en = models.TextField(_("answer in English"), blank=True)

    question = InActiveLanguage()
    answer = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self) -> str:
        return self.question
