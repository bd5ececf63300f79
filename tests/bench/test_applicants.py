"""Applicants save, submit and arrive as they are told, and what is answered wrongly is told."""

import json
from http.server import BaseHTTPRequestHandler

import pytest

from bench.applicants import Plan, run
from bench.applying import arrivals
from tests.bench.servers import Quiet, serving


@pytest.fixture
def server():
    """A server that answers like the site, but loses the drafts named in `lost`; `asked` are the requests that came."""

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer(200)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            draft, page = self.path.split("/")[3:5]
            with self.server.lock:
                self.server.asked.append(
                    (draft, page, json.loads(body)["changes"][0]["base"] if body else None)
                )
            if draft in self.server.lost:
                self._answer(500)
            elif page == "submit":
                self._answer(302, location=f"/uk/my/{draft}/receipt/")
            else:
                self._answer(200)

        def _answer(self, status, *, location=""):
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(b'{"conflicts": []}')

    with serving(Handler) as running:
        yield running


def plan(server, action, drafts, **fields):
    return Plan(server.server_port, action, "sessionid", [[draft, "key"] for draft in drafts], **fields)


def counts(figures):
    return {name: each["requests"] for name, each in figures["actions"].items()}


def test_each_save_is_written_over_the_one_before(server):
    run(plan(server, "autosave", ["a", "b"], connections=2, seconds=0.2))
    for draft in ("a", "b"):
        bases = [base for asked, page, base in server.asked if (asked, page) == (draft, "save")]
        assert bases == list(range(1, len(bases) + 1)) != []


@pytest.mark.parametrize("connections", [1, 3])
def test_each_draft_is_submitted_once(server, connections):
    figures = run(plan(server, "submit", "abcdef", connections=connections, seconds=60))
    assert sorted(server.asked) == [(draft, "submit", None) for draft in "abcdef"]
    assert (counts(figures), figures["faults"]) == ({"submit": 6}, {})


def test_rush_submits_reads_receipts_and_clicks_twice(server):
    figures = run(plan(server, "rush", "abc", arrivals=[0, 0.01, 0.02], twice=[1]))
    assert sorted(server.asked) == [(draft, "submit", None) for draft in "abbc"]
    assert (counts(figures), figures["faults"]) == ({"submit": 4, "receipt": 3}, {})


def test_wrong_answer_is_told(server):
    server.lost = {"b"}
    figures = run(plan(server, "submit", "abc", connections=1, seconds=60))
    assert figures["faults"] == {"submit: HTTP/1.0 500 Internal Server Error": 1}


def test_arrivals_grow_towards_the_end():
    moments = arrivals(1_000, 600)
    assert moments == sorted(moments)
    assert 0 <= moments[0] <= moments[-1] <= 600
    in_last_tenth = sum(moment >= 540 for moment in moments)
    assert 150 < in_last_tenth < 230
    assert 0.65 * 600 < moments[500] < 0.75 * 600
