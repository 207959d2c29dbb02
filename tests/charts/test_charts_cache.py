"""Drawings are kept under the hash of what they were drawn from, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from seedbed.publish.charts.cache import digest, kept
from tests.charts.drawings import costs_chart

KEY = digest("a drawing")
DRAWN = "<svg>drawn</svg>"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def refuse() -> str:
    raise AssertionError("drawn although it was kept")


def test_a_drawing_is_made_once(tmp_path: Path) -> None:
    assert kept(tmp_path, KEY, lambda: DRAWN) == DRAWN
    assert kept(tmp_path, KEY, refuse) == DRAWN
    assert kept(None, KEY, lambda: DRAWN) == DRAWN


def test_another_key_is_another_drawing(tmp_path: Path) -> None:
    kept(tmp_path, KEY, lambda: DRAWN)
    assert kept(tmp_path, digest("other"), lambda: "<svg>2</svg>") == "<svg>2</svg>"


@pytest.mark.parametrize("left", [b"", b"<svg>dra", b"\xff\xfe"])
def test_half_a_file_is_drawn_again(tmp_path: Path, left: bytes) -> None:
    kept(tmp_path, KEY, lambda: DRAWN)
    (place,) = files(tmp_path)
    place.write_bytes(left)
    assert kept(tmp_path, KEY, lambda: DRAWN) == DRAWN
    assert place.read_text() == DRAWN


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        kept(tmp_path, KEY, refuse)
    assert files(tmp_path) == []


def test_many_at_once_all_get_the_whole_drawing(tmp_path: Path) -> None:
    long = f"<svg>{'x' * 200_000}</svg>"
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: kept(tmp_path, KEY, lambda: long), range(40)))
    assert set(found) == {long}
    assert len(files(tmp_path)) == 1


def test_a_kept_chart_is_the_drawn_chart(tmp_path: Path) -> None:
    fresh = costs_chart()
    assert costs_chart(cache=tmp_path) == fresh
    assert len(files(tmp_path)) == 2
    assert costs_chart(cache=tmp_path) == fresh
    assert costs_chart(cache=tmp_path, description="Other words") != fresh
    assert len(files(tmp_path)) == 4
