"""Addresses of the catalogue beside Wagtail's pages; they stand under the language."""

from django.urls import path

from stories.api.documentation import documentation
from stories.views.categories import category, category_list
from stories.views.data import (
    catalogue,
    data_page,
    fields,
    stories_file,
    template,
    to_data_page,
)
from stories.views.embed import embed
from stories.views.facets import facet
from stories.views.feeds import feed
from stories.views.figures import figures
from stories.views.places import community, region, region_list
from stories.views.share import share_image, site_share_image
from stories.views.suggestions import suggestions
from stories.views.updating import ask_to_update, story_update

urlpatterns = [
    path("api/", documentation, name="api_documentation"),
    path("data/", data_page, name="data"),
    path("feed/", feed, name="feed"),
    path("stories/<slug:slug>/embed/", embed, name="embed"),
    path("stories/<slug:slug>/update/", ask_to_update, name="ask_to_update"),
    path("updates/<str:secret>/", story_update, name="story_update"),
    path("share.png", site_share_image, name="site_share_image"),
    path("stories/<slug:slug>/share.png", share_image, name="share_image"),
    path("categories/", category_list, name="categories"),
    path("categories/<slug:slug>/", category, name="category"),
    path("regions/", region_list, name="regions"),
    path("regions/<str:code>/", region, name="region"),
    path("filters/<slug:name>/", facet, name="facet"),
    path("suggest/", suggestions, name="suggest"),
    path("figures/", figures, name="figures"),
    path("communities/<slug:slug>/", community, name="community"),
]

# Files of open data have one address each, whatever the language of who reads.
data_urlpatterns = [
    path("", to_data_page, name="data_home"),
    path("stories.json", stories_file, {"kind": "json"}, name="data_json"),
    path("stories.csv", stories_file, {"kind": "csv"}, name="data_csv"),
    path("stories.xlsx", stories_file, {"kind": "xlsx"}, name="data_xlsx"),
    path("fields.json", fields, name="data_fields"),
    path("catalogue.jsonld", catalogue, name="data_catalogue"),
    path("template.xlsx", template, name="data_template"),
]
