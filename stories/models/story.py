"""The story: one community's practice, told in parts that can be searched, translated and printed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from stories import blocks, enums
from stories.errors import SafetyReviewRequired
from stories.fields import MonthField
from stories.models.drafts import without_deleted_rows
from stories.models.fingerprints import content_fingerprint
from stories.models.organisations import Edition
from stories.models.places import Community
from stories.models.safety import SafetyReview
from stories.models.story_panels import story_edit_handler
from stories.models.taxonomy import BeneficiaryGroup, Category, Challenge, DevelopmentGoal, TaggedStory
from stories.models.withdrawals import WithdrawablePage
from stories.querysets.pages import StoryPageQuerySet
from stories.text.ordering import KEY_LENGTH, ordering_key
from stories.text.periods import format_period

SUMMARY_LENGTH = 280
# Columns that Wagtail keeps of a page's drafts; writing them changes nothing that a reader sees.
BOOKKEEPING = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "go_live_at",
        "expire_at", "locked", "locked_at", "locked_by", COMMENTS_RELATION_NAME,
    }
)  # fmt: skip
SCHEDULED = "wagtail.publish.scheduled"


class StoryPage(WithdrawablePage):
    """A story in one language. Facts are shared by the translations, words belong to each.

    It can become public only while a SafetyReview covers exactly its content: `save()` refuses anything else.
    """

    summary = models.CharField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        validators=[MaxLengthValidator(SUMMARY_LENGTH)],
        help_text=_(
            "Who did what, and what came of it: at most 280 characters, shown on cards and in search."
        ),
    )
    lead_community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="led_stories", verbose_name=_("lead community"),
        help_text=_("Type a few letters in either language; former names find it too."),
    )  # fmt: skip
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="stories", verbose_name=_("category")
    )
    start_month = MonthField(_("started"), help_text=_("The month in which the work began."))
    start_month_known = models.BooleanField(
        _("the month is known"), default=True, help_text=_("Untick where only the year is known.")
    )
    end_month = MonthField(
        _("ended"), null=True, blank=True, help_text=_("Leave empty while the work goes on.")
    )
    is_ongoing = models.BooleanField(_("goes on"), default=False)

    challenge = StreamField(blocks.ProseBlock(), blank=True, verbose_name=_("challenge"),
                            help_text=_("What was wrong or missing, and for whom."))  # fmt: skip
    solution = StreamField(blocks.ProseBlock(), blank=True, verbose_name=_("what was done"))
    stages = StreamField(blocks.StagesBlock(), blank=True, verbose_name=_("stages"))
    results = StreamField(blocks.ProseBlock(), blank=True, verbose_name=_("results"))
    indicators = StreamField(blocks.IndicatorsBlock(), blank=True, verbose_name=_("figures"))
    success_factors = StreamField(blocks.PointsStreamBlock(), blank=True, verbose_name=_("why it worked"))
    obstacles = StreamField(blocks.PointsStreamBlock(), blank=True, verbose_name=_("what did not work"))
    lessons = StreamField(blocks.PointsStreamBlock(), blank=True, verbose_name=_("lessons"))
    transfer = StreamField(
        blocks.ProseBlock(), blank=True, verbose_name=_("what another community needs"),
        help_text=_("What a community must have or do to repeat this."),
    )  # fmt: skip

    budget_band = models.CharField(_("cost"), max_length=12, choices=enums.BudgetBand.choices, blank=True)
    funding = models.TextField(_("who paid"), blank=True)
    team = models.TextField(_("who did the work"), blank=True)

    challenges = ParentalManyToManyField(
        Challenge, blank=True, related_name="stories", verbose_name=_("challenges it answers")
    )
    groups = ParentalManyToManyField(
        BeneficiaryGroup, blank=True, related_name="stories", verbose_name=_("for whom")
    )
    goals = ParentalManyToManyField(
        DevelopmentGoal, blank=True, related_name="stories", verbose_name=_("Sustainable Development Goals")
    )
    tags = ClusterTaggableManager(through=TaggedStory, blank=True, verbose_name=_("tags"))

    videos = StreamField(blocks.LinksBlock(), blank=True, verbose_name=_("videos"))
    links = StreamField(blocks.LinksBlock(), blank=True, verbose_name=_("links"))
    documents = StreamField(blocks.DocumentsBlock(), blank=True, verbose_name=_("documents"))

    contact_role = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("An office or a role, never a private person.")
    )
    contact_email = models.EmailField(_("mailbox of the role"), blank=True)
    contact_url = models.URLField(_("contact page"), blank=True)

    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="stories",
        verbose_name=_("edition of the contest"),
    )  # fmt: skip
    award = models.CharField(_("award"), max_length=16, choices=enums.AwardKind.choices, blank=True)
    award_citation = models.TextField(_("the jury's citation"), blank=True)
    licence = models.CharField(
        _("licence"), max_length=24, choices=enums.Licence.choices, default=enums.Licence.CC_BY
    )
    original_language = models.CharField(
        _("original language"), max_length=2, choices=enums.Language.choices, default=enums.Language.UK
    )
    updates = StreamField(
        blocks.UpdatesBlock(), blank=True, verbose_name=_("what has happened since"),
        help_text=_("What the community told after the story was published, the newest first."),
    )  # fmt: skip
    version_notes = models.TextField(
        _("notes on versions"),
        blank=True,
        help_text=_("What was corrected after publication, with the date."),
    )
    ordering = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True, default="")

    objects = PageManager.from_queryset(StoryPageQuerySet)()

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.FilterField("category"),
        index.FilterField("lead_community"),
    ]
    edit_handler = story_edit_handler
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "stories/story_page.html"

    translatable_fields = [
        *(
            TranslatableField(name)
            for name in (
                "title", "slug", "seo_title", "search_description", "summary", "challenge", "solution", "stages",
                "results", "indicators", "success_factors", "obstacles", "lessons", "transfer", "funding", "team",
                "videos", "links", "documents", "contact_role", "award_citation", "updates",
                "version_notes",
            )
        ),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "lead_community", "category", "start_month", "start_month_known", "end_month", "is_ongoing",
                "budget_band", "challenges", "groups", "goals", "tagged_items", "co_communities", "partners", "photos",
                "contact_email", "contact_url", "edition", "award", "licence", "original_language",
            )
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_month__isnull=True) | Q(end_month__gte=F("start_month")),
                name="story_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(is_ongoing=True) | Q(end_month__isnull=True),
                name="story_that_goes_on_has_no_end",
            ),
            models.CheckConstraint(
                condition=Q(award="") | Q(edition__isnull=False), name="story_award_belongs_to_an_edition"
            ),
        ]

    # What a story is

    @property
    def period(self) -> str:
        """«Липень 2023 — триває», in the active language, without the capital."""
        return format_period(
            start=self.start_month,
            end=self.end_month,
            ongoing=self.is_ongoing,
            month_known=self.start_month_known,
        )

    @property
    def region(self):
        return self.lead_community.region

    @cached_property
    def lead_photo(self):
        """The first photo's image, or None where the ornament stands instead."""
        # Cards read the first photo alone (`for_cards`).
        known = self.__dict__.get("first_photos")
        photos = list(self.photos.all()) if known is None else known
        return photos[0].image if photos else None

    @property
    def licence_name(self) -> str:
        return self.get_licence_display()

    @property
    def licence_url(self) -> str:
        return enums.LICENCE_URLS.get(self.licence, "")

    @property
    def original_language_name(self) -> str:
        return self.get_original_language_display()

    @property
    def citation(self) -> str:
        """How to cite the story, as plain text with its address."""
        published = self.last_published_at or self.latest_revision_created_at or timezone.now()
        return gettext(
            "%(community)s. %(title)s // Resilient Communities: catalogue of stories. %(year)s. %(url)s"
        ) % {
            "community": self.lead_community.display_name,
            "title": self.title,
            "year": timezone.localtime(published).year,
            "url": self.full_url or "",
        }

    def clean(self) -> None:
        super().clean()
        errors: dict[str, ValidationError] = {}
        if self.is_ongoing and self.end_month:
            errors["end_month"] = ValidationError(
                _("The work goes on, so it has no end yet. Empty the end, or untick “goes on”."),
                code="ongoing_ends",
            )
        elif self.start_month and self.end_month and self.end_month < self.start_month:
            errors["end_month"] = ValidationError(
                _("The work ends before it starts. Correct one of the two months."), code="ends_before_start"
            )
        if self.award and not self.edition_id:
            errors["edition"] = ValidationError(
                _("An award belongs to an edition of the contest. Choose which."),
                code="award_without_edition",
            )
        if errors:
            raise ValidationError(errors)

    # What its page shows

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "highlights": [figure for figure in self.indicators if figure.value["highlight"]],
            "partners": self.partners_by_sector(),
            "co_communities": self.co_communities.all(),
            "photos": [photo.image for photo in self.photos.all()],
        }

    def partners_by_sector(self) -> list[tuple[Any, list]]:
        """Partners under the name of their sector, in the sectors' own order; the lead comes first in its sector."""
        partners = sorted(
            self.partners.all(),
            key=lambda partner: partner.role != enums.PartnerRole.LEAD,
        )
        groups = [
            (label, [partner for partner in partners if partner.organisation.sector == value])
            for value, label in enums.Sector.choices
        ]
        return [(label, group) for label, group in groups if group]

    # The safety review

    def content_fingerprint(self) -> str:
        return content_fingerprint(self)

    @classmethod
    def from_serializable_data(cls, data, **options):
        """Make the story that a revision holds, without what was deleted since."""
        (content,) = without_deleted_rows([data])
        return super().from_serializable_data(content, **options)

    def is_reviewed(self) -> bool:
        """Whether a safety review covers exactly what this instance holds."""
        return self.pk is not None and SafetyReview.objects.covering(self).exists()

    def require_review(self) -> None:
        """Raise SafetyReviewRequired unless a review covers this content."""
        if not self.is_reviewed():
            raise SafetyReviewRequired(
                gettext(
                    "“%(title)s” was not published: this version has no safety review yet. Your text is saved as a "
                    "draft. Ask a reviewer who didn't write it to go through the checklist."
                )
                % {"title": self.title}
            )

    def publish(self, revision, user=None, changed=True, log_action=True, **options):  # noqa: FBT002 - Wagtail's signature
        """Publish or schedule a revision. Raises SafetyReviewRequired for content that nobody reviewed.

        A schedule whose hour has come can tell nobody: there the schedule is taken off and the refusal logged, so
        that the other pages of the same run are published.
        """
        story = revision.as_object()
        if log_action == SCHEDULED and not story.is_reviewed():
            self.revisions.update(approved_go_live_at=None)
            log(instance=self, action="stories.publish.refused", user=user, revision=revision)
            return None
        story.require_review()
        return super().publish(revision, user=user, changed=changed, log_action=log_action, **options)

    def save(self, *args, **kwargs) -> None:
        """Save the story. Raises SafetyReviewRequired if it is live with content that nobody reviewed.

        A new story always begins as a draft, however it is made: there was nothing yet that anyone could review.
        """
        fields = kwargs.get("update_fields")
        if self._state.adding:
            self.live = False
        elif self.live and (fields is None or not BOOKKEEPING.issuperset(fields)):
            self.require_review()
        if fields is None:
            self.ordering = ordering_key(self.title)
        super().save(*args, **kwargs)
