"""Reference pages made from the code, so that they cannot drift.

python tools/generate_docs.py            write them
python tools/generate_docs.py --check    fail if what is committed differs
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-docs-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")
# Help texts wrap to the terminal: a fixed width makes the page the same everywhere.
os.environ["COLUMNS"] = "90"
os.environ["TERMINAL_WIDTH"] = "90"

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


FOLDER = """\
# The study folder

Plain files that a person can edit and git can follow; a Frictionless Data Package. UTF-8, commas,
dates as year-month-day, decimals with a point, an empty cell where nothing is known. A date known
only to its year or month is a pair: the earliest and the latest day.

Facts end with five columns that say how we know: `status`, `address`, `note`, `who`,
`recorded_on`. Numbers in sentences are bound, as `{{reading:id}}`; see
[how numbers are bound](../explanation/bound-numbers.md).

## study.toml
"""


def study_folder() -> str:
    from seedbed.formats.models import columns_of, references_of, required_of
    from seedbed.formats.rows import CSV_ROWS, TOML_ROWS, StudyFile

    lines = [FOLDER, *_fields(StudyFile, list(StudyFile.model_fields), {}, set())]
    headed = [(f"{model.table}.csv", model) for model in CSV_ROWS]
    headed += [(f"{name}: [[{m.table}]]", m) for name, models in TOML_ROWS.items() for m in models]
    for heading, model in headed:
        lines += ["", f"## {heading}", "", model.__doc__ or "", ""]
        lines += _fields(model, columns_of(model), references_of(model), required_of(model))
    return "\n".join(lines) + "\n"


def _fields(
    model: type, names: list[str], references: dict[str, str], required: set[str]
) -> list[str]:
    from typing import get_args

    from seedbed.formats.datapackage import _allowed
    from seedbed.formats.row import PROVENANCE

    lines = ["| column | must be filled | what it holds |", "|---|---|---|"]
    for name in names:
        if name in PROVENANCE and name != "status":
            continue
        field = model.model_fields[name]  # type: ignore[attr-defined]
        said = [field.description or ""]
        if name in references:
            said.append(f"Id of a row of `{references[name]}`")
        annotation = next(iter(get_args(field.annotation)), field.annotation)
        allowed = _allowed(field.annotation) or _allowed(annotation)
        if allowed:
            said.append("One of: " + ", ".join(f"`{word}`" for word in allowed))
        must = "yes" if name in required or field.is_required() else ""
        lines.append(f"| `{name}` | {must} | {'. '.join(part for part in said if part)} |")
    return lines


def questions() -> str:
    from seedbed.inquiry.questions import QUESTIONS

    lines = [
        "# Questions",
        "",
        "What a study can be asked, from the terminal (`seedbed run STUDY QUESTION name=value`)",
        "and on the workbench. Both are made from the same declaration.",
    ]
    for question in QUESTIONS.values():
        lines += ["", f"## {question.name}", "", f"**{question.title}** {question.says}", ""]
        lines += [f"Reads: {', '.join(question.nouns)}. Method version {question.method_version}."]
        if question.parameters:
            lines += ["", "| parameter | what it is | if not given |", "|---|---|---|"]
        for p in question.parameters:
            otherwise = "needed" if p.default is None else p.default or "all"
            lines.append(f"| `{p.name}` | {p.says} | {otherwise} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    from typer.main import get_command

    from seedbed.cli.main import app

    group = get_command(app)
    lines = [
        "# Commands",
        "",
        "Exit codes: 0 done, 2 input that cannot be used, 3 not allowed, 4 no",
    ]
    lines += ["such thing, 1 any other refusal. Errors are plain sentences on standard error.", ""]
    context = group.make_context("seedbed", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        lines += _help(f"seedbed {name}", command)
        for inner in getattr(command, "commands", {}):
            lines += _help(f"seedbed {name} {inner}", command.commands[inner])
    return "\n".join(lines) + "\n"


def _help(name: str, command) -> list[str]:  # type: ignore[no-untyped-def]
    context = command.make_context(name, [], resilient_parsing=True)
    return [f"## {name}", "", "```text", command.get_help(context).strip(), "```", ""]


def roles() -> str:
    from seedbed.trust.roles import ROLES

    lines = [
        "# Roles",
        "",
        "Who sees and does what in a study. *Site* means: only at the site the membership names.",
        "Somebody who has not logged in sees published pages and nothing else.",
        "",
        "| noun | " + " | ".join(ROLES) + " |",
        "|---|" + "---|" * len(ROLES),
    ]
    for noun in sorted({noun for r in ROLES.values() for noun in r.sees | r.sees_at_site}):
        cells = [
            "yes" if noun in r.sees else "site" if noun in r.sees_at_site else ""
            for r in ROLES.values()
        ]
        lines.append(f"| {noun} | " + " | ".join(cells) + " |")
    verbs = sorted({v for r in ROLES.values() for v in (*r.does, *r.does_at_site)})
    lines += ["", "| verb | " + " | ".join(ROLES) + " |", "|---|" + "---|" * len(ROLES)]
    for verb in verbs:
        cells = [
            "yes" if verb in r.does else "site" if verb in r.does_at_site else ""
            for r in ROLES.values()
        ]
        lines.append(f"| {verb} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


PAGES = {
    "study-folder.md": study_folder,
    "questions.md": questions,
    "commands.md": commands,
    "roles.md": roles,
}


def main() -> int:
    import django

    django.setup()
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: make fix")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
