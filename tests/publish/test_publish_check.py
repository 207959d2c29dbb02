"""Which published claim a reader can check, and what is frozen for it."""

from types import SimpleNamespace

import pytest

from seedbed.publish.check import check_moved, checkable
from tests.publish.made import change_row, checkable_folder, load, publish
from tests.tiny import BEFORE_AFTER


def run(ref):
    return SimpleNamespace(kind="run", ref=ref)


def outcome(innovation, amount, unit="%"):
    return SimpleNamespace(innovation_id=innovation, amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("held", "outcomes"),
    [
        ([run("stages")], [outcome(1, -49)]),  # no series to count again
        ([run("before-after indicator=i area=A from=1 to=2")], []),  # nothing was published
        ([run("before-after indicator=i area=A from=1 to=2")], [outcome(1, None)]),
        ([run("before-after indicator=i area=A from=1 to=2")], [outcome(1, 5, "days")]),
        ([run("before-after indicator=i area=A from=1 to=2")], [outcome(1, -49), outcome(2, 3)]),
    ],
)
def test_a_claim_without_its_parts_cannot_be_checked(held, outcomes):
    assert checkable(held, outcomes) is None


def test_a_claim_with_published_changes_and_their_series_can_be_checked():
    line = "before-after indicator=i area=A from=1 to=2"
    assert checkable([run("stages"), run(line)], [outcome(1, -49), outcome(1, -30)]) == line


@pytest.mark.django_db
class TestFrozen:
    @pytest.fixture
    def folder(self, tmp_path):
        return checkable_folder(tmp_path / "study")

    @pytest.fixture
    def page(self, folder):
        return publish(load(folder))["study", "tiny-study"]

    def test_a_study_without_such_a_claim_offers_none(self, tiny):
        assert publish(tiny)["study", "tiny-study"].body["check"] is None

    def test_the_series_the_area_and_the_years_are_those_of_the_question(self, page):
        check = page.body["check"]
        assert (check["claim"], check["asked"]) == ("cl-leader", BEFORE_AFTER)
        assert (check["area"], check["from"], check["to"]) == ("Ambleford", 2021, 2023)
        assert check["comparison"] == ["Eastfold", "Lowmarsh", "Northmere", "Strathlorn"]
        assert len(check["readings"]) == 20

    def test_marks_are_kept_and_no_value_is_made_up(self, page):
        marked = {
            (r["area"], r["ends"][:4]): r["mark"]
            for r in page.body["check"]["readings"]
            if r["value"] is None
        }
        assert marked == {
            ("Strathlorn", "2022"): "suppressed",
            ("Lowmarsh", "2022"): "not-available",
        }

    def test_only_published_changes_in_per_cent_are_set_beside_it(self, page):
        (row,) = page.body["check"]["published"]
        assert (row["id"], row["amount"], row["reported_by"]) == (
            "oc-amb-missing", "-33", "the evaluators",
        )  # fmt: skip

    def test_it_has_not_moved_while_nothing_under_it_did(self, folder, page):
        assert not check_moved(page, using="default")
        change_row(folder, "sources", "src-report", title="Yearly report, second printing")
        load(folder)
        assert not check_moved(page, using="default")

    def test_it_has_moved_when_a_reading_did(self, folder, page):
        change_row(folder, "readings", "rd-northmere-2021", value="92")
        load(folder)
        assert check_moved(page, using="default")

    def test_publishing_again_freezes_a_new_one_beside_the_old(self, folder, page):
        change_row(folder, "readings", "rd-northmere-2021", value="92")
        again = publish(load(folder))["study", "tiny-study"]
        assert (page.version, again.version) == (1, 2)
        assert _value(page, "rd-northmere-2021") == "91"
        assert _value(again, "rd-northmere-2021") == "92"


def _value(found, key):
    return next(row["value"] for row in found.body["check"]["readings"] if row["id"] == key)
