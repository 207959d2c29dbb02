"""Writes of a whole study."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from seedbed.errors import InputError
from seedbed.record.base import public_id_of
from seedbed.record.evidence.models import SourceVersion
from seedbed.record.keeping.standing import refuse_vanishing
from seedbed.record.models import TABLES
from seedbed.record.replies.models import Reply
from seedbed.record.storing import Rows, store_rows
from seedbed.record.study.beginning import insert_study
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker


def load_study(
    *, by: Asker, study: Mapping[str, Any], tables: Rows, replace: bool = False
) -> Study:
    """Store a study and all its rows, or nothing.

    A study that is there already is replaced only if ``replace`` says so; its members, runs and
    publications stay, and its runs become stale where their inputs changed.
    """
    there = Study.objects.using(by.using).filter(key=study["id"]).first()
    if there is None and not by.is_system:
        by.must("load", study=-1)  # only the system makes a study: nobody is its lead yet
    if there is not None:
        by.must("load", study=there.pk)
        if not replace:
            raise InputError(
                f"A study called {study['id']} is there already. To replace it, load with "
                "--replace; to keep what was added to it here, export it first."
            )
    _refuse_real(by, study, there)
    if there is not None:
        _refuse_withdrawn(by, there, tables)
        refuse_vanishing(by, there, tables)
        _refuse_edited_texts(by, there, tables.get("source_versions", ()))
    values = {**study, "public_id": public_id_of(study["id"], "")}
    key = values.pop("id")
    count = sum(len(rows) for rows in tables.values())
    # The study row comes first so that the act can move its revisions.
    row = there or Study(key=key)
    for name, value in values.items():
        setattr(row, name, value)
    with act(
        by=by, action="load", study=row, noun="studies", row=key, rows=count,
        fields=sorted(tables), moves=TABLES,
    ):  # fmt: skip
        if there is None:
            insert_study(by, row)
        else:
            row.save(using=by.using)
        _refuse_lost_replies(by, row, tables.get("replies", ()))
        store_rows(by, row, tables)
    return row


def _refuse_real(by: Asker, study: Mapping[str, Any], there: Study | None) -> None:
    """Real people's words come in only where the gate stands open, and never by another name."""
    from seedbed.record.gate.lock import refuse_shut

    if there is not None and (there.kind == "real") != (study["kind"] == "real"):
        raise InputError(
            f"The study here is of kind {there.kind}, the folder says {study['kind']}. A study of "
            "real people stays one: load other kinds under a name of their own."
        )
    if study["kind"] != "real":
        return
    if there is None:
        raise InputError(
            f"{study['id']} is of kind real: it holds what real people said. Such a study begins "
            f"with its gate, not with a folder: seedbed new {study['id']} --kind real."
        )
    refuse_shut(there, using=by.using, today=date.today())


def _refuse_withdrawn(by: Asker, study: Study, tables: Rows) -> None:
    from seedbed.record.withdrawals.bringing_back import refuse_brought_back

    refuse_brought_back(by, study, tables)


def _refuse_edited_texts(by: Asker, study: Study, versions: Sequence[Mapping[str, Any]]) -> None:
    """A text version is never edited: passages are counted from its first character."""
    kept = dict(
        SourceVersion.objects.using(by.using).filter(study=study).values_list("key", "sha256")
    )
    edited = [v["id"] for v in versions if kept.get(v["id"], v["sha256"]) != v["sha256"]]
    if edited:
        raise InputError(
            f"The text of {', '.join(edited)} differs from what was loaded before. A text version "
            "is never edited: keep the old file, and add the corrected text as another version."
        )


def _refuse_lost_replies(by: Asker, study: Study, rows: Sequence[Mapping[str, Any]]) -> None:
    """What came in from outside, and what was answered, exists nowhere else: it is not dropped."""
    given = {row["id"]: row["answer"] for row in rows}
    kept = Reply.objects.using(by.using).filter(study=study).values_list("key", "answer")
    lost = [
        key
        for key, answer in kept
        if key not in given or (answer != "waiting" and given[key] == "waiting")
    ]
    if lost:
        raise InputError(
            f"This folder lacks replies or answers that were kept here: {len(lost)} of them "
            f"({', '.join(lost[:5])}{' and more' if len(lost) > 5 else ''}). Export the study "
            "first, and put its outputs/replies.toml into the folder you load."
        )
