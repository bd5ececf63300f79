"""manage.py make_stories."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stories.domain.vocabulary import load_vocabulary
from stories.models import SearchDocument, StoryPage
from tests.factories import make_community


@pytest.fixture
def site(indexes, stored_files):
    load_vocabulary()
    make_community()


def run(*arguments):
    out = StringIO()
    call_command("make_stories", *arguments, stdout=out)
    return out.getvalue()


def test_command_says_how_many_there_are_and_puts_them_into_the_index(site):
    assert run("2") == "4 pages added; there are 2 invented stories now.\n"
    assert run("2") == "0 pages added; there are 2 invented stories now.\n"
    assert SearchDocument.objects.count() == 4


def test_command_takes_them_away_again_with_their_place_in_the_index(site):
    run("2")
    assert run("--remove") == "2 invented stories removed.\n"
    assert (StoryPage.objects.count(), SearchDocument.objects.count()) == (0, 0)


@pytest.mark.parametrize("arguments", [(), ("0",), ("-3",)])
def test_command_without_a_number_says_what_to_give(site, arguments):
    with pytest.raises(CommandError, match="make_stories 1000"):
        run(*arguments)


@pytest.mark.parametrize("arguments", [("1",), ("--remove",)])
def test_command_refuses_where_the_settings_do(site, settings, arguments):
    settings.SAMPLE_STORIES = False
    with pytest.raises(CommandError, match="for development"):
        run(*arguments)
    assert StoryPage.objects.count() == 0


def test_command_without_a_register_says_what_to_run_first(indexes):
    with pytest.raises(CommandError, match="load_communities"):
        run("1")
