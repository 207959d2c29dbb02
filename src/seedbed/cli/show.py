"""Answers, reports and library entries in a terminal."""

import json
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from seedbed.errors import InputError


def show_run(out: Console, runs: list[Any], *, as_json: bool, whole: bool) -> None:
    """Show answers: the paragraph first, then doubts, then the table."""
    if as_json:
        told = [
            {
                "id": str(run.public_id),
                "asked": run.asked,
                "digest": run.digest,
                "method_version": run.method_version,
                **run.result,
            }
            for run in runs
        ]
        out.print_json(json.dumps(told[0] if whole else told, ensure_ascii=False))
        return
    for run in runs:
        out.print(f"\n{run.asked}", style="bold", markup=False)
        out.print(run.result["text"], markup=False)
        for warning in run.result["warnings"]:
            out.print(f"! {warning}", markup=False)
        if whole:
            _print_table(out, run.result["table"])


def report_text(by: Any, study: Any, form: str, *, today: date) -> str:
    """A report in the form asked for."""
    from seedbed.publish.report import report

    if form == "html":
        from seedbed.publish.html_report import html_report

        return html_report(by, study, today=today)
    body = report(by, study, today=today)
    if form == "json":
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    return _plain_report(body)


def _plain_report(body: dict[str, Any]) -> str:
    lines = [body["study"]["title"], "=" * len(body["study"]["title"]), ""]
    lines += [body["study"]["limits"], ""] if body["study"]["limits"] else []
    for claim in body["claims"]:
        lines += [f"{claim['id']} ({claim['status']}): {claim['text']}"]
        for relation in ("supports", "contradicts", "qualifies", "silent"):
            lines += [
                f"    {relation}: {item['says']} [{item['source']}]" for item in claim[relation]
            ]
        lines.append("")
    return "\n".join(lines)


def show_catalogue(out: Console, kind: str) -> None:
    """List the library, all of it or one kind."""
    from seedbed.library import catalogue

    entries = [entry for entry in catalogue() if not kind or entry.kind == kind]
    if not entries:
        kinds = ", ".join(dict.fromkeys(entry.kind for entry in catalogue()))
        raise InputError(f"The library holds no {kind!r}. Its kinds are: {kinds}.")
    table = Table("kind", "id", "title", "holds")
    for entry in entries:
        table.add_row(entry.kind, entry.id, entry.title, str(entry.n))
    out.print(table)


def show_entry(out: Console, name: str, *, as_json: bool) -> None:
    """Show one library entry."""
    from seedbed.library import show

    found = show(name)
    if as_json:
        told = {"id": found.id, "title": found.title, "text": found.text(), "table": found.table()}
        out.print_json(json.dumps(told, ensure_ascii=False, default=str))
        return
    out.print(found.text(), markup=False)
    _print_table(out, found.table())


def _print_table(out: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    if out.width < 30 * len(names):  # too narrow for columns: one block a row
        for row in rows:
            out.print()
            for name in names:
                if row[name] not in (None, ""):
                    out.print(f"  {name.replace('_', ' ')}: {_cell(row[name])}", markup=False)
        return
    table = Table(*(name.replace("_", " ") for name in names))
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in names))
    out.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)
