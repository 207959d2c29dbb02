"""A real browser for tests: launch, look, and say in words what is wrong with a page.

No network is used: a page comes from the live server of a test, or from :func:`serve`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 360)

# The same policy that every answer of the site carries.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

# Each figure must show a drawing whose marks take up room; hidden designs do not count.
LOOK_AT_FIGURES = """() => [...document.querySelectorAll('figure.sb-figure')].map((figure, n) => {
  const shown = [...figure.querySelectorAll('svg[role=img]')]
    .filter(svg => svg.getBoundingClientRect().width > 0);
  const marks = shown.flatMap(svg => [...svg.querySelectorAll(
    '.role-mark path, .role-mark line, .role-mark rect')])
    .filter(mark => !mark.closest('.edge_marks, .key_marks, .today_marks, .zero_marks'))
    .map(mark => mark.getBoundingClientRect())
    .filter(box => Number.isFinite(box.width) && (box.width > 0 || box.height > 0));
  const letters = shown.flatMap(svg => [...svg.querySelectorAll('text')])
    .map(text => parseFloat(getComputedStyle(text).fontSize) *
      Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b));
  return {n, shown: shown.length, marks: marks.length,
          smallest: letters.length ? Math.min(...letters) : null};
})"""

# What reaches beyond the right edge, outside boxes that scroll on purpose.
LOOK_FOR_OVERFLOW = """() => {
  const edge = document.documentElement.clientWidth;
  const scrolls = el => el.closest('.sb-table-box') !== null;
  return [...document.body.querySelectorAll('*')]
    .filter(el => el.getBoundingClientRect().right > edge + 1 && !scrolls(el))
    .slice(0, 5).map(el => el.tagName + '.' + el.getAttribute('class'));
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed afterwards."""
    # Playwright keeps an event loop in this thread, and Django would refuse its database there;
    # nothing of ours runs in that loop.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    place = shutil.which("chromium")
    assert place, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=place, args=ARGUMENTS)
        try:
            yield launched
        finally:
            launched.close()


def open_page(chrome: Browser, *, width: int = 1280) -> Page:
    """A fresh page without JavaScript of ours in mind, keeping what the console says."""
    page = chrome.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: _keep(said, message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.console_errors = said  # type: ignore[attr-defined]
    return page


def _keep(said: list[str], message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        said.append(message.text)


def serve(page: Page, address: str, html: str, static: Callable[[str], Path | None]) -> None:
    """Show ``html`` at ``address`` under the site's policy; files come from ``static(name)``."""

    def answer(route: Route) -> None:
        name = route.request.url.partition("/static/")[2]
        if not name:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
        elif file := static(name):
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(address)


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can see."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


def assert_reflows(page: Page, width: int = 320) -> None:
    """Nothing makes the document scroll sideways at this width."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    try:
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px wide at {width} px: {page.evaluate(LOOK_FOR_OVERFLOW)}"
    finally:
        if before:
            page.set_viewport_size(before)


def assert_charts_drawn(page: Page, *, at_least: int = 1, smallest_text: float = 11.9) -> None:
    """Each figure shows one drawing with marks that take up room and letters one can read."""
    figures = page.evaluate(LOOK_AT_FIGURES)
    assert len(figures) >= at_least, f"expected {at_least} figures, found {len(figures)}"
    for figure in figures:
        assert figure["shown"] == 1, f"a figure shows {figure['shown']} drawings: {figure}"
        assert figure["marks"] > 0, f"a figure has no visible mark: {figure}"
        assert figure["smallest"] >= smallest_text, f"letters too small: {figure}"


def assert_no_console_errors(page: Page) -> None:
    """Neither the policy nor anything else complained."""
    said = page.console_errors  # type: ignore[attr-defined]
    assert not said, said


def shoot(page: Page, name: str) -> list[Path]:
    """Whole-page pictures at a wide and a narrow width, into ``SEEDBED_SCREENS``."""
    folder = Path(os.environ.get("SEEDBED_SCREENS", "screens"))
    folder.mkdir(parents=True, exist_ok=True)
    before, shots = page.viewport_size, []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        shots.append(folder / f"{name}-{width}.png")
        page.screenshot(path=shots[-1], full_page=True)
    if before:
        page.set_viewport_size(before)
    return shots
