"""Charts kept whole: even a cached drawing costs half a second to lay out again."""

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language

from seedbed.publish import charts
from seedbed.publish.charts import Chart


def picture(draw: Callable[..., Chart], *rows: Any, **options: Any) -> Chart:
    """The chart that ``draw`` makes of these rows, as it was kept if it was drawn before.

    Both keepings may be deleted at any time: drawings in the data folder, whole charts in the
    cache. Only the second is asked where nothing changed. An encrypted store keeps neither on disk.
    """
    said = json.dumps([draw.__name__, get_language(), rows, options], default=str, sort_keys=True)
    key = "chart-" + hashlib.sha256((_maker() + said).encode()).hexdigest()
    kept = caches["pictures"]
    found: Chart | None = kept.get(key)
    if found is None:
        found = draw(*rows, **options, cache=settings.SEEDBED_DRAWINGS)
        kept.set(key, found, timeout=None)
    return found


def forget_pictures() -> None:
    """Delete every kept chart and drawing: some were drawn from what was erased."""
    caches["pictures"].clear()
    if settings.SEEDBED_DRAWINGS is not None:
        shutil.rmtree(settings.SEEDBED_DRAWINGS, ignore_errors=True)


@once
def _maker() -> str:
    """A digest of the code that draws: a picture drawn by older code is not shown."""
    total = hashlib.sha256()
    for file in sorted(Path(charts.__file__).parent.glob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()
