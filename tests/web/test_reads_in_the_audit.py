"""Who is shown what identifies somebody is in the audit first; who is shown nothing is not.

Every row that identifies somebody carries a word of its own. Every address is opened as every role,
and what comes back is compared with what the audit says: a word without its event fails, and so
does an event without its word.
"""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import CharField, Model, TextField, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.evidence.models import Excerpt, Source, SourceVersion
from seedbed.record.models import TABLES
from seedbed.record.people.models import Participant
from seedbed.record.reading import EACH, saw
from seedbed.trust.asking import system
from seedbed.trust.audit import first_break
from seedbed.trust.models import AuditEvent
from seedbed.trust.roles import ROLES
from tests.real import enter_proven, turn_real
from tests.web.every_address import addresses
from tests.web.workbench_pages import enter

pytestmark = pytest.mark.django_db
BY = system("test", using="default")
# What of the front room shows a study as it stands, to members: the rest is published.
LIVE = ("front_room:draft", "front_room:our_journey")
FROZEN = {"releases"}
CANARY = re.compile(r"zq[0-9a-f]{32}")


def marked() -> list[type[Model]]:
    """Every model that names columns which identify somebody."""
    return [model for model in apps.get_models() if getattr(model, "identifying", ())]


def plant(study) -> dict[str, tuple[str, str]]:
    """A word of its own in every identifying column of every row: which row each word is of."""
    planted = {}
    for model in marked():
        texts = [
            name
            for name in model.identifying
            if isinstance(model._meta.get_field(name), CharField | TextField)
            and model._meta.get_field(name).max_length != 24
        ]
        for row in model.objects.filter(study=study):
            word = f"zq{row.public_id.hex}"
            held = {name: Concat(name, Value(f" {word}"), output_field=TextField())
                    for name in texts}  # fmt: skip
            if held:
                model.objects.filter(pk=row.pk).update(**held)
                planted[word] = (model.noun, str(row.public_id))
    return planted


@pytest.fixture
def real(tiny, monkeypatch):
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    return turn_real(monkeypatch, tiny)


def of_members(study) -> dict[str, list[str]]:
    """Addresses that show a study as it stands; the others are the same for everybody.

    Of answers and of who looked, two stand for all: each is long in the drawing.
    """
    return {
        name: places if name.rpartition(":")[2] not in ("run", "seen_row") else places[:2]
        for name, places in addresses(study).items()
        if name in LIVE or not name.startswith("front_room:")
    }


def events_since(sequence: int) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(sequence__gt=sequence, action__startswith="read"))


def last() -> int:
    event = AuditEvent.objects.order_by("-sequence").first()
    return event.sequence if event else 0


def shown_in(body: str, planted: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """Rows whose words are in a page, and passages by the words they hold."""
    return {planted[word] for word in CANARY.findall(body) if word in planted}


def told_by(events: list[AuditEvent]) -> set[tuple[str, str]]:
    return {(event.noun, event.row.partition("/")[2]) for event in events if "/" in event.row}


def test_every_page_that_shows_words_as_every_role_and_no_other(real) -> None:
    planted = plant(real)
    nouns = {noun for noun, _ in planted.values()}
    shown_at_all: set[str] = set()
    excerpts = list(Excerpt.objects.filter(study=real).select_related("version"))
    passages = {("excerpts", str(row.public_id)): row.words for row in excerpts}
    texts = {
        ("excerpts", str(row.public_id)): ("source_versions", str(row.version.public_id))
        for row in excerpts
    }
    for role in ROLES:
        member = enter_proven(real, role)
        actor = str(member.session.get("_auth_user_id"))
        for name, places in of_members(real).items():
            for place in places:
                before = last()
                body = member.get(place).content.decode(errors="replace")
                found, told = shown_in(body, planted), told_by(events_since(before))
                assert found <= told, (role, name, place, found - told)
                if {noun for noun, _ in told} & FROZEN:
                    continue  # what was frozen is read as the one thing it is
                spoken = {row for row, words in passages.items() if words.split(".")[0] in body}
                # Passages overlap: what is read of one may be the words of another.
                heard = " ".join(words for row, words in passages.items() if row in told)
                alone = {
                    row
                    for row in spoken
                    if texts[row] not in told and passages[row].split(".")[0] not in heard
                }
                assert alone <= told, (role, name, place, alone - told)
                # A row whose words were weighed and left out may be told beside those shown.
                # The check of quotations weighs all of a draft: more is told there than is shown.
                assert found or spoken or not told or name in LIVE, (role, name, place, told)
                assert {event.actor for event in events_since(before)} <= {_actor(actor)}
                shown_at_all |= {noun for noun, _ in found}
    # A walk that shows nothing proves nothing.
    assert nouns - shown_at_all <= {"consents"}
    assert first_break(using="default") is None


def _actor(pk: str) -> str:
    from seedbed.trust.models import User

    return str(User.objects.get(pk=pk).public_id)


def test_strangers_read_what_is_published_and_nobody_is_told(real) -> None:
    plant(real)
    before = last()
    for places in addresses(real).values():
        for place in places:
            assert not CANARY.search(Client().get(place).content.decode(errors="replace")), place
    assert events_since(before) == []


def test_a_passage_is_told_as_a_passage_and_a_text_as_a_text(real) -> None:
    lead = enter_proven(real, "lead")
    before = last()
    source = Source.objects.get(study=real, key="src-robin")
    lead.get(reverse("workbench:source", args=[source.public_id]))
    text = SourceVersion.objects.get(study=real, key="sv-robin-2")
    first = SourceVersion.objects.get(study=real, key="sv-robin-1")
    told = told_by(events_since(before))
    assert ("source_versions", str(text.public_id)) in told
    # That an older text is there, and how long it is, shows none of it.
    assert ("source_versions", str(first.public_id)) not in told


def test_many_rows_are_one_event_with_a_count(real) -> None:
    person = Participant.objects.get(study=real, key="p-robin")
    for number in range(EACH + 1):
        Source.objects.create(
            study=real, key=f"src-more-{number}", title=f"More {number}", kind="interview",
            status="found", participant=person, site=person.site,
        )  # fmt: skip
    lead = enter_proven(real, "lead")
    before = last()
    lead.get(reverse("workbench:sources", args=[real.public_id]))
    together = [event for event in events_since(before) if event.noun == "sources"]
    assert [event.rows for event in together] == [EACH + 1 + 5]
    assert together[0].row == str(real.public_id)


def test_what_cannot_be_written_down_is_not_shown(real, monkeypatch) -> None:
    planted = plant(real)
    lead = enter_proven(real, "lead")
    place = reverse("workbench:source", args=[Source.objects.get(key="src-robin").public_id])
    assert shown_in(lead.get(place).content.decode(), planted)

    def full(**_):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("seedbed.record.reading.audit.note_all", full)
    answer = lead.get(place)
    assert answer.status_code == 503
    assert not CANARY.search(answer.content.decode())
    assert "it shows nothing" in answer.content.decode()
    # What holds no words of people is still shown.
    assert lead.get(reverse("workbench:runs", args=[real.public_id])).status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a read-only session is SQLite's pragma")
def test_a_store_that_takes_no_writes_shows_no_words(real) -> None:
    lead = enter_proven(real, "lead")
    place = reverse("workbench:source", args=[Source.objects.get(key="src-robin").public_id])
    assert lead.get(place).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        answer = lead.get(place)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert answer.status_code == 503
    assert "starting again" not in answer.content.decode()


def test_published_and_invented_facts_tell_on_nobody(tiny) -> None:
    before = last()
    lead = enter(tiny, "lead")
    after = last()
    for places in of_members(tiny).values():
        for place in places:
            lead.get(place)
    assert after > before
    assert events_since(before) == []


def test_a_read_that_is_noted_by_hand_names_study_and_row(real) -> None:
    person = Participant.objects.get(study=real, key="p-robin")
    before = last()
    for row in ("p-robin", str(person.public_id)):
        saw(by=BY, study=real, noun="participants", row=row)
    saw(by=BY, study=real, noun="participants", rows=3)
    saw(by=BY, study=real, noun="participants", rows=0)
    rows = [event.row for event in events_since(before)]
    assert rows == [f"{real.public_id}/{person.public_id}"] * 2 + [str(real.public_id)]


# Text in tables of what people said that tells nothing of a person: reviewed one by one.
HARMLESS = {
    "sources": {"key", "kind", "cleared", "status", "who"},
    "source_versions": {"key", "file", "sha256"},
    "excerpts": {"key"},
    "codings": {"key", "coder", "label", "stage"},
    "participants": {"key", "role"},
    "consents": {"key", "use", "given_by", "age_band", "assent", "capacity"},
    "responses": {"key", "status", "address", "who"},
}


def test_every_text_column_of_what_people_said_is_marked_or_reviewed() -> None:
    for noun, harmless in HARMLESS.items():
        model = TABLES[noun]
        texts = {f.name for f in model._meta.fields if isinstance(f, CharField | TextField)}
        assert texts - set(getattr(model, "identifying", ())) == harmless, noun


def test_the_lead_and_the_data_protection_contact_see_who_looked(real) -> None:
    researcher = enter_proven(real, "researcher")
    source = Source.objects.get(study=real, key="src-robin")
    researcher.get(reverse("workbench:source", args=[source.public_id]))
    person = Participant.objects.get(study=real, key="p-robin")
    places = [
        reverse("workbench:seen", args=[real.public_id]),
        *(reverse("workbench:seen_row", args=[real.public_id, row.public_id])
          for row in (source, person)),
    ]  # fmt: skip
    for role in ("lead", "data-protection"):
        member = enter_proven(real, role)
        for place in places:
            body = member.get(place).content.decode()
            assert "researcher-" in body, place
            assert "starting again" not in body
            assert "Interview with Robin" not in body  # who saw it is told, not what it is
    untouched = Source.objects.get(study=real, key="src-ash")
    lead = enter_proven(real, "lead")
    body = lead.get(reverse("workbench:seen_row", args=[real.public_id, untouched.public_id]))
    assert "Nobody has looked at this" in body.content.decode()
    for place in places:
        assert researcher.get(place).status_code == 403


def test_reads_are_asked_for_by_noun_person_and_day(real) -> None:
    researcher = enter_proven(real, "researcher")
    source = Source.objects.get(study=real, key="src-robin")
    researcher.get(reverse("workbench:source", args=[source.public_id]))
    lead = enter_proven(real, "lead")
    place = reverse("workbench:seen", args=[real.public_id])
    table = "<td>researcher-"
    assert table in lead.get(place, {"noun": "source_versions"}).content.decode()
    assert table not in lead.get(place, {"noun": "responses"}).content.decode()
    assert table not in lead.get(place, {"who": "nobody-of-this-name"}).content.decode()
    assert table not in lead.get(place, {"on": "2001-01-01"}).content.decode()
    assert lead.get(place, {"on": "soon"}).status_code == 400
    nobody = reverse("workbench:seen_row", args=[real.public_id, real.public_id])
    assert lead.get(nobody).status_code == 404
