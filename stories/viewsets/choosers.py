"""Choosers that find a row by a few letters in either language."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from stories.models import Organisation


class CommunityFilterForm(BaseFilterForm):
    """Searches current and former names, of the community and of its centre."""

    q = forms.CharField(
        label=_("Name, former name or KATOTTG code"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name, former name or KATOTTG code")}),
    )

    def filter(self, objects):
        query = self.cleaned_data.get("q", "")
        self.is_searching = bool(query)
        self.search_query = query
        if query.upper().startswith("UA"):
            return objects.filter(code__startswith=query.upper())
        return objects.named_like(query)


class CommunityChooseViewMixin:
    """The columns by which one tells apart communities of the same name."""

    filter_form_class = CommunityFilterForm

    def get_object_list(self):
        return super().get_object_list().with_region().prefetch_related("aliases")

    @property
    def columns(self):
        return [
            self.title_column,
            Column("official_name", label=_("Official name"), accessor="official_name"),
            Column("region", label=_("Region"), accessor="region"),
            Column("former", label=_("Former names"), accessor=lambda row: ", ".join(row.former_names)),
        ]


class CommunityChooseView(CommunityChooseViewMixin, ChooseViewMixin, CreationFormMixin, BaseChooseView):
    """The chooser's window."""


class CommunityChooseResultsView(
    CommunityChooseViewMixin, ChooseResultsViewMixin, CreationFormMixin, BaseChooseView
):
    """The chooser's list as it follows what is typed."""


class CommunityChooserViewSet(ChooserViewSet):
    """Finds one of 1,773 communities."""

    model = "stories.Community"
    icon = "site"
    choose_one_text = _("Choose a community")
    choose_another_text = _("Choose another community")
    edit_item_text = _("Edit this community")
    choose_view_class = CommunityChooseView
    choose_results_view_class = CommunityChooseResultsView
    per_page = 20


class OrganisationFilterForm(BaseFilterForm):
    """Searches both names."""

    q = forms.CharField(
        label=pgettext_lazy("of an organisation", "Name"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name in either language")}),
    )

    def filter(self, objects):
        query = self.cleaned_data.get("q", "")
        self.is_searching = bool(query)
        self.search_query = query
        return objects.named_like(query)


class OrganisationChooseViewMixin:
    """Shows the sector beside the name."""

    filter_form_class = OrganisationFilterForm

    @property
    def columns(self):
        return [
            self.title_column,
            Column("name_en", label=_("Name in English"), accessor="name_en"),
            Column("sector", label=_("Sector"), accessor="get_sector_display"),
        ]


class OrganisationChooseView(OrganisationChooseViewMixin, ChooseViewMixin, CreationFormMixin, BaseChooseView):
    """The chooser's window."""


class OrganisationChooseResultsView(
    OrganisationChooseViewMixin, ChooseResultsViewMixin, CreationFormMixin, BaseChooseView
):
    """The chooser's list as it follows what is typed."""


class OrganisationChooserViewSet(ChooserViewSet):
    """Finds an organisation, or adds one on the spot."""

    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Edit this organisation")
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
    form_fields = ["name_uk", "name_en", "sector", "website"]


community_chooser = CommunityChooserViewSet("community_chooser")
organisation_chooser = OrganisationChooserViewSet("organisation_chooser")
