"""The secretariat's outbox: every letter to applicants, what failed and what waits first."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from contest.enums import LetterState
from contest.forms.letters import LetterFilterSet
from contest.models import Letter
from contest.querysets.letters import LetterQuerySet
from contest.views.application_list import FactColumn, require_secretariat

OUTBOX = "letter_outbox"
_LONGEST_SEARCH = 200
# Parts of the address that don't belong to the choice of letters.
_OF_A_PAGE = ("p", "ordering", "_w_filter_fragment")


class StateColumn(Column):
    """Where the letter is, and why it could not be sent."""

    cell_template_name = "contest/admin/letter_state_cell.html"


class HourColumn(Column):
    """When the letter left; until then, when it was written. In the zone of the call."""

    def get_value(self, instance: Letter) -> str:
        at = (instance.sent_at or instance.created_at).astimezone(instance.call.zone)
        return str(formats.date_format(at, "SHORT_DATETIME_FORMAT"))


class OutboxView(IndexView):
    """Letters of every call."""

    model = Letter
    # Who may enter is asked in dispatch(): nobody has rights of Wagtail's own over letters.
    any_permission_required = None
    index_url_name = OUTBOX
    index_results_url_name = "letter_outbox_results"
    template_name = "contest/admin/desk_list.html"
    results_template_name = "contest/admin/outbox_results.html"
    filterset_class = LetterFilterSet
    is_searchable = True
    default_ordering = None
    paginate_by = 50
    header_icon = "mail"
    page_title = gettext_lazy("Letters")
    _show_breadcrumbs = True
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="letter"),
        TitleColumn(
            "subject", label=gettext_lazy("Subject"), sort_key="subject",
            get_url=lambda row: reverse("letter_at_desk", args=[row.public_id]),
            get_title_id=lambda row: f"letter_{row.pk}_title",
        ),
        FactColumn("email", label=pgettext_lazy("of a letter", "To"), sort_key="email"),
        StateColumn("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        FactColumn("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        FactColumn("application", label=gettext_lazy("Application"), sort_key="application__reference"),
        FactColumn("language", label=gettext_lazy("Language"), accessor="get_language_display", sort_key="language"),
        HourColumn("created_at", label=gettext_lazy("Sent or written"), sort_key="created_at"),
    ]  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_secretariat(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> LetterQuerySet:
        return Letter.objects.for_outbox()

    def order_queryset(self, queryset: Any) -> Any:
        return super().order_queryset(queryset) if self.ordering else queryset.in_outbox_order()

    def search_queryset(self, queryset: Any) -> Any:
        return found_letters(queryset, self.search_query)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {
            **context, "tabs": self._tabs(), "outbox_address": reverse(OUTBOX),
            "select_all_text": _("Select all letters of this list"),
        }  # fmt: skip

    def _tabs(self) -> list[tuple[Any, int, str, bool]]:
        """Each state with the number of letters that the other filters leave in it, its query and whether it is shown."""
        query = self.request.GET.copy()
        for name in (*_OF_A_PAGE, "state"):
            query.pop(name, None)
        counts = {key: count for (key,), count in chosen_letters(query, self.request).counted_by("state")}
        chosen = self.request.GET.getlist("state")
        tabs: list[tuple[Any, int, str, bool]] = [
            (gettext_lazy("All"), sum(counts.values()), query.urlencode(), not chosen)
        ]
        for state in LetterState:
            one = query.copy()
            one["state"] = state
            tabs.append((state.label, counts.get(state, 0), one.urlencode(), chosen == [state]))
        return tabs


def chosen_letters(query: QueryDict, request: HttpRequest) -> LetterQuerySet:
    """The letters that the outbox shows for the query; none if the query makes no sense."""
    filters = LetterFilterSet(data=query, request=request, queryset=Letter.objects.all())
    if not filters.is_valid():
        return Letter.objects.none()
    return found_letters(filters.qs, query.get("q", ""))


def found_letters(letters: LetterQuerySet, text: str) -> LetterQuerySet:
    """Those that the text names; all of them for an empty one."""
    text = " ".join(text.replace("\x00", "").split())[:_LONGEST_SEARCH]
    return letters.matching(text) if text else letters
