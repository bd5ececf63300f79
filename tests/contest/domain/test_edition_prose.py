"""Running text as plain values."""

import pytest

from contest.domain.edition_prose import (
    Listing,
    ListItem,
    Paragraph,
    Point,
    PointList,
    Quotation,
    Run,
    read_prose,
    safe_address,
)


def read(html):
    return read_prose(
        [{"type": "text", "value": html}],
        link_address=lambda link: "https://example.org/9" if link.get("linktype") else link["href"],
    )


def test_rich_text_becomes_paragraphs_and_lists_of_runs():
    html = (
        '<p>Разом  <b>з <i>усіма</i></b><br/>далі &lt;b&gt; <a linktype="page" id="9">сторінка</a></p><p> </p>'
        "<ul><li>Один<ol><li>Два</li></ol></li><li>Три</li></ul><script>x</script>"
    )
    inner = Listing(ordered=True, items=(ListItem((Run("Два"),)),))
    assert read(html) == (
        Paragraph(
            (
                Run("Разом "), Run("з ", bold=True), Run("усіма", bold=True, italic=True), Run("\nдалі <b> "),
                Run("сторінка", link="https://example.org/9"),
            )
        ),
        Listing(ordered=False, items=(ListItem((Run("Один"),), (inner,)), ListItem((Run("Три"),)))),
        Paragraph((Run("x"),)),
    )  # fmt: skip


def test_other_blocks_keep_their_words_without_what_cannot_be_seen():
    blocks = [
        {"type": "quote", "value": {"text": "Разом\u202e легше\x00", "source": None}},
        {"type": "points", "value": {"heading": "Напрями", "items": [{"title": "А", "text": ""}]}},
        {"type": "points", "value": {"items": [{"type": "item", "value": {"text": "Б"}, "id": "1"}]}},
    ]
    assert read_prose(blocks, link_address=str) == (
        Quotation("Разом легше"),
        PointList("Напрями", (Point("А", ""),)),
        PointList("", (Point("", "Б"),)),
    )


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://громада.укр//шлях?q=а б#x#y", "https://xn--80aahf2bln.xn--j1amh//%D1%88%D0%BB%D1%8F%D1%85?q=%D0%B0%20%D0%B1#x%23y"),
        (' HTTPS://a.b:80/[%zz]"<', "https://a.b:80/%5B%25zz%5D%22%3C"),
        ("mailto:hub@example.org?subject=Hi%20you", "mailto:hub@example.org?subject=Hi%20you"),
        ("javascript:alert(1)", ""),
        ("https://me@exa mple.org/", ""),
        ("http://[", ""),
        ("//example.org/", ""),
    ],
)  # fmt: skip
def test_address_is_fit_for_any_program_or_none(written, address):
    assert safe_address(written) == address
