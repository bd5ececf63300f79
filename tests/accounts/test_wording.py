"""Our own words for what allauth says hold only as long as allauth says it in the same way."""

from pathlib import Path

import allauth
import polib
import pytest
from django.conf import settings
from django.utils import translation

THEIRS = Path(allauth.__file__).parent / "locale" / "uk" / "LC_MESSAGES" / "django.po"
OURS = Path(settings.LOCALE_PATHS[1])


def catalogue(language):
    return polib.pofile(OURS / language / "LC_MESSAGES" / "django.po")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_message_we_reword_is_one_of_allauths(language):
    said = {entry.msgid for entry in polib.pofile(THEIRS) if not entry.obsolete}
    assert {entry.msgid for entry in catalogue(language)} - said == set()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_compiled_wording_is_what_the_source_says(language):
    compiled = polib.mofile(OURS / language / "LC_MESSAGES" / "django.mo")
    assert {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in compiled} == {
        entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in catalogue(language)
    }


@pytest.mark.parametrize(("language", "subject"), [("uk", "Код для входу"), ("en", "Your sign-in code")])
def test_letter_with_a_code_speaks_the_language_of_the_page(client, member, mailoutbox, language, subject):
    with translation.override("uk"):
        client.post("/accounts/login/code/", {"email": "olha@example.org", "next": f"/{language}/"})
    assert (mailoutbox[0].subject, mailoutbox[0].to) == (subject, ["olha@example.org"])
