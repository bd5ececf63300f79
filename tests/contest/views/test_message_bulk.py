"""The secretariat writes to the people of chosen applications."""

import pytest

from contest.models import ApplicationMember, Letter
from tests.contest.factories import make_application, make_call
from tests.factories import make_user

BACK = "/cms/contest/applications/"


@pytest.fixture
def call(db):
    return make_call()


def draft(call, title, **fields):
    owner = make_user(f"{title}@example.org", **fields)
    return make_application(call, owner=owner, answers={"title": title})


def address(*applications):
    keys = "&".join(f"id={row.pk}" for row in applications)
    return f"/cms/bulk/contest/application/message/?{keys}&next={BACK}"


def message(page, **changes):
    texts = {
        "subject_uk": "Про «{title}»", "body_uk": "Вітаємо, {person}!", "subject_en": "About {title}",
        "body_en": "Dear {person}",
    }  # fmt: skip
    return {
        **texts,
        "batch": page.context["form"]["batch"].value(),
        "seen": page.context["mark"],
        "act": "write",
        **changes,
    }


def letters():
    return sorted(Letter.objects.values_list("subject", "body", "language", "state"))


def test_each_reads_it_in_their_language_after_somebody_let_it_go(secretary, call):
    first, second = (
        draft(call, "Клуб", first_name="Ольга"),
        draft(call, "Hub", language="en", first_name="Ann"),
    )
    colleague = make_user("reader@example.org")
    ApplicationMember.objects.create(
        application=first, user=colleague, role="reader", joined_at=first.created_at
    )
    page = secretary.get(address(first, second))
    assert (page.context["total"], page.context["counts"]) == (2, [("Ukrainian", 1), ("English", 1)])
    data = message(page)
    answer = secretary.post(address(first, second), data)
    assert answer.headers["Location"] == f"/cms/contest/letters/?batch={data['batch'].replace('-', '')}"
    assert letters() == [
        ("About Hub", "Dear Ann", "en", "waiting"), ("Про «Клуб»", "Вітаємо, Ольга!", "uk", "waiting"),
    ]  # fmt: skip
    shown = secretary.get(answer.headers["Location"]).context["object_list"]
    assert len(shown) == 2


def test_the_same_form_sent_twice_writes_once(secretary, call):
    application = draft(call, "Клуб")
    data = message(secretary.get(address(application)))
    answers = [secretary.post(address(application), data) for _turn in range(2)]
    assert ([answer.status_code for answer in answers], Letter.objects.count()) == ([302, 302], 1)


def test_language_that_nobody_reads_may_stay_empty_but_no_other(secretary, call):
    first, second = draft(call, "Клуб"), draft(call, "Hub", language="en")
    only_ukrainian = {"subject_en": "", "body_en": ""}
    page = secretary.get(address(first, second))
    answer = secretary.post(address(first, second), message(page, **only_ukrainian))
    assert (sorted(answer.context["form"].errors), Letter.objects.count()) == (["body_en", "subject_en"], 0)
    page = secretary.get(address(first))
    answer = secretary.post(address(first), message(page, **only_ukrainian))
    assert (answer.status_code, Letter.objects.count()) == (302, 1)


def test_preview_shows_three_of_different_languages_and_writes_nothing(secretary, call):
    rows = [draft(call, title) for title in ("Один", "Два", "Три")] + [draft(call, "Hub", language="en")]
    page = secretary.get(address(*rows))
    answer = secretary.post(address(*rows), message(page, act="preview"))
    shown = [(letter.language, letter.subject) for letter in answer.context["shown"]]
    assert shown == [("uk", "Про «Один»"), ("en", "About Hub"), ("uk", "Про «Два»")]
    assert (answer.context["form"]["subject_uk"].value(), Letter.objects.count()) == ("Про «{title}»", 0)


def test_nothing_is_written_if_the_people_changed_since(secretary, call):
    application = draft(call, "Клуб")
    data = message(secretary.get(address(application)))
    colleague = make_user("new@example.org")
    ApplicationMember.objects.create(
        application=application, user=colleague, role="editor", joined_at=application.created_at
    )
    answer = secretary.post(address(application), data)
    assert (answer.status_code, list(answer.context["form"].errors), Letter.objects.count()) == (
        200,
        ["__all__"],
        0,
    )
    again = {**data, "seen": answer.context["mark"]}
    assert (secretary.post(address(application), again).status_code, Letter.objects.count()) == (302, 2)


def test_applications_without_anybody_to_reach_are_said(secretary, call):
    closed = draft(call, "Закрита")
    closed.members.update(is_active=False)
    page = secretary.get(address(closed))
    assert (page.context["total"], page.context["unreachable"]) == (0, [closed])
    both = secretary.get(address(closed, draft(call, "Клуб")))
    assert (both.context["total"], both.context["unreachable"]) == (1, [closed])


def test_unknown_placeholder_is_refused(secretary, call):
    application = draft(call, "Клуб")
    answer = secretary.post(
        address(application), message(secretary.get(address(application)), body_uk="{hash}")
    )
    assert (list(answer.context["form"].errors), Letter.objects.count()) == (["body_uk"], 0)


def test_page_of_an_application_leads_here(secretary, call):
    application = draft(call, "Клуб")
    html = secretary.get(f"{BACK}{application.public_id}/").content.decode()
    assert f"/cms/bulk/contest/application/message/?id={application.pk}&amp;next=" in html
