"""Starting the house from a terminal: the data folder, Django, a database that is up to date."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

STORE = "default"
StudyName = Annotated[str, typer.Argument(help="The id of a study, as in study.toml.")]


def start(data: Path | None = None, *, as_it_is: bool = False) -> None:
    """Make ready to use the record. Slow parts are imported here, not when help is asked for.

    ``as_it_is`` leaves the database as it stands, for whoever only looks at it.
    """
    if data is not None:
        os.environ["SEEDBED_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")
    from seedbed.trust.data_folder import data_folder
    from seedbed.trust.key_change import settle

    if said := settle(data_folder()):
        sys.stderr.write(f"{said}\n")
    import django

    django.setup()
    if not as_it_is:
        _migrate()


def _migrate() -> None:
    from django.db.utils import DatabaseError

    from seedbed.errors import SeedbedError
    from seedbed.trust.asking import system
    from seedbed.trust.keeping.current import bring_up_to_date
    from seedbed.trust.right_key import know

    try:
        done = bring_up_to_date(system("update", using=STORE))
        know(using=STORE)
    except DatabaseError as wrong:
        raise SeedbedError(
            f"The database cannot be opened ({str(wrong).strip()}). "
            "Check --data or SEEDBED_DATABASE, and that the server is running; a damaged file is "
            "mended by restoring a backup."
        ) from wrong
    if done:
        sys.stderr.write(f"The store was of an older Seedbed: {done} migrations brought it up.\n")


def command_line() -> Any:
    """Who asks, at a terminal: the system, as the audit will say."""
    from seedbed.trust.asking import system

    return system("command-line", using=STORE)


def study_here(name: str) -> Any:
    """A study by its id; where there is none, the studies there are."""
    from seedbed.errors import NotFound
    from seedbed.record.study.selectors import studies, study_named

    try:
        return study_named(command_line(), name)
    except NotFound as wrong:
        held = ", ".join(study.key for study in studies(command_line())) or "none yet"
        raise NotFound(f"There is no study {name!r} here. Studies here: {held}.") from wrong


def start_light() -> None:
    """Make the code importable without touching any data folder."""
    import tempfile

    if "SEEDBED_DATA" not in os.environ:
        os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")
    import django

    django.setup()
