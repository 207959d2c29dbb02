"""Consent: the latest word counts, no word is no yes, and an ended yes is none."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.record.models import Study
from seedbed.record.people.models import Consent, Participant
from seedbed.record.people.selectors import agreed
from seedbed.record.study.models import Site
from seedbed.trust.asking import system

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
