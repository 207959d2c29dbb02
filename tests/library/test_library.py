"""The library as a whole: what it lists, how it answers an id, and what it must never hold."""

import dataclasses
import re
from collections import Counter
from importlib.resources import files

import pytest

from seedbed.errors import InputError
from seedbed.library import (
    catalogue,
    checklists,
    codebook,
    codebooks,
    construct,
    frameworks,
    show,
    stage_model,
    theories,
    theory,
)

# Fields that are names, numbers, codes or references, and so are not sentences.
NOT_SENTENCES = {
    "id", "name", "title", "family", "group", "status", "construct", "codebook", "theory", "kind",
    "address", "link", "source", "who", "as_at", "owner", "word", "stands_for", "counted",
    "stages", "constructs", "codebooks",
}  # fmt: skip

EVERYTHING = [stage_model(), *theories(), *frameworks(), *codebooks(), *checklists()]
DATA = files("seedbed.library") / "data"


def texts(it: object, field: str = "") -> list[tuple[str, str]]:
    """Every text of a thing and of its parts, with the field it stands in."""
    if dataclasses.is_dataclass(it) and not isinstance(it, type):
        return [
            pair
            for each in dataclasses.fields(it)
            for pair in texts(getattr(it, each.name), each.name)
        ]
    if isinstance(it, tuple):
        return [pair for part in it for pair in texts(part, field)]
    return [(field, it)] if isinstance(it, str) else []


def data_files() -> list[tuple[str, str]]:
    folders = [DATA, *(DATA / name for name in ("codebooks", "theories", "frameworks"))]
    found = [entry for folder in folders for entry in folder.iterdir()]
    # The list of words to avoid holds them all, as it must.
    return [
        (it.name, it.read_text("utf-8"))
        for it in found
        if it.name.endswith(".toml") and it.name != "plain_english.toml"
    ]


def test_the_catalogue_lists_every_top_thing_once_with_its_count() -> None:
    kinds = Counter(entry.kind for entry in catalogue())
    assert kinds == {
        "stages": 1, "theory": len(theories()), "framework": 3, "codebook": 30, "checklist": 11,
    }  # fmt: skip
    counts = {entry.id: entry.n for entry in catalogue()}
    assert sum(counts[it.id] for it in codebooks()) == 474
    assert (counts["six-stages"], counts["cfir2022"], counts["eric"]) == (6, 67, 73)


def test_a_list_that_is_changed_by_a_reader_stays_whole_for_the_next() -> None:
    catalogue().clear()
    assert catalogue()


def test_every_id_is_lower_case_and_unique_over_the_whole_library() -> None:
    ids = [entry.id for entry in catalogue()]
    ids += [stage.id for stage in stage_model().stages]
    ids += [p.id for it in theories() for p in it.propositions]
    ids += [p.id for it in frameworks() for p in it.principles]
    ids += [c.id for it in codebooks() for c in it.constructs]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9][a-z0-9.\-]*", id)] == []


def test_a_file_is_named_after_what_it_holds() -> None:
    for folder, held in (("codebooks", codebooks()), ("theories", theories())):
        names = {entry.name for entry in (DATA / folder).iterdir()}
        assert names == {f"{it.id}.toml" for it in held}


def test_everything_listed_can_be_shown_in_any_case() -> None:
    for entry in catalogue():
        shown = show(f" {entry.id.upper()} ")
        assert (shown.id, shown.title) == (entry.id, entry.title)
        assert shown.text().endswith(".")
        assert shown.table()
        assert all(row.keys() == shown.table()[0].keys() for row in shown.table())


def test_parts_can_be_shown() -> None:
    assert show("mobilising").title == "Mobilising"
    assert show("stage-map.2").title.endswith("does not outlast its grant")
    assert show("CFIR2022.61").table()[0]["group"] == "process: engaging"


@pytest.mark.parametrize("it", EVERYTHING, ids=lambda it: it.id)
def test_every_text_is_a_sentence(it: object) -> None:
    wrong = [
        (field, text)
        for field, text in texts(it)
        if field not in NOT_SENTENCES
        and not text.endswith("?" if field == "gate_questions" else ".")
    ]
    assert wrong == []


@pytest.mark.parametrize("it", EVERYTHING, ids=lambda it: it.id)
def test_no_text_is_empty_or_holds_a_line_break(it: object) -> None:
    may_be_empty = {"group", "address", "link", "source", "construct", "theory"}
    wrong = [(f, t) for f, t in texts(it) if "\n" in t or (not t and f not in may_be_empty)]
    assert wrong == []


# What would betray a copied questionnaire, a score or a verdict on a child.
FORBIDDEN = re.compile(
    r"strongly (dis)?agree|on a scale of|tick (the|one|all)|circle one|never / |"
    r"risk scor|high.risk child|score \d|out of (5|7|10)\b|[1-7] ?(-|to) ?[57] ?=|"
    r"laggard|gang member|hard to reach|lifestyle choice|refuses to engage",
    re.IGNORECASE,
)
# A word that a prediction or a definition has not earned.
UNEARNED = re.compile(r"\b(caused|proves|proven|led to|thanks to)\b", re.IGNORECASE)
KEYS_OF_A_QUESTIONNAIRE = re.compile(r"^(\[\[)?(items?|questions?|wording|scale|scoring)\b", re.M)


@pytest.mark.parametrize(("name", "text"), data_files(), ids=[name for name, _ in data_files()])
def test_no_questionnaire_no_score_no_label_for_a_child(name: str, text: str) -> None:
    assert FORBIDDEN.findall(text) == [], name
    assert UNEARNED.findall(text) == [], name
    assert KEYS_OF_A_QUESTIONNAIRE.findall(text) == [], name


def test_the_guard_would_catch_a_copied_item() -> None:
    assert FORBIDDEN.search('definition = "I can see the point of it (strongly agree)."')
    assert KEYS_OF_A_QUESTIONNAIRE.search('[[items]]\nwording = "How often do you feel safe?"')


def test_only_gate_questions_are_questions() -> None:
    asked = [
        text for it in EVERYTHING for field, text in texts(it)
        if "?" in text and field != "gate_questions"
    ]  # fmt: skip
    assert asked == []


def test_an_unknown_id_names_what_is_near() -> None:
    with pytest.raises(InputError, match=r"no codebook called 'CFIR'.*Near to it: cfir2022\."):
        codebook("CFIR")
    with pytest.raises(InputError, match=r"no construct called 'rogers'.*rogers\.01"):
        construct("rogers")
    with pytest.raises(InputError, match=r"no theory called 'sense-making'.*sensemaking"):
        theory("sense-making")
    with pytest.raises(InputError, match=r"Near to it: contextual, cs\."):
        show("Contextual Safeguarding")


@pytest.mark.parametrize("asked", ["", "   ", "qqqqqq", "../errors"])
def test_an_id_like_nothing_says_where_to_look(asked: str) -> None:
    with pytest.raises(InputError, match=r"Nothing has a name like that.*seedbed library list"):
        show(asked)


def test_what_is_returned_is_frozen_and_read_once() -> None:
    first = codebook("rogers")
    assert codebook("ROGERS") is first
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.title = "Mine"  # type: ignore[misc]
