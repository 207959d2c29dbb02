"""Loads killed at ten points on each kind of store; two at once; an update of the store cut off."""

from pathlib import Path

import pytest

from tests.faults.homes import KINDS, Home, points
from tests.tiny import tiny_folder

pytestmark = [pytest.mark.faults, pytest.mark.slow]

# Whatever a study put here, in every table of the record, and the events of the audit.
HELD = """
from django.apps import apps
from seedbed.trust.models import AuditEvent
rows = {m._meta.db_table: m.objects.count() for m in apps.get_app_config("record").get_models()}
print(sum(rows.values()), AuditEvent.objects.count())
"""

# The state of a store before what keeps real people's words safe was built.
OLDER = """
from django.core.management import call_command
call_command("migrate", "record", "0002_gate", verbosity=0)
call_command("migrate", "trust", "0003_user_epoch", verbosity=0)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_load_stores_nothing_and_the_next_one_works(kind: str, tmp_path: Path) -> None:
    study = str(tiny_folder(tmp_path / "study"))
    whole, home = Home(kind, tmp_path / "whole"), Home(kind, tmp_path / "home")
    for one in (whole, home):
        one.seedbed("audit", "verify")  # the store is made
    writes = whole.writes("load", study)
    for point in points(writes):
        assert home.stopped_at(point, "load", study) == "here"
        assert home.python(HELD) == "0 0", f"killed before write {point} of {writes}"
    home.seedbed("load", study)
    assert home.python(HELD) == whole.python(HELD)
    home.is_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_first_loads_at_once_one_wins_and_one_is_told(kind: str, tmp_path: Path) -> None:
    """On a store that is not there yet: both want to make it, too."""
    study, home = str(tiny_folder(tmp_path / "study")), Home(kind, tmp_path / "home")
    both = [home.begin("-m", "seedbed", "load", study) for _ in range(2)]
    said = [process.communicate(timeout=600) for process in both]
    assert sorted(process.returncode for process in both) == [0, 2], said
    [refused] = [err for process, (_, err) in zip(both, said, strict=True) if process.returncode]
    assert "A study called tiny-study" in refused
    assert "Traceback" not in refused
    whole = Home(kind, tmp_path / "whole")
    whole.seedbed("load", study)
    assert home.python(HELD) == whole.python(HELD)
    home.is_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_store_whose_making_was_cut_off_is_taken_up_again(kind: str, tmp_path: Path) -> None:
    """Each kill leaves what was finished: the next command goes on from there, or makes an end."""
    writes = Home(kind, tmp_path / "whole").writes("audit", "verify")
    home = Home(kind, tmp_path / "home")
    for point in sorted(points(writes // 4)):
        if home.stopped_at(point, "audit", "verify") != "here":
            break
    home.seedbed("load", str(tiny_folder(tmp_path / "study")))
    home.is_whole()


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_that_was_cut_off_is_taken_up_again(kind: str, tmp_path: Path) -> None:
    """A store with a study in it, as an older Seedbed left it."""
    home = Home(kind, tmp_path / "home")
    home.seedbed("load", str(tiny_folder(tmp_path / "study")))
    rows, _ = home.python(HELD).split()
    home.python(OLDER)
    writes = home.writes("audit", "verify")
    assert home.python(HELD).split()[0] == rows
    for point in points(writes):
        home.python(OLDER)
        assert home.stopped_at(point, "audit", "verify") == "here"
        home.seedbed("audit", "verify")
        assert home.python(HELD).split()[0] == rows, f"cut off before write {point}"
    home.is_whole()
