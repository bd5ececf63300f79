"""The pages on which a community asks for a link and tells what is new: without an account, told to nobody else."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from stories.domain.officers import end_officer
from stories.domain.story_updates import decline_update
from stories.models import StoryOfficer, StoryUpdate
from tests.factories import make_user, translate
from tests.stories.officers import CENTRES, CENTRES_FIGURE, PEOPLE, figure, make_officer, propose, told_story

ASK = "/uk/stories/khab/update/"
HOSTILE = "<img src=x onerror=alert(1)>\x00{{ 7|add:7 }}"


@pytest.fixture
def story(uk):
    return told_story(uk)


@pytest.fixture
def link(story):
    """The officer and the secret of a link that was sent just now."""
    return make_officer(story, at=timezone.now())


def months_ago(count):
    today = timezone.localdate()
    years, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return date(years, month + 1, 1)


def given(**fields):
    """What a browser sends of a form that is filled in as little as can be."""
    empty = {f"{name}-{block}": "" for block in (PEOPLE, CENTRES) for name in ("value", "as_of")}
    exact = {f"qualifier-{block}": "exact" for block in (PEOPLE, CENTRES)}
    return {"text": "", "correction": "", "course": "", "end_month": "", **empty, **exact, **fields}


def text_of(answer):
    return answer.content.decode()


# Asking for a link


def test_page_says_to_which_mailbox_the_letter_goes_and_pressing_sends_it(
    story, mailoutbox, django_capture_on_commit_callbacks
):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(ASK)
    assert (page.status_code, "rada@example.org" in text_of(page), "no-store" in page["Cache-Control"]) == (
        200, True, True,
    )  # fmt: skip
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(page))[1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(ASK, {"csrfmiddlewaretoken": token, "email": "evil@example.org"})
    assert (answer.status_code, answer.url, [letter.to for letter in mailoutbox]) == (
        302, ASK, [["rada@example.org"]],
    )  # fmt: skip
    assert "Лист уже в дорозі: rada@example.org." in text_of(browser.get(ASK))
    assert browser.post(ASK).status_code == 403


def test_letter_speaks_the_language_of_the_original(
    story, en, mailoutbox, django_capture_on_commit_callbacks
):
    translate(story, en, slug="hub", contact_email="rada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/stories/hub/update/")
    assert mailoutbox[0].subject == "Що нового у вашій історії?"


def test_words_of_the_story_are_only_ever_text_on_both_pages(uk):
    row = figure(label="<i>Відвідувачі</i>", unit="<u>осіб</u>")
    story = told_story(uk, title="Хаб <b>у громаді</b>", summary="<s>Підсумок</s>", figures=[row])
    _officer, secret = make_officer(story, at=timezone.now())
    for address in (ASK, f"/uk/updates/{secret}/"):
        text = text_of(Client().get(address))
        assert [f"<{tag}>" in text for tag in "bius"] == [False] * 4
        assert "&lt;b&gt;у" in text


@pytest.mark.parametrize("role", [None, "Editors"])
def test_fourth_letter_is_refused_alike_to_everybody(story, signed_in, role):
    browser = signed_in(role) if role else Client()
    for _time in range(3):
        assert Client().post(ASK).status_code == 302
    answer = browser.post(ASK)
    assert (answer.status_code, answer.context["refused"].startswith("За добу")) == (422, True)
    assert StoryOfficer.objects.count() == 3


def test_story_without_a_mailbox_names_the_editors_and_sends_nothing(uk, settings, mailoutbox):
    settings.CONTACT_EMAIL = "editors@example.org"
    told_story(uk, contact_email="")
    page = Client().get(ASK)
    assert ("mailto:editors@example.org" in text_of(page), '<form method="post"' in text_of(page)) == (
        True,
        False,
    )
    assert (Client().post(ASK).status_code, len(mailoutbox), StoryOfficer.objects.count()) == (422, 0, 0)


def test_story_is_asked_about_in_any_language_while_it_is_public(story, en):
    elsewhere = Client().get("/en/stories/khab/update/")
    assert (elsewhere.status_code, elsewhere.context["story"].pk) == (200, story.pk)
    assert Client().get("/uk/stories/other/update/").status_code == 404
    translate(story, en, slug="hub")
    moved = Client().get("/en/stories/khab/update/")
    assert (moved.status_code, moved.url) == (302, "/en/stories/hub/update/")
    story.unpublish()
    assert (Client().post(ASK).status_code, StoryOfficer.objects.count()) == (404, 0)


def test_page_of_the_story_leads_there(story):
    assert f'href="{ASK}"' in text_of(Client().get("/uk/stories/khab/"))


# The private page


def test_officer_tells_without_an_account_and_nobody_else_learns_of_it(link, story):
    officer, secret = link
    address = f"/uk/updates/{secret}/"
    # Browsers told to send no referrer send no origin either.
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    page = browser.get(address)
    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        200, "no-referrer", "noindex, nofollow, noarchive",
    )  # fmt: skip
    assert "no-store" in page["Cache-Control"]
    month = f"{months_ago(1):%Y-%m}"
    sent = given(
        text="Другий хаб",
        course="ended",
        end_month=month,
        **{f"value-{PEOPLE}": "1 500,5", f"as_of-{PEOPLE}": month},
    )
    answer = browser.post(address, sent)
    assert (answer.status_code, answer.url, answer["Referrer-Policy"]) == (302, address, "no-referrer")
    update = StoryUpdate.objects.get()
    assert (update.officer, update.text, update.course, update.end_month, update.language) == (
        officer, "Другий хаб", "ended", months_ago(1), "uk",
    )  # fmt: skip
    assert [(row.block, str(row.value), row.as_of) for row in update.figures.all()] == [
        (PEOPLE, "1500.50", months_ago(1))
    ]
    after = browser.get(address)
    assert (list(after.context["told"]), after.context["form"]["text"].value()) == ([update], "Другий хаб")
    assert (f'value="{month}"' in text_of(after), 'value="1500,5"' in text_of(after)) == (True, True)
    assert "Другий хаб" not in text_of(Client().get("/uk/stories/khab/"))


def test_opening_is_remembered(link):
    officer, secret = link
    Client().post(f"/uk/updates/{secret}/", given())
    officer.refresh_from_db()
    assert officer.opened_at is None
    Client().get(f"/uk/updates/{secret}/")
    officer.refresh_from_db()
    assert officer.opened_at is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_secret_is_not_found(link, method):
    _officer, secret = link
    wrong = ("x", secret[:-1], f"{secret}x", secret.swapcase(), "%00", "ʼ")
    assert [getattr(Client(), method)(f"/uk/updates/{each}/").status_code for each in wrong] == [404] * 6


@pytest.mark.parametrize("close", ["ended", "expired", "hidden"])
def test_closed_link_shows_nothing_of_what_was_told_and_takes_nothing(story, link, close):
    officer, secret = link
    propose(officer, text="Таємна новина", at=timezone.now())
    if close == "ended":
        end_officer(officer, at=timezone.now())
    elif close == "expired":
        StoryOfficer.objects.update(
            asked_at=timezone.now() - timedelta(days=15), expires_at=timezone.now() - timedelta(days=1)
        )
    else:
        story.unpublish()
    for answer in (
        Client().get(f"/uk/updates/{secret}/"),
        Client().post(f"/uk/updates/{secret}/", given(text="Ще")),
        Client().post(f"/uk/updates/{secret}/", {"withdraw": "1"}),
    ):
        assert (answer.status_code, "Таємна новина" in text_of(answer), answer["X-Robots-Tag"]) == (
            410, False, "noindex, nofollow, noarchive",
        )  # fmt: skip
    assert StoryUpdate.objects.get().state == "proposed"


def test_what_was_typed_stays_and_each_error_stands_beside_its_field(link):
    _officer, secret = link
    future = f"{timezone.localdate().year + 1}-01"
    answer = Client().post(
        f"/en/updates/{secret}/",
        given(
            text="х" * 1001, course="ended", **{
                f"value-{PEOPLE}": "many", f"as_of-{PEOPLE}": "2025-13", f"value-{CENTRES}": "4", f"as_of-{CENTRES}": future,
            },
        ),
    )  # fmt: skip
    form = answer.context["form"]
    assert (answer.status_code, sorted(form.errors)) == (
        422, sorted(["text", "end_month", f"value-{PEOPLE}", f"as_of-{PEOPLE}", f"as_of-{CENTRES}"]),
    )  # fmt: skip
    text = text_of(answer)
    for name in form.errors:
        assert f'id="id_{name}_error"' in text
        assert re.search(rf'name="{name}"[^>]*aria-describedby="[^"]*id_{name}_error', text)
    assert ('value="many"' in text, 'value="2025-13"' in text, "х" * 1001 in text) == (True, True, True)
    assert StoryUpdate.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "__all__"),
        ({f"value-{PEOPLE}": "5"}, f"as_of-{PEOPLE}"),
        ({f"as_of-{PEOPLE}": "2026-01"}, f"value-{PEOPLE}"),
        ({f"value-{PEOPLE}": "-5", f"as_of-{PEOPLE}": "2026-01"}, f"value-{PEOPLE}"),
        ({f"value-{PEOPLE}": "5", f"as_of-{PEOPLE}": "2025-04"}, f"as_of-{PEOPLE}"),
        ({f"qualifier-{PEOPLE}": "hardly"}, f"qualifier-{PEOPLE}"),
        ({"course": "perhaps"}, "course"),
        ({"end_month": "2026-01"}, "end_month"),
        ({"value-unknown": "5", "as_of-unknown": "2026-01"}, "__all__"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(link, fields, wrong):
    answer = Client().post(f"/uk/updates/{link[1]}/", given(**fields))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])


def test_whatever_is_typed_is_only_ever_text(link):
    _officer, secret = link
    address = f"/uk/updates/{secret}/"
    assert Client().post(address, given(text=HOSTILE, correction=HOSTILE)).status_code == 302
    refused = Client().post(address, given(text=HOSTILE, course=HOSTILE, **{f"value-{PEOPLE}": HOSTILE}))
    for answer in (Client().get(address), refused):
        assert ("<img src=x" in text_of(answer), "&lt;img src=x" in text_of(answer), "14" in HOSTILE) == (
            False, True, False,
        )  # fmt: skip
    assert StoryUpdate.objects.get().text == HOSTILE.replace("\x00", "")


def test_form_that_is_no_form_is_refused_without_a_fault(link):
    address = f"/uk/updates/{link[1]}/"
    assert Client().post(address, b"{", content_type="application/json").status_code == 422
    assert [Client().put(address).status_code, Client().delete(address).status_code] == [405, 405]


def test_texts_of_a_thousand_characters_with_line_breaks_of_a_browser_are_taken(link):
    text = "\r\n".join(["х" * 499] * 2) + "х"
    assert Client().post(f"/uk/updates/{link[1]}/", given(text=text)).status_code == 302


def test_update_is_taken_back(link):
    officer, secret = link
    update = propose(officer, text="Другий хаб", at=timezone.now())
    browser = Client()
    assert browser.post(f"/uk/updates/{secret}/", {"withdraw": update.pk}).status_code == 302
    update.refresh_from_db()
    assert (update.state, browser.get(f"/uk/updates/{secret}/").context["form"]["text"].value()) == (
        "withdrawn",
        None,
    )


def test_earlier_proposals_of_the_mailbox_are_shown_with_the_answer(story, link):
    officer, secret = link
    decline_update(
        propose(officer, text="Перша новина", at=timezone.now()), by=make_user("editor@example.org"),
        answer="Розкажіть <b>більше</b>.", at=timezone.now(),
    )  # fmt: skip
    stranger, other = make_officer(story, email="stranger@example.org", at=timezone.now())
    propose(stranger, text="Чужа новина", at=timezone.now())
    _again, newer = make_officer(story, email="RADA@example.org", at=timezone.now())
    for each, told in ((secret, True), (newer, True), (other, False)):
        text = text_of(Client().get(f"/uk/updates/{each}/"))
        assert ("Перша новина" in text, "Розкажіть &lt;b&gt;більше&lt;/b&gt;." in text) == (told, told)
        assert ("Чужа новина" in text) is not told


def test_page_speaks_the_language_of_its_address_and_shows_the_story_in_it(link, story, en):
    _officer, secret = link
    assert Client().get(f"/en/updates/{secret}/").context["story"].pk == story.pk
    english = translate(
        story, en, slug="hub", title="A hub", indicators=[figure(label="Visitors"), CENTRES_FIGURE]
    )
    page = Client().get(f"/en/updates/{secret}/")
    assert (page.context["story"].pk, "What is new in your story?" in text_of(page), "Visitors" in text_of(page)) == (
        english.pk, True, True,
    )  # fmt: skip
    Client().post(f"/en/updates/{secret}/", given(text="A second hub"))
    assert StoryUpdate.objects.get().language == "en"


def test_story_without_figures_asks_for_none(uk):
    story = told_story(uk, figures=[])
    _officer, secret = make_officer(story, at=timezone.now())
    page = Client().get(f"/uk/updates/{secret}/")
    assert (page.status_code, "update-figure" in text_of(page)) == (200, False)


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_one_update_as_for_three(
    story, link, count, django_assert_num_queries
):
    officer, secret = link
    editor = make_user("editor@example.org")
    for number in range(count):
        update = propose(officer, text=f"Новина {number}", at=timezone.now())
        decline_update(update, by=editor, answer="Ні.", at=timezone.now())
    Client().get(f"/uk/updates/{secret}/")
    with django_assert_num_queries(5):
        Client().get(f"/uk/updates/{secret}/")


def test_thanks_are_said_once(link):
    browser = Client()
    answer = browser.post(f"/uk/updates/{link[1]}/", given(text="Хаб"))
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Дякуємо. Редакція прочитає це й напише вам."
    ]
