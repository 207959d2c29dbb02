"""The gate of a study of real people in a terminal, and the members of a study."""

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from seedbed.cli.start import STORE, command_line, start, study_here
from seedbed.errors import InputError, SeedbedError

out = Console(highlight=False, soft_wrap=True)


class GateShut(SeedbedError):
    """Something is missing at the gate of a study."""

    exit_code = 7


def gate(
    context: typer.Context,
    study: Annotated[str, typer.Argument(help="The id of a study of real people.")],
    basis: Annotated[str, typer.Option(help="Its lawful basis, such as public-task.")] = "",
    condition: Annotated[
        str, typer.Option(help="Its condition for special categories, such as research.")
    ] = "",
    policy: Annotated[str, typer.Option(help="Where the policy document is.")] = "",
    retention: Annotated[str, typer.Option(help="How long the material is kept.")] = "",
    review_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When that is looked at.")
    ] = None,
    consent: Annotated[
        Path | None,
        typer.Option(help="A text file: the words people are shown. The next version of a use."),
    ] = None,
    use: Annotated[str, typer.Option(help="What those words ask for.")] = "take-part",
) -> None:
    """Say what keeps a study of real people shut, and settle it."""
    start(context.obj)
    from seedbed.record.gate.actions import add_consent_text, settle

    by, row = command_line(), study_here(study)
    given: dict[str, Any] = {
        "lawful_basis": basis, "special_condition": condition, "policy": policy,
        "retention": retention, "review_on": review_on.date() if review_on else None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value}
    if given:
        settle(by=by, study=row, **given)
    if consent is not None:
        add_consent_text(by=by, study=row, use=use, text=_text(consent), since=date.today())
    if not tell(row):
        raise GateShut(f"The gate of {row.key} is shut.")


def member(
    context: typer.Context,
    study: Annotated[str, typer.Argument(help="The id of a study.")],
    username: Annotated[str, typer.Argument(help="The user name; an account is made if need be.")],
    role: Annotated[str, typer.Option(help="Their role, such as researcher.")],
    site: Annotated[str, typer.Option(help="The site they belong to, for a site-member.")] = "",
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it runs.")
    ] = None,
) -> None:
    """Give somebody a role in a study."""
    start(context.obj)
    from seedbed.record.study.selectors import sites

    by, row = command_line(), study_here(study)
    place = next((s for s in sites(by, row) if s.key == site), None)
    if site and place is None:
        raise InputError(f"{study} has no site called {site}.")
    add(by, row, username, role, site=place, until=until.date() if until else None)


def add(by: Any, study: Any, username: str, role: str, **more: Any) -> None:
    """Give somebody a role; make their account, with a first password, where there is none."""
    from django.db import transaction

    from seedbed.record.people.actions import add_member
    from seedbed.trust.accounts import account, new_account

    made = ""
    with transaction.atomic(using=STORE):  # no account stays behind whose password nobody was told
        user = account(username, using=STORE)
        if user is None:
            made = secrets.token_urlsafe(12)
            user = new_account(username, made, using=STORE)
        held = add_member(by=by, study=study, user=user, role=role, **more)
    ends = f", until {held.until}" if held.until else ""
    out.print(f"{username} is now {role} of {study.key}{ends}.", markup=False)
    if made:
        out.print(f"First password, to be changed after logging in:  {made}", markup=False)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise InputError(f"{path} cannot be read as a text file in UTF-8.") from wrong


def tell(study: Any) -> bool:
    """Say what keeps a gate shut. Gives whether it stands open."""
    from seedbed.record.gate.lock import missing

    left = missing(study, using=STORE, today=date.today())
    if not left:
        out.print(f"The gate of {study.key} stands open.", markup=False)
        return True
    out.print(f"What keeps the gate of {study.key} shut:", markup=False)
    for item in left:
        out.print(f"  {item.what}\n      {item.remedy}", markup=False)
    return False
