"""The press kit: what is in it, what isn't, and that nobody's text becomes a path, a formula or markup."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from django.utils import translation

from contest.domain.press_kit import make_press_kit
from contest.models import EditionFile
from stories.enums import Consent, Licence
from stories.models import StoryImage
from tests.contest.edition_books import HOSTILE, make_full_story, make_honoured, make_photo
from tests.factories import add_photo, make_community, make_edition, make_image, translate

pytestmark = pytest.mark.django_db


def test_press_kit_holds_texts_reusable_photos_ornaments_and_data(uk, en, settings, tmp_path):
    settings.MEDIA_ROOT, settings.SITE_URL, settings.CONTACT_EMAIL = (
        tmp_path,
        "https://example.org",
        "press@example.org",
    )
    edition = make_edition(applications=112, summary_uk="Другий.")
    plain = make_honoured(uk, edition, title="=1+1", community=make_community("../Шполянська", "Шпола\n../x"))
    translate(plain, en, edition=edition, award=plain.award, title="The hub")
    full = make_full_story(uk, edition, photo=make_photo())
    kept = make_image(title="kept", licence=Licence.ALL_RIGHTS)
    add_photo(full, kept)
    full.photos.commit()
    told = []
    with translation.override("uk"):
        first, second = (
            make_press_kit(EditionFile(edition=edition, language="uk"), lambda: told.append(1))
            for _turn in "12"
        )
    assert (first.content == second.content, len(told)) == (True, 4)
    assert first.stories == {story.pk: story.live_revision_id for story in edition.stories.all()}
    kit = zipfile.ZipFile(BytesIO(first.content))
    names = kit.namelist()
    assert sorted(names) == sorted([
        "README.txt", "data/stories.csv", "data/stories.json", "ornaments/01-gorhanska-hromada.png",
        "ornaments/01-gorhanska-hromada.svg", "ornaments/02-shpola-x.png", "ornaments/02-shpola-x.svg",
        "photos/01-gorhanska-hromada-1.jpg", "photos/credits.txt", "texts/en/02-shpola-x.html", "texts/en/02-shpola-x.txt",
        "texts/uk/01-gorhanska-hromada.html", "texts/uk/01-gorhanska-hromada.txt", "texts/uk/02-shpola-x.html",
        "texts/uk/02-shpola-x.txt",
    ])  # fmt: skip
    text = {
        name: kit.read(name).decode() for name in names if name.endswith((".txt", ".html", ".csv", ".json"))
    }
    assert text["texts/uk/01-gorhanska-hromada.txt"].splitlines()[0] == HOSTILE
    assert "<script" not in text["texts/uk/01-gorhanska-hromada.html"]
    assert text["texts/en/02-shpola-x.txt"].splitlines()[0] == "The hub"
    assert text["photos/credits.txt"].count("©") == 1
    assert "press@example.org" in text["README.txt"]
    rows = list(csv.DictReader(StringIO(text["data/stories.csv"].removeprefix("\ufeff"))))
    assert [row["title_uk"] for row in rows] == [HOSTILE, "'=1+1"]
    assert [row["title_uk"] for row in json.loads(text["data/stories.json"])["stories"]] == [HOSTILE, "=1+1"]


def test_photo_whose_consent_was_taken_back_is_nowhere_in_the_kit(uk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edition = make_edition()
    kept, taken_back = (
        make_image(name, alt_uk=f"{name} опис", credit=f"{name} автор") for name in ("Перше", "Друге")
    )
    story = make_full_story(uk, edition, photo=kept)
    add_photo(story, taken_back)
    story.photos.commit()
    StoryImage.objects.filter(pk=taken_back.pk).update(consent=Consent.MISSING)
    with translation.override("uk"):
        made = make_press_kit(EditionFile(edition=edition, language="uk"), lambda: None)
    kit = zipfile.ZipFile(BytesIO(made.content))
    text = {name: kit.read(name).decode() for name in kit.namelist() if not name.endswith((".jpg", ".png"))}
    assert made.photos == {kept.pk}
    assert [name for name in kit.namelist() if name.endswith(".jpg")] == ["photos/01-gorhanska-hromada-1.jpg"]
    # The photo that stayed is named where the other one would be.
    places = ["photos/credits.txt", "data/stories.csv", "data/stories.json"]
    assert sorted(name for name in text if "Перше" in text[name]) == sorted(places)
    assert [name for name in text if "Друге" in text[name]] == []
