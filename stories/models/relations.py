"""What belongs to a story in rows of its own: communities, partners, photos."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from stories.enums import CommunityRole, PartnerRole
from stories.models.organisations import Organisation
from stories.models.pictures import StoryImage
from stories.models.places import Community


class StoryCommunity(Orderable):
    """A further community that takes part in a story."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="co_communities")
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="joined_stories", verbose_name=_("community")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=CommunityRole.choices, default=CommunityRole.PARTNER
    )

    panels = [FieldPanel("community"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("further community")
        verbose_name_plural = _("further communities")
        constraints = [
            models.UniqueConstraint("story", "community", name="story_names_each_further_community_once"),
        ]


class StoryPartner(Orderable):
    """What an organisation does in a story."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="story_roles", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=PartnerRole.choices, default=PartnerRole.PARTNER
    )

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint("story", "organisation", name="story_names_each_partner_once"),
        ]


class StoryPhoto(Orderable):
    """A photo of a story; the first one stands at its head."""

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        StoryImage, on_delete=models.PROTECT, related_name="story_photos", verbose_name=_("photo")
    )

    panels = [FieldPanel("image")]

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [models.UniqueConstraint("story", "image", name="story_shows_each_photo_once")]

    def clean(self) -> None:
        super().clean()
        if self.image_id and not (self.image.alt_uk.strip() and self.image.alt_en.strip()):
            raise ValidationError(
                {
                    "image": _(
                        "This photo has no alt text. Open it under Images and say what it shows, in both languages."
                    )
                }
            )
