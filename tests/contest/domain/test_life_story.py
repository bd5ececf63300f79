"""What has happened to an application, in words."""

import pytest
from django.utils import timezone, translation

from contest.domain.life_story import life_story
from contest.domain.members import (
    accept_invitation,
    change_role,
    hand_over,
    invite,
    leave,
    remove_member,
    withdraw_invitation,
)
from contest.enums import EntryKind, MemberRole
from tests.contest.factories import make_application
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def told(application):
    with translation.override("en"):
        return [(event.words, event.who) for event in life_story(application)]


def test_people_who_come_and_go_are_named():
    owner, petro = (
        make_user("olha@example.org", first_name="Ольга"),
        make_user("p@example.org", first_name="Петро"),
    )
    application, now = make_application(owner=owner, answers={}), timezone.now()
    before = len(told(application))
    lost, _secret = invite(application, email="x@example.org", role=MemberRole.READER, by=owner, at=now)
    withdraw_invitation(lost, by=owner, at=now)
    _invitation, secret = invite(application, email="p@example.org", role=MemberRole.EDITOR, by=owner, at=now)
    member = accept_invitation(secret, by=petro, at=now)
    change_role(member, role=MemberRole.READER, by=owner, at=now)
    change_role(member, role=MemberRole.EDITOR, by=owner, at=now)
    hand_over(application, to=member, by=owner, at=now)
    leave(application, by=owner, at=now)
    assert told(application)[before:] == [
        ("Invited to read: x@example.org", "Ольга"), ("Invitation withdrawn: x@example.org", "Ольга"),
        ("Invited to write: p@example.org", "Ольга"), ("Joined: Петро", ""), ("May only read now: Петро", "Ольга"),
        ("May write now: Петро", "Ольга"), ("Handed over to: Петро", "Ольга"), ("Left the application: Ольга", ""),
    ]  # fmt: skip


def test_person_taken_off_is_named_until_names_are_removed():
    owner, petro = (
        make_user("olha@example.org", first_name="Ольга"),
        make_user("p@example.org", first_name="Петро"),
    )
    application, now = make_application(owner=owner, answers={}), timezone.now()
    _invitation, secret = invite(application, email="p@example.org", role=MemberRole.EDITOR, by=owner, at=now)
    remove_member(accept_invitation(secret, by=petro, at=now), by=owner, at=now)
    assert told(application)[-1] == ("Taken off the application: Петро", "Ольга")
    application.history.filter(kind=EntryKind.MEMBERS).update(data={}, by_name="")
    assert told(application)[-1] == ("People changed", "")
