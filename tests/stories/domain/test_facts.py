"""The fact sheet of a story, and the links that pass it on."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from stories.domain.facts import share_links, story_facts
from stories.models import BeneficiaryGroup, Challenge, DevelopmentGoal, StoryPage
from tests.factories import make_category, make_community, make_draft, make_edition, make_region


@pytest.fixture
def story(uk):
    edition = make_edition(slug="second")
    draft = make_draft(
        uk,
        title="Хаб & простір",
        start_month=date(2023, 7, 1),
        edition=edition,
        award="winner",
        budget_band="under_100k",
    )
    draft.challenges.set([Challenge.objects.create(slug="housing", name_uk="Житло", name_en="Housing")])
    draft.groups.set([BeneficiaryGroup.objects.create(slug="youth", name_uk="Молодь", name_en="Youth")])
    draft.goals.set(
        [DevelopmentGoal.objects.create(number=11, name_uk="Сталий розвиток міст", name_en="Cities")]
    )
    draft.co_communities.create(community=make_community("Шполянська", "Шпола", slug="shpola"), role="host")
    draft.save()
    return StoryPage.objects.get(pk=draft.pk)


def sheet(story, language):
    with translation.override(language):
        return [(fact.label, [value.text for value in fact.values]) for fact in story_facts(story)]


def test_sheet_in_english_has_its_rows_in_reading_order(story):
    assert sheet(story, "en") == [
        ("Community", ["Ternopil community"]),
        ("Region", ["Ternopil region"]),
        ("Together with", ["Shpola community"]),
        ("Category", ["Youth engagement"]),
        ("Period", ["July 2023 — ongoing"]),
        ("For whom", ["Youth"]),
        ("Challenges", ["Housing"]),
        ("Cost", ["under UAH 100,000"]),
        ("Global Goals", ["11. Cities"]),
        ("Award", ["Winner: Second contest"]),
    ]


def test_sheet_in_ukrainian_has_no_english_word(story):
    words = [text for label, texts in sheet(story, "uk") for text in (label, *texts)]
    assert [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)] == []
    assert ("Громада", ["Тернопільська громада"]) in sheet(story, "uk")


def test_sheet_of_a_bare_story_has_only_what_every_story_has(uk):
    labels = [label for label, _texts in sheet(make_draft(uk), "en")]
    assert labels == ["Community", "Region", "Category", "Period"]


def test_values_lead_to_what_shares_them(story):
    with translation.override("en"):
        links = {fact.label: [value.url for value in fact.values] for fact in story_facts(story)}
    assert links == {
        "Community": [f"/en/communities/{story.lead_community.slug}/"], "Region": ["/en/regions/UA-61/"],
        "Together with": ["/en/communities/shpola/"], "Category": ["/en/categories/youth-engagement/"], "Period": [""],
        "For whom": [""], "Challenges": [""], "Cost": [""], "Global Goals": [""], "Award": ["/en/contest/second/"],
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_needs_the_same_queries_for_1_and_3_of_everything(uk, count, django_assert_num_queries):
    draft = make_draft(uk, category=make_category())
    region = make_region()
    for number in range(count):
        draft.co_communities.create(community=make_community(region=region), role="host")
        draft.challenges.add(
            Challenge.objects.create(slug=f"c{number}", name_uk="Проблема", name_en="Problem")
        )
        draft.groups.add(BeneficiaryGroup.objects.create(slug=f"g{number}", name_uk="Група", name_en="Group"))
        draft.goals.add(DevelopmentGoal.objects.create(number=number + 1, name_uk="Ціль", name_en="Goal"))
    draft.save()
    story = StoryPage.objects.for_reading().get(pk=draft.pk)
    with django_assert_num_queries(0):
        story_facts(story)


ADDRESS = "https://example.org/uk/stories/hub/?a=1&b=2"


def test_share_links_carry_the_title_and_the_address_whole(story):
    with translation.override("en"):
        asked = {
            link.label: parse_qs(urlsplit(link.url).query) for link in share_links(story, address=ADDRESS)
        }
    assert asked == {
        "E-mail": {"subject": ["Хаб & простір"], "body": [ADDRESS]}, "Telegram": {"url": [ADDRESS], "text": ["Хаб & простір"]},
        "WhatsApp": {"text": [f"Хаб & простір {ADDRESS}"]}, "Facebook": {"u": [ADDRESS]},
        "X": {"url": [ADDRESS], "text": ["Хаб & простір"]},
    }  # fmt: skip


def test_share_links_of_a_hostile_title_stay_links(story):
    story.title = '"><script>alert(1)</script>\r\nBcc: a@example.org'
    urls = [link.url for link in share_links(story, address=ADDRESS)]
    assert [[mark for mark in '"<>\r\n ' if mark in url] for url in urls] == [[]] * 5


@pytest.mark.parametrize(("language", "label"), [("uk", "Електронна пошта"), ("en", "E-mail")])
def test_mail_is_named_in_the_active_language(story, language, label):
    with translation.override(language):
        assert share_links(story, address=ADDRESS)[0].label == label
