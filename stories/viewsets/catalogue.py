"""The menu «Catalogue»: what stories are sorted by and who takes part in them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from stories.models import BeneficiaryGroup, Category, Challenge, Community, Edition, Organisation, StoryTag


class NamesIndexView(IndexView):
    """A list that finds names as the choosers do: in either language, whatever the capitals and apostrophes."""

    def search_queryset(self, queryset):
        return queryset.named_like(self.search_query) if self.is_searching else queryset


class CommunityIndexView(NamesIndexView):
    """Names the region of each community."""

    def get_base_queryset(self):
        return super().get_base_queryset().with_region()


class CommunityViewSet(ModelViewSet):
    """Communities come from the register; editors keep their former names and whether they are occupied."""

    model = Community
    icon = "site"
    menu_label = _("Communities")
    index_view_class = CommunityIndexView
    list_display = ["display_name", "region", "code", "is_occupied"]
    list_filter = ["region", "kind", "is_occupied"]
    search_fields = ["search_text"]
    search_backend_name = None
    add_to_reference_index = False
    form_fields = ["name_en", "centre_en", "is_occupied"]
    panels = [
        HelpPanel(
            content=_("Names and codes come from the official register; load a newer one to change them.")
        ),
        FieldPanel("name_uk", read_only=True),
        FieldPanel("name_en"),
        FieldPanel("centre_uk", read_only=True),
        FieldPanel("centre_en"),
        FieldPanel("is_occupied"),
    ]


class OrganisationViewSet(ModelViewSet):
    """Organisations, one row each."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    index_view_class = NamesIndexView
    list_display = ["name_uk", "name_en", "sector"]
    list_filter = ["sector"]
    search_fields = ["search_text"]
    search_backend_name = None
    form_fields = ["name_uk", "name_en", "sector", "website"]


class CategoryViewSet(ModelViewSet):
    """Categories and special awards."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = ["name_uk", "name_en", "special_award"]
    form_fields = [
        "name_uk", "name_en", "short_uk", "short_en", "slug", "description_uk", "description_en", "special_award", "position",
    ]  # fmt: skip


class ChallengeViewSet(ModelViewSet):
    """Challenges that stories answer."""

    model = Challenge
    icon = "warning"
    menu_label = _("Challenges")
    list_display = ["name_uk", "name_en"]
    form_fields = ["name_uk", "name_en", "slug"]


class GroupViewSet(ModelViewSet):
    """Groups of people for whom stories were done."""

    model = BeneficiaryGroup
    icon = "user"
    menu_label = _("Beneficiary groups")
    list_display = ["name_uk", "name_en"]
    form_fields = ["name_uk", "name_en", "slug"]


class TagViewSet(ModelViewSet):
    """Tags with their names in both languages."""

    model = StoryTag
    icon = "tag"
    menu_label = _("Tags")
    list_display = ["name", "name_en"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    form_fields = ["name", "name_en", "slug"]


class EditionViewSet(ModelViewSet):
    """Editions of the contest as facts."""

    model = Edition
    icon = "calendar-alt"
    menu_label = _("Editions of the contest")
    list_display = ["number", "name_uk", "applications", "communities"]
    panels = [
        FieldPanel("number"),
        FieldPanel("slug"),
        FieldPanel("name_uk"),
        FieldPanel("name_en"),
        FieldPanel("summary_uk"),
        FieldPanel("summary_en"),
        FieldPanel("applications"),
        FieldPanel("communities"),
        InlinePanel(
            "organisers", label=_("organiser"), panels=[FieldPanel("organisation"), FieldPanel("role")]
        ),
    ]


class CatalogueGroup(ModelViewSetGroup):
    """The menu entry."""

    menu_label = _("Catalogue")
    menu_icon = "folder-open-1"
    menu_order = 150
    items = (
        OrganisationViewSet("organisations"),
        CommunityViewSet("communities"),
        CategoryViewSet("categories"),
        ChallengeViewSet("challenges"),
        GroupViewSet("groups_of_people"),
        TagViewSet("tags"),
        EditionViewSet("editions"),
    )
