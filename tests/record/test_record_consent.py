"""Consent: the latest word counts, no word is no yes, and an ended yes is none."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.record.evidence.models import Excerpt
from seedbed.record.models import Study
from seedbed.record.people.actions import lift_veto, record_consent, veto
from seedbed.record.people.capacity import shortfall
from seedbed.record.people.models import Consent, Participant
from seedbed.record.people.selectors import (
    agreed,
    quotable_and_gone,
    shortfalls,
    vetoed,
    withdrawn,
)
from seedbed.record.study.models import Site
from seedbed.trust.asking import system
from tests.real import open_real

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")
DAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Word:
    """One consent of one person for one use, in days from a first day."""

    version: int
    given: str
    starts: int
    lasts: int | None

    def stands(self, day: int) -> bool:
        return self.given == "yes" and (self.lasts is None or day <= self.starts + self.lasts)


WORDS = st.lists(
    st.builds(
        Word,
        version=st.integers(1, 4),
        given=st.sampled_from(["yes", "no"]),
        starts=st.integers(0, 10),
        lasts=st.none() | st.integers(0, 5),
    ),
    max_size=4,
    unique_by=lambda word: word.version,
)


def say(study: Study, person: Participant, word: Word, use: str = "quote") -> None:
    starts = DAY + timedelta(word.starts)
    Consent.objects.create(
        study=study, key=f"c-{use}-{person.key}-{word.version}-{word.starts}", participant=person,
        use=use, version=word.version, given=word.given, valid_from=starts,
        valid_to=None if word.lasts is None else starts + timedelta(word.lasts),
    )  # fmt: skip


def yes(study: Study, day: int, use: str = "quote") -> frozenset[int]:
    return agreed(SYSTEM, study, use, DAY + timedelta(day))


@pytest.fixture
def person(tiny: Study) -> Participant:
    """Somebody in the study who has said nothing yet."""
    site = Participant.objects.first().site
    return Participant.objects.create(study=tiny, key="p-new", site=site, role="partner")


def test_no_word_is_no_yes(tiny: Study, person: Participant) -> None:
    assert person.pk not in yes(tiny, 0)


def test_a_yes_runs_from_its_first_day_to_its_last(tiny: Study, person: Participant) -> None:
    say(tiny, person, Word(version=1, given="yes", starts=2, lasts=3))
    assert [day for day in range(10) if person.pk in yes(tiny, day)] == [2, 3, 4, 5]


def test_a_later_no_takes_a_yes_back(tiny: Study, person: Participant) -> None:
    say(tiny, person, Word(version=1, given="yes", starts=0, lasts=None))
    say(tiny, person, Word(version=2, given="no", starts=5, lasts=None))
    assert [person.pk in yes(tiny, day) for day in (4, 5, 100)] == [True, False, False]


def test_an_ended_word_does_not_bring_back_the_one_it_replaced(
    tiny: Study, person: Participant
) -> None:
    """A no for a while, or a yes for a while, is the last that was said."""
    say(tiny, person, Word(version=1, given="yes", starts=0, lasts=None))
    say(tiny, person, Word(version=2, given="no", starts=1, lasts=1))
    assert person.pk not in yes(tiny, 5)
    say(tiny, person, Word(version=3, given="yes", starts=6, lasts=1))
    assert [person.pk in yes(tiny, day) for day in (6, 7, 8)] == [True, True, False]


def test_a_yes_counts_for_its_use_and_its_person_only(tiny: Study, person: Participant) -> None:
    before = yes(tiny, 0)
    say(tiny, person, Word(version=1, given="yes", starts=0, lasts=None), use="archive")
    assert yes(tiny, 0) == before
    assert yes(tiny, 0, "archive") == {person.pk}


@given(words=WORDS, day=st.integers(-1, 20))
@settings(max_examples=60)
def test_the_latest_version_that_has_begun_decides(words: list[Word], day: int) -> None:
    with transaction.atomic():
        study = Study.objects.create(key="law", title="x", kind="public", as_at=DAY)
        site = study_site(study)
        person = Participant.objects.create(study=study, key="p", site=site, role="partner")
        for word in words:
            say(study, person, word)
        begun = [word for word in words if word.starts <= day]
        wanted = bool(begun) and max(begun, key=lambda word: word.version).stands(day)
        assert (yes(study, day) == {person.pk}) == wanted
        transaction.set_rollback(True)


def study_site(study: Study) -> Site:
    return Site.objects.create(
        study=study, key="s", name="s", nation="uk", kind="network", status="known"
    )


KINDS = st.builds(
    dict,
    given_by=st.sampled_from(["themself", "parent-or-carer", "legal-authority", "not-said"]),
    assent=st.sampled_from(["yes", "no", "not-asked"]),
    capacity=st.sampled_from(["able", "not-able", "not-judged"]),
    withdrawn=st.none() | st.integers(0, 10),
)


@given(kind=KINDS, day=st.integers(0, 12))
@settings(max_examples=60)
def test_a_yes_stands_by_assent_capacity_and_until_it_is_withdrawn(
    kind: dict[str, Any], day: int
) -> None:
    with transaction.atomic():
        study = Study.objects.create(key="law", title="x", kind="public", as_at=DAY)
        person = Participant.objects.create(
            study=study, key="p", site=study_site(study), role="young-person"
        )
        out = kind.pop("withdrawn")
        ended = None if out is None else DAY + timedelta(out)
        for use in ("quote", "take-part"):
            Consent.objects.create(
                study=study, key=f"c-{use}", participant=person, use=use, given="yes",
                valid_from=DAY, withdrawn_on=ended, **kind,
            )  # fmt: skip
        unable = kind["given_by"] == "themself" and kind["capacity"] == "not-able"
        wanted = kind["assent"] != "no" and not unable and (out is None or day < out)
        assert (yes(study, day) == {person.pk}) == wanted
        on = DAY + timedelta(day)
        assert (withdrawn(SYSTEM, study, on) == {person.pk}) == (out is not None and day >= out)
        assert quotable_and_gone(SYSTEM, study, on) == (
            yes(study, day), withdrawn(SYSTEM, study, on)
        )  # fmt: skip
        transaction.set_rollback(True)


def test_who_agrees_anew_after_a_withdrawal_takes_part_again(tiny: Study) -> None:
    robin = Participant.objects.get(key="p-robin")
    Consent.objects.filter(participant=robin).update(withdrawn_on=DAY)
    assert robin.pk in withdrawn(SYSTEM, tiny, DAY)
    for use in ("take-part", "quote"):
        record_consent(by=SYSTEM, participant=robin, use=use, given="yes", on=DAY, today=DAY)
    assert robin.pk not in withdrawn(SYSTEM, tiny, DAY)
    assert robin.pk in yes(tiny, 0)
    with pytest.raises(InputError, match="has not come yet"):
        record_consent(
            by=SYSTEM, participant=robin, use="quote", given="no", on=DAY + timedelta(1), today=DAY
        )
    with pytest.raises(InputError, match="A later word on this is kept"):
        record_consent(
            by=SYSTEM, participant=robin, use="quote", given="no", on=DAY - timedelta(1), today=DAY
        )
    with pytest.raises(InputError, match="assent must be one of yes, no, not-asked"):
        record_consent(
            by=SYSTEM, participant=robin, use="quote", given="no", on=DAY, today=DAY, assent="maybe"
        )
    record_consent(by=SYSTEM, participant=robin, use="quote", given="no", on=DAY, today=DAY)
    assert robin.pk not in yes(tiny, 0), "of two words of one day the later one counts"


# What a young person's yes lacks, by nation: the columns given, and a word of the remedy.
JUDGED = {"capacity": "able", "capacity_by": "A researcher", "capacity_on": DAY,
          "capacity_because": "They said it in their own words."}  # fmt: skip
LACKS: list[tuple[str, dict[str, Any], str]] = [
    ("england", {}, "age_band"),
    ("england", {"age_band": "under-16"}, "given_by"),
    ("england", {"age_band": "under-16", "given_by": "themself"}, "capacity_because"),
    ("scotland", {"age_band": "under-16", "given_by": "themself"}, "capacity_because"),
    ("wales", {"age_band": "under-16", "given_by": "parent-or-carer"}, "as assent"),
    ("wales", {"age_band": "under-16", "given_by": "parent-or-carer", "assent": "no"}, ""),
    ("england", {"age_band": "under-16", "given_by": "themself", **JUDGED}, ""),
    ("england", {"age_band": "under-16", "given_by": "themself", **JUDGED, "capacity_by": ""},
     "lacks: capacity_by"),
    ("scotland", {"age_band": "16-17", "given_by": "themself"}, ""),
    ("scotland", {"age_band": "16-17", "given_by": "parent-or-carer", "assent": "yes"},
     "Ask the person themself"),
    ("scotland", {"age_band": "16-17", "given_by": "themself", **JUDGED, "capacity": "not-able"},
     "judged not able"),
    ("overseas", {"age_band": "16-17", "given_by": "themself"}, "capacity_because"),
    ("england", {"age_band": "adult", "given_by": "themself"}, ""),
    ("england", {"age_band": "adult", "given_by": "legal-authority"}, "Ask the person themself"),
]  # fmt: skip


@pytest.mark.parametrize(("nation", "columns", "says"), LACKS)
def test_what_a_young_persons_yes_needs(nation: str, columns: dict[str, Any], says: str) -> None:
    row = Consent(key="c", use="quote", given="yes", **columns)
    found = shortfall(person="p-kim", role="young-person", nation=nation, consent=row)
    assert (found is None) == (says == "")
    if found is not None:
        assert says in found.text()
        assert found.text().startswith("p-kim (quote): ")
    row.given = "no"
    assert shortfall(person="p", role="young-person", nation=nation, consent=row) is None
    row.given = "yes"
    assert shortfall(person="p", role="manager", nation=nation, consent=row) is None


def test_a_study_of_real_people_takes_no_yes_that_lacks_something(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    study = open_real(monkeypatch, tmp_path)
    robin = Participant.objects.get(study=study, key="p-robin")
    given = {"by": SYSTEM, "participant": robin, "use": "archive", "on": DAY, "today": DAY}
    with pytest.raises(InputError, match=r"p-robin \(archive\).*Nothing was stored"):
        record_consent(**given, given="yes", given_by="themself", age_band="under-16")
    kept = record_consent(
        **given, given="yes", given_by="parent-or-carer", age_band="under-16", assent="yes"
    )
    assert kept.version == 1
    assert shortfalls(SYSTEM, study) == []
    Consent.objects.filter(key="cs-robin-part").update(capacity="not-judged")
    assert [gap.consent for gap in shortfalls(SYSTEM, study)] == ["cs-robin-part"]


def test_a_veto_falls_on_the_words_however_they_are_cut(tiny: Study) -> None:
    week, left = (Excerpt.objects.get(key=key) for key in ("ex-robin-week", "ex-robin-left"))
    veto(by=SYSTEM, excerpt=left, today=DAY)
    assert {week.pk, left.pk} <= vetoed(SYSTEM, tiny), "both hold the same sentence"
    others = Excerpt.objects.exclude(version__source__key="src-robin")
    assert vetoed(SYSTEM, tiny).isdisjoint(others.values_list("pk", flat=True))
    lift_veto(by=SYSTEM, excerpt=left)
    assert vetoed(SYSTEM, tiny) == frozenset()
