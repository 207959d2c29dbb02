"""Work in the background, as its pages tell of it."""

import pytest

from seedbed.publish import putting
from seedbed.record.people.again import asker_again
from seedbed.record.people.models import Membership
from seedbed.record.runs.models import Run
from seedbed.trust.asking import system
from seedbed.trust.models import AuditEvent, Job
from seedbed.trust.worker import Worker
from tests.web.workbench_pages import at, enter, html, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def hurry(monkeypatch):
    """The page does nothing itself: everything is left to a worker."""
    monkeypatch.setattr(putting, "begin", lambda *_, **__: None)


@pytest.fixture
def lead(tiny):
    return enter(tiny, "lead")


def work():
    Worker(using="default", who=asker_again).run(until_idle=True)


@pytest.mark.usefixtures("hurry")
def test_what_takes_long_goes_on_in_the_background(lead, tiny):
    said = words(html(lead, lead.post(at("runs", tiny)).url))
    assert "It goes on in the background" in said
    assert "Questions are being put again" in said
    assert Run.objects.count() == 0
    assert "Waiting" in words(html(lead, at("jobs", tiny)))
    lead.post(at("runs", tiny))
    assert Job.objects.count() == 1, "asked for twice, it is one job"
    work()
    said = words(html(lead, at("runs", tiny)))
    assert "being put again" not in said
    assert "Every answer is up to date with the record." in said
    count = Run.objects.count()
    assert f"{count} of {count}" in words(html(lead, at("jobs", tiny)))
    asked_by = set(AuditEvent.objects.filter(action="run").values_list("actor", flat=True))
    assert asked_by == {Job.objects.get().asked_by}, "the person's own runs, as the audit tells"


@pytest.mark.usefixtures("hurry")
def test_whose_membership_ended_gets_nothing_and_a_lead_may_try_again(lead, tiny):
    researcher = enter(tiny, "researcher")
    researcher.post(at("runs", tiny))
    Membership.objects.filter(role="researcher").delete()
    work()
    assert Run.objects.count() == 0
    said = words(html(lead, at("jobs", tiny)))
    assert "Failed" in said
    assert "it is not yours to see" in said
    job = Job.objects.get()
    assert lead.post(at("jobs", tiny), {"job": job.public_id}).status_code == 302
    assert "It is tried again." in words(html(lead, at("jobs", tiny)))
    assert lead.post(at("jobs", tiny), {"job": job.public_id}).status_code == 400
    assert lead.post(at("jobs", tiny), {"job": "nothing"}).status_code == 404


def test_a_failure_on_the_page_itself_is_told_there(lead, tiny, monkeypatch):
    def begin(job, **_):
        job.status, job.reason = "failed", "No area X."

    monkeypatch.setattr(putting, "begin", begin)
    assert "No area X." in words(html(lead, lead.post(at("runs", tiny)).url))


def test_a_page_that_was_cut_off_half_way_is_gone_on_with(lead, tiny, monkeypatch):
    """No time at all: told to stop before the first question, then time enough."""
    monkeypatch.setattr(putting, "SECONDS", 0.0)
    lead.post(at("runs", tiny))
    done = Run.objects.count()
    monkeypatch.setattr(putting, "SECONDS", 600.0)
    said = words(html(lead, lead.post(at("runs", tiny)).url))
    count = Run.objects.count()
    assert count > done
    assert f"{count} questions were put." in said
    assert AuditEvent.objects.filter(action="run").count() == count, "each was put once"


def test_before_anything_was_done_the_page_says_so(lead, tiny):
    assert "Nothing was done in the background yet" in words(html(lead, at("jobs", tiny)))


def test_who_asked_is_who_they_are_now(tiny, lead):
    user = Membership.objects.get(role="lead").user
    assert asker_again(str(user.public_id), "default").may("run", study=tiny.pk)
    Membership.objects.all().delete()
    assert not asker_again(str(user.public_id), "default").may("run", study=tiny.pk)
    for nobody in ("nobody", "00000000-0000-4000-8000-000000000000"):
        assert asker_again(nobody, "default").grants == ()
    assert asker_again("system:daily", "default") == system("daily", using="default")
