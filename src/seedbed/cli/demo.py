"""The demo: both samples loaded, answered, published and reported."""

import json
import secrets
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from rich.console import Console

from seedbed.cli.start import STORE
from seedbed.formats.study_folder import load_folder
from seedbed.publish.html_report import html_report
from seedbed.publish.report import report
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.people.actions import add_member
from seedbed.record.study.selectors import sites, studies, study_named
from seedbed.samples.innovation_programme import FOLDER
from seedbed.samples.six_sites import build
from seedbed.trust.accounts import demo_account
from seedbed.trust.asking import Asker, system

# Demo accounts by role. The site member belongs to the first site of the simulated study.
ACCOUNTS = ("lead", "researcher", "co-researcher", "site-member", "circle-member", "reader")


def make_demo(out: Console, *, today: date) -> str:
    """Make the demo in the data folder and give back the password of its accounts."""
    by = system("demo", using=STORE)
    there = {study.key for study in studies(by)}
    if "innovation-programme" not in there:
        load_folder(FOLDER, by=by)
    if "six-sites" not in there:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "six-sites"
            build(folder)
            load_folder(folder, by=by)
    held = [study_named(by, key) for key in ("innovation-programme", "six-sites")]
    for study in held:
        kept = "kept as it was" if study.key in there else "loaded"
        runs = run_study(by, study)
        pages = publish_study(by=by, study=study, today=today)
        _write_report(by, study, today)
        out.print(
            f"{study.title}: {kept}; {len(runs)} questions answered, {len(pages)} pages published.",
            markup=False,
        )
    password = secrets.token_urlsafe(9)
    _members(by, held, password)
    out.print(f"Reports are in {settings.DATA / 'report'}", markup=False)
    return password


def _write_report(by: Asker, study: Any, today: date) -> None:
    folder = settings.DATA / "report"
    folder.mkdir(exist_ok=True)
    body = report(by, study, today=today)
    text = json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{study.key}.json").write_text(text, encoding="utf-8")
    page = html_report(by, study, today=today)
    (folder / f"{study.key}.html").write_text(page, encoding="utf-8")


def _members(by: Asker, held: list[Any], password: str) -> None:
    for role in ACCOUNTS:
        user = demo_account(f"demo-{role}", password, using=by.using)
        for study in held:
            site = None
            if role == "site-member":
                site = sites(by, study).filter(kind__in=("organisation", "network")).first()
            add_member(by=by, study=study, user=user, role=role, site=site)
