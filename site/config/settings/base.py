"""Settings shared by development, tests and production. Secrets and addresses come from the environment."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
env = environ.Env()

INSTALLED_APPS = [
    "freshness",
    "contest",
    "stories",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.PermissionsPolicyMiddleware",
    "config.headers.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "config.middleware.NoNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.headers.AdminFrameMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccountLanguageMiddleware",
    "accounts.middleware.AdminDoorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "stories.middleware.SafetyReviewMiddleware",
    "stories.middleware.TranslationDraftMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stories.context_processors.house",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}")}
# Writers queue instead of failing, readers never wait, and a transaction takes its lock at the start.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# Opening a connection for each request halves throughput on PostgreSQL.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
}

# Where the processes tell each other which tables were written: a folder of this host, redis://… or memory: (one process).
FRESHNESS_URL = env(
    "FRESHNESS_URL",
    default=env("CACHE_URL", default="").replace("rediscache://", "redis://", 1)
    if env("CACHE_URL", default="").startswith("redis")
    else str(BASE_DIR / "var" / "freshness"),
)
# What no reader sees: what editors' drafts change in the row of a published page, and what typing changes in the row of
# an application, of which the public is told the number only.
FRESHNESS_QUIET_COLUMNS = {
    "contest_application": {"title", "community_id", "category_id", "changed_at", "unsent_changes"},
    "wagtailcore_page": {
        *("draft_title", "has_unpublished_changes", "latest_revision_created_at", "latest_revision_id"),
        *("locked", "locked_at", "locked_by_id"),
    },
}
FRESHNESS_LISTENERS = ["config.page_cache.front.swing_if_public"]

# Pages for anonymous readers are kept as ready bytes, see docs/architecture.md. Off in development.
PAGE_CACHE = env.bool("PAGE_CACHE", default=False)
PAGE_CACHE_URL = env(
    "PAGE_CACHE_URL",
    default=FRESHNESS_URL if FRESHNESS_URL.startswith("redis") else str(BASE_DIR / "var" / "page_cache"),
)
# Bytes in the memory of each process, and in the folder that they share.
PAGE_CACHE_MEMORY = env.int("PAGE_CACHE_MEMORY", default=64 * 1024 * 1024)
PAGE_CACHE_FOLDER_ROOM = env.int("PAGE_CACHE_FOLDER_ROOM", default=512 * 1024 * 1024)
# Changes reach the pages at once; this many seconds bound what only time or another program's change makes untrue.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=3600)
# A folder through which nginx in front learns of changes, see docs/deploy.md.
PAGE_CACHE_FRONT = env("PAGE_CACHE_FRONT", default="")
# Every address under a language may be kept; of the others these.
PAGE_CACHE_PATHS = ["/api/v1/", "/data/", "/sitemap"]
# A request with any other name in its query is answered anew, so that invented names fill nothing.
PAGE_CACHE_PARAMETERS = [
    *(
        "q",
        "category",
        "region",
        "community",
        "challenge",
        "group",
        "sector",
        "tag",
        "year",
        "status",
        "award",
        "sort",
    ),
    *("page", "find", "lang", "limit", "offset", "occupied", "with_stories"),
]
# Names that say where a visitor comes from. No page shows them; all those that begin with utm_ are meant too.
PAGE_CACHE_IGNORED_PARAMETERS = ["dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "yclid"]

# What may take seconds and nobody needs to wait for, such as the sizes of a photo. By default it is done at once; in
# production a worker takes it out of the request.
TASKS = {
    "default": {
        "BACKEND": env("TASKS_BACKEND", default="django_tasks.backends.immediate.ImmediateBackend"),
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Accounts keep their password in one place: the account pages. Whoever is added by an administrator signs in by an
# e-mailed code and chooses a password there.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
REQUIRE_SECOND_FACTOR_FOR_STAFF = False

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
# Letters and connections are slow at times: a quarter of an hour for each code.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# Figures, because they can be typed without leaving a Ukrainian keyboard.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_CHANGE_EMAIL = True
# Beside allauth's own limits: an archive of one's own data is work, and a code is a letter.
ACCOUNT_RATE_LIMITS: Any = {"own_data": "5/h/user", "removal_code": "5/h/user"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "accounts.forms.AddKeyForm", "edit_webauthn": "accounts.forms.EditKeyForm"}
# Clocks of telephones differ: the code before and the one after are taken too.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Resilient Communities"

LANGUAGE_CODE = "uk"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The second folder holds our own words for what allauth says, in both languages; the third for what Wagtail says.
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "wording", SITE_DIR / "wording_admin"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TIME_ZONE = "Europe/Kyiv"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
# Where no web server stands in front, the site hands out media itself; never what lies in media/private.
SERVE_MEDIA = False
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Стійкі громади"
# The editors' mailbox at the foot of every page: for mistakes, dangers and barriers.
CONTACT_EMAIL = env("CONTACT_EMAIL", default="")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
# Whether `make_stories` may fill the catalogue with invented stories; never on a server that anyone reads.
SAMPLE_STORIES = False
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "stories.StoryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "stories.forms.images.StoryImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_DOCUMENT_MODEL = "stories.StoryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "stories.forms.documents.StoryDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["docx", "odt", "pdf", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Every document is a file to keep: a PDF shown by the browser would stand under the site's own address.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "ol", "ul"]},
    },
}
WAGTAILEMBEDS_FINDERS: list[dict] = []
# Publishing waits for the safety review, which is its own desk; a second approval path beside it would confuse.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Avatars from elsewhere would tell a stranger who works here.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
# Empty: stories are searched in the site's own database. Else the entry of WAGTAILSEARCH_BACKENDS (OpenSearch,
# Elasticsearch) that answers which stories hold the words.
CATALOGUE_SEARCH_BACKEND = env("CATALOGUE_SEARCH_BACKEND", default="")
TAGGIT_CASE_INSENSITIVE = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that doesn't answer must not hold anybody up for longer than these seconds.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="noreply@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
