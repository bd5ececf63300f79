"""Development: works with nothing but Python, keeps its data in `var/` and `media/`."""

from .base import *

DEBUG = True
# Only ever used on a developer's own machine; production has no default.
SECRET_KEY = env("SECRET_KEY", default="development-only-key-not-for-any-real-site")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
INTERNAL_IPS = ["127.0.0.1"]
SERVE_MEDIA = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
(BASE_DIR / "var").mkdir(exist_ok=True)
CONTACT_EMAIL = env("CONTACT_EMAIL", default="editors@example.org")
SAMPLE_STORIES = True
