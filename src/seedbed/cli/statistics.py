"""Official statistics in a terminal."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.start import start
from seedbed.errors import InputError

out = Console(highlight=False, soft_wrap=True)


def load_statistics(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Published files: explore education statistics CSV, or a LAIT table together with "
            "its dictionary, and if wanted its neighbours and codes."
        ),
    ],
) -> None:
    """Read official statistics of England into the data folder, and say what was understood."""
    start(context.obj)
    from django.conf import settings

    from seedbed.formats import statistics

    report = statistics.load_statistics(files, settings.DATA)
    out.print(report.text(), markup=False)
    if report.refused:
        names = ", ".join(file.file for file in report.refused)
        raise InputError(f"Nothing was loaded of {names}; the reasons are above.")
