"""The secretariat's list of applications: filtered, searched, ordered, saved under a name and exported."""

from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from accounts.models import User
from contest.domain.application_index import find_applications
from contest.domain.archive import zip_pieces
from contest.domain.exporting import ApplicationTable, csv_pieces, write_workbook
from contest.domain.exports import calls_of, fits_in_a_request, log_export
from contest.forms.application_filters import ApplicationFilterSet, chosen_applications
from contest.forms.screening import SavedViewForm
from contest.models import Application, SavedView
from contest.querysets.applications import ApplicationQuerySet
from contest.rules import enters_applications, screens_applications

LIST = "application_desk"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def require_secretariat(request: HttpRequest) -> User:
    """Return who asks. Raises PermissionDenied, to which Wagtail answers with its front page, for everybody else."""
    if not screens_applications(request.user):
        raise PermissionDenied
    return cast("User", request.user)


class MomentColumn(Column):
    """An instant in the zone of the application's call."""

    def get_value(self, instance: Application) -> str:
        at = getattr(instance, self.name)
        return formats.date_format(at.astimezone(instance.call.zone), "SHORT_DATETIME_FORMAT") if at else "—"


class FactColumn(Column):
    """Something that the application has, or a dash."""

    def get_value(self, instance: Application) -> str:
        return str(super().get_value(instance) or "—")


class IndexColumn(Column):
    """A figure of the newest version; drafts have none."""

    def get_value(self, instance: Application) -> Any:
        index = getattr(instance, "index", None)
        return getattr(index, self.name) if index else "—"


class ApplicationListView(IndexView):
    """Every application of every call; drafts too, so that stalling ones are seen."""

    model = Application
    index_url_name = LIST
    index_results_url_name = "application_desk_results"
    template_name = "contest/admin/desk_list.html"
    results_template_name = "contest/admin/application_list_results.html"
    filterset_class = ApplicationFilterSet
    is_searchable = True
    default_ordering = "-changed_at"
    paginate_by = 50
    header_icon = "form"
    page_title = gettext_lazy("Applications")
    _show_breadcrumbs = True
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="application"),
        TitleColumn(
            "reference", label=gettext_lazy("Reference"), sort_key="reference", accessor="__str__",
            get_url=lambda row: reverse("application_at_desk", args=[row.public_id]),
            get_title_id=lambda row: f"application_{row.pk}_title",
        ),
        FactColumn("title", label=gettext_lazy("Title"), sort_key="title"),
        FactColumn("community", label=gettext_lazy("Community"), sort_key="community__ordering"),
        FactColumn("category", label=gettext_lazy("Category"), sort_key="category__name_uk"),
        FactColumn("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
        FactColumn(
            "punctuality", label=pgettext_lazy("punctuality", "Arrived"), accessor="get_punctuality_display",
            sort_key="punctuality",
        ),
        MomentColumn("first_submitted_at", label=gettext_lazy("First submitted"), sort_key="first_submitted_at"),
        MomentColumn("changed_at", label=gettext_lazy("Last changed"), sort_key="changed_at"),
        IndexColumn("words", label=gettext_lazy("Words"), sort_key="index__words"),
        IndexColumn("files", label=gettext_lazy("Files"), sort_key="index__files"),
    ]  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_secretariat(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> ApplicationQuerySet:
        return Application.objects.for_desk()

    def search_queryset(self, queryset: Any) -> Any:
        return find_applications(queryset, self.search_query)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_add_url(self) -> str | None:
        return reverse("enter_application") if enters_applications(self.request.user) else None

    @cached_property
    def add_item_label(self) -> str:
        return _("Enter on behalf")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        query = chosen_query(self.request)
        context |= {
            "saved_views": SavedView.objects.filter(user=self.request.user),
            "saved_view_form": SavedViewForm(initial={"query": query}, auto_id="saved-view-%s"),
            "list_query": query,
            "select_all_text": _("Select all applications of this list"),
        }
        return context


def chosen_query(request: HttpRequest) -> str:
    """The filters, the search and the order of the list without what belongs to a page of it."""
    query = request.GET.copy()
    for name in ("p", "_w_filter_fragment"):
        query.pop(name, None)
    return query.urlencode()


@require_safe
def export_applications(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as a table, all of its rows whatever page is shown, as XLSX or CSV, or one ZIP with files.

    What takes long is made in the background: the person is led to the page of exports, which asks whether to.
    """
    user = require_secretariat(request)
    chosen, query = chosen_applications(request.GET, request), chosen_query(request)
    if not fits_in_a_request(kind, count=chosen.count()):
        return redirect(f"{reverse('contest_exports')}?{urlencode({'kind': kind, 'query': query})}")
    return table_response(chosen, kind=kind, query=query, by=user)


def table_response(applications: ApplicationQuerySet, *, kind: str, query: str, by: User) -> HttpResponseBase:
    """The table of the applications as a download that nobody else's cache keeps; who took it away is logged."""
    log_export(applications, kind=kind, query=query, by=by)
    calls = calls_of(applications)
    table = ApplicationTable(applications, calls=calls)
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(write_workbook(table), content_type=XLSX_TYPE)
    elif kind == "zip":
        response = StreamingHttpResponse(
            zip_pieces(applications, calls=calls), content_type="application/zip"
        )
    else:
        response = StreamingHttpResponse(csv_pieces(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="applications.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list's filters under a name; the same name again stands for the newer ones."""
    user = require_secretariat(request)
    form = SavedViewForm(request.POST)
    query = QueryDict(request.POST.get("query", "")[:2_000]).urlencode()
    if form.is_valid():
        SavedView.objects.update_or_create(
            user=user, name=form.cleaned_data["name"], defaults={"query": query}
        )
        messages.success(
            request, _("The list is saved under “%(name)s”.") % {"name": form.cleaned_data["name"]}
        )
    else:
        messages.error(request, _("Give the list a name of at most 80 characters."))
    return redirect(f"{reverse(LIST)}?{query}")


@require_POST
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget a list that the person saved; the applications stay."""
    user = require_secretariat(request)
    get_object_or_404(SavedView, pk=view_id, user=user).delete()
    messages.success(request, _("The saved list is deleted."))
    return redirect(LIST)
