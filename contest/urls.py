"""Addresses of the contest; they stand under the language."""

from django.urls import path

from contest.views import uploads
from contest.views.applying import apply
from contest.views.autosave import save
from contest.views.community_choice import community_choice
from contest.views.copying import copy
from contest.views.device import device_worker
from contest.views.editions import edition, edition_list
from contest.views.files import application_file
from contest.views.my_applications import application, delete, my_applications, withdraw
from contest.views.people import join, people
from contest.views.sections import section_page
from contest.views.submitting import check, receipt, submit
from contest.views.versions import version

urlpatterns = [
    path("my/worker.js", device_worker, name="device_worker"),
    path("my/files/<uuid:file_id>/", application_file, name="application_file"),
    path("my/<uuid:public_id>/files/uploads/", uploads.begin, name="begin_upload"),
    path("my/<uuid:public_id>/files/uploads/<uuid:key>/", uploads.piece, name="upload"),
    path("my/<uuid:public_id>/files/uploads/<uuid:key>/finish/", uploads.finish, name="finish_upload"),
    path("contest/", edition_list, name="editions"),
    path("contest/<slug:slug>/", edition, name="edition"),
    path("apply/<slug:slug>/", apply, name="apply"),
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
]
