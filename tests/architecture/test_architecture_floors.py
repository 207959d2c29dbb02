"""The house as ARCHITECTURE.md tells it, as the import contract keeps it, and as it stands."""

import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.floors import SOURCE, modules_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "ARCHITECTURE.md"
ROW = re.compile(r"^\| *(\d+) *\| *`seedbed\.(\w+)` *\|", re.MULTILINE)


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts of pyproject.toml, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {found["name"]: found for found in project["tool"]["importlinter"]["contracts"]}


def the_one(kind: str, has: str) -> dict[str, Any]:
    [found] = [c for c in contracts().values() if c["type"] == kind and has in str(c)]
    return found


def linted(config: Path, *, where: Path) -> subprocess.CompletedProcess[str]:
    """What the linter of imports says of the package below a folder."""
    command = [Path(sys.executable).with_name("lint-imports"), "--config", config, "--no-cache"]
    return subprocess.run(
        list(map(str, command)), cwd=where, env=os.environ | {"PYTHONPATH": str(where)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def floors_told() -> list[tuple[int, str]]:
    return [(int(floor), package) for floor, package in ROW.findall(PAGE.read_text("utf-8"))]


def test_every_floor_is_a_package_and_every_package_on_a_floor() -> None:
    told = [package for _, package in floors_told()]
    there = {
        path.stem
        for path in SOURCE.iterdir()
        if (path / "__init__.py").exists() or (path.suffix == ".py" and path.stem[0] != "_")
    }
    assert len(told) == len(set(told))
    assert set(told) == there


def test_the_page_and_the_contract_tell_the_same_floors() -> None:
    layers = [[n.strip() for n in re.split(r"[|:]", layer)]
              for layer in the_one("layers", "front_room")["layers"]]  # fmt: skip
    by_floor: dict[int, set[str]] = {}
    for floor, package in floors_told():
        by_floor.setdefault(floor, set()).add(package)
    assert [by_floor[floor] for floor in sorted(by_floor, reverse=True)] == list(map(set, layers))


def test_the_page_names_only_what_there_is() -> None:
    names = set(re.findall(r"`(seedbed(?:\.\w+)+)`", PAGE.read_text("utf-8")))
    assert len(names) > 15
    for name in sorted(names):
        found = _find(name)
        assert found is not None, f"ARCHITECTURE.md names {name}, which is not there"


def _find(dotted: str) -> Any:
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            found = getattr(found, name, None)
        return found
    return None


def test_every_family_of_methods_is_in_the_contract() -> None:
    families = {
        f"seedbed.methods.{path.name}"
        for path in (SOURCE / "methods").iterdir()
        if (path / "__init__.py").exists()
    }
    assert set(the_one("independence", "methods")["modules"]) == families


def test_every_door_is_kept_from_every_table() -> None:
    [doors] = [{p for f, p in floors_told() if f == floor}
               for floor, package in floors_told() if package == "front_room"]  # fmt: skip
    contract = the_one("forbidden", "seedbed.record.*.models")
    assert set(contract["source_modules"]) == {f"seedbed.{door}" for door in doors}
    tables = [name for name in modules_of("seedbed.record") if name.endswith(".models")]
    kept = [re.compile(m.replace(".", r"\.").replace("*", r"\w+"))
            for m in contract["forbidden_modules"]]  # fmt: skip
    assert len(tables) >= 10
    assert [t for t in tables if not any(k.fullmatch(t) for k in kept)] == []


def test_the_contract_holds() -> None:
    said = linted(ROOT / "pyproject.toml", where=ROOT / "src")
    assert said.returncode == 0, said.stdout


# Imports nobody may write, each with the words of the contract that must refuse it.
PLANTED = [
    ("methods/prose.py", "from seedbed.trust import roles", "floors below it"),
    ("trust/roles.py", "from seedbed.record import words", "floors below it"),
    ("formats/cells.py", "from seedbed.inquiry import digest", "floors below it"),
    ("front_room/__init__.py", "from seedbed.workbench import urls", "floors below it"),
    ("publish/figures.py", "from seedbed.samples import six_sites", "floors below it"),
    ("methods/value/lines.py", "from seedbed.methods.effects import series", "Families"),
    ("library/loader.py", "import django.conf", "know no web"),
    ("cli/new.py", "from seedbed.record.study.models import Study", "no tables"),
    ("workbench/__init__.py", "from seedbed.record.models import TABLES", "no tables"),
    ("publish/figures.py", "from seedbed.trust.audit import note", "Only an action"),
]


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the house with every forbidden import planted in it."""
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(SOURCE, home / "seedbed", ignore=shutil.ignore_patterns("static", "folder"))
    shutil.copy(ROOT / "pyproject.toml", home)
    for file, line, _ in PLANTED:
        with (home / "seedbed" / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    said = linted(home / "pyproject.toml", where=home)
    assert said.returncode != 0, said.stdout
    return said.stdout


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED, ids=lambda value: value[:40])
def test_the_contract_refuses_what_it_must(
    broken_house: str, file: str, line: str, contract: str
) -> None:
    name = "seedbed." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert re.search(rf"{contract}.*BROKEN", broken_house), broken_house
    at = re.escape(name)
    target = re.escape(re.sub(r"from (\S+) import.*|import (\S+)", r"\1\2", line).split(".")[1])
    assert re.search(rf"{at} -> seedbed\.{target}|{at} -> {target}|{at} -> django", broken_house)


def test_no_action_is_done_without_its_rule() -> None:
    """A verb that no role may do would be a door painted on a wall, and one unheard of a typo."""
    from seedbed.trust.roles import ROLES

    known = {verb for role in ROLES.values() for verb in role.does | role.does_at_site}
    asked = set()
    for path in SOURCE.rglob("*.py"):
        asked |= set(re.findall(r'\.(?:must|may)\(\s*"([\w-]+)"', path.read_text("utf-8")))
    assert asked == known
