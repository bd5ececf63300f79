"""An officer proposes, an editor decides, and nothing becomes public by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override
from wagtail.models import PageLogEntry

from stories.domain.officers import end_officer
from stories.domain.safety import draft_of
from stories.domain.story_updates import accept_update, decline_update, withdraw_update
from stories.enums import UpdateState
from stories.errors import UpdateRefused
from stories.models import ProposedFigure, StoryOfficer, StoryPage, StoryUpdate
from tests.factories import make_user
from tests.stories.officers import CENTRES, NOW, PEOPLE, make_officer, new_figure, propose, told_story


@pytest.fixture(autouse=True)
def in_english(site_language):
    with override("en"):
        yield


@pytest.fixture
def story(uk):
    return told_story(uk)


@pytest.fixture
def officer(story):
    return make_officer(story)[0]


@pytest.fixture
def editor(db):
    return make_user("editor@example.org", first_name="Олена")


def accept(update, by, *, texts=None, blocks=(), takes_course=False, answer="", at=NOW):
    return accept_update(
        update, by=by, texts=texts or {}, blocks=blocks, takes_course=takes_course, answer=answer, at=at
    )


# Proposing


def test_everything_told_is_kept_and_the_story_stays_as_it_was(officer, story):
    before = draft_of(story).content_fingerprint()
    update = propose(
        officer, text=" Відкрили\r\nдругий хаб.\x00 ", correction="Не «Ялта», а «Ятрань».", course="ended",
        end_month=date(2026, 9, 12), figures=[new_figure(), new_figure(CENTRES, "3", as_of=date(2026, 11, 1))],
    )  # fmt: skip
    update.refresh_from_db()
    assert (update.text, update.correction, update.course, update.end_month, update.state) == (
        "Відкрили\nдругий хаб.", "Не «Ялта», а «Ятрань».", "ended", date(2026, 9, 1), UpdateState.PROPOSED,
    )  # fmt: skip
    assert list(update.figures.values_list("block", "label")) == [
        (PEOPLE, "Відвідувачі"), (CENTRES, "Центри"),
    ]  # fmt: skip
    newest = StoryPage.objects.get()
    assert (draft_of(newest).content_fingerprint(), newest.has_unpublished_changes) == (before, False)


def test_same_sent_twice_is_one(officer):
    given = {"text": "Новий хаб.", "figures": [new_figure()]}
    first = propose(officer, **given)
    again = propose(officer, **given, at=NOW + timedelta(minutes=1))
    assert (again.pk, again.sent_at, ProposedFigure.objects.count()) == (first.pk, NOW, 1)


@pytest.mark.parametrize(
    "other",
    [{"text": "Два хаби."}, {"figures": [new_figure(value="1600")]}, {"figures": ()}, {"language": "en"}],
)
def test_what_is_sent_next_takes_the_place_of_the_earlier_under_a_key_of_its_own(officer, other):
    given = {"text": "Новий хаб.", "figures": [new_figure()]}
    first = propose(officer, **given)
    second = propose(officer, **(given | other), at=NOW + timedelta(hours=1))
    assert list(StoryUpdate.objects.values_list("pk", flat=True)) == [second.pk]
    assert (second.pk == first.pk, second.sent_at) == (False, NOW + timedelta(hours=1))


def test_what_was_decided_on_stays_when_more_is_sent(officer, editor):
    decline_update(propose(officer, text="Новий хаб."), by=editor, answer="Уже є.", at=NOW)
    propose(officer, text="Новий хаб.")
    assert list(StoryUpdate.objects.order_by("pk").values_list("state", flat=True)) == [
        "declined",
        "proposed",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Nothing new is given"),
        ({"text": " \r\n\x00"}, "Nothing new is given"),
        ({"figures": [new_figure(value="1200", as_of=date(2025, 5, 1))]}, "Nothing new is given"),
        ({"text": "х" * 1001}, "1001 characters"),
        ({"correction": "х" * 1001}, "1001 characters"),
        ({"course": "ended"}, "Give the last month"),
        ({"course": "ended", "end_month": date(2026, 12, 1)}, "in the future"),
        ({"course": "ended", "end_month": date(2023, 6, 30)}, "before the work began"),
        ({"course": "goes_on", "end_month": date(2026, 9, 1)}, "not that the work has ended"),
        ({"end_month": date(2026, 9, 1)}, "not that the work has ended"),
        ({"course": "perhaps"}, "whether the work goes on"),
        ({"text": "Так", "figures": [new_figure("unknown")]}, "not in the story any more"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(officer, given, sentence):
    with pytest.raises(UpdateRefused, match=sentence):
        propose(officer, **given)
    assert StoryUpdate.objects.count() == 0


def test_refusal_leaves_what_was_sent_before(officer):
    first = propose(officer, text="Новий хаб.")
    with pytest.raises(UpdateRefused):
        propose(officer, text="Два хаби.", figures=[new_figure("unknown")])
    assert StoryUpdate.objects.get().pk == first.pk


def test_lines_of_a_thousand_characters_are_counted_as_the_browser_counts(officer):
    assert len(propose(officer, text="\r\n".join(["х" * 499] * 2) + "х").text) == 1000


def test_month_is_that_of_the_site_and_not_of_greenwich(officer):
    at = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    assert propose(officer, figures=[new_figure(as_of=date(2026, 12, 1))], at=at).pk


@pytest.mark.parametrize("close", ["ended", "expired", "hidden", "deleted"])
def test_closed_link_proposes_nothing(officer, story, close):
    at = NOW
    if close == "ended":
        end_officer(officer, at=NOW)
    elif close == "expired":
        at = NOW + timedelta(days=14)
    elif close == "hidden":
        story.unpublish()
    else:
        StoryOfficer.objects.get().delete()
    with pytest.raises(UpdateRefused, match=r"link|not public"):
        propose(officer, text="Новий хаб.", at=at)
    assert StoryUpdate.objects.count() == 0


def test_update_is_taken_back_once(officer):
    propose(officer, text="Новий хаб.")
    assert withdraw_update(officer, at=NOW).state == UpdateState.WITHDRAWN
    assert withdraw_update(officer, at=NOW) is None
    assert StoryUpdate.objects.get().decided_at == NOW


# Deciding


def test_decision_is_kept_with_who_when_and_why_and_told_by_letter(
    officer, editor, mailoutbox, django_capture_on_commit_callbacks
):
    update = propose(officer, text="Новий хаб.")
    with django_capture_on_commit_callbacks(execute=True):
        decline_update(update, by=editor, answer=" Розкажіть <b>більше</b>. ", at=NOW)
    update.refresh_from_db()
    assert (update.state, update.decided_by, update.decided_by_name, update.answer) == (
        "declined", editor, "Олена", "Розкажіть <b>більше</b>.",
    )  # fmt: skip
    (letter,) = mailoutbox
    assert (letter.to, "<b>більше</b>" in letter.body, "20 листопада 2026" in letter.body) == (
        ["rada@example.org"], True, True,
    )  # fmt: skip
    entry = PageLogEntry.objects.get(action="stories.update")
    assert (entry.user, entry.data, entry.comment) == (
        editor, {"update": update.pk, "state": "declined"}, "not taken",
    )  # fmt: skip


def test_declining_needs_a_reason(officer, editor):
    with pytest.raises(UpdateRefused, match="Write to the officer why"):
        decline_update(propose(officer, text="Новий хаб."), by=editor, answer=" \n", at=NOW)


def test_accepting_tells_the_officer(officer, editor, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        accept(propose(officer, text="Новий хаб."), editor, texts={"uk": "Відкрили хаб."})
    assert (mailoutbox[0].subject, "«Хаб у громаді»" in mailoutbox[0].body) == (
        "Ваше оновлення історії", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("accepted", "Олена has decided"),
        ("declined", "Олена has decided"),
        ("withdrawn", "taken this update back"),
    ],
)
def test_nothing_is_decided_twice(officer, editor, state, sentence):
    update = propose(officer, text="Новий хаб.")
    if state == "withdrawn":
        withdraw_update(officer, at=NOW)
    elif state == "accepted":
        accept(update, editor)
    else:
        decline_update(update, by=editor, answer="Ні.", at=NOW)
    for decide in (
        lambda: accept(update, editor, texts={"uk": "Хаб."}),
        lambda: decline_update(update, by=editor, answer="Ні.", at=NOW),
    ):
        with pytest.raises(UpdateRefused, match=sentence):
            decide()
    assert StoryUpdate.objects.get().state == state


def test_update_that_was_sent_anew_is_not_decided_unread(officer, editor):
    read = propose(officer, text="Новий хаб.")
    propose(officer, text="Інше.")
    with pytest.raises(UpdateRefused, match="sent this update anew"):
        accept(read, editor, texts={"uk": "Новий хаб."})
    assert StoryUpdate.objects.get().state == UpdateState.PROPOSED


def test_update_of_a_deleted_story_is_refused(officer, editor, story):
    update = propose(officer, text="Новий хаб.")
    story.unpublish()
    StoryPage.objects.get().delete()
    with pytest.raises(UpdateRefused, match="is deleted"):
        accept(update, editor, texts={"uk": "Хаб."})


def test_figures_that_the_update_does_not_give_are_refused(officer, editor):
    update = propose(officer, figures=[new_figure()])
    with pytest.raises(UpdateRefused, match="gives no figure"):
        accept(update, editor, blocks={CENTRES})


def test_correction_alone_is_accepted_without_a_draft(officer, editor, story):
    count = story.revisions.count()
    accept(propose(officer, correction="Не 2023, а 2022."), editor, answer="Виправимо.")
    assert (StoryUpdate.objects.get().state, story.revisions.count()) == ("accepted", count)
