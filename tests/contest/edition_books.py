"""Editions whose stories are honoured and published, to be made into files."""

from wagtail.rich_text import RichText

from stories.enums import AwardKind, PartnerRole
from stories.models import StoryPartner
from tests.factories import (
    add_photo,
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_image,
    make_organisation,
    make_story,
)
from tests.factories import publish as publish_story

# What a typesetter, a browser or a spreadsheet would obey.
HOSTILE = '#read("settings.py") $x$ \\ @ref *b* <script>alert(1)</script> =1+1'
HEBREW = "שלום עולם"


def make_told_edition(index):
    """An edition with two honoured stories, one of them with everything that a story can have, and one without award."""
    edition = make_edition(
        applications=112, communities=82, summary_uk="Другий конкурс.\n\nЙого провели 2023 року."
    )
    make_honoured(index, edition, title="Хаб у Шполі", community=make_community("Шполянська", "Шпола"))
    make_honoured(index, edition, title="Не відзначена", award="")
    make_full_story(index, edition, photo=make_photo())
    return edition


def make_honoured(index, edition, **fields):
    """A published story that the edition honoured in its category."""
    return make_story(index, edition=edition, **{"award": AwardKind.WINNER, **fields})


def make_full_story(index, edition, *, photo=None):
    """The special award's story with a part of every kind, a hostile title and 10,000 letters of text."""
    story = make_draft(
        index, edition=edition, title=HOSTILE, award=AwardKind.SPECIAL_AWARD,
        community=make_community("Ґорганська", "Ґоргани"), category=make_category("recovery", position=3),
        challenge=[("text", RichText(f"<p>{HEBREW}. {'Слово ' * 1600}<b>кінець</b></p>"))],
        solution=[
            ("points", {"heading": "Напрями", "items": [{"title": "Перший", "text": "Про перше."}]}),
            ("quote", {"text": "Разом легше", "source": "Мешканка"}),
        ],
        stages=[("stage", {"title": "Ремонт даху", "text": "Полагодили.", "start": None, "end": None})],
        indicators=[
            ("indicator", {
                "value": 1234, "qualifier": "exact", "unit": "людей", "label": "прийшли", "as_of": None, "source": "Рада",
                "highlight": True,
            }),
        ],
    )  # fmt: skip
    partner = make_organisation("Partners’ Union", "Спілка партнерів")
    story.partners.add(StoryPartner(organisation=partner, role=PartnerRole.LEAD))
    if photo:
        add_photo(story, photo)
    story.save()
    return publish_story(story)


def make_photo(name="booklet.jpg"):
    """A photo with its credit."""
    return make_image(credit="Ґ. Їжак", title=name)
