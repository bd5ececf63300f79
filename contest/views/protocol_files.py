"""What anyone checks a judging with, once its results are out: the protocol, the verifier, and the jurors behind the codes.

Before that the addresses answer 404 to everybody but the secretariat once it may see scores; its answers no cache keeps.
"""

import json
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from contest.domain.judging_terms import policy_row
from contest.domain.protocol_reading import is_published, jurors_by_code, names_jurors, protocol_file
from contest.domain.publication import publication_of
from contest.models import Call
from contest.rules import may_see_scores, screens_applications
from contest.verifier.assembling import FILE_NAME, assemble
from contest.views.protocol_desk import as_file, file_name
from stories.responses import open_data

Answer = Callable[[Call], HttpResponse]


def _published(answer: Answer) -> Callable[..., HttpResponseBase]:
    """Make a view of a file that is public with the results."""

    @wraps(answer)
    def view(request: HttpRequest, slug: str) -> HttpResponseBase:
        call = get_object_or_404(Call.objects.with_edition(), edition__slug=slug)
        if is_published(call):
            return open_data(lambda _request: answer(call))(request)
        if not screens_applications(request.user):
            raise Http404
        policy = policy_row(call)
        if not policy.frozen_at or not may_see_scores(policy):
            raise Http404
        response = answer(call)
        response["Cache-Control"] = "private, no-store"
        return response

    return view


@_published
def public_protocol(call: Call) -> HttpResponse:
    """The protocol up to what is out: a ranking declared again is not in it before its correction is published."""
    through = publication_of(call).protocol_through
    return as_file(protocol_file(call, through=through), file_name(call.edition.slug), "application/json")


@_published
def public_verifier(call: Call) -> HttpResponse:  # noqa: ARG001 - the same program for every call
    """The program that checks it."""
    return as_file(assemble(), FILE_NAME, "text/x-python")


@_published
def public_jurors(call: Call) -> HttpResponse:
    """Who stands behind the codes, where the rules say that this is public."""
    if not names_jurors(call):
        raise Http404
    text = json.dumps(jurors_by_code(call), ensure_ascii=False, indent=1)
    return as_file(f"{text}\n", f"jurors-{call.edition.slug}.json", "application/json")
