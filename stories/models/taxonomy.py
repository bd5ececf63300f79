"""What stories are sorted by: categories, challenges, groups, goals, tags."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from stories.models.addresses import address_of
from stories.models.naming import BilingualName
from stories.querysets.taxonomy import TagQuerySet
from stories.text.folding import fold
from stories.text.naming import in_active_language


class Category(BilingualName):
    """A category of the contest, or a special award across categories."""

    slug = models.SlugField(_("page address"), unique=True)
    short_uk = models.CharField(_("short name in Ukrainian"), max_length=60)
    short_en = models.CharField(_("short name in English"), max_length=60)
    description_uk = models.TextField(_("description in Ukrainian"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    special_award = models.BooleanField(_("special award"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(BilingualName.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "ordering"]

    def get_absolute_url(self) -> str:
        return address_of("category", self.slug)

    @property
    def short(self) -> str:
        return in_active_language(uk=self.short_uk, en=self.short_en)

    @property
    def description(self) -> str:
        return in_active_language(uk=self.description_uk, en=self.description_en)


class Challenge(BilingualName):
    """A problem that a story answers."""

    slug = models.SlugField(unique=True)

    class Meta(BilingualName.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")


class BeneficiaryGroup(BilingualName):
    """People for whom a story was done."""

    slug = models.SlugField(unique=True)

    class Meta(BilingualName.Meta):
        verbose_name = _("beneficiary group")
        verbose_name_plural = _("beneficiary groups")


class DevelopmentGoal(BilingualName):
    """One of the 17 Sustainable Development Goals of the United Nations."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(17)]
    )

    class Meta(BilingualName.Meta):
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=17), name="development_goal_is_one_of_seventeen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class StoryTag(TagBase):
    """A free keyword; `name` is Ukrainian (taggit's own field), the English name may come later."""

    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args, **kwargs) -> None:
        self.search_text = "\n".join([fold(self.name), fold(self.name_en)])
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_active_language(uk=self.name, en=self.name_en)


class TaggedStory(ItemBase):
    """A tag on a story."""

    tag = models.ForeignKey(StoryTag, related_name="tagged_stories", on_delete=models.CASCADE)
    content_object = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint("tag", "content_object", name="story_has_each_tag_once")]
