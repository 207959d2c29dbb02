"""Loading over a study that is there: its rows become the folder's, and what hangs on it stays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from seedbed.errors import InputError
from seedbed.formats.study_folder import export_folder, exported_files, load_folder
from seedbed.inquiry.ask import ask_line, freshness
from seedbed.record.models import TABLES, Membership, Publication, Run, Study
from seedbed.record.outputs.actions import publish
from seedbed.record.people.actions import add_member
from seedbed.record.replies.actions import answer_reply, reply
from seedbed.record.replies.models import Reply
from seedbed.record.study.models import Site
from seedbed.record.timeline.actions import log_event
from seedbed.record.timeline.models import Event
from seedbed.trust.asking import system
from seedbed.trust.audit import first_break

pytestmark = pytest.mark.django_db

SYSTEM = system("test", using="default")


def addresses() -> dict[str, Any]:
    """Public ids and database keys of all rows, by table and id."""
    return {
        f"{noun}/{row.key}": (row.public_id, row.pk)
        for noun, model in TABLES.items()
        for row in model.objects.all()
    }


def test_the_same_folder_again_changes_nothing_but_revisions(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    before, files, study = addresses(), exported_files(tiny, by=SYSTEM), (tiny.pk, tiny.public_id)
    again = edit_tiny()
    assert (again.pk, again.public_id) == study
    assert addresses() == before
    assert exported_files(again, by=SYSTEM) == files


def test_a_public_id_is_the_same_in_every_copy_of_a_study(tiny: Study, tiny_path: Path) -> None:
    before = {name: public for name, (public, _) in addresses().items()}
    tiny.delete()
    load_folder(tiny_path, by=SYSTEM)
    assert {name: public for name, (public, _) in addresses().items()} == before


def test_members_runs_and_publications_stay(tiny: Study, edit_tiny: Callable[..., Study]) -> None:
    person = get_user_model().objects.create(username="ines")
    site = Site.objects.get(key="s-ambleford")
    member = add_member(by=SYSTEM, study=tiny, user=person, role="site-member", site=site)
    run = ask_line(by=SYSTEM, study=tiny, line="stages")
    frozen = publish(by=SYSTEM, study=tiny, kind="claim", key="cl-leader", version=1, title="x",
                     body={"text": "as it was"}, revisions={})  # fmt: skip
    edit_tiny(("sites.csv", ",Ambleford,england", ",Ambleford and villages,england"))
    assert Membership.objects.get() == member
    assert Membership.objects.get().site.name == "Ambleford and villages"
    assert Run.objects.get() == run
    assert Publication.objects.get().body == frozen.body == {"text": "as it was"}
    assert first_break(using="default") is None


def test_rows_that_vanished_are_gone_and_only_they(
    tiny: Study, edit_tiny: Callable[..., Study], tiny_path: Path
) -> None:
    lines = (tiny_path / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if line.startswith("ev-str-stall,"))
    before = addresses()
    edit_tiny(("events.csv", gone, ""))
    assert set(before) - set(addresses()) == {"events/ev-str-stall"}
    assert addresses().items() <= before.items()


def test_a_site_that_vanished_takes_its_memberships_with_it(
    tiny: Study, edit_tiny: Callable[..., Study], tiny_path: Path
) -> None:
    person = get_user_model().objects.create(username="ines")
    team = Site.objects.get(key="s-ambleford-duty")
    add_member(by=SYSTEM, study=tiny, user=person, role="site-member", site=team)
    add_member(by=SYSTEM, study=tiny, user=person, role="reader")

    def line(table: str, id: str) -> tuple[str, str, str]:
        lines = (tiny_path / table).read_text(encoding="utf-8").splitlines(keepends=True)
        return table, next(found for found in lines if found.startswith(f"{id},")), ""

    name, replies = "outputs/replies.toml", (tiny_path / "outputs" / "replies.toml").read_text()
    notice = next(f"[[{part}" for part in replies.split("[[") if 'id = "nt-duty"' in part)
    edit_tiny(
        line("sites.csv", "s-ambleford-duty"), line("innovations.csv", "i-ambleford-duty"),
        (name, notice, ""),
    )  # fmt: skip
    assert [m.role for m in Membership.objects.all()] == ["reader"]


def test_what_was_logged_since_goes_unless_it_was_exported(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    """Replacing means replacing; that is why it has to be said, see ``load_study``."""
    site = Site.objects.get(key="s-ambleford")
    logged = log_event(by=SYSTEM, site=site, title="A panel met", earliest=date(2024, 5, 1),
                       stream="practice", learned_on=date(2024, 5, 2))  # fmt: skip
    edit_tiny()
    assert not Event.objects.filter(pk=logged.pk).exists()


def test_a_reply_that_was_kept_here_is_not_lost(
    tiny: Study, edit_tiny: Callable[..., Study], tmp_path: Path
) -> None:
    """It came from outside and cannot be made again: what is loaded must hold it."""
    site = Site.objects.get(key="s-ambleford")
    reply(by=SYSTEM, site=site, kind="comment", says="We see it otherwise.", role="site lead",
          received_on=date(2024, 6, 1))  # fmt: skip
    before = exported_files(tiny, by=SYSTEM)
    with pytest.raises(InputError, match=r"lacks replies.*1 of them.*Export the study first"):
        edit_tiny()
    assert exported_files(tiny, by=SYSTEM) == before, "nothing was stored"
    export_folder(tiny, tmp_path / "kept", by=SYSTEM)
    again = load_folder(tmp_path / "kept", by=SYSTEM, replace=True)
    assert exported_files(again, by=SYSTEM) == before


def test_an_answer_that_was_given_here_is_not_lost(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    waiting = Reply.objects.get(key="rp-waiting")
    answer_reply(by=SYSTEM, reply=waiting, shown="yes", answer="kept",
                 answer_says="The minutes say so.", answered_on=date(2024, 6, 2))  # fmt: skip
    with pytest.raises(InputError, match="rp-waiting"):
        edit_tiny()
    assert Reply.objects.get(key="rp-waiting").answer_says == "The minutes say so."


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("readings.csv", "2020-01-01,2020-12-31", "2021-01-01,2021-12-31"),
        ("source_versions.csv", "src-robin,1,", "src-robin,2,"),
        ("codings.csv", "ex-robin-week,code-trust", "ex-robin-left,code-leaving"),
        ("outputs/advice.toml", 'about = "take-up"', 'about = "scaling"'),
    ],
)
def test_two_rows_may_change_places_in_what_stands_once(
    tiny: Study, edit_tiny: Callable[..., Study], name: str, first: str, second: str
) -> None:
    """Only at the end does a rule between rows have to hold; neither row goes meanwhile."""
    before = addresses()
    swap = (name, first, "<place>"), (name, second, first), (name, "<place>", second)
    study = edit_tiny(*swap)
    assert addresses() == before
    files = exported_files(study, by=SYSTEM)
    study.delete()
    assert exported_files(edit_tiny(*swap), by=SYSTEM) == files


def test_a_change_moves_the_answer_that_stood_on_it(
    tiny: Study, edit_tiny: Callable[..., Study]
) -> None:
    run = ask_line(by=SYSTEM, study=tiny, line="outcome-ledger")
    edit_tiny(("outcomes.csv", "no-change", "worse"))
    assert freshness(tiny, Run.objects.get(pk=run.pk), using="default") == "stale"


def test_a_text_version_is_never_edited(
    tiny: Study, tiny_path: Path, edit_tiny: Callable[..., Study]
) -> None:
    text = sorted((tiny_path / "sources").iterdir())[0]
    first = text.read_text(encoding="utf-8")[:20]
    before = exported_files(tiny, by=SYSTEM)
    with pytest.raises(InputError, match="never edited"):
        edit_tiny((f"sources/{text.name}", first, f"{first} and more"))
    assert exported_files(tiny, by=SYSTEM) == before
