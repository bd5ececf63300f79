"""The story on its page, rendered once for all its readers."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from freshness.keeping import Pieces
from stories.domain.figure_history import figure_histories
from stories.domain.staleness import last_told, needs_look
from stories.models import StoryPage

register = template.Library()

# So many texts, of about ten kilobytes each, are kept by each process.
_KEPT = 512
_STREAMS = (
    "challenge", "solution", "stages", "results", "indicators", "success_factors", "obstacles", "lessons", "transfer",
    "updates",
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
    request, engine, page = context.get("request"), context.template.engine, context["page"]  # type: ignore[union-attr]
    is_preview = getattr(request, "is_preview", False)
    basis = None if is_preview else getattr(request, "read_from", None)
    template = engine.get_template("components/story_article.html")
    # Asked outside of what is kept: the article of a story that was told long ago is another one.
    is_old = not is_preview and needs_look(page, at=timezone.now())
    key = (page.pk, get_language(), request.get_host() if request else "", is_old)
    with context.push(is_old=is_old, last_told=last_told(page)):
        return _articles.get(key, lambda: mark_safe(template.render(context)), basis=basis)


@register.simple_tag(takes_context=True)
def story_texts(context: Context, story: StoryPage) -> SafeString:
    """The parts of the story that are made of its own words, from the jury's citation to money and people.

    They depend on nothing but these words, the day of publication and the language, so the same words are rendered once.
    What an editor previews is not kept.
    """
    words = [getattr(story, name) for name in _WORDS]
    streams = [list(getattr(story, name).raw_data) for name in _STREAMS]
    # The day of publication is the last entry of what has happened since.
    began = timezone.localtime(story.first_published_at).date() if story.first_published_at else None
    content = json.dumps([words, streams, began if story.updates else None], ensure_ascii=False, default=str)
    if _LINK in content or getattr(getattr(context, "request", None), "is_preview", False):
        return _render(story, began=began)
    return _kept(content, get_language() or "")


@lru_cache(maxsize=_KEPT)
def _kept(content: str, language: str) -> SafeString:
    words, streams, began = json.loads(content)
    story = StoryPage(**dict(zip(_WORDS, words, strict=True)))
    for name, blocks in zip(_STREAMS, streams, strict=True):
        setattr(story, name, blocks)
    with override(language):
        return _render(story, began=date.fromisoformat(began) if began else None)


def _render(story: StoryPage, *, began: date | None) -> SafeString:
    figures, updates = list[Any](story.indicators), list[Any](story.updates)
    updates.sort(key=lambda block: block.value["date"], reverse=True)
    context: dict[str, Any] = {
        "page": story,
        "other_indicators": [figure for figure in figures if not figure.value["highlight"]],
        "histories": figure_histories(figures),
        "updates": updates,
        "began": began,
    }
    return mark_safe(render_to_string("components/story_texts.html", context))
