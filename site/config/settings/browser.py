"""For the browser tests: a real server of its own, with errors shown as production shows them."""

from .base import *

DEBUG = False
SECRET_KEY = "browser-tests-only"  # noqa: S105 - no secret: nothing is signed outside the test run
ALLOWED_HOSTS = ["127.0.0.1"]
MEDIA_ROOT = env("MEDIA_ROOT")
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(Path(MEDIA_ROOT).parent / "mail")
ACCOUNT_RATE_LIMITS = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
