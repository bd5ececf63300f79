"""`manage.py verify_protocol` says of what is kept, or of a file, what the published verifier says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contest.domain.declaring import declare_ranking
from contest.domain.protocol_reading import protocol_file
from tests.contest.rankings import make_scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def said(*arguments, **options):
    out = StringIO()
    call_command("verify_protocol", *arguments, stdout=out, lang="en", **options)
    return out.getvalue().splitlines()[0]


@pytest.fixture
def call():
    call, _entries, _jurors = make_scored([[5, 4], [3, 3]])
    return call


def test_unfinished_protocol_is_a_fault_unless_it_is_said(call):
    with pytest.raises(CommandError, match="faults found: 1"):
        said("third")
    assert said("third", unfinished=True).startswith("ALL IS RIGHT SO FAR")


def test_declared_protocol_is_good_in_the_database_and_as_a_file(call, tmp_path):
    declare_ranking(call, by=make_user("staff@example.org"), at=call.judging_closes_at)
    file = tmp_path / "protocol-third.json"
    file.write_text(protocol_file(call), encoding="utf-8")
    assert said("third").startswith("ALL IS RIGHT:")
    assert said("third", file=str(file)).startswith("ALL IS RIGHT:")


def test_changed_digit_in_a_file_is_found(call, tmp_path):
    file = tmp_path / "protocol-third.json"
    text = protocol_file(call)
    file.write_text(text.replace('"revision": 1', '"revision": 2', 1), encoding="utf-8")
    with pytest.raises(CommandError, match="faults found"):
        said("third", file=str(file), unfinished=True)


def test_unknown_edition_and_the_file_of_another_are_refused(call, tmp_path):
    with pytest.raises(CommandError, match="no call of an edition"):
        said("ninth")
    file = tmp_path / "protocol.json"
    file.write_text(protocol_file(call), encoding="utf-8")
    with pytest.raises(CommandError, match="not of “ninth”"):
        said("ninth", file=str(file))
    with pytest.raises(CommandError):
        said("third", file=str(tmp_path / "nothing.json"))
