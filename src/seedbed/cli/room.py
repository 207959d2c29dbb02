"""The release room in a terminal: asking, what waits, and the released file."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from seedbed.cli.start import STORE, StudyName, command_line, start, study_here
from seedbed.errors import InputError, NotFound

out = Console(highlight=False, soft_wrap=True)
AskedBy = Annotated[
    str, typer.Option("--by", help="Your user name, where the study is of real people.")
]


def who_asks(study: Any, name: str) -> Any:
    """Who asks: the system, or a named member where the study is of real people.

    Nobody may pass what they asked for themselves, so it must be known who asked.
    """
    if study.kind != "real":
        return command_line()
    from seedbed.record.people.selectors import asker_for
    from seedbed.trust.accounts import account

    user = account(name, using=STORE) if name else None
    if user is None:
        raise InputError(
            f"{study.title} is a study of real people: two others look at what leaves it. Say who "
            "asks, with the user name of a member: --by NAME."
        )
    return asker_for(user, using=STORE, today=date.today(), proven=True)


def tell_waiting(release: Any) -> None:
    """Say that something waits, and what happens next."""
    out.print(
        f"{release.name} waits in the release room: two people who did not ask for it must look "
        "at it. Nothing has left the study.",
        markup=False,
    )
    out.print(f"  They look on the web, under Release room. SHA-256 {release.sha256}", markup=False)
    if not release.is_page:
        out.print(
            f"  Once released: seedbed release-out {release.study.key} {release.name} --to FILE",
            markup=False,
        )


def releases(context: typer.Context, study: StudyName) -> None:
    """List what waits in the release room of a study, and what was decided."""
    start(context.obj)
    from seedbed.record.releases import selectors

    rows = list(selectors.releases(command_line(), study_here(study)))
    for row in rows:
        out.print(f"{row.status:<9} {_day(row.asked_at)}  {row.name}", markup=False)
        if row.stopped_because:
            out.print(f"          {row.stopped_because}", markup=False)
    if not rows:
        out.print("Nothing was ever asked for.")


def release_out(
    context: typer.Context,
    study: StudyName,
    name: Annotated[str, typer.Argument(help="Its name, such as report/html/1.")],
    to: Annotated[Path, typer.Option(help="The file to write, which does not exist yet.")],
    by: AskedBy = "",
) -> None:
    """Write a released file, byte for byte what two people passed."""
    start(context.obj)
    from seedbed.record.releases.given import given_out
    from seedbed.record.releases.selectors import release_named

    held = study_here(study)
    asker = who_asks(held, by)
    row = release_named(asker, held, name)
    if row is None:
        raise NotFound(f"There is no {name} in the release room of {held.key}.")
    content = given_out(by=asker, release=row)
    try:
        with to.open("xb") as file:
            file.write(content)
    except FileExistsError as there:
        raise InputError(f"{to} is there already. Name a file that is not.") from there
    out.print(f"Wrote {to}, as it was passed. SHA-256 {row.sha256}", markup=False)


def _day(at: datetime) -> str:
    return at.date().isoformat()
