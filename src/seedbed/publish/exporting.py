"""A study of real people as a folder that may leave: what its people did not give stays inside.

Texts keep their length, so that every passage stays where it was: what may not leave is marked over
sign by sign. The whole of a study is in its backup, which is encrypted; this is for others.
"""

from datetime import date
from pathlib import Path
from typing import Any

from seedbed.formats.study_folder import export_folder
from seedbed.inquiry.safe import counts_people, protected_count
from seedbed.methods.disclosure.identifiers import identifiers
from seedbed.methods.disclosure.names import names_in, ordinary_in
from seedbed.methods.disclosure.rules import SEEDBED
from seedbed.publish.quoting import OPEN
from seedbed.publish.quoting_facts import People, known_names
from seedbed.record.access import theirs
from seedbed.record.evidence.models import Excerpt
from seedbed.record.people.models import Participant
from seedbed.record.people.selectors import agreed, vetoed
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, system

OVER = "·"  # stands for one sign that was taken out
Tables = dict[str, list[dict[str, Any]]]


def export_study(study: Study, target: Path, *, by: Asker, today: date) -> None:
    """Write a study as a folder; of a study of real people, what may leave.

    Raises: ActionDenied without the right to export.
    """
    by.must("export", study=study.pk)
    leaving = Leaving(study, using=by.using, today=today) if study.kind == "real" else None
    export_folder(study, target, by=by, leaving=leaving)


class Leaving:
    """What of the tables of a study may leave on a day."""

    def __init__(self, study: Study, *, using: str, today: date) -> None:
        by = system("export", using=using)
        people = list(theirs(by, Participant).filter(study=study))
        given = agreed(by, study, "archive", today)
        self._given = {row.key for row in people if row.pk in given}
        self._people = People(by, study)
        self._rare = {row.key for row in people if self._people.like(row)[0] < SEEDBED.threshold}
        self._known = known_names(by, study)
        silent = vetoed(by, study)
        self._vetoed = set(
            theirs(by, Excerpt).filter(study=study, pk__in=silent).values_list("key", flat=True)
        )

    def __call__(self, tables: Tables) -> None:
        """Change rows in place: texts, answers, people like few others, counts of few."""
        texts = self._texts(tables)
        for version in tables["source_versions"]:
            version["text"] = texts[version["id"]]
        for answer in tables["responses"]:
            if answer["participant"] not in self._given:
                answer |= {"value": None, "words": "", "note": ""}
            answer["words"] = self._marked(answer["words"])
        for person in tables["participants"]:
            if person["id"] in self._rare:
                person |= {"agency": "", "groups": ""}
        self._counts(tables)

    def _texts(self, tables: Tables) -> dict[str, str]:
        sources = {row["id"]: row for row in tables["sources"]}
        spans: dict[str, list[tuple[int, int]]] = {}
        for passage in tables["excerpts"]:
            speaker = passage["speaker"]
            if passage["id"] in self._vetoed or (speaker and speaker not in self._given):
                spans.setdefault(passage["version"], []).append((passage["start"], passage["end"]))
        found = {}
        for version in tables["source_versions"]:
            source, text = sources[version["source"]], version["text"]
            if source["participant"] is None and source["kind"] in OPEN:
                found[version["id"]] = text
                continue
            gone = source["cleared"] != "yes" or (
                source["participant"] is not None and source["participant"] not in self._given
            )
            cut = [(0, len(text))] if gone else spans.get(version["id"], [])
            found[version["id"]] = self._marked(_over(text, cut))
        return found

    def _marked(self, text: str) -> str:
        """A text with everything that tells who somebody is marked over."""
        names = names_in(
            text, self._known, pseudonyms=self._people.pseudonyms, ordinary=ordinary_in([text])
        )
        found = [*identifiers(text), *names]
        return _over(text, [(one.start, one.end) for one in found])

    def _counts(self, tables: Tables) -> None:
        units = {row["id"]: row["unit"] for row in tables["indicators"]}
        for reading in tables["readings"]:
            if reading["value"] is None or not counts_people(
                units[reading["indicator"]], reading["status"], reading["address"]
            ):
                continue
            shown = _count(reading["value"])
            reading |= {"value": shown, "mark": "suppressed" if shown is None else reading["mark"]}
        for outcome in tables["outcomes"]:
            if counts_people(outcome["unit"], outcome["status"], outcome["address"]):
                outcome |= {name: _count(outcome[name]) for name in ("amount", "low", "high")}


def _count(exact: Any) -> Any:
    shown = protected_count(None if exact is None else float(exact))
    return None if shown is None else type(exact)(shown)


def _over(text: str, spans: list[tuple[int, int]]) -> str:
    """Mark over some stretches, sign by sign; white space stays, so that a text keeps its lines."""
    signs = list(text)
    for start, end in spans:
        for place in range(start, end):
            if not signs[place].isspace():
                signs[place] = OVER
    return "".join(signs)
