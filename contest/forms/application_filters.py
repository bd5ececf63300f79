"""By what the secretariat narrows its list of applications."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from contest.domain.application_index import find_applications
from contest.enums import ApplicationStatus, Punctuality
from contest.models import Application, Call
from contest.querysets.applications import ApplicationQuerySet
from stories.models import Category, Community, Region

STALLED_AFTER = timedelta(days=7)


class ApplicationFilterSet(WagtailFilterSet):
    """Several statuses, categories and regions may be chosen together."""

    call = django_filters.ModelChoiceFilter(queryset=Call.objects.with_edition(), label=_("Call"))
    status = django_filters.MultipleChoiceFilter(
        choices=ApplicationStatus.choices, label=_("Status"), widget=forms.CheckboxSelectMultiple
    )
    category = django_filters.ModelMultipleChoiceFilter(
        queryset=Category.objects.filter(special_award=False), label=_("Category"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    region = django_filters.ModelMultipleChoiceFilter(
        field_name="community__region", queryset=Region.objects.all(), label=_("Region"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    community = django_filters.CharFilter(method="filter_community", label=_("Community, former names too"))
    punctuality = django_filters.MultipleChoiceFilter(
        choices=Punctuality.choices, label=pgettext_lazy("punctuality", "Arrived"), widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    first_submitted_at = django_filters.DateFromToRangeFilter(
        label=_("First submitted"), widget=DateRangePickerWidget
    )
    asked = django_filters.ChoiceFilter(
        method="filter_asked", label=_("Clarification"), empty_label=_("any"),
        choices=[("open", _("not answered yet")), ("none", _("nothing is asked"))],
    )  # fmt: skip
    stalled = django_filters.ChoiceFilter(
        method="filter_stalled", label=_("Drafts"), empty_label=_("any"),
        choices=[("yes", _("unchanged for 7 days"))],
    )  # fmt: skip

    class Meta:
        model = Application
        fields: list[str] = []

    def filter_community(self, queryset: Any, _name: str, value: str) -> Any:
        """By any part of a name that the community has or had."""
        return queryset.filter(community__in=Community.objects.named_like(value).order_by().values("pk"))

    def filter_asked(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.waiting_for_clarification(waiting=value == "open")

    def filter_stalled(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset.unchanged_since(timezone.now() - STALLED_AFTER)


def chosen_applications(query: QueryDict, request: HttpRequest | None = None) -> ApplicationQuerySet:
    """The applications that the list shows for the query; none if the query makes no sense."""
    filters = ApplicationFilterSet(data=query, request=request, queryset=Application.objects.all())
    if not filters.is_valid():
        return Application.objects.none()
    return find_applications(filters.qs, query.get("q", ""))
