"""What changed between two versions of advice: nothing in itself, and the same both ways round."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from seedbed.publish.changed import changed

WORDS = st.sampled_from(["It ended.", "It went on.", "Nobody asked.", "Money came late."])
SHOWN = st.sampled_from(["£240", "£250", "30 %"])


def sentence(words: str, *numbers: tuple[str, str]) -> dict[str, Any]:
    bound = [{"token": token, "shown": shown} for token, shown in numbers]
    return {"parts": [words, *bound]}


@st.composite
def texts(draw: Any) -> list[dict[str, Any]]:
    found = []
    for words in draw(st.lists(WORDS, max_size=4)):
        if draw(st.booleans()):
            found.append(sentence(words, ("{{cost:a}}", draw(SHOWN))))
        else:
            found.append(sentence(words))
    return found


@st.composite
def outcome(draw: Any, key: str) -> dict[str, Any]:
    return {
        "id": key, "ref": key, "kind": "outcome", "statement": draw(WORDS), "whose": "",
        "comparison": "", "reported_by": "", "disputed_by": "", "unit": "%",
        "amount": draw(st.sampled_from(["", "-30", "12"])),
        "moved": draw(st.sampled_from(["better", "no-change", "not-known"])),
        "design": "before-after",
    }  # fmt: skip


@st.composite
def bodies(draw: Any) -> dict[str, Any]:
    """Frozen bodies: three verdicts, some points, some requirements, some outcomes."""
    return {
        "summary": draw(texts()),
        "not_known": draw(st.lists(texts(), max_size=2)),
        "verdicts": [
            {
                "id": about, "about": about, "confidence": "low",
                "word": draw(st.sampled_from(["yes", "no", "wait"])),
                "sentence": draw(texts()), "conditions": draw(st.lists(texts(), max_size=2)),
                "change_our_mind": draw(texts()),
            }
            for about in ("take-up", "scaling", "spreading")
        ],
        "requirements": [
            {
                "id": key, "stage": "designing", "goal": "value", "text": draw(texts()),
                "why": [], "weight": draw(st.sampled_from(["must", "helps"])),
                "lead_months": draw(st.sampled_from([None, 1, 12])),
            }
            for key in draw(st.lists(st.sampled_from("ab"), unique=True))
        ],
        "outcomes": [draw(outcome(key)) for key in draw(st.sets(st.sampled_from("xy")))],
    }  # fmt: skip


@given(bodies())
def test_a_body_beside_itself_says_nothing(body: dict[str, Any]) -> None:
    told = changed(body, body)
    assert not told.anything
    assert told.table() == []
    assert "Nothing that is compared differs" in told.text()


@given(bodies(), bodies())
def test_both_ways_round_it_is_the_same_difference(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    there, back = changed(one, two), changed(two, one)
    assert Counter(there.added) == Counter(back.gone)
    assert Counter(there.gone) == Counter(back.added)
    assert Counter((m.part, m.before, m.after) for m in there.moved) == Counter(
        (m.part, m.after, m.before) for m in back.moved
    )
    assert Counter((w.part, w.before, w.after) for w in there.words) == Counter(
        (w.part, w.after, w.before) for w in back.words
    )


@given(bodies(), bodies())
def test_no_sentence_is_lost(one: dict[str, Any], two: dict[str, Any]) -> None:
    """What the newer says and did not come in was in the older, and the other way round."""
    told = changed(one, two)
    kept_before = _count(one) - len(told.gone)
    kept_after = _count(two) - len(told.added)
    assert kept_before == kept_after
    assert len(told.moved) <= kept_after


def _count(body: dict[str, Any]) -> int:
    whole = {**body, "outcomes": [], "requirements": [], "verdicts": []}
    own = len(body["summary"]) + sum(map(len, whole["not_known"]))
    own += sum(len(row["text"]) + len(row["why"]) for row in body["requirements"])
    for row in body["verdicts"]:
        own += len(row["sentence"]) + len(row["change_our_mind"]) + sum(map(len, row["conditions"]))
    return own + len(body["outcomes"])


@given(bodies())
def test_one_sentence_more_is_exactly_that_sentence(body: dict[str, Any]) -> None:
    more = {**body, "not_known": [*body["not_known"], [sentence("A new gap.")]]}
    told = changed(body, more)
    assert [(said.part, said.text) for said in told.added] == [("not-known", "A new gap.")]
    assert (told.gone, told.moved, told.words) == ((), (), ())


def test_a_number_that_moves_in_the_same_sentence_is_told_as_a_number() -> None:
    old = {"costs": [[sentence("The grant was ", ("{{cost:a}}", "£240"))]]}
    new = {"costs": [[sentence("The grant was ", ("{{cost:a}}", "£250"))]]}
    (moved,) = changed(old, new).moved
    assert (moved.part, moved.before, moved.after) == ("cost", ("£240",), ("£250",))
    assert moved.text == "The grant was £250"


def test_a_number_from_another_source_is_another_sentence() -> None:
    old = {"costs": [[sentence("The grant was ", ("{{cost:a}}", "£240"))]]}
    new = {"costs": [[sentence("The grant was ", ("{{cost:b}}", "£240"))]]}
    told = changed(old, new)
    assert (len(told.added), len(told.gone), told.moved) == (1, 1, ())


def test_words_a_reader_decides_by_are_told_by_name() -> None:
    row = {"id": "v", "about": "take-up", "word": "yes-if", "confidence": "low", "sentence": [],
           "change_our_mind": [], "conditions": []}  # fmt: skip
    told = changed({"verdicts": [row]}, {"verdicts": [{**row, "word": "no"}]})
    (word,) = told.words
    assert (word.of, word.before, word.after) == ("Take it up", "Yes, if", "No")


def test_an_amount_of_a_ledger_that_moved_is_told_with_its_unit() -> None:
    row = {"id": "o", "ref": "o", "kind": "outcome", "statement": "Plans fell.",
           "whose": "children", "comparison": "", "reported_by": "press", "disputed_by": "",
           "unit": "%", "amount": "-30", "moved": "better", "design": "before-after"}  # fmt: skip
    (moved,) = changed({"outcomes": [row]}, {"outcomes": [{**row, "amount": "-49"}]}).moved
    assert (moved.before, moved.after) == (("−30\u202f%",), ("−49\u202f%",))
    assert moved.text == "Plans fell; children; press."


def test_a_body_of_an_earlier_release_counts_as_empty() -> None:
    assert not changed({}, {}).anything
    assert [s.text for s in changed({}, {"summary": [sentence("New.")]}).added] == ["New."]
