"""The stories of an edition as every file of it reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.domain.edition_sections import Figure
from contest.domain.edition_stories import edition_stories
from contest.domain.edition_story import chapters_of
from stories.enums import AwardKind, Consent
from stories.models import StoryImage
from tests.contest.edition_books import make_full_story, make_honoured, make_photo
from tests.factories import make_category, make_community, make_edition, make_story, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_stories_come_by_award_category_and_community_in_the_order_of_the_language(uk, en):
    edition = make_edition()
    last = make_category("last", position=9, name_en="Last")
    for centre in ("Яготин", "Ізюм", "Дубно"):
        story = make_honoured(uk, edition, community=make_community(f"{centre}ська", centre), category=last)
        translate(story, en, edition=edition, award=story.award, title=f"In {centre}")
    special = make_honoured(uk, edition, award=AwardKind.SPECIAL_AWARD, category=last)
    make_honoured(uk, edition, category=make_category(position=1))
    make_story(uk, edition=edition)
    make_story(uk, edition=make_edition(3), award=AwardKind.WINNER)
    told = edition_stories(edition, language="uk")
    assert [chapter.slug for chapter in chapters_of(told)] == ["special-award", "youth-engagement", "last"]
    assert (told[0].key, told[0].revision) == (special.pk, special.live_revision_id)
    assert [story.community for story in told[2:]] == [
        "Дубноська громада",
        "Ізюмська громада",
        "Яготинська громада",
    ]
    english = edition_stories(edition, language="en")
    assert [story.community for story in english] == [
        "Dubno community",
        "Izium community",
        "Yahotyn community",
    ]


def test_story_has_all_that_its_page_tells_but_photos_without_consent(uk):
    edition, photo = make_edition(), make_photo()
    page = make_full_story(uk, edition, photo=photo)
    (story,) = edition_stories(edition, language="uk")
    assert [section.kind for section in story.sections] == ["challenge", "solution", "stages"]
    assert [block.kind for block in story.sections[1].blocks] == ["points", "quote"]
    assert story.indicators == (Figure("1\u00a0234", "людей", "прийшли", "", "Рада", highlight=True),)
    assert [(group.sector, group.partners) for group in story.partners] == [
        ("Громадянське суспільство", (("Спілка партнерів", "провідна організація"),))
    ]
    assert (story.fingerprint, story.period) == (page.content_fingerprint(), "липень 2023 — триває")
    assert [(row.alt, row.credit, bool(row.load())) for row in story.photos] == [
        ("Люди за столом", "Ґ. Їжак", True)
    ]
    StoryImage.objects.filter(pk=photo.pk).update(consent=Consent.MISSING)
    assert edition_stories(edition, language="uk")[0].photos == ()


def test_what_has_happened_since_stands_after_the_results_newest_first(uk):
    edition = make_edition()
    updates = [
        {"type": "update", "id": day, "value": {"date": day, "text": text}}
        for day, text in (("2025-05-12", "Відкрили двері."), ("2025-09-01", "Відкрили другі."))
    ]
    results = [{"type": "text", "value": "<p>Люди прийшли.</p>"}]
    lessons = [{"type": "point", "value": {"title": "", "text": "Питати"}}]
    make_story(uk, edition=edition, award="winner", updates=updates, results=results, lessons=lessons)
    (story,) = edition_stories(edition, language="uk")
    assert [section.kind for section in story.sections] == ["results", "updates", "lessons"]
    (news,) = story.sections[1].blocks
    assert [(item.name, item.text) for item in news.items] == [
        ("1 вересня 2025", "Відкрили другі."), ("12 травня 2025", "Відкрили двері."),
    ]  # fmt: skip


def test_stories_take_as_many_queries_for_three_as_for_one(uk):
    edition = make_edition()
    make_full_story(uk, edition, photo=make_photo())
    counts = []
    for number in (1, 3):
        while len(edition_stories(edition, language="uk")) < number:
            make_honoured(uk, edition)
        with CaptureQueriesContext(connection) as queries:
            edition_stories(edition, language="uk")
        counts.append(len(queries))
    assert counts == [13, 13]
