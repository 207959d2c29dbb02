"""Withdrawing a person: one act that reaches all that was made of their words.

Consents, passages, codings, answers, what claims lean on, answers over their rows, what waits to be
released, and what was published. It happens whole or not at all. What others must still do comes
back with the row that is kept: it names ids and counts, and no words.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from seedbed.errors import InputError
from seedbed.inquiry.ask import Standings, ask_line
from seedbed.publish.look.kept import forget_pictures
from seedbed.publish.review import evidence_items
from seedbed.record.looking import aside
from seedbed.record.outputs.models import Publication
from seedbed.record.outputs.selectors import published
from seedbed.record.people.models import Participant
from seedbed.record.quoting.actions import forget_passages
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Study
from seedbed.record.withdrawals.actions import (
    Touched,
    note_runs,
    refuse_withdrawal,
    sweep,
    withdraw,
)
from seedbed.record.withdrawals.erasing import quoted, traces_of
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.record.withdrawals.reach import Reach, reach_of
from seedbed.trust.asking import Asker, system

# What a piece of frozen evidence keeps once its words are erased.
EMPTIED = {"words": "", "lines": [], "held": True, "quotable": False, "erased": True}


@aside()
def withdraw_person(
    *, by: Asker, study: Study, participant: Participant, scope: str, today: date
) -> Withdrawal:
    """Withdraw one person: ``stop`` using their words from now on, or ``erase`` them.

    Raises: ActionDenied without the right; InputError for an unknown scope, somebody of another
    study, or while a legal hold forbids erasing. Nothing is changed then.
    """
    if participant.study_id != study.pk:
        raise InputError(f"{participant.key} does not belong to {study.title}.")
    refuse_withdrawal(by=by, participant=participant, scope=scope)
    reader = system("withdrawal", using=by.using)
    with transaction.atomic(using=by.using):
        reach = reach_of(reader, participant)
        pages = list(_pages(reader, reach))
        quoting = [row for row, _name in quoted(reader, reach, traces_of(reader, reach))]
        touched = Touched(
            reached=_above(reach, pages, quoting), pages=_emptied(reach, pages)
        )  # fmt: skip
        row = withdraw(by=by, reach=reach, scope=scope, today=today, touched=touched)
        again, left = _ask_again(reader, study)
        note_runs(by=by, withdrawal=row, again=again, not_again=left)
        if scope == "erase":
            # Words with gaps, and what was said of them, are words of theirs too.
            theirs = [p for p in reach.pointers() if p[0] in ("excerpt", "response")]
            forget_passages(by=reader, study=study, passages=theirs)
    if scope == "erase":
        forget_pictures()
        sweep(by=by, withdrawal=row)
    return row


@aside()
def preview(by: Asker, study: Study, participant: Participant) -> dict[str, Any]:
    """What a withdrawal would reach today, by noun, before anybody decides.

    What others quoted in sentences of their own is looked for when it is done, not before.
    """
    by.must("withdraw-person", study=study.pk)
    reader = system("withdrawal", using=by.using)
    reach = reach_of(reader, participant)
    return {**reach.keys(), **_above(reach, list(_pages(reader, reach)), ())}


def _pages(by: Asker, reach: Reach) -> Iterator[Publication]:
    """What was published and holds their words, or rests on them, withdrawn pages too."""
    pointers, traces = reach.pointers(), traces_of(by, reach)
    for page in published(using=by.using).filter(study=reach.person.study):
        rests = any((i["kind"], i["ref"]) in pointers for i in evidence_items(page.body))
        if rests or traces.are_in(page.body):
            yield page


def _above(reach: Reach, pages: list[Publication], quoting: Iterable[Any]) -> dict[str, Any]:
    """What was found above the rows themselves: versions of claims, pages, texts that quote."""
    places = {f"{_noun(row)} {_key(row)}" for row in quoting}
    found = {
        "claim_versions": {claim.key: claim.version for claim in reach.claims},
        "publications": sorted(str(page.public_id) for page in pages),
        "quoted_in": sorted(p for p in places if not p.startswith(("publications ", "responses "))),
    }
    return {name: held for name, held in found.items() if held}


def _noun(row: Any) -> str:
    return str(getattr(row, "noun", row._meta.model_name))


def _key(row: Any) -> str:
    return str(getattr(row, "key", "") or getattr(row, "public_id", row.pk))


def _emptied(reach: Reach, pages: list[Publication]) -> dict[int, Any]:
    """The bodies of pages without their words: the evidence stays as a place without content."""
    pointers = reach.pointers()
    wordings = {row.key: row.item.wording for row in reach.responses}
    for page in pages:
        for item in evidence_items(page.body):
            if (item["kind"], item["ref"]) in pointers:
                item.update(EMPTIED)
            if item["kind"] == "response" and item["ref"] in wordings:
                item["headline"] = wordings[item["ref"]]
    return {page.pk: page.body for page in pages}


def _ask_again(by: Asker, study: Study) -> tuple[list[str], list[str]]:
    """Put anew every question whose answer no longer stands; what cannot be asked again is named.

    Answers by an older method are left: they do not rest on who withdrew.
    """
    again, left = [], []
    standings = Standings(study, using=by.using)
    for asked, run in latest(by, study).items():
        if standings.of(run) != "stale":
            continue
        try:
            again.append(ask_line(by=by, study=study, line=asked).asked)
        except InputError:
            left.append(asked)
    return again, left
