"""What the doctor looks at, from the top of its page to the bottom."""

import platform
from datetime import date
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import connections

from seedbed.cli.start import STORE
from seedbed.formats.statistics.readable import unreadable
from seedbed.trust.keeping.doctor import (
    Finding,
    file_findings,
    folder_findings,
    store_findings,
)
from seedbed.trust.store import is_protected

AT_HOME = {"127.0.0.1", "localhost", "[::1]"}


def all_findings(*, today: date) -> list[Finding]:
    """Every finding on the store and the data folder of the settings."""
    found = store_findings(using=STORE)
    opens = all(f.well for f in found if f.about in ("store", "migrations"))
    studies = 0
    if opens:
        from seedbed.record.study.selectors import studies as held
        from seedbed.trust.asking import system

        by = system("doctor", using=STORE)
        studies = held(by).count()
        found += [_room(), *_people(by, today)]
        found += file_findings(settings.DATA, using=STORE)
    found += folder_findings(settings.DATA, studies=studies)
    return [*found, _statistics(), _versions(opens)]


def _room() -> Finding:
    from seedbed.record.releases.guard import TRIGGERS

    well = TRIGGERS.stand(connections[STORE])
    return Finding(
        about="release-room",
        well=well,
        says="The database itself keeps the rule of two in the release room."
        if well
        else "The database no longer keeps the rule of two in the release room.",
        do="" if well else "Restore a backup, and find out who could write to the store.",
    )


def _people(by: Any, today: date) -> list[Finding]:
    from seedbed.record.people.guarded import real_studies, without_second_factor
    from seedbed.trust.accounts import demo_accounts_exist

    real, abroad = real_studies(by), set(settings.ALLOWED_HOSTS) - AT_HOME
    demo = demo_accounts_exist(using=by.using) and bool(real or abroad)
    why = "holds a study of kind real" if real else "is served beyond this machine"
    bare = without_second_factor(by, today=today)
    open_file = bool(real) and not is_protected(by.using)
    return [
        Finding(
            about="encryption",
            well=not open_file,
            says=f"Studies of kind real in a store that is not encrypted: {', '.join(real)}."
            if open_file
            else "No study of kind real is in a store that is not encrypted.",
            do="Export them, and load them into a folder made by: seedbed store begin"
            if open_file
            else "",
        ),
        Finding(
            about="demo",
            well=not demo,
            says=f"There are demo accounts, and the store {why}."
            if demo
            else "No account with a printed password is where it must not be.",
            do="Put them out of use, or load what is real into a data folder of its own."
            if demo
            else "",
        ),
        Finding(
            about="second-factor",
            well=not bare,
            says=f"Members of a real study without a second factor: {', '.join(bare)}."
            if bare
            else "Every member of a real study has a second factor.",
            do="Let them set one up at /account/, or end their membership." if bare else "",
        ),
    ]


def _statistics() -> Finding:
    broken = unreadable(settings.DATA)
    return Finding(
        about="statistics",
        well=not broken,
        says=f"Statistics that cannot be read to their end: {', '.join(broken)}."
        if broken
        else "Every loaded statistics file can be read.",
        do="Load them again: seedbed load-statistics" if broken else "",
    )


def _versions(opens: bool) -> Finding:
    connection = connections[STORE]
    base = "a database that does not open"
    if opens and connection.vendor == "postgresql":
        base = f"PostgreSQL {connection.pg_version // 10_000}"
    elif opens:
        base = f"SQLite {connection.Database.sqlite_version}"
    says = (
        f"Seedbed {version('seedbed')}, Python {platform.python_version()}, "
        f"Django {version('django')}, {base}."
    )
    return Finding(about="versions", well=True, says=says)
