"""The check of a quotation: what it finds, what it lets stand, and how long it takes."""

import re
from dataclasses import replace
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedbed.errors import InputError
from seedbed.methods.disclosure import identifiers as shapes
from seedbed.methods.disclosure.copied import RUN, Held
from seedbed.methods.disclosure.names import WORD, known, ordinary_in, words_of
from seedbed.methods.disclosure.quotation import GAPS, Facts, Quotation, check_quotation
from seedbed.methods.disclosure.redaction import GAP, gapped, only_gaps
from seedbed.methods.disclosure.rules import SEEDBED, Rules

NAMES = known(
    {"Ambleford": "place", "Port of Northmere": "organisation", "Duty team": "organisation"},
    {"duty", "team"},
)
FACTS = Facts(
    known=NAMES, pseudonyms=frozenset({"Robin"}), ordinary=frozenset({"hope", "shops", "write"})
)


def found(words: str, facts: Facts = FACTS) -> list[tuple[str, str]]:
    """Kinds and words of what was found."""
    return [(one.kind, one.words) for one in check_quotation(words, facts).findings]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ring 07700 900123 now", ("number", "07700 900123")),
        ("ring +44 (0)20 7946 0018.", ("number", "+44 (0)20 7946 0018")),
        ("my number is 943 476 5919", ("number", "943 476 5919")),
        ("it says QQ 12 34 56 C on it", ("number", "QQ 12 34 56 C")),
        ("we live in sw1a 1aa", ("postcode", "sw1a 1aa")),
        ("write to a.person@home.example, yes", ("e-mail", "a.person@home.example")),
        ("he is @some.one there", ("e-mail", "@some.one")),
        ("see https://home.example/me", ("web address", "https://home.example/me")),
        ("it is on myschool.co.uk/news", ("web address", "myschool.co.uk/news")),
        ("it was 3rd of May 2019", ("date", "3rd of May 2019")),
        ("it was May 3rd, 2019", ("date", "May 3rd, 2019")),
        ("it was 03/05/2019 and cold", ("date", "03/05/2019")),
        ("it was 2019-05-03 and cold", ("date", "2019-05-03")),
        ("when I was fourteen it", ("age", "I was fourteen")),
        ("a 15-year-old told us", ("age", "15-year-old")),
        ("she was aged 9 then", ("age", "aged 9")),
        ("it was Kayleigh who came", ("name", "Kayleigh")),
        ("it was Kayleigh's mum who came", ("name", "Kayleigh")),
        ("it was Mary-Jane O'Neill again", ("name", "Mary-Jane O'Neill")),
        ("I went to Saint Bede's Primary School", ("school", "Saint Bede's Primary School")),
        ("we met on Mill Hill Road then", ("street", "Mill Hill Road")),
        ("the Rowan Trust paid", ("organisation", "Rowan Trust")),
        ("they came to ambleford", ("place", "ambleford")),
        ("they came from Northmere", ("organisation", "Northmere")),
        ("the port of northmere paid", ("organisation", "port of northmere")),
        ("the Duty team came", ("organisation", "Duty team")),
        ("Kayleigh came", ("may be a name", "Kayleigh")),
        ("we had Hope then", ("may be a name", "Hope")),
        ("they sent me to HMYOI again", ("may be a name", "HMYOI")),
    ],
)
def test_each_kind_is_found_where_it_stands(words: str, expected: tuple[str, str]) -> None:
    """Shapes, known names, words that look like names."""
    assert expected in found(words)
    told = check_quotation(words, FACTS)
    one = next(f for f in told.findings if f.kind == expected[0])
    assert words[one.start : one.end] == one.words
    assert one.weight == ("look" if one.kind == "may be a name" else "change")
    assert one.why
    assert one.remedy


@pytest.mark.parametrize(
    "words",
    [
        "They came every week, so you got to know them.",
        "I was ten minutes late. I'm sure of it.",
        "On Monday the duty team came, and at Christmas my Mum and Dad did.",
        "Robin told me. Then Robin's friend did.",
        "It was in 2019, 2018-2019 I think, and 12 of us went to the Council.",
        "“Shops were shut.” They said: “Hope is all.”",
        "They came to [a place] on [a date].",
    ],
)
def test_ordinary_words_stand(words: str) -> None:
    """A quotation is not held up by a Monday, a pseudonym or a year."""
    assert found(words) == []


def test_few_like_the_speaker_long_and_used_before_are_looked_at_not_changed() -> None:
    """Nothing in the words is wrong; somebody has to weigh it."""
    words = " ".join(["word"] * 51)
    told = check_quotation(words, Facts(alike=9, likeness="role and site", used=("page one",)))
    assert [one.kind for one in told.findings] == ["few like them", "long", "used before"]
    assert {one.weight for one in told.findings} == {"look"}
    assert "role and site" in told.findings[0].why
    assert "page one" in told.findings[2].why
    at_the_edge = check_quotation(" ".join(["word"] * 50), Facts(alike=10))
    assert at_the_edge.findings == ()
    other = check_quotation("word word", Facts(alike=10), rules=Rules(threshold=11), longest=1)
    assert [one.kind for one in other.findings] == ["few like them", "long"]
    assert SEEDBED.threshold == 10


def test_result_speaks() -> None:
    """Numbers, rows and words of a result, with and without findings."""
    told = check_quotation("Kayleigh met Ambleford.", FACTS)
    assert told.numbers == {"words": 3, "must_change": 1, "to_look_at": 1}
    assert [row["kind"] for row in told.table()] == ["may be a name", "place"]
    assert told.warnings[1].startswith("Ambleford: ")
    assert "1 finding ask" in told.text()
    assert "read it" in told.text()
    clean = check_quotation("They came.", Facts(alike=3, likeness="role"))
    assert clean.warnings[0].startswith("Fewer than 10")
    assert "Nothing was found in these 2 words" in check_quotation("They came.", FACTS).text()


@pytest.mark.parametrize(("words", "longest"), [("", 50), (" \n", 50), ("word", 0)])
def test_nothing_to_look_at_is_refused(words: str, longest: int) -> None:
    """No words are no quotation."""
    with pytest.raises(InputError, match="Hand over the passage"):
        check_quotation(words, Facts(), longest=longest)


def test_names_of_ordinary_words_are_found_only_as_written() -> None:
    """A team called by two ordinary words is not found in every sentence with those words."""
    assert found("my duty team came") == []
    assert known({"": "place", "42": "place"}).lengths == frozenset()
    assert ordinary_in(["They HOPE. We hope."]) == {"hope"}
    assert [one.text for one in words_of("don’t, re-do it’s")] == ["don't", "re-do", "it"]


def test_gaps_stand_for_what_was_found_and_pass_the_check() -> None:
    """The proposal of a redaction has nothing left to change, and puts nothing in."""
    said = (
        "I was fourteen on 3 May 2019, at Saint Bede's School, with Kayleigh Low in Ambleford. "
        "Write to me@home.example or 07700 900123, SW1A 1AA."
    )
    changed = gapped(said, check_quotation(said, FACTS).findings)
    assert changed == (
        "[an age] on [a date], at [a school], with [a name] in [a place]. "
        "Write to [an address] or [a number], [a place]."
    )
    assert check_quotation(changed, FACTS).findings == ()
    assert only_gaps(said, changed)
    assert all(GAP.fullmatch(gap) for gap in GAPS.values())


@pytest.mark.parametrize(
    ("original", "changed", "may"),
    [
        ("one two three", "one two three", True),
        ("one two three", "one two four", False),
        ("one two three", "one [x] three", True),
        ("one two three", "[x] three", True),
        ("one two three", "one [x]", True),
        ("one a two b three", "one [x] two [y] three", True),
        ("one two three", "one [x] two [y] three", False),
        ("one two three", "one [x] four [y] three", False),
        ("one two three", "two [x] three", False),
        ("one two three", "one [x] two", False),
        ("one two", "one two [x] one two", False),
        ("a [place removed] b", "a [place removed] b", True),
        ("one two three", "one [" + "x" * 41 + "] three", False),
    ],
)
def test_changed_words_may_only_lose(original: str, changed: str, may: bool) -> None:
    """Nobody is given words they did not say."""
    assert only_gaps(original, changed) is may


@given(st.text(alphabet="ab .K5@", max_size=60))
def test_law_a_proposed_redaction_only_takes_out(said: str) -> None:
    """Whatever was said, gaps in its place leave the rest as it was, and leave nothing hard."""
    if not said.strip():
        return
    told = check_quotation(said, FACTS)
    changed = gapped(said, told.findings)
    assert only_gaps(said, changed)
    assert not check_quotation(changed, FACTS).must_change


@given(st.text(max_size=80))
@example("K" * 40)
@example("ß. İstanbul ŉ")
def test_law_findings_lie_within_the_words(said: str) -> None:
    """Spans hold their words, in order, none within another."""
    if not said.strip():
        return
    told = check_quotation(said, FACTS)
    spans = [(one.start, one.end) for one in told.findings if one.end]
    assert spans == sorted(spans)
    assert all(a[1] < b[1] for a, b in pairwise(spans))
    assert all(said[one.start : one.end] == one.words for one in told.findings if one.end)


def test_copied_words_are_found_however_they_are_set() -> None:
    """Seven words in a row are found through case and signs; what may stand is left."""
    held = Held({"b": "It felt like starting again, all of it.", "a": "one two three"})
    text = (
        "She said it FELT like; starting again all of it! And it felt like starting again all of."
    )
    found = held.found_in(text)
    assert [one.source for one in found] == ["b", "b"]
    assert found[0].words == "it FELT like; starting again all of it"
    assert held.found_in(text, but=["It felt like starting again, all of it."]) == []
    assert held.found_in("it felt like starting") == []
    assert RUN == 7


# -- linear in the length of the text --------------------------------------------------------------

EVERY = {
    **{f"{kind} {n}": p for kind, all_ in shapes.PATTERNS.items() for n, p in enumerate(all_)},
    "digits": shapes.DIGITS, "years": shapes.YEARS, "word": WORD, "gap": GAP,
}  # fmt: skip
STEPS = 10_000


def _choices(parsed: object, *, last: bool) -> int:
    """In how many ways a pattern can be tried at one place; fails for one without an end."""
    total = 1
    items = list(parsed)  # type: ignore[call-overload]
    for number, (op, value) in enumerate(items):
        at_end = last and number == len(items) - 1
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            least, most, inside = value
            if most == _constants.MAXREPEAT:
                assert at_end, "a repeat without a bound stands before something else"
                assert _one_at_a_time(inside), "a repeat without a bound holds another"
                continue
            total *= (most - least + 1) * max(1, _choices(inside, last=False)) ** min(most, 1)
            assert most <= 1 or _one_at_a_time(inside), "a repeat holds another"
        elif op is _constants.BRANCH:
            total *= sum(_choices(branch, last=False) for branch in value[1])
        elif op is _constants.SUBPATTERN:
            total *= _choices(value[-1], last=at_end)
        elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
            total *= _choices(value[1], last=False)
        else:
            assert op in (
                _constants.LITERAL, _constants.IN, _constants.AT, _constants.NOT_LITERAL,
                _constants.ANY,
            ), op  # fmt: skip
    return total


def _one_at_a_time(inside: object) -> bool:
    """Say whether each turn of a repeat takes one sign, in one way."""
    (op, value), *more = list(inside)  # type: ignore[call-overload]
    if more:
        return False
    if op is _constants.SUBPATTERN:
        return _one_at_a_time(value[-1])
    if op is _constants.BRANCH:
        return all(branch[0][0] in (_constants.IN, _constants.LITERAL) for branch in value[1])
    return op in (_constants.IN, _constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY)


@pytest.mark.parametrize("name", EVERY)
def test_every_pattern_takes_steps_in_proportion_to_the_text(name: str) -> None:
    """Read from the pattern itself: at each place a bounded number of ways, and no way back."""
    pattern = EVERY[name]
    assert _choices(_parser.parse(pattern.pattern, pattern.flags), last=True) <= STEPS


def test_the_reader_of_patterns_knows_a_bad_one() -> None:
    """The proof would fail for a pattern that tries things twice."""
    for bad in (r"(a+)+b", r"a*b", r"(?:ab*){2,9}c", r"(?:a|ab)+", r"(?:\d\d?){1,9}x"):
        with pytest.raises(AssertionError):
            _choices(_parser.parse(bad), last=True)
    assert re.compile(r"\S+").pattern == r"\S+"
    assert _choices(_parser.parse(r"\S+"), last=True) == 1


LONG = 50_000
HOSTILE = (
    "1", "1 ", "1.", "(", "+", "a", "A", "A ", "Aa ", "a-", "a'", "A'a", "@", "a@", "a@a.",
    "http://", "www.", ".uk ", "aged ", "I was ", "1st of ", "1 of May ", "May ", "AA", "AA1",
    "sw1a 1", "AA 12 ", "20-year-", "[", "[a", "]", "\n", " ", "'s ", "Mill Road ", "port of ",
    "port of northmere ", "12/12/", "2019-20", "é", "İ", "\u202f",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_and_hostile_words_are_read_to_their_end(piece: str) -> None:
    """Fifty kilobytes made to be tried again and again; a pattern that does so never ends here."""
    words = (piece * LONG)[:LONG] + "x."
    told = check_quotation(words, FACTS)
    assert isinstance(told, Quotation)
    assert [one.kind for one in told.findings if not one.end] in ([], ["long"])
    assert only_gaps(words, gapped(words, told.findings))
    assert len(words_of(words)) <= LONG
    Held({"a": words}).found_in(words)


def test_overlapping_findings_leave_one_gap_each_and_no_words_between() -> None:
    """One finding within another adds no gap; one that reaches beyond takes its own end."""
    finding = check_quotation("in Ambleford", FACTS).findings[0]
    spans = [(0, 9), (2, 5), (7, 12)]
    over = [replace(finding, start=start, end=end) for start, end in spans]
    assert gapped("Ambleford or so", over) == "[a place] so"


def test_a_short_part_of_a_name_is_not_looked_for_by_itself() -> None:
    """A name of three letters is found whole, not in every word like it."""
    held = known({"Rye Mill": "place", "Rye": "place"})
    assert sorted(held.anywhere) == [("mill",), ("rye",), ("rye", "mill")]
    assert ("rye",) not in known({"Rye Mill": "place"}).anywhere
