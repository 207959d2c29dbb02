"""A study of real people, begun and settled in a terminal."""

import re
import shutil
from pathlib import Path

import pytest

from tests.trust.test_trust_encrypted import seedbed


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An encrypted store with a study that was just begun, and what was said."""
    data = tmp_path_factory.mktemp("real") / "data"
    assert seedbed(data, "store", "begin").returncode == 0
    said = seedbed(data, "new", "my-study", "--kind", "real", "--title", "Told", typed="ines\n")
    assert said.returncode == 0, said.stderr
    return data, said.stdout


def test_a_lead_is_walked_to_the_gate(begun: tuple[Path, str]) -> None:
    _, said = begun
    assert "empty and shut" in said
    assert re.search(r"First password, to be changed after logging in: {2}\S{16}", said)
    for left in ("safeguarding lead", "data-protection contact", "Without a second factor: ines",
                 "lawful basis", "How long the material is kept", "No consent"):  # fmt: skip
        assert left in said


def test_what_is_settled_leaves_the_list_and_the_code_says_shut(begun: tuple[Path, str]) -> None:
    data, _ = begun
    settled = seedbed(
        data, "gate", "my-study", "--basis", "public-task", "--condition", "research",
        "--retention", "Ten years.", "--review-on", "2030-01-01",
    )  # fmt: skip
    assert settled.returncode == 7
    assert "lawful basis" not in settled.stdout
    assert "safeguarding lead" in settled.stdout
    assert seedbed(data, "member", "my-study", "sam", "--role", "safeguarding-lead").returncode == 0
    assert "has not named a safeguarding lead" not in seedbed(data, "gate", "my-study").stdout


def test_a_folder_does_not_come_in_through_a_shut_gate(
    begun: tuple[Path, str], tiny_path: Path, tmp_path: Path
) -> None:
    data, _ = begun
    folder = Path(shutil.copytree(tiny_path, tmp_path / "folder"))
    head = (folder / "study.toml").read_text()
    head = head.replace('"simulated"', '"real"').replace('"tiny-study"', '"my-study"')
    (folder / "study.toml").write_text(head)
    refused = seedbed(data, "load", str(folder), "--replace")
    assert refused.returncode == 2
    assert "its gate is shut" in refused.stderr
    assert "Nothing was stored" in refused.stderr


def test_a_plain_data_folder_is_refused_before_a_store_is_made_in_it(tmp_path: Path) -> None:
    data = tmp_path / "plain"
    refused = seedbed(data, "new", "my-study", "--kind", "real", typed="ines\n")
    assert refused.returncode == 2
    assert "seedbed --data NEW-FOLDER store begin" in refused.stderr
    assert list(data.iterdir()) == []


def test_a_wrong_answer_is_told_and_asked_again_and_enter_leaves_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert seedbed(data, "store", "begin").returncode == 0
    typed = "\nines\nno name\nsam\n\nbasis\npublic-task\nsafeguarding\nIn the safe.\n\nsoon\n\n"
    said = seedbed(data, "new", "my-study", "--kind", "real", typed=typed)
    assert said.returncode == 0, said.stderr
    assert "'no name' cannot be a user name" in said.stdout
    assert "lawful_basis must be one of public-task" in said.stdout
    assert "soon is not a day. Write it like 2030-06-30." in said.stdout
    for left in ("data-protection contact", "How long the material is kept", "No consent"):
        assert left in said.stdout
    for settled in ("a safeguarding lead", "lawful basis is not", "policy document, and none"):
        assert settled not in said.stdout


def test_the_words_of_a_consent_come_from_a_file(begun: tuple[Path, str], tmp_path: Path) -> None:
    data, _ = begun
    words = tmp_path / "words.txt"
    words.write_bytes(b"May we? \xff")
    assert "UTF-8" in seedbed(data, "gate", "my-study", "--consent", str(words)).stderr
    words.write_text("May we?", encoding="utf-8")
    said = seedbed(data, "gate", "my-study", "--consent", str(words))
    assert "No consent to take part" not in said.stdout
    assert "study 'nowhere' here" in seedbed(data, "gate", "nowhere").stderr


def test_a_role_that_is_none_leaves_no_account_behind(begun: tuple[Path, str]) -> None:
    data, _ = begun
    assert "no role boss" in seedbed(data, "member", "my-study", "eve", "--role", "boss").stderr
    made = seedbed(data, "member", "my-study", "eve", "--role", "reader")
    assert "First password" in made.stdout
