"""The one file as people download it."""

import subprocess
import sys

import pytest

from contest.verifier.assembling import FILE_NAME, assemble


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """The path of the assembled file, in a folder of its own."""
    path = tmp_path_factory.mktemp("verifier") / FILE_NAME
    path.write_text(assemble(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def run(program):
    """Run the file by itself, without our code and without any package; return exit code, lines and errors."""

    def run_program(*arguments):
        command = [sys.executable, "-I", "-S", str(program), *map(str, arguments)]
        done = subprocess.run(command, cwd=program.parent, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout.splitlines(), done.stderr

    return run_program
