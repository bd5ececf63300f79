"""What the contest adds to Wagtail: its menu, its own pages in the admin, words for what is logged."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from contest.rules import edits_stories
from contest.views.application_bulk import ExportChosen, MarkEligible, ReleaseChosen
from contest.views.application_desk import application_at_desk, note_application, screen_application
from contest.views.application_list import ApplicationListView, delete_view, export_applications, save_view
from contest.views.assignment_desk import assignment_desk
from contest.views.behalf import enter_application
from contest.views.call_desk import copy_call_desk, form_preview
from contest.views.certificates_desk import (
    certificates_desk,
    certificates_zip,
    desk_certificate_pdf,
    revoke_certificate_desk,
)
from contest.views.conflicts_desk import conflicts_desk
from contest.views.deliberation_desk import deliberation_desk
from contest.views.disqualifying import disqualify_desk, reinstate_desk
from contest.views.edition_files import (
    delete_edition_file,
    edition_files_desk,
    newest_edition_files,
    repeat_edition_file,
)
from contest.views.exports import delete_export, download_export, exports_desk, repeat_export
from contest.views.extensions import extensions_desk, newest_extensions
from contest.views.judging_board import judging_board
from contest.views.judging_desk import judging_desk
from contest.views.judging_rules import close_judging_desk, judging_rules, open_judging_desk
from contest.views.jury_desk import invite_juror_desk, juror_desk, jury_desk
from contest.views.letter_bulk import ApproveLetters, CancelLetters, RetryLetters
from contest.views.letter_desk import letter_at_desk
from contest.views.letter_templates import letter_template, letter_templates
from contest.views.message_bulk import WriteToApplicants
from contest.views.outbox import OutboxView
from contest.views.overview import contest_overview
from contest.views.papers import desk_application_pdf, desk_receipt, desk_version_text
from contest.views.protocol_desk import protocol_desk, protocol_download, verifier_download
from contest.views.publication_desk import publication_desk
from contest.views.ranking_desk import ranking_desk, ranking_table
from contest.views.redactions_desk import redact_desk, redactions_desk
from contest.views.releasing import release_desk
from contest.views.retention import retention_desk
from contest.views.story_desk import citations_desk, story_desk, story_desks
from contest.views.story_embargo import refuse_early_publication
from contest.viewsets.calls import ContestGroup


@hooks.register("register_admin_viewset")
def register_contest_menu():
    return ContestGroup()


@hooks.register("register_admin_urls")
def register_call_addresses():
    return [
        path("contest/calls/<int:call_id>/form/", form_preview, name="call_form_preview"),
        path("contest/calls/<int:call_id>/copy/", copy_call_desk, name="copy_call"),
        path("contest/calls/<int:call_id>/retention/", retention_desk, name="retention_desk"),
    ]


@hooks.register("register_admin_urls")
def register_export_addresses():
    return [
        path("contest/exports/", exports_desk, name="contest_exports"),
        path("contest/exports/<uuid:public_id>/download/", download_export, name="download_export"),
        path("contest/exports/<uuid:public_id>/again/", repeat_export, name="repeat_export"),
        path("contest/exports/<uuid:public_id>/delete/", delete_export, name="delete_export"),
    ]


@hooks.register("register_admin_urls")
def register_edition_file_addresses():
    return [
        path("contest/editions/files/", newest_edition_files, name="newest_edition_files"),
        path("contest/editions/<int:edition_id>/files/", edition_files_desk, name="edition_files"),
        path(
            "contest/edition-files/<uuid:public_id>/again/", repeat_edition_file, name="repeat_edition_file"
        ),
        path(
            "contest/edition-files/<uuid:public_id>/delete/", delete_edition_file, name="delete_edition_file"
        ),
    ]


@hooks.register("register_admin_urls")
def register_paper_addresses():
    place = "contest/applications/<uuid:public_id>/"
    return [
        path(f"{place}application.pdf", desk_application_pdf, name="application_desk_pdf"),
        path(f"{place}versions/<int:number>/receipt.pdf", desk_receipt, name="application_desk_receipt"),
        path(f"{place}versions/<int:number>/version.json", desk_version_text, name="application_desk_text"),
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
        path("contest/applications/<uuid:public_id>/disqualify/", disqualify_desk, name="disqualify_desk"),
        path("contest/applications/<uuid:public_id>/reinstate/", reinstate_desk, name="reinstate_desk"),
        path("contest/applications/<uuid:public_id>/notes/", note_application, name="note_application"),
    ]


@hooks.register("register_admin_urls")
def register_letter_addresses():
    return [
        path("contest/letters/", OutboxView.as_view(), name="letter_outbox"),
        path("contest/letters/results/", OutboxView.as_view(results_only=True), name="letter_outbox_results"),
        path("contest/letters/<uuid:public_id>/", letter_at_desk, name="letter_at_desk"),
        path("contest/calls/<int:call_id>/letters/", letter_templates, name="letter_templates"),
        path("contest/calls/<int:call_id>/letters/<slug:kind>/", letter_template, name="letter_template"),
    ]


@hooks.register("register_admin_urls")
def register_judging_addresses():
    place = "contest/calls/<int:call_id>/judging/"
    return [
        path(place, judging_desk, name="judging_desk"),
        path(f"{place}rules/", judging_rules, name="judging_rules"),
        path(f"{place}open/", open_judging_desk, name="open_judging"),
        path(f"{place}close/", close_judging_desk, name="close_judging"),
        path(f"{place}ranking/", ranking_desk, name="ranking_desk"),
        path(f"{place}ranking/ranking.csv", ranking_table, name="ranking_table"),
        path(f"{place}deliberation/", deliberation_desk, name="deliberation_desk"),
        path(f"{place}protocol/", protocol_desk, name="protocol_desk"),
        path(f"{place}publication/", publication_desk, name="publication_desk"),
        path(f"{place}protocol/protocol.json", protocol_download, name="protocol_download"),
        path(f"{place}protocol/verify_protocol.py", verifier_download, name="verifier_download"),
        path(f"{place}jury/", jury_desk, name="jury_desk"),
        path(f"{place}jury/invite/", invite_juror_desk, name="invite_juror"),
        path(f"{place}jury/<uuid:public_id>/", juror_desk, name="juror_desk"),
        path(f"{place}conflicts/", conflicts_desk, name="conflicts_desk"),
        path(f"{place}redactions/", redactions_desk, name="redactions_desk"),
        path(f"{place}redactions/<uuid:public_id>/", redact_desk, name="redact_desk"),
        path(f"{place}assignment/", assignment_desk, name="assignment_desk"),
        path(f"{place}board/", judging_board, name="judging_board"),
    ]


@hooks.register("register_admin_urls")
def register_certificate_addresses():
    place = "contest/calls/<int:call_id>/judging/certificates/"
    return [
        path(place, certificates_desk, name="certificates_desk"),
        path(f"{place}certificates.zip", certificates_zip, name="certificates_zip"),
        path(f"{place}<uuid:public_id>/revoke/", revoke_certificate_desk, name="revoke_certificate"),
        path(
            f"{place}<uuid:public_id>/uk.pdf",
            desk_certificate_pdf,
            {"language": "uk"},
            name="certificate_pdf_uk",
        ),
        path(
            f"{place}<uuid:public_id>/en.pdf",
            desk_certificate_pdf,
            {"language": "en"},
            name="certificate_pdf_en",
        ),
    ]


@hooks.register("register_admin_urls")
def register_story_addresses():
    place = "contest/calls/<int:call_id>/judging/stories/"
    return [
        path("contest/stories/", story_desks, name="story_desks"),
        path(place, story_desk, name="story_desk"),
        path(f"{place}citations/", citations_desk, name="citations_desk"),
    ]


# Before the hook that asks for a safety review: this is the reason that comes first.
hooks.register("before_publish_page", refuse_early_publication, order=-1)


class ResultStoriesMenuItem(MenuItem):
    """The editors' way to the stories of a result; the secretariat finds them among the pages of the judging."""

    def is_shown(self, request):
        return edits_stories(request.user)


@hooks.register("register_admin_menu_item")
def register_result_stories_menu_item():
    return ResultStoriesMenuItem(
        _("Stories of the result"),
        reverse("story_desks"),
        name="result-stories",
        icon_name="doc-full",
        order=170,
    )


for action in (MarkEligible, ReleaseChosen, ExportChosen, WriteToApplicants):
    hooks.register("register_bulk_action", action)

for action in (ApproveLetters, CancelLetters, RetryLetters):
    hooks.register("register_bulk_action", action)


class ExportFormatter(LogFormatter):
    """Says what of a call's applications was taken away."""

    label = _("Export applications")

    def format_message(self, log_entry):
        return _("Applications were exported as %(kind)s") % {"kind": log_entry.data.get("kind", "").upper()}

    def format_comment(self, log_entry):
        return log_entry.data.get("query", "")


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("contest.call.copy", _("Copy call"), _("Copied from an earlier call"))
    actions.register_action("contest.call.extend", _("Give more time"), _("More time was given"))
    actions.register_action(
        "contest.call.retention", _("Remove personal data"), _("Drafts and personal data were removed")
    )
    actions.register_action(
        "contest.letters.change", _("Change the words of a letter"), _("The words of a letter were changed")
    )
    actions.register_action(
        "contest.letters.reset", _("Reset the words of a letter"), _("The words of a letter were reset")
    )
    actions.register_action(
        "contest.letters.edit", _("Correct a letter"), _("A letter was corrected before it left")
    )
    actions.register_action(
        "contest.judging.pair_rule",
        _("Decide about a pair"),
        _("A rule for a juror and an application was set"),
    )
    actions.register_action(
        "contest.judging.pair_rule_removed",
        _("Remove a rule for a pair"),
        _("A rule for a juror and an application was removed"),
    )
    actions.register_action(
        "contest.certificates.revoke", _("Revoke a certificate"), _("A certificate was revoked")
    )
    actions.register_action("contest.applications.export")(ExportFormatter)
