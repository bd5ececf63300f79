"""Puts back what migrations gave, after a test whose changes were really committed."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from wagtail.models import Page


def rows_of_migrations():
    """Everything in the database, content types first: whoever looks at a page as it is put back asks for its type."""
    models = [ContentType, *(model for model in apps.get_models() if model is not ContentType)]
    rows = [row for model in models if model._meta.managed for row in model._base_manager.all()]
    return serializers.serialize("json", rows)


def put_back(rows):
    """Bring these rows into the emptied database."""
    ContentType.objects.clear_cache()
    with transaction.atomic(), connection.constraint_checks_disabled():
        ContentType.objects.all().delete()
        for row in serializers.deserialize("json", rows):
            row.save()
    ContentType.objects.clear_cache()
    models = [model for model in apps.get_models() if model._meta.managed]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def make_root():
    """The root of all pages, if a test before this one left the database without."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
