"""ZIP files that depend on nothing but what is in them: the same files, the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The earliest day that the format knows.
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16
_COMPRESSED = (".jpg", ".png")


class SteadyZip:
    """Takes files in and gives the archive out. Names are ours, never somebody's text."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._zip = ZipFile(self._buffer, "w")

    def add(self, name: str, content: bytes | str, *, plain: bool = False) -> None:
        """Add a file; `plain` keeps it uncompressed, as pictures always are."""
        entry = ZipInfo(name, date_time=_DAY)
        entry.create_system, entry.external_attr = _UNIX, _READABLE
        entry.compress_type = ZIP_STORED if plain or name.endswith(_COMPRESSED) else ZIP_DEFLATED
        self._zip.writestr(entry, content)

    def finished(self) -> bytes:
        """Close the archive and return it."""
        self._zip.close()
        return self._buffer.getvalue()
