"""Plain English: the list is whole and ours, and the checker doubts what it should and no more."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.library import plain_english as module
from seedbed.library.plain_english import count_words, doubts, plain_english, split_sentences
from seedbed.library.wording import Wording

# DOMAIN.md 2e, as it stands there.
TO_AVOID = (
    "gang member", "risky behaviour", "lifestyle choice", "promiscuous", "hard to reach",
    "refuses to engage", "contact", "placement", "LAC", "absconded", "perpetrator", "cliff edge",
)  # fmt: skip
# Words for the interface that the list must leave alone: DOMAIN.md 10 and 2e.
TO_USE = (
    "young person", "child", "harm", "exploitation", "affected by", "places", "friends",
    "family time", "home", "going missing explained", "facilitator", "capability", "inhibitor",
    "barrier", "mechanism", "proposition", "rival", "circle", "take-up", "scaling", "spreading",
    "core", "adaptable", "case", "site", "stage", "episode", "practice model", "learning pack",
)  # fmt: skip
PLAIN = ("The team met each week.", "Nobody knows why it ended.", "Money came a year at a time.")
WORDS = plain_english().words


def found(text: str, **given: object) -> list[str]:
    return [doubt.found for doubt in doubts(text, **given)]  # type: ignore[arg-type]


def test_the_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("word", TO_AVOID)
def test_every_word_of_the_field_to_avoid_is_found(word: str) -> None:
    [doubt] = doubts(f"They wrote {word} there.")
    assert (doubt.kind, doubt.found) == ("word-to-avoid", word)


@pytest.mark.parametrize("word", TO_USE)
def test_no_word_of_the_field_to_use_is_found(word: str) -> None:
    assert doubts(f"They wrote {word} there.") == []


@pytest.mark.parametrize("wording", WORDS, ids=lambda wording: wording.word)
def test_each_word_says_what_to_write_instead_and_why(wording: Wording) -> None:
    assert wording.kind in ("about-people", "jargon", "claims-too-much")
    assert wording.why.endswith((".", "?"))
    assert not wording.instead.endswith(".")
    # What is advised must not be advised against.
    advice = (wording.instead, wording.why)
    mine = {form.rstrip("*") for form in (wording.forms or (wording.word,))}
    others = [w for text in advice for w in found(text) if not any(w.startswith(m) for m in mine)]
    assert [w for w in others if not w.startswith("a sentence of")] == []


def test_words_are_listed_once_and_each_form_finds_itself() -> None:
    names = [wording.word for wording in WORDS]
    assert len(names) == len(set(names))
    for wording in WORDS:
        for form in wording.forms or (wording.word,):
            plain = form.replace("*", "ing")
            assert wording.found_in(f"It says {plain} here."), form
        for phrase in wording.fine_in:
            assert not wording.found_in(f"It says {phrase.replace('*', 's')} here."), phrase


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Placements ended.", ["Placements"]),
        ("PLACEMENT", ["PLACEMENT"]),
        ("A replacement came.", []),
        ("Two student placements ended.", []),
        ("Hard-to-reach families", ["Hard-to-reach"]),
        ("hard\u00a0to reach", ["hard to reach"]),
        ("Contact the lead.", []),
        ("Please contact us, or ask to contact the site.", []),
        ("Contact with his mother stopped.", ["Contact"]),
        ("They were contacted again.", []),
        ("A facilitator ran it.", []),
        ("She facilitated and was facilitating.", ["facilitated", "facilitating"]),
        ("The robust core holds.", []),
        ("It is a robust finding.", ["robust"]),
        ("It is proven, or proved.", ["proven", "proved"]),
        ("It works by keyboard: the page works.", ["It works"]),
        ("The What Works Centre asked what works.", ["what works"]),
        ("It was black; the slack was lacking.", []),
    ],
)
def test_a_word_is_found_whole_in_any_case_and_not_where_it_is_fine(
    text: str, words: list[str]
) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "She said “my placement ended” and left.",
        'She said "my placement ended" and left.',
        "“My placement ended.” “Robust,” he said.",
        "She called it ‘a cliff edge’.",
        "She called it ‘a cliff edge she couldn’t see’.",
    ],
)
def test_somebody_elses_words_are_theirs(text: str) -> None:
    assert doubts(text) == []


def test_a_quotation_that_is_never_closed_hides_no_further_paragraph() -> None:
    assert found("She said “my placement ended.\n\nIt was robust. “Yes.”") == [
        "placement",
        "robust",
    ]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert found("The boys’ placement and the girls’ home") == ["placement"]


def test_a_name_is_nobodys_jargon() -> None:
    assert found("Empower and Protect ended.") == ["Empower"]
    assert found("Empower and Protect ended.", names=["Empower and Protect"]) == []
    assert found("Empowering was meant.", names=["Empower"]) == ["Empowering"]


def test_a_sentence_is_long_from_the_twenty_sixth_word() -> None:
    assert doubts(" ".join(["word"] * 25) + ".") == []
    [doubt] = doubts(" ".join(["word"] * 26) + ".")
    assert (doubt.kind, doubt.found) == ("long-sentence", "a sentence of 26 words")
    assert doubts(" ".join(["word"] * 26) + ".", longest=26) == []


def test_a_bound_number_a_placeholder_and_a_quotation_are_one_word_each() -> None:
    token = "{{run:before-after indicator=cpp-starts area=Hertfordshire from=2014 to=2017|low|abs}}"
    assert count_words(f"Plans fell by {token}.") == 4
    assert count_words("%(name)s: what happened") == 3
    assert doubts("He said “" + " ".join(["word"] * 40) + "” and sat down.") == []
    # A name inside a bound number or an address is not read.
    assert doubts("From example.org/empower-and-protect and https://example.org/placement.") == []
    assert doubts("The grant was {{cost:co-empower-and-protect-grant}}.") == []


def test_sentences_part_where_a_reader_stops() -> None:
    text = "It ended. “We stopped.” Then {{reading:a}} came (in 2016.) 49 went on, e.g. two."
    assert split_sentences(text) == [
        "It ended.", "“We stopped.” Then {{reading:a}} came (in 2016.", "49 went on, e.g. two.",
    ]  # fmt: skip
    assert found("It ended. “We stopped.” Then robust words.") == ["robust"]
    assert split_sentences("One\n\nTwo") == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("The MACE met.", ["MACE"]),
        ("The MACE met, and the MACEs met.", ["MACE"]),
        ("Multi-Agency Child Exploitation (MACE) met. The MACE met again.", []),
        ("MACE (Multi-Agency Child Exploitation) met.", []),
        ("The NHS and a GP in the UK.", []),
        ("SIMULATED DATA", []),
        ("In area E10000015, DfE and GRADE-CERQual.", []),
    ],
)
def test_initials_are_told_the_first_time(text: str, initials: list[str]) -> None:
    assert found(text) == initials


SENTENCES = st.lists(st.sampled_from([*PLAIN, "Two placements ended.", "It is robust."]))


@given(SENTENCES, st.data())
def test_more_space_changes_nothing(sentences: list[str], data: st.DataObject) -> None:
    words = " ".join(sentences).split()
    gaps = data.draw(st.lists(st.sampled_from([" ", "  ", " \n"]), min_size=len(words),
                              max_size=len(words)))  # fmt: skip
    spaced = "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    assert doubts(f" {spaced} ") == doubts(" ".join(words))


@given(st.lists(st.sampled_from(PLAIN)))
def test_plain_sentences_raise_no_doubt(sentences: list[str]) -> None:
    assert doubts(" ".join(sentences)) == []


@given(SENTENCES)
def test_each_sentence_is_doubted_for_itself(sentences: list[str]) -> None:
    apart = [doubt for sentence in sentences for doubt in doubts(sentence)]
    assert doubts(" ".join(sentences)) == apart


@given(st.sampled_from(TO_AVOID), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_hides_nothing(word: str, case: object) -> None:
    text = case(f"we saw {word} here")  # type: ignore[operator]
    kinds = {doubt.kind for doubt in doubts(text)}
    assert "word-to-avoid" in kinds


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for doubt in doubts(text):
        assert doubt.text().count(doubt.instead) >= 1
        assert set(doubt.table()[0]) == {"kind", "found", "instead", "why", "sentence"}
