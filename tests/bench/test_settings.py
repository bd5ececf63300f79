"""The settings of the measurement start, and its own tables are in step with its models."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("settings", ["config.settings.bench", "config.settings.bench_stock"])
def test_settings_of_the_measurement_are_sound(settings, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": f"sqlite:///{tmp_path}/bench.sqlite3",
        "BENCH_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "bench_pages"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "No changes detected in app 'bench_pages'\n"), done.stderr
