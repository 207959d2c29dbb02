"""Check a claim: the published numbers of the real study, among all defensible choices."""

import re
from datetime import date

import pytest
from django.test import Client

from seedbed.formats.study_folder import load_folder
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.samples.innovation_programme import FOLDER
from seedbed.trust.asking import system

pytestmark = pytest.mark.django_db
BY = system("test", using="default")


def page() -> str:
    answer = Client().get("/check/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_each_published_number_has_its_verdict_its_curve_and_what_would_settle_it() -> None:
    study = load_folder(FOLDER, by=BY)
    run_study(BY, study)
    publish_study(by=BY, study=study, today=date(2026, 11, 24))
    seen = page()
    assert seen.count("29 of 30 defensible choices agree in direction") == 2
    assert "and 6 come close to the published size" in seen
    assert seen.count("<figure") == 2
    assert "from 2013 to 2016 with no comparison" in seen
    assert "regression to the mean" in seen
    assert "The dates that" in seen
    assert "Only the figures that came with this copy were used" in seen


def test_where_nothing_can_be_checked_it_says_so() -> None:
    assert "No claim that can be checked has been published here yet." in page()
