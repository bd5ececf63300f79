"""Every address of the site. Those under a language come last, Wagtail's pages last of all."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import admin_password_reset, admin_sign_in, admin_sign_out
from config.sitemaps import sitemap, sitemap_section
from config.views import health, public_media, robots, to_language
from stories.urls import data_urlpatterns
from stories.views.embed import oembed
from stories.views.pages import serve_page
from stories.views.tags import tag_names

media_urls = [path("media/<path:path>", public_media)] * settings.SERVE_MEDIA

urlpatterns = [
    path("", to_language, name="to_language"),
    path("healthz", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_part"),
    path("oembed", oembed, name="oembed"),
    path("api/v1/", include("stories.api.urls", namespace="api")),
    path("data/", include(data_urlpatterns)),
    path("accounts/", include("accounts.urls")),
    path("cms/login/", admin_sign_in, name="admin_sign_in"),
    path("cms/logout/", admin_sign_out),
    path("cms/password_reset/", admin_password_reset, name="admin_password_reset"),
    path("cms/password_reset/<path:rest>", admin_password_reset),
    path("cms/tag-autocomplete/stories/storytag/", require_admin_access(tag_names)),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *media_urls,
    *i18n_patterns(
        path("", include("stories.urls")),
        path("", include("contest.urls")),
        re_path(wagtail_urls.serve_pattern, serve_page),
        path("", include(wagtail_urls)),
    ),
]
