"""Whatever stays hidden from a juror, every page answers with the same bytes."""

import json
import re
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.content import canonical
from contest.domain.judging_terms import policy_row
from contest.domain.juror_packs import pack_data
from contest.domain.juror_reading import submitted_values
from contest.domain.juror_values import value_sha256
from contest.domain.redactions import hide_answer, redact_answer
from contest.domain.scoring_sheets import sheets_of
from contest.models import Application, ApplicationFile, Assignment, ConflictOfInterest, Redaction
from tests.contest.factories import complete_answers, make_application
from tests.contest.files import document_answers, make_file
from tests.contest.juries import assign, make_conflict, make_entry, make_judged_call, make_juror, open_jury
from tests.contest.sittings import give, score
from tests.factories import make_community, make_user

ITEM = "0123456789abcdef"
PAGES = ("", "?state=open", "?page=2", "compare/", "scores/", "deliberation/", "session/")
OF_AN_ENTRY = ("", "print/", "flag/", "recuse/")
names = st.text(
    alphabet=st.characters(categories=("Lu", "Ll", "Nd", "Zs"), include_characters="<&\"'«»ʼ"),
    min_size=1,
    max_size=40,
)
identities = st.fixed_dictionaries({
    "contact_name": names, "contact_position": names, "contact_email": st.emails(), "contact_phone": names,
    f"partners/{ITEM}/name": names, f"links/{ITEM}/url": st.just("https://example.ua/") | names,
    f"links/{ITEM}/title": names, "challenge": names, "funding": names,
})  # fmt: skip


def blind_sitting():
    """A juror with two entries of which much is hidden, one of them scored, and one that was taken from them."""
    call = make_judged_call()
    juror = make_juror(call, user=make_user("reader@jury.example.net"), name="Олена Журі")
    entries = [answered(call) for _number in range(2)]
    for entry in entries:
        seen, by = submitted_values(entry), make_user(f"r-{entry.pk}@example.org")
        redact_answer(
            entry,
            path="challenge",
            text="У ████.",
            seen=value_sha256(seen["challenge"]),
            by=by,
            at=call.closes_at,
        )
        hide_answer(entry, path="funding", seen=value_sha256(seen["funding"]), by=by, at=call.closes_at)
    taken = make_entry(call)
    open_jury(call, blind=True)
    assignments = [give(juror, entry, at=call.judging_opens_at) for entry in entries]
    score(assignments[0], 3)
    make_conflict(juror, taken)
    return juror, assignments, assign(juror, taken)


def answered(call):
    items = {f"partners/{ITEM}": "0", f"partners/{ITEM}/name": "ГО", f"partners/{ITEM}/sector": "business",
             f"partners/{ITEM}/role": "partner", f"links/{ITEM}": "0", f"links/{ITEM}/url": "https://example.ua",
             f"links/{ITEM}/title": "Ми", "funding": "Бюджет"}  # fmt: skip
    draft = make_application(call, answers={}, at=call.opens_at)
    answers = {**complete_answers(call), **items, **document_answers(make_file(draft))}
    person = draft.members.get()
    save_answers(draft, [Change(path, value) for path, value in answers.items()], by=person, at=call.opens_at)
    submit_application(draft, by=person, at=call.opens_at)
    Application.objects.filter(pk=draft.pk).update(status="eligible")
    return Application.objects.get(pk=draft.pk)


def become(application, identity):
    """Let somebody else have sent the application: everything that is hidden of it is another's."""
    community = make_community(identity["contact_name"], identity["contact_name"])
    version = application.versions.get()
    content = json.loads(version.content)
    content["answers"].update(identity, community=community.code)
    rows = type(version).objects
    rows.take_out_personal_data(version, content=canonical(content), at=version.submitted_at)
    Application.objects.filter(pk=application.pk).update(community=community)
    application.members.update(email=f"{uuid.uuid4().hex}@example.org")
    ApplicationFile.objects.filter(application=application).update(name=f"{identity['contact_name']}.pdf")
    for path in ("challenge", "funding"):
        Redaction.objects.filter(application=application, path=path).update(
            original_sha256=value_sha256(identity[path])
        )


def answers_to(juror, assignments, foreign):
    """Everything that a juror can be told: status, headers and bytes of each address, without what chance puts in."""
    browser = Client(headers={"accept-language": "uk"})
    browser.force_login(juror.user)
    addresses = [f"/uk/jury/{page}" for page in PAGES]
    addresses += [f"/uk/jury/{row.public_id}/{page}" for row in assignments for page in OF_AN_ENTRY]
    addresses += [
        f"/uk/jury/{row.public_id}/files/{file.public_id}/"
        for row in assignments
        for file in row.application.files.all()
    ]
    addresses += [f"/uk/jury/{foreign}/{page}" for page in OF_AN_ENTRY]
    told = {}
    for address in addresses:
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = re.sub(rb'(csrfmiddlewaretoken" value=|nonce=|data-token=)"[^"]*"', b"", body)
        # A page that isn't there names the address that was asked for.
        body = body.replace(str(foreign).encode(), b"foreign")
        # When the answer was made is no secret.
        headers = sorted(pair for pair in answer.headers.items() if pair[0] != "Expires")
        told[address.replace(str(foreign), "foreign")] = (
            answer.status_code,
            headers,
            body,
        )
    # The pack says to the second when it was printed, so it is compared as what it is made of.
    readable = [row.application for row in Assignment.objects.readable_by(juror).order_by("pk")]
    pictures = {}
    at = juror.call.judging_opens_at
    pack = pack_data(readable, juror=juror, book=sheets_of(juror.call), at=at, pictures=pictures)
    return {**told, "pack": (200, [], repr((pack, pictures)).encode())}


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@settings(
    # What differs is told by the test itself; looking for the smallest case would take minutes.
    deadline=None, max_examples=3, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
@given(who=identities, conflicting=st.integers(1, 3))
def test_every_answer_is_the_same_whatever_is_hidden(sitting, who, conflicting):
    juror, assignments, taken, before = sitting
    for row in assignments:
        become(row.application, who)
    for _number in range(conflicting):
        entry = make_entry(juror.call)
        make_conflict(juror, entry)
        assign(juror, entry)
    for foreign in (taken.public_id, uuid.uuid4()):
        after = answers_to(juror, assignments, foreign)
        assert [
            (address, first_difference(answer, after[address])) for address, answer in before.items()
        ] == [(address, None) for address in before]


def first_difference(one, other):
    """Where two answers part, so that a failure can be read; None where they are the same."""
    if one[:2] != other[:2]:
        return one[:2], other[:2]
    place = next(
        (
            place
            for place, (left, right) in enumerate(zip(*(each[2] for each in (one, other)), strict=False))
            if left != right
        ),
        None,
    )
    if place is None:
        return None if len(one[2]) == len(other[2]) else (len(one[2]), len(other[2]))
    return tuple(each[2][max(0, place - 60) : place + 60].decode(errors="replace") for each in (one, other))


@pytest.fixture
def sitting(db):
    juror, assignments, taken = blind_sitting()
    before = answers_to(juror, assignments, taken.public_id)
    foreign = {address: answer[0] for address, answer in before.items() if "foreign" in address}
    assert set(foreign.values()) == {404}
    assert max(answer[0] for address, answer in before.items() if address not in foreign) < 400
    return juror, assignments, taken, before


def test_hidden_identity_shows_where_reading_is_not_blind(sitting):
    """So that the test above could fail."""
    juror, assignments, taken, before = sitting
    policy = policy_row(juror.call)
    policy.frozen = policy.frozen.replace('"blind":true', '"blind":false')
    policy.save()
    after = answers_to(juror, assignments, taken.public_id)
    assert sum(after[address] != answer for address, answer in before.items()) > len(assignments)


def test_nothing_of_what_was_taken_from_the_juror_is_counted(sitting):
    juror, assignments, _taken, _before = sitting
    assert list(Assignment.objects.readable_by(juror).order_by("pk")) == assignments
    assert ConflictOfInterest.objects.filter(juror=juror).count() == 1
