"""A table's columns come back in the order they were kept, on every database."""

import pytest

from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study

pytestmark = pytest.mark.django_db


def test_columns_keep_their_order_and_values_their_kind(tiny: Study) -> None:
    from datetime import UTC, datetime

    row = {"zeta": 1, "a": None, "much-longer-name": 2.5, "b": "å 👍"}
    made = Run.objects.create(
        study=tiny, question="q", asked="q", digest="0" * 64, method_version="1",
        result={"table": [row], "numbers": {"z": 1, "a": None}}, at=datetime.now(UTC),
    )  # fmt: skip
    kept = Run.objects.get(pk=made.pk).result
    assert kept == made.result
    assert list(kept["table"][0]) == list(row)
    assert list(kept["numbers"]) == ["z", "a"]
