"""What both commands of the benchmark do: speak while they work, keep their table, say in a line why they could not."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.databases import ROOT


def say(text: str) -> None:
    """Tell the person who waits, beside the table."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def keep(text: str, *, name: str, at: datetime) -> Path:
    """Print the table and keep it in `var` under the name and the day; return the file."""
    file = ROOT / "var" / f"{name}-{at:%Y-%m-%d}.md"
    file.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text}\n")
    return file


def run(main: Callable[[], None], *, name: str) -> None:
    """Run the command that is called so."""
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make {name}: {' '.join(map(str, error.cmd))} failed; the lines above say why.")
    except RuntimeError as error:
        sys.exit(f"make {name}: {error}")
