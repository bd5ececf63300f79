"""Makes the desk's search entries anew, after a restored backup or a change of how words are found."""

from typing import Any

from django.core.management.base import BaseCommand

from contest.domain.application_index import index_applications
from contest.models import Application


class Command(BaseCommand):
    """Safe to run at any time: applications are indexed one by one, and those that are right stay so."""

    help = "Index every submitted application for the secretariat's search."

    def handle(self, *args: Any, **options: Any) -> None:
        submitted = Application.objects.submitted().select_related("community").order_by("pk")
        number = index_applications(submitted.iterator(chunk_size=200))
        self.stdout.write(f"{number} applications indexed.")
