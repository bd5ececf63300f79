"""The check of the Ukrainian catalogue names what is missing and what nobody uses any more, context by context."""

from io import StringIO

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

PLAIN, OF_TIME = '_("Period")', 'pgettext("of time", "Period")'


@pytest.fixture
def site(settings, tmp_path):
    """A project of one module; returns a function that writes it anew."""
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "locale" / "uk" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "stories").mkdir()

    def write(*calls):
        (tmp_path / "stories" / "words.py").write_text("\n".join(calls), encoding="utf-8")

    return write


def update():
    call_command("update_translations", stdout=StringIO())


def translate_all():
    path = settings.LOCALE_PATHS[0] / "uk" / "LC_MESSAGES" / "django.po"
    words = polib.pofile(str(path))
    for entry in words:
        entry.msgstr = "Період"
    words.save()
    update()


def faults():
    with pytest.raises(CommandError) as refused:
        call_command("update_translations", check=True)
    return str(refused.value).splitlines()[:-1]


def test_catalogue_in_step_passes(site):
    site(PLAIN, OF_TIME)
    update()
    translate_all()
    out = StringIO()
    call_command("update_translations", check=True, stdout=out)
    assert out.getvalue() == "2 strings, all translated.\n"


def test_string_of_one_context_that_is_used_no_more_is_named(site):
    site(PLAIN, OF_TIME)
    update()
    translate_all()
    site(PLAIN)
    assert faults()[0] == "no longer used: 'Period' (of time)"


def test_string_without_context_that_is_used_no_more_is_named(site):
    site(PLAIN, OF_TIME)
    update()
    translate_all()
    site(OF_TIME)
    assert faults()[0] == "no longer used: 'Period'"


def test_new_context_of_a_known_string_asks_for_its_own_translation(site):
    site(PLAIN)
    update()
    translate_all()
    site(PLAIN, OF_TIME)
    assert faults()[0] == "not translated: 'Period' (of time)"
