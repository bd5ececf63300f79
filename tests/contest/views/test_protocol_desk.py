"""The protocol at the desk: its events in words, the last hash, the verifier's report; scores only when they may be seen."""

import json

import pytest

from contest.models import JudgingPolicy, ProtocolEvent
from tests.contest.juries import make_judged_call
from tests.contest.publications import make_published
from tests.contest.rankings import make_scored

pytestmark = pytest.mark.django_db


def desk(call, page=""):
    return f"/cms/contest/calls/{call.pk}/judging/protocol/{page}"


def test_events_stand_in_words_with_the_last_hash_and_the_report(secretary):
    call, (entry,), _jurors = make_scored([[5]], jurors=1)
    context = secretary.get(desk(call)).context
    newest = ProtocolEvent.objects.of_call(call).newest()
    assert (context["newest"], context["lines"][0].kind, context["lines"][0].hash) == (
        newest, "judging closed", newest.hash
    )  # fmt: skip
    facts = (
        ("juror", "J01"), ("application", entry.reference), ("scores", f"{_criterion(call)} 5"), ("revision", "1"),
    )  # fmt: skip
    assert (context["lines"][1].kind, context["lines"][1].facts) == ("evaluation submitted", facts)
    assert (
        context["words"].splitlines()[0]
        == "ALL IS RIGHT SO FAR: no faults were found, but the protocol is unfinished."
    )


def test_scores_and_what_follows_from_them_stay_hidden_until_judging_closes(secretary):
    call, (entry,), _jurors = make_scored([[5]], jurors=1, closed=False)
    answer = secretary.get(desk(call))
    assert answer.context["lines"][0].facts == (
        ("juror", "J01"), ("application", entry.reference), ("revision", "1")
    )  # fmt: skip
    assert (answer.context["report"], answer.context["words"]) == (None, "")
    closed = [desk(call, "protocol.json"), "/en/contest/third/protocol.json"]
    assert [secretary.get(address).status_code for address in closed] == [302, 404]
    JudgingPolicy.objects.update(scores_shown_early=True)
    assert [secretary.get(address).status_code for address in closed] == [200, 200]


def test_protocol_that_has_not_begun_says_so(secretary):
    answer = secretary.get(desk(make_judged_call()))
    assert (answer.status_code, answer.context["newest"], answer.context["report"]) == (200, None, None)


def test_download_holds_every_event_in_its_order(secretary):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    answer = secretary.get(desk(call, "protocol.json"))
    document = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="protocol-third.json"'
    assert (document["format"], document["edition"]) == (1, "third")
    assert document["events"] == ProtocolEvent.objects.of_call(call).as_published()


def test_long_protocol_is_turned_over_page_by_page(secretary):
    call, _entries, _jurors = make_scored([[5]] * 24, jurors=1)
    count = ProtocolEvent.objects.of_call(call).count()
    pages = [secretary.get(desk(call), {"p": number}).context["lines"] for number in (1, 2)]
    assert [line.number for page in pages for line in page] == list(range(count, 0, -1))


def _criterion(call):
    return next(iter(JudgingPolicy.objects.get(call=call).criterion_codes.values()))


def test_results_make_it_public_at_the_desk_too(secretary):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    assert secretary.get(desk(call)).context["is_public"] is False
    JudgingPolicy.objects.update(declared_at=call.judging_closes_at)
    make_published(call)
    assert secretary.get(desk(call)).context["is_public"] is True
