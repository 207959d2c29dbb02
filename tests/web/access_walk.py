"""A study with a row for every address, a browser for every column of the table, and the walk.

The addresses come from the URL configuration itself (every_address.py): of each, the row of the own
site, and where there is one, a row of another site.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from seedbed.publish.snapshot import publish_study, run_study
from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.attachments.actions import add
from seedbed.record.models import TABLES, Membership, Release
from seedbed.record.releases import guard
from seedbed.record.releases.frozen import digest, kept_text
from seedbed.record.study.models import Study
from seedbed.trust.models import User
from seedbed.trust.roles import ROLES
from tests.beside import put_beside
from tests.real import BY, TODAY, enter_proven, page_bodies
from tests.web.every_address import ACCOUNT, every_pattern, rows_for
from tests.web.workbench_pages import enter

# Roles that are somebody's at a site: their cells say what they get there, and elsewhere.
AT_SITE = tuple(role.name for role in ROLES.values() if role.sees_at_site or role.does_at_site)
OWN = {
    "site": "s-ambleford", "source": "src-robin", "claim": "cl-leader", "advice": "adv-ambleford",
    "reply": "rp-leader", "participant": "p-robin", "excerpt": "ex-robin-week",
}  # fmt: skip
OTHER = {
    "site": "s-strathlorn", "source": "src-ash", "claim": "cl-asked", "advice": "adv-strathlorn",
    "reply": "rp-waiting", "participant": "p-ash", "excerpt": "ex-ash-same",
}  # fmt: skip
NOUN = {
    "site": "sites", "source": "sources", "claim": "claims", "advice": "advice",
    "reply": "replies", "participant": "participants", "excerpt": "excerpts",
}  # fmt: skip
# Which of the releases below an address is tried on.
RELEASE = {
    "workbench:review": "waits", "workbench:frozen_file": "waits",
    "workbench:released_file": "out", "front_room:frozen": "waits-page",
}  # fmt: skip
OF_A_PASSKEY = ("mfa_edit_webauthn", "mfa_remove_webauthn")


def fill(study: Study) -> None:
    """Answers, pages, and a row of every table that no folder holds."""
    run_study(BY, study)
    publish_study(by=BY, study=study, today=TODAY)
    put_beside(study)
    person = TABLES["participants"].objects.get(study=study, key="p-manager")
    withdraw_person(by=BY, study=study, participant=person, scope="stop", today=date(2024, 7, 1))
    page = kept_text(page_bodies(study)["advice", "adv-ambleford"])
    source = TABLES["sources"].objects.get(study=study, key=OWN["source"])
    add(by=BY, source=source, name="robin.mp3", content=[b"x"])
    author = User.objects.create_user("who-asked-for-it")
    for key, kind, form, body, status in (
        ("waits", "report", "html", "words", "waiting"),
        ("out", "report", "html", "words", "released"),
        ("waits-page", "advice", "page", page, "waiting"),
    ):
        with guard.TRIGGERS.lifted(connection):
            Release.objects.create(
                study=study, kind=kind, key=key, version=1, form=form, title=key, body=body,
                sha256=digest(form, body), asked_by=author, status=status,
                decided_at=datetime(2026, 11, 2, tzinfo=UTC) if status == "released" else None,
                asked_at=datetime(2026, 11, 1, tzinfo=UTC),
            )  # fmt: skip


def places(study: Study) -> dict[str, tuple[str, str]]:
    """Every address by name: of what belongs to the own site, and of what belongs to another."""
    found = {}
    for name, parts in every_pattern().items():
        own, other = ({part: _row(name, part, study, keys) for part in parts}
                      for keys in (OWN, OTHER))  # fmt: skip
        found[name] = reverse(name, kwargs=own), reverse(name, kwargs=other)
    return found


def _row(name: str, part: str, study: Study, keys: dict[str, str]) -> object:
    if name in RELEASE:
        return Release.objects.get(study=study, key=RELEASE[name]).public_id
    if name in OF_A_PASSKEY:
        return 1
    noun = "advice" if name == "front_room:draft" else part
    if noun in keys:
        return TABLES[NOUN[noun]].objects.get(study=study, key=keys[noun]).public_id
    return next(iter(rows_for(name, part, study)))


def browsers(study: Study, other: Study, *, proven: bool) -> dict[str, Client]:
    """A browser for each column of the table."""
    enters = enter_proven if proven else enter
    found = {role: enters(study, role, OWN["site"] if role in AT_SITE else None) for role in ROLES}
    ended = enters(study, "lead")
    Membership.objects.filter(user=_user(ended)).update(until=date.today() - timedelta(days=1))
    return found | {"stranger": Client(), "elsewhere": enters(other, "lead"), "ended": ended}


def _user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def second_study() -> Study:
    """Another study, with nothing in it but its members."""
    return Study.objects.create(key="another", title="Another", kind="simulated", as_at=TODAY)


def answers(
    browser: Client, role: str, where: dict[str, tuple[str, str]], method: str
) -> dict[str, str]:
    """What one column gets at every address, as the cells of the table say it."""
    said = {}
    for name, (own, other) in where.items():
        if method == "post" and name.startswith(ACCOUNT):
            continue
        here = _sent(browser, method, own)
        if role in AT_SITE and other != own:
            there = _sent(browser, method, other)
            here = here if here == there else f"{here}/{there}"
        said[name] = here
    return said


def _sent(browser: Client, method: str, place: str) -> str:
    """The status of one answer; whatever it wrote is undone."""
    with undone():
        return str(getattr(browser, method)(place).status_code)


@contextmanager
def undone() -> Iterator[None]:
    """Nothing that was written stays."""
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(point)
