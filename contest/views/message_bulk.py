"""Writing to the people of chosen applications, in each language that one of them reads."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from contest.domain.letter_defaults import words_by_language
from contest.domain.messages import Addressee, addressees_of, addressees_seen, compose_message, write_message
from contest.domain.placeholders import placeholders_of
from contest.enums import LetterKind
from contest.errors import ContestError
from contest.forms.letter_words import MessageForm
from contest.models import Application
from contest.views.application_bulk import ApplicationBulkAction
from contest.views.outbox import OUTBOX
from stories.enums import Language

PREVIEWED = 3
NAMED = 200


class WriteToApplicants(ApplicationBulkAction):
    """A message that waits in the outbox, one letter to each person who may write in one of the applications."""

    display_name = gettext_lazy("Write")
    action_type = "message"
    aria_label = gettext_lazy("Write to the people of the chosen applications")
    action_priority = 40
    template_name = "contest/admin/message.html"
    form_class = MessageForm
    heading = gettext_lazy("Write to applicants")

    def check_perm(self, obj: Application) -> bool:
        """Nobody is left to write to where personal data were removed."""
        return obj.anonymised_at is None

    def becomes(self, application: Application) -> str:
        return str(application.get_status_display())

    @cached_property
    def addressees(self) -> list[Addressee]:
        return addressees_of(self.chosen)

    @property
    def languages(self) -> set[str]:
        return {row.language for row in self.addressees}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "languages": self.languages}

    def get_initial(self) -> dict[str, Any]:
        """The call's own words for messages stand in the form from the beginning."""
        if not self.chosen:
            return {}
        initial: dict[str, str] = {}
        for language, words in words_by_language(self.chosen[0].call, LetterKind.FREE).items():
            initial |= {f"subject_{language}": words.subject, f"body_{language}": words.body}
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        languages = [row.language for row in self.addressees]
        written_to = {row.application.pk for row in self.addressees}
        return {
            **context, "addressees": self.addressees[:NAMED], "more": len(languages) - NAMED, "total": len(languages),
            "applications": len(written_to),
            "counts": [(one.label, languages.count(one)) for one in Language if one in languages],
            "unreachable": [row for row in self.chosen if row.pk not in written_to],
            "placeholders": placeholders_of(LetterKind.FREE), "mark": addressees_seen(self.addressees),
        }  # fmt: skip

    def form_valid(self, form: MessageForm) -> HttpResponse:
        """Show what some of them would read, or write it to all."""
        data = form.cleaned_data
        if self.request.POST.get("act") != "write":
            shown = [compose_message(row, data, at=timezone.now()) for row in _varied(self.addressees)]
            return self.render_to_response(self.get_context_data(form=form, shown=shown))
        try:
            written = write_message(
                self.chosen,
                words=data,
                batch=data["batch"],
                seen=data["seen"],
                by=self.user,
                at=timezone.now(),
            )
        except ContestError as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        sentence = ngettext(
            "%(count)s letter waits in the outbox. Read it and let it go.",
            "%(count)s letters wait in the outbox. Read them and let them go.",
            written,
        )
        messages.success(self.request, sentence % {"count": written})
        return redirect(f"{reverse(OUTBOX)}?batch={data['batch'].hex}")


def write_to_one(application: Application) -> str:
    """The address at which one writes to the people of the application and comes back to its page."""
    back = reverse("application_at_desk", args=[application.public_id])
    address = reverse("wagtail_bulk_action", args=["contest", "application", "message"])
    return f"{address}?{urlencode({'id': application.pk, 'next': back})}"


def _varied(addressees: list[Addressee]) -> list[Addressee]:
    """Some of them, in each language first, each of another application as long as there are others."""
    order = sorted(
        range(len(addressees)),
        key=lambda place: (
            sum(row.language == addressees[place].language for row in addressees[:place]), place,
        ),
    )  # fmt: skip
    return [addressees[place] for place in order[:PREVIEWED]]
