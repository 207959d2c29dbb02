"""From a Vega-Lite sheet to the SVG a page can hold inline."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from seedbed.publish.charts import finish
from seedbed.publish.charts.cache import digest, kept

# Thin spaces between thousands, as the house writes numbers.
NUMBERS = {"decimal": ".", "thousands": "\u202f", "grouping": [3], "currency": ["£", ""]}

# A drawing depends on its sheet, on the drawing library and on how we finish it.
_MAKERS = (version("vl-convert-python"), Path(finish.__file__).read_bytes())


def draw(
    sheet: alt.LayerChart, *, name: str, title: str, description: str, cache: Path | None
) -> str:
    """The finished SVG of a sheet: same sheet and words in, same bytes out."""
    spec = as_spec(sheet)
    key = digest(json.dumps(spec, sort_keys=True), name, title, description, *_MAKERS)
    prefix = f"c{key[:12]}-{name}"

    def make() -> str:
        raw = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=NUMBERS)
        return finish.finished(raw, prefix=prefix, title=title, description=description)

    return kept(cache, key, make)


def as_spec(sheet: alt.LayerChart) -> dict[str, Any]:
    """The sheet as plain Vega-Lite, however many rows it has."""
    with alt.data_transformers.enable("default", max_rows=None, consolidate_datasets=False):
        spec: dict[str, Any] = sheet.to_dict()
    return spec
