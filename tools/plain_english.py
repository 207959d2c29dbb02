"""Plain English in what readers meet: long sentences, words to avoid, unexplained initials.

    python tools/plain_english.py

Looks at every translatable string of the front room and of what is published, at what both sample
studies write for readers, and at the gate questions and signs of the stages. Prints each doubt
with its place; ends with 1 if there is one. See docs/explanation/plain-english.md.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedbed.formats.language import Prompt
    from seedbed.formats.row import Row

os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-words-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")

SOURCE = Path(__file__).resolve().parent.parent / "src" / "seedbed"
# What a reader of published pages meets. The workbench speaks to researchers.
ROOMS = ("front_room", "publish")
MARKED = {"_", "lazy", "lazy_plural", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_STRING = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
IN_TEMPLATE = re.compile(rf"\b(?:n?gettext|_)\(\s*{_STRING}(?:,\s*{_STRING})?")

Place = tuple[str, str]  # where a text stands, and the text


def main() -> int:
    import django

    django.setup()
    from seedbed.library.plain_english import doubts

    found = [
        f"{place}: {doubt.text()}\n    {doubt.sentence}"
        for place, text in (*strings(), *stages())
        for doubt in doubts(text)
    ]
    found += [
        f"{study}, {prompt.text()}\n    {prompt.doubt.sentence}" for study, prompt in samples()
    ]
    if found:
        print(*found, sep="\n")
        print(f"Doubts: {len(found)}. What to do: docs/explanation/plain-english.md")
    return 1 if found else 0


def strings() -> Iterator[Place]:
    """Every translatable string, as the catalogue gathers it."""
    for room in ROOMS:
        for path in sorted((SOURCE / room).rglob("*")):
            if path.suffix in READ:
                name = path.relative_to(SOURCE).as_posix()
                for line, text in READ[path.suffix](path.read_text("utf-8")):
                    yield f"{name}:{line}", text


def of_template(text: str) -> Iterator[tuple[int, str]]:
    """The translatable strings of a template, each with its line."""
    from django.utils.translation.template import templatize

    code = templatize(text)
    for call in IN_TEMPLATE.finditer(code):
        for literal in filter(None, call.groups()):
            yield code.count("\n", 0, call.start()) + 1, ast.literal_eval(literal)


def of_python(text: str) -> Iterator[tuple[int, str]]:
    """The strings that a module hands to gettext, each with its line."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKED:
            for given in call.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield call.lineno, given.value


READ = {".html": of_template, ".py": of_python}


def stages() -> Iterator[Place]:
    """What each stage of the map says and asks."""
    from seedbed import library

    for stage in library.stages():
        for text in (stage.definition, *stage.gate_questions, *stage.signs_of_stall):
            yield f"library/data/stages.toml, {stage.id}", text


def samples() -> Iterator[tuple[str, Prompt]]:
    """Doubts about what the two sample studies write for readers."""
    from seedbed.formats.folder import read_folder
    from seedbed.formats.language import prompts
    from seedbed.samples import innovation_programme, six_sites

    real = read_folder(innovation_programme.FOLDER)
    invented: dict[str, list[Row]] = defaultdict(list)
    for row in six_sites.study_rows():
        invented[row.table].append(row)
    for study, tables in ((real.study, real.tables), (six_sites.written.study(), invented)):
        for prompt in prompts(study, tables):
            yield study.id, prompt


if __name__ == "__main__":
    sys.exit(main())
