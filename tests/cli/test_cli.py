"""The terminal door, used as a stranger uses it: in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.samples.innovation_programme import FOLDER


def seedbed(data: Path, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    env |= {"SEEDBED_DATA": str(data), "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "seedbed", *words],
        capture_output=True, text=True, env=env, cwd=cwd, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real study loaded and its questions answered."""
    home = tmp_path_factory.mktemp("cli") / "data"
    loaded = seedbed(home, "load", str(FOLDER))
    assert loaded.returncode == 0, loaded.stderr
    ran = seedbed(home, "run", "innovation-programme")
    assert ran.returncode == 0, ran.stderr
    return home


def test_the_secret_key_is_made_in_the_data_folder_for_its_owner_only(data: Path) -> None:
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600


def test_help_names_every_command(tmp_path: Path) -> None:
    said = seedbed(tmp_path, "--help").stdout
    for command in ("demo", "new", "load", "check", "run", "report", "export", "serve", "library"):
        assert command in said


def test_help_touches_no_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "not-made"
    seedbed(home, "--help")
    seedbed(home, "library", "list")
    assert not home.exists()


def test_report_has_the_promised_shape(data: Path) -> None:
    body = json.loads(seedbed(data, "report", "innovation-programme", "--format", "json").stdout)
    assert body["study"]["id"] == "innovation-programme"
    assert len(body["claims"]) >= 12
    for claim in body["claims"]:
        assert {"id", "text", "status", "supports", "contradicts", "runs"} <= set(claim)
        assert claim["supports"] or claim["contradicts"], claim["id"]
        assert "{{" not in claim["text"]
        for item in (*claim["supports"], *claim["contradicts"]):
            assert {"kind", "id", "source", "provenance"} <= set(item)
        for run in claim["runs"]:
            assert len(run["digest"]) == 64


def test_a_run_prints_its_answer_as_json(data: Path) -> None:
    done = seedbed(
        data, "run", "innovation-programme", "before-after", "indicator=cpp-starts",
        "area=Hertfordshire", "from=2014", "to=2017", "--format", "json",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["numbers"]["before"] == 1414
    assert answer["numbers"]["after"] == 701


def test_a_check_names_whom_it_compares_with(data: Path) -> None:
    claim = str(Path(__file__).parents[2] / "docs" / "examples" / "hertfordshire.toml")
    told = seedbed(data, "check-claim", claim)
    assert told.returncode == 0, told.stderr
    assert "Compared with: nobody; England." in told.stdout
    answer = json.loads(seedbed(data, "check-claim", claim, "--format", "json").stdout)
    assert answer["compared_with"] == {"England": ["England"]}


def test_export_of_a_load_gives_the_tables_back(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert seedbed(data, "export", "innovation-programme", str(target)).returncode == 0
    for table in sorted(FOLDER.glob("*.csv")):
        assert (target / table.name).read_bytes() == table.read_bytes(), table.name


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run", "nothing-here"], 4, "Studies here: innovation-programme"),
        (["run", "innovation-programme", "nonsense"], 2, "There are: became-of-each"),
        (["run", "innovation-programme", "before-after"], 2, "needs indicator"),
        (["run", "innovation-programme", "stages", "colour=red"], 2, "no parameter colour"),
        (["check", "no-such-folder"], 2, "is not a folder that can be read"),
        (["load", "no-such-folder"], 2, "nothing was stored"),
        (["library", "show", "cfir2023"], 2, "cfir2022"),
        (["report", "innovation-programme", "--format", "pdf"], 2, "pdf"),
        (["nonsense"], 2, "nonsense"),
        (["serve", "--host", "0.0.0.0", "--port", "notaport"], 2, "--port"),
    ],
)
def test_errors_are_a_line_with_the_remedy(
    data: Path, words: list[str], code: int, says: str
) -> None:
    done = seedbed(data, *words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_loading_twice_is_refused_with_the_way_out(data: Path) -> None:
    done = seedbed(data, "load", str(FOLDER))
    assert done.returncode == 2
    assert "--replace" in done.stderr
    assert seedbed(data, "load", str(FOLDER), "--replace").returncode == 0


def test_new_makes_a_folder_that_checks(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "My Study"
    made = seedbed(data, "new", str(folder), "--title", 'A "quoted" title')
    assert made.returncode == 0, made.stderr
    assert "participants.csv" in (folder / ".gitignore").read_text()
    assert seedbed(data, "check", str(folder)).returncode == 0
    assert seedbed(data, "new", str(folder)).returncode == 2


def test_a_real_study_is_refused(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "real-study"
    seedbed(data, "new", str(folder))
    toml = folder / "study.toml"
    toml.write_text(toml.read_text().replace('kind = "public"', 'kind = "real"'))
    done = seedbed(data, "load", str(folder))
    assert done.returncode == 2
    assert "kind real" in done.stderr


def test_library_shows_an_entry(tmp_path: Path) -> None:
    assert "Innovate" in seedbed(tmp_path, "library", "show", "inno6").stdout
    told = json.loads(seedbed(tmp_path, "library", "show", "cs", "--format", "json").stdout)
    assert told["table"]
