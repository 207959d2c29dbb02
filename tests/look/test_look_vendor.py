"""What is served was made by our script, is what the manifest says, and does not look official."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tools import vendor_frontend

STATIC = Path(vendor_frontend.VENDOR).parent
SHEETS = sorted(STATIC.rglob("*.css"))
MANIFEST = json.loads((vendor_frontend.VENDOR / "manifest.json").read_text())


def test_every_vendored_file_has_its_recorded_hash() -> None:
    for name, recorded in MANIFEST["files"].items():
        content = (vendor_frontend.VENDOR / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == recorded, name
    held = {path.name for path in vendor_frontend.VENDOR.iterdir()} - {"manifest.json"}
    assert held == set(MANIFEST["files"])


def test_the_manifest_is_of_the_pinned_release_with_its_licence() -> None:
    assert MANIFEST["version"] == vendor_frontend.VERSION
    assert MANIFEST["licence"] == "MIT"
    licence = (vendor_frontend.VENDOR / MANIFEST["licence_file"]).read_text()
    assert "Permission is hereby granted, free of charge" in licence


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_served_style_looks_official_or_asks_another_host(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    for forbidden in ("crown", "gov.uk", "gds transport", "http:", "https:", "//", "@import"):
        assert forbidden not in css.lower(), forbidden
    for forbidden in ("@font-face", "sourcemappingurl", "url("):
        assert forbidden not in css.lower(), forbidden


def test_nothing_is_served_but_styles_our_own_mark_and_one_script() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".css", ".svg", ".json", ".txt", ".js"}
    # A browser uses a passkey only for a script. It is short, speaks to nobody and makes no markup.
    (script,) = [path for path in files if path.suffix == ".js"]
    assert script == STATIC / "passkey.js"
    code = script.read_text(encoding="utf-8")
    assert len(code.splitlines()) < 100
    for forbidden in ("http", "fetch", "XMLHttp", "WebSocket", "import", "eval", "Function(",
                      "innerHTML", "localStorage", "document.cookie"):  # fmt: skip
        assert forbidden not in code, forbidden
    mark = (STATIC / "mark.svg").read_text()
    assert not re.search(r"<script|style=|href", mark)


RELEASED = """@charset "UTF-8";:root{--a:1}/*! Copyright of a font */
@font-face{font-family:GDS Transport;src:url(/a.woff2)}
.a,.b__crown{color:red}@media print{.c:after,[href^="http://"].c:after{content:"x"}.d__logo{top:0}}
@media (min-width:1px){.logo{top:0}}.e{font-family:GDS Transport,arial,sans-serif}
@keyframes k{0%{top:0}to{top:1px}}/*# sourceMappingURL=x.map */"""


def test_the_script_takes_out_what_we_may_not_use_and_keeps_the_rest() -> None:
    assert vendor_frontend.cleaned(RELEASED).replace("\n", "") == (
        '@charset "UTF-8";:root{--a:1}.a{color:red}@media print{.c:after{content:"x"}}'
        ".e{font-family:var(--sb-font,sans-serif)}@keyframes k{0%{top:0}to{top:1px}}"
    )


def test_the_script_refuses_what_it_does_not_know() -> None:
    with pytest.raises(SystemExit, match="url"):
        vendor_frontend.cleaned(".a{background:url(/assets/images/new.png)}")


def test_a_release_that_changed_under_its_number_is_refused() -> None:
    vendor_frontend.check_unchanged(MANIFEST["npm_integrity"])
    with pytest.raises(SystemExit, match="has changed since"):
        vendor_frontend.check_unchanged("sha512-another")
