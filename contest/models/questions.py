"""The edition's own questions: what the form asks beyond the story itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from contest.enums import OPTION_KINDS, QuestionKind
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from stories.models import Category
from stories.text.romanisation import slug_of

CODE_LENGTH = 40


class CodeField(models.SlugField):
    """A code that is made from the words where a person leaves it empty; empty ones don't count as the same."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"empty_value": None, **kwargs})


class Question(Orderable, ClusterableModel):
    """A question of the edition's own. Answers and conditions know it by its code, which therefore stays."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="questions")
    code = CodeField(
        _("short name"), max_length=CODE_LENGTH, blank=True,
        help_text=_("Latin letters. Names the column in exports, and the question where another waits for its answer."),
    )  # fmt: skip
    kind = models.CharField(
        _("kind of answer"), max_length=12, choices=QuestionKind.choices, default=QuestionKind.SHORT_TEXT
    )
    label_uk = models.CharField(_("question in Ukrainian"), max_length=300)
    label_en = models.CharField(_("question in English"), max_length=300, blank=True)
    help_uk = models.TextField(_("help in Ukrainian"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    min_words = models.PositiveSmallIntegerField(_("at least so many words"), null=True, blank=True)
    max_words = models.PositiveSmallIntegerField(_("at most so many words"), null=True, blank=True)
    min_number = models.DecimalField(
        _("lowest number"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    max_number = models.DecimalField(
        _("highest number"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    categories = ParentalManyToManyField(
        Category, blank=True, related_name="+", verbose_name=_("only in categories"),
        limit_choices_to={"special_award": False}, help_text=_("None chosen: in all categories of the call."),
    )  # fmt: skip
    shown_if_question = models.SlugField(
        _("shown only after question"), max_length=CODE_LENGTH, blank=True,
        help_text=_("Short name of an earlier question that has options or asks for yes or no."),
    )  # fmt: skip
    shown_if_value = models.CharField(
        _("and only if the answer is"), max_length=200, blank=True,
        help_text=_("An option as it is written there, or yes, or no."),
    )  # fmt: skip
    for_jurors = models.BooleanField(_("jurors see the answer"), default=True)
    published = models.BooleanField(
        _("the answer may be published"),
        default=False,
        help_text=_("Applicants are told so beside the question."),
    )

    personal = models.BooleanField(
        _("the answer holds personal data"),
        default=False,
        help_text=_("Removed together with names and contacts when the time for keeping them has passed."),
    )

    label = InActiveLanguage()
    help = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("question of the form")
        verbose_name_plural = _("questions of the form")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code"], name="question_of_a_call_has_a_code_of_its_own",
                violation_error_message=_("Another question has this short name."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_words__isnull=True)
                | models.Q(max_words__isnull=True)
                | models.Q(min_words__lte=models.F("max_words")),
                name="question_asks_for_no_more_words_than_it_allows",
                violation_error_message=_("More words are asked for than are allowed."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_number__isnull=True)
                | models.Q(max_number__isnull=True)
                | models.Q(min_number__lte=models.F("max_number")),
                name="question_has_no_lowest_number_above_its_highest",
                violation_error_message=_("The lowest number is above the highest."),
            ),
            models.CheckConstraint(
                condition=(models.Q(shown_if_question="") & models.Q(shown_if_value=""))
                | (~models.Q(shown_if_question="") & ~models.Q(shown_if_value="")),
                name="condition_names_a_question_and_an_answer",
                violation_error_message=_("A condition needs both the question and its answer."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        self.code = self.code or code_of(self.label_en or self.label_uk)
        if bool(self.shown_if_question) != bool(self.shown_if_value):
            lacking = "shown_if_value" if self.shown_if_question else "shown_if_question"
            raise ValidationError({lacking: _("A condition needs both the question and its answer.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the question, with a short name from its words where none was given."""
        self.code = self.code or code_of(self.label_en or self.label_uk)
        super().save(*args, **kwargs)

    @property
    def has_options(self) -> bool:
        return self.kind in OPTION_KINDS

    def asked_in(self, category: Category | None) -> bool:
        """Whether the form of the category asks it; with no category, every question counts."""
        if category is None:
            return True
        limited = {chosen.pk for chosen in self.categories.all()}
        return not limited or category.pk in limited

    def possible_answers(self) -> dict[str, tuple[str, ...]]:
        """Values another question may wait for, each with the words by which a person may name it."""
        if self.kind == QuestionKind.YES_NO:
            return {"yes": ("yes", "так"), "no": ("no", "ні")}
        if self.has_options:
            return {
                option.code: (option.code, option.label_uk, option.label_en) for option in self.options.all()
            }
        return {}


class QuestionOption(Orderable):
    """One of the answers to choose from. Its code is what an answer keeps, so the words may be corrected later."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=CODE_LENGTH, blank=True, editable=False)
    label_uk = models.CharField(_("option in Ukrainian"), max_length=200)
    label_en = models.CharField(_("option in English"), max_length=200, blank=True)

    label = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"], name="option_of_a_question_has_a_code_of_its_own",
                violation_error_message=_("This option is there already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        self.code = self.code or code_of(self.label_en or self.label_uk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the option, with a code from its words where it has none."""
        self.code = self.code or code_of(self.label_en or self.label_uk)
        super().save(*args, **kwargs)


def code_of(words: str) -> str:
    """Return a short Latin name for the words; never empty."""
    return slug_of(words, max_length=CODE_LENGTH) or "question"
