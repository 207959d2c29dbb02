"""The page of promises: each promise names tests, and each test that is named is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "trust.md").read_text(encoding="utf-8")
CITED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def promises() -> list[tuple[str, str]]:
    """Each row of the tables: what is promised, and what is said to prove it."""
    rows = re.findall(r"^\| (.+?) \| (.*) \|$", PAGE, flags=re.MULTILINE)
    return [(said, proof) for said, proof in rows if said != "Promise"]


def names_in(path: Path) -> set[str]:
    """Names of the tests of a file that begin as tests do."""
    functions = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {
        found.name
        for found in functions
        if isinstance(found, ast.FunctionDef) and found.name.startswith("test_")
    }


@pytest.mark.parametrize(("said", "proof"), promises())
def test_a_promise_names_tests_that_are_there(said: str, proof: str) -> None:
    cited = CITED.findall(proof)
    assert cited, f"no test proves: {said}"
    assert not CITED.sub("", proof).strip(), "the proof is tests and nothing else"
    for path, name in cited:
        assert name in names_in(ROOT / path), f"{path} has no {name}"


def test_there_are_promises_and_what_is_not_promised() -> None:
    assert len(promises()) > 30
    assert "## What Seedbed does not promise" in PAGE
