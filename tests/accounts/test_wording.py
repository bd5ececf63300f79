"""Our own words for what allauth and Wagtail say hold only as long as they say it in the same way."""

import re
from pathlib import Path

import allauth
import polib
import pytest
import wagtail
import wagtail_localize
from django.conf import settings
from django.utils import translation

from tests import factories

THEIRS = Path(allauth.__file__).parent / "locale" / "uk" / "LC_MESSAGES" / "django.po"
OURS, IN_ADMIN = (Path(folder) for folder in settings.LOCALE_PATHS[1:])
ADMIN_PACKAGES = (Path(wagtail.__file__).parent, Path(wagtail_localize.__file__).parent)
FOLDERS = [(OURS, "uk"), (OURS, "en"), (IN_ADMIN, "uk")]


def catalogue(language, folder=OURS):
    return polib.pofile(folder / language / "LC_MESSAGES" / "django.po")


def said_by_wagtail():
    files = [path for package in ADMIN_PACKAGES for path in package.rglob("locale/en/LC_MESSAGES/django.po")]
    return {entry.msgid: entry for path in files for entry in polib.pofile(path) if not entry.obsolete}


def placeholders(*texts):
    return {name for text in texts for name in re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)}


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_message_we_reword_is_one_of_allauths(language):
    said = {entry.msgid for entry in polib.pofile(THEIRS) if not entry.obsolete}
    assert {entry.msgid for entry in catalogue(language)} - said == set()


def test_every_message_of_the_editors_pages_that_we_reword_is_one_of_wagtails():
    assert {entry.msgid for entry in catalogue("uk", IN_ADMIN)} - set(said_by_wagtail()) == set()


def test_reworded_messages_of_the_editors_pages_fill_in_what_wagtail_gives_them():
    said = said_by_wagtail()
    wrong = [
        entry.msgid
        for entry in catalogue("uk", IN_ADMIN)
        if placeholders(entry.msgstr, *entry.msgstr_plural.values())
        - placeholders(entry.msgid, said[entry.msgid].msgid_plural)
    ]
    assert wrong == []


@pytest.mark.parametrize(("folder", "language"), FOLDERS)
def test_compiled_wording_is_what_the_source_says(folder, language):
    compiled = polib.mofile(folder / language / "LC_MESSAGES" / "django.mo")
    assert {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in compiled} == {
        entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in catalogue(language, folder)
    }


@pytest.mark.parametrize(("language", "subject"), [("uk", "Код для входу"), ("en", "Your sign-in code")])
def test_letter_with_a_code_speaks_the_language_of_the_page(client, member, mailoutbox, language, subject):
    with translation.override("uk"):
        client.post("/accounts/login/code/", {"email": "olha@example.org", "next": f"/{language}/"})
    assert (mailoutbox[0].subject, mailoutbox[0].to) == (subject, ["olha@example.org"])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cms/organisations/", "Додати: організація"),
        ("/cms/pages/", "Пошук…"),
        ("/cms/account/", "Обліковий запис"),
    ],
)
def test_editors_pages_speak_ukrainian_where_wagtail_does_not(client, indexes, address, said):
    client.force_login(factories.make_user(groups=["Editors"]))
    assert said in client.get(address, headers={"accept-language": "uk"}).content.decode()
