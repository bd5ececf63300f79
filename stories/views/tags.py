"""Tags as they are typed in the editors' forms."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from stories.models import StoryTag

SUGGESTED = 10


@require_safe
def tag_names(request: HttpRequest) -> JsonResponse:
    """Names of tags that begin with `term`, in either language and any case.

    Wagtail's own view leaves the case to the database, and SQLite knows the case of Latin letters only.
    """
    found = StoryTag.objects.beginning_with(request.GET.get("term", ""))
    return JsonResponse(list(found.values_list("name", flat=True)[:SUGGESTED]), safe=False)
