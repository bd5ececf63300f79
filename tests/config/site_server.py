"""The site as it runs on a server: processes of its own that share the test's database, nginx in front if wanted."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
# Does what each line of its input says, and answers how it went.
CHANGER = """
import json, sys, traceback
import django
django.setup()
for line in sys.stdin:
    try:
        exec(json.loads(line), {})
        fault = ""
    except Exception:
        fault = traceback.format_exc()
    print(json.dumps(fault), flush=True)
"""
DEPLOY = ROOT / "docs" / "deploy.md"


def address_of_database(folder):
    """The test's database as another process finds it: the same one, or a copy where it lives in this process's memory."""
    if connection.vendor != "sqlite":
        values = connection.settings_dict
        login = ":".join(filter(None, (values["USER"], values["PASSWORD"])))
        return f"postgres://{login}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"
    connection.ensure_connection()
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{folder / 'db.sqlite3'}"


@dataclass
class Site:
    """A running site: its port, and a process beside it that changes things."""

    port: int
    changer: subprocess.Popen

    def get(self, path, *, port=None, **headers):
        asked = HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            asked.request(
                "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = asked.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            asked.close()

    def change(self, code):
        """Change something in a process that is neither the server nor the test."""
        print(json.dumps(code), file=self.changer.stdin, flush=True)
        if fault := json.loads(self.changer.stdout.readline()):
            raise AssertionError(fault)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, *, port, **options):
    process = subprocess.Popen(command, **options)
    try:
        # A busy machine takes its time; gunicorn takes connections long before it can answer them.
        for _turn in range(240):
            if process.poll() is not None:
                raise AssertionError(f"{command[0]} did not start")
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30)
                break
            except OSError:
                time.sleep(0.25)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def serving(folder, **settings_of_its_own):
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.browser", "DATABASE_URL": address_of_database(folder),
        "MEDIA_ROOT": str(folder / "media"), "FRESHNESS_URL": str(folder / "freshness"), "PAGE_CACHE": "true",
        "PAGE_CACHE_URL": str(folder / "pages"), **settings_of_its_own,
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "config.wsgi", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with (
        (folder / "server.log").open("w") as log,
        changing(environment) as changer,
        running(command, port=port, cwd=ROOT, env=environment, stdout=log, stderr=log),
    ):
        yield Site(port, changer)


@contextmanager
def changing(environment):
    """The process that changes things; it waits for lines of code."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    process = subprocess.Popen(
        [sys.executable, "-c", CHANGER], cwd=ROOT, env=environment | {"PYTHONPATH": paths}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


def documented_nginx(*, port, site_port, folder):
    """The configuration that docs/deploy.md shows, with folders and ports of this test and without TLS."""
    blocks = re.findall(r"```nginx\n(.*?)```", DEPLOY.read_text(encoding="utf-8"), re.DOTALL)
    [around] = [block for block in blocks if "proxy_cache_path" in block]
    [location] = [block for block in blocks if "proxy_cache_key" in block]
    for ours, documented in (
        (str(folder / "front"), "/srv/stories/var/front"),
        (str(folder / "kept"), "/var/cache/nginx/stories"),
        (f"127.0.0.1:{site_port}", "127.0.0.1:8001"),
        ("sessionid", "__Host-session"),
    ):
        around, location = around.replace(documented, ours), location.replace(documented, ours)
    temporary = "\n".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder / 'nginx.pid'}; error_log {folder / 'nginx.log'}; worker_processes 1;\n"
        f"events {{ worker_connections 256; }}\nhttp {{ access_log off;\n{temporary}\n{around}\n"
        f"server {{ listen 127.0.0.1:{port};\n{location}\n}} }}\n"
    )


@contextmanager
def nginx_in_front(site, folder):
    """nginx as documented, in front of a running site; yields its port."""
    port = free_port()
    path = folder / "nginx.conf"
    path.write_text(documented_nginx(port=port, site_port=site.port, folder=folder))
    command = [shutil.which("nginx"), "-p", str(folder), "-c", str(path)]
    if os.geteuid() == 0:
        # Its workers would change to an account that may not look into a test's folder.
        command += ["-g", "user root;"]
    with running(command, port=port):
        yield port
