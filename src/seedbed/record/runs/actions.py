"""Keeping what was computed."""

from datetime import UTC, datetime
from typing import Any

from seedbed.record.runs.models import Run
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker


def keep_run(
    *,
    by: Asker,
    study: Study,
    question: str,
    parameters: dict[str, Any],
    asked: str,
    digest: str,
    revisions: dict[str, int],
    method_version: str,
    result: dict[str, Any],
    seed: int | None = None,
) -> Run:
    """Keep a run. The same question over the same frames is the same run, seen again."""
    by.must("run", study=study.pk)
    # The audit names the question; what it was asked about is a value, and stays out of it.
    with act(by=by, action="run", study=study, noun="runs", row=question, fields=["result"]):
        run, made = Run.objects.using(by.using).get_or_create(
            study=study,
            asked=asked,
            digest=digest,
            method_version=method_version,
            defaults={
                "question": question,
                "parameters": parameters,
                "revisions": revisions,
                "seed": seed,
                "result": result,
                "at": datetime.now(UTC),
            },
        )
        if not made and run.revisions != revisions:
            run.revisions = revisions
            run.save(using=by.using, update_fields=["revisions"])
    return run
