"""Every address of the site. Those under a language come last, Wagtail's pages last of all."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import admin_password_reset, admin_sign_in
from config.sitemaps import EveryLanguage
from config.views import health, public_media, robots, to_language

media_urls = [path("media/<path:path>", public_media)] * settings.SERVE_MEDIA

urlpatterns = [
    path("", to_language, name="to_language"),
    path("healthz", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": EveryLanguage}}, name="sitemap"),
    path("accounts/", include("accounts.urls")),
    path("cms/login/", admin_sign_in, name="admin_sign_in"),
    path("cms/password_reset/", admin_password_reset, name="admin_password_reset"),
    path("cms/password_reset/<path:rest>", admin_password_reset),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *media_urls,
    *i18n_patterns(
        path("", include("stories.urls")),
        path("", include("contest.urls")),
        path("", include(wagtail_urls)),
    ),
]
