"""A claim in a file: read whole, or refused with the entry named."""

from pathlib import Path

import pytest

from seedbed.errors import InputError
from seedbed.formats.claim_file import read_claim_file

GOOD = """\
says = "Plans fell by 49 %"
who = "a project page"
measure = "plans"
area = "Here"
direction = "fell"
percent = 49
baseline = [2014-04-01, 2015-03-31]

[[series]]
measure = "plans started"
kind = "starts"
file = "readings.csv"

[comparisons]
Others = ["There", "Elsewhere"]
"""


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "claim.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_claim_is_read_with_its_series_and_comparisons(tmp_path: Path) -> None:
    found = read_claim_file(put(tmp_path, GOOD))
    assert (found.claim.published, found.claim.area) == (-49.0, "Here")
    assert found.claim.baseline is not None
    assert found.series[0].file == "readings.csv"
    assert found.comparisons == {"Others": ["There", "Elsewhere"]}
    assert found.home == tmp_path


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("percent = 49", "", "percent"),
        ("percent = 49", "percent = -49", "without a sign"),
        ("percent = 49", 'percent = "a lot"', "percent"),
        ('direction = "fell"', 'direction = "went down"', "direction"),
        ('kind = "starts"', 'kind = "share"', "kind"),
        ('file = "readings.csv"', "", "one way"),
        ('file = "readings.csv"', 'file = "a.csv"\nstatistics = "b"', "one way"),
        ("baseline = [2014-04-01, 2015-03-31]", "baseline = [2015-04-01, 2014-03-31]", "baseline"),
        ('area = "Here"', 'area = "Here"\ncolour = "red"', "colour"),
        ('says = "Plans fell by 49 %"', "says = ", "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in GOOD
    with pytest.raises(InputError, match=says):
        read_claim_file(put(tmp_path, GOOD.replace(before, after)))


def test_a_file_that_is_not_there_is_a_plain_refusal(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_claim_file(tmp_path / "nothing.toml")


BASELINE = "baseline = [2014-04-01, 2015-03-31]"


def test_a_claim_without_baseline_or_beginning_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"claim\.toml, baseline: expected .* found neither. Add"):
        read_claim_file(put(tmp_path, GOOD.replace(BASELINE, "")))
    began = read_claim_file(put(tmp_path, GOOD.replace(BASELINE, "began = 2015-01-01")))
    assert str(began.began) == "2015-01-01"


@pytest.mark.parametrize(
    ("says", "percent"),
    [
        ("The rate fell by 12 per 10,000", "12"),
        ("The rate fell by 12.5 points per 1000", "12.5"),
        ("Down 1,200 per 100,000 children", "1200"),
    ],
)
def test_a_rate_in_the_place_of_a_change_in_per_cent_is_refused(
    tmp_path: Path, says: str, percent: str
) -> None:
    text = GOOD.replace("Plans fell by 49 %", says).replace("percent = 49", f"percent = {percent}")
    with pytest.raises(InputError, match=r"claim\.toml, percent: expected the change in per cent"):
        read_claim_file(put(tmp_path, text))


def test_a_change_in_per_cent_of_a_rate_is_taken(tmp_path: Path) -> None:
    text = GOOD.replace("Plans fell by 49 %", "Plans per 10,000 children fell by 49 %")
    assert read_claim_file(put(tmp_path, text)).claim.percent == 49


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('percent = "34.2 per 10,000"', r"percent: .*found '34\.2 per 10,000'. Correct the entry"),
        ("rate_per_10000 = 34.2", r"rate_per_10000: is no entry .* goes into percent"),
    ],
)
def test_a_number_in_the_wrong_field_is_named_with_what_it_holds(
    tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        read_claim_file(put(tmp_path, GOOD.replace("percent = 49", line)))
