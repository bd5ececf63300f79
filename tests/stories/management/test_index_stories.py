"""The command that writes the search index anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from stories.models import SearchDocument
from tests.factories import make_story


def told(*arguments):
    output = StringIO()
    call_command("index_stories", *arguments, stdout=output, stderr=StringIO())
    return output.getvalue().strip()


def test_command_fills_an_empty_index(uk):
    make_story(uk)
    SearchDocument.objects.all().delete()
    assert told("--if-empty") == "1 stories in the index."
    assert told("--if-empty") == "Nothing to index."
    assert SearchDocument.objects.count() == 1


def test_command_writes_an_index_anew(uk):
    make_story(uk)
    SearchDocument.objects.update(words=" ")
    assert told() == "1 stories in the index."
    assert told("--check") == "The index is in step."


def test_check_names_the_stories_that_are_not_in_step_and_changes_nothing(uk):
    story = make_story(uk)
    SearchDocument.objects.update(words=" ")
    with pytest.raises(CommandError) as refusal:
        told("--check")
    assert str(refusal.value) == (
        f"The index is not in step for 1 stories: {story.pk}. Run index_stories without --check."
    )
    assert SearchDocument.objects.get().words == " "
