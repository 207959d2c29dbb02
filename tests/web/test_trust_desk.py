"""The trust desk: what waits comes first, by the clock; each role sees what is its own."""

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from seedbed.record import desk
from seedbed.record.evidence.models import Source
from seedbed.record.harm.actions import raise_flag
from seedbed.record.people.models import Consent
from seedbed.record.replies.models import Reply
from seedbed.record.waiting import Waiting
from seedbed.trust.asking import system
from seedbed.trust.audit import note
from seedbed.trust.heads import sign
from seedbed.workbench.desk import OF_ITSELF, OF_THE_STUDY, ON_THIS_PAGE, told
from tests.real import enter_proven, open_real
from tests.web.workbench_pages import at, enter, html, words

pytestmark = pytest.mark.django_db
BY = system("test", using="default")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    return open_real(monkeypatch, tmp_path)


def the_desk(study) -> str:
    return reverse("workbench:trust_desk", args=[study.public_id])


def test_nothing_waits_where_nothing_does(tiny) -> None:
    Source.objects.update(cleared="yes")
    Consent.objects.update(recheck_on=None)
    Reply.objects.update(answer="kept", answered_on=date(2024, 6, 1))
    said = words(html(enter(tiny, "lead"), the_desk(tiny)))
    assert "Nothing waits." in said


def test_what_waits_comes_first_and_leads_to_its_page(tiny) -> None:
    Source.objects.update(cleared="no")
    Consent.objects.update(recheck_on=None)
    page = html(enter(tiny, "lead"), the_desk(tiny))
    said = words(page)
    assert "2 things wait." in said
    assert "4 texts are to be cleared of what tells who somebody is." in said
    assert "A reply from Strathlorn waits for an answer." in said
    assert "Waiting since 10 May 2024." in said
    assert at("sources", tiny) in page
    assert at("answer", ("replies", "rp-waiting")) in page
    assert said.index("2 things wait") < said.index("What people agree to")


def test_a_desk_of_invented_facts_is_short_and_not_in_the_way(tiny) -> None:
    lead = enter(tiny, "lead")
    assert f'class="sb-nav__link" href="{the_desk(tiny)}"' not in html(lead, at("study", tiny))
    assert "No backup" not in words(html(lead, the_desk(tiny))).split("How the store is kept")[0]


def test_a_real_study_without_a_backup_says_so_first(real) -> None:
    Consent.objects.update(recheck_on=None)
    lead = enter_proven(real, "lead")
    page = html(lead, the_desk(real))
    said = words(page)
    assert "1 is overdue." in said
    assert said.index("No backup of this store is known.") < said.index("A reply from Strathlorn")
    assert f'class="sb-nav__link" href="{the_desk(real)}"' in html(lead, at("study", real))


def test_consents_are_counted_and_name_nobody(real) -> None:
    page = html(enter_proven(real, "data-protection"), the_desk(real))
    table = page[page.index('id="agreed"') : page.index("</table>")]
    assert "Robin" not in page
    assert "be quoted 2 3 0" in words(table)


def test_each_role_sees_what_is_its_own(real) -> None:
    safeguarding = words(html(enter_proven(real, "safeguarding-lead"), the_desk(real)))
    assert "How the store is kept" not in safeguarding
    assert "What people agree to" not in safeguarding
    assert "reply" not in safeguarding
    data = words(html(enter_proven(real, "data-protection"), the_desk(real)))
    assert "How the store is kept" in data
    assert "texts are to be cleared" not in data
    for role in ("researcher", "co-researcher", "site-member", "circle-member", "reader"):
        assert enter_proven(real, role).get(the_desk(real)).status_code == 404


def test_the_store_tells_of_its_last_signed_head(real) -> None:
    lead = enter_proven(real, "lead")
    assert "No head of the audit was signed yet." in words(html(lead, the_desk(real)))
    sign(by=BY, secret=b"s" * 32)
    today = timezone.now()
    said = words(html(lead, the_desk(real)))
    assert f"The last head of the audit was signed on {today:%-d %B %Y}." in said


def test_on_demand_the_whole_store_is_looked_through(real) -> None:
    lead = enter_proven(real, "lead")
    assert "The audit holds" not in words(html(lead, the_desk(real)))
    said = words(html(lead, the_desk(real) + "?store=whole"))
    assert "The audit holds" in said
    assert "The store is whole." in said


def waiting(name: str, since: int, due: int | None) -> Waiting:
    return Waiting(
        kind="replies", what=name, since=NOW + timedelta(days=since),
        due=None if due is None else NOW + timedelta(days=due),
    )  # fmt: skip


def test_the_order_is_that_of_the_clock_alone(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [
        waiting("old, no clock", -90, None), waiting("due soon", -1, 1),
        waiting("long overdue", -9, -8), waiting("no clock", -2, None),
        waiting("just overdue", -50, -1),
    ]  # fmt: skip
    monkeypatch.setattr(desk, "PARTS", (lambda *a, **b: given[:2], lambda *a, **b: given[2:]))
    found = desk.everything_waiting(BY, tiny, today=NOW.date())
    assert [item.what for item in found] == [
        "long overdue", "just overdue", "due soon", "old, no clock", "no clock",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "overdue", "hours"),
    [
        (None, False, False),
        (-1, True, True),
        (-3, True, False),
        (1, False, True),
        (9, False, False),
    ],
)
def test_a_clock_is_told_by_the_hour_when_the_hour_matters(tiny, due, overdue, hours) -> None:
    item = Waiting(
        kind="store", what="x", since=NOW, due=None if due is None else NOW + timedelta(days=due)
    )
    said = told(item, tiny, NOW)
    assert (said.overdue, said.hours) == (overdue, hours)


def test_a_backup_counts_for_a_week(real, monkeypatch: pytest.MonkeyPatch) -> None:
    made = timezone.now() - timedelta(days=6)
    monkeypatch.setattr(desk, "last_backup", lambda data: (made, "elsewhere"))
    assert list(desk.store_waiting(BY, real, today=date.today())) == []
    made -= timedelta(days=2)
    [item] = desk.store_waiting(BY, real, today=date.today())
    assert "more than a week old" in item.what
    assert item.due == made + timedelta(days=7)


def test_a_head_is_signed_once_the_chain_tells_of_it(db) -> None:
    note(by=BY, action="load", noun="studies")
    head = sign(by=BY, secret=b"s" * 32)
    assert head.sequence == 2


def test_the_newest_looks_are_named_to_those_who_answer_for_them(real) -> None:
    lead = enter_proven(real, "lead")
    lead.get(reverse("workbench:sources", args=[real.public_id]))
    page = html(lead, the_desk(real))
    assert reverse("workbench:seen", args=[real.public_id]) in page
    looked = page[page.index('id="looked"') : page.index('id="agreed"')]
    assert "lead-" in looked
    assert "Who looked" not in words(html(enter_proven(real, "safeguarding-lead"), the_desk(real)))


def test_a_flag_is_told_to_the_safeguarding_lead_alone(real) -> None:
    source = Source.objects.get(key="src-robin")
    raise_flag(by=BY, study=real, concern="Somebody hurts her.", now=timezone.now(), source=source)
    told = html(enter_proven(real, "safeguarding-lead"), the_desk(real))
    assert "1 thing waits." in words(told)
    assert "hurts" not in told
    assert "/workbench/flags/" in told
    for role in ("lead", "data-protection"):
        assert "/workbench/flags/" not in html(enter_proven(real, role), the_desk(real))


def test_the_desk_of_a_real_study_is_read_in_few_queries(real) -> None:
    lead = enter_proven(real, "lead")
    with CaptureQueriesContext(connection) as queries:
        lead.get(the_desk(real))
    assert len(queries) <= 30, [query["sql"][:150] for query in queries]


def test_whatever_waits_has_a_page_where_it_is_taken_up() -> None:
    record = Path(desk.__file__).parent
    kinds = {
        keyword.value.value
        for path in record.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Waiting"
        for keyword in node.keywords
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant)
    }
    assert {"flags", "releases", "withdrawals", "access_requests"} < kinds
    assert kinds == {*OF_THE_STUDY, *OF_ITSELF, *ON_THIS_PAGE}
    for name in (*OF_THE_STUDY.values(), *OF_ITSELF.values()):
        assert reverse(f"workbench:{name}", args=[uuid4()])
