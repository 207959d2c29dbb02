"""The check of a claim on shipped figures, on a CSV file, and on loaded statistics."""

import os
from datetime import date
from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.formats import statistics
from seedbed.formats.claim_file import read_claim_file
from seedbed.formats.study_folder import load_folder
from seedbed.publish.claim_check import NEIGHBOURS, check_file, check_snapshot
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.samples.innovation_programme import FOLDER
from seedbed.trust.asking import system

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "hertfordshire.toml"
SHARED = Path(os.environ.get("SEEDBED_SHARED", "../shared"))


@pytest.fixture
def study(db: None):
    return load_folder(FOLDER, by=BY)


def frozen(study):
    run_study(BY, study)
    pages = publish_study(by=BY, study=study, today=date(2026, 11, 24))
    return next(page for page in pages if page.kind == "study").body["check"]


def test_the_example_of_the_docs_is_checked_on_shipped_figures(study, tmp_path) -> None:
    found = check_file(read_claim_file(EXAMPLE), by=BY, data=tmp_path)
    alone = {(c.baseline, c.end): c.number for c in found.curve if c.alone}
    # By hand: 701 and 769 and 1,414 plans.
    assert alone["2014", "2017"] == pytest.approx(100 * (701 / 1414 - 1))
    assert alone["2013", "2017"] == pytest.approx(100 * (701 / 769 - 1))
    assert found.numbers["reversed"] == 1
    assert [c.baseline for c in found.reverses] == ["2013"]


def test_a_frozen_check_gives_the_same_curve_for_each_published_number(study, tmp_path) -> None:
    checks = check_snapshot(frozen(study), data=tmp_path)
    assert sorted(check.claim.published for check in checks) == [-49.0, -30.0]
    example = check_file(read_claim_file(EXAMPLE), by=BY, data=tmp_path)
    numbers = {(c.baseline, c.end, c.comparison): c.number for c in example.curve}
    for check in checks:
        assert {(c.baseline, c.end, c.comparison): c.number for c in check.curve} == numbers
        assert not any(NEIGHBOURS in c.comparison for c in check.curve)


def test_readings_may_lie_in_a_file_beside_the_claim(tmp_path) -> None:
    claim = EXAMPLE.read_text().replace('study = "innovation-programme"\n', "")
    claim = claim.replace('indicator = "cpp-starts"', 'file = "own.csv"')
    (tmp_path / "claim.toml").write_text(claim)
    years = {2013: (769, 52680), 2014: (1414, 59780), 2016: (812, 63310), 2017: (701, 66410)}
    lines = ["area,starts,ends,value"]
    for year, values in years.items():
        for area, value in zip(("Hertfordshire", "England"), values, strict=True):
            lines.append(f"{area},{year - 1}-04-01,{year}-03-31,{value}")
    (tmp_path / "own.csv").write_text("\n".join(lines))
    found = check_file(read_claim_file(tmp_path / "claim.toml"), by=BY, data=tmp_path)
    assert found.numbers["choices"] == 12  # three baselines, two ends, alone and beside England
    (tmp_path / "own.csv").write_text("area,starts,ends,value\nHertfordshire,31/03/2013,x,1")
    with pytest.raises(InputError, match=r"own\.csv"):
        check_file(read_claim_file(tmp_path / "claim.toml"), by=BY, data=tmp_path)


def test_a_series_that_was_never_loaded_is_refused(tmp_path) -> None:
    claim = EXAMPLE.read_text().replace('study = "innovation-programme"\n', "")
    claim = claim.replace('indicator = "cpp-starts"', 'statistics = "d3.cpp-start"')
    (tmp_path / "claim.toml").write_text(claim)
    with pytest.raises(InputError, match="load"):
        check_file(read_claim_file(tmp_path / "claim.toml"), by=BY, data=tmp_path / "empty")


@pytest.mark.parity
def test_with_statistics_loaded_neighbours_come_in(study, tmp_path) -> None:
    files = [SHARED / "data" / "lait" / "sn_may_2025.xlsx"]
    files += sorted((SHARED / "data" / "dfe").glob("d3_*.csv"))
    if not all(file.exists() for file in files):
        pytest.skip("SEEDBED_SHARED does not name the shared data")
    assert not statistics.load_statistics(files, tmp_path).refused
    checks = check_snapshot(frozen(study), data=tmp_path)
    assert any(NEIGHBOURS in choice.comparison for check in checks for choice in check.curve)
    assert all(check.numbers["placebo_areas"] == 10 for check in checks)
