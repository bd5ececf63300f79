"""Reading a PDF that our typesetter made, without a package for it."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def everything(pdf):
    """The file with its streams unpacked beside it, so that what is in objects of streams is found too."""
    unpacked = [pdf]
    for stream in _STREAM.findall(pdf):
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def pages(pdf):
    """How many pages it has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", everything(pdf)))


def letters(pdf):
    """Every letter for which a face is embedded: the tables by which readers copy text out."""
    found = set()
    for line in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", everything(pdf)):
        if len(line) % 4 == 0:
            found |= set(bytes.fromhex(line.decode()).decode("utf-16-be", "ignore"))
    return found


def xmp(pdf):
    """What the file says of itself."""
    found = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", everything(pdf), re.DOTALL)
    return found[0].decode() if found else ""
