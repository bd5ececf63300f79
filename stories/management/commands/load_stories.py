"""Load the stories of the second nationwide contest, and the pages that hold them."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stories.domain.publishing import publish_seeded_story
from stories.domain.site_tree import ensure_site_tree
from stories.domain.story_files import read_story
from stories.domain.vocabulary import DATA, add_organisations, add_tags, load_vocabulary
from stories.errors import StoriesError


class Command(BaseCommand):
    help = (
        "Make the site's pages and the eleven stories of the second contest in both languages. "
        "Can be run again: what an editor changed, unpublished or deleted stays so."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        outcomes: Counter[str] = Counter()
        try:
            edition = load_vocabulary()
            pages = ensure_site_tree()
            files = [
                read_story(path, edition=edition.slug)
                for path in sorted((DATA / "second_contest").glob("*.toml"))
            ]
            for file in files:
                add_organisations(file.organisations)
                add_tags(file.tags)
                for text in file.texts:
                    outcomes[publish_seeded_story(file.facts, text).value] += 1
        except StoriesError as error:
            raise CommandError(str(error)) from error
        told = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
        self.stdout.write(f"{len(files)} stories in two languages: {told}. Pages added: {len(pages)}.")
