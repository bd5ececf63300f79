"""Who works on an application."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from contest.domain.members import (
    accept_invitation,
    change_role,
    find_invitation,
    hand_over,
    invite,
    leave,
    remove_member,
    why_closed,
    withdraw_invitation,
)
from contest.enums import MemberRole
from contest.errors import PeopleRefused
from contest.models import Invitation
from tests.contest.factories import make_application
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EDITOR, READER, OWNER = MemberRole.EDITOR, MemberRole.READER, MemberRole.OWNER


@pytest.fixture
def owner():
    return make_user("owner@example.org", first_name="Олена", last_name="Власниця")


@pytest.fixture
def application(owner):
    return make_application(owner=owner, answers={"title": "Простір"})


@pytest.fixture
def colleague():
    return make_user("colleague@example.org")


def join(application, user, role=EDITOR, at=NOW):
    _invitation, secret = invite(
        application, email=user.email, role=role, by=application.members.first(), at=at
    )
    return accept_invitation(secret, by=user, at=at)


def roles(application):
    return dict(application.memberships.values_list("user__email", "role"))


def actions(application):
    return [entry.data["action"] for entry in application.history.filter(kind="members")]


def refusal(function, *args, **options):
    with pytest.raises(PeopleRefused) as refused:
        function(*args, **{"at": NOW, **options})
    assert str(refused.value) != ""


def test_invited_person_joins_in_the_role_of_the_invitation(application, owner, colleague):
    invitation, secret = invite(application, email=" Colleague@EXAMPLE.org ", role=READER, by=owner, at=NOW)
    assert (invitation.email, invitation.expires_at - NOW) == ("colleague@example.org", timedelta(days=14))
    assert secret not in str(list(Invitation.objects.values()))
    accept_invitation(secret, by=colleague, at=NOW)
    assert roles(application) == {"owner@example.org": "owner", "colleague@example.org": "reader"}
    assert actions(application) == ["invited", "joined"]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("uk", "Запрошення працювати над заявкою: Другий конкурс", "Ваша роль: редактор"),
        ("en", "Invitation to work on an application: Second contest", "Your role: editor"),
    ],
)
def test_letter_speaks_the_language_of_the_application(
    owner, language, subject, line, django_capture_on_commit_callbacks
):
    application = make_application(owner=owner, language=language, answers={"title": "A & <b>"})
    with django_capture_on_commit_callbacks(execute=True):
        _invitation, secret = invite(application, email="a@example.org", role=EDITOR, by=owner, at=NOW)
    (letter,) = mail.outbox
    lines = letter.body.splitlines()
    assert (letter.to, letter.subject, line in lines) == (["a@example.org"], subject, True)
    assert f"http://127.0.0.1:8000/{language}/my/join/{secret}/" in lines
    assert "A & <b>" in letter.body


def test_letter_is_not_sent_for_an_invitation_that_was_rolled_back(
    application, owner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        refusal(invite, application, email=owner.email, role=EDITOR, by=owner)
    assert mail.outbox == []


def test_another_invitation_of_the_address_replaces_the_older_one(application, owner, colleague):
    _first, old = invite(application, email="colleague@example.org", role=READER, by=owner, at=NOW)
    _second, new = invite(application, email="COLLEAGUE@example.org", role=EDITOR, by=owner, at=NOW)
    refusal(accept_invitation, old, by=colleague)
    assert accept_invitation(new, by=colleague, at=NOW).role == "editor"


def test_at_most_ten_invitations_wait(application, owner):
    for number in range(10):
        invite(application, email=f"p{number}@example.org", role=READER, by=owner, at=NOW)
    refusal(invite, application, email="p10@example.org", role=READER, by=owner)
    invite(application, email="p0@example.org", role=EDITOR, by=owner, at=NOW)
    invite(application, email="p10@example.org", role=READER, by=owner, at=NOW + timedelta(days=14))


def test_one_application_sends_at_most_twenty_invitations_a_day(application, owner):
    for _time in range(20):
        invite(application, email="p@example.org", role=READER, by=owner, at=NOW)
    refusal(invite, application, email="p@example.org", role=READER, by=owner)
    invite(application, email="p@example.org", role=READER, by=owner, at=NOW + timedelta(days=1))


def test_one_person_sends_at_most_fifty_invitations_a_day(application, owner):
    others = [make_application(application.call, owner=owner, answers={}) for _number in range(3)]
    for other, number in zip(others, (20, 20, 10), strict=True):
        for _time in range(number):
            invite(other, email="p@example.org", role=READER, by=owner, at=NOW)
    refusal(invite, application, email="p@example.org", role=READER, by=owner)
    invite(application, email="p@example.org", role=READER, by=owner, at=NOW + timedelta(days=1))


@pytest.mark.parametrize("role", [OWNER, "", "king"])
def test_nobody_is_invited_as_anything_but_editor_or_reader(application, owner, role):
    refusal(invite, application, email="a@example.org", role=role, by=owner)


def test_invitation_is_accepted_once(application, owner, colleague):
    _invitation, secret = invite(application, email="a@example.org", role=EDITOR, by=owner, at=NOW)
    accept_invitation(secret, by=colleague, at=NOW)
    refusal(accept_invitation, secret, by=make_user("third@example.org"))
    assert len(roles(application)) == 2


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_invitation_expires_to_the_second(application, owner, seconds, is_open):
    invitation, _secret = invite(application, email="a@example.org", role=EDITOR, by=owner, at=NOW)
    at = invitation.expires_at + timedelta(seconds=seconds)
    assert (why_closed(invitation, at=at) == "") == is_open


def test_withdrawn_invitation_is_closed_and_an_accepted_one_cannot_be_withdrawn(
    application, owner, colleague
):
    withdrawn, secret = invite(application, email="a@example.org", role=EDITOR, by=owner, at=NOW)
    for _time in range(2):
        withdraw_invitation(withdrawn, by=owner, at=NOW)
    refusal(accept_invitation, secret, by=colleague)
    accepted, secret = invite(application, email="b@example.org", role=EDITOR, by=owner, at=NOW)
    accept_invitation(secret, by=colleague, at=NOW)
    refusal(withdraw_invitation, accepted, by=owner)
    assert actions(application) == ["invited", "uninvited", "invited", "joined"]


@pytest.mark.parametrize("secret", ["", "x", "ї" * 500, "\x00", "\ud83d"])
def test_wrong_secret_finds_nothing(application, owner, secret):
    invite(application, email="a@example.org", role=EDITOR, by=owner, at=NOW)
    assert find_invitation(secret) is None
    refusal(accept_invitation, secret, by=owner)


@pytest.mark.parametrize(("has", "offered"), [(EDITOR, READER), (READER, EDITOR)])
def test_member_who_accepts_keeps_the_higher_role(application, owner, colleague, has, offered):
    join(application, colleague, has)
    _invitation, secret = invite(application, email="other@example.org", role=offered, by=owner, at=NOW)
    assert accept_invitation(secret, by=colleague, at=NOW).role == "editor"


def test_owner_who_accepts_stays_the_owner(application, owner):
    _invitation, secret = invite(application, email="other@example.org", role=READER, by=owner, at=NOW)
    assert accept_invitation(secret, by=owner, at=NOW).role == "owner"


def test_role_changes_between_editor_and_reader_only(application, owner, colleague):
    member = join(application, colleague)
    for _time in range(2):
        assert change_role(member, role=READER, by=owner, at=NOW).role == "reader"
    refusal(change_role, member, role=OWNER, by=owner)
    refusal(change_role, application.memberships.get(user=owner), role=EDITOR, by=owner)
    assert actions(application)[2:] == ["role"]


def test_person_is_taken_off_or_goes_but_the_owner_stays(application, owner, colleague):
    remove_member(join(application, colleague), by=owner, at=NOW)
    join(application, colleague)
    leave(application, by=colleague, at=NOW)
    refusal(leave, application, by=colleague)
    refusal(leave, application, by=owner)
    assert roles(application) == {"owner@example.org": "owner"}
    assert actions(application) == ["invited", "joined", "removed", "invited", "joined", "left"]


def test_application_handed_over_has_one_owner(application, owner, colleague):
    member = join(application, colleague, READER)
    for _time in range(2):
        hand_over(application, to=member, by=owner, at=NOW)
    assert roles(application) == {"owner@example.org": "editor", "colleague@example.org": "owner"}
    assert actions(application)[2:] == ["handed_over"]


def test_application_is_not_handed_over_to_a_stranger_or_a_closed_account(application, owner, colleague):
    elsewhere = make_application(application.call, owner=colleague, answers={}).memberships.get()
    refusal(hand_over, application, to=elsewhere, by=owner)
    member = join(application, colleague)
    colleague.is_active = False
    colleague.save()
    refusal(hand_over, application, to=member, by=owner)
    assert roles(application)["owner@example.org"] == "owner"
