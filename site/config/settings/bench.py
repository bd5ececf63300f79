"""For `make bench`: production's ways, with databases, uploads and static files of the measurement's own."""

from .base import *

BENCH_DIR = Path(env("BENCH_DIR", default=str(BASE_DIR / "var" / "bench")))
DEBUG = False
SECRET_KEY = "bench-only"  # noqa: S105 - no secret: nothing is signed outside the measurement
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS += ["bench.pages"]
SAMPLE_STORIES = True
PAGE_CACHE = env.bool("BENCH_PAGE_CACHE", default=False)
MEDIA_ROOT = BENCH_DIR / "media"
SERVE_MEDIA = True
STATIC_ROOT = BENCH_DIR / "static"
STORAGES["staticfiles"] = {"BACKEND": "config.static_files.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
