"""Joins the parts of the verifier, the other modules here, into the one file that people download.

The package's own docstring and lines head that file, as they are read before every part. In it all parts share one
room of names, so what is joined is only what means the same there as in its own module; anything else is refused.
"""

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

FILE_NAME = "verify_protocol.py"
FOLDER = Path(__file__).parent
PACKAGE = "contest.verifier"
HEAD = "__init__"
BAR = f"# {'-' * 117}"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Import = tuple[str, str, str]  # Module, the name taken from it, if one is, and how it is called here.


class NotAssembled(Exception):
    """The parts cannot be one file; the sentence says which and why."""


class Part(NamedTuple):
    """A module of the package, without its docstring and its imports."""

    name: str
    docstring: ast.stmt
    source: str
    body: str
    names: set[str]  # All that are bound at the top level, imports apart.
    needs: dict[str, set[str]]  # Names taken from other parts.
    imports: set[Import]  # From the standard library.


def assemble(folder: Path = FOLDER, package: str = PACKAGE) -> str:
    """Return the text of the one file.

    Raises:
        NotAssembled: a part imports what or as it should not, or two parts call different things by one name.
    """
    paths = sorted(path for path in folder.glob("*.py") if path.name != Path(__file__).name)
    parts = {path.stem: part_of(path.stem, path.read_text(encoding="utf-8"), package) for path in paths}
    if HEAD not in parts:
        raise NotAssembled(f"{folder}: there is no {HEAD}.py to head the file.")
    for part in parts.values():
        check_needs(part, parts)
    check_names(parts.values())
    head, *rest = in_order(parts)
    docstring = ast.get_source_segment(head.source, head.docstring)
    imports = import_lines({each for part in parts.values() for each in part.imports})
    pieces = [
        f"{docstring}\n\n{imports}\n\n{head.body}",
        *(f"{heading_of(part)}\n\n{part.body}" for part in rest),
    ]
    return "\n\n\n".join(piece.strip("\n") for piece in pieces) + "\n"


def part_of(name: str, source: str, package: str) -> Part:
    """Return the module with its imports told apart.

    Raises:
        NotAssembled: it has no docstring, or an import that cannot be left out or moved to the top.
    """
    tree = ast.parse(source, filename=f"{name}.py")
    if ast.get_docstring(tree) is None:
        raise NotAssembled(f"{name}: there is no docstring to head its part of the file.")
    docstring, *statements = tree.body
    taken = imports_of(name, tree)
    gone = {line for each in (docstring, *taken) for line in lines_of(each)}
    kept = [each for each in statements if each not in taken]
    crowded = gone & {line for each in kept for line in lines_of(each)}
    if crowded:
        raise NotAssembled(f"{name}, line {min(crowded)}: an import shares its line with something else.")
    needs: dict[str, set[str]] = {}
    imports: set[Import] = set()
    for each in taken:
        other = part_named_in(each, package, where=f"{name}, line {each.lineno}")
        if other:
            needs.setdefault(other, set()).update(alias.name for alias in each.names)
        else:
            imports.update(imports_in(each))
    text = (line for number, line in enumerate(source.split("\n"), start=1) if number not in gone)
    return Part(
        name, docstring, source, "\n".join(text).strip("\n"), set(names_bound_by(kept)), needs, imports
    )


def imports_of(name: str, tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports of the module.

    Raises:
        NotAssembled: some stand where they may be made late or not at all.
    """
    found = [each for each in ast.walk(tree) if isinstance(each, (ast.Import, ast.ImportFrom))]
    inner = [each for each in found if each not in tree.body]
    if inner:
        raise NotAssembled(
            f"{name}, line {inner[0].lineno}: an import stands elsewhere than at the top level."
        )
    return found


def lines_of(node: ast.stmt) -> range:
    """Return the numbers of the lines on which the statement stands."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def part_named_in(statement: ast.Import | ast.ImportFrom, package: str, *, where: str) -> str:
    """Return the part from which the statement takes names, "" if it takes from the standard library.

    Raises:
        NotAssembled: it takes from elsewhere, or all there is, or whole modules of ours, or under other names.
    """
    if isinstance(statement, ast.ImportFrom):
        modules = ["." * statement.level + (statement.module or "")]
    else:
        modules = [alias.name for alias in statement.names]
    line = f"{where}: “{ast.unparse(statement)}”"
    if any(alias.name == "*" for alias in statement.names):
        raise NotAssembled(f"{line} does not say which names it takes.")
    ours = [module for module in modules if module.partition(".")[0] in {"", package.partition(".")[0]}]
    if not ours:
        strange = [module for module in modules if module.partition(".")[0] not in sys.stdlib_module_names]
        if strange:
            raise NotAssembled(f"{line} takes from outside the standard library.")
        return ""
    before, _dot, part = modules[0].rpartition(".")
    renamed = any(alias.asname for alias in statement.names)
    if isinstance(statement, ast.Import) or before != package or renamed:
        raise NotAssembled(f"{line} should be “from {package}.<part> import <name>, …”.")
    return part


def imports_in(statement: ast.Import | ast.ImportFrom) -> Iterator[Import]:
    """Yield what the statement takes from the standard library."""
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom):
            yield statement.module or "", alias.name, alias.asname or alias.name
        else:
            yield alias.name, "", alias.asname or ""


def names_bound_by(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the names that the statements bind in the module, private ones too; if in doubt, rather one too many."""
    for statement in statements:
        inside = ast.walk(statement)
        if isinstance(statement, DEFINITIONS):
            yield statement.name
            inside = (node for node in inside if isinstance(node, ast.Global))
        for node in inside:
            if isinstance(node, ast.Global):
                yield from node.names
            elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id
            elif (
                isinstance(node, (*DEFINITIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name
            ):
                yield node.name


def name_bound_by(taken: Import) -> str:
    """Return the name that the import binds: `import a.b` binds a."""
    module, _name, called = taken
    return called or module.partition(".")[0]


def written(taken: Import) -> str:
    """Return what stands behind the word import."""
    module, name, called = taken
    return f"{name or module} as {called}" if called and called != name else name or module


def check_needs(part: Part, parts: dict[str, Part]) -> None:
    """Check that every name that the part takes is there to be taken.

    Raises:
        NotAssembled: there is no such part, or it does not itself define the name.
    """
    for other, names in sorted(part.needs.items()):
        if other not in parts:
            raise NotAssembled(f"{part.name}: there is no part {other}.")
        missing = sorted(names - parts[other].names)
        if missing:
            raise NotAssembled(f"{part.name}: {other} does not define {', '.join(missing)}.")


def check_names(parts: Iterable[Part]) -> None:
    """Check that every name means one thing in all parts, and none hides what is Python's own.

    Raises:
        NotAssembled: a name means two things.
    """
    meanings = dict.fromkeys(dir(builtins), "Python itself")
    for part in parts:
        bound = [(name, f"the part {part.name}") for name in sorted(part.names)]
        bound += [
            (name_bound_by(each), f"import {each[0]} {each[1]}".strip()) for each in sorted(part.imports)
        ]
        for name, meaning in bound:
            if meanings.setdefault(name, meaning) != meaning:
                raise NotAssembled(f"{part.name}: {name} is {meaning} here, but {meanings[name]} elsewhere.")


def in_order(parts: dict[str, Part]) -> list[Part]:
    """Return the parts so that each follows those that it needs.

    Raises:
        NotAssembled: some need each other.
    """
    # Sorted, because the order in which a set is walked may differ from run to run.
    graph = {name: sorted({HEAD, *part.needs} - {name}) for name, part in parts.items()}
    try:
        return [parts[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise NotAssembled(f"These parts need each other: {' → '.join(error.args[1])}.") from None


def import_lines(imports: set[Import]) -> str:
    """Return the imports of all parts, each once, in the order in which they stand in every module."""
    whole = sorted(f"import {written(each)}" for each in imports if not each[1])
    modules = sorted({module for module, name, _called in imports if name})
    taken = {
        module: sorted(written(each) for each in imports if each[0] == module and each[1])
        for module in modules
    }
    lines = [f"from {module} import {', '.join(names)}" for module, names in taken.items()]
    future = [line for line in lines if line.startswith("from __future__ ")]
    others = [line for line in lines if line not in future]
    return "\n".join([*future, *([""] if future else []), *whole, *others])


def heading_of(part: Part) -> str:
    """Return the docstring of the part as a comment between bars."""
    docstring = ast.get_docstring(ast.Module([part.docstring], [])) or ""
    return "\n".join([BAR, *(f"# {line}".rstrip() for line in docstring.splitlines()), BAR])
