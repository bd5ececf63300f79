"""What `make run`, `make test`, `make check`, `make bench` and `make rush` do. Needs nothing but Python itself.

It makes `.venv`, installs what is pinned, and goes on inside it. What was done is remembered by fingerprints of what
it was done for, so a second call starts at once and a call after `git pull` does what is new.
"""

import errno
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
IN_VENV = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
STATE = ROOT / "var"
OLDEST = (3, 11)
ROOM_FOR_INSTALL = 1_000_000_000
ROOM_FOR_DATA = 100_000_000
ROOM_FOR_BENCH = 2_000_000_000


class Stop(Exception):
    """Something is missing that the person must see to."""


def main(command):
    try:
        {"run": run, "test": test, "check": check, "bench": bench, "rush": rush}[command]()
    except Stop as stop:
        sys.exit("make %s: %s" % (command, stop))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("make %s: the disk is full. Free some room and run it again; nothing is lost." % command)
        raise
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode or 1)
    except KeyboardInterrupt:
        sys.exit(130)


def run():
    port = free_port(os.environ.get("PORT", "8000"))
    os.environ.setdefault("SITE_URL", "http://127.0.0.1:%s" % port)
    ensure_packages("requirements.txt")
    ensure_data()
    print("\n  The site:       http://127.0.0.1:%s" % port)
    print("  Editors' pages: http://127.0.0.1:%s/cms/" % port)
    manage("create_demo_accounts")
    print("  Stop it with Ctrl+C.\n", flush=True)
    reload = [] if os.environ.get("RELOAD") else ["--noreload"]
    os.chdir(str(ROOT))
    arguments = [str(IN_VENV), "manage.py", "runserver", "127.0.0.1:%s" % port] + reload
    os.execv(str(IN_VENV), arguments)


def test():
    ensure_packages("requirements-dev.txt")
    python("-m", "pytest", "-n", "auto", *sys.argv[2:])


def check():
    ensure_packages("requirements-dev.txt")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "site")]))
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    tool = VENV / IN_VENV.parent.name
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    steps = [
        ("lint", [str(tool / "ruff"), "check", "."]),
        ("format", [str(tool / "ruff"), "format", "--check", "."]),
        ("templates", [str(tool / "djade"), "--check", "--target-version", "5.2"] + templates),
        ("types", [str(tool / "mypy")]),
        ("import contracts", [str(tool / "lint-imports")]),
        ("migrations", [str(IN_VENV), "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("translations", [str(IN_VENV), "manage.py", "update_translations", "--check"]),
        ("system check", [str(IN_VENV), "manage.py", "check", "--fail-level", "WARNING"]),
    ]
    failed = []
    for name, step in steps:
        print("== %s" % name, flush=True)
        if subprocess.call(step, cwd=str(ROOT), env=environment):
            failed.append(name)
    if failed:
        raise Stop("failed: %s." % ", ".join(failed))
    print("All checks passed.")


def bench():
    ensure_packages("requirements-dev.txt")
    need_room(ROOM_FOR_BENCH)
    STATE.mkdir(exist_ok=True)
    python("-m", "bench")


def rush():
    ensure_packages("requirements-dev.txt")
    need_room(ROOM_FOR_BENCH)
    STATE.mkdir(exist_ok=True)
    python("-m", "bench.rush")


def free_port(text):
    """Return the port as text if it can be listened on; raise Stop with what to do otherwise."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop("PORT=%s is not a port. Give a number from 1 to 65535: make run PORT=8001" % text)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            message = "port %s is in use or not allowed. Stop what uses it, or take another: make run PORT=%d"
            raise Stop(message % (text, int(text) + 1 if int(text) > 1023 else 8001)) from None
    return text


def ensure_packages(requirements):
    """Make `.venv` and install the pinned packages, unless that was done for these very pins."""
    pins = ROOT / requirements
    mark = VENV / ("installed-" + requirements)
    wanted = fingerprint([pins], sys.version)
    if mark.exists() and mark.read_text() == wanted and works():
        return
    need_room(ROOM_FOR_INSTALL)
    if not works():
        print("Making .venv ...", flush=True)
        if VENV.exists():
            shutil.rmtree(str(VENV))
        if subprocess.call([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.DEVNULL):
            raise Stop("Python's venv module does not work. On Debian and Ubuntu: apt install python3-venv")
    print("Installing packages (%s) ..." % requirements, flush=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.call(
        [str(IN_VENV), "-m", "pip", "install"] + quiet + ["--require-hashes", "-r", str(pins)]
    ):
        raise Stop("the packages could not be installed; the lines above say why. Is the network there?")
    mark.write_text(wanted)


def works():
    if not IN_VENV.exists():
        return False
    return subprocess.call([str(IN_VENV), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def ensure_data():
    """Migrate and load what the project brings along, unless that was done for these very files."""
    need_room(ROOM_FOR_DATA)
    STATE.mkdir(exist_ok=True)
    mark = STATE / "loaded"
    sources = [ROOT / "requirements.txt"]
    for folder in ("stories", "contest", "site"):
        for pattern in ("migrations/*.py", "data/**/*.toml", "domain/*.py", "management/**/*.py"):
            sources += sorted((ROOT / folder).rglob(pattern))
    wanted = fingerprint(sources, os.environ.get("DATABASE_URL", ""))
    database = STATE / "db.sqlite3"
    if mark.exists() and mark.read_text() == wanted and (database.exists() or os.environ.get("DATABASE_URL")):
        return
    print("Preparing the database ...", flush=True)
    manage("migrate", "--verbosity", "0")
    manage("load_communities")
    manage("load_stories")
    # A site from before there was a search has stories and no index.
    manage("index_stories", "--if-empty", "--verbosity", "0")
    manage("load_call")
    mark.write_text(wanted)


def need_room(room):
    free = shutil.disk_usage(str(ROOT)).free
    if free < room:
        raise Stop("only %d MB are free on this disk, %d MB are needed." % (free // 10**6, room // 10**6))


def fingerprint(paths, salt):
    digest = hashlib.sha256(salt.encode())
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def manage(*arguments):
    python("manage.py", *arguments)


def python(*arguments):
    subprocess.check_call([str(IN_VENV)] + list(arguments), cwd=str(ROOT))


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(
            "Python %d.%d or newer is needed; this is %d.%d. Give another with: make %s PYTHON=python3.12"
            % (OLDEST + sys.version_info[:2] + (sys.argv[1],))
        )
    main(sys.argv[1])
