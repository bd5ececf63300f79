"""manage.py make_renditions."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_image


def run():
    out = StringIO()
    call_command("make_renditions", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 3])
def test_every_photo_gets_what_is_missing_and_a_second_run_makes_nothing(db, stored_files, count):
    for _turn in range(count):
        make_image()
    assert run() == f"{18 * count} sizes made for {count} photos.\n"
    assert run() == f"0 sizes made for {count} photos.\n"


def test_photo_without_its_file_is_named_and_the_others_are_made(db, stored_files):
    broken, whole = make_image("Without a file"), make_image()
    Path(broken.file.path).unlink()
    with pytest.raises(CommandError, match="Without a file"):
        run()
    assert whole.renditions.count() == 18
