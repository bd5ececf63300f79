"""What stands in a letter for something that differs from one application to the next: `{reference}`, `{deadline}`.

A text is read once. What is put into it is only ever text: a title that holds `{reference}` stays as its author typed it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from contest.domain.moments import moment_of, time_until
from contest.domain.phases import left_until
from contest.domain.writing import deadline_of
from contest.enums import LetterKind
from contest.models import Application, Call

ALL = frozenset(LetterKind)
# Letters to jurors are about no single application.
OF_JURORS = frozenset({LetterKind.JUROR_ASSIGNED, LetterKind.JUROR_REMINDER})
OF_APPLICANTS = ALL - OF_JURORS
_OF_A_CLARIFICATION = frozenset({LetterKind.RETURNED, LetterKind.ANSWER_DUE})
_WITH_DEADLINE = (
    _OF_A_CLARIFICATION
    | OF_JURORS
    | {LetterKind.RECEIPT, LetterKind.REMINDER, LetterKind.EXTENDED, LetterKind.FREE}
)
_WITH_REASON = frozenset(
    {LetterKind.EXTENDED, LetterKind.INELIGIBLE, LetterKind.DISQUALIFIED, LetterKind.REINSTATED}
)
_OUTCOMES_OF_JURY = frozenset({LetterKind.WINNER, LetterKind.SPECIAL_AWARD, LetterKind.NOT_AWARDED})
_HONOURS = frozenset({LetterKind.WINNER, LetterKind.SPECIAL_AWARD})
_NAME = re.compile(r"\{([^{}\s]{1,40})\}")
_LINE_BREAKS = re.compile(r"\r\n?")
# Everything that is asked of people stands in as many lines as it was written in; a title or a name is one line.
_OF_MANY_LINES = {"question", "reason", "missing", "certificate", "citation", "feedback"}


@dataclass(frozen=True)
class Placeholder:
    """What the name stands for, in words, and in which letters it may stand."""

    label: Any
    kinds: frozenset[LetterKind] = ALL


PLACEHOLDERS: dict[str, Placeholder] = {
    "reference": Placeholder(pgettext_lazy("placeholder", "number of the application"), OF_APPLICANTS),
    "title": Placeholder(pgettext_lazy("placeholder", "title of the application"), OF_APPLICANTS),
    "community": Placeholder(pgettext_lazy("placeholder", "the community"), OF_APPLICANTS),
    "category": Placeholder(pgettext_lazy("placeholder", "the category"), OF_APPLICANTS),
    "edition": Placeholder(pgettext_lazy("placeholder", "name of the contest")),
    "person": Placeholder(
        pgettext_lazy("placeholder", "name of whoever the letter is for"), OF_APPLICANTS
    ),
    "juror": Placeholder(pgettext_lazy("placeholder", "name of the juror"), OF_JURORS),
    "count": Placeholder(
        pgettext_lazy("placeholder", "number of the applications that the letter is about"), OF_JURORS
    ),
    "address": Placeholder(
        pgettext_lazy("placeholder", "link to the application, for a juror to their list of applications")
    ),
    "contact": Placeholder(pgettext_lazy("placeholder", "mailbox for questions")),
    "site": Placeholder(pgettext_lazy("placeholder", "address of this site")),
    "deadline": Placeholder(pgettext_lazy("placeholder", "until when, with the zone"), _WITH_DEADLINE),
    "until": Placeholder(
        pgettext_lazy("placeholder", "until when the link holds"), frozenset({LetterKind.STORY_APPROVAL})
    ),
    "left": Placeholder(
        pgettext_lazy("placeholder", "how much time is left, such as “2 days left”"),
        frozenset({LetterKind.REMINDER, LetterKind.ANSWER_DUE, LetterKind.JUROR_REMINDER}),
    ),
    "state": Placeholder(
        pgettext_lazy("placeholder", "whether it is a draft, or submitted and changed since"),
        frozenset({LetterKind.REMINDER}),
    ),
    "missing": Placeholder(
        pgettext_lazy("placeholder", "list of what is still missing"), frozenset({LetterKind.REMINDER})
    ),
    "sections": Placeholder(pgettext_lazy("placeholder", "sections that are open again"), _OF_A_CLARIFICATION),
    "question": Placeholder(pgettext_lazy("placeholder", "what the secretariat asks"), _OF_A_CLARIFICATION),
    "reason": Placeholder(pgettext_lazy("placeholder", "the reason that was given"), _WITH_REASON),
    "results": Placeholder(
        pgettext_lazy("placeholder", "link to the page of the results"), _OUTCOMES_OF_JURY
    ),
    "certificate": Placeholder(
        pgettext_lazy("placeholder", "link to the page that confirms the certificate"), _HONOURS
    ),
    "citation": Placeholder(pgettext_lazy("placeholder", "what the jury says of the application"), _HONOURS),
    "feedback": Placeholder(
        pgettext_lazy("placeholder", "what jurors wrote for the applicant, without their names"),
        _OUTCOMES_OF_JURY,
    ),
    "version": Placeholder(
        pgettext_lazy("placeholder", "number of the submitted version"), frozenset({LetterKind.RECEIPT})
    ),
    "submitted": Placeholder(
        pgettext_lazy("placeholder", "when it was submitted"), frozenset({LetterKind.RECEIPT})
    ),
    "hash": Placeholder(
        pgettext_lazy("placeholder", "fingerprint of what was submitted"), frozenset({LetterKind.RECEIPT})
    ),
    "changes": Placeholder(
        pgettext_lazy("placeholder", "sentence that says until when it can still be changed"),
        frozenset({LetterKind.RECEIPT}),
    ),
}  # fmt: skip


def placeholders_of(kind: str) -> dict[str, Placeholder]:
    """Return what may stand in letters of the kind, in the order of the list."""
    return {name: row for name, row in PLACEHOLDERS.items() if kind in row.kinds}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in, each as it is; a name without a value stays as it stands."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_placeholders(text: str, kind: str) -> list[str]:
    """Return the names in the text that mean nothing in letters of the kind, each once, in the order of the text."""
    known = placeholders_of(kind)
    return list(dict.fromkeys(name for name in _NAME.findall(text) if name not in known))


def values_for(
    application: Application, kind: str, *, recipient: User | None, at: datetime, **more: Any
) -> dict[str, str]:
    """Return what the placeholders of the kind stand for, in the active language.

    `more` is what only the occasion knows: `deadline`, `reason`, `question`, `sections`, `hash`. An instant is said in
    words, a lazy text in the active language.
    """
    names = placeholders_of(kind)
    if "deadline" in names and "deadline" not in more:
        more["deadline"] = deadline_of(application)
    deadline, zone = more.get("deadline"), application.call.zone
    if isinstance(deadline, datetime):
        more.setdefault("left", time_until(deadline, at=at))
        more.setdefault("changes", _changes(application, deadline, at=at) if "changes" in names else "")
    everything = {**_of_application(application, recipient=recipient), **more}
    return {
        name: _words(everything[name], name=name, zone=zone) if everything.get(name) is not None else ""
        for name in names
    }


def _of_application(application: Application, *, recipient: User | None) -> dict[str, Any]:
    call, community, category = application.call, application.community, application.category
    return {
        "reference": application.reference or pgettext("reference", "not given yet"),
        "title": application.title or _("Draft without a title"),
        "community": community.display_name if community else _("no community chosen yet"),
        "category": category.name if category else _("no category chosen yet"),
        "edition": call.edition.name,
        "person": str(recipient or ""),
        "address": address_of(application),
        "results": results_address_of(call),
        "contact": contact_of(call),
        "site": settings.SITE_URL,
        "state": _state(application),
    }


def address_of(application: Application) -> str:
    """Return the full address of the application's page in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('application', args=[application.public_id])}"


def results_address_of(call: Call) -> str:
    """Return the full address of the page on which the call's results come out, in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('edition', args=[call.edition.slug])}"


def contact_of(call: Call) -> str:
    """Return the mailbox for questions about the call."""
    return call.contact_email or settings.CONTACT_EMAIL or settings.DEFAULT_FROM_EMAIL


def _state(application: Application) -> str:
    if application.submitted_at is None:
        return _("It has not been submitted yet.")
    return _(
        "It was submitted, but has been changed since. The secretariat sees the changes only when you submit it again."
    )


def _changes(application: Application, deadline: datetime, *, at: datetime) -> str:
    if left_until(deadline, at=at) is None:
        return ""
    until = _words(deadline, name="deadline", zone=application.call.zone)
    return _("Until %(moment)s you can still change it and submit it again; the last version counts.") % {
        "moment": until
    }


def _words(value: Any, *, name: str, zone: Any) -> str:
    if isinstance(value, datetime):
        moment = moment_of(value, zone=zone)
        value = f"{moment.day}, {moment.hour}"
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(part) for part in value)
    return clean_text(str(value)) if name in _OF_MANY_LINES else one_line(str(value))


def one_line(text: str) -> str:
    """Return the text in one line, so that it may stand in a header of a letter."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Return the text without control characters; lines stay lines."""
    text = _LINE_BREAKS.sub("\n", text)
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")


def values_for_juror(call: Call, kind: str, *, at: datetime, **known: Any) -> dict[str, str]:
    """Return what the placeholders of a letter to a juror stand for, in the active language.

    `known` is `juror`, `count` and whatever else only the occasion knows.
    """
    until = call.judging_closes_at
    everything = {
        "edition": call.edition.name,
        "contact": contact_of(call),
        "site": settings.SITE_URL,
        "address": address_of_jury(call),
        "deadline": until or _("a day that will be told"),
        "left": time_until(until, at=at) if until else "",
        **known,
    }
    return {name: _words(everything[name], name=name, zone=call.zone) for name in placeholders_of(kind)}


def address_of_jury(call: Call) -> str:
    """Return the full address of a juror's list of applications in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('jury')}?call={call.edition.slug}"


def sample_values(call: Call, kind: str, language: str, *, at: datetime | None = None) -> dict[str, str]:
    """Return values for a preview: of the newest application that was submitted in the call, else invented ones."""
    with translation.override(language):
        invented = _invented(call)
        if kind in OF_JURORS:
            invented["address"] = address_of_jury(call)
            return {name: invented[name] for name in placeholders_of(kind)}
        from_call = Application.objects.of_call(call).submitted().with_names().order_by("-pk").first()
        if from_call is None:
            return {name: invented[name] for name in placeholders_of(kind)}
        moment = at or from_call.submitted_at or from_call.created_at
        known = values_for(from_call, kind, recipient=from_call.members.first(), at=moment)
        return {name: value or invented[name] for name, value in known.items()}


def _invented(call: Call) -> dict[str, str]:
    deadline = (
        _words(call.closes_at, name="deadline", zone=call.zone)
        if call.closes_at
        else _("31 December 2026, 18:00")
    )
    until = _("Until %(moment)s you can still change it and submit it again; the last version counts.")
    return {
        "reference": "2026-YE-0042",
        "title": pgettext("example", "A place for young people"),
        "community": pgettext("example", "Verbivka community"),
        "category": pgettext("example", "Youth engagement"),
        "edition": call.edition.name,
        "person": pgettext("example", "Oksana Example"),
        "juror": pgettext("example", "Oksana Example"),
        "count": "12",
        "address": f"{settings.SITE_URL.rstrip('/')}/{translation.get_language()}/my/…/",
        "contact": contact_of(call),
        "site": settings.SITE_URL,
        "deadline": deadline,
        "until": deadline,
        "left": pgettext("example", "2 days left"),
        "state": _("It has not been submitted yet."),
        "missing": pgettext(
            "example", "Still missing:\n— Results and figures · Results: write what has changed."
        ),
        "sections": pgettext("example", "Partners, Resources"),
        "question": pgettext("example", "Who paid for the rooms, and until when is the lease?"),
        "reason": pgettext("example", "Long power cuts in the region."),
        "results": results_address_of(call),
        "certificate": f"{settings.SITE_URL.rstrip('/')}/{translation.get_language()}/certificates/…/",
        "citation": pgettext("example", "Young people decide here, and the council listens."),
        "feedback": pgettext("example", "— Say more about what did not work, others will learn from it."),
        "version": "1",
        "submitted": deadline,
        "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "changes": until % {"moment": deadline},
    }
