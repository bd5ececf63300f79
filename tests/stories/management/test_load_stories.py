"""The real load: the register, the pages and the eleven stories of the booklet in both languages."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import translation

from stories.models import Category, Community, Edition, Page, StoryPage

pytestmark = pytest.mark.django_db
LANGUAGES = ("uk", "en")
FIRST = (
    "11 stories in two languages: 22 added. Pages added: home (uk), stories (uk), about (uk), accessibility (uk), privacy (uk), "
)


def told(command):
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue().splitlines()


class Undo(Exception):
    """Takes the whole load back when the module is done."""


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What `load_stories` said on an empty site. The load takes long, so all tests of the module look at one."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                call_command("load_communities", stdout=StringIO())
                yield told("load_stories")
                raise Undo
        except Undo:
            pass


@pytest.fixture
def stories(loaded, db):
    """Every story by language."""
    return {code: list(StoryPage.objects.filter(locale__language_code=code)) for code in LANGUAGES}
