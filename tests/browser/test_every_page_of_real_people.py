"""Every page of a study of real people, by link, as each of the three who answer for it."""

import os
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.harm.actions import raise_flag
from seedbed.record.models import TABLES
from seedbed.record.openings.actions import open_glass
from seedbed.trust.models import User
from tests.beside import put_beside
from tests.browser import harness
from tests.browser.test_every_page import NO_PAGE, _kind
from tests.browser.within import HERE, show
from tests.real import BY, TODAY, asker_as, enter_proven, open_real
from tests.web.workbench_pages import at, taken_back

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
STUDY = "/workbench/studies/*/"
SEEN = {
    "lead": {
        "people/*/consent/", "people/*/withdraw/", "withdrawals/*/", "passages/*/veto/",
        "studies/*/people/", "studies/*/gate/", "studies/*/trust/", "studies/*/members/",
        "studies/*/members/*/", "studies/*/openings/", "studies/*/seen/",
        "studies/*/flag/", "sources/*/flag/", "studies/*/requests/", "requests/*/", "found/*/",
        "studies/*/keeping/", "holds/*/", "studies/*/release-room/", "release-room/*/",
        "claims/*/quotes/", "studies/*/jobs/", "sources/*/",
    },
    "data-protection": {"studies/*/people/", "studies/*/keeping/", "studies/*/requests/"},
    "safeguarding-lead": {
        "studies/*/harm/", "flags/*/", "studies/*/trust/", "studies/*/flag/", "studies/*/open/",
        "studies/*/openings/",
    },
}  # fmt: skip


@pytest.fixture
def real(monkeypatch, tmp_path):
    """A real study in which something of every kind waits or was done."""
    study = open_real(monkeypatch, tmp_path)
    run_study(BY, study)
    publish_study(by=asker_as(study, "lead"), study=study, today=TODAY)
    taken_back(study, "p-manager")
    put_beside(study)
    source = TABLES["sources"].objects.get(key="src-ash")
    raise_flag(by=BY, study=study, concern="They told of a man.", now=timezone.now(), source=source)
    by = asker_as(study, "safeguarding-lead")
    open_glass(
        by=by, study=study, user=User.objects.get(public_id=by.name), sets=("words",),
        reason="A flag cannot be understood without its text.", now=timezone.now(),
    )  # fmt: skip
    return study


@pytest.mark.parametrize("role", SEEN)
def test_every_page_reached_by_link(chrome: Browser, real, role: str) -> None:
    page = harness.open_page(chrome)
    member = enter_proven(real, role)
    kinds: dict[str, str] = {}
    queue, wrong = [at("study", real)], []
    while queue:
        path = queue.pop(0)
        kind = _kind(path)
        if kind in kinds:
            continue
        kinds[kind] = path
        status = show(page, member, path)
        assert status == 200, path
        links = page.eval_on_selector_all(
            "a[href], iframe[src]",
            "all => all.map(a => a.getAttribute('href') || a.getAttribute('src'))",
        )
        for link in links:
            target = urlsplit(urljoin(HERE + path, link))
            if target.path.startswith("/workbench/") and not target.path.endswith(NO_PAGE):
                queue.append(target.path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for holds in (harness.assert_accessible, harness.assert_reflows):
            try:
                holds(page)
            except AssertionError as found:
                wrong.append(f"{path} {holds.__name__}: {found}")
        if "SEEDBED_SCREENS" in os.environ:
            name = re.sub(r"\W+", "-", kind.replace("*", "x")).strip("-")
            harness.shoot(page, f"real-{role}-{name}")
    page.close()
    assert not wrong, "\n\n".join(wrong)
    missing = {f"/workbench/{part}" for part in SEEN[role]} - set(kinds)
    assert not missing, (missing, sorted(kinds))
