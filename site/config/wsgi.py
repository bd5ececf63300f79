"""The WSGI entry point: `gunicorn --pythonpath site config.wsgi`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.page_cache.application import Application, PageCache
from stories.text.lemmas import load_dictionaries

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

application: Application = get_wsgi_application()
if settings.PAGE_CACHE:
    application = PageCache(application)
# No visitor waits for it; with gunicorn's --preload the workers share the memory.
load_dictionaries()
