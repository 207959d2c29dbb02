"""Who gets which address: every address of the URL configuration as every role, in every kind.

The table is tests/web/access_table.py. A cell that differs fails, all of them named at once; so do
an address without a row and a row without an address. Who may not send anything writes nothing.
"""

import re
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import CharField, TextField

from seedbed.publish.snapshot import run_study
from seedbed.record.models import TABLES, Run
from seedbed.trust.roles import ROLES
from tests.real import BY, shut_again, turn_real
from tests.record.test_record_access import BY_ID, homes
from tests.web import access_table as table
from tests.web.access_walk import (
    AT_SITE,
    answers,
    browsers,
    fill,
    places,
    second_study,
)
from tests.web.every_address import every_pattern

pytestmark = pytest.mark.django_db
# What a session keeps of itself.
OF_THE_SESSION = "django_session"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_no_address_is_without_a_row_and_no_row_without_an_address() -> None:
    assert set(table.GET) == set(every_pattern())
    kept = {name for name in table.GET if not name.startswith(table.ACCOUNT)}
    assert kept - set(table.POST) <= table.OPEN
    assert set(table.POST) <= kept
    assert set(table.COLUMNS) == {*ROLES, "stranger", "elsewhere", "ended"}
    for cells in (*table.GET.values(), *table.POST.values()):
        assert len(cells) == len(table.COLUMNS)


def standing(kind, study, monkeypatch):
    """The study in one kind, everybody's browsers, and every address."""
    fill(study)
    if kind != "simulated":
        turn_real(monkeypatch, study)
        Run.objects.filter(study=study).delete()
        run_study(BY, study)  # what was answered before is not protected as it must be now
    who = browsers(study, second_study(), proven=kind != "unproven")
    if kind == "shut":
        shut_again(study)
    return who, places(study)


def differing(kind, method, role, got) -> list[str]:
    """Each cell that is not as the table says, in a line."""
    return [
        f"{kind:9} {method:4} {name:32} {role:18} said {said}, got {got[name]}"
        for name in got
        if (said := table.expected(kind, method, name, role)) != got[name]
    ]


@pytest.mark.parametrize("kind", table.KINDS)
def test_every_address_answers_as_the_table_says(tiny, monkeypatch, kind) -> None:
    who, where = standing(kind, tiny, monkeypatch)
    wrong = []
    for role, browser in who.items():
        for method in ("get", "post"):
            asked = {
                name: place for name, place in where.items()
                if table.is_walked(kind, method, name, role)
            }  # fmt: skip
            written: list[str] = []
            with connection.execute_wrapper(partial(noted, written)):
                got = answers(browser, role, asked, method)
            wrong += differing(kind, method, role, got)
            if method == "post":
                wrong += [f"{kind} {role} wrote: {sql[:120]}" for sql in written]
    assert not wrong, "\n" + "\n".join(wrong)


def noted(written, execute, sql, params, many, context):
    """Note a statement that changes a table that is not a session's."""
    if sql.startswith(WRITES) and OF_THE_SESSION not in sql:
        written.append(sql)
    return execute(sql, params, many, context)


def missing(place: str) -> str:
    """The address of what an address names last, as if that did not exist."""
    last = [*ID.finditer(place)][-1]
    return place[: last.start()] + NOWHERE + place[last.end() :]


def read(browser, place) -> tuple[int, str]:
    """A page without what differs each time it is asked for: its token, and the id asked."""
    answer = browser.get(place)
    body = answer.content.decode(errors="replace")
    return answer.status_code, ID.sub("ID", TOKEN.sub("TOKEN", body))


def test_what_is_missing_and_what_is_hidden_look_alike(tiny) -> None:
    fill(tiny)
    who, where = browsers(tiny, second_study(), proven=False), places(tiny)
    wrong = []
    for role, browser in (("elsewhere", who["elsewhere"]), ("site-member", who["site-member"])):
        for name, (own, other) in where.items():
            hidden = other if role in AT_SITE else own
            # What was published is there for everybody to see: to withdraw it names no secret.
            if (
                name == "workbench:withdraw"
                or not ID.search(hidden)
                or (role in AT_SITE and own == other)
            ):
                continue
            found = read(browser, hidden)
            if found[0] == 404 and found != read(browser, missing(hidden)):
                wrong.append(f"{role} {name}")
    assert not wrong, "\n".join(wrong)


FREE = {
    "name", "title", "text", "note", "statement", "summary", "words", "says", "reason",
    "payer", "gainer", "holds_where", "not_where", "change_our_mind",
}  # fmt: skip
WORD = " zqelsewhere"


def change_elsewhere(study) -> None:
    """Other words in every row of the other site alone, and more events there."""
    for model in TABLES.values():
        texts = [f.name for f in model._meta.fields
                 if f.name in FREE and isinstance(f, CharField | TextField)]  # fmt: skip
        for row in model.objects.filter(study=study) if texts else ():
            if row.key in BY_ID and homes(*BY_ID[row.key]) == {"s-strathlorn"}:
                model.objects.filter(pk=row.pk).update(
                    **{name: getattr(row, name) + WORD for name in texts}
                )
    event = TABLES["events"].objects.filter(study=study, site__key="s-strathlorn").first()
    for number in range(3):
        event.pk, event.key, event.public_id = None, f"ev-more-{number}", uuid4()
        event._state.adding = True
        event.save()


def test_what_stands_at_another_site_changes_no_byte_of_what_a_site_member_sees(tiny) -> None:
    fill(tiny)
    who = browsers(tiny, second_study(), proven=False)
    # A draft is read before it goes out to everybody: it says of other sites what all will read.
    where = {
        name: own for name, (own, _) in places(tiny).items()
        if name not in table.OPEN and name != "front_room:draft"
    }  # fmt: skip
    before = {name: read(who["site-member"], place) for name, place in where.items()}
    change_elsewhere(tiny)
    moved = [name for name, place in where.items() if read(who["site-member"], place)
             != before[name]]  # fmt: skip
    assert moved == []
    # A change that nobody sees would prove nothing.
    assert WORD.strip() in read(who["lead"], where["workbench:study"])[1]
