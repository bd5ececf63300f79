"""Say how many queries it takes to save what is typed and to submit, to see a receipt, and to show the desk's list."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bench.pages.management.commands.bench_applicants import STAFF
from contest.enums import ApplicationStatus
from contest.models import Application


class Command(BaseCommand):
    help = "Do each once to warm up and once to count, with two drafts that are submitted by it; prints JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-desk", action="store_true", help="submit nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        counted: dict[str, int] = {} if options["only_desk"] else self._applying()
        staff = Client(SERVER_NAME="127.0.0.1")
        if person := User.objects.filter(email=STAFF).first():
            staff.force_login(person)
            for _turn in range(2):
                counted["desk"] = self._count(staff, "GET", reverse("application_desk"), "", status=200)
        self.stdout.write(json.dumps(counted))

    def _applying(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        drafts = list(Application.objects.filter(status=ApplicationStatus.DRAFT).order_by("-pk")[:2])
        for turn, application in enumerate(drafts):
            client = Client(SERVER_NAME="127.0.0.1")
            client.force_login(application.members.get())
            change = {"path": "funding", "value": f"Громада й партнери, {turn}", "base": 1}
            steps = {
                "autosave": ("POST", "application_save", json.dumps({"changes": [change]}), 200),
                "submit": ("POST", "application_submit", "", 302),
                "receipt": ("GET", "application_receipt", "", 200),
            }
            for name, (method, view, body, status) in steps.items():
                address = reverse(view, args=[application.public_id])
                counted[name] = self._count(client, method, address, body, status=status)
        return counted

    def _count(self, client: Client, method: str, address: str, body: str, *, status: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, address, body, content_type="application/json")
        if answer.status_code != status:
            raise CommandError(f"{address} answered {answer.status_code}")
        return len(queries)
