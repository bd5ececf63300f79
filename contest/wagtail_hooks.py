"""What the contest adds to Wagtail: its menu, its own pages in the admin, words for what is logged."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from contest.views.application_bulk import ExportChosen, MarkEligible, ReleaseChosen
from contest.views.application_desk import application_at_desk, note_application, screen_application
from contest.views.application_list import ApplicationListView, delete_view, export_applications, save_view
from contest.views.behalf import enter_application
from contest.views.call_desk import copy_call_desk, form_preview
from contest.views.extensions import extensions_desk, newest_extensions
from contest.views.overview import contest_overview
from contest.views.releasing import release_desk
from contest.viewsets.calls import ContestGroup


@hooks.register("register_admin_viewset")
def register_contest_menu():
    return ContestGroup()


@hooks.register("register_admin_urls")
def register_call_addresses():
    return [
        path("contest/calls/<int:call_id>/form/", form_preview, name="call_form_preview"),
        path("contest/calls/<int:call_id>/copy/", copy_call_desk, name="copy_call"),
    ]


@hooks.register("register_admin_urls")
def register_desk_addresses():
    results = ApplicationListView.as_view(results_only=True)
    return [
        path("contest/overview/", contest_overview, name="contest_overview"),
        path("contest/calls/<int:call_id>/release/", release_desk, name="release_outcomes"),
        path("contest/extensions/", newest_extensions, name="contest_extensions"),
        path("contest/calls/<int:call_id>/extensions/", extensions_desk, name="extensions_desk"),
        path("contest/applications/", ApplicationListView.as_view(), name="application_desk"),
        path("contest/applications/results/", results, name="application_desk_results"),
        path(
            "contest/applications/export.csv", export_applications, {"kind": "csv"}, name="applications_csv"
        ),
        path(
            "contest/applications/export.xlsx",
            export_applications,
            {"kind": "xlsx"},
            name="applications_xlsx",
        ),
        path(
            "contest/applications/export.zip", export_applications, {"kind": "zip"}, name="applications_zip"
        ),
        path("contest/applications/new/", enter_application, name="enter_application"),
        path("contest/applications/lists/", save_view, name="save_application_view"),
        path("contest/applications/lists/<int:view_id>/delete/", delete_view, name="delete_application_view"),
        path("contest/applications/<uuid:public_id>/", application_at_desk, name="application_at_desk"),
        path("contest/applications/<uuid:public_id>/screen/", screen_application, name="screen_application"),
        path("contest/applications/<uuid:public_id>/notes/", note_application, name="note_application"),
    ]


for action in (MarkEligible, ReleaseChosen, ExportChosen):
    hooks.register("register_bulk_action", action)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("contest.call.copy", _("Copy call"), _("Copied from an earlier call"))
    actions.register_action("contest.call.extend", _("Give more time"), _("More time was given"))
