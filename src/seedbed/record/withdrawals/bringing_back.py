"""A study folder from before a withdrawal: it must not bring back what somebody took back."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seedbed.errors import InputError
from seedbed.record.evidence.models import Excerpt, SourceVersion
from seedbed.record.people.models import Consent
from seedbed.record.study.models import Study
from seedbed.record.withdrawals.erasing import MARK, digest_of
from seedbed.record.withdrawals.models import Withdrawal
from seedbed.trust.asking import Asker

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
NAMED = 20
# Marks that only this store may know of; while what they belong to is there, they stay.
MARKED: tuple[tuple[Any, str, str, str], ...] = (
    (Consent, "withdrawn_on", "participant", "participants"),
    (Excerpt, "vetoed_on", "version", "source_versions"),
)


def refuse_brought_back(by: Asker, study: Study, tables: Tables) -> None:
    """Refuse rows that hold words erased here, or lack a withdrawal or a veto that is kept here.

    Raises: InputError naming the rows and what to do.
    """
    found = [*_erased(by, study, tables), *_taken_back(by, study, tables)]
    if not found:
        return
    more = f"\n  and {len(found) - NAMED} more" if len(found) > NAMED else ""
    lines = "\n".join(f"  {line}" for line in found[:NAMED])
    raise InputError(
        f"This folder would bring back what somebody took back:\n{lines}{more}\n"
        "Nothing was stored. Export the study and load what you changed into that folder; then "
        "destroy the old one, because it still holds what was taken back."
    )


def _erased(by: Asker, study: Study, tables: Tables) -> Iterator[str]:
    rows = list(Withdrawal.objects.using(by.using).filter(study=study, scope="erase"))
    if not rows:
        return
    given = {noun: {row["id"]: row for row in held} for noun, held in tables.items()}
    told: set[tuple[str, str]] = set()
    for noun, key, name, digest in (place for row in rows for place in row.erased):
        row = given.get(noun, {}).get(key)
        if row is not None and digest_of(row.get(name)) == digest and (noun, key) not in told:
            told.add((noun, key))
            yield f"{noun} {key}: its {name} was erased here."
    people = {row.participant for row in rows}
    yield from _spoken_again(people, tables, told)
    kept = SourceVersion.objects.using(by.using).filter(study=study, erased_on__isnull=False)
    for key, sha, on in kept.values_list("key", "sha256", "erased_on"):
        row = given.get("source_versions", {}).get(key)
        if row is None or ("source_versions", key) in told:
            continue
        if _sha(row["text"]) != sha:
            yield f"source_versions {key}: words in it were erased on {on}."
        elif row.get("erased_on") is None:
            yield f"source_versions {key}: it lacks erased_on, {on}."


def _spoken_again(people: set[str], tables: Tables, told: set[tuple[str, str]]) -> Iterator[str]:
    """New words of somebody whose words were erased: in answers, and in texts that are theirs."""
    for row in tables.get("responses", ()):
        again = row["words"] or row["value"] is not None
        if row["participant"] in people and again and ("responses", row["id"]) not in told:
            yield f"responses {row['id']}: the answers of {row['participant']} were erased."
    own = {row["id"]: row["participant"] for row in tables.get("sources", ())}
    for row in tables.get("source_versions", ()):
        person = own.get(row["source"])
        if person in people and MARK not in row["text"]:
            told.add(("source_versions", row["id"]))
            yield f"source_versions {row['id']}: the texts of {person} were erased."


def _taken_back(by: Asker, study: Study, tables: Tables) -> Iterator[str]:
    """Withdrawals and vetoes that are kept here and that the folder does not know of."""
    for model, name, parent, table in MARKED:
        noun = model.noun
        given = {row["id"]: row for row in tables.get(noun, ())}
        parents = {row["id"] for row in tables.get(table, ())}
        kept = model.objects.using(by.using).filter(study=study, **{f"{name}__isnull": False})
        for key, on, above in kept.values_list("key", name, f"{parent}__key"):
            row = given.get(key)
            if row is None and above in parents:
                yield f"{noun} {key}: it is not there, and it holds {name}, {on}."
            elif row is not None and row.get(name) is None:
                yield f"{noun} {key}: it lacks {name}, {on}."


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
