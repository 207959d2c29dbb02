"""The check of a claim beside the region, by hand, in a file and on a page."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from seedbed.errors import InputError
from seedbed.formats.claim_file import read_claim_file
from seedbed.formats.statistics import load_statistics
from seedbed.formats.study_folder import load_folder
from seedbed.publish.claim_check import check_file, check_snapshot, compared_with, sets_of
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.samples.innovation_programme import FOLDER
from seedbed.trust.asking import system
from tests.statistics.tables import EAST, ENGLAND, HERTS, KENT, PUBLISHED, csv_file

pytestmark = pytest.mark.django_db
BY = system("test", using="default")
ESSEX = ("Local authority", "E92000001", "England", "E12000006", "East of England", "881",
         "E10000012", "Essex")  # fmt: skip
NORFOLK = ("Local authority", "E92000001", "England", "E12000006", "East of England", "926",
           "E10000020", "Norfolk")  # fmt: skip
# Plans started, invented: from 2014 to 2017 Hertfordshire halves.
PLANS = {HERTS: (200, 100), EAST: (1000, 900), ESSEX: (400, 300), NORFOLK: (100, 110),
         KENT: (500, 500), ENGLAND: (60000, 66000)}  # fmt: skip
NAME = "d3_cpps_subsequent_plan_2013_to_2025.csv"
CLAIM = """
says = "Plans fell by 49 %"
who = "a page"
measure = "plans"
area = "Hertfordshire"
direction = "fell"
percent = 49
began = 2015-06-01

[[series]]
measure = "plans started"
kind = "starts"
statistics = "d3-cpps-subsequent-plan.cpp-start"

[comparisons]
region = []
"""


def loaded(folder: Path, *areas: tuple[str, ...]) -> Path:
    rows = [
        (year, "Reporting year", *area, str(value))
        for area in areas
        for year, value in zip(("2014", "2017"), PLANS[area], strict=True)
    ]
    file = csv_file(folder / NAME, (*PUBLISHED, "CPP_start"), rows)
    report = load_statistics([file], folder)
    assert not report.refused, report.text()
    return folder


def checked(folder: Path, text: str = CLAIM):
    (folder / "claim.toml").write_text(text, encoding="utf-8")
    given = read_claim_file(folder / "claim.toml")
    found = check_file(given, by=BY, data=folder)
    return given, {c.comparison: c.number for c in found.curve}


def test_the_regions_own_row_is_one_comparison(tmp_path: Path) -> None:
    given, numbers = checked(loaded(tmp_path, HERTS, EAST, ESSEX, NORFOLK, KENT))
    # -50 % here; -10 % in the East of England.
    assert numbers == pytest.approx({"no comparison": -50, "East of England": -40})
    assert sets_of(given, data=tmp_path) == {"East of England": ["East of England"]}


def test_without_a_row_the_other_authorities_are_taken(tmp_path: Path) -> None:
    given, numbers = checked(loaded(tmp_path, HERTS, ESSEX, NORFOLK, KENT, ENGLAND))
    # -25 % in Essex, +10 % in Norfolk, so -7.5 % on average; Kent is in another region.
    assert numbers == pytest.approx({
        "no comparison": -50,
        "Essex": -25,
        "Norfolk": -60,
        "mean of the other authorities of East of England": -42.5,
    })  # fmt: skip
    assert list(sets_of(given, data=tmp_path).values()) == [["Essex", "Norfolk"]]


def test_the_region_of_a_series_that_is_not_loaded_statistics_is_refused(tmp_path: Path) -> None:
    text = CLAIM.replace('statistics = "d3-cpps-subsequent-plan.cpp-start"', 'file = "own.csv"')
    with pytest.raises(InputError, match=r"'region': expected every series to be one of the load"):
        checked(loaded(tmp_path, HERTS, EAST), text)


def test_a_page_names_the_region_among_those_it_compares_with(tmp_path, settings) -> None:
    study = load_folder(FOLDER, by=BY)
    run_study(BY, study)
    pages = publish_study(by=BY, study=study, today=date(2026, 11, 24))
    frozen = next(page for page in pages if page.kind == "study").body["check"]
    data = loaded(tmp_path, HERTS, EAST, KENT, ENGLAND)
    assert compared_with(frozen, data) == {
        "England": ["England"], "East of England": ["East of England"],
    }  # fmt: skip
    for check in check_snapshot(frozen, data=data):
        numbers = {(c.baseline, c.end, c.comparison): c.number for c in check.curve}
        # The figures that were frozen stand: 1,414 and 701, and not those loaded now.
        alone = 100 * (701 / 1414 - 1)
        assert numbers["2014", "2017", "no comparison"] == pytest.approx(alone)
        assert numbers["2014", "2017", "East of England"] == pytest.approx(alone + 10)
    settings.DATA = data
    text = re.sub(r"\s+", " ", Client().get("/check/").content.decode())
    assert "<li>England</li><li>East of England</li>" in text
    assert "from 2013 to 2016 with no comparison" in text


def test_without_statistics_the_page_compares_with_what_was_frozen(tmp_path, settings) -> None:
    study = load_folder(FOLDER, by=BY)
    run_study(BY, study)
    publish_study(by=BY, study=study, today=date(2026, 11, 24))
    settings.DATA = tmp_path
    text = re.sub(r"\s+", " ", Client().get("/check/").content.decode())
    assert "<li>nobody: the change here alone</li><li>England</li></ul>" in text
    assert "statistical neighbours and the region are compared with too" in text


@pytest.mark.parametrize(
    ("kind", "column", "says"),
    [
        (
            "rate",
            "plans_percent",
            r"kind = 'rate': expected a measure that is a rate, found .*perce",
        ),
        ("rate", "plans", r"expected a measure that is a rate, found .*, a count"),
        ("starts", "plans_percent", r"kind = 'starts': expected a measure that is a count, found"),
        ("count", "plans_rate_per_10000", r"expected a measure that is a count, found .*, a rate"),
    ],
)
def test_a_percentage_where_a_rate_is_due_is_refused(
    tmp_path: Path, kind: str, column: str, says: str
) -> None:
    rows = [(year, "Reporting year", *HERTS, "20") for year in ("2014", "2017")]
    load_statistics([csv_file(tmp_path / "t.csv", (*PUBLISHED, column), rows)], tmp_path)
    text = CLAIM.replace('kind = "starts"', f'kind = "{kind}"').replace("[comparisons]", "")
    text = text.replace("region = []", "").replace(
        "d3-cpps-subsequent-plan.cpp-start", f"t.{column.replace('_', '-')}"
    )
    with pytest.raises(InputError, match=says):
        checked(tmp_path, text)


def test_a_measure_whose_scale_the_publisher_does_not_say_is_taken(tmp_path: Path) -> None:
    rows = [("2014", "Reporting year", *HERTS, "20.5"), ("2017", "Reporting year", *HERTS, "10.25")]
    load_statistics([csv_file(tmp_path / "t.csv", (*PUBLISHED, "turnover"), rows)], tmp_path)
    text = CLAIM.replace('kind = "starts"', 'kind = "rate"').replace("[comparisons]", "")
    text = text.replace("region = []", "").replace(
        "d3-cpps-subsequent-plan.cpp-start", "t.turnover"
    )
    _, numbers = checked(tmp_path, text)
    assert numbers == pytest.approx({"no comparison": -50})
