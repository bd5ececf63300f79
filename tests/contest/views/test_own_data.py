"""What a person takes away of their data, and how they delete their account."""

import io
import json
import re
from datetime import UTC, timedelta
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.members import invite
from contest.domain.notes import add_note
from contest.domain.own_archive import own_archive
from contest.domain.own_data import own_applications
from contest.domain.screening import decide_eligibility
from contest.enums import MemberRole
from contest.models import Application, ApplicationFile, Letter, StoryApproval
from tests.contest.factories import (
    complete_answers,
    make_application,
    make_call,
    make_letter,
    make_question,
    make_submitted,
)
from tests.factories import make_community, make_user

pytestmark = pytest.mark.django_db
PAGE, DOWNLOAD, DELETE, CODE = (
    f"/en/my/data/{rest}" for rest in ("", "download/", "delete/", "delete/code/")
)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def archive_of(browser):
    answer = browser.post(DOWNLOAD)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def texts_of(archive):
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def keep_file(application, name, *, item="documents/0123456789abcdef"):
    values = complete_answers(application.call)
    file = ApplicationFile.objects.create(
        application=application, kind="document", name=name, content_type="application/pdf", size=4, sha256="0" * 64,
        added_at=timezone.now(), file=ContentFile(b"%PDF", name="x"),
    )  # fmt: skip
    for path, value in {item: "1", f"{item}/title": "Лист", f"{item}/file": str(file.public_id)}.items():
        application.answers.create(path=path, value=value, saved_at=timezone.now())
    return values


def test_archive_holds_what_the_person_may_see_and_nothing_else(signed_in):
    browser, staff = signed_in(first_name="Оксана"), make_user("staff@example.org", first_name="Секретарка")
    call = make_call()
    own = make_application(call, owner=browser.user, answers={"title": HOSTILE, "summary": "=cmd()"})
    keep_file(own, "../../etc/passwd.pdf")
    told = make_submitted(call, owner=browser.user)
    decide_eligibility(
        told,
        eligible=False,
        ticks=[],
        reason="Таємна причина",
        by=staff,
        at=timezone.now(),
        expected="submitted",
    )
    add_note(told, text="Таємна нотатка", by=staff, at=timezone.now())
    foreign = make_submitted(call, answers={**complete_answers(call), "title": "Чужа заявка"})
    invite(
        foreign,
        email="third@example.org",
        role=MemberRole.EDITOR,
        by=foreign.members.get(),
        at=timezone.now(),
    )
    mine = {"call": call, "application": told, "recipient": browser.user, "language": "uk", "kind": "free"}
    for key, state, body in (("a", "sent", "Отримане"), ("b", "waiting", "Ще не надіслане")):
        Letter.objects.create(
            **mine, email="x@example.org", key=key, subject="S", body=body, state=state, created_at=timezone.now(),
            sent_at=timezone.now() if state == "sent" else None,
        )  # fmt: skip
    archive = archive_of(browser)
    folder, draft = f"applications/{told.reference}", f"applications/draft-{own.public_id}"
    assert sorted(archive.namelist()) == sorted(
        [
            "account.json", "index.html", f"{folder}/application.json", f"{folder}/version-1.json", f"{folder}/index.html",
            f"{draft}/application.json", f"{draft}/index.html", f"{draft}/files/01-etc_passwd.pdf",
        ]
    )  # fmt: skip
    everything = texts_of(archive)
    for text in ("Таємна", "Чужа заявка", "third@example.org", "Ще не надіслане", "ineligible", "Секретарка"):
        assert (text, text in everything) == (text, False)
    data = json.loads(archive.read(f"{folder}/application.json"))
    assert (data["status"], [letter["text"] for letter in data["letters"]]) == ("submitted", ["Отримане"])
    page = archive.read(f"{draft}/index.html").decode()
    assert (HOSTILE in page, "&lt;script&gt;" in page) == (False, True)


def make_full(call, owner, *, times):
    """A submitted application with so many versions after the first, files, letters, people, requests and communities."""
    application = make_submitted(call, owner=owner)
    beside, now = {}, timezone.now()
    for number in range(times):
        answers = {"title": f"Назва {number}", "question/why": "a"}
        changes = [Change(path, value, number + 1) for path, value in answers.items()]
        save_answers(application, changes, by=owner, at=now)
        submit_application(application, by=owner, at=now)
        keep_file(application, f"{number}.pdf", item=f"documents/0123456789abcde{number}")
        item = f"communities/0123abc{number}"
        beside |= {item: "0", f"{item}/community": make_community(f"Громада {number}").code}
        approval = StoryApproval.objects.create(
            application=application, secret_sha256=f"{application.pk}-{number}", fingerprint="f", asked_at=now,
            expires_at=now + timedelta(days=21), answer="changes", comment=f"Зміна {number}", answered_at=now,
        )  # fmt: skip
        key = f"approval:{approval.pk}:{application.pk}:{owner.pk}"
        make_letter(application, state="sent", body=f"Лист {number}", recipient=owner, key=key)
        member = make_user(f"{application.pk}-{number}@example.org")
        application.memberships.create(user=member, role="reader", joined_at=now)
        application.clarifications.create(
            sections=["story"],
            message=f"Питання {number}",
            asked_at=now,
            until=now + timedelta(days=1),
            answered_at=now,
        )
    save_answers(application, [Change(*pair) for pair in beside.items()], by=owner, at=now)
    return application


@pytest.mark.parametrize("number", [1, 3])
def test_archive_asks_the_same_number_of_questions(signed_in, number, django_assert_num_queries):
    owner = signed_in().user
    call = make_call(questions=[make_question("why", "choice", options=("Бо так", "Бо ні"))])
    made = [make_full(call, owner, times=number) for _number in range(number)]
    with django_assert_num_queries(22):
        pieces = list(own_archive(owner, at=timezone.now(), language="uk"))
    archive = ZipFile(io.BytesIO(b"".join(pieces)))
    for application in made:
        folder = f"applications/{application.reference}"
        data = json.loads(archive.read(f"{folder}/application.json"))
        told = [letter["text"] for letter in data["letters"]]
        asked = [request["text"] for request in data["requests"]]
        assert (told, asked) == (
            [f"Лист {n}" for n in range(number)], [f"Питання {n}" for n in range(number)],
        )  # fmt: skip
        counts = [len(data[name]) for name in ("versions", "people", "files")]
        assert counts == [number + 1, number + 1, number]
        page = archive.read(f"{folder}/index.html").decode()
        assert ("Бо так" in page, page.count("Лист 0"), f"Назва {number - 1}" in page) == (True, 1, True)


def test_archive_is_read_a_few_applications_at_a_time(signed_in, django_assert_max_num_queries):
    """The first application comes before the last ones are read."""
    owner, call = signed_in().user, make_call()
    for number in range(11):
        make_application(call, owner=owner, answers={"title": f"Чернетка {number}"})
    found = own_applications(owner)
    first = next(iter(found))
    with CaptureQueriesContext(connection) as after:
        rest = list(found)
    assert (first.data["title"], len(rest), len(after) > 0) == ("Чернетка 0", 10, True)


def test_reader_of_an_application_gets_no_letters_of_others(signed_in):
    browser, application = signed_in(), make_submitted()
    application.memberships.create(user=browser.user, role="reader", joined_at=timezone.now())
    owner = application.memberships.get(role="owner").user
    owner.applications.get()
    Letter.objects.filter(application=application).update(
        state="sent", sent_at=timezone.now(), body="Лист власниці"
    )
    assert "Лист власниці" in repr(list(Letter.objects.values_list("body")))
    assert "Лист власниці" not in texts_of(archive_of(browser))


def test_answer_about_a_story_is_in_the_archive_of_whom_the_letter_reached(signed_in):
    browser, now = signed_in(), timezone.now()
    application = make_submitted(owner=browser.user)
    application.memberships.create(
        user=make_user("reader@example.org"), role="reader", joined_at=now - timedelta(days=1)
    )
    answered, open_still = (
        StoryApproval.objects.create(
            application=application, secret_sha256=str(number), fingerprint="f", asked_at=now,
            expires_at=now + timedelta(days=21), **answer,
        )
        for number, answer in enumerate([{"answer": "changes", "comment": HOSTILE, "answered_at": now}, {}])
    )  # fmt: skip
    for row in (answered, open_still):
        key = f"approval:{row.pk}:{application.pk}:{browser.user.pk}"
        make_letter(application, state="sent", recipient=browser.user, key=key)
    archive = archive_of(browser)
    folder = f"applications/{application.reference}"
    data = json.loads(archive.read(f"{folder}/application.json"))
    told = now.astimezone(UTC).isoformat(timespec="seconds")
    assert data["approvals"] == [{"asked": told, "answered": told, "answer": "changes", "text": HOSTILE}]
    page = archive.read(f"{folder}/index.html").decode()
    assert (HOSTILE in page, "wants changes<br>&lt;script&gt;" in page) == (False, True)
    reader = Client()
    reader.force_login(application.members.get(email="reader@example.org"))
    assert json.loads(archive_of(reader).read(f"{folder}/application.json"))["approvals"] == []


def test_addresses_ask_for_signing_in_and_the_button(client, signed_in):
    browser = signed_in()
    for address in (PAGE, DOWNLOAD, DELETE, CODE):
        assert client.get(address).status_code in {302, 405}
        assert client.post(address).status_code in {302, 405}
    assert [browser.get(address).status_code for address in (PAGE, DOWNLOAD, DELETE, CODE)] == [
        200,
        405,
        200,
        405,
    ]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(browser.user)
    assert [strict.post(address).status_code for address in (DOWNLOAD, DELETE, CODE)] == [403, 403, 403]
    assert User.objects.filter(pk=browser.user.pk).exists()


def test_archive_is_made_a_few_times_an_hour(signed_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {"own_data": "2/h/user"}
    browser = signed_in()
    assert [browser.post(DOWNLOAD).status_code for _turn in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_number_of_questions(signed_in, number, django_assert_max_num_queries):
    browser, call = signed_in(), make_call()
    for _turn in range(number):
        make_application(call, owner=browser.user)
    with django_assert_max_num_queries(14):
        assert len(browser.get(PAGE).context["applications"]) == number


def form_of(browser, **fields):
    return {"seen": browser.get(DELETE).context["seen"], "understood": "on", **fields}


def confirm(browser):
    """The person has typed the password just now."""
    browser.post("/accounts/reauthenticate/", {"password": "a-long-test-password"})


def test_password_is_asked_once_more_and_then_the_account_goes(signed_in):
    browser = signed_in()
    make_application(owner=browser.user)
    answer = browser.post(DELETE, form_of(browser))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/reauthenticate/")
    wrong = browser.post(answer["Location"], {"password": "wrong", "next": DELETE})
    assert (wrong.status_code, User.objects.count()) == (200, 1)
    done = browser.post(answer["Location"], {"password": "a-long-test-password", "next": DELETE})
    assert (done.status_code, User.objects.count(), Application.objects.count()) == (200, 0, 0)
    assert re.search(
        r'<meta name="device-key" content="[0-9a-f]{20}" data-forget="everything">', done.content.decode()
    )
    assert browser.get(PAGE).status_code == 302


def test_nothing_goes_without_the_tick_or_over_what_was_not_seen(signed_in):
    browser = signed_in()
    confirm(browser)
    seen = form_of(browser)
    assert browser.post(DELETE, {"seen": seen["seen"]}).context["form"].errors.keys() == {"understood"}
    make_application(owner=browser.user)
    assert browser.post(DELETE, seen)["Location"] == DELETE
    assert (User.objects.count(), Application.objects.count()) == (1, 1)


def test_other_devices_are_signed_out(signed_in):
    browser, other = signed_in(), Client()
    other.force_login(browser.user)
    assert other.get(PAGE).status_code == 200
    confirm(browser)
    browser.post(DELETE, form_of(browser))
    assert other.get(PAGE).status_code == 302


def code_in(letter):
    return re.search(r"\d{4}-\d{4}", letter.body)[0]


def test_whoever_has_no_password_types_a_code_that_holds_once(
    signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    browser = signed_in()
    browser.user.set_unusable_password()
    browser.user.save()
    browser.force_login(browser.user)
    assert browser.post(DELETE, form_of(browser, code="0000-0000")).context["form"].errors.keys() == {"code"}
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(CODE)
    assert mailoutbox[0].to == [browser.user.email]
    for _turn in range(5):
        browser.post(DELETE, form_of(browser, code="no"))
    browser.post(DELETE, form_of(browser, code=code_in(mailoutbox[0])))
    assert User.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(CODE)
    done = browser.post(DELETE, form_of(browser, code=code_in(mailoutbox[1]).replace("-", " ")))
    assert (done.status_code, User.objects.count()) == (200, 0)


def test_application_that_needs_its_person_offers_the_ways_out(signed_in):
    browser = signed_in()
    application = make_submitted(owner=browser.user)
    html = browser.get(DELETE).content.decode()
    ways = [f"/en/my/{application.public_id}/{way}/" for way in ("withdraw", "people")]
    assert [way in html for way in (*ways, 'name="understood"')] == [True, True, False]


def test_staff_are_told_whom_to_ask(secretary):
    html = secretary.get(DELETE).content.decode()
    assert ("Ask an administrator" in html, 'name="understood"' in html) == (True, False)
    confirm(secretary)
    secretary.post(DELETE, {"seen": "x", "understood": "on"})
    assert User.objects.count() == 1


def test_session_says_under_whose_key_it_is(client, signed_in):
    browser = signed_in()
    own = browser.get("/en/my/session/")
    assert (client.get("/en/my/session/").json(), len(own.json()["key"])) == ({"key": ""}, 20)
    assert "no-store" in own["Cache-Control"]
