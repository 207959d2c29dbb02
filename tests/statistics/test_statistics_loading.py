"""A load as a whole: the order of files, newer releases, layouts, and nothing half loaded."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import polars as pl
import pytest

from seedbed.errors import InputError
from seedbed.formats.statistics import areas, load_statistics, measures, series, store
from tests.statistics.tables import (
    PLANS,
    csv_file,
    dictionary,
    loaded,
    neighbours_book,
    only,
    plans,
    tool,
)

ALL = ["lait.parquet", "lookups", "lookups/neighbours.parquet", "plans.parquet"]


def every(folder: Path) -> list[Path]:
    return [tool(folder), plans(folder), neighbours_book(folder), dictionary(folder)]


def test_files_may_be_named_in_any_order(tmp_path: Path) -> None:
    files = every(tmp_path)
    report = load_statistics(files, tmp_path)
    assert [file.file for file in report.files] == [path.name for path in files]
    assert report.refused == ()
    assert loaded(tmp_path) == ALL


def test_the_report_tells_in_rows_and_in_words(tmp_path: Path) -> None:
    report = load_statistics(every(tmp_path), tmp_path)
    rows = report.table()
    assert [row["kept"] for row in rows] == [6, 16, 0, 0]
    assert {kind for row in rows for kind in map(type, row.values())} <= {
        str, int, type(None), type(rows[0]["first"]),
    }  # fmt: skip
    said = report.text().replace("\u202f", " ")
    assert "16 of 16 readings loaded: 2 measures, 4 areas, 1 April 2023 to 31 March 2025" in said
    assert (
        "2 too low to print, 1 not applicable, 3 not available, 1 suppressed and 1 left empty"
        in said
    )
    with pytest.raises(FrozenInstanceError):
        report.files = ()  # type: ignore[misc]


def test_a_refused_file_does_not_hinder_the_others(tmp_path: Path) -> None:
    bad = csv_file(tmp_path / "bad.csv", ("a", "b"), [("1", "2")])
    report = load_statistics([bad, plans(tmp_path)], tmp_path)
    assert [file.file for file in report.refused] == ["bad.csv"]
    assert report.files[0].text().startswith("Refused, nothing loaded. bad.csv: this layout")
    assert loaded(tmp_path) == ["plans.parquet"]


def test_a_newer_release_takes_the_place_of_an_older(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    newer = [(*row[:-2], "7", "8") for row in PLANS]
    report = only(plans(tmp_path, newer, name="plans_2024_to_2026.csv"), tmp_path)
    assert "takes the place of what was loaded from plans_2024_to_2025.csv" in report.text()
    assert loaded(tmp_path) == ["plans.parquet"]
    assert set(series(tmp_path, measure="plans.plans-started")["value"]) == {7.0}


def test_a_refused_release_leaves_the_older_as_it_was(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    before = (tmp_path / "statistics" / "plans.parquet").read_bytes()
    assert only(plans(tmp_path, [*PLANS, PLANS[0]]), tmp_path).error
    assert (tmp_path / "statistics" / "plans.parquet").read_bytes() == before
    assert loaded(tmp_path) == ["plans.parquet"]


def test_two_releases_of_one_table_at_once_are_refused(tmp_path: Path) -> None:
    other = plans(tmp_path, name="plans_2024_to_2026.csv")
    report = load_statistics([plans(tmp_path), other], tmp_path)
    assert "holds the table plans, as plans_2024_to_2025.csv does" in report.files[1].error


def test_a_disk_that_fills_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(plans(tmp_path), tmp_path)
    before = (tmp_path / "statistics" / "plans.parquet").read_bytes()

    def full(frame: pl.DataFrame, path: Path, **_: object) -> None:
        path.write_bytes(b"PAR1 half a table")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    report = only(plans(tmp_path), tmp_path)
    assert "No space left on device" in report.error
    assert (tmp_path / "statistics" / "plans.parquet").read_bytes() == before
    assert loaded(tmp_path) == ["plans.parquet"]


def test_a_load_that_is_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        load_statistics([plans(tmp_path)], tmp_path)
    assert loaded(tmp_path) == []


def test_what_a_killed_load_left_is_not_read(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    left = tmp_path / "statistics" / ".loading-x"
    left.mkdir()
    (left / "lait.parquet").write_bytes(b"half")
    assert [file.name for file in store.reading_files(tmp_path)] == ["plans.parquet"]
    assert len(measures(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("gone.csv", None, "there is no such file"),
        ("a.txt", b"a,b\n1,2\n", "expected a file ending in .csv, .parquet or .xlsx"),
        ("noending", b"a", "found 'no ending'"),
        ("empty.csv", b"", "Found: nothing"),
        ("semicolons.csv", b"time_period;time_identifier\n2025;x\n", "separated by semicolons"),
        ("latin.csv", b"time_period,time_identifier,n\xe4me\n", "expected a CSV file in UTF-8"),
        ("utf16.csv", "time_period,time_identifier\n".encode("utf-16"), "in UTF-8"),
        ("other.csv", b"Year,LA,Value\n2025,Kent,1\n", "Found: Year, LA and Value"),
    ],
)
def test_another_layout_is_refused_with_what_was_expected(
    tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert why in only(path, tmp_path).error
    assert loaded(tmp_path) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in only(tmp_path, tmp_path).error


def test_bytes_that_turn_bad_far_down_refuse_the_file(tmp_path: Path) -> None:
    path = plans(tmp_path)
    path.write_bytes(path.read_bytes() * 20 + b"2025,\xff\n")
    assert "cannot be read as CSV in UTF-8" in only(path, tmp_path).error


def test_asking_before_loading_says_what_to_do(tmp_path: Path) -> None:
    for ask in (measures, areas, lambda folder: series(folder, measure="x")):
        with pytest.raises(InputError, match="seedbed load-statistics"):
            ask(tmp_path)


def test_an_unknown_measure_or_area_is_refused_with_near_ones(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    with pytest.raises(InputError, match=r"No measure 'started' .* plans\.plans-started"):
        series(tmp_path, measure="started")
    with pytest.raises(InputError, match=r"No measure '\.\./x\.y' is loaded"):
        series(tmp_path, measure="../x.y")
    with pytest.raises(InputError, match="no reading for Devon"):
        series(tmp_path, measure="plans.plans-started", areas=["Devon", "Kent"])
    with pytest.raises(InputError, match="There is no area called 'Kint'"):
        series(tmp_path, measure="plans.plans-started", areas=["Kint"])


def test_areas_come_from_the_nation_down(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    found = [(area.name, area.level, area.region) for area in areas(tmp_path)]
    assert found == [
        ("England", "national", ""),
        ("East of England", "regional", ""),
        ("Hertfordshire", "local", "East of England"),
        ("Kent", "local", "South East"),
    ]


def test_a_loaded_measure_tells_itself(tmp_path: Path) -> None:
    only(plans(tmp_path), tmp_path)
    first = measures(tmp_path)[0]
    assert first.text() == (
        "Plans: plans started (number), 1 April 2023 to 31 March 2025, from "
        "plans_2024_to_2025.csv, up to reporting year 2025."
    )
    assert first.table()[0]["areas"] == 4
