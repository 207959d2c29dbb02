"""The pictures of the front room that the docs show: made by the suite, so they stay true.

They go to a folder of the test; ``make screens`` writes them where the docs show them.
"""

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.harness import LOOK_FOR_OVERFLOW, assert_no_console_errors
from tests.served import Served

pytestmark = pytest.mark.browser

# As tall as a screen: what a reader sees first is what each page is judged by.
SCREENS = {1280: 900, 360: 740}


def _front(page: Page, served: Served) -> None:
    page.goto(served.at("/"))


def _check(page: Page, served: Served) -> None:
    page.goto(served.at("/check/"))


def _advice(page: Page, served: Served) -> None:
    page.goto(served.at("/advice/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Family Safeguarding")).click()


def _fit(page: Page, served: Served) -> None:
    page.goto(served.at("/fit/"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Family Safeguarding")).click()


def _journey(page: Page, served: Served) -> None:
    page.goto(served.at("/journey/?stage=integrating"))


PAGES = {"front": _front, "check": _check, "advice": _advice, "fit": _fit, "journey": _journey}


@pytest.mark.parametrize("name", PAGES)
def test_pictures_of_the_front_room(page: Page, served: Served, tmp_path: Path, name: str) -> None:
    folder = Path(os.environ.get("SEEDBED_SCREENS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    go: Callable[[Page, Served], None] = PAGES[name]
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        go(page, served)
        shot = folder / f"{name}-{width}.png"
        page.screenshot(path=shot)
        assert struct.unpack(">II", shot.read_bytes()[16:24]) == (width, height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(
            LOOK_FOR_OVERFLOW
        )
        title = page.get_by_role("heading", level=1).bounding_box()
        assert title is not None
        assert title["y"] < 400, f"the title of {name} stands {title['y']:.0f} px down"
    assert_no_console_errors(page)
