"""What a worker does in the background, beyond what belongs to one noun of the domain."""

from uuid import UUID

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from contest.domain.exports import fail_export, write_export
from contest.forms.application_filters import chosen_applications
from contest.models import Export
from contest.rules import screens_applications


@task()
def make_export(public_id: str) -> None:
    """Make an export that was asked for, if who asked may still see every application."""
    export = Export.objects.select_related("asked_by").filter(public_id=UUID(public_id)).first()
    if export is None:
        return
    if not screens_applications(export.asked_by):
        with translation.override(export.language):
            fail_export(export, _("You may no longer export applications."), at=timezone.now())
        return
    write_export(export, chosen_applications(QueryDict(export.query)), clock=timezone.now)
