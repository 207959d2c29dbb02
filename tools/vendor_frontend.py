"""Fetch the pinned release of the design system's components and make our copy of its CSS.

For maintainers: ``python tools/vendor_frontend.py`` (needs npm). Users and tests never run it.
The prebuilt CSS is taken as released, then everything a site outside UK government may not use,
or that would make a browser ask another host for something, is taken out: the typeface, the crest,
the logotypes, source maps, every web address. No JavaScript is taken. What was done, with the
hashes of what came in and what went out, is written to ``manifest.json`` beside the CSS.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "govuk-frontend"
VERSION = "6.6.0"
CSS_IN_TARBALL = "package/dist/govuk/govuk-frontend.min.css"
VENDOR = Path(__file__).parents[1] / "src/seedbed/publish/look/static/seedbed/vendor"
CSS, MANIFEST, LICENCE = "govuk-frontend.css", "manifest.json", "LICENCE-govuk-frontend.txt"

# A rule goes if its selector names one of these; a page of ours must not look official.
UNWANTED = re.compile(r"crown|crest|logo|https?:", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"crown|crest|gov\.uk|gds transport|https?:|url\(|@font-face|@import|sourcemappingurl",
    re.IGNORECASE,
)
FONT_AS_RELEASED, OUR_FONT = "GDS Transport,arial,sans-serif", "var(--sb-font,sans-serif)"
CHANGES = [
    "comments and source map reference removed",
    "@font-face rules removed; the font family replaced by the custom property --sb-font",
    "selectors that name a crown, a crest, a logo or a web address removed",
]


def split_rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Split a style sheet into (selector or at-rule, body); the body is None for ``@charset``."""
    at = 0
    while at < len(css):
        brace, semicolon = css.find("{", at), css.find(";", at)
        if brace < 0 or 0 <= semicolon < brace:
            if semicolon < 0:
                return
            yield css[at:semicolon], None
            at = semicolon + 1
            continue
        end, depth = brace + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[at:brace], css[brace + 1 : end - 1]
        at = end


def without_unwanted(css: str) -> str:
    """The style sheet without fonts and without the selectors we may not or will not use."""
    kept = []
    for head, body in split_rules(css):
        if body is None:
            kept.append(f"{head};")
        elif head.startswith(("@media", "@supports", "@container", "@layer")):
            if inner := without_unwanted(body):
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@keyframes"):
            kept.append(f"{head}{{{body}}}")
        elif not head.startswith("@font-face"):
            selectors = [s for s in head.split(",") if not UNWANTED.search(s)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def cleaned(css: str) -> str:
    """Our copy of the CSS as released; refuses to hand back anything still forbidden."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = without_unwanted(css.replace("\n", "")).replace(FONT_AS_RELEASED, OUR_FONT)
    if found := FORBIDDEN.search(css):
        around = css[max(0, found.start() - 80) : found.end() + 80]
        sys.exit(f"Still in the CSS: {found.group()!r} in ...{around}... Extend UNWANTED.")
    # One rule a line, so that the next release can be compared with this one.
    return css.replace("}", "}\n") + "\n"


def fetched(folder: Path) -> tuple[Path, str]:
    """The release as npm packs it, and the integrity hash npm checked it against."""
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--json", "--pack-destination", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (about,) = json.loads(told)
    return folder / about["filename"], about["integrity"]


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_release(tarball: Path) -> bytes:
    """The prebuilt CSS, once the package has said it is still MIT."""
    with tarfile.open(tarball) as tar:
        about = json.load(tar.extractfile("package/package.json"))  # type: ignore[arg-type]
        if about["license"] != "MIT":
            sys.exit(f"The licence is now {about['license']!r}, not MIT: read it before going on.")
        return tar.extractfile(CSS_IN_TARBALL).read()  # type: ignore[union-attr]


def check_unchanged(integrity: str) -> None:
    """Refuse a release that is no longer what it was when this version was taken first."""
    place = VENDOR / MANIFEST
    before = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    if before.get("version") == VERSION and before["npm_integrity"] != integrity:
        sys.exit(f"{PACKAGE} {VERSION} has changed since it was vendored: find out why first.")


def main() -> None:
    """Fetch, clean, write the CSS and its manifest."""
    with tempfile.TemporaryDirectory() as folder:
        tarball, integrity = fetched(Path(folder))
        tarball_hash, released = sha256(tarball.read_bytes()), read_release(tarball)
    check_unchanged(integrity)
    css = cleaned(released.decode()).encode()
    (VENDOR / CSS).write_bytes(css)
    manifest = {
        "package": PACKAGE,
        "version": VERSION,
        "licence": "MIT",
        "licence_file": LICENCE,
        "made_by": "tools/vendor_frontend.py",
        "npm_integrity": integrity,
        "tarball_sha256": tarball_hash,
        "released_css": {"path": CSS_IN_TARBALL, "sha256": sha256(released)},
        "changes": CHANGES,
        "files": {name: sha256((VENDOR / name).read_bytes()) for name in (CSS, LICENCE)},
    }
    (VENDOR / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{PACKAGE} {VERSION}: {len(released)} bytes in, {len(css)} out\n")


if __name__ == "__main__":
    main()
