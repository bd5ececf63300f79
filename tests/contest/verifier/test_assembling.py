"""The parts of the verifier become one file that runs by itself; what would not mean the same there is refused."""

import ast
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from contest.verifier.assembling import FOLDER, NotAssembled, assemble
from contest.verifier.command_line import main
from tests.contest.verifier import protocols
from tests.contest.verifier.protocols import Protocol, plain

HEAD = {"__init__": '"""How to run it."""\n\nfrom __future__ import annotations\n'}
LAST = '"""Last."""\n\nfrom shop.first import greet\n\ngreet()\n'


@pytest.fixture
def shop(tmp_path):
    """Join a package named shop of these parts."""

    def assemble_shop(**parts):
        for name, source in (HEAD | parts).items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        return assemble(tmp_path, "shop")

    return assemble_shop


# The verifier's own file.


def test_file_says_first_how_to_run_it(program):
    tree = ast.parse(program.read_text("utf-8"))
    assert ast.get_docstring(tree).splitlines()[2] == "    python verify_protocol.py protocol-third.json"


def test_file_needs_the_standard_library_alone_and_names_each_import_once(program):
    tree = ast.parse(program.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = [
        module
        for node in imports
        for module in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
        )
    ]
    assert {module.partition(".")[0] for module in modules} - sys.stdlib_module_names == set()
    assert imports == tree.body[1 : len(imports) + 1]
    assert sorted(set(modules)) == sorted(modules)


def test_file_is_read_by_the_oldest_python_that_it_promises(program):
    with pytest.raises(SyntaxError):
        ast.parse("match 1:\n    case _: pass\n", feature_version=(3, 9))
    _docstring, *statements = ast.parse(program.read_text("utf-8"), feature_version=(3, 9)).body
    assert ast.unparse(statements[0]) == "from __future__ import annotations"
    first = next(each for each in statements if not isinstance(each, (ast.Import, ast.ImportFrom)))
    assert ast.unparse(first).splitlines()[0] == "if sys.version_info < (3, 9):"


def test_file_is_the_same_however_sets_are_walked(program):
    order = "from contest.verifier.assembling import assemble; import sys; sys.stdout.write(assemble())"
    for seed in ("1", "2", "3"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-c", order]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True
        )
        assert done.stdout == program.read_bytes()


def test_file_holds_every_definition_of_every_part_once(program):
    own = (ast.FunctionDef, ast.ClassDef)
    parts = [path for path in FOLDER.glob("*.py") if path.name != "assembling.py"]
    trees = [ast.parse(path.read_text("utf-8")) for path in parts]
    expected = [ast.dump(node) for tree in trees for node in tree.body if isinstance(node, own)]
    joined = ast.parse(program.read_text("utf-8")).body
    assert sorted(ast.dump(node) for node in joined if isinstance(node, own)) == sorted(expected)


def adjusted():
    """Return a protocol with strictness to compute, a tie to break and an award, its judging still open."""
    award = {"code": "best", "rule": "score", "minimum": None}
    rules = plain(adjustment="additive", tie_breaks=["median"], special_awards=[award])
    return Protocol(rules).table(A={"J1": 80, "J2": 60}, B={"J1": 70, "J2": 50}, C={"J2": 60}).document()


@pytest.mark.parametrize("options", [["--ranking"], ["--json"], ["--json", "--lang", "en"], ["--lang", "en"]])
@pytest.mark.parametrize(
    "case",
    [(protocols.valid().document(), 0), (adjusted(), 1), ({"events": [{"number": 1}, 2]}, 1), ([], 2)],
    ids=["right", "unfinished", "broken", "none"],
)
def test_file_says_the_same_as_its_parts(case, options, run, tmp_path, capsys):
    document, code = case
    path = tmp_path / "protocol.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert main([str(path), *options]) == code
    assert run(path, *options) == (code, capsys.readouterr().out.splitlines(), "")


# What is joined, and how.


FIRST = '''"""First.

More of it."""

import sys
from os import (
    sep,
    path as way,
)


def greet( name="you" ):  # As it stands.
    sys.stdout.write(way.join(name, sep))
'''
BAR = f"# {'-' * 117}"
JOINED = f'''"""How to run it."""

from __future__ import annotations

import sys
from os import path as way, sep


{BAR}
# First.
#
# More of it.
{BAR}

def greet( name="you" ):  # As it stands.
    sys.stdout.write(way.join(name, sep))


{BAR}
# Last.
{BAR}

greet()
'''


def test_parts_follow_those_that_they_need_with_their_text_kept(shop):
    assert shop(a_last=LAST, first=FIRST) == JOINED


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "def greet(): ...",
            "def greet(): ...",
            "greet is the part second here, but the part first elsewhere.",
        ),
        ("_most = 1", "_most: int = 1", "_most is the part second here, but the part first elsewhere."),
        (
            "class Line: ...",
            "(Line, most) = 1, 2",
            "Line is the part second here, but the part first elsewhere.",
        ),
        ("most = 1", "for most in (): pass", "most is the part second here, but the part first elsewhere."),
        (
            "most = 1",
            "def learn():\n    global most\n    most = 2",
            "most is the part second here, but the part first elsewhere.",
        ),
        ("most = 1", "if most := 2: ...", "most is the part second here, but the part first elsewhere."),
        ("def json(): ...", "import json", "json is import json here, but the part first elsewhere."),
        (
            "from statistics import mean",
            "def mean(): ...",
            "mean is the part second here, but import statistics mean elsewhere.",
        ),
        (
            "from json import loads",
            "from pickle import loads",
            "loads is import pickle loads here, but import json loads elsewhere.",
        ),
        ("", "def open(): ...", "open is the part second here, but Python itself elsewhere."),
    ],
)
def test_name_that_means_two_things_is_refused(first, second, said, shop):
    with pytest.raises(NotAssembled) as refused:
        shop(first=f'"""First."""\n{first}\n', second=f'"""Second."""\n{second}\n')
    assert str(refused.value) == f"second: {said}"


def test_names_inside_functions_and_shared_imports_may_be_alike(shop):
    source = "import json\nfrom math import pi\n\ndef {}():\n    most = pi\n    return json, most\n"
    parts = {name: f'"""One."""\n{source.format(name)}' for name in ("first", "second")}
    assert shop(**parts).count("most = pi") == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import shop.first", "should be “from shop.<part> import <name>, …”."),
        ("import shop.first as first", "should be “from shop.<part> import <name>, …”."),
        ("from shop import first", "should be “from shop.<part> import <name>, …”."),
        ("from shop.first.inner import greet", "should be “from shop.<part> import <name>, …”."),
        ("from shop.first import greet as hail", "should be “from shop.<part> import <name>, …”."),
        ("from .first import greet", "should be “from shop.<part> import <name>, …”."),
        ("from . import first", "should be “from shop.<part> import <name>, …”."),
        ("from shop.first import *", "does not say which names it takes."),
        ("from math import *", "does not say which names it takes."),
        ("import django", "takes from outside the standard library."),
        ("from stories.models import StoryPage", "takes from outside the standard library."),
    ],
)
def test_import_of_another_form_is_refused(line, said, shop):
    with pytest.raises(NotAssembled) as refused:
        shop(first='"""First."""\n\ngreet = 1\n', last=f'"""Last."""\n\n{line}\n')
    assert str(refused.value) == f"last, line 3: “{line}” {said}"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("from shop.second import greet", "last: there is no part second."),
        ("from shop.first import hail", "last: first does not define hail."),
        ("from shop.first import sys", "last: first does not define sys."),
        ("def read():\n    import json", "last, line 4: an import stands elsewhere than at the top level."),
        (
            "if 1:\n    from shop.first import greet",
            "last, line 4: an import stands elsewhere than at the top level.",
        ),
        ("import json; most = 1", "last, line 3: an import shares its line with something else."),
    ],
)
def test_import_that_would_fail_or_change_the_order_is_refused(last, said, shop):
    with pytest.raises(NotAssembled) as refused:
        shop(first='"""First."""\nimport sys\ngreet = 1\n', last=f'"""Last."""\n\n{last}\n')
    assert str(refused.value) == said


def test_parts_that_need_each_other_are_refused(shop):
    first = '"""First."""\nfrom shop.last import end\n\ndef greet(): ...\n'
    with pytest.raises(NotAssembled) as refused:
        shop(first=first, last=f"{LAST}\nend = 1\n")
    assert str(refused.value) == "These parts need each other: first → last → first."


def test_part_without_words_of_its_own_is_refused(shop):
    with pytest.raises(NotAssembled) as refused:
        shop(first="most = 1\n")
    assert str(refused.value) == "first: there is no docstring to head its part of the file."


def test_folder_without_a_head_is_refused(tmp_path):
    with pytest.raises(NotAssembled) as refused:
        assemble(tmp_path, "shop")
    assert str(refused.value) == f"{tmp_path}: there is no __init__.py to head the file."
