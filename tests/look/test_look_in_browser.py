"""The look in a real browser: accessible, reflowing, drawn, and quiet under the site's policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from seedbed.publish import look
from tests.browser.harness import (
    assert_accessible,
    assert_charts_drawn,
    assert_no_console_errors,
    assert_reflows,
    open_page,
    serve,
    shoot,
)
from tests.charts.drawings import MAKERS
from tests.look.pages import specimen

pytestmark = pytest.mark.browser
STATIC = Path(look.__file__).parent / "static"
ADDRESS = "http://seedbed.test/"


def found(name: str) -> Path | None:
    place = STATIC / name
    return place if place.exists() else None


def shown(chrome: Browser, html: str, width: int = 1280) -> Page:
    page = open_page(chrome, width=width)
    serve(page, ADDRESS, html, found)
    return page


@pytest.fixture(params=["front_room", "workbench"])
def page(chrome: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = shown(chrome, specimen(request.param))
    yield opened
    opened.close()


def test_the_whole_look_is_accessible_and_quiet(page: Page) -> None:
    assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert_accessible(page)
    assert_no_console_errors(page)


@pytest.mark.parametrize("width", [320, 360, 480, 760, 800, 1280, 1920])
def test_it_reflows_and_its_charts_are_drawn_at_every_width(page: Page, width: int) -> None:
    assert_reflows(page, width)
    page.set_viewport_size({"width": width, "height": 800})
    assert_charts_drawn(page, at_least=len(MAKERS))


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_of_a_chart_leaves_its_sheet(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    outside = page.evaluate(
        """() => [...document.querySelectorAll('figure svg[role=img]')].flatMap(svg => {
          const sheet = svg.getBoundingClientRect();
          return [...svg.querySelectorAll('text')].filter(text => {
            const box = text.getBoundingClientRect();
            return sheet.width && (box.left < sheet.left - 1 || box.right > sheet.right + 1
              || box.top < sheet.top - 1 || box.bottom > sheet.bottom + 1);
          }).map(text => text.textContent);
        })"""
    )
    assert outside == []


def test_lines_of_the_front_room_have_65_to_75_characters(chrome: Browser) -> None:
    page = shown(chrome, specimen("front_room"))
    letters = page.evaluate(
        """() => {
          const text = document.querySelector('#measure').firstChild, lines = [];
          const range = document.createRange();
          for (let n = 0; n < text.length; n++) {
            range.setStart(text, n); range.setEnd(text, n + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            if (lines.length && lines.at(-1).top === top) lines.at(-1).count++;
            else lines.push({top, count: 1});
          }
          return lines.slice(0, -1).map(line => line.count);
        }"""
    )
    assert letters
    assert all(60 <= count <= 78 for count in letters), letters
    page.close()


def test_twice_the_text_size_still_fits(page: Page) -> None:
    page.route("**/twice.css", lambda route: route.fulfill(body="html { font-size: 200% }"))
    page.evaluate(
        """() => new Promise(done => {
          const link = document.createElement('link');
          Object.assign(link, {rel: 'stylesheet', href: '/twice.css', onload: done});
          document.head.append(link);
        })"""
    )
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert_reflows(page, 640)
    assert_charts_drawn(page, at_least=len(MAKERS))


def test_the_keyboard_gets_everywhere_and_is_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.locator(".govuk-skip-link").bounding_box()["height"] > 20  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.tagName + document.activeElement.className")
        )
    assert {"SUMMARY", "DIVsb-table-box sb-dense", "Asb-button", "SELECT"} <= reached


def test_drawings_keep_their_ink_where_colours_are_forced(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    kept = page.evaluate(
        """() => [...document.querySelectorAll('.sb-figure__drawing')].map(el =>
          [getComputedStyle(el).forcedColorAdjust, getComputedStyle(el).backgroundColor])"""
    )
    assert kept == [["none", "rgb(255, 255, 255)"]] * len(MAKERS)


def test_print_shows_the_wide_drawing_and_leaves_out_the_controls(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    assert page.locator(".sb-figure__wide").first.is_visible()
    assert not page.locator(".sb-figure__narrow").first.is_visible()
    assert not page.locator(".sb-nav").is_visible()
    assert not page.locator(".sb-bar").is_visible()


def test_pictures_for_a_person_to_look_at(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDBED_SCREENS", str(tmp_path))
    shots = shoot(page, "specimen")
    assert [shot.name for shot in shots] == ["specimen-1280.png", "specimen-360.png"]
    assert all(shot.stat().st_size > 50_000 for shot in shots)


# The checks themselves can fail.

DRAWN = (
    '<figure class="sb-figure"><svg role="img" aria-label="A" viewBox="0 0 9 9">%s</svg></figure>'
)


def bare(body: str) -> str:
    return f'<!doctype html><html lang="en"><title>t</title><main><h1>T</h1>{body}</main></html>'


def test_an_undrawn_chart_is_found_out(chrome: Browser) -> None:
    for inside in (
        "",
        '<g class="role-mark edge_marks"><path d="M0,0h9"/></g>',
        '<g class="role-mark cost_marks"><path d=""/></g>',
    ):
        page = shown(chrome, bare(DRAWN % inside))
        with pytest.raises(AssertionError, match="no visible mark"):
            assert_charts_drawn(page)
        page.close()
    page = shown(chrome, bare("no figure"))
    with pytest.raises(AssertionError, match="found 0"):
        assert_charts_drawn(page)
    page.close()


def test_an_inaccessible_page_is_found_out(chrome: Browser) -> None:
    page = shown(chrome, bare('<input name="unlabelled">'))
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)
    page.close()


def test_a_page_that_is_too_wide_is_found_out(chrome: Browser) -> None:
    page = shown(chrome, bare("<p>" + "x" * 200 + "</p>"))
    with pytest.raises(AssertionError, match="320 px"):
        assert_reflows(page)
    page.close()


def test_a_breach_of_the_policy_is_found_out(chrome: Browser) -> None:
    page = shown(chrome, bare('<p style="color: red">inline</p>'))
    with pytest.raises(AssertionError, match="inline style"):
        assert_no_console_errors(page)
    page.close()
