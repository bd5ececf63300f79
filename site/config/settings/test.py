"""Tests: fast hashing, mail in memory, media in a folder of the run's own."""

import tempfile

from .base import *

DEBUG = False
SECRET_KEY = "tests-only"  # noqa: S105 - no secret: nothing is signed outside the test run
ALLOWED_HOSTS = ["*"]
DATABASES["default"] = env.db("DATABASE_URL", default="sqlite://:memory:")
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Nothing of a test's database must outlive a power cut.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="media-test-"))
SERVE_MEDIA = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SAMPLE_STORIES = True
FRESHNESS_URL = "memory:"
