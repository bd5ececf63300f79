"""A server without room says so; every other mistake stays what it is."""

import errno

import pytest
from django.db import IntegrityError, OperationalError

from contest.domain.keeping import kept_or_told
from contest.errors import NotKept


def test_full_disk_and_full_database_are_told_in_a_sentence():
    full = [OSError(number, "full") for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)]
    for error in (*full, OperationalError("database or disk is full")):
        with pytest.raises(NotKept, match=r"^\S"), kept_or_told():
            raise error


def test_other_mistakes_pass_as_they_are():
    for error in (FileNotFoundError(errno.ENOENT, "gone"), IntegrityError("twice"), ValueError("wrong")):
        with pytest.raises(type(error)), kept_or_told():
            raise error
