"""Running text and its notation: what was written is read back, and what a person types is taken as meant."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from stories.text.markup import escape_plain, rich_text_lines
from stories.text.prose import Item, Points, Quote, RichText, write_prose
from stories.text.prose_reading import ProseFault, read_prose

HOSTILE = "аbЯ1. )(-+*_#>[]\\`<&;=~|—«»'\"!:/"


def address(attributes):
    return attributes.get("href", "")


def written(*parts):
    return write_prose(parts, link_address=address)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Хаб</p>", "Хаб"),
        ('<p data-block-key="a1">Один</p><p>Два</p>', "Один\n\nДва"),
        ("<p>а <b>б</b> і <i>в</i></p>", "а **б** і _в_"),
        ("<p>а <strong>б</strong> <em>в</em></p>", "а **б** _в_"),
        ("<p>при<b>клад</b></p>", "при<b>клад</b>"),
        ("<p><b><i>обидва</i></b></p>", "**_обидва_**"),
        ("<p><b></b>а<b> </b></p>", "а"),
        ('<p><a href="https://x.org/a_(b)">там</a></p>', r"[там](https://x.org/a\_\(b\))"),
        ('<p><a linktype="page" id="7">там</a></p>', "там"),
        ("<p>а<br/>б<br/></p>", "а\\\nб"),
        ("<ul><li>а<ul><li>б</li></ul></li><li>в</li></ul>", "- а\n    - б\n- в"),
        ("<ol><li>а</li><li>б</li></ol>", "1. а\n2. б"),
        ("<p>1. не список</p>", "1\\. не список"),
        ("<p>- не список</p>", "\\- не список"),
        ("<p>2*3_4 [х] &lt;b&gt; &amp;lt;</p>", r"2\*3\_4 \[х\] \<b> \&lt;"),
        ("<p></p><p> </p>", ""),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<p>не закрито <b>і тут", "не закрито **і тут**"),
    ],
)
def test_rich_text_is_written_as_markdown(html, expected):
    assert "\n\n".join(rich_text_lines(html, link_address=address)) == expected


def test_parts_are_written_one_after_another():
    points = Points("Що є", (Item("Кімната", "Тиха."), Item("", "- Сад\nі лавка"), Item("Тир", "")))
    assert written(RichText("<p>Текст</p>"), Quote("Нічого\nбез нас", "Ветеран"), points) == (
        "Текст\n\n> Нічого\\\n> без нас\n>\n> — Ветеран\n\n#### Що є\n\n"
        "+ **Кімната** Тиха.\n+ \\- Сад\\\n  і лавка\n+ **Тир**"
    )


def test_blocks_that_would_run_together_are_parted():
    bare = Points("", (Item("", "а"),))
    assert (
        written(RichText("<p>а</p>"), RichText("<p>б</p>"), bare, bare)
        == "а\n\n* * *\n\nб\n\n+ а\n\n* * *\n\n+ а"
    )


_line = st.text(alphabet=HOSTILE, min_size=1, max_size=12).map(str.strip).filter(bool)
_lines = st.lists(_line, min_size=1, max_size=3).map("\n".join)
_quotes = st.builds(Quote, _lines, st.one_of(st.just(""), _line))
_points = st.builds(
    Points,
    st.one_of(st.just(""), _line),
    st.lists(
        st.builds(Item, st.one_of(st.just(""), _line), st.one_of(st.just(""), _lines)), min_size=1, max_size=3
    ).map(tuple),
)


@st.composite
def _inline(draw):
    pieces = []
    for _number in range(draw(st.integers(1, 3))):
        words = escape(" ".join(draw(_line).split()))
        kind = draw(st.sampled_from(["", "b", "i", "a", "br"]))
        if kind == "a":
            words = f'<a href="https://x.org/{escape(draw(st.text("a()_*&;%", max_size=5)))}">{words}</a>'
        elif kind == "br":
            words = f"{words}<br/>{words}"
        elif kind:
            words = f"<{kind}>{words}</{kind}>"
        pieces.append(words)
    return " ".join(pieces)


_rich = st.lists(
    st.one_of(
        _inline().map(lambda words: f"<p>{words}</p>"),
        st.lists(_inline(), min_size=1, max_size=3).map(
            lambda items: f"<ul><li>{'</li><li>'.join(items)}</li></ul>"
        ),
        st.lists(_inline(), min_size=1, max_size=2).map(
            lambda items: f"<ol><li>{items[0]}<ul><li>{items[-1]}</li></ul></li><li>{items[-1]}</li></ol>"
        ),
    ),
    min_size=1,
    max_size=3,
).map(lambda blocks: RichText("".join(blocks)))


@given(st.lists(st.one_of(_rich, _quotes, _points), max_size=4))
def test_what_was_written_is_read_back(parts):
    assert read_prose(written(*parts)) == parts


@given(st.text())
def test_any_text_without_a_heading_is_read(text):
    parts = read_prose(text.replace("#", "№").replace("](", "] ("))
    assert read_prose(written(*parts)) == parts


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Один.\n\nДва.", [RichText("<p>Один.</p><p>Два.</p>")]),
        ("Один\nрядок", [RichText("<p>Один рядок</p>")]),
        ("2 * 3, a_b_c, [так], 5 < 6", [RichText("<p>2 * 3, a_b_c, [так], 5 &lt; 6</p>")]),
        ("https://x.org/a_b_c", [RichText("<p>https://x.org/a_b_c</p>")]),
        ("Разом:\n- перше\n- друге", [RichText("<p>Разом:</p><ul><li>перше</li><li>друге</li></ul>")]),
        ("Було це у\n2023. Потім інше", [RichText("<p>Було це у 2023. Потім інше</p>")]),
        ("<script>alert(1)</script>", [RichText("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]),
        ("> «Так»", [Quote("«Так»")]),
        ("+ Одне\nречення\n\n+ Друге", [Points("", (Item("", "Одне речення"), Item("", "Друге")))]),
        ("**не закрито", [RichText("<p>**не закрито</p>")]),
        ("", []),
    ],
)
def test_what_a_person_types_is_taken_as_meant(typed, expected):
    assert read_prose(typed) == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("а\n\n[так](javascript:x)", "Рядок 3 .*javascript:x"),
        ("[так](data:text/html,x)", "data:text/html,x"),
        ("[так](//x.org)", "//x.org"),
        ("## Заголовок\n\nТекст", "Рядок 1 "),
    ],
)
def test_dangerous_link_and_lone_heading_are_refused(typed, told):
    with pytest.raises(ProseFault, match=told):
        read_prose(typed)


@given(st.text(alphabet=HOSTILE + "\n"))
def test_escaped_text_begins_no_block(text):
    parts = read_prose(escape_plain(text))
    assert all(isinstance(part, RichText) and "<li>" not in part.html for part in parts)
