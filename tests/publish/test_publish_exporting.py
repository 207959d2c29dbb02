"""The folder of a study of real people: what may not leave is marked over, and it loads again."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedbed.errors import ActionDenied, InputError
from seedbed.formats.folder import read_folder
from seedbed.formats.study_folder import export_folder, exported_files
from seedbed.publish.exporting import OVER, export_study
from seedbed.record.evidence.models import Excerpt, SourceVersion
from seedbed.record.measures.models import OutcomeLine, Reading, Response
from seedbed.record.people.models import Consent, Participant
from seedbed.record.study.models import Study
from seedbed.trust.asking import nobody
from tests.real import BY, TODAY, open_real

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Study:
    return open_real(monkeypatch, tmp_path)


def agree(study: Study, person: str) -> None:
    """Somebody agrees that what they said is kept in an archive."""
    row = Consent.objects.filter(study=study, key="cs-robin-quote").get()
    row.pk, row.key, row.use = None, f"cs-{person}-archive", "archive"
    row.public_id = Participant.objects.get(study=study, key=person).public_id
    row.participant = Participant.objects.get(study=study, key=person)
    row.save(force_insert=True)


def written(study: Study, tmp_path: Path, name: str = "out") -> Path:
    export_study(study, tmp_path / name, by=BY, today=TODAY)
    return tmp_path / name


def rows(folder: Path, table: str) -> dict[str, dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def texts(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "sources").iterdir()):
        yield path.read_text(encoding="utf-8")


def test_nobodys_words_leave_who_did_not_agree_to_an_archive(study: Study, tmp_path: Path) -> None:
    out = written(study, tmp_path)
    everything = "\n".join(texts(out))
    for words in ("every week", "kept the money", "three times"):
        assert words not in everything
    assert all(row["words"] == row["value"] == "" for row in rows(out, "responses").values())
    before = SourceVersion.objects.get(study=study, key="sv-robin-2").text
    after = (out / "sources" / "robin-2.txt").read_text(encoding="utf-8")
    assert len(after) == len(before), "passages stay where they were"
    assert after.count("\n") == before.count("\n")
    assert set(after) == {OVER, " ", "\n"}


def test_who_agreed_is_there_without_names_and_vetoed_passages(
    study: Study, tmp_path: Path
) -> None:
    agree(study, "p-robin")
    version = SourceVersion.objects.get(study=study, key="sv-robin-2")
    version.text = version.text.replace("precinct", "Abbeyton")
    version.save()
    Response.objects.filter(study=study, key="re-robin").update(words="They did, mostly.")
    out = written(study, tmp_path)
    text = (out / "sources" / "robin-2.txt").read_text(encoding="utf-8")
    assert "They came every week" in text
    assert "Abbeyton" not in text
    assert rows(out, "responses")["re-robin"]["words"] == "They did, mostly."
    assert rows(out, "responses")["re-ash"]["words"] == ""
    Excerpt.objects.filter(study=study, key="ex-robin-week").update(vetoed_on=TODAY)
    text = (written(study, tmp_path, "again") / "sources" / "robin-2.txt").read_text("utf-8")
    assert "They came every week" not in text
    assert "Now there is one I would ring" in text


def test_counts_of_few_and_rare_people_stay_inside(study: Study, tmp_path: Path) -> None:
    Reading.objects.filter(study=study, key="rd-ambleford-2023").update(value=7)
    OutcomeLine.objects.filter(study=study, key="oc-str-trust").update(amount=6, unit="people")
    out = written(study, tmp_path)
    few = rows(out, "readings")["rd-ambleford-2023"]
    assert (few["value"], few["mark"]) == ("", "suppressed")
    assert rows(out, "readings")["rd-ambleford-2021"]["value"] == "80"
    assert rows(out, "outcomes")["oc-str-trust"]["amount"] == ""
    assert rows(out, "outcomes")["oc-amb-missing"]["amount"] == "-33"
    people = rows(out, "participants")
    assert {row["agency"] + row["groups"] for row in people.values()} == {""}


def test_the_folder_can_be_read_again(study: Study, tmp_path: Path) -> None:
    agree(study, "p-manager")
    assert read_folder(written(study, tmp_path)).study.kind == "real"


def test_there_is_no_way_round(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="taken out"):
        export_folder(study, tmp_path / "x", by=BY)
    with pytest.raises(InputError, match="taken out"):
        exported_files(study, by=BY)
    with pytest.raises(ActionDenied):
        export_study(study, tmp_path / "x", by=nobody(using="default"), today=TODAY)
    assert not (tmp_path / "x").exists()


def test_invented_facts_leave_as_they_are(tiny: Study, tmp_path: Path) -> None:
    whole = exported_files(tiny, by=BY)
    out = written(tiny, tmp_path)
    for name, text in whole.items():
        assert (out / name).read_bytes() == text.encode("utf-8"), name
