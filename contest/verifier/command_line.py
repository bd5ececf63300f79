"""The command line."""

import argparse
import sys
from functools import partial

from contest.verifier.reading import MEGABYTES, read
from contest.verifier.report import Remark, Report, Unreadable
from contest.verifier.telling import for_machines, spoken
from contest.verifier.verification import verify
from contest.verifier.words import LANGUAGES


def checked(path: str, *, megabytes: int, last_hash: str | None, unfinished: bool) -> Report:
    """Return the report on a file, whatever stands in it."""
    try:
        return verify(read(path, megabytes=megabytes), last_hash=last_hash, unfinished=unfinished)
    except Unreadable as error:
        remark = error.remark
    except MemoryError:
        remark = Remark("memory", None, {})
    report = Report()
    report.readable = False
    report.fault(remark.code, **remark.values)
    return report


def main(arguments: list[str] | None = None) -> int:
    """Check the file named on the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Перевіряє протокол суддівства. / Checks the protocol of a judging."
    )
    parser.add_argument("file", help="protocol-<edition>.json")
    parser.add_argument("--lang", choices=LANGUAGES, default="uk", help="мова / language")
    parser.add_argument("--json", action="store_true", help="відповідь для програм / answer for programs")
    parser.add_argument("--ranking", action="store_true", help="показати рейтинг / show the ranking")
    parser.add_argument(
        "--last-hash",
        metavar="SHA256",
        help="відомий відбиток останньої події / known hash of the last event",
    )
    parser.add_argument(
        "--unfinished", action="store_true", help="суддівство ще триває / judging still goes on"
    )
    parser.add_argument(
        "--max-megabytes",
        type=int,
        default=MEGABYTES,
        help="найбільший розмір файлу / largest size of the file",
    )
    options = parser.parse_args(arguments)
    report = checked(
        options.file,
        megabytes=options.max_megabytes,
        last_hash=options.last_hash,
        unfinished=options.unfinished,
    )
    human = partial(spoken, with_ranking=options.ranking)
    sys.stdout.write(f"{(for_machines if options.json else human)(report, options.lang)}\n")
    if not report.readable:
        return 2
    return 0 if report.good else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding must not stop the check.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
