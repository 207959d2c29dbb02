"""What leaves a study of real people: few people are never counted out, on one page or over two."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.inquiry.ask import ask_line, worked_out
from seedbed.inquiry.heard_outside import heard_outside
from seedbed.inquiry.questions import QUESTIONS
from seedbed.inquiry.safe import counts_people, protected_count
from seedbed.methods.disclosure.rules import SEEDBED
from seedbed.methods.experience.heard import not_heard
from seedbed.publish.advice import advice_body
from seedbed.publish.bindings import Ledger
from seedbed.publish.check import check_body
from seedbed.publish.html_report import html_report
from seedbed.publish.protecting import Shield
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.claims.models import Claim, Support
from seedbed.record.claims.selectors import claims
from seedbed.record.measures.models import OutcomeLine, Reading
from seedbed.record.outputs.models import Advice, Publication
from seedbed.record.people.models import Participant
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Site, Study
from seedbed.trust.asking import system
from tests.real import BY, TODAY, as_if_released, open_real, page_bodies

FEW = SEEDBED.threshold


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Study:
    return open_real(monkeypatch, tmp_path)


def more_people(
    study: Study, count: int, *, role: str = "manager", at: str = "s-ambleford"
) -> None:
    """So many more who took part at one site."""
    site = Site.objects.get(study=study, key=at)
    there = Participant.objects.filter(study=study).count()
    for n in range(there, there + count):
        Participant.objects.create(
            study=study, key=f"p-{role}-{n}", site=site, pseudonym=f"P {n}", role=role
        )


def crowd(study: Study) -> None:
    """A hundred more: enough for a total that does not give few people away."""
    more_people(study, 50)
    more_people(study, 50, role="practitioner")


def said(study: Study, text: str) -> str:
    """A sentence as readers get it."""
    shield = Shield(study, using="default")
    ledger = Ledger(BY, study, [text], shield=shield)
    parts = ledger.say(text)[0]["parts"]
    return "".join(part if isinstance(part, str) else part["shown"] for part in parts)


# -- what each question counts ---------------------------------------------------------------------


@pytest.mark.django_db
def test_every_question_says_what_each_of_its_figures_and_columns_counts(tiny: Study) -> None:
    """One without a declaration, or with a figure or column left out of it, fails here."""
    by = system("test", using="default")
    line = "before-after indicator=ind-missing area=Ambleford from=2021 to=2023"
    asked = {
        run.question: run for run in [*run_study(by, tiny), ask_line(by=by, study=tiny, line=line)]
    }
    assert set(asked) == set(QUESTIONS)
    for name, question in QUESTIONS.items():
        counting = question.counting
        assert counting is not None, name
        result = asked[name].result
        assert set(result["numbers"]) == set(counting.figures), name
        numeric = {
            column for row in result["table"] for column, value in row.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }  # fmt: skip
        assert "*" in counting.columns or numeric <= set(counting.columns), name
        assert not counting.people or counting.safe is not None, name


@pytest.mark.django_db
def test_a_question_that_does_not_say_is_not_put_to_real_people(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = QUESTIONS["stages"]
    bare = type(question)(
        **{f: getattr(question, f) for f in question.__slots__} | {"counting": None}
    )
    with pytest.raises(InputError, match="does not say what its figures count"):
        worked_out(BY, study, bare, {})


@pytest.mark.parametrize(
    ("unit", "status", "address", "counts"),
    [
        ("children", "coded", "", True),
        ("%", "coded", "", False),
        ("per 10,000", "coded", "", False),
        ("GBP", "coded", "", False),
        ("children", "found", "https://statistics.example/x", False),
        ("children", "found", "a letter", True),
        ("children", "second-hand", "https://statistics.example/x", True),
    ],
)
def test_what_is_taken_for_a_count_of_people(
    unit: str, status: str, address: str, counts: bool
) -> None:
    assert counts_people(unit, status, address) is counts


@given(st.integers(-200, 200))
def test_law_a_single_count_is_left_out_or_rounded(count: int) -> None:
    shown = protected_count(count)
    assert (shown is None) is (abs(count) < FEW)
    if shown is not None:
        assert abs(shown - count) <= 2
        assert shown % 5 == 0


# -- who was heard ---------------------------------------------------------------------------------

ROLES = ("young-person", "manager", "practitioner")
SITES = ("North", "South", "West")
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(ROLES), st.sampled_from(SITES)),
    st.tuples(st.integers(0, 25), st.integers(0, 25)),
    min_size=1,
    max_size=6,
)


def frames_of(cells: dict[tuple[str, str], tuple[int, int]]) -> dict[str, pl.DataFrame]:
    """A study with so many heard and not heard of each role at each site."""
    people, told = [], []
    for (role, site), (heard, silent) in cells.items():
        for n in range(heard + silent):
            key = f"{role}-{site}-{n}"
            people.append({"id": key, "site": site, "role": role})
            if n < heard:
                told.append(
                    {"id": f"s-{key}", "site": site, "participant": key, "kind": "interview",
                     "wave": 1}
                )  # fmt: skip
    text = {"id": pl.String, "site": pl.String, "role": pl.String}
    spoken = {
        "id": pl.String, "site": pl.String, "participant": pl.String, "kind": pl.String,
        "wave": pl.Int64,
    }  # fmt: skip
    return {
        "participants": pl.DataFrame(people, schema=text),
        "heard": pl.DataFrame(told, schema=spoken),
    }


def answer_of(frames: dict[str, pl.DataFrame]) -> Any:
    return not_heard(
        frames["participants"], frames["heard"], expected_roles=ROLES, sites=list(SITES)
    )


@settings(max_examples=25)
@given(CELLS)
def test_law_nothing_told_of_who_was_heard_narrows_a_small_count(
    cells: dict[tuple[str, str], tuple[int, int]],
) -> None:
    """Whoever takes what is shown from the total is left with ten people or more, and a wide sum.

    This reader knows every shown figure exactly, and that what is left out is somebody.
    """
    frames = frames_of(cells)
    told = heard_outside(answer_of(frames), frames)
    many = {pair: heard + silent for pair, (heard, silent) in cells.items()}
    left_out = []
    for row in told.table:
        pair = row["role"], row["site"]
        count = many.get(pair, 0)
        assert row["heard"] == (None if cells.get(pair, (0, 0))[0] else 0)
        if row["took_part"] is None:
            left_out.append(count)
        else:
            assert count == 0 or count >= FEW
            assert abs(row["took_part"] - count) <= 2
    everybody = told.numbers["participants"]
    if everybody is not None:
        assert not left_out or sum(left_out) >= FEW
        # The lowest each can be is one, so the highest is what the others leave of their sum.
        assert all(sum(left_out) - (len(left_out) - 1) - 1 >= FEW for _ in left_out[:1])
    for one in told.released:
        assert len(one["members"]) >= FEW
        assert one["group"] == "all" or many[tuple(one["group"].split(" at "))] >= FEW


def test_silence_is_told_by_name_and_somebody_without_a_number() -> None:
    frames = frames_of({("young-person", "North"): (3, 0), ("manager", "South"): (0, 40)})
    told = heard_outside(answer_of(frames), frames)
    rows = {(row["role"], row["site"]): row for row in told.table}
    assert rows["young-person", "North"] == {
        "role": "young-person", "site": "North", "took_part": None, "heard": None,
    }  # fmt: skip
    assert rows["practitioner", "West"]["heard"] == 0
    assert "Roles nobody was heard from: manager and practitioner" in told.text
    assert "About 45 people took part." in told.text
    alone = frames_of({("young-person", "North"): (3, 0)})
    told = heard_outside(answer_of(alone), alone)
    assert "is not shown, to protect few of them" in told.text
    assert told.released == ()


def test_nobody_at_all_is_told_as_it_is() -> None:
    frames = frames_of({("manager", "North"): (0, 0)})
    told = heard_outside(answer_of(frames), frames)
    assert told.numbers["participants"] == 0
    assert told.released == ()


# -- pages -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_sentences_show_the_protected_number(study: Study) -> None:
    """Few, about so many, and not shown beside what is exact inside."""
    run_study(BY, study)
    reading = "There were {{reading:rd-ambleford-2023}} of them."
    assert said(study, reading) == "There were about 50 of them."
    Reading.objects.filter(study=study, key="rd-ambleford-2023").update(value=7)
    assert said(study, reading) == "There were fewer than 10 of them."
    Reading.objects.filter(study=study, key="rd-ambleford-2023").update(value=0)
    assert said(study, reading) == "There were fewer than 10 of them."
    exact = Ledger(BY, study, [reading]).say(reading)[0]["parts"][1]["shown"]
    assert exact == "0", "inside, members see what is so"
    people = "We heard {{run:not-heard|participants}} people."
    assert said(study, people) == "We heard [not shown, to protect few people] people."
    crowd(study)
    ask_line(by=BY, study=study, line="not-heard")
    assert said(study, people) == "We heard about 105 people."
    assert said(study, "It had {{run:not-heard|roles_silent}} roles.") == "It had 4 roles."
    fell = "It fell by {{outcome:oc-amb-missing|amount|abs}}."
    assert "33" in said(study, fell), "a share is no count"
    OutcomeLine.objects.filter(study=study, key="oc-amb-missing").update(unit="young people")
    assert said(study, fell) == "It fell by about 35\u202fyoung people."
    OutcomeLine.objects.filter(study=study, key="oc-amb-missing").update(amount=-3)
    assert said(study, fell) == "It fell by fewer than 10."


@pytest.mark.django_db
def test_what_is_worked_out_from_few_is_not_worked_out(study: Study) -> None:
    """A change counted from a reading that may not be shown would give it back."""
    line = "before-after indicator=ind-missing area=Ambleford from=2021 to=2023"
    Reading.objects.filter(study=study, key="rd-ambleford-2023").update(value=7)
    run = ask_line(by=BY, study=study, line=line)
    assert run.result["numbers"]["after"] == 7
    safe = Shield(study, using="default").result(run)
    assert safe["numbers"]["after"] is None
    assert safe["numbers"]["change"] is None
    assert safe["numbers"]["change_percent"] is None
    text = json.dumps(safe)
    assert "released" not in safe
    assert "-71" not in text
    assert "78" not in text, "rounded, like the rest"


@pytest.mark.django_db
def test_every_page_holds_protected_counts(study: Study) -> None:
    """Evidence, ledgers, the check, answers, their sources, the report."""
    Reading.objects.filter(study=study, key="rd-ambleford-2023").update(value=7)
    Reading.objects.filter(study=study, key="rd-ambleford-2022").update(value=63)
    OutcomeLine.objects.filter(study=study, key="oc-str-trust").update(
        amount=6, unit="young people"
    )
    Claim.objects.filter(study=study, key="cl-leader").update(
        mechanism="Of {{run:not-heard|participants}} people {{reading:rd-ambleford-2023}} left, of "
        "{{reading:rd-ambleford-2022}} before.",
        text="Where the same leader stayed, the new way went on.",
    )
    Support.objects.filter(study=study, key="sp-3").update(ref="not-heard")
    crowd(study)
    run_study(BY, study)
    made = page_bodies(study)
    claim = made["claim", "cl-leader"]
    shown = {number["token"]: number["shown"] for number in _numbers(claim["claim"])}
    assert shown["{{reading:rd-ambleford-2023}}"] == "fewer than 10"
    assert shown["{{reading:rd-ambleford-2022}}"] == "about 65"
    items = {i["ref"]: i for items in claim["claim"]["evidence"].values() for i in items}
    assert items["rd-ambleford-2023"]["headline"].endswith("[suppressed: small number]")
    answer = items["not-heard"]
    assert "About 105" in answer["answer"]
    assert all(set(row) == {"role", "site", "took_part", "heard"} for row in answer["table"])
    assert {row["took_part"] for row in answer["table"]} == {None, 0, 50}
    assert {row["heard"] for row in answer["table"]} == {None, 0}
    advice = made["advice", "adv-ambleford"]
    assert advice["unheard"]["participants"] == 105
    report = html_report(BY, study, TODAY)
    assert "suppressed: small number" in report
    assert "About 105 people took part" in report
    for body in made.values():
        told = {name: value for name, value in body.items() if name != "released"}
        assert "p-manager-" not in json.dumps(told)
    assert "p-manager-" not in report
    others = advice_body(
        BY, study, Advice.objects.get(study=study, key="adv-strathlorn"), public=True, today=TODAY
    )
    assert [row["amount"] for row in others["outcomes"]] == [""]


@pytest.mark.django_db
def test_the_check_freezes_protected_readings(study: Study) -> None:
    """What a reader may check and see drawn holds no count of few."""
    Reading.objects.filter(study=study, key="rd-northmere-2021").update(value=4)
    Support.objects.filter(study=study, key="sp-5").update(ref="oc-amb-missing")
    run_study(BY, study)
    body = check_body(BY, study, claims(BY, study).filter(key="cl-leader"))
    assert body is not None
    held = {row["id"]: row for row in body["readings"]}
    assert (held["rd-northmere-2021"]["value"], held["rd-northmere-2021"]["mark"]) == (
        None, "suppressed",
    )  # fmt: skip
    assert all(int(row["value"]) % 5 == 0 for row in body["readings"] if row["value"])


def _numbers(body: Any) -> list[dict[str, Any]]:
    from seedbed.publish.review import bound_numbers

    return list(bound_numbers(body))


# -- one release after another ---------------------------------------------------------------------


@pytest.mark.django_db
def test_two_releases_do_not_set_few_people_apart(study: Study) -> None:
    """Three joined between two releases: the second does not say how many there are now."""
    crowd(study)
    run_study(BY, study)
    first = page_bodies(study)
    assert first["advice", "adv-ambleford"]["unheard"]["participants"] == 105
    assert first["advice", "adv-ambleford"]["released"]
    as_if_released(study, first)
    more_people(study, 3)
    ask_line(by=BY, study=study, line="not-heard")
    run = latest(BY, study)["not-heard"]
    told = Shield(study, using="default").result(run)
    assert told["numbers"]["participants"] is None
    assert "would set few people apart" in told["text"]
    assert all(not row["took_part"] and not row["heard"] for row in told["table"])
    assert any(row["heard"] == 0 for row in told["table"]), "nobody is still nobody"
    shield = Shield(study, using="default")
    shield.result(run)
    assert shield.frozen() == {"released": []}, "what is not told is not kept as told"
    more_people(study, 9)
    ask_line(by=BY, study=study, line="not-heard")
    run = latest(BY, study)["not-heard"]
    again = Shield(study, using="default").result(run)
    assert again["numbers"]["participants"] == 115, "twelve more are a crowd"


@pytest.mark.django_db
def test_a_withdrawn_page_was_read_all_the_same(study: Study) -> None:
    crowd(study)
    run_study(BY, study)
    as_if_released(study, page_bodies(study))
    Publication.objects.update(withdrawn_at="2026-11-24T12:00:00Z", withdrawn_because="x")
    more_people(study, 1)
    run = ask_line(by=BY, study=study, line="not-heard")
    assert Shield(study, using="default").result(run)["numbers"]["participants"] is None


@pytest.mark.django_db
def test_the_same_people_may_be_told_again(study: Study) -> None:
    crowd(study)
    run_study(BY, study)
    as_if_released(study, page_bodies(study))
    run = ask_line(by=BY, study=study, line="not-heard")
    assert Shield(study, using="default").result(run)["numbers"]["participants"] == 105


@pytest.mark.django_db
def test_an_answer_from_before_the_rule_does_not_leave(study: Study) -> None:
    run = ask_line(by=BY, study=study, line="not-heard")
    del run.result["safe"]
    with pytest.raises(InputError, match="Put the questions again"):
        Shield(study, using="default").result(run)


# -- studies of published and invented facts -------------------------------------------------------


@pytest.mark.django_db
def test_published_and_invented_facts_pass_untouched(tiny: Study) -> None:
    """No answer, row or frozen page of theirs is another than before."""
    by = system("test", using="default")
    runs = run_study(by, tiny)
    shield = Shield(tiny, using="default")
    for run in runs:
        assert set(run.result) == {"text", "numbers", "warnings", "table"}
        assert shield.result(run) == run.result
    row = Reading.objects.get(study=tiny, key="rd-ambleford-2023")
    assert shield.row("reading", row) is row
    assert shield.frozen() == {}
    for page in publish_study(by=by, study=tiny, today=TODAY):
        assert "released" not in page.body
