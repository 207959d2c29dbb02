"""``seedbed check`` prompts about words and refuses nothing for them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from seedbed.cli.main import app
from tests.publish.made import change_toml
from tests.tiny import tiny_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_folder(tmp_path / "tiny")


def said(folder: Path) -> list[str]:
    done = CliRunner().invoke(app, ["check", str(folder)])
    assert done.exit_code == 0, done.output
    assert "all is well" in done.output
    return done.output.partition("Nothing was stored.")[2].strip().splitlines()


def test_nothing_to_say_is_not_said(folder: Path) -> None:
    assert said(folder) == []


def test_a_word_is_told_with_its_place_and_what_to_write_instead(folder: Path) -> None:
    change_toml(
        folder / "claims.toml",
        lambda held: held["claims"][0].update(mechanism="A robust reason."),
    )
    opening, line = said(folder)
    assert opening.startswith("Language prompt: 1 word")
    assert "mechanism: robust. Instead: say what was tested" in line


def test_many_words_are_counted_and_the_first_five_told(folder: Path) -> None:
    change_toml(
        folder / "claims.toml",
        lambda held: held["claims"][0].update(rivals=["A stakeholder."] * 7),
    )
    opening, *lines = said(folder)
    assert "7 words" in opening
    assert len(lines) == 6
    assert lines[-1].strip() == "and 2 more"
