"""Addresses of the contest; they stand under the language."""

from django.urls import path

from contest.views import uploads
from contest.views.account_removal import delete_account, send_code
from contest.views.applying import apply
from contest.views.approving import approve_story
from contest.views.autosave import save
from contest.views.certificates import badge, certificate, own_certificate
from contest.views.community_choice import community_choice
from contest.views.copying import copy
from contest.views.device import device_session, device_worker
from contest.views.edition_files import edition_file
from contest.views.editions import edition, edition_list
from contest.views.files import application_file
from contest.views.joining_jury import join_jury
from contest.views.jury_autosave import save as jury_save
from contest.views.jury_deliberation import jury_deliberation
from contest.views.jury_entry import jury_entry
from contest.views.jury_files import jury_file
from contest.views.jury_papers import jury_pack_pdf, jury_print
from contest.views.jury_queue import jury, jury_submit
from contest.views.jury_review import jury_compare, jury_scores
from contest.views.jury_steps import jury_flag, jury_recuse
from contest.views.my_applications import application, delete, my_applications, withdraw
from contest.views.own_data import download_my_data, my_data
from contest.views.own_story import tell_news
from contest.views.papers import own_receipt, own_version_pdf, own_version_text
from contest.views.people import join, people
from contest.views.protocol_files import public_jurors, public_protocol, public_verifier
from contest.views.sections import section_page
from contest.views.submitting import check, receipt, submit
from contest.views.versions import version

urlpatterns = [
    path("my/worker.js", device_worker, name="device_worker"),
    path("my/session/", device_session, name="device_session"),
    path("my/data/", my_data, name="my_data"),
    path("my/data/download/", download_my_data, name="download_my_data"),
    path("my/data/delete/", delete_account, name="delete_account"),
    path("my/data/delete/code/", send_code, name="removal_code"),
    path("my/files/<uuid:file_id>/", application_file, name="application_file"),
    path("my/<uuid:public_id>/files/uploads/", uploads.begin, name="begin_upload"),
    path("my/<uuid:public_id>/files/uploads/<uuid:key>/", uploads.piece, name="upload"),
    path("my/<uuid:public_id>/files/uploads/<uuid:key>/finish/", uploads.finish, name="finish_upload"),
    path("contest/", edition_list, name="editions"),
    path("contest/<slug:slug>/", edition, name="edition"),
    path("contest/<slug:slug>/protocol.json", public_protocol, name="public_protocol"),
    path("contest/<slug:slug>/verify_protocol.py", public_verifier, name="public_verifier"),
    path("contest/<slug:slug>/jurors.json", public_jurors, name="public_jurors"),
    path("contest/<slug:slug>/files/<uuid:public_id>/<str:name>", edition_file, name="edition_file"),
    path("apply/<slug:slug>/", apply, name="apply"),
    path("approve/<str:secret>/", approve_story, name="approve_story"),
    path("my/", my_applications, name="my_applications"),
    path("my/communities/", community_choice, name="community_choice"),
    path("my/<uuid:public_id>/", application, name="application"),
    path("my/join/<str:secret>/", join, name="join_application"),
    path("my/<uuid:public_id>/people/", people, name="application_people"),
    path("my/<uuid:public_id>/copy/", copy, name="copy_application"),
    path("my/<uuid:public_id>/save/", save, name="application_save"),
    path("my/<uuid:public_id>/check/", check, name="application_check"),
    path("my/<uuid:public_id>/submit/", submit, name="application_submit"),
    path("my/<uuid:public_id>/receipt/", receipt, name="application_receipt"),
    path("my/<uuid:public_id>/receipt.pdf", own_receipt, name="application_receipt_pdf"),
    path(
        "my/<uuid:public_id>/versions/<int:number>/receipt.pdf",
        own_receipt,
        name="application_version_receipt",
    ),
    path(
        "my/<uuid:public_id>/versions/<int:number>/application.pdf",
        own_version_pdf,
        name="application_version_pdf",
    ),
    path(
        "my/<uuid:public_id>/versions/<int:number>/version.json",
        own_version_text,
        name="application_version_text",
    ),
    path(
        "my/<uuid:public_id>/certificates/<uuid:certificate_id>.pdf", own_certificate, name="own_certificate"
    ),
    path("my/<uuid:public_id>/news/", tell_news, name="tell_news"),
    path("certificates/<uuid:public_id>/", certificate, name="certificate"),
    path("certificates/<uuid:public_id>/badge.svg", badge, name="certificate_badge"),
    path("my/<uuid:public_id>/withdraw/", withdraw, name="application_withdraw"),
    path("my/<uuid:public_id>/delete/", delete, name="application_delete"),
    path("my/<uuid:public_id>/versions/<int:number>/", version, name="application_version"),
    path(
        "my/<uuid:public_id>/versions/<int:number>/print/",
        version,
        {"to_print": True},
        name="application_version_print",
    ),
    path("my/<uuid:public_id>/<slug:section>/", section_page, name="application_section"),
    path("jury/", jury, name="jury"),
    path("jury/worker.js", device_worker, name="jury_worker"),
    path("jury/session/", device_session, name="jury_session"),
    path("jury/join/<str:secret>/", join_jury, name="join_jury"),
    path("jury/deliberation/", jury_deliberation, name="jury_deliberation"),
    path("jury/submit/", jury_submit, name="jury_submit"),
    path("jury/compare/", jury_compare, name="jury_compare"),
    path("jury/scores/", jury_scores, name="jury_scores"),
    path("jury/pack.pdf", jury_pack_pdf, name="jury_pack"),
    path("jury/<uuid:public_id>/", jury_entry, name="jury_entry"),
    path("jury/<uuid:public_id>/files/<uuid:file_id>/", jury_file, name="jury_file"),
    path("jury/<uuid:public_id>/save/", jury_save, name="jury_save"),
    path("jury/<uuid:public_id>/print/", jury_print, name="jury_print"),
    path("jury/<uuid:public_id>/flag/", jury_flag, name="jury_flag"),
    path("jury/<uuid:public_id>/recuse/", jury_recuse, name="jury_recuse"),
]
