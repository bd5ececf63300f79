"""What the page that confirms a certificate may say of the story it was given for."""

from dataclasses import dataclass

from contest.domain.story_of_application import story_key
from contest.models import Certificate
from stories.models import StoryPage, Withdrawal


@dataclass(frozen=True)
class ConfirmedStory:
    """The honoured story: where it is published, if it is, and whether its title may still be told."""

    page: StoryPage | None
    is_told: bool


def confirmed_story(certificate: Certificate, *, language: str) -> ConfirmedStory:
    """Return the story in the language, else in the other one.

    A story that was taken off the site is not told of by its title either, whatever the certificate on paper says.
    """
    key = story_key(certificate.application)
    versions = StoryPage.objects.published().filter(translation_key=key).select_related("locale")
    pages = {page.locale.language_code: page for page in versions}
    page = pages.get(language) or next(iter(pages.values()), None)
    is_hidden = page is None and Withdrawal.objects.filter(story__translation_key=key).exists()
    return ConfirmedStory(page, not is_hidden)
