"""Production starts with what the environment must give, and says in one line what it lacks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "SECRET_KEY": "kT3vQm9XwL7pZr2NcB8yHs5JfD4gAe6UuVoRiWtYxKqPnMbGzCjEhSdFaL1",
    "ALLOWED_HOSTS": "stories.example.org",
    "SITE_URL": "https://stories.example.org/",
    "DATABASE_URL": "sqlite://:memory:",
    "EMAIL_URL": "smtp://mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "stories@example.org",
}


def run_in_production(arguments, given):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.prod", **given}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_deployment_check_finds_nothing_to_warn_of():
    # The database is asked too: SQLite leaves out a constraint that it doesn't know, and says so there alone.
    result = run_in_production(
        ["check", "--deploy", "--database", "default", "--fail-level", "WARNING"], GIVEN
    )
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        (["SECRET_KEY"], "SECRET_KEY"),
        (["ALLOWED_HOSTS", "SITE_URL"], "ALLOWED_HOSTS, SITE_URL"),
        (list(GIVEN), "SECRET_KEY, ALLOWED_HOSTS, SITE_URL, DATABASE_URL, EMAIL_URL, DEFAULT_FROM_EMAIL"),
    ],
)
def test_production_says_in_one_line_what_it_lacks(lacking, named):
    result = run_in_production(
        ["check"], {name: value for name, value in GIVEN.items() if name not in lacking}
    )
    reason = f"Production needs these environment variables: {named}. See docs/deploy.md.\n"
    assert (result.returncode, result.stderr) == (1, reason)


def test_production_is_strict():
    names = [
        "DEBUG", "SITE_URL", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
        "REQUIRE_SECOND_FACTOR_FOR_STAFF", "ALLAUTH_TRUSTED_PROXY_COUNT",
    ]  # fmt: skip
    program = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    result = run_in_production(["shell", "--no-imports", "--command", program], GIVEN)
    assert result.stdout == "[False, 'https://stories.example.org', True, True, True, True, 1]\n"
