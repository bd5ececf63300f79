"""The page of an application's people, and joining by a letter."""

import re
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from contest.domain.members import accept_invitation, invite, withdraw_invitation
from contest.enums import MemberRole
from contest.models import Application, Invitation
from tests.browsers import browser_of
from tests.contest.factories import make_application
from tests.factories import make_user


@pytest.fixture
def owner(indexes):
    return browser_of(make_user("owner@example.org", first_name="Олена"))


@pytest.fixture
def application(owner):
    return make_application(
        owner=owner.user, answers={"title": "<b>Простір</b>", "summary": "Таємниця чернетки"}
    )


def joined(application, email, role):
    user = make_user(email)
    _invitation, secret = invite(
        application,
        email=email,
        role=role,
        by=application.memberships.get(role="owner").user,
        at=timezone.now(),
    )
    accept_invitation(secret, by=user, at=timezone.now())
    return browser_of(user)


@pytest.fixture
def browsers(client, owner, application):
    return {
        "anonymous": client,
        "stranger": browser_of(make_user("stranger@example.org")),
        "reader": joined(application, "reader@example.org", MemberRole.READER),
        "editor": joined(application, "editor@example.org", MemberRole.EDITOR),
        "owner": owner,
    }


def page(application, what="people"):
    return f"/uk/my/{application.public_id}/{what}/"


def member(application, email):
    return application.memberships.get(user__email=email)


def roles(application):
    return dict(application.memberships.values_list("user__email", "role"))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_page_opens_for_the_people_of_the_application_alone(browsers, application):
    found = {who: browser.get(page(application)).status_code for who, browser in browsers.items()}
    assert found == {"anonymous": 302, "stranger": 404, "reader": 200, "editor": 200, "owner": 200}
    assert browsers["owner"].get(f"/uk/my/{uuid.uuid4()}/people/").status_code == 404


@pytest.mark.parametrize("action", ["invite", "withdraw", "role", "remove", "hand_over", "nothing", ""])
def test_only_the_owner_changes_who_works_on_it(browsers, application, action):
    before = roles(application)
    editor = member(application, "editor@example.org")
    data = {
        "action": action,
        "member": editor.pk,
        "role": "reader",
        "email": "a@example.org",
        "confirmed": "yes",
    }
    found = {who: browsers[who].post(page(application), data).status_code for who in list(browsers)[:4]}
    assert found == {"anonymous": 302, "stranger": 404, "reader": 403, "editor": 403}
    assert (roles(application), Invitation.objects.filter(email="a@example.org").count()) == (before, 0)


def test_owner_invites_and_the_letter_leaves(owner, application, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = owner.post(
            page(application), {"action": "invite", "email": "a@example.org", "role": "editor"}
        )
    assert (answer.status_code, answer.headers["Location"]) == (302, page(application))
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]
    assert "a@example.org" in text_of(owner.get(page(application)))


@pytest.mark.parametrize(
    ("email", "role", "wrong"),
    [
        ("", "editor", "email"),
        ("nobody", "editor", "email"),
        ("a@example.org", "owner", "role"),
        ("owner@example.org", "editor", "email"),
    ],
)
def test_wrong_invitation_is_told_beside_its_field(owner, application, email, role, wrong):
    answer = owner.post(page(application), {"action": "invite", "email": email, "role": role})
    html = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors), mail.outbox) == (422, [wrong], [])
    assert (f'href="#id_{wrong}"' in html, 'aria-describedby="id_' in html) == (True, True)


def test_owner_changes_a_role_takes_off_and_hands_over_after_a_second_question(browsers, application):
    owner = browsers["owner"]
    reader, editor = (member(application, f"{who}@example.org") for who in ("reader", "editor"))
    owner.post(page(application), {"action": "role", "member": reader.pk, "role": "editor"})
    assert roles(application)["reader@example.org"] == "editor"
    asked = owner.post(page(application), {"action": "remove", "member": reader.pk})
    assert (asked.status_code, len(roles(application))) == (200, 3)
    owner.post(page(application), {"action": "remove", "member": reader.pk, "confirmed": "yes"})
    owner.post(page(application), {"action": "hand_over", "member": editor.pk, "confirmed": "yes"})
    assert roles(application) == {"owner@example.org": "editor", "editor@example.org": "owner"}
    assert owner.post(page(application), {"action": "invite", "email": "a@example.org"}).status_code == 403


@pytest.mark.parametrize("named", ["", "x", "0", "-1", "99999999999999999999", "theirs"])
@pytest.mark.parametrize("action", ["role", "remove", "hand_over", "withdraw"])
def test_people_and_invitations_of_another_application_are_not_found(owner, application, named, action):
    other = make_application(application.call, answers={})
    invitation, _secret = invite(
        other, email="a@example.org", role=MemberRole.READER, by=other.members.get(), at=timezone.now()
    )
    theirs = invitation.pk if action == "withdraw" else other.memberships.get().pk
    value = theirs if named == "theirs" else named
    data = {"action": action, "member": value, "invitation": value, "role": "reader", "confirmed": "yes"}
    assert owner.post(page(application), data).status_code == 404
    assert (Invitation.objects.waiting().count(), list(roles(other).values())) == (1, ["owner"])


def test_colleague_leaves_and_sees_it_no_more(browsers, application):
    editor = browsers["editor"]
    assert editor.post(page(application), {"action": "leave"}).status_code == 200
    assert (
        editor.post(page(application), {"action": "leave", "confirmed": "yes"}).headers["Location"]
        == "/uk/my/"
    )
    assert editor.get(page(application)).status_code == 404


def test_owner_cannot_leave(owner, application):
    owner.post(page(application), {"action": "leave", "confirmed": "yes"})
    assert roles(application) == {"owner@example.org": "owner"}


def test_change_needs_a_token(owner, application):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner.user)
    assert (
        strict.post(
            page(application), {"action": "invite", "email": "a@example.org", "role": "editor"}
        ).status_code
        == 403
    )


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_the_same_queries_for_1_and_3_people(
    owner, application, number, django_assert_num_queries
):
    for place in range(number):
        joined(application, f"p{place}@example.org", MemberRole.EDITOR)
        invite(
            application,
            email=f"i{place}@example.org",
            role=MemberRole.READER,
            by=owner.user,
            at=timezone.now(),
        )
    owner.get(page(application))
    with django_assert_num_queries(8):
        assert owner.get(page(application)).status_code == 200


@pytest.fixture
def letter(application):
    """The invitation and its address."""
    owner = application.memberships.get(role="owner").user
    invitation, secret = invite(
        application, email="new@example.org", role=MemberRole.EDITOR, by=owner, at=timezone.now()
    )
    return invitation, f"/uk/my/join/{secret}/"


def test_letter_leads_a_visitor_to_sign_in_and_back(client, letter):
    answer = client.get(letter[1])
    text, html = text_of(answer), answer.content.decode()
    assert (answer.status_code, "Олена запрошує вас" in text, "Таємниця" in text) == (200, True, False)
    assert (
        f'/accounts/login/?next={letter[1]}"' in html,
        f'/accounts/signup/?next={letter[1]}"' in html,
    ) == (True, True)
    assert ("<b>Простір" in html, 'content="noindex"' in html, "no-store" in answer.headers["Cache-Control"]) == (
        False, True, True,
    )  # fmt: skip
    assert client.post(letter[1]).status_code == 200
    assert Invitation.objects.waiting().count() == 1


def test_person_joins_by_a_post_and_the_letter_works_once(letter, application):
    person, third = (browser_of(make_user(f"{name}@example.org")) for name in ("person", "third"))
    assert (person.get(letter[1]).status_code, len(roles(application))) == (200, 1)
    assert person.post(letter[1]).headers["Location"] == f"/uk/my/{application.public_id}/"
    assert roles(application)["person@example.org"] == "editor"
    assert person.get(letter[1]).headers["Location"] == f"/uk/my/{application.public_id}/"
    assert (third.get(letter[1]).status_code, third.post(letter[1]).status_code) == (410, 410)
    assert len(roles(application)) == 2


def test_withdrawn_letter_says_so(client, owner, letter):
    withdraw_invitation(letter[0], by=owner.user, at=timezone.now())
    answer = client.get(letter[1])
    assert (answer.status_code, "Це запрошення відкликано." in text_of(answer)) == (410, True)


@pytest.mark.parametrize("secret", ["x", "a" * 300, "%00", "<script>"])
def test_wrong_letter_is_not_found(client, letter, secret):
    assert client.get(f"/uk/my/join/{secret}/").status_code == 404
    assert Application.objects.get().memberships.count() == 1
