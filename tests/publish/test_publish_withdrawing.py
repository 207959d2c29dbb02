"""Withdrawing a person: what it reaches, that it is one act, and that erased words are gone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from seedbed.errors import ActionDenied, InputError
from seedbed.formats.study_folder import export_folder, exported_files, load_folder
from seedbed.inquiry.ask import freshness
from seedbed.publish.chain import Chains, support_taken_back
from seedbed.publish.review import review
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.publish.withdrawing import preview, withdraw_person
from seedbed.record.claims.models import Claim
from seedbed.record.evidence.models import Coding, Excerpt, SourceVersion
from seedbed.record.measures.models import Response
from seedbed.record.models import Publication, Study, Withdrawal
from seedbed.record.people.models import Consent, Participant
from seedbed.record.people.selectors import agreed, withdrawn
from seedbed.record.runs.selectors import latest
from seedbed.record.withdrawals.erasing import MARK
from seedbed.record.withdrawals.selectors import waiting
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.models import AuditEvent

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
TODAY = date(2026, 11, 24)
SAID = "Now there is one I would ring"


@pytest.fixture
def published(tiny: Study) -> Study:
    """The tiny study, its questions answered and its advice published."""
    run_study(SYSTEM, tiny)
    publish_study(by=SYSTEM, study=tiny, today=TODAY)
    return tiny


def robin(study: Study) -> Participant:
    return Participant.objects.get(study=study, key="p-robin")


def take_back(study: Study, scope: str, by: Asker = SYSTEM) -> Withdrawal:
    return withdraw_person(by=by, study=study, participant=robin(study), scope=scope, today=TODAY)


def everything() -> dict[str, list[str]]:
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
    }


def all_text() -> str:
    return "\n".join(line for rows in everything().values() for line in rows)


@pytest.mark.parametrize("scope", ["stop", "erase"])
def test_one_act_reaches_every_noun(published: Study, scope: str) -> None:
    row = take_back(published, scope)
    assert agreed(SYSTEM, published, "quote", TODAY).isdisjoint({robin(published).pk})
    assert withdrawn(SYSTEM, published, TODAY) == {robin(published).pk}
    reached = row.reached
    assert reached["consents"] == ["cs-robin-part", "cs-robin-quote"]
    assert reached["sources"] == ["src-robin"]
    passages = Excerpt.objects.filter(version__source__key="src-robin")
    assert reached["excerpts"] == sorted(passages.values_list("key", flat=True))
    assert reached["responses"] == ["re-robin"]
    assert set(reached["claims"]) == set(reached["claim_versions"])
    assert "cl-asked" in reached["claims"]
    kinds = {Publication.objects.get(public_id=p).kind for p in reached["publications"]}
    assert kinds >= {"advice", "claim"}
    assert "not-heard" in reached["runs"]
    assert reached["runs_left"] == []
    for asked, run in latest(SYSTEM, published).items():
        assert freshness(published, run, using="default") == "fresh", asked


def test_the_published_page_loses_the_words_and_says_so(published: Study) -> None:
    page = Publication.objects.get(kind="advice")
    before = review(page, using="default", today=TODAY)
    assert not before.withheld
    assert not before.withdrawn
    take_back(published, "stop")
    after = review(page, using="default", today=TODAY)
    spoken = {i["id"] for c in page.body["claims"] for items in c["evidence"].values()
              for i in items if i.get("person") == "p-robin"}  # fmt: skip
    assert spoken
    assert spoken <= after.withdrawn
    assert after.withheld
    assert after.anything


def test_a_claim_says_what_support_is_left(published: Study) -> None:
    take_back(published, "stop")
    claim = Claim.objects.get(key="cl-asked")
    body = Chains(SYSTEM, published, [claim], public=False, today=TODAY).body(claim)
    left = support_taken_back(body)
    assert left is not None
    assert left["gone"] > 0
    assert left["of"] == sum(map(len, body["evidence"].values()))
    assert left["left"] == sum(not i.get("withdrawn") for i in body["evidence"]["supports"])
    assert SAID not in str(body), "a withdrawn passage is not used inside the workbench either"
    waits = waiting(SYSTEM, published, today=TODAY)
    assert any("asked the same thing again and again" in item.what for item in waits)
    Claim.objects.filter(study=published).update(version=9)
    assert not [i for i in waiting(SYSTEM, published, today=TODAY) if "cl-" in i.what]


def test_erasing_leaves_marks_in_place_and_others_where_they_were(published: Study) -> None:
    others = {
        p.key: (p.start, p.end, p.words)
        for p in Excerpt.objects.exclude(version__source__key="src-robin")
    }
    lengths = dict(SourceVersion.objects.values_list("key", "text"))
    row = take_back(published, "erase")
    for version in SourceVersion.objects.select_related("source"):
        assert len(version.text) == len(lengths[version.key])
        if version.source.key == "src-robin":
            assert set(version.text) == {MARK}
            assert version.erased_on == TODAY
        else:
            assert version.text == lengths[version.key]
    for passage in Excerpt.objects.exclude(version__source__key="src-robin"):
        assert others[passage.key] == (passage.start, passage.end, passage.words)
    answer = Response.objects.get(key="re-robin")
    assert (answer.words, answer.value) == ("", None)
    assert not Coding.objects.filter(excerpt__version__source__key="src-robin").exclude(memo="")
    assert row.reached["emptied"] == len(row.erased) > 0
    assert SAID not in all_text()


def test_what_others_quoted_is_taken_out_of_their_sentences(published: Study) -> None:
    claim = Claim.objects.get(key="cl-leader")
    claim.mechanism = f"One of them said: now there is one, I would RING, and so on. {SAID}!"
    claim.save()
    row = take_back(published, "erase")
    claim.refresh_from_db()
    assert "ring" not in claim.mechanism.lower()
    assert claim.mechanism.startswith("One of them said: [words erased], and so on.")
    assert ["claims", "cl-leader", "mechanism"] in [place[:3] for place in row.erased]
    assert "claims cl-leader" in row.reached["quoted_in"]


def test_the_kept_row_and_the_audit_hold_no_words(published: Study) -> None:
    row = take_back(published, "erase")
    kept = f"{row.reached} {row.erased} {list(AuditEvent.objects.values())}"
    assert "would ring" not in kept
    assert "Mostly" not in kept


@pytest.mark.parametrize("scope", ["stop", "erase"])
@pytest.mark.parametrize("stops_at", ["runs", "withdrawal", "audit"])
def test_a_failure_half_way_leaves_nothing(
    published: Study, scope: str, stops_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    place = {
        "runs": "seedbed.publish.withdrawing.ask_line",
        "withdrawal": "seedbed.record.withdrawals.models.Withdrawal.save",
        "audit": "seedbed.record.writing.audit.note",
    }[stops_at]
    monkeypatch.setattr(place, broken)
    with pytest.raises(OSError, match="disk is full"):
        take_back(published, scope)
    assert everything() == before


def test_once_more_is_the_same_and_a_stop_may_become_an_erasure(published: Study) -> None:
    take_back(published, "stop")
    again = take_back(published, "stop")
    assert again.reached["consents"] == []
    assert SAID in all_text()
    take_back(published, "erase")
    assert SAID not in all_text()
    last = take_back(published, "erase")
    assert last.erased == []
    assert Withdrawal.objects.count() == 4


def test_somebody_without_a_consent_gets_a_no_that_stands(tiny: Study) -> None:
    Consent.objects.filter(participant__key="p-manager").delete()
    who = Participant.objects.get(key="p-manager")
    withdraw_person(by=SYSTEM, study=tiny, participant=who, scope="stop", today=TODAY)
    word = Consent.objects.get(participant=who)
    assert (word.use, word.given, word.withdrawn_on) == ("take-part", "no", TODAY)
    assert who.pk in withdrawn(SYSTEM, tiny, TODAY)


def test_who_may_withdraw_a_person_and_what_is_refused(tiny: Study) -> None:
    for role, may in (("lead", True), ("data-protection", True), ("researcher", False)):
        by = Asker(name="x", using="default", grants=(Grant(role=role, study=tiny.pk),))
        if may:
            assert preview(by, tiny, robin(tiny))["excerpts"]
            take_back(tiny, "stop", by)
        else:
            with pytest.raises(ActionDenied):
                take_back(tiny, "stop", by)
            with pytest.raises(ActionDenied):
                preview(by, tiny, robin(tiny))
    with pytest.raises(InputError, match="stop or erase"):
        take_back(tiny, "forget")
    other = Study.objects.create(key="other", title="Other", kind="public", as_at=TODAY)
    with pytest.raises(InputError, match="does not belong to Other"):
        withdraw_person(by=SYSTEM, study=other, participant=robin(tiny), scope="stop", today=TODAY)


def test_an_old_folder_does_not_bring_the_words_back(published: Study, tiny_path: Path) -> None:
    take_back(published, "erase")
    with pytest.raises(InputError, match="would bring back") as refused:
        load_folder(tiny_path, by=SYSTEM, replace=True)
    for row in ("source_versions sv-robin-2", "responses re-robin", "consents cs-robin-quote"):
        assert row in str(refused.value)
    assert SAID not in all_text()


def test_an_old_folder_does_not_undo_a_withdrawal(published: Study, tiny_path: Path) -> None:
    take_back(published, "stop")
    with pytest.raises(InputError, match=r"cs-robin-quote: it lacks withdrawn_on"):
        load_folder(tiny_path, by=SYSTEM, replace=True)


@pytest.mark.parametrize("scope", ["stop", "erase"])
def test_what_is_exported_afterwards_loads_again(
    published: Study, scope: str, tmp_path: Path
) -> None:
    take_back(published, scope)
    export_folder(published, tmp_path / "out", by=SYSTEM)
    before = exported_files(published, by=SYSTEM)
    load_folder(tmp_path / "out", by=SYSTEM, replace=True)
    assert exported_files(published, by=SYSTEM) == before
    assert robin(published).pk in withdrawn(SYSTEM, published, TODAY)


def test_new_words_of_somebody_erased_are_refused(published: Study, tmp_path: Path) -> None:
    take_back(published, "erase")
    export_folder(published, tmp_path / "out", by=SYSTEM)
    (tmp_path / "out" / "sources" / "robin-3.txt").write_text("Robin: again.\n", encoding="utf-8")
    table = tmp_path / "out" / "source_versions.csv"
    table.write_text(
        table.read_text(encoding="utf-8") + "sv-robin-3,src-robin,3,robin-3.txt,\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="sv-robin-3: the texts of p-robin were erased"):
        load_folder(tmp_path / "out", by=SYSTEM, replace=True)
