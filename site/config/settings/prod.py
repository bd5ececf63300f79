"""Production. Everything secret or particular comes from the environment and has no default here."""

from .base import *

NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")
if missing := [name for name in NEEDED if not env(name, default="")]:
    # Not an exception: whoever starts the site reads one line instead of a traceback.
    raise SystemExit(
        f"Production needs these environment variables: {', '.join(missing)}. See docs/deploy.md."
    )

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = WAGTAILADMIN_BASE_URL = env("SITE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# Limits of attempts count by the visitor's address, which the proxies in front of the site put into X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
REQUIRE_SECOND_FACTOR_FOR_STAFF = True
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

PAGE_CACHE = env.bool("PAGE_CACHE", default=True)

# Photos' sizes, letters and exports are made by `manage.py db_worker`, out of the way of whoever waits for a page.
TASKS["default"]["BACKEND"] = env("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")

STORAGES["staticfiles"] = {"BACKEND": "config.static_files.StaticFilesStorage"}
if env("AWS_STORAGE_BUCKET_NAME", default=""):
    # The remaining AWS_* variables are read by the storage itself.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("AWS_STORAGE_BUCKET_NAME"),
            "endpoint_url": env("AWS_S3_ENDPOINT_URL", default=None),
            "region_name": env("AWS_S3_REGION_NAME", default=None),
            "access_key": env("AWS_ACCESS_KEY_ID", default=None),
            "secret_key": env("AWS_SECRET_ACCESS_KEY", default=None),
            "custom_domain": env("AWS_S3_CUSTOM_DOMAIN", default=None),
            "file_overwrite": False,
        },
    }
