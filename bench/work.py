"""The work of the chain, as the benches do it: load, answer, publish, walk the pages, write.

The house must have been started on a data folder before this is imported.
"""

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

from seedbed.cli.demo import _members
from seedbed.cli.start import STORE
from seedbed.formats.study_folder import load_folder
from seedbed.publish.html_report import html_report
from seedbed.publish.report import report
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.study.selectors import sites, study_named
from seedbed.record.timeline.actions import log_event
from seedbed.samples.innovation_programme import FOLDER
from seedbed.samples.six_sites import build
from seedbed.trust.asking import system
from seedbed.trust.models import User

BY = system("bench", using=STORE)
STUDIES = ("innovation-programme", "six-sites")


def measure(get: Callable[[], object]) -> float:
    begin = time.perf_counter()
    get()
    return time.perf_counter() - begin


def folders(home: Path) -> list[Path]:
    """Both samples as study folders; the simulated one is made anew."""
    build(home / "six-sites")
    return [FOLDER, home / "six-sites"]


def load(of: list[Path]) -> None:
    for folder in of:
        load_folder(folder, by=BY)


def held() -> list[Any]:
    return [study_named(BY, key) for key in STUDIES]


def answer() -> None:
    """Every question put, both reports written."""
    for study in held():
        run_study(BY, study)
        report(BY, study, today=date.today())
        html_report(BY, study, today=date.today())


def publish() -> None:
    for study in held():
        publish_study(by=BY, study=study, today=date.today())


def write(times: int) -> None:
    """Things that happened, logged one by one: each is a transaction with its audit event."""
    at = sites(BY, study_named(BY, "six-sites")).first()
    today = date.today()
    for number in range(times):
        log_event(
            by=BY, site=at, title=f"Thing {number}", earliest=today, stream="practice",
            learned_on=today,
        )  # fmt: skip


def lead() -> Client:
    """A browser of the lead of both studies."""
    _members(BY, held(), "bench-password-only")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(username="demo-lead"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def pages(client: Client) -> dict[str, int]:
    """Every page reachable by links from the front page and the workbench, warm."""
    found: dict[str, int] = {}
    queue = ["/", "/workbench/studies/"]
    while queue:
        path = queue.pop()
        if path in found or len(found) > 400:
            continue
        response = client.get(path)
        found[path] = response.status_code
        if response.status_code == 200 and b"<html" in response.content:
            for link in re.findall(r'href="([^"#]+)', response.content.decode()):
                target = urlsplit(urljoin("http://x" + path, link.replace("&amp;", "&")))
                if target.netloc == "x" and not target.path.startswith(("/static", "/log-")):
                    queue.append(target.path + (f"?{target.query}" if target.query else ""))
    return {path: code for path, code in found.items() if code == 200}
