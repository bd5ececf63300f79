"""Finding applications by what they say, in whatever form a word stands there: громади is found by громада."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from contest.domain.checking import words_of
from contest.domain.content import REMOVED
from contest.models import Application, ApplicationIndex
from contest.querysets.applications import ApplicationQuerySet
from stories.text.folding import fold
from stories.text.lemmas import keys_of
from stories.text.stop_words import STOP_WORDS
from stories.text.words import spellings_of

# A question of more words than these is answered by the first of them.
MOST_WORDS = 12
# No reference, title or name of a community is longer.
_LONGEST_TEXT = 200


def index_soon(application: Application) -> None:
    """Have the entry brought in step once the transaction is kept: by a worker, or at once where there is no queue.

    Robust: what cannot be found yet has been submitted all the same.
    """
    transaction.on_commit(partial(index_in_background.enqueue, application.pk), robust=True)


@task()
def index_in_background(key: int) -> None:
    """Bring the entry of the application in step: what a worker runs. One that is gone by now needs none."""
    application = Application.objects.select_related("community").filter(pk=key).first()
    if application is not None:
        index_application(application)


def index_application(application: Application) -> ApplicationIndex | None:
    """Bring the entry in step with the newest version; None, and no entry, for what was never submitted."""
    newest = application.versions.order_by("-number").first()
    if newest is None:
        return None
    entry = index_entry(application, json.loads(newest.content))
    fields = {name: getattr(entry, name) for name in ("keys", "words", "files")}
    kept, _created = ApplicationIndex.objects.update_or_create(application=application, defaults=fields)
    return kept


def index_entry(application: Application, content: dict[str, Any]) -> ApplicationIndex:
    """Return the entry of a version's content, without saving it."""
    answers = content["answers"]
    return ApplicationIndex(
        application=application, keys=_keys(_texts(answers, application)), words=words_of(answers),
        files=len(content["files"]),
    )  # fmt: skip


def index_applications(applications: Iterable[Application]) -> int:
    """Bring the entries of all these in step; returns how many now have one."""
    return sum(index_application(application) is not None for application in applications)


def key_groups(text: str) -> list[tuple[str, ...]]:
    """Return the keys by which each word of a question is looked for; words that say nothing are left out."""
    spellings = [spelling for spelling in spellings_of(text) if spelling not in STOP_WORDS]
    return [keys_of(spelling) for spelling in dict.fromkeys(spellings[:MOST_WORDS])]


def _texts(answers: dict[str, Any], application: Application) -> Iterable[str]:
    if application.reference:
        yield application.reference
    if application.community:
        yield from application.community.search_text.split("\n")
    for value in answers.values():
        if isinstance(value, str) and value != REMOVED:
            yield value


def _keys(texts: Iterable[str]) -> str:
    spellings = {spelling for text in texts for spelling in spellings_of(text)}
    keys = {key for spelling in spellings - STOP_WORDS for key in keys_of(spelling)}
    return f" {' '.join(sorted(keys))} "


def find_applications(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Return those of the applications that the text names or describes; all of them for an empty one.

    Drafts are found by their title and community only: what stands in them is not told before they are submitted.
    """
    text = " ".join(text.replace("\x00", "").split())[:_LONGEST_TEXT]
    return applications.matching(text, folded=fold(text), groups=key_groups(text)) if text else applications
