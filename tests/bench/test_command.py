"""A command of the benchmark that cannot go on says so in a line."""

import subprocess

import pytest

from bench.command import run, say

CALL = ["manage.py", "make_stories", 9_989]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (RuntimeError("The server did not start."), "make rush: The server did not start."),
        (
            subprocess.CalledProcessError(1, CALL),
            "make rush: manage.py make_stories 9989 failed; the lines above say why.",
        ),
    ],
)
def test_command_that_fails_ends_with_a_sentence(fault, sentence):
    def main():
        raise fault

    with pytest.raises(SystemExit) as end:
        run(main, name="rush")
    assert end.value.code == sentence


def test_progress_stands_beside_the_table(capsys):
    say("preparing …")
    assert capsys.readouterr() == ("", "preparing …\n")
