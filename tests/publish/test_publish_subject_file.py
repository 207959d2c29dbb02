"""The file for somebody who asked: no hidden word is anywhere in its bytes."""

import hashlib
from datetime import UTC, date, datetime
from html import escape, unescape

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.publish.subject_file import (
    Burnt,
    refuse_leaks,
    still_open,
    subject_file,
    without,
    written,
)
from seedbed.record.evidence.models import SourceVersion
from seedbed.record.people.models import Participant
from seedbed.record.subject_access import actions
from seedbed.record.subject_access.models import AccessItem
from seedbed.trust.asking import Asker, Grant
from seedbed.trust.models import AuditEvent
from tests.real import BY, open_real

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
CANARIES = ("Zebra Lantern", "<b>Quill & 'Marrow'</b>", "77 Ösel-Straße")
TEXTS = st.text(st.sampled_from("ab <>&'\"\n[]:é"), max_size=30)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_no_random_span_is_left_in_the_bytes(parts: list[str], data: st.DataObject) -> None:
    """Canaries stand in random places of random texts; what is around them stays, they do not."""
    body, spans, hidden = "", [], []
    for number, part in enumerate(parts):
        canary = data.draw(TEXTS) + f"canary-{number}-<&>"
        spans.append((len(body) + len(part), len(body) + len(part) + len(canary), "third-party"))
        hidden.append(canary)
        body += part + canary
    # The same stretch hidden twice, and one that overlaps the next, come out the same.
    overlap = (spans[0][0], min(spans[0][1] + 3, len(body)), "other")
    burnt = Burnt(kind="Text", body=without(body, [*spans, overlap]), hidden=tuple(hidden))
    content = written([burnt], on=TODAY)
    assert b"canary" not in content
    assert "canary" not in unescape(content.decode())
    refuse_leaks(content, [burnt], on=TODAY)
    for part in parts[1:-1]:
        assert escape(part[3:]) in content.decode() or len(part) <= 3


def test_what_is_not_hidden_stays_as_it_was() -> None:
    assert without("All of it.", []) == "All of it."
    said = without("one two three", [(4, 7, "third-party"), (5, 13, "other")])
    assert said == "one [left out: it tells of somebody else]"


@pytest.mark.parametrize("place", ["<!-- {} -->", '<p title="{}">x</p>', "<p>{}</p>", "{}"])
def test_a_word_that_was_put_in_anyhow_is_found(place: str) -> None:
    for canary in CANARIES:
        burnt = Burnt(kind="Text", body="[left out]", hidden=(canary,))
        content = written([burnt], on=TODAY)
        refuse_leaks(content, [burnt], on=TODAY)
        leaking = content + place.format(escape(canary)).encode()
        with pytest.raises(InputError, match="still holds 1 of the stretches") as refusal:
            refuse_leaks(leaking, [burnt], on=TODAY)
        assert canary not in str(refusal.value)


def member(study, role: str, name: str) -> Asker:
    return Asker(name=name, using="default", grants=(Grant(role=role, study=study.pk),))


@pytest.fixture
def ready(monkeypatch, tmp_path):
    """A request with canaries in a text, hidden by one person and checked by another."""
    study = open_real(monkeypatch, tmp_path)
    row = SourceVersion.objects.get(key="sv-robin-2")
    planted = row.text + "\n\n" + ". ".join(f"My friend {canary} was there" for canary in CANARIES)
    SourceVersion.objects.filter(pk=row.pk).update(text=planted)
    first, second = member(study, "data-protection", "first"), member(study, "lead", "second")
    request = actions.receive(
        by=first, study=study, participant=Participant.objects.get(key="p-robin"), now=NOW,
        asked_by="themself", received_on=date(2026, 11, 1),
    )  # fmt: skip
    actions.give_opinion(by=first, request=request, opinion="no-serious-harm",
                         opinion_by="Social worker", says="x", on=TODAY)  # fmt: skip
    actions.gather(by=first, request=request, now=NOW)
    for item in AccessItem.objects.filter(request=request):
        for canary in CANARIES:
            if canary in item.body:
                actions.hide(by=first, item=item, words=canary, exemption="third-party",
                             because="A friend.")  # fmt: skip
        actions.looked_through(by=first, item=item)
    return request, first, second


def check_all(request, by: Asker) -> None:
    for item in AccessItem.objects.filter(request=request, checked_by=""):
        actions.check(by=by, item=item, agree=True)


@pytest.mark.django_db
def test_the_file_holds_what_is_theirs_and_no_canary(ready) -> None:
    request, first, second = ready
    with pytest.raises(InputError, match="have not looked at everything yet"):
        subject_file(first, request, on=TODAY)
    check_all(request, second)
    content = subject_file(first, request, on=TODAY)
    said = unescape(content.decode("utf-8"))
    for canary in CANARIES:
        for form in (canary, escape(canary), canary.encode("unicode_escape").decode()):
            assert form.encode() not in content
            assert form not in said
    for words in ("Now there is one I would ring.", "Mostly.", "My friend [left out:"):
        assert words in said, words
    for never in (b"<script", b"http", b"<meta name", b"p-robin"):
        assert never not in content, never
    request.refresh_from_db()
    assert request.sha256 == hashlib.sha256(content).hexdigest()
    assert request.answered_on == TODAY
    assert AuditEvent.objects.filter(action="answer-access").exists()
    assert subject_file(first, request, on=TODAY) == content, "given out again, the same bytes"
    with pytest.raises(InputError, match="is answered"):
        actions.gather(by=first, request=request, now=NOW)


@pytest.mark.django_db
def test_what_is_left_out_as_a_whole_leaves_its_reason(ready) -> None:
    request, first, second = ready
    item = AccessItem.objects.filter(request=request, place="responses").first()
    actions.leave_out(by=first, item=item, exemption="privilege", because="Advice.")
    actions.looked_through(by=first, item=item)
    check_all(request, second)
    said = unescape(subject_file(first, request, on=TODAY).decode())
    assert "This is left out: advice of a lawyer." in said
    assert "Mostly." not in said


@pytest.mark.django_db
def test_a_draft_that_was_erased_since_gives_no_file(ready) -> None:
    """Else the places of what is hidden would no longer be where it stands."""
    request, first, second = ready
    check_all(request, second)
    item = AccessItem.objects.filter(request=request, place="source_versions").last()
    AccessItem.objects.filter(pk=item.pk).update(body=item.body[5:])
    with pytest.raises(InputError, match="was erased since"), transaction.atomic():
        subject_file(first, request, on=TODAY)


@pytest.mark.django_db
def test_who_checks_is_told_of_words_hidden_here_and_open_there(ready) -> None:
    request, first, _second = ready
    items = AccessItem.objects.filter(request=request).prefetch_related("redactions")
    assert still_open(items) == []
    item = AccessItem.objects.filter(request=request, place="source_versions").last()
    actions.hide(by=first, item=item, words="It felt like starting again.",
                 exemption="third-party", because="x")  # fmt: skip
    assert still_open(items.all()) == ["It felt like starting again."]


@pytest.mark.django_db
def test_only_who_may_answer_gets_it(ready) -> None:
    from seedbed.errors import ActionDenied

    request, _first, second = ready
    check_all(request, second)
    with pytest.raises(ActionDenied):
        subject_file(member(request.study, "researcher", "x"), request, on=TODAY)
    assert subject_file(BY, request, on=TODAY)
