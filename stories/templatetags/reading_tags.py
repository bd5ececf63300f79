"""The story on its page, rendered once for all its readers."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from freshness.keeping import Pieces
from stories.models import StoryPage

register = template.Library()

# So many texts, of about ten kilobytes each, are kept by each process.
_KEPT = 512
_STREAMS = (
    "challenge", "solution", "stages", "results", "indicators", "success_factors", "obstacles", "lessons", "transfer",
)  # fmt: skip
_WORDS = ("award_citation", "funding", "team")
# So many articles, of about forty kilobytes each.
_articles: Pieces[SafeString] = Pieces(most=256)
# A link to another page of the site is looked up anew each time: that page may move.
_LINK = "linktype"


@register.simple_tag(takes_context=True)
def story_article(context: Context) -> SafeString:
    """All that the page says of its story, and which stories to read next: the same for every reader.

    Kept until anything that it shows is written. Only the request for a published page at its own address knows what the
    page was read from (`views/pages.py`); what an editor previews is made anew.
    """
    request, engine = context.get("request"), context.template.engine  # type: ignore[union-attr]
    basis = None if getattr(request, "is_preview", False) else getattr(request, "read_from", None)
    template = engine.get_template("components/story_article.html")
    key = (context["page"].pk, get_language(), request.get_host() if request else "")
    return _articles.get(key, lambda: mark_safe(template.render(context)), basis=basis)


@register.simple_tag(takes_context=True)
def story_texts(context: Context, story: StoryPage) -> SafeString:
    """The parts of the story that are made of its own words, from the jury's citation to money and people.

    They depend on nothing but these words and the language, so the same words are rendered once. What an editor
    previews is not kept.
    """
    words = [getattr(story, name) for name in _WORDS]
    streams = [list(getattr(story, name).raw_data) for name in _STREAMS]
    content = json.dumps([words, streams], ensure_ascii=False, default=str)
    if _LINK in content or getattr(getattr(context, "request", None), "is_preview", False):
        return _render(story)
    return _kept(content, get_language() or "")


@lru_cache(maxsize=_KEPT)
def _kept(content: str, language: str) -> SafeString:
    words, streams = json.loads(content)
    story = StoryPage(**dict(zip(_WORDS, words, strict=True)))
    for name, blocks in zip(_STREAMS, streams, strict=True):
        setattr(story, name, blocks)
    with override(language):
        return _render(story)


def _render(story: StoryPage) -> SafeString:
    figures: Sequence[Any] = list(story.indicators)
    context = {
        "page": story,
        "other_indicators": [figure for figure in figures if not figure.value["highlight"]],
    }
    return mark_safe(render_to_string("components/story_texts.html", context))
