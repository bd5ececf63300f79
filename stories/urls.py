"""Addresses of the catalogue beside Wagtail's pages; they stand under the language."""

from django.urls import path

from stories.views.categories import category, category_list
from stories.views.places import community, region, region_list

urlpatterns = [
    path("categories/", category_list, name="categories"),
    path("categories/<slug:slug>/", category, name="category"),
    path("regions/", region_list, name="regions"),
    path("regions/<str:code>/", region, name="region"),
    path("communities/<slug:slug>/", community, name="community"),
]
