"""Ways of wagtail-localize that would put the original's words on a page of another language."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from stories.domain.translations import progress_of, save_finished_drafts
from stories.models import StoryPage


class SynchroniseView(UpdateTranslationsView):
    """Brings changes of the original to its translations, as drafts only.

    Published at once, they would show the original's language until somebody translates them.
    """

    def get_form(self) -> forms.Form:
        form = super().get_form()
        form.fields["publish_translations"].disabled = True
        form.fields["publish_translations"].widget = forms.HiddenInput()
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer = super().form_valid(form)
        save_finished_drafts(self.object, by=self.request.user)
        return answer


def keep_own_words(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to turn a translated page into a copy of its original in the wrong language."""
    page = get_object_or_404(Page, pk=page_id)
    messages.error(
        request,
        _(
            "A page cannot repeat another language's words here. Unpublish the translation instead: readers are then "
            "led to the language in which the page can be read."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_unfinished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the translators' «Publish» while texts are missing (a hook of `before_edit_page`)."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not isinstance(page, StoryPage):
        return None
    progress = progress_of(page)
    if progress is None or progress[0] == progress[1]:
        return None
    messages.error(
        request,
        _(
            "The translation is not finished: %(done)s of %(total)s texts are translated. Translate the rest, then it "
            "goes to the reviewers by itself."
        )
        % {"done": progress[0], "total": progress[1]},
    )
    return redirect(request.path)
