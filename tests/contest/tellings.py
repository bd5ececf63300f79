"""Stories of a result on their way to publication, for tests."""

from datetime import timedelta

from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from contest.domain.approvals import answer_approval, ask_approval
from contest.domain.story_of_application import story_key
from contest.domain.winners import publish_applications
from contest.enums import ApprovalAnswer
from contest.models import Application, Letter
from stories.domain.safety import draft_of, record_review
from stories.domain.translation_drafts import draft_translation
from stories.models import CHECKS, StoryPage
from tests.contest.factories import complete_answers, make_submitted


def make_winner(call, *, status="winner", **answers):
    """An application in the status, submitted with these answers beside what is always asked."""
    application = make_submitted(call, answers=complete_answers(call, **answers))
    Application.objects.filter(pk=application.pk).update(status=status)
    return Application.objects.get(pk=application.pk)


def pages_of(application):
    """The pages of the story by language."""
    pages = StoryPage.objects.filter(translation_key=story_key(application)).select_related("locale")
    return {page.locale.language_code: page for page in pages}


def edit(page, *, by=None, **words):
    """Save the newest draft with other words."""
    draft = draft_of(page)
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)


def translate(page, *, by):
    """Translate every text of the story into English, in the translators' page."""
    draft_translation(page, language="en", by=by)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    for segment in translation.source.stringsegment_set.select_related("string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, context_id=segment.context_id, locale=translation.target_locale,
            defaults={"data": f"en {segment.string.data}"[:200], "last_translated_by": by},
        )  # fmt: skip
    translation.save_target(user=by, publish=False)


def review(application, *, by):
    """Have all language versions of the story reviewed for safety."""
    for page in pages_of(application).values():
        fingerprint = draft_of(page).content_fingerprint()
        record_review(page, by=by, fingerprint=fingerprint, checks=dict.fromkeys(CHECKS, True))


def make_reviewed(application, *, by, reviewer):
    """A story that was made, edited, translated and reviewed; its applicant is still to be asked."""
    publish_applications([application], by=by, at=timezone.now())
    edit(pages_of(application)["uk"], by=by, summary="Слова редактора.")
    translate(pages_of(application)["uk"], by=by)
    review(application, by=reviewer)


def make_ready(application, *, by, reviewer):
    """A story to which its applicant has agreed as well."""
    make_reviewed(application, by=by, reviewer=reviewer)
    _approval, secret = ask_approval(application, by=by, at=timezone.now())
    answer_approval(secret, answer=ApprovalAnswer.APPROVED, comment="", at=timezone.now())


def let_letters_leave(*, days=0):
    """All letters about stories left so many days ago."""
    Letter.objects.filter(kind="story_approval").update(
        state="sent", sent_at=timezone.now() - timedelta(days=days), next_attempt_at=None
    )
