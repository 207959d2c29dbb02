"""Words for one kind of reader, as plain values: who wrote them, and of which version."""

from typing import Any

from seedbed.publish.bindings import Ledger
from seedbed.record.outputs.models import Rendering


def rendering_body(row: Rendering, ledger: Ledger) -> dict[str, Any]:
    """One rendering with its numbers bound, paragraph by paragraph."""
    return {
        "id": row.key,
        "audience": row.audience,
        "text": [ledger.say(part) for part in row.text.split("\n\n") if part.strip()],
        "of_version": row.of_version,
        "written_by": row.written_by,
        "checked_by": row.checked_by,
        "checked_on": row.checked_on.isoformat() if row.checked_on else "",
    }
