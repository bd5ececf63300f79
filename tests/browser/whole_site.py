"""The site on either database as it runs on a server: pages are kept, timers run beside it, letters leave it."""

import email
import json
import os
import re
import subprocess
import sys
from contextlib import closing, contextmanager
from email import policy

import psycopg

from tests.browser.site_process import SiteProcess, environment_of, fill, free_port
from tests.config.site_server import ROOT, changing

SERVER = f"postgres://{os.environ.get('PGUSER', 'postgres')}@{os.environ.get('PGHOST', '127.0.0.1')}/postgres"
# Between two letters in one file.
LINE = re.compile(rb"^-{79}\n", re.MULTILINE)


class WholeSite(SiteProcess):
    """A site whose server keeps pages and hears from other processes what they write."""

    database = ""

    @property
    def environment(self):
        kept = {
            "FRESHNESS_URL": str(self.folder / "freshness"), "PAGE_CACHE": "true",
            "PAGE_CACHE_URL": str(self.folder / "pages"),
        }  # fmt: skip
        return environment_of(self.folder, self.address, database=self.database) | kept

    @contextmanager
    def running(self):
        """Serve until the end, with a process beside the server for what no person does."""
        self.start()
        try:
            with changing(self.environment) as self.changer:
                yield self
        finally:
            self.stop()

    def change(self, code):
        """Do what no person does, such as letting time pass."""
        print(json.dumps(code), file=self.changer.stdin, flush=True)
        if fault := json.loads(self.changer.stdout.readline()):
            raise AssertionError(fault)

    def command(self, *words):
        """Run one of the site's commands as a timer does; returns what it says."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def letters_to(self, address):
        """The texts of the letters that have left for the mailbox, the newest last."""
        found = []
        for file in sorted((self.folder / "mail").iterdir(), key=lambda each: each.stat().st_mtime_ns):
            for part in LINE.split(file.read_bytes()):
                letter = email.message_from_bytes(part, policy=policy.default)
                if address in str(letter["To"]):
                    found.append(letter.get_body(("plain",)).get_content())
        return found

    def in_letter(self, address, pattern):
        """What the pattern finds in the newest letter to the mailbox that has it."""
        found = [match for text in self.letters_to(address) if (match := re.search(pattern, text))]
        assert found, (address, pattern, self.letters_to(address))
        return found[-1].group()


class PostgresSite(WholeSite):
    """The same on a database of the server's, which is filled as a newcomer's commands do."""

    def __init__(self, folder, database):
        self.folder, self.port, self.database = folder, free_port(), database
        self.address = f"http://127.0.0.1:{self.port}"
        fill(self.environment)


@contextmanager
def postgres_database(name):
    """A database that goes when it is no longer needed; yields its address."""
    with closing(psycopg.connect(SERVER, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def postgres_answers():
    """Whether a server is there that lets one in."""
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True
