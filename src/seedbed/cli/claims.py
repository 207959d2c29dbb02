"""Checking a published claim in a terminal."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.library import Shown
from seedbed.cli.start import STORE, start

out = Console(highlight=False, soft_wrap=True)


def check_claim(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A claim file (TOML): what was said, and a series.")],
    form: Annotated[Shown, typer.Option("--format", help="text or json.")] = Shown.text,
) -> None:
    """Recompute a published "fell by X %" over every choice that can be defended."""
    from seedbed.formats.claim_file import read_claim_file

    given = read_claim_file(file)
    start(context.obj)
    from django.conf import settings

    from seedbed.publish.claim_check import check_file, sets_of, sets_said
    from seedbed.trust.asking import system

    found = check_file(given, by=system("command-line", using=STORE), data=settings.DATA)
    sets = sets_of(given, data=settings.DATA)
    settle = found.what_would_settle_it()
    if form is Shown.json:
        told = {
            "text": found.text(),
            "numbers": found.numbers,
            "warnings": list(found.warnings),
            "what_would_settle_it": settle,
            "compared_with": sets,
            "choices": found.table(),
        }
        out.print_json(json.dumps(told, ensure_ascii=False, default=str))
        return
    out.print(found.text(), markup=False)
    out.print(f"Compared with: {'; '.join(['nobody', *sets_said(sets)])}.", markup=False)
    for warning in found.warnings:
        out.print(f"! {warning}", markup=False)
    out.print("\nWhat would settle it:", markup=False)
    for line in settle:
        out.print(f"- {line}", markup=False)
