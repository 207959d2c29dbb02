"""The language prompt: every text that a study writes for readers is looked at, others' are not."""

from pathlib import Path
from typing import get_type_hints

import pytest

from seedbed.formats import rows as r
from seedbed.formats.folder import read_folder
from seedbed.formats.language import FILE_OF, STUDY, WRITTEN, prompts
from tests.publish.made import change_row, change_toml
from tests.tiny import tiny_folder

# Written for circles and not for readers, or somebody else's words.
NOT_OURS = {
    "circles": {"about"}, "organisations": {"about"}, "sessions": {"prompt"},
    "judgements": {"panel"}, "replies": {"says"},
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(FILE_OF))
def test_every_text_is_either_looked_at_or_named_here(table: str) -> None:
    model = next(m for models in r.TOML_ROWS.values() for m in models if m.table == table)
    hints = get_type_hints(model, include_extras=True)
    texts = {name for name, hint in hints.items() if hint in (r.Text, list[r.Text])}
    looked_at = set(WRITTEN.get(table, ()))
    assert looked_at <= set(hints)
    assert texts - looked_at == NOT_OURS.get(table, set())
    assert set(STUDY) <= set(r.StudyFile.model_fields)


def told(folder: Path) -> list[tuple[str, str, str, str]]:
    read = read_folder(folder)
    return [(p.file, p.row, p.column, p.doubt.found) for p in prompts(read.study, read.tables)]


def test_each_doubt_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path / "tiny")
    before = told(folder)

    def change(held: dict) -> None:
        held["claims"][0]["rivals"] = ["The placement ended.", "No stakeholder was asked."]
        held["supports"][0]["says_what"] = "It is a robust finding."

    change_toml(folder / "claims.toml", change)
    study = folder / "study.toml"
    study.write_text(study.read_text("utf-8").replace('limits = "', 'limits = "Holistic. '))
    claim = read_folder(folder).tables["claims"][0].id
    support = read_folder(folder).tables["supports"][0].id
    new = [place for place in told(folder) if place not in before]
    assert new == [
        ("study.toml", "", "limits", "Holistic"),
        ("claims.toml", claim, "rivals", "placement"),
        ("claims.toml", claim, "rivals", "stakeholder"),
        ("claims.toml", support, "says_what", "robust"),
    ]


def test_facts_words_of_others_and_names_are_left_alone(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path / "tiny")
    before = told(folder)
    change_row(folder, "sites", "s-ambleford-duty", name="Robust Placements")
    change_row(folder, "outcomes", "oc-amb-missing", statement="Placements ended. It is robust.")
    change_toml(
        folder / "claims.toml",
        lambda held: held["claims"][0].update(not_where="Outside Robust Placements."),
    )
    assert told(folder) == before
