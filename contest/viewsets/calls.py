"""The menu «Contest»: an edition's call on one page with tabs."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import TabbedInterface
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import (
    EditView,
    HistoryView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UnpublishView,
)

from contest.domain.moments import moment_of
from contest.domain.phases import phase_of
from contest.forms.calls import CallForm
from contest.models import Call
from contest.rules import can_copy_calls, can_end_keeping, can_preview_form, screens_applications
from contest.viewsets.call_panels import TABS
from stories.models import Edition


class PhaseColumn(Column):
    """Where the call stands now."""

    def get_value(self, instance: Call) -> str:
        return str(phase_of(instance, at=timezone.now()).label)


class MomentColumn(Column):
    """A date of the call in the call's own zone."""

    def get_value(self, instance: Call) -> str:
        at = getattr(instance, self.name)
        moment = moment_of(at, zone=instance.zone) if at else None
        return f"{moment.day}, {moment.hour}" if moment else "—"


def name_of(call: Call) -> str:
    """Return the name of the edition that the call's latest draft is for, in the reader's language.

    Wagtail itself shows the name as it was when the draft was saved, in the language of whoever saved it.
    """
    drafted = call.latest_revision.content.get("edition") if call.latest_revision else None
    if drafted in {None, call.edition_id}:
        return str(call)
    edition = Edition.objects.filter(pk=drafted).first()
    return edition.name if edition else str(call)


class NamedCall:
    """A page of Wagtail's about one call, under its name in the reader's language."""

    object: Call

    def get_page_subtitle(self) -> str:
        return name_of(self.object)


class CallIndexView(IndexView):
    """Names the edition of each call, the newest first."""

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Any:
        return super()._get_title_column(*args, **{"accessor": name_of, **kwargs})

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_edition().in_reading_order()

    def get_list_more_buttons(self, instance: Call) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *desk_buttons(instance, self.request.user)]


class CallHistoryView(NamedCall, HistoryView):
    """Who changed what."""


class CallUnpublishView(NamedCall, UnpublishView):
    """Asks before a call is taken back."""


class CallEditView(NamedCall, EditView):
    """Offers what can be done with the call beside its fields."""

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *desk_buttons(self.object, self.request.user)]

    def save_instance(self) -> Call:
        """Save unless the call was published or taken back since this request read it.

        Wagtail saves the whole row of a call that isn't public, so an automatic save that publishing has overtaken would
        take the call back without a word.
        """
        is_live = Call.objects.select_for_update().values_list("live", flat=True).get(pk=self.object.pk)
        if is_live != self.object.live:
            raise PermissionDenied(_("The call was published or taken back meanwhile. Load the page again."))
        return cast("Call", super().save_instance())


def desk_buttons(call: Call, user: Any) -> list[Button]:
    """The ways from a call to its form and to next year's call, for whoever may go them."""
    buttons = []
    if can_preview_form(user):
        address = reverse("call_form_preview", args=[call.pk])
        buttons.append(Button(_("View the form"), url=address, icon_name="form", priority=50))
    if can_copy_calls(user):
        address = reverse("copy_call", args=[call.pk])
        buttons.append(Button(_("Copy for another edition"), url=address, icon_name="copy", priority=60))
    if screens_applications(user):
        address = reverse("letter_templates", args=[call.pk])
        buttons.append(Button(_("Words of the letters"), url=address, icon_name="mail", priority=65))
        address = reverse("release_outcomes", args=[call.pk])
        buttons.append(Button(_("Release outcomes"), url=address, icon_name="mail", priority=70))
        address = reverse("judging_desk", args=[call.pk])
        buttons.append(Button(_("Judging"), url=address, icon_name="group", priority=75))
    if can_end_keeping(user):
        address = reverse("retention_desk", args=[call.pk])
        buttons.append(Button(_("Personal data"), url=address, icon_name="bin", priority=80))
    return buttons


class CallViewSet(SnippetViewSet):
    """Calls; whoever may change one sees it before the public does."""

    model = Call
    icon = "doc-full-inverse"
    menu_label = _("Calls")
    base_url_path = "contest/calls"
    index_view_class = CallIndexView
    edit_view_class = CallEditView
    history_view_class = CallHistoryView
    unpublish_view_class = CallUnpublishView
    copy_view_enabled = False
    add_to_reference_index = True
    list_display = [
        "__str__",
        PhaseColumn("phase", label=_("Stands at")),
        MomentColumn("opens_at", label=_("Opens")),
        MomentColumn("closes_at", label=_("Closes")),
        # Wagtail's own label is in the language of the process that reads this file.
        UpdatedAtColumn(label=_("Updated")),
    ]
    edit_handler = TabbedInterface(TABS, base_form_class=CallForm)


class EditionsMenuItem(MenuItem):
    """The way from the contest's menu to the editions, which belong to the catalogue."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("stories.change_edition")


# What the desk adds to the contest's menu: label, address, name, icon, and where it stands among the others.
DESK = (
    (_("Overview"), "contest_overview", "contest_overview", "view", -20),
    (_("Applications"), "application_desk", "contest_applications", "form", -10),
    (_("Letters"), "letter_outbox", "contest_letters", "mail", -5),
    (_("Extensions"), "contest_extensions", "contest_extensions", "time", 800),
    (_("Exports"), "contest_exports", "contest_exports", "download", 810),
    (_("Files of editions"), "newest_edition_files", "contest_edition_files", "doc-full", 820),
)


class DeskMenuItem(MenuItem):
    """A way to the secretariat's desk."""

    def is_shown(self, request: Any) -> bool:
        return screens_applications(request.user)


class ContestGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = _("Contest")
    menu_icon = "doc-full-inverse"
    menu_order = 155
    items = (CallViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        """The desk, the call's section, then the editions to which calls belong."""
        desk = [
            DeskMenuItem(label, reverse(address), name=name, icon_name=icon, order=order)
            for label, address, name, icon, order in DESK
        ]
        editions = EditionsMenuItem(
            _("Editions of the contest"), reverse("editions:index"), name="contest_editions", icon_name="calendar-alt",
            order=900,
        )  # fmt: skip
        return [*desk, *super().get_submenu_items(), editions]
