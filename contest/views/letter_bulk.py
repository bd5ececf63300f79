"""What is done with several letters of the outbox at once, after a page that says what would leave, and to whom."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext_lazy
from wagtail.admin.views.bulk_action import BulkAction

from contest.domain.outbox import IN_HAND, approve_letters, cancel_letters, letters_seen, retry_letters
from contest.enums import LetterKind, LetterState
from contest.forms.screening import SeenForm
from contest.models import Letter
from contest.querysets.letters import LetterQuerySet
from contest.views.desk_bulk import AllOrNone, keys_in
from contest.views.outbox import chosen_letters
from stories.enums import Language

IN_FULL = 3
NAMED = 200


class LetterBulkAction(AllOrNone):
    """An action on chosen letters: on all of them, or on none and a sentence that says why."""

    row_model = Letter
    template_name = "contest/admin/letter_bulk.html"
    form_class = SeenForm
    states: tuple[str, ...] = ()
    change: Callable[..., int]

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> LetterQuerySet:  # noqa: ARG003 - Wagtail's signature
        return Letter.objects.filter(pk__in=keys_in(object_ids))

    @cached_property
    def asked(self) -> LetterQuerySet:
        """The ticked ones, or all of the list as it is filtered, which is where the person came from."""
        keys = self.request.GET.getlist("id")
        if "all" not in keys:
            return self.get_queryset(self.model, keys)
        listed = chosen_letters(self.list_query, self.request)
        # By their keys: the list's filters ask for distinct rows, which a database cannot lock.
        return Letter.objects.filter(pk__in=listed.order_by().values("pk"))

    @property
    def chosen(self) -> LetterQuerySet:
        """Those of them for which the action makes sense."""
        return self.asked.filter(state__in=self.states)

    def get_actionable_objects(self) -> tuple[LetterQuerySet, dict[str, Any]]:
        left_out = self.asked.exclude(state__in=self.states)
        return self.chosen, {"items_with_no_access": left_out}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": letters_seen(self.chosen)}

    def carry_out(self, seen: str) -> int:
        return self.change(self.chosen, seen=seen, by=self.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not what Wagtail puts together: that reads every letter, which may be thousands.
        context: dict[str, Any] = super(BulkAction, self).get_context_data(**kwargs)
        chosen = self.chosen
        counts = sorted(chosen.counted_by("kind", "language"), key=_reading_order)
        total = sum(count for _values, count in counts)
        whom = list(chosen.with_names().defer("body").in_outbox_order()[:NAMED])
        return {
            **context, **self.words(), "total": total, "whom": whom, "more": total - len(whom),
            "in_full": _samples(chosen, counts),
            "counts": [(LetterKind(kind).label, Language(language).label, count) for (kind, language), count in counts],
            "left_out": self.asked.exclude(state__in=self.states).count(), "next": self.next_url,
            "submit_url": self.request.get_full_path(),
        }  # fmt: skip


def _reading_order(row: tuple[tuple[str, ...], int]) -> tuple[int, int]:
    (kind, language), _count = row
    return LetterKind.values.index(kind), Language.values.index(language)


def _samples(letters: LetterQuerySet, counts: list[tuple[tuple[str, ...], int]]) -> list[Letter]:
    """Some letters to read in full, of as many kinds and languages as there are; then further ones of the same."""
    found: list[Letter] = []
    for kind, language in [values for values, _count in counts][:IN_FULL]:
        found += letters.with_names().filter(kind=kind, language=language).order_by("-created_at", "-pk")[:1]
    if len(found) < IN_FULL:
        rest = (
            letters.with_names()
            .exclude(pk__in=[letter.pk for letter in found])
            .order_by("-created_at", "-pk")
        )
        found += rest[: IN_FULL - len(found)]
    return found


class ApproveLetters(LetterBulkAction):
    """Letters that waited are let go."""

    display_name = gettext_lazy("Let go")
    action_type = "approve"
    aria_label = gettext_lazy("Let the chosen letters go")
    action_priority = 10
    states = (LetterState.WAITING,)
    heading = gettext_lazy("Let these letters go")
    explanation = gettext_lazy("They leave at once, each to its recipient. This cannot be taken back.")
    button = gettext_lazy("Let them go")
    told = ngettext_lazy("%(count)s letter is on its way.", "%(count)s letters are on their way.", "count")
    change = staticmethod(approve_letters)


class CancelLetters(LetterBulkAction):
    """Letters that have not left never will."""

    display_name = gettext_lazy("Cancel")
    action_type = "cancel"
    aria_label = gettext_lazy("Cancel the chosen letters")
    action_priority = 20
    states = IN_HAND
    heading = gettext_lazy("Cancel these letters")
    explanation = gettext_lazy("They will not leave. They stay in the list as cancelled.")
    button = gettext_lazy("Cancel them")
    told = ngettext_lazy("%(count)s letter is cancelled.", "%(count)s letters are cancelled.", "count")
    change = staticmethod(cancel_letters)


class RetryLetters(LetterBulkAction):
    """Letters that could not be sent are tried again."""

    display_name = gettext_lazy("Send again")
    action_type = "retry"
    aria_label = gettext_lazy("Try to send the chosen letters again")
    action_priority = 30
    states = (LetterState.FAILED,)
    heading = gettext_lazy("Try to send these letters again")
    explanation = gettext_lazy(
        "They are tried at once. Look at the reasons first: a wrong address stays wrong."
    )
    button = gettext_lazy("Try them again")
    told = ngettext_lazy("%(count)s letter is tried again.", "%(count)s letters are tried again.", "count")
    change = staticmethod(retry_letters)
