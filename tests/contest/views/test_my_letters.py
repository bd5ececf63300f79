"""Letters on the page of an application: everybody sees their own, once they were let go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.letters import write_letters
from contest.enums import LetterKind, LetterState
from contest.models import ApplicationMember, Letter
from tests.browsers import browser_of
from tests.contest.factories import make_application
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def people():
    """An application with an owner who reads English, a Ukrainian editor, and somebody else."""
    application = make_application(
        owner=make_user("owner@example.org", language="en"), answers={"title": "Простір"}
    )
    editor = make_user("editor@example.org")
    ApplicationMember.objects.create(application=application, user=editor, role="editor", joined_at=NOW)
    reader = make_user("reader@example.org")
    ApplicationMember.objects.create(application=application, user=reader, role="reader", joined_at=NOW)
    return application, {"owner": application.members.first(), "editor": editor, "reader": reader}


def shown(application, person):
    answer = browser_of(person).get(f"/en/my/{application.public_id}/")
    return [letter.subject for letter in answer.context["letters"]]


def put(state, **fields):
    Letter.objects.update(
        state=state, next_attempt_at=NOW if state == "ready" else None, sent_at=NOW, **fields
    )


def test_each_person_sees_what_was_written_to_them_and_let_go(people):
    application, who = people
    write_letters(application, LetterKind.WINNER, key="won", at=NOW)
    reference = "not given yet"
    seen = {
        (state, name): shown(application, person)
        for state in LetterState.values
        for name, person in who.items()
        if put(state) is None
    }
    told = {
        "owner": [f"Application {reference} has won"],
        "editor": ["Заявка ще не надано перемогла"],
        "reader": [],
    }
    for (state, name), subjects in seen.items():
        assert subjects == (told[name] if state in {"ready", "sent", "failed"} else []), (state, name)


def test_stranger_sees_neither_page_nor_letters(people):
    application, _who = people
    answer = browser_of(make_user("stranger@example.org")).get(f"/en/my/{application.public_id}/")
    assert answer.status_code == 404


def test_letters_stand_in_order_and_their_text_is_only_text(people):
    application, who = people
    for minutes in range(2):
        write_letters(application, LetterKind.FREE, key=f"{minutes}", at=NOW + timedelta(minutes=minutes))
    put("sent", body="<script>alert(1)</script> https://example.org/?a=1&b=2")
    Letter.objects.filter(key__startswith="1:").update(subject="<b>Newer</b>")
    assert shown(application, who["owner"]) == ["<b>Newer</b>", "About your application not given yet"]
    html = browser_of(who["owner"]).get(f"/en/my/{application.public_id}/").content.decode()
    assert ("<script>alert" in html, "<b>Newer" in html) == (False, False)
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow">' in html


def test_person_without_letters_is_told_where_they_would_go(people):
    application, who = people
    html = browser_of(who["reader"]).get(f"/uk/my/{application.public_id}/").content.decode()
    assert 'href="/accounts/"' in html
    assert "Листи надходять вам на reader@example.org. Їхня мова: українська." in html
