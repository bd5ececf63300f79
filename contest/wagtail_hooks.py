"""What the contest adds to Wagtail: its menu, its own pages in the admin, words for what is logged."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from contest.views.call_desk import copy_call_desk, form_preview
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


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("contest.call.copy", _("Copy call"), _("Copied from an earlier call"))
