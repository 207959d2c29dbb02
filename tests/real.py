"""The tiny study as a study of real people behind an open gate, and members who showed two factors.

Its words are invented; what a study of real people must hold is tried on it. The store of the test
counts as encrypted, whichever it is.
"""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from seedbed.formats.study_folder import load_folder
from seedbed.record.gate.actions import add_consent_text, begin_real_study, settle
from seedbed.record.gate.models import Safeguards
from seedbed.record.models import Publication, Release
from seedbed.record.people.actions import add_member
from seedbed.record.people.selectors import asker_for
from seedbed.record.releases import guard
from seedbed.record.releases.actions import review
from seedbed.record.releases.frozen import digest, kept_text
from seedbed.record.study.models import Site, Study
from seedbed.trust.asking import Asker, system
from seedbed.trust.models import User
from tests.tiny import tiny_folder

BY = system("test", using="default")
TODAY = date(2026, 11, 24)
NAMED = ("lead", "safeguarding-lead", "data-protection")
USES = ("take-part", "quote", "archive", "contact-again", "practice-summary")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_if_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the store were encrypted, whichever it is."""
    for place in ("seedbed.record.gate.actions", "seedbed.record.gate.lock"):
        monkeypatch.setattr(f"{place}.is_protected", lambda using: True)


def with_app(name: str) -> User:
    """An account with a second factor."""
    user = User.objects.create_user(name, password="four plain words here")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def open_real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Study:
    """The tiny study, real, settled, and loaded through its gate."""
    as_if_protected(monkeypatch)
    study = begin_real_study(by=BY, key="tiny-study", title="Real", today=TODAY)
    for role in NAMED:
        add_member(by=BY, study=study, user=with_app(f"the-{role}"), role=role)
    settle(
        by=BY, study=study, lawful_basis="public-task", special_condition="research",
        retention="Ten years, then destroyed.", review_on=date(2030, 1, 1),
    )  # fmt: skip
    for use in USES:
        add_consent_text(by=BY, study=study, use=use, text="May we?", since=date(2020, 1, 1))
    folder = tiny_folder(tmp_path / "real-tiny")
    head = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(head.replace('"simulated"', '"real"'), encoding="utf-8")
    return load_folder(folder, by=BY, replace=True)


def enter_proven(study: Study, role: str, site: str | None = None, **options: Any) -> Client:
    """A browser of a member with a role who showed a second factor in this session, just now."""
    user = with_app(f"{role}-{User.objects.count()}")
    if site is None and role == "site-member":
        site = "s-ambleford"
    place = Site.objects.get(study=study, key=site) if site else None
    add_member(by=BY, study=study, user=user, role=role, site=place)
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": user.username},
        {"method": "mfa", "at": time.time(), "id": user.authenticator_set.get().pk, "type": "totp"},
    ]
    session.save()
    return client


def turn_real(monkeypatch: pytest.MonkeyPatch, study: Study) -> Study:
    """A study that stands, with its runs and publications, as one of real people, gate open."""
    as_if_protected(monkeypatch)
    for role in NAMED:
        add_member(by=BY, study=study, user=with_app(f"the-{role}"), role=role)
    settle(
        by=BY, study=study, lawful_basis="public-task", special_condition="research",
        retention="Ten years, then destroyed.", review_on=date(2030, 1, 1),
    )  # fmt: skip
    for use in USES:
        add_consent_text(by=BY, study=study, use=use, text="May we?", since=date(2020, 1, 1))
    Study.objects.filter(pk=study.pk).update(kind="real")
    study.refresh_from_db()
    _as_if_passed(study)
    return study


def shut_again(study: Study) -> None:
    """Shut the gate of a study that stood open: how long things are kept is not recorded."""
    Safeguards.objects.filter(study=study).update(retention="")


def page_bodies(study: Study, today: date = TODAY) -> dict[tuple[str, str], dict[str, Any]]:
    """Bodies of the pages a study would publish, as they are frozen, by kind and key."""
    from seedbed.publish.advice import advice_body
    from seedbed.publish.chain import Chains
    from seedbed.publish.release import claim_page
    from seedbed.record.claims.selectors import claims
    from seedbed.record.outputs.selectors import advice

    chains = Chains(BY, study, claims(BY, study), public=True, today=today)
    found = {("claim", claim.key): claim_page(chains, claim)[1] for claim in chains.claims}
    for row in advice(BY, study):
        found["advice", row.key] = advice_body(BY, study, row, public=True, today=today)
    return found


def as_if_released(study: Study, bodies: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Keep pages as published, as if two people had let each of them out."""
    from datetime import UTC, datetime

    from django.db import connection

    from seedbed.record.outputs.models import Publication
    from seedbed.record.releases import guard

    with guard.TRIGGERS.lifted(connection):
        for (kind, key), body in bodies.items():
            Publication.objects.create(
                study=study, kind=kind, key=key, version=1, title=f"{kind} {key}", body=body,
                published_at=datetime.now(UTC), published_by="test",
            )  # fmt: skip


def asker_as(study: Study, role: str) -> Asker:
    """Somebody of the study with a role, who showed a second factor."""
    name = f"asks-as-{role}"
    user = User.objects.filter(username=name).first()
    if user is None:
        add_member(by=BY, study=study, user=(user := with_app(name)), role=role)
    return asker_for(user, using="default", today=TODAY, proven=True)


def passed(*waiting: Any) -> None:
    """Two others pass what waits in the release room."""
    for row in waiting:
        for role in ("researcher", "data-protection"):
            review(by=asker_as(row.study, role), release=row, verdict="pass")


def _as_if_passed(study: Study) -> None:
    """What was published while the study was not real, as if two people had passed it since."""
    author = User.objects.filter(username="who-asked").first() or with_app("who-asked")
    with guard.TRIGGERS.lifted(connection):
        for page in Publication.objects.filter(study=study):
            body = kept_text(page.body)
            Release.objects.create(
                study=study, kind=page.kind, key=page.key, version=page.version, form="page",
                title=page.title, body=body, sha256=digest("page", body), asked_by=author,
                asked_at=page.published_at, status="released", decided_at=page.published_at,
            )  # fmt: skip
