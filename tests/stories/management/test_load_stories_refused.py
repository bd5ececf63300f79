"""Stories cannot be loaded before their communities, and then nothing of them is."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stories.models import Category, HomePage, StoryPage


def test_load_before_the_register_names_the_community_and_leaves_nothing(db):
    with pytest.raises(CommandError, match="UA61040490000035010"):
        call_command("load_stories", stdout=StringIO())
    assert [model.objects.count() for model in (StoryPage, HomePage, Category)] == [0, 0, 0]
