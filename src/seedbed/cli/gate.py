"""Studies of real people in a terminal: beginning one, its gate, its members."""

import re
import secrets
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from seedbed.cli.start import STORE, start
from seedbed.errors import InputError, SeedbedError

out = Console(highlight=False, soft_wrap=True)


class GateShut(SeedbedError):
    """Something is missing at the gate of a study."""

    exit_code = 7


def begin_real(context: typer.Context, name: str, title: str) -> None:
    """Begin a study of real people and walk its lead to the gate."""
    start(context.obj)
    from seedbed.record.gate.actions import begin_real_study
    from seedbed.trust.asking import system

    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    by = system("command-line", using=STORE)
    study = begin_real_study(by=by, key=key, title=title, today=date.today())
    out.print(f"Began {study.title}, a study of real people. It is empty and shut.", markup=False)
    username = typer.prompt("Who leads it? A user name").strip()
    _add(by, study, username, "lead")
    _tell(study)
    out.print("\nThe lead can settle the rest on the web: seedbed serve, log in, open the study.")


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
) -> None:
    """Say what keeps a study of real people shut, and settle it."""
    start(context.obj)
    from seedbed.record.gate.actions import settle
    from seedbed.record.study.selectors import study_named
    from seedbed.trust.asking import system

    by = system("command-line", using=STORE)
    row = study_named(by, study)
    given: dict[str, Any] = {
        "lawful_basis": basis, "special_condition": condition, "policy": policy,
        "retention": retention, "review_on": review_on.date() if review_on else None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value}
    if given:
        settle(by=by, study=row, **given)
    if not _tell(row):
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
    from seedbed.record.study.selectors import sites, study_named
    from seedbed.trust.asking import system

    by = system("command-line", using=STORE)
    row = study_named(by, study)
    place = next((s for s in sites(by, row) if s.key == site), None)
    if site and place is None:
        raise InputError(f"{study} has no site called {site}.")
    _add(by, row, username, role, site=place, until=until.date() if until else None)


def _add(by: Any, study: Any, username: str, role: str, **more: Any) -> None:
    from seedbed.record.people.actions import add_member
    from seedbed.trust.accounts import account, new_account

    user = account(username, using=STORE)
    made = ""
    if user is None:
        made = secrets.token_urlsafe(12)
        user = new_account(username, made, using=STORE)
    held = add_member(by=by, study=study, user=user, role=role, **more)
    ends = f", until {held.until}" if held.until else ""
    out.print(f"{username} is now {role} of {study.key}{ends}.", markup=False)
    if made:
        out.print(f"First password, to be changed after logging in:  {made}", markup=False)


def _tell(study: Any) -> bool:
    from seedbed.record.gate.lock import missing

    left = missing(study, using=STORE, today=date.today())
    if not left:
        out.print(f"The gate of {study.key} stands open.", markup=False)
        return True
    out.print(f"What keeps the gate of {study.key} shut:", markup=False)
    for item in left:
        out.print(f"  {item.what}\n      {item.remedy}", markup=False)
    return False
