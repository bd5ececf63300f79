"""The structure that the documents promise, proven on the code."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
CODE = [path for folder in ("site", "stories", "contest", "tests") for path in (ROOT / folder).rglob("*.py")]
OURS = [path for path in CODE if "migrations" not in path.parts]


def test_imports_keep_to_the_contracts():
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_folder_named_site_is_no_package():
    assert (ROOT / "site" / "__init__.py").exists() is False


def test_no_file_is_named_after_nothing():
    assert [path for path in OURS if path.stem in {"utils", "helpers", "services", "common"}] == []


def test_no_file_is_over_350_lines():
    assert [path.name for path in OURS if len(path.read_text(encoding="utf-8").splitlines()) > 350] == []


def test_scoring_imports_no_django():
    scoring = (ROOT / "contest").rglob("scoring.py")
    assert [path for path in scoring if "django" in path.read_text(encoding="utf-8")] == []


def test_templates_have_no_inline_script_or_style():
    # Wagtail's own pages have another policy; these are the public ones. The frame is text that others copy, and the
    # archive a file that people open without the site: its styles can be nowhere else, and its own policy allows them.
    templates = (ROOT / "templates").rglob("*.html")
    pages = [
        path
        for path in templates
        if not {"admin", "offline"} & set(path.parts) and path.name != "embed_frame.html"
    ]
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))|javascript:",
        re.IGNORECASE,
    )
    assert [path.name for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_every_string_is_translated_and_compiled():
    call_command("update_translations", "--check")


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
