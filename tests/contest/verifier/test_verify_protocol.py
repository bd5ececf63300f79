"""Every way of tampering with a protocol is found and named; a protocol in which all is right is called right."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contest.verifier.command_line import main
from contest.verifier.reading import parsed
from contest.verifier.report import Unreadable
from contest.verifier.telling import for_machines, spoken
from contest.verifier.verification import verify
from contest.verifier.words import LABELS, MESSAGES
from tests.contest.verifier import protocols
from tests.contest.verifier.protocols import rehashed

VALID = protocols.valid().document()
TEXT = json.dumps(VALID, ensure_ascii=False, separators=(",", ":"))


def report_on(text):
    return verify(parsed(text.encode("utf-8", "surrogatepass")))


def exchanged(old, new):
    """Return the valid protocol's text with another text in one place."""
    assert TEXT.count(old) > 0
    return TEXT.replace(old, new, 1)


# The program.


def test_program_alone_calls_a_right_protocol_right(run, tmp_path):
    path = tmp_path / "protocol-third.json"
    path.write_text(TEXT, encoding="utf-8")
    assert run(path) == (
        0,
        [
            "УСЕ ГАРАЗД: протокол цілий, правил дотримано, рейтинг збігається з перерахунком.",
            "Конкурс: third. Подій: 33. Враховано оцінок: 5.",
            f"Відбиток останньої події: {VALID['events'][-1]['hash']}",
            (
                "Звірте його з оприлюдненим деінде: "
                "без цього не видно, чи не переписано весь протокол і чи не відрізано його кінець."
            ),
        ],
        "",
    )


def test_summary_comes_first_and_faults_are_named(tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_text(exchanged('"impact":1', '"impact":2'), encoding="utf-8")
    assert main([str(path), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["FAULTS FOUND: 1.", "Edition: third. Events: 33. Evaluations counted: 5."]
    assert lines[5:6] == ["Faults:"]
    assert lines[6].startswith("  • Event 17: the content does not match the hash: the event was altered. ")


def test_answer_for_machines_holds_faults_and_the_ranking(tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_text(exchanged('"raw":"85.000000"', '"raw":"85.000001"'), encoding="utf-8")
    assert main([str(path), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [(fault["code"], fault["event"]) for fault in answer["faults"]] == [("hash", 33), ("rank_raw", 33)]
    assert answer["faults"][1]["text"] == (
        "Подія 33: рейтинг «water», заявка A-1: оголошено бал без поправки 85.000001, за перерахунком — 85.000000."
    )
    declared = protocols.declared()
    assert answer["ranking"] == {
        "categories": {"water": declared["categories"]["water"]},
        "without_quorum": declared["categories"]["without_quorum"],
        "winners": declared["winners"],
        "special_awards": declared["special_awards"],
    }


def test_ranking_is_shown_with_two_decimals(tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_text(TEXT, encoding="utf-8")
    assert main([str(path), "--ranking", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[5:] == [
        "The ranking computed anew:",
        "Category “water”",
        "  1. A-1 — 85.00 (2 evaluations)",
        "  2. A-2 — 61.67 (2 evaluations)",
        "  without quorum: A-3",
        "  winners: A-1",
        "Award “youth”: A-1",
    ]


def test_every_sentence_is_there_in_both_languages_with_the_same_values():
    names = re.compile(r"{(\w+)}")
    for phrases in (MESSAGES, LABELS):
        different = {
            code for code, (uk, en) in phrases.items() if set(names.findall(uk)) != set(names.findall(en))
        }
        assert different == set()


def test_every_code_that_is_used_has_its_sentence(program):
    # Codes are written as the first argument of fault, note, yield and Unreadable.
    used = re.findall(
        r'(?:fault|note|missing|Unreadable)\(\s*"(\w+)"|yield "(\w+)",', program.read_text("utf-8")
    )
    assert {code for pair in used for code in pair if code} - MESSAGES.keys() == set()


# Files that are no protocol.


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Файл не є правильним JSON: помилка в рядку 1, знак 1."),
        (b'{"format": 1,\n "edition"}', "Файл не є правильним JSON: помилка в рядку 2, знак 11."),
        (b"\xff\xfe{}", "Файл не є текстом у кодуванні UTF-8."),
        (b"\xef\xbb\xbf{}", "Файл не є правильним JSON: помилка в рядку 1, знак 1."),
        (b"[" * 200_000, "Дужки у файлі вкладено глибше, ніж буває в протоколі."),
        (b'{"a":' * 200_000, "Дужки у файлі вкладено глибше, ніж буває в протоколі."),
        (b"[]", "Це не протокол: очікується обʼєкт із полями «format», «edition» і «events»."),
        (b'{"events": {}}', "Це не протокол: очікується обʼєкт із полями «format», «edition» і «events»."),
        (
            b" " * 1_000_001,
            "Файл більший за 1 МБ, тому його не прочитано. Якщо це справді протокол, додайте --max-megabytes з більшим числом.",
        ),
    ],
)
def test_file_that_is_no_protocol_is_not_read(content, said, tmp_path, capsys):
    path = tmp_path / "protocol.json"
    path.write_bytes(content)
    assert main([str(path), "--max-megabytes", "1"]) == 2
    assert capsys.readouterr().out.splitlines() == ["ПРОТОКОЛ НЕ ПРОЧИТАНО.", said]


def test_file_that_is_not_there_is_named_so(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().out.splitlines() == ["ПРОТОКОЛ НЕ ПРОЧИТАНО.", "Такого файлу немає."]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('"impact":1', '"impact":1.0', [("float", 17)]),
        ('"impact":1', '"impact":1e0', [("float", 17)]),
        ('"impact":1', '"impact":NaN', [("not_number", 17)]),
        ('"impact":1', '"impact":-Infinity', [("not_number", 17)]),
        ('"impact":1', f'"impact":{"9" * 5000}', [("long_number", 17)]),
        ('"impact":1', '"impact":1,"impact":1', [("doubled_key", 17)]),
        ('"ground":"past_work"', '"ground":"робои\u0306"', [("not_nfc", 12)]),
        ('"ground":"past_work"', '"ground":"\\ud800"', [("broken_text", 12)]),
        ('"ground":"past_work"', f'"ground":{"[" * 12}{"]" * 12}', [("nested", 12)]),
    ],
)
def test_value_that_no_protocol_has_is_named_with_its_event(old, new, faults):
    report = report_on(exchanged(old, new))
    assert [(fault.code, fault.event) for fault in report.faults][:1] == faults


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('"format":1', '"format":1.0', [("float", None), ("field_wrong", None)]),
        ('"format":1', '"format":true', [("field_wrong", None)]),
        ('"format":1', '"format":1,"note":""', [("field_unknown", None)]),
        ('"format":1', '"format":1,"format":1', [("doubled_key", None)]),
        ('"edition":"third","events"', '"edition":"fourth","events"', [("edition", 1)]),
        ('"edition":"third","events"', '"events"', [("field_missing", None), ("edition", 1)]),
    ],
)
def test_head_of_the_file_is_checked(old, new, faults):
    assert [(fault.code, fault.event) for fault in report_on(exchanged(old, new)).faults] == faults


def test_words_of_the_file_give_the_terminal_no_orders():
    report = report_on(exchanged('"edition":"third","events"', '"edition":"\\u001b[2J\\u202e","events"'))
    assert "\x1b" not in spoken(report, "uk")
    assert "\u202e" not in spoken(report, "uk")


# Whatever is changed.


@given(
    st.integers(0, len(TEXT) - 1),
    st.integers(0, 3),
    st.sampled_from([*'0123456789abf{}[]",:.-+eE \\ї\u0301']),
)
@example(TEXT.index('"third"') + 3, 1, "e")
def test_any_change_of_what_a_protocol_says_is_found(place, taken, put):
    text = TEXT[:place] + put + TEXT[place + taken :]
    try:
        good = report_on(text).good
    except Unreadable:
        return
    # Were True taken for 1, the values would be equal; their texts are not.
    assert good is False or json.dumps(json.loads(text), sort_keys=True) == json.dumps(VALID, sort_keys=True)


def places_in(value, path=()):
    """Yield the way to every part of the value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*path, key)
        yield from places_in(item, (*path, key))


def with_value(path, value):
    """Return the right protocol with something else in one place."""
    owner = document = json.loads(TEXT)
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    return document


@given(
    st.sampled_from(list(places_in(VALID))),
    st.sampled_from([None, 0, True, "", "A-1", "é", [], {}, [[]], "9" * 64]),
)
def test_any_value_in_any_place_is_found(path, value):
    document = with_value(path, value)
    same = json.dumps(document) == json.dumps(VALID)
    try:
        assert report_on(json.dumps(document)).good is same
    except Unreadable:
        assert path == ("events",)


@given(
    st.sampled_from([path for path in places_in(VALID) if "data" in path]),
    st.sampled_from(
        [None, 0, 7, True, "", "A-1", "J01", "water", "100.000000", [], {}, ["A-1", "A-1"], "9" * 64]
    ),
)
def test_careful_forgery_never_stops_the_program(path, value):
    document = with_value(path, value)
    report = report_on(json.dumps(rehashed(document)))
    assert report.good is (report.faults == [])
    assert len(spoken(report, "uk").splitlines()) > 3
    assert isinstance(json.loads(for_machines(report, "en")), dict)
