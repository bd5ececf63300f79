"""Anyone checks a judging once its results are out: the files, what they carry, and that they were not there before."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.declaring import declare_ranking
from contest.models import Call, JudgingPolicy
from tests.contest.factories import make_call
from tests.contest.publications import make_published
from tests.contest.rankings import make_scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FILES = ("protocol.json", "verify_protocol.py", "jurors.json")


def make_declared(*, out=True, **terms):
    """A call with a declared ranking; its results are out."""
    call, _entries, _jurors = make_scored([[5, 4], [3, 3]], **terms)
    declare_ranking(call, by=make_user("staff@example.org"), at=call.judging_closes_at)
    if out:
        make_published(call)
    return call


def let_the_day_come(call):
    """The dates of the call say that its results are out."""
    now = timezone.now()
    dates = {
        "judging_opens_at": now - timedelta(days=2),
        "judging_closes_at": now - timedelta(days=1),
        "results_at": now,
    }
    Call.objects.filter(pk=call.pk).update(**dates)


def statuses(client):
    return [client.get(f"/en/contest/third/{name}").status_code for name in FILES]


def test_files_are_public_with_the_results(client):
    call = make_declared(out=False, jurors_public=True)
    let_the_day_come(call)
    assert statuses(client) == [404, 404, 404]
    make_published(call)
    assert statuses(client) == [200, 200, 200]
    call.unpublish()
    assert statuses(client) == [404, 404, 404]


def test_results_without_a_declared_ranking_open_nothing(client):
    call, _entries, _jurors = make_scored([[5]], jurors=1)
    make_published(call)
    assert statuses(client) == [404, 404, 404]


def test_asking_for_the_files_of_a_call_without_judging_writes_nothing(client):
    make_call()
    assert statuses(client) == [404, 404, 404]
    assert JudgingPolicy.objects.count() == 0


def test_jurors_are_named_only_where_the_rules_say_so(client):
    make_declared(jurors_public=False)
    assert statuses(client) == [200, 200, 404]


def test_names_stand_beside_codes_and_not_in_the_protocol(client):
    call = make_declared(jurors_public=True)
    names = {juror.code: juror.name for juror in call.jurors.all()}
    assert json.loads(client.get("/en/contest/third/jurors.json").content) == names
    protocol = client.get("/en/contest/third/protocol.json").content.decode()
    assert [name for name in names.values() if name in protocol] == []


def test_unchanged_protocol_is_not_sent_twice_and_is_open_to_other_sites(client):
    make_declared()
    first = client.get("/en/contest/third/protocol.json")
    again = client.get("/en/contest/third/protocol.json", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, first.headers["Access-Control-Allow-Origin"]) == (304, "*")
    assert client.post("/en/contest/third/protocol.json").status_code == 405


def test_verifier_that_is_downloaded_finds_the_downloaded_protocol_good(client, tmp_path):
    make_declared(adjustment="additive")
    for name in FILES[:2]:
        (tmp_path / name).write_bytes(client.get(f"/uk/contest/third/{name}").content)
    command = [sys.executable, "-I", "-S", "verify_protocol.py", "protocol.json", "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0, "ALL IS RIGHT: the protocol is whole, the rules were kept, the ranking equals the one computed anew."
    )  # fmt: skip


def test_page_of_the_edition_leads_to_the_files(client):
    call = make_declared(out=False)
    assert "protocol_files" not in client.get("/en/contest/third/").context
    make_published(call)
    JudgingPolicy.objects.update(scores_shown_early=False)
    assert [name for name, _label in client.get("/en/contest/third/").context["protocol_files"]] == [
        "public_protocol", "public_verifier"
    ]  # fmt: skip
