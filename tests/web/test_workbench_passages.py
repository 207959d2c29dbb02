"""A text cut at its passages loses no word and marks each passage once."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from seedbed.workbench.passages import marked


def excerpt(pk, start, end):
    return SimpleNamespace(pk=pk, key=f"ex-{pk}", start=start, end=end)


def test_passages_that_overlap_share_a_segment():
    found = marked("abcdef", [excerpt(1, 0, 4), excerpt(2, 2, 6)], [])
    [paragraph] = found.paragraphs
    assert [(s.text, [p.number for p in s.inside]) for s in paragraph] == [
        ("ab", [1]),
        ("cd", [1, 2]),
        ("ef", [2]),
    ]


def test_a_passage_may_run_over_a_paragraph():
    found = marked("One.\n\nTwo.", [excerpt(1, 0, 10)], [])
    assert [[s.text for s in paragraph] for paragraph in found.paragraphs] == [["One."], ["Two."]]
    assert [len(s.begins) for paragraph in found.paragraphs for s in paragraph] == [1, 0]


def test_codings_stand_at_their_passage():
    codings = [SimpleNamespace(excerpt_id=2, code="x"), SimpleNamespace(excerpt_id=1, code="y")]
    found = marked("abcdef", [excerpt(1, 3, 4), excerpt(2, 0, 2)], codings)
    assert [(p.words, [c.code for c in p.codings]) for p in found.passages] == [
        ("ab", ["x"]),
        ("d", ["y"]),
    ]


def without_blanks(text):
    return "".join(text.split())


texts = st.text(alphabet="ab \n", min_size=1, max_size=40)


@given(texts, st.data())
def test_no_word_is_lost_and_each_passage_is_where_it_says(text, data):
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
                lambda pair: pair[0] < pair[1]
            ),
            max_size=5,
        )
    )
    found = marked(text, [excerpt(n, *pair) for n, pair in enumerate(spans)], [])
    shown = "".join(segment.text for paragraph in found.paragraphs for segment in paragraph)
    assert without_blanks(shown) == without_blanks(text)
    begun = [p.number for paragraph in found.paragraphs for s in paragraph for p in s.begins]
    assert len(begun) == len(set(begun))
    for passage in found.passages:
        held = "".join(
            segment.text
            for paragraph in found.paragraphs
            for segment in paragraph
            if passage in segment.inside
        )
        assert without_blanks(held) == without_blanks(passage.words)
