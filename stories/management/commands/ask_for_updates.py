"""Asks the communities of old stories what is new: for a daily timer."""

import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from stories.domain.update_reminders import forget_officers, remind_officer, stories_to_ask

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Each story is asked about once until it is published anew; a letter that did not leave goes with the next run."""

    help = (
        "Write to the communities of published stories that nobody has updated for 18 months, and forget officers whose "
        "link has long expired and who never told anything."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        sent, nobody, failed = 0, 0, []
        for story in tqdm(stories_to_ask(at=timezone.now()), unit=" stories", disable=None, leave=False):
            try:
                officer = remind_officer(story, at=timezone.now())
            except Exception as error:
                # Whatever it is: one letter must not keep the others.
                logger.exception("The letter about story %s did not leave", story.pk)
                failed.append(f"{story.pk} “{story.title}”: {type(error).__name__}")
            else:
                sent, nobody = sent + bool(officer), nobody + (officer is None)
        forgotten = forget_officers(at=timezone.now())
        self.stdout.write(
            f"{sent} letters sent, {len(failed)} failed; {nobody} stories have nobody to ask; "
            f"{forgotten} officers forgotten."
        )
        if failed:
            self.stderr.write("These are tried again at the next run:\n" + "\n".join(failed))
            raise SystemExit(1)
