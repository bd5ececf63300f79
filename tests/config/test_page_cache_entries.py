"""Kept bytes: encodings, ETags, and the way to the shelf and back."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.page_cache.entries import BROTLI, GZIP, IDENTITY, from_bytes, make_entry, preferred, to_bytes
from config.page_cache.memory import Memory, Passes

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "1"), ("Vary", "Accept-Encoding")]


def entry(key="k", *, body=b"<p>" * 400, headers=HTML, **options):
    values = {"tables": ("a", "b"), "token": "1.2", "seconds": 60, **options}
    return make_entry(key, headers=headers, body=body, **values)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", IDENTITY), ("gzip, deflate, br, zstd", BROTLI), ("gzip", GZIP), ("br", BROTLI), ("GZIP", GZIP),
        ("gzip, br;q=0.5", GZIP), ("br;q=0", IDENTITY), ("br;q=0, gzip", GZIP), ("*", BROTLI), ("*;q=0", IDENTITY),
        ("*;q=0.5, br;q=0", GZIP), ("identity", IDENTITY), ("identity, gzip;q=0.5", IDENTITY), ("deflate", IDENTITY),
        ("gzip;q=x", IDENTITY), (";;,,", IDENTITY), ("br ; q = 1", BROTLI),
    ],
)  # fmt: skip
def test_best_encoding(accepted, encoding):
    assert preferred(accepted) == encoding


@given(st.text(max_size=80))
def test_any_header_gets_an_encoding(accepted):
    assert preferred(accepted) in {IDENTITY, GZIP, BROTLI}


@given(st.binary(max_size=3000))
def test_every_variant_gives_the_same_bytes(body):
    made = entry(body=body)
    opened = {IDENTITY: lambda data: data, GZIP: gzip.decompress, BROTLI: brotli.decompress}
    assert {name: opened[name](data) for name, data in made.bodies.items()} == dict.fromkeys(
        made.bodies, body
    )


def test_variants_have_their_own_headers():
    made = entry()
    assert [made.variant(name).headers[1:] for name in (IDENTITY, GZIP)] == [
        [("Vary", "Accept-Encoding"), ("ETag", made.variant(IDENTITY).etag), ("Content-Length", "1200")],
        [
            ("Vary", "Accept-Encoding"),
            ("ETag", made.variant(GZIP).etag),
            ("Content-Length", str(len(made.bodies[GZIP]))),
            ("Content-Encoding", "gzip"),
        ],
    ]
    assert len({made.variant(name).etag for name in made.bodies}) == 3


def test_same_bytes_have_the_same_etag_whenever_they_are_made():
    assert [entry().variant(name).etag for name in ("", "gzip", "br")] == [
        entry("other").variant(name).etag for name in ("", "gzip", "br")
    ]


@pytest.mark.parametrize(
    ("body", "kind"), [(b"x" * 255, "text/html"), (b"x" * 5000, "image/png"), (b"", "text/html")]
)
def test_small_or_dense_content_is_not_compressed(body, kind):
    assert list(entry(body=body, headers=[("Content-Type", kind)]).bodies) == [IDENTITY]


def test_entry_comes_back_from_its_bytes():
    made = entry()
    assert from_bytes(to_bytes(made), key="k") == made


def test_entry_of_another_key_does_not_come_back():
    assert from_bytes(to_bytes(entry()), key="another") is None


@given(st.binary(max_size=200), st.integers(0, 400))
def test_damaged_bytes_are_nothing(noise, place):
    data = to_bytes(entry())
    assert from_bytes(noise, key="k") is None
    assert from_bytes(data[: min(place, len(data) - 1)], key="k") is None


def test_memory_stays_within_its_room_and_gives_up_the_least_wanted():
    one = entry("0").size
    memory = Memory(room=int(one * 3.2 * 4 / 3))
    for number in range(3):
        memory.put(entry(str(number)), is_plain=True)
    memory.get("0", is_plain=True)
    memory.put(entry("3"), is_plain=True)
    assert [memory.get(str(number), is_plain=True) is not None for number in range(4)] == [
        True,
        False,
        True,
        True,
    ]
    assert memory.size == 3 * one


def test_flood_of_queries_drives_out_no_plain_page():
    memory = Memory(room=40_000)
    memory.put(entry("plain"), is_plain=True)
    for number in range(200):
        memory.put(entry(str(number)), is_plain=False)
    assert memory.get("plain", is_plain=True) is not None
    assert memory.size <= 40_000


def test_page_made_anew_takes_no_more_room():
    memory = Memory(room=100_000)
    for _time in range(3):
        memory.put(entry("k"), is_plain=True)
    assert memory.size == entry("k").size


def test_page_larger_than_the_room_is_not_kept():
    memory = Memory(room=1000)
    memory.put(entry("k"), is_plain=True)
    assert (memory.get("k", is_plain=True), memory.size) == (None, 0)


def test_passes_end_and_are_bounded():
    passes = Passes(room=2)
    for number in range(3):
        passes.add(str(number), until=10.0 + number)
    assert [passes.holds(str(number), now=11.5) for number in range(3)] == [False, False, True]
