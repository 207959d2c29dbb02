"""One claim frozen on its own: what is in it, what is put first, and all that it refuses."""

from datetime import date
from typing import get_args

import pytest

from seedbed.errors import ActionDenied, InputError
from seedbed.publish.finding import (
    counts_by_nation,
    headline,
    main_doubt,
    sources_of,
    words_for,
    young_words,
)
from seedbed.publish.release import RELEASABLE, release_claim
from seedbed.publish.report import plain_text
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record import words as w
from seedbed.record.claims.selectors import claims
from seedbed.record.outputs.actions import withdraw
from seedbed.record.outputs.selectors import published
from seedbed.record.runs.selectors import latest
from seedbed.trust.asking import Asker, Grant, system
from seedbed.trust.roles import ROLES
from tests.publish.made import TODAY, change_row, change_toml, checkable_folder, load
from tests.tiny import REPLIES

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
RUN = "before-after indicator=ind-missing area=Ambleford from=2021 to=2023"


@pytest.fixture
def folder(tmp_path):
    return checkable_folder(tmp_path / "study")


@pytest.fixture
def study(folder):
    return load(folder)


def claim_of(study, key="cl-leader"):
    return claims(BY, study).get(key=key)


def release(study, key="cl-leader", today=TODAY, by=BY):
    return release_claim(by=by, study=study, claim=claim_of(study, key), today=today)


def change_claim(folder, place=0, **cells):
    change_toml(folder / "claims.toml", lambda held: held["claims"][place].update(**cells))
    return load(folder)


def raise_version(folder, **cells):
    """Make the claim's third version, and keep the second as it was."""
    kept = {
        "id": "cv-leader-2", "claim": "cl-leader", "number": 2, "on": "2024-03-01",
        "text": "The second wording.", "status": "tested-in-circle",
    }  # fmt: skip
    change_toml(folder / "claims.toml", lambda held: held["claim_versions"].append(kept))
    return change_claim(folder, version=3, **cells)


def test_one_claim_is_frozen_and_nothing_else(study):
    found = release(study)
    assert [row.pk for row in published(using="default")] == [found.pk]
    assert (found.kind, found.key, found.version) == ("claim", "cl-leader", 2)
    assert found.title.startswith("Where the same leader stayed")


def test_it_has_the_form_that_publishing_the_study_gives_it(study):
    alone = release(study)
    run_study(BY, study)
    made = publish_study(by=BY, study=study, today=TODAY)
    assert ("claim", "cl-leader") not in {(row.kind, row.key) for row in made}
    (other,) = [row for row in made if row.key == "cl-asked"]
    assert alone.body.keys() == other.body.keys()
    assert alone.body["claim"].keys() == other.body["claim"].keys()
    assert alone.body["study"] == other.body["study"]


def test_only_numbers_of_the_page_are_told_at_its_foot(study):
    release(study)
    run_study(BY, study)
    publish_study(by=BY, study=study, today=TODAY)
    pages = {row.key: row.body for row in published(using="default").filter(kind="claim")}
    assert {s["ref"] for s in pages["cl-leader"]["sources"]} >= {"rd-ambleford-2021"}
    assert pages["cl-asked"]["sources"] == []


def test_the_questions_it_rests_on_are_put_first_and_no_others(study):
    assert not latest(BY, study)
    found = release(study)
    asked = set(latest(BY, study))
    assert len(asked) == 1
    assert next(iter(asked)).startswith("before-after")
    shown = plain_text(found.body["claim"]["text"])
    assert "[not computed yet]" not in shown
    assert "a change of \u221233.3\u202f%" in shown


def test_an_answer_that_still_stands_is_not_computed_again(folder, study):
    release(study)
    (before,) = latest(BY, study).values()
    release(raise_version(folder))
    (after,) = latest(BY, study).values()
    assert before.pk == after.pk


def test_an_answer_whose_reading_moved_is_computed_again(folder, study):
    first = release(study)
    change_row(folder, "readings", "rd-ambleford-2023", value="39")
    again = release(raise_version(folder))
    assert "from 78 to 52" in plain_text(first.body["claim"]["text"])
    now = plain_text(again.body["claim"]["text"])
    assert "from 78 to 39, a change of \u221250\u202f%" in now


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lead"}))
def test_only_a_lead_releases(study, role):
    by = Asker(name="x", using="default", grants=(Grant(role=role, study=study.pk),))
    with pytest.raises(ActionDenied):
        release(study, by=by)
    assert not published(using="default")
    assert not latest(BY, study)


def test_a_lead_releases(study):
    by = Asker(name="x", using="default", grants=(Grant(role="lead", study=study.pk),))
    assert release(study, by=by).published_by == "x"


@pytest.mark.parametrize("status", get_args(w.ClaimStatus))
def test_any_status_but_withdrawn_goes_out_as_it_is(folder, status):
    study = change_claim(folder, status=status)
    if status in RELEASABLE:
        assert release(study).body["claim"]["status"] == status
    else:
        assert status == "withdrawn"
        with pytest.raises(InputError, match="withdrawn"):
            release(study)


def test_a_version_is_released_once_and_says_so(study):
    release(study)
    with pytest.raises(InputError, match=r"Version 2 is released already, since .*Raise the"):
        release(study)


def test_a_withdrawn_version_does_not_come_back_and_a_new_one_does(folder, study):
    withdraw(by=BY, publication=release(study), because="A number was wrong.")
    with pytest.raises(InputError, match="Version 2 was withdrawn"):
        release(study)
    assert release(raise_version(folder)).version == 3


def test_nothing_is_withdrawn_twice_or_without_a_reason(study):
    found = release(study)
    with pytest.raises(InputError, match="Say why"):
        withdraw(by=BY, publication=found, because="  ")
    withdraw(by=BY, publication=found, because="A number was wrong.")
    found.refresh_from_db()
    with pytest.raises(InputError, match="withdrawn already"):
        withdraw(by=BY, publication=found, because="Another reason.")
    found.refresh_from_db()
    assert found.withdrawn_because == "A number was wrong."


def test_a_number_bound_to_nothing_is_refused_in_its_sentences(folder):
    study = change_claim(folder, mechanism="It took 14 months.")
    with pytest.raises(InputError, match=r"cl-leader: It took 14 months\."):
        release(study)
    assert release(study, "cl-asked").key == "cl-asked"  # the others may still go


def test_a_number_bound_to_nothing_is_refused_in_words_for_a_reader(folder):
    change_toml(
        folder / "outputs" / "renderings.toml",
        lambda held: held["renderings"][0].update(text="It was 14 fewer."),
    )
    study = load(folder)
    with pytest.raises(InputError, match=r"rn-leader-young: It was 14 fewer\."):
        release(study)
    with pytest.raises(InputError, match="rn-leader-young"):
        publish_study(by=BY, study=study, today=TODAY)


def test_a_number_that_leads_to_nothing_is_refused(study):
    row = claim_of(study)
    row.text = "There were {{reading:rd-nowhere}} of them."
    row.save()
    with pytest.raises(InputError, match="rd-nowhere"):
        release_claim(by=BY, study=study, claim=row, today=TODAY)


def test_a_site_that_was_not_shown_it_is_named(folder):
    others = [n for n in REPLIES["notices"] if n["site"] != "s-ambleford"]
    change_toml(folder / "outputs" / "replies.toml", lambda held: held.update(notices=others))
    study = load(folder)
    with pytest.raises(InputError, match="Ambleford") as refused:
        release(study)
    assert "Strathlorn:" not in str(refused.value)
    assert not published(using="default")


def test_a_site_that_may_still_comment_is_waited_for(study):
    with pytest.raises(InputError, match="Ambleford"):
        release(study, today=date(2024, 4, 21))
    assert release(study, today=date(2024, 4, 22))


def test_the_words_for_readers_are_frozen_with_it(study):
    body = release(study).body["claim"]
    words = words_for(body, "young-people")
    assert [plain_text(part) for part in words["text"]] == [
        "The people in charge stayed. That helped."
    ]
    assert words["of_version"] == 2
    assert words["written_by"] == "Two young advisers with the youth worker"
    assert words["checked_on"] == "2024-05-30"
    assert words_for(body, "plain") is None


def test_where_its_evidence_comes_from_is_counted_by_nation(study):
    body = release(study).body["claim"]
    assert body["case_nations"] == [
        {"name": "Safer precincts", "nation": "england"},
        {"name": "Strathlorn", "nation": "scotland"},
    ]
    counts = counts_by_nation(body)
    # The manager, the event, the reading, the register, the score and the published change.
    assert counts["england"] == [6, 0, 3, 0]
    # Ash and the trust that did not change; the school that joined late.
    assert counts["scotland"] == [0, 2, 0, 1]
    assert counts["wales"] == counts["northern-ireland"] == [0, 0, 0, 0]
    # A report on both towns, and an adoption that names an area and no nation.
    assert counts[""] == [0, 0, 1, 1]


def test_the_headline_the_main_doubt_and_the_young_words_come_from_the_body(study):
    leader, asked = release(study).body, release(study, "cl-asked").body
    assert headline(leader["claim"]).endswith("the new way went on.")
    assert main_doubt(leader["claim"])["part"] == "adequacy"
    shown, held = young_words(asked["claim"])
    assert [item["ref"] for item in shown] == ["ex-robin-week"]
    assert held == 1  # Ash did not agree to be quoted
    assert young_words(asked["claim"], withheld={shown[0]["id"]}) == ([], 2)
    assert sources_of(leader, leader["claim"]["holds_where"]) == []
    assert len(sources_of(leader, leader["claim"]["text"])) == 3
