"""Small enough to be read whole: a module on a few screens, a function on one."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.floors import SOURCE

# A function is counted without its docstring, which holds a worked example.
MODULE, FUNCTION = 300, 50
# What is longer, and why it is better so.
LONGER = {
    "formats/rows.py": "the whole contract of a study folder, read from top to bottom in one place",
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), path


def test_a_module_is_read_at_a_sitting() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules()}
    assert len(lengths) > 100
    long = {name for name, length in lengths.items() if length > MODULE}
    assert long == set(LONGER), "divide it, or say in LONGER why not"


def test_a_function_fits_on_a_screen() -> None:
    long = []
    for name, path in modules():
        for found in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (found.end_lineno or found.lineno) - found.lineno + 1
                length -= (ast.get_docstring(found, clean=False) or "").count("\n")
                if length > FUNCTION:
                    long.append(f"{name}: {found.name} has {length} lines")
    assert long == []


def test_a_module_says_what_it_is_for() -> None:
    silent = [name for name, path in modules() if not _says_something(path)]
    assert silent == []


def _says_something(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return not tree.body or bool(ast.get_docstring(tree))
