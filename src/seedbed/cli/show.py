"""Answers, reports and library entries in a terminal."""

import json
from datetime import date
from typing import Any

from rich.console import Console

from seedbed.cli.tables import print_table


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
            print_table(out, run.result["table"])


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
