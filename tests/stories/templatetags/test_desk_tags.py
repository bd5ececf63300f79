"""Tables of the editors' pages."""

import pytest
from django.template import engines
from django.utils import translation

PLAIN = "{% load desk_tags %}{% listing %}<tbody><tr><td>{{ word }}</td></tr></tbody>{% endlisting %}"
NAMED = (
    "{% load desk_tags %}{% listing label_id='loads' wrapper_id='list' wrapper_class='wide' table_class='jury-list' %}"
    "<tbody></tbody>{% endlisting %}"
)


@pytest.mark.parametrize(
    ("template", "html"),
    [
        (
            PLAIN,
            (
                '<div class="desk__table" role="region" tabindex="0" aria-label="List, can be scrolled sideways">'
                ' <table class="listing"><tbody><tr><td>a &lt; b</td></tr></tbody></table> </div>'
            ),
        ),
        (
            NAMED,
            (
                '<div class="desk__table wide" id="list" role="region" tabindex="0" aria-labelledby="loads">'
                ' <table class="listing jury-list"><tbody></tbody></table> </div>'
            ),
        ),
    ],
)
def test_listing_can_be_scrolled_and_says_what_it_is(template, html):
    with translation.override("en"):
        rendered = engines["django"].from_string(template).render({"word": "a < b"})
    assert " ".join(rendered.split()) == html
