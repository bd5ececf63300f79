"""Addresses of the contest; they stand under the language."""

from django.urls import path

from contest.views.editions import edition, edition_list

urlpatterns = [
    path("contest/", edition_list, name="editions"),
    path("contest/<slug:slug>/", edition, name="edition"),
]
