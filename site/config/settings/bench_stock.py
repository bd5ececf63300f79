"""For `make bench`: Wagtail as `wagtail start` sets it up, on the same database. Our pages are compared with its."""

from .bench import *

ROOT_URLCONF = "bench.stock_urls"
WSGI_APPLICATION = "bench.stock.application"
WAGTAIL_I18N_ENABLED = False
PAGE_CACHE = False
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Not stock, but allauth doesn't start without it; it costs a hundredth of a page.
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES[0]["OPTIONS"]["context_processors"] = [
    "django.template.context_processors.debug",
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
