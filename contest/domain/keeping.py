"""A server that has no room to write says so, instead of failing as if what was sent were wrong."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from contest.errors import NotKept

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


@contextmanager
def kept_or_told() -> Iterator[None]:
    """Do the work inside. Raises NotKept where the database or the disk cannot take it now; other errors pass."""
    try:
        yield
    except OperationalError as error:
        raise NotKept(_("The server cannot save anything now, so this is not saved there yet.")) from error
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise NotKept(_("The server cannot save anything now, so this is not saved there yet.")) from error
