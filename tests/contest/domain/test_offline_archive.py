"""The archive in one file: it asks for nothing, leads only where it should, and text in it is only ever text."""

from html.parser import HTMLParser

import pytest
from django.utils import translation

from contest.domain.offline_archive import make_archive
from contest.models import EditionFile
from tests.contest.edition_books import HEBREW, HOSTILE, make_full_story, make_honoured, make_photo
from tests.factories import make_community, make_edition, make_region

pytestmark = pytest.mark.django_db


class Seen(HTMLParser):
    """What a browser would find in the file."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.links, self.loaded, self.words = set(), [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.add(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag in {"a", "use"} else []
        self.loaded += [values[name] for name in ("src", "srcset", "data") if name in values]
        self.loaded += [values["href"]] if tag == "link" else []
        assert [name for name in values if name.startswith("on") or name == "style"] == []

    def handle_data(self, data):
        self.words.append(data)


def test_archive_is_one_file_that_asks_for_nothing(uk, settings, tmp_path):
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "https://example.org"
    edition = make_edition(applications=112, summary_uk="Другий.")
    community = make_community(
        "Шполянська", "Шпола", region=make_region("UA-71", "Черкаська область", "Cherkasy region")
    )
    make_honoured(uk, edition, title="Хаб у Шполі", community=community)
    make_full_story(uk, edition, photo=make_photo())
    make_region("UA-46", "Львівська область", "Lviv region")
    told = []
    with translation.override("uk"):
        first, second = (
            make_archive(EditionFile(edition=edition, language="uk"), lambda: told.append(1))
            for _turn in "12"
        )
    assert (first.content == second.content, len(told), len(first.stories)) == (True, 4, 2)
    assert (first.media_type, first.extension) == ("text/html; charset=utf-8", "html")
    seen = Seen(first.content.decode())
    assert seen.tags & {"script", "iframe", "object", "embed", "video", "form"} == set()
    assert [address for address in seen.loaded if not address.startswith("data:")] == []
    assert len([address for address in seen.loaded if address.startswith("data:image/jpeg;base64,")]) == 1
    assert len(seen.ids) == len(set(seen.ids))
    assert {link for link in seen.links if link.startswith("#")} - {f"#{name}" for name in seen.ids} == set()
    assert {"#region-UA-61", "#region-UA-71"} <= set(seen.links)
    text = " ".join("".join(seen.words).replace("\u00a0", " ").split())
    wanted = [
        HOSTILE,
        HEBREW,
        "Слово Слово кінець",
        "Хаб у Шполі",
        "Разом легше",
        "1 234",
        "Спілка партнерів",
        "112",
    ]
    assert [words for words in wanted if words not in text] == []
