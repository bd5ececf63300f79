"""Addresses under /accounts/."""

from django.urls import include, path

from accounts.views import profile

urlpatterns = [
    path("", profile, name="account_profile"),
    path("", include("allauth.urls")),
]
