"""What must hold between the rows of a study folder."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from seedbed.formats.models import references_of
from seedbed.formats.problems import Problem
from seedbed.formats.row import Row
from seedbed.formats.rows import CSV_ROWS, TOML_ROWS
from seedbed.record.claims.selectors import POINTS_AT
from seedbed.record.people.capacity import shortfall

Tables = Mapping[str, list[Row]]
Places = Mapping[str, tuple[str, str]]  # row id -> file and place in it
FILE_OF = {model.table: f"{model.table}.csv" for model in CSV_ROWS} | {
    model.table: name for name, models in TOML_ROWS.items() for model in models
}


class _Check:
    """Collects problems of one folder."""

    def __init__(self, tables: Tables, places: Places, problems: list[Problem]) -> None:
        self.tables, self.places, self.problems = tables, places, problems
        self.ids = {table: {row.id for row in rows} for table, rows in tables.items()}
        # Rows that could not be taken, and files that could not be read, are told already: what
        # names them is not at fault.
        self.broken = set(places).difference(*self.ids.values())
        self.unread = {p.file for p in problems if p.row in ("", "line 1")}

    def says(self, row: Row, says: str, column: str = "", value: str = "") -> None:
        file, place = self.places[row.id]
        self.problems.append(Problem(file=file, row=place, column=column, value=value, says=says))

    def is_missing(self, name: str, table: str) -> bool:
        held = name in self.ids.get(table, ()) or name in self.broken
        return not held and FILE_OF[table] not in self.unread


def check_between(
    tables: Tables,
    places: Places,
    texts: Mapping[str, str],
    problems: list[Problem],
    *,
    first: Sequence[str] = (),
    real: bool = False,
) -> None:
    """References, repeats, order of dates, and what only makes sense together."""
    check = _Check(tables, places, problems)
    for rows in tables.values():
        for row in rows:
            _references(check, row)
            _order(check, row)
        _repeats(check, rows)
    _parents(check)
    for row in tables.get("readings", ()):
        _value_or_mark(check, row)
    for row in tables.get("supports", ()):
        _pointer(check, row)
    for row in tables.get("events", ()):
        _event_place(check, row)
    for row in tables.get("renderings", ()):
        _one_thing(check, row)
    for row in tables.get("notices", ()):
        _shown_or_why_not(check, row)
    for row in tables.get("replies", ()):
        _reply(check, row)
    if real:
        _consents(check)
    _passages(check, texts)
    _judged_versions(check)
    _first_ones(check, first)


def _references(check: _Check, row: Row) -> None:
    for column, table in references_of(type(row)).items():
        given = getattr(row, column)
        names = given if isinstance(given, list) else [given]
        for name in sorted({n for n in names if names.count(n) > 1}):
            check.says(row, "is named twice.", column, name)
        for name in names:
            if name is not None and check.is_missing(name, table):
                says = f"names no row of {table}. Add that row, or correct the id."
                check.says(row, says, column, name)


def _order(check: _Check, row: Row) -> None:
    if row.in_order is None:
        return
    first, last = (getattr(row, name) for name in row.in_order)
    strict = row.table == "excerpts"
    if first is not None and last is not None and (first > last or (strict and first == last)):
        says = f"comes after {row.in_order[1]} ({last})."
        check.says(row, says, row.in_order[0], str(first))


def _repeats(check: _Check, rows: list[Row]) -> None:
    seen: dict[tuple[Any, ...], str] = {}
    for row in rows:
        if row.once:
            what = tuple(getattr(row, name) for name in row.once)
            if what in seen:
                says = f"says the same as {seen[what]}: {', '.join(row.once)} may not repeat."
                check.says(row, says)
            seen[what] = row.id


def _parents(check: _Check) -> None:
    for row in check.tables.get("sites", ()):
        if row.kind == "team" and row.parent is None:  # type: ignore[attr-defined]
            check.says(row, "A team needs the site it belongs to.", "parent")
    for table, column in (("sites", "parent"), ("codebook", "parent"), ("costs", "same_as")):
        rows = check.tables.get(table, ())
        above = {row.id: getattr(row, column) for row in rows}
        for row in rows:
            seen, at = set(), row.id
            while above.get(at) is not None and at not in seen:
                seen.add(at)
                at = above[at]
            if at in seen and at == row.id:
                check.says(row, "names itself, directly or in a ring.", column)


def _value_or_mark(check: _Check, row: Any) -> None:
    if row.value is not None and row.mark:
        says = "has a value and a mark. A mark stands in the place of a value."
        check.says(row, says, "mark", row.mark)
    if row.value is None and not row.mark and row.status != "unknown":
        says = "has neither a value nor a mark. Say not-available, suppressed or not-applicable."
        check.says(row, says, "value")


def _event_place(check: _Check, row: Any) -> None:
    if row.innovation is None or row.site is None:
        return
    homes = {i.id: i.site for i in check.tables.get("innovations", ())}  # type: ignore[attr-defined]
    if homes.get(row.innovation, row.site) != row.site:
        says = f"belongs to {homes[row.innovation]}, not to {row.site}."
        check.says(row, says, "innovation", row.innovation)


def _pointer(check: _Check, row: Any) -> None:
    if row.kind == "run":
        try:
            words = shlex.split(row.ref)
        except ValueError:
            words = []
        if not words or any("=" not in word for word in words[1:]):
            says = "must be a question and its parameters: before-after indicator=x area=Y."
            check.says(row, says, "ref", row.ref)
    elif check.is_missing(row.ref, POINTS_AT[row.kind]):
        says = f"names no row of {POINTS_AT[row.kind]}. Add that row, or correct the id."
        check.says(row, says, "ref", row.ref)


def _one_thing(check: _Check, row: Any) -> None:
    if (row.claim is None) == (row.advice is None):
        check.says(row, "must be of one claim or of one piece of advice: fill one of the two.")


def _shown_or_why_not(check: _Check, row: Any) -> None:
    shown = row.shown_on is not None and row.embargo_until is not None
    dated = row.shown_on is not None or row.embargo_until is not None
    if (shown and row.not_shown_because) or (not shown and (dated or not row.not_shown_because)):
        says = "needs shown_on and embargo_until, or the reason in not_shown_because; not both."
        check.says(row, says)
    elif shown and row.shown_on > row.embargo_until:
        says = f"comes after embargo_until ({row.embargo_until})."
        check.says(row, says, "shown_on", str(row.shown_on))


def _reply(check: _Check, row: Any) -> None:
    if (row.about is None) != (not row.ref):
        check.says(row, "needs about and ref together, or neither.", "ref", row.ref)
    elif row.about is not None:
        kind = row.about
        if kind != "run" and check.is_missing(row.ref, POINTS_AT[kind]):
            says = f"names no row of {POINTS_AT[kind]}. Add that row, or correct the id."
            check.says(row, says, "ref", row.ref)
    if (row.answer == "waiting") != (row.answered_on is None):
        check.says(row, "needs answered_on once it is answered, and not before.", "answered_on")


def _consents(check: _Check) -> None:
    """What the consent of a young person needs, in a study of real people."""
    people: dict[str, Any] = {p.id: p for p in check.tables.get("participants", ())}
    sites: dict[str, Any] = {s.id: s for s in check.tables.get("sites", ())}
    for row in check.tables.get("consents", ()):
        person = people.get(row.participant)  # type: ignore[attr-defined]
        site = sites.get(person.site) if person is not None else None
        if person is None or site is None:
            continue  # told already
        gap = shortfall(person=person.id, role=person.role, nation=site.nation, consent=row)
        if gap is not None:
            check.says(row, f"{gap.person}: {gap.rule} {gap.remedy}")


def _passages(check: _Check, texts: Mapping[str, str]) -> None:
    files = {v.id: v.file for v in check.tables.get("source_versions", ())}  # type: ignore[attr-defined]
    for row in check.tables.get("excerpts", ()):
        text = texts.get(files.get(row.version, ""))  # type: ignore[attr-defined]
        if text is not None and row.end > len(text):  # type: ignore[attr-defined]
            says = f"lies beyond the text, which has {len(text)} characters."
            check.says(row, says, "end", str(row.end))  # type: ignore[attr-defined]


def _judged_versions(check: _Check) -> None:
    claims = {c.id: c for c in check.tables.get("claims", ())}
    kept = {(v.claim, v.number) for v in check.tables.get("claim_versions", ())}  # type: ignore[attr-defined]
    for row in check.tables.get("claim_versions", ()):
        claim: Any = claims.get(row.claim)  # type: ignore[attr-defined]
        if claim is not None and row.number >= claim.version:  # type: ignore[attr-defined]
            says = f"is not earlier than the claim's own version, {claim.version}."
            check.says(row, says, "number", str(row.number))  # type: ignore[attr-defined]
    for row in check.tables.get("verdicts", ()):
        claim = claims.get(row.claim)  # type: ignore[attr-defined]
        number = row.claim_version  # type: ignore[attr-defined]
        if claim is not None and number != claim.version and (claim.id, number) not in kept:
            says = f"judges a version of {claim.id} that is not kept in claim_versions."
            check.says(row, says, "claim_version", str(number))


def _first_ones(check: _Check, first: Sequence[str]) -> None:
    for name in first:
        if check.is_missing(name, "innovations") and check.is_missing(name, "sites"):
            says = "names no row of innovations or sites. Add that row, or correct the id."
            check.problems.append(Problem(file="study.toml", column="first", value=name, says=says))
