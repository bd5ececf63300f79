"""A winner's application becomes the draft of a story, whole, and stays what the editors made of it."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from contest.domain.applying import submit_application
from contest.domain.winners import publish_applications, publish_winners
from contest.errors import PublishingRefused
from contest.models import Application, ApplicationFile, HistoryEntry
from stories.domain.publishing import Outcome
from stories.models import Challenge, Organisation, StoryImage, StoryPage
from tests.contest.factories import complete_answers, make_application, make_call, make_submitted
from tests.factories import make_community, make_organisation, make_user, picture_file

LISTS = {
    "stages/aaaaaaaa": "1", "stages/aaaaaaaa/title": "Відкриття", "stages/aaaaaaaa/text": "Двері <b>відчинено</b>.",
    "stages/bbbbbbbb": "0", "stages/bbbbbbbb/title": "Задум", "stages/bbbbbbbb/start": "2024-03",
    "stages/cccccccc": "", "stages/cccccccc/title": "Вилучений",
    "indicators/aaaaaaaa": "0", "indicators/aaaaaaaa/value": "1 200,5", "indicators/aaaaaaaa/unit": "осіб",
    "indicators/aaaaaaaa/label": "відвідали", "indicators/aaaaaaaa/as_of": "2025-12",
    "partners/aaaaaaaa": "0", "partners/aaaaaaaa/name": "Молодіжна рада", "partners/aaaaaaaa/sector": "civil_society",
    "partners/aaaaaaaa/role": "lead",
    "partners/bbbbbbbb": "1", "partners/bbbbbbbb/name": "Нова спілка", "partners/bbbbbbbb/sector": "business",
    "partners/bbbbbbbb/role": "funder",
    "lessons/aaaaaaaa": "0", "lessons/aaaaaaaa/text": "Починати раніше.",
    "links/aaaaaaaa": "0", "links/aaaaaaaa/title": "Відео", "links/aaaaaaaa/url": "https://example.org/v",
}  # fmt: skip


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def call(indexes, files):
    return make_call()


@pytest.fixture
def editor(call):
    return make_user("editor@example.org")


def winner(call, status="winner", **answers):
    """An application in the status, submitted with these answers beside what is always asked."""
    application = make_submitted(call, answers=complete_answers(call, **answers))
    Application.objects.filter(pk=application.pk).update(status=status)
    return Application.objects.get(pk=application.pk)


def published(call, editor):
    return [row.outcome for row in publish_winners(call, by=editor, at=timezone.now())]


def plain(stream):
    return [dict(block.value) for block in stream]


def test_winner_becomes_a_draft_with_everything_that_was_told(call, editor):
    make_organisation()
    neighbour = make_community("Сусідська", code="UA53080370000000001")
    answers = {**LISTS, "communities/aaaaaaaa": "0", "communities/aaaaaaaa/community": neighbour.code,
               "communities/aaaaaaaa/role": "host", "funding": "Бюджет громади", "team": "Троє"}  # fmt: skip
    application = winner(call, **answers)
    assert published(call, editor) == [Outcome.ADDED]
    story = StoryPage.objects.get()
    assert (story.live, story.owner, story.title, story.summary) == (
        False, None, "Простір для молоді", "Відкрили простір.",
    )  # fmt: skip
    assert (story.lead_community, story.category, story.edition, story.award) == (
        application.community, application.category, call.edition, "winner",
    )  # fmt: skip
    assert (story.start_month, story.end_month, story.is_ongoing) == (date(2024, 3, 1), None, True)
    assert (story.funding, story.team, story.contact_email, story.original_language) == (
        "Бюджет громади", "Троє", "", "uk",
    )  # fmt: skip
    assert [(row.community, row.role) for row in story.co_communities.all()] == [(neighbour, "host")]
    assert [(row.organisation.name_uk, row.role) for row in story.partners.all()] == [
        ("Молодіжна рада", "lead"),
        ("Нова спілка", "funder"),
    ]
    assert [(row["title"], row["start"]) for row in plain(story.stages)] == [
        ("Задум", date(2024, 3, 1)),
        ("Відкриття", None),
    ]
    (figure,) = plain(story.indicators)
    assert (str(figure["value"]), figure["unit"], figure["as_of"]) == ("1200.5", "осіб", date(2025, 12, 1))
    assert [block.value.source for block in story.challenge] == [
        "<p>Громада відкрила простір для молоді.</p>"
    ]
    assert [row["text"] for row in plain(story.lessons)] == ["Починати раніше."]
    assert [row["url"] for row in plain(story.links)] == ["https://example.org/v"]


def test_markup_in_an_application_is_text_in_its_story(call, editor):
    winner(call, challenge="<script>alert(1)</script>\n\nДругий абзац & ще")
    published(call, editor)
    assert [block.value.source for block in StoryPage.objects.get().challenge] == [
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>Другий абзац &amp; ще</p>"
    ]


def test_publishing_again_changes_nothing_and_brings_in_what_was_submitted_since(call, editor):
    application = winner(call)
    assert published(call, editor) == [Outcome.ADDED]
    assert published(call, editor) == [Outcome.UNCHANGED]
    assert HistoryEntry.objects.filter(kind="story").count() == 1
    application.answers.filter(path="title").update(value="Новий простір")
    Application.objects.filter(pk=application.pk).update(status="submitted", released_status="submitted")
    submit_application(application, by=application.members.get(), at=timezone.now())
    Application.objects.filter(pk=application.pk).update(status="special_award")
    assert published(call, editor) == [Outcome.UPDATED]
    story = StoryPage.objects.get().get_latest_revision_as_object()
    assert (story.title, story.award) == ("Новий простір", "special_award")


def test_story_that_an_editor_has_changed_stays_theirs(call, editor):
    winner(call)
    published(call, editor)
    story = StoryPage.objects.get()
    story.summary = "Слова редактора."
    story.save_revision()
    assert published(call, editor) == [Outcome.EDITED]
    assert StoryPage.objects.get().get_latest_revision_as_object().summary == "Слова редактора."


def test_photo_goes_along_once_and_without_what_editors_wrote_being_lost(call, editor):
    draft = make_application(call)
    file = ApplicationFile.objects.create(
        application=draft, kind="photo", name="a.jpg", content_type="image/jpeg", size=1, sha256="0" * 64,
        file=ContentFile(picture_file().read(), "x"), added_at=timezone.now(),
    )  # fmt: skip
    photo = {
        "": "0",
        "/file": str(file.public_id),
        "/alt_uk": "Зала",
        "/credit": "О. Приклад",
        "/consent": "people",
    }
    for name, value in photo.items():
        draft.answers.create(path=f"photos/aaaaaaaa{name}", value=value, saved_at=timezone.now())
    submit_application(draft, by=draft.members.get(), at=timezone.now())
    Application.objects.filter(pk=draft.pk).update(status="winner")
    assert published(call, editor) == [Outcome.ADDED]
    picture = StoryImage.objects.get()
    assert (picture.alt_uk, picture.alt_en, picture.credit, picture.consent) == (
        "Зала", "", "О. Приклад", "people",
    )  # fmt: skip
    assert [row.image for row in StoryPage.objects.get().photos.all()] == [picture]
    StoryImage.objects.update(alt_en="A hall")
    published(call, editor)
    assert StoryImage.objects.get().alt_en == "A hall"


def test_only_winners_are_published_unless_the_applicant_agreed(call, editor):
    winner(call, status="not_awarded")
    assert published(call, editor) == []
    with pytest.raises(PublishingRefused):
        publish_applications(Application.objects.all(), by=editor, at=timezone.now())
    assert (StoryPage.objects.count(), Organisation.objects.count()) == (0, 0)


def test_story_of_an_applicant_who_agreed_is_published_without_an_award(call, editor):
    winner(call, status="not_awarded", publish_anyway="yes")
    (row,) = publish_applications(Application.objects.all(), by=editor, at=timezone.now())
    assert (row.outcome, StoryPage.objects.get().award) == (Outcome.ADDED, "")


def test_one_story_that_cannot_be_made_keeps_all_back(call, editor):
    gone = Challenge.objects.create(slug="gone", name_uk="Проблема", name_en="Challenge")
    winner(call)
    winner(call, challenges=["gone"])
    gone.delete()
    with pytest.raises(PublishingRefused):
        published(call, editor)
    assert StoryPage.objects.count() == 0


def test_application_whose_personal_data_were_removed_cannot_be_published(call, editor):
    application = winner(call)
    Application.objects.filter(pk=application.pk).update(anonymised_at=timezone.now())
    with pytest.raises(PublishingRefused):
        published(call, editor)
