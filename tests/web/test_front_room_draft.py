"""A draft under embargo: just what would be published, for those it is about and nobody else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.publish.snapshot import draft_of, publish_study, run_study
from seedbed.record.outputs.models import Publication
from seedbed.trust.asking import system
from tests.web.workbench_pages import at, enter, html, row, words

pytestmark = pytest.mark.django_db
BY = system("test", using="default")


def draft(key: str = "adv-ambleford") -> str:
    return reverse("front_room:draft", args=[row("advice", key).public_id])


def test_a_site_reads_what_will_be_said_of_it_before_it_is(tiny) -> None:
    run_study(BY, tiny)
    member = enter(tiny, "site-member")
    assert draft() in html(member, at("reply", ("sites", "s-ambleford")))
    said = words(html(member, draft()))
    assert "Under embargo" in said
    assert "not published" in said
    for part in ("Take it up if one leads.", "A leader who stays.", "Young people said yes first."):
        assert part in said
    assert not Publication.objects.exists()


def test_what_is_published_is_what_the_draft_said(tiny) -> None:
    run_study(BY, tiny)
    today = date(2026, 11, 24)
    drafted = draft_of(row("advice", "adv-ambleford"), using="default", today=today)
    publish_study(by=BY, study=tiny, today=today)
    page = Publication.objects.get(kind="advice", key="adv-ambleford")
    assert (page.title, page.version, page.body) == (drafted.title, drafted.version, drafted.body)


def test_another_site_a_stranger_and_a_reader_of_another_study_see_no_draft(tiny) -> None:
    other = enter(tiny, "site-member", "s-strathlorn")
    assert other.get(draft()).status_code == 404
    assert Client().get(draft()).headers["Location"].startswith("/log-in/")


def test_a_draft_holds_back_what_may_not_be_quoted(tiny) -> None:
    run_study(BY, tiny)
    said = words(html(enter(tiny, "lead"), draft()))
    assert "They asked me the same things three times" not in said  # Ash did not agree to a quote
