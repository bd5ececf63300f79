"""What can be won in a call and by what it is judged."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from stories.models import Category


class CallCategory(Orderable):
    """A category in which one may apply."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="categories")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"),
        limit_choices_to={"special_award": False},
    )  # fmt: skip
    intro_uk = models.TextField(_("what is looked for, in Ukrainian"), blank=True)
    intro_en = models.TextField(_("what is looked for, in English"), blank=True)
    min_words = models.PositiveSmallIntegerField(_("at least so many words"), null=True, blank=True)
    max_words = models.PositiveSmallIntegerField(_("at most so many words"), null=True, blank=True)

    intro = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("category of the call")
        verbose_name_plural = _("categories of the call")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "category"],
                name="call_has_each_category_once",
                violation_error_message=_("This category is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_words__isnull=True)
                | models.Q(max_words__isnull=True)
                | models.Q(min_words__lte=models.F("max_words")),
                name="category_asks_for_no_more_words_than_it_allows",
                violation_error_message=_("More words are asked for than are allowed."),
            ),
        ]

    def __str__(self) -> str:
        return self.category.name


class SpecialAward(Orderable):
    """An award across the categories; nobody applies for it, the jury gives it."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="special_awards")
    award = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("special award"),
        limit_choices_to={"special_award": True},
    )  # fmt: skip
    description_uk = models.TextField(_("what it is given for, in Ukrainian"), blank=True)
    description_en = models.TextField(_("what it is given for, in English"), blank=True)

    description = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("special award of the call")
        verbose_name_plural = _("special awards of the call")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "award"],
                name="call_has_each_special_award_once",
                violation_error_message=_("This special award is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.award.name


class Criterion(Orderable, ClusterableModel):
    """By what applications are scored: in every category, or in the one named."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="criteria")
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("only in category"),
        limit_choices_to={"special_award": False}, help_text=_("Empty: in all categories of the call."),
    )  # fmt: skip
    name_uk = models.CharField(_("name in Ukrainian"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    description_uk = models.TextField(_("description in Ukrainian"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0.01)],
        help_text=_("How much it counts beside the others: 2 counts twice as much as 1."),
    )  # fmt: skip
    scale_min = models.SmallIntegerField(_("lowest score"), default=0)
    scale_max = models.SmallIntegerField(_("highest score"), default=5)

    name = InActiveLanguage()
    description = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gt=0),
                name="criterion_has_a_weight",
                violation_error_message=_("A criterion without weight would not count."),
            ),
            models.CheckConstraint(
                condition=models.Q(scale_min__lt=models.F("scale_max")),
                name="scale_begins_below_its_end",
                violation_error_message=_("The lowest score is not below the highest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scale(self) -> list["ScaleStep"]:
        """What its scores mean, the lowest first, in a draft too."""
        return sorted(self.steps.all(), key=lambda step: step.score)

    def has_score(self, score: int) -> bool:
        """Whether the scale holds the score."""
        return self.scale_min <= score <= self.scale_max

    def applies_to(self, category: Category) -> bool:
        """Whether applications in the category are scored by it."""
        return self.category_id in {None, category.pk}


class ScaleStep(models.Model):
    """What one score of a criterion means, in words that jurors share."""

    criterion = ParentalKey(Criterion, on_delete=models.CASCADE, related_name="steps")
    score = models.SmallIntegerField(_("score"))
    text_uk = models.CharField(_("meaning in Ukrainian"), max_length=300)
    text_en = models.CharField(_("meaning in English"), max_length=300, blank=True)

    text = InActiveLanguage()

    class Meta:
        verbose_name = _("meaning of a score")
        verbose_name_plural = _("meanings of scores")
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "score"], name="score_has_one_meaning",
                violation_error_message=_("This score has a meaning already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.score} — {self.text}"
