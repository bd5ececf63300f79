"""The menu «Catalogue»: what stories are sorted by and who takes part in them."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from stories.models import BeneficiaryGroup, Category, Challenge, Community, Edition, Organisation, StoryTag


class YesColumn(Column):
    """Says «yes» where something is so, and nothing where it isn't: a red cross would look like a fault."""

    def get_value(self, instance):
        return _("yes") if super().get_value(instance) else ""


class NamesIndexView(IndexView):
    """A list that finds names as the choosers do: in either language, whatever the capitals and apostrophes."""

    def search_queryset(self, queryset):
        return queryset.named_like(self.search_query) if self.is_searching else queryset


class CommunityIndexView(NamesIndexView):
    """Names the region of each community."""

    def get_base_queryset(self):
        return super().get_base_queryset().with_region()

    def _get_title_column(self, field_name, **kwargs):
        column = super()._get_title_column(field_name, **kwargs)
        # A property has no name of its own that could be translated.
        column.label = _("Community")
        return column


class CommunityViewSet(ModelViewSet):
    """Communities come from the register; editors keep their former names and whether they are occupied."""

    model = Community
    icon = "site"
    menu_label = _("Communities")
    index_view_class = CommunityIndexView
    list_display = [
        "display_name",
        "region",
        "code",
        YesColumn("is_occupied", label=capfirst(_("temporarily occupied")), sort_key="is_occupied"),
    ]
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
    list_display = [
        "name_uk",
        "name_en",
        YesColumn("special_award", label=capfirst(_("special award")), sort_key="special_award"),
    ]
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
    index_view_class = NamesIndexView
    ordering = ["name"]
    list_display = ["name", "name_en"]
    search_fields = ["search_text"]
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
