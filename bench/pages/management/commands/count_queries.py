"""Say how many queries each address takes, and how long its answer is."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Command(BaseCommand):
    help = (
        "Ask for each address twice and print, as JSON, what the second answer took: queries, status, bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="+")
        parser.add_argument("--sql", action="store_true", help="print the queries too")

    def handle(self, *_args: Any, **options: Any) -> None:
        client = Client(SERVER_NAME="127.0.0.1")
        counts = {}
        for address in options["addresses"]:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(address)
            counts[address] = {
                "queries": len(queries), "status": answer.status_code, "bytes": len(answer.content),
            }  # fmt: skip
            if options["sql"]:
                self.stderr.write("\n".join(query["sql"] for query in queries))
        self.stdout.write(json.dumps(counts))
