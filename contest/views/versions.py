"""What was submitted, version by version, as it can never change."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest.domain.comparing import differences_of
from contest.domain.moments import moment_of
from contest.domain.reading import AnswerReader
from contest.models import ApplicationVersion
from contest.views.my_applications import way_to
from contest.views.own_applications import own_application


@login_required
@never_cache
@require_safe
def version(request: HttpRequest, public_id: UUID, number: int, *, to_print: bool = False) -> HttpResponse:
    """One submitted version in words; to print, without the site around it."""
    found = own_application(request, public_id)
    row = get_object_or_404(found.versions, number=number)
    earlier = found.versions.filter(number__lt=number).order_by("-number").first()
    reader = AnswerReader(found.call, communities=_codes_in(row, *([earlier] if earlier else [])))
    answers = json.loads(row.content)["answers"]
    context: dict[str, Any] = {
        "application": found,
        "version": row,
        "title": answers.get("title", ""),
        "submitted": moment_of(row.submitted_at, zone=found.call.zone),
        "earlier": earlier,
        "differences": differences_of(earlier, row, reader=reader) if earlier else [],
        "passages": reader.passages(answers, files=found.files.all()),
        "breadcrumbs": way_to(found, (_("Version %(number)s") % {"number": number}, None)),
        "page_title": _("Version %(number)s") % {"number": number},
    }
    name = "contest/applying/version_print.html" if to_print else "contest/applying/version.html"
    return TemplateResponse(request, name, context)


def _codes_in(*versions: ApplicationVersion) -> set[str]:
    """The communities that the versions name."""
    answers = [json.loads(version.content)["answers"].items() for version in versions]
    return {
        str(value) for items in answers for path, value in items if path.rpartition("/")[2] == "community"
    }
