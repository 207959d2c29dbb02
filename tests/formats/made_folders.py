"""Small study folders made from the row models: any that is valid may come out.

Texts, dates and numbers are hypothesis's own, so that a failure shrinks to what spoils it; which
cell gets which is decided by a seed. What must hold between rows (dates in order, a mark in place
of a value, a passage inside its text) is then put right, as a person writing the folder would.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Literal, get_args, get_origin

import tomli_w
from hypothesis import strategies as st

from seedbed.formats.models import columns_of, references_of
from seedbed.formats.row import Row
from seedbed.formats.rows import CSV_ROWS, ORDER, TOML_ROWS, StudyFile
from seedbed.record.claims.selectors import POINTS_AT

Tables = dict[str, list[dict[str, Any]]]
MadeFolder = tuple[dict[str, Any], Tables, dict[str, str]]

# What spoils a round trip first: quotes, separators, line ends of other programs, letters that
# take several bytes, and what looks like another type.
AWKWARD = st.sampled_from(
    [
        "Llŷn ac Eryri, pŵer", "🙂👩‍👩‍👧 two", 'say "hi", then; go', "a\nb", "a\u2028b\x0bc\x85d",
        " leading and trailing ", "'''three'''", '"""', "\\n not a line", "=1+1", "2024-01-02",
        "true", "0.50", "{{reading:x}}", "# no comment", "null", "\ufeffmark", "tab\there", "\x1f",
    ]
)  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_characters="\x00\r")
TEXTS = st.lists(AWKWARD | st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6)
DAYS = st.lists(st.dates(date(1990, 1, 1), date(2100, 1, 1)), min_size=1, max_size=4)
NUMBERS = st.lists(
    st.decimals(-1_000_000, 1_000_000, places=6) | st.integers(-(10**9), 10**9).map(Decimal),
    min_size=1,
    max_size=4,
)
SHARES = st.lists(st.decimals(0, 1, places=6), min_size=1, max_size=3)


@dataclass(frozen=True)
class Pools:
    """What cells are filled from, and the seed that decides which goes where."""

    texts: list[str]
    days: list[date]
    numbers: list[Decimal]
    shares: list[Decimal]
    seed: Random


def _choice(annotation: Any) -> tuple[str, ...]:
    """Words of a closed vocabulary, if the type has one."""
    for kind in (annotation, *get_args(annotation)):
        if get_origin(kind) is Literal:
            return get_args(kind)
    return ()


def _value(pools: Pools, row: type[Row], column: str) -> Any:
    pick, field = pools.seed.choice, row.model_fields[column]
    kinds = {field.annotation, *get_args(field.annotation)}
    if not field.is_required() and pick([True, False]):
        return field.default
    words = _choice(field.annotation)
    if get_origin(field.annotation) is list:
        return pools.seed.sample(words or pools.texts, pick([0, 1]))
    if words:
        return pick(words)
    if date in kinds:
        return pick(pools.days)
    if Decimal in kinds:
        return pick(pools.shares if column == "membership" else pools.numbers)
    if int in kinds:
        return pick([1990, 2100]) if column == "price_year" else pick([1, 2, 7])
    return pick(pools.texts)


def _reference(pools: Pools, row: type[Row], column: str, ids: list[str]) -> Any:
    field = row.model_fields[column]
    if get_origin(field.annotation) is list:
        return pools.seed.sample(ids, pools.seed.randint(0, len(ids)))
    return pools.seed.choice(ids if field.is_required() else [None, *ids])


def _rows(pools: Pools, model: type[Row], tables: Tables) -> list[dict[str, Any]]:
    refers = references_of(model)
    needs = [t for c, t in refers.items() if model.model_fields[c].is_required()]
    if any(not tables[table] for table in needs):
        return []
    made: list[dict[str, Any]] = []
    for number in range(pools.seed.randint(0, 3)):
        # Not in the order of their ids, for the writer has to sort them.
        row: dict[str, Any] = {"id": f"{model.table.replace('_', '-')}.{9 - number}"}
        for column in columns_of(model)[1:]:
            if column in refers:
                held = made if refers[column] == model.table else tables[refers[column]]
                row[column] = _reference(pools, model, column, [r["id"] for r in held])
            else:
                row[column] = _value(pools, model, column)
        made.append(row)
    return made


def _put_right(pools: Pools, model: type[Row], rows: list[dict[str, Any]], tables: Tables) -> None:
    homes = {row["id"]: row["site"] for row in tables.get("innovations", ())}
    if model.table == "renderings" and not tables["claims"] + tables["advice"]:
        rows.clear()
    for number, row in enumerate(rows):
        if model.in_order and None not in [row[name] for name in model.in_order]:
            first, last = model.in_order
            row[first], row[last] = sorted([row[first], row[last]])
        match model.table:
            case "sites" if row["kind"] == "team" and row["parent"] is None:
                row["kind"] = "network"
            case "events" if row["site"] and row["innovation"]:
                row["site"] = homes[row["innovation"]]
            case "readings":
                row["mark"] = "" if row["value"] is not None else row["mark"] or "suppressed"
            case "source_versions":
                row["file"] = f"text-{number}.txt"
            case "excerpts":
                row["start"], row["end"] = number, number + 1
            case "claims":
                row["version"] = 3
            case "claim_versions":
                row["number"] = 1 + number % 2
            case "verdicts":
                row["claim_version"] = 3
            case "supports":
                kinds = ["run", *(k for k, table in POINTS_AT.items() if tables.get(table))]
                row["kind"] = pools.seed.choice(kinds)
                held = tables.get(POINTS_AT.get(row["kind"], ""), [])
                row["ref"] = pools.seed.choice([r["id"] for r in held]) if held else "stages"
            case "renderings":
                _of_one_thing(pools, row, tables)
            case "notices":
                shown = row["shown_on"] is not None and row["embargo_until"] is not None
                days = [row["shown_on"], row["embargo_until"]] if shown else [None, None]
                row["shown_on"], row["embargo_until"] = sorted(days) if shown else days
                row["not_shown_because"] = "" if shown else pools.seed.choice(pools.texts)
            case "replies":
                kinds = [k for k, table in POINTS_AT.items() if tables.get(table)]
                row["about"] = pools.seed.choice([None, "run", *kinds])
                held = tables.get(POINTS_AT.get(row["about"], ""), [])
                row["ref"] = pools.seed.choice([r["id"] for r in held]) if held else "stages"
                if row["about"] is None:
                    row["ref"] = ""
                answered = row["answer"] != "waiting"
                row["answered_on"] = pools.seed.choice(pools.days) if answered else None


def _of_one_thing(pools: Pools, row: dict[str, Any], tables: Tables) -> None:
    """A rendering is of one claim or of one piece of advice."""
    held = {"claim": tables["claims"], "advice": tables["advice"]}
    of = pools.seed.choice([name for name, rows in held.items() if rows])
    row |= {"claim": None, "advice": None, of: pools.seed.choice(held[of])["id"]}


def _once(model: type[Row], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen = {tuple(str(row[name]) for name in model.once or ("id",)): row for row in rows}
    kept = {row["id"] for row in seen.values()}
    # A row that is dropped may have been another's parent.
    return [row for row in seen.values() if row.get("parent") in {None, *kept}]


@st.composite
def folders(draw: Callable[..., Any]) -> MadeFolder:
    """A study's head, its rows by table, and its texts by file name."""
    pools = Pools(
        draw(TEXTS), draw(DAYS), draw(NUMBERS), draw(SHARES), Random(draw(st.integers(0, 10**6)))
    )
    tables: Tables = {}
    for model in ORDER:
        rows = _rows(pools, model, tables)
        _put_right(pools, model, rows, tables)
        tables[model.table] = _once(model, rows)
    pick = pools.seed.choice
    texts = {
        version["file"]: pick(pools.texts) + "long enough" for version in tables["source_versions"]
    }
    head = {name: pick(pools.texts) for name in ("title", "summary", "limits", "correct")} | {
        "id": "made-study",
        "kind": pick(["public", "simulated"]),
        "as_at": pick(pools.days),
        "first": [row["id"] for row in tables["innovations"]][: pick([0, 1, 2])],
        "not_covered": pools.seed.sample(["wales", "scotland"], pick([0, 1, 2])),
    }
    assert set(head) == set(StudyFile.model_fields)
    return head, tables, texts


def write(path: Path, head: dict[str, Any], tables: Tables, texts: dict[str, str]) -> Path:
    """Write a folder by other means than the product's own writer."""
    (path / "sources").mkdir(parents=True)
    (path / "outputs").mkdir()
    (path / "study.toml").write_text(tomli_w.dumps(head), encoding="utf-8", newline="\n")
    for model in CSV_ROWS:
        with (path / f"{model.table}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, columns_of(model), lineterminator="\n")
            lines.writeheader()
            lines.writerows(tables[model.table])
    for name, models in TOML_ROWS.items():
        body = {
            m.table: [{k: v for k, v in r.items() if v is not None} for r in tables[m.table]]
            for m in models
        }
        (path / name).write_text(tomli_w.dumps(body), encoding="utf-8", newline="\n")
    for name, text in texts.items():
        (path / "sources" / name).write_bytes(text.encode("utf-8"))
    return path
