"""Harm that was disclosed, through the pages: flagged without a script, told to one person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seedbed.record.harm.models import Flag
from seedbed.record.models import TABLES
from seedbed.trust.models import AuditEvent
from seedbed.trust.roles import ROLES
from tests.real import enter_proven, open_real
from tests.web.workbench_pages import enter, html, words

pytestmark = pytest.mark.django_db
CANARY = "zebra-lantern-seven"
SEES = ("safeguarding-lead",)
FLAGS = ("lead", "researcher", "co-researcher", "safeguarding-lead", "data-protection")


@pytest.fixture
def real(monkeypatch, tmp_path):
    return open_real(monkeypatch, tmp_path)


def at(name: str, which) -> str:
    return reverse(f"workbench:{name}", args=[which.public_id])


def source(key: str = "src-ash"):
    return TABLES["sources"].objects.get(key=key)


def flag_a_passage(client: Client, **more) -> None:
    page = at("flag_source", source())
    sent = client.post(page, {"passage": "1", "words": "", "concern": CANARY} | more)
    assert sent.status_code == 302, words(sent.content.decode())
    assert sent.url == at("source", source())


def test_from_the_source_to_the_safeguarding_lead_and_back_to_nobody(real) -> None:
    raiser, lead = enter_proven(real, "researcher"), enter_proven(real, "safeguarding-lead")
    assert at("flag_source", source()) in html(raiser, at("source", source()))
    form = words(html(raiser, at("flag_source", source())))
    assert form.index("Ring 999 first") < form.index("Where")
    flag_a_passage(raiser)
    row = Flag.objects.get()
    queue = html(lead, at("harm", real))
    assert "1 flag waits for you. None is overdue." in words(queue)
    assert CANARY not in queue
    seen = words(html(lead, at("harm_flag", row)))
    for told in (CANARY, "They asked me the same things three times.", "Ash", "Strathlorn"):
        assert told in seen
    assert "Did anything change" not in seen
    assert AuditEvent.objects.filter(
        action="read", noun="flags", row__endswith=row.public_id
    ).exists()
    row.refresh_from_db()
    assert row.state == "seen"
    mine = words(html(raiser, at("flag_source", source())))
    assert "The safeguarding lead saw it" in mine
    assert CANARY not in mine


def test_overdue_is_first_and_said_plainly(real) -> None:
    lead = enter_proven(real, "safeguarding-lead")
    flag_a_passage(enter_proven(real, "researcher"))
    flag_a_passage(enter_proven(real, "researcher"), passage="whole")
    late = Flag.objects.get(end=None)
    Flag.objects.filter(pk=late.pk).update(due=timezone.now() - timedelta(hours=1))
    queue = html(lead, at("harm", real))
    assert "1 flag is overdue." in words(queue)
    other = Flag.objects.exclude(pk=late.pk).get()
    assert queue.index(str(late.public_id)) < queue.index(str(other.public_id))
    assert "Overdue" in words(html(lead, at("harm_flag", late)))


def test_deciding_says_what_is_missing_and_keeps_what_was_typed(real) -> None:
    lead = enter_proven(real, "safeguarding-lead")
    flag_a_passage(enter_proven(real, "researcher"))
    row = Flag.objects.get()
    filled = {"outcome": "told-police", "done": "Rang 101, reference kept.", "ground": "power",
              "told": "no", "told_because": "", "review_on": ""}  # fmt: skip
    sent = lead.post(at("harm_flag", row), filled)
    assert sent.status_code == 400
    page = sent.content.decode()
    assert "why the person was not told" in page
    assert "Rang 101, reference kept." in page
    empty = lead.post(at("harm_flag", row), {})
    assert empty.status_code == 400
    assert "There is a problem" in empty.content.decode()
    sent = lead.post(at("harm_flag", row), filled | {"told_because": "It would endanger them."})
    assert sent.status_code == 302
    after = words(html(lead, at("harm_flag", row)))
    assert "The police were told" in after
    assert "duty-or-power 1" in after
    assert "No flag waits." in words(html(lead, at("harm", real)))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"passage": "words", "words": ""}, "Copy the words"),
        ({"passage": "words", "words": "never said"}, "not in the text"),
        ({"passage": "words", "words": "e"}, "more than once"),
        ({"passage": "1", "concern": ""}, "required"),
        ({"passage": "99"}, "valid choice"),
    ],
)
def test_a_passage_that_cannot_be_found_is_told(real, given, says) -> None:
    raiser = enter_proven(real, "researcher")
    filled = {"passage": "whole", "words": "", "concern": CANARY}
    sent = raiser.post(at("flag_source", source()), filled | given)
    assert sent.status_code == 400
    assert says in sent.content.decode()
    assert not Flag.objects.exists()


def test_words_copied_from_the_text_are_found_in_it(real) -> None:
    flag_a_passage(
        enter_proven(real, "researcher"), passage="words", words="Did anything change for you?"
    )
    lead = enter_proven(real, "safeguarding-lead")
    assert "Did anything change for you?" in words(html(lead, at("harm_flag", Flag.objects.get())))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_to_its_own_pages_and_no_other(real, role) -> None:
    flag_a_passage(enter_proven(real, "researcher"))
    member = enter_proven(real, role)
    sees = 200 if role in SEES else 404
    assert member.get(at("harm", real)).status_code == sees
    assert member.get(at("harm_flag", Flag.objects.get())).status_code == sees
    assert member.get(at("flag_told", real)).status_code == (200 if role in FLAGS else 403)
    reads = 200 if role in ("lead", "researcher") else 404
    assert member.get(at("flag_source", source())).status_code == reads
    # Its link stands on the trust desk of those who have one.
    pages = [member.get(at(name, real)).content.decode() for name in ("study", "trust_desk")]
    assert any(f'href="{at("harm", real)}"' in page for page in pages) == (role in SEES)


def test_no_other_page_shows_a_word_of_it(real) -> None:
    researcher = enter_proven(real, "researcher")
    flag_a_passage(researcher)
    lead = enter_proven(real, "lead")
    for name in ("study", "sources", "claims", "questions", "runs", "advice", "replies", "gate",
                 "trust_desk"):  # fmt: skip
        answer = lead.get(at(name, real))
        assert answer.status_code == 200, name
        page = answer.content.decode()
        assert CANARY not in page, name
        assert str(Flag.objects.get().public_id) not in page, name
    for client in (lead, researcher):
        assert CANARY not in html(client, at("source", source()))


def test_the_trust_desk_tells_the_safeguarding_lead_with_the_clock(real) -> None:
    flag_a_passage(enter_proven(real, "researcher"))
    desk = html(enter_proven(real, "safeguarding-lead"), at("trust_desk", real))
    assert at("harm_flag", Flag.objects.get()) in desk
    assert CANARY not in desk


def test_a_second_factor_is_needed(real) -> None:
    password_alone = enter(real, "safeguarding-lead")
    assert password_alone.get(at("harm", real)).status_code == 404
