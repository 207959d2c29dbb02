"""Logging what happened: in two minutes, as exactly as is known, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from seedbed.record.study.models import Innovation
from seedbed.record.timeline.models import Event
from seedbed.trust.models import AuditEvent
from seedbed.workbench.dates import PartDate
from tests.tiny import TABLES
from tests.web.workbench_pages import at, enter, html, row, section, words

WHERE = ("sites", "s-ambleford")


def filled(**changed):
    form = {
        "title": "A school joined", "when-day": "14", "when-month": "6", "when-year": "2023",
        "until-day": "", "until-month": "", "until-year": "", "direction": "forward",
        "stream": "partnership", "stage": "", "note": "",
    }  # fmt: skip
    return form | {name.replace("_", "-"): value for name, value in changed.items()}


@pytest.fixture
def member(tiny):
    return enter(tiny, "site-member")


def send(client, form, where=WHERE):
    return client.post(at("log_event", where), form)


def logged():
    """The one event that the folder did not hold."""
    return Event.objects.exclude(key__in=[event["id"] for event in TABLES["events"]]).get()


@pytest.mark.django_db
def test_a_new_event_stands_in_the_lane_and_is_said(member, tiny):
    answer = send(member, filled(direction="setback", stage="integrating", note="Late, but there."))
    assert answer.status_code == 302
    assert answer.url == at("site", WHERE)
    event = logged()
    page = html(member, answer.url)
    assert "“A school joined” (14 June 2023) is now in the lane." in words(page)
    lane = section(page, '<figure class="sb-figure"', "</figure>")
    assert "A school joined" in lane
    assert f'id="{event.key}"' in section(page, 'id="happened"')
    assert "is now in the lane" not in words(html(member, answer.url))  # said once


@pytest.mark.django_db
def test_what_is_kept_is_what_was_said(member):
    send(member, filled(direction="setback", stage="integrating", note="Late, but there."))
    event = logged()
    assert (event.earliest, event.latest) == (date(2023, 6, 14), date(2023, 6, 14))
    assert (event.direction, event.stage, event.stream) == ("setback", "integrating", "partnership")
    assert event.innovation.key == "i-ambleford"  # the only one here
    assert event.learned_on == timezone.localdate()
    assert event.note == "Late, but there."
    assert event.status == "simulated"  # an invented study stays marked as one
    told = AuditEvent.objects.get(action="log-event")
    assert "A school joined" not in str(told.__dict__)


@pytest.mark.django_db
def test_in_a_study_of_real_places_the_log_is_its_source(member, tiny):
    tiny.kind = "public"
    tiny.save()
    send(member, filled())
    assert (logged().status, logged().address) == ("found", "logged on the workbench")
    assert logged().who == "site-member"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "range_of_days"),
    [
        ({"when_day": ""}, (date(2023, 6, 1), date(2023, 6, 30))),
        ({"when_day": "", "when_month": ""}, (date(2023, 1, 1), date(2023, 12, 31))),
        (
            {"when_day": "", "when_month": "Feb", "until_month": "march", "until_year": "2024"},
            (date(2023, 2, 1), date(2024, 3, 31)),
        ),
        ({"until_year": "2023"}, (date(2023, 6, 14), date(2023, 12, 31))),
    ],
)
def test_a_date_may_be_known_to_a_month_a_year_or_a_range(member, changed, range_of_days):
    assert send(member, filled(**changed)).status_code == 302
    event = logged()
    assert (event.earliest, event.latest) == range_of_days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "message", "place"),
    [
        ({"title": "  "}, "Say in a few words what happened.", "#title"),
        ({"title": "x" * 401}, "Say it in at most 400 characters", "#title"),
        ({"when_year": ""}, "Give the year as well.", "#when-year"),
        (
            {"when_day": "", "when_month": "", "when_year": ""},
            "Give at least the year",
            "#when-year",
        ),
        ({"when_month": ""}, "Give the month as well, or leave the day out.", "#when-month"),
        ({"when_month": "2", "when_day": "30"}, "February 2023 has no day “30”.", "#when-day"),
        ({"when_month": "13"}, "Write the month as a number", "#when-month"),
        ({"when_year": "23"}, "Write the year with four digits", "#when-year"),
        ({"until_year": "2022"}, "comes before the earliest", "#until-year"),
        ({"stream": ""}, "Choose what it was mainly about.", "#stream"),
        ({"direction": ""}, "Say which way it went.", "#direction"),
    ],
)
def test_a_mistake_is_said_at_the_top_and_beside_and_nothing_typed_is_lost(
    member, changed, message, place
):
    form = filled(note="Keep this.", **changed)
    before = Event.objects.count()
    answer = send(member, form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Event.objects.count() == before
    assert page.index("There is a problem") < page.index("<h1")
    summary = section(page, 'class="sb-errors"', "</div>")
    assert f'<a href="{place}">' in summary
    assert message in words(summary)
    assert f'id="{place[1:]}"' in page
    assert page.count(message) >= 2  # in the summary and at its field
    assert "<title>Error:" in page
    assert ">Keep this.</textarea>" in page
    for name in ("title", "when-day", "when-month", "when-year", "until-year"):
        box = section(page, f'name="{name}"', ">")
        assert f'value="{form[name]}"' in box


@pytest.mark.django_db
def test_a_day_to_come_is_no_event(member):
    soon = timezone.localdate() + timedelta(days=1)
    form = filled(when_day=soon.day, when_month=soon.month, when_year=soon.year)
    assert "This day has not come yet." in send(member, form).content.decode()
    this_year = filled(when_day="", when_month="", when_year=timezone.localdate().year)
    assert send(member, this_year).status_code == 302


@pytest.mark.django_db
def test_a_choice_that_is_not_offered_is_refused(member):
    for name in ("stream", "direction", "stage", "innovation"):
        answer = send(member, filled(**{name: "i-strathlorn"}))
        assert answer.status_code == 200, name
        assert "There is a problem" in answer.content.decode()


@pytest.mark.django_db
def test_where_a_site_has_several_innovations_it_may_be_one_or_none(tiny):
    Innovation.objects.filter(key="i-ambleford-duty").update(site=row("sites", "s-ambleford"))
    lead = enter(tiny, "lead")
    page = html(lead, at("log_event", WHERE))
    assert "Safer precincts on duty" in page
    assert "The site as a whole" in page
    send(lead, filled(innovation="i-ambleford-duty"))
    event = logged()
    assert event.innovation.key == "i-ambleford-duty"
    event.delete()
    send(lead, filled(innovation=""))
    assert logged().innovation is None


@pytest.mark.django_db
def test_the_first_event_of_a_site_makes_its_lane(tiny):
    lead = enter(tiny, "lead")
    team = ("sites", "s-ambleford-duty")
    assert "<figure" not in html(lead, at("site", team))
    send(lead, filled(), team)
    assert "A school joined" in section(html(lead, at("site", team)), "<figure", "</figure>")


def test_a_date_that_need_not_be_given_may_be_left_out():
    assert PartDate(required=False).clean(("", "", "")) is None
    with pytest.raises(ValidationError):
        PartDate().clean(("", "", ""))


@pytest.mark.parametrize("typed", ["1", "01", "Jan", "january", "JANUARY", "janu"])
def test_a_month_may_be_written_in_several_ways(typed):
    assert PartDate().clean(("", typed, "2024")) == (date(2024, 1, 1), date(2024, 1, 31))


@pytest.mark.parametrize("typed", ["0", "13", "ja", "x", "²", "-1", "1.5", "\u0661"])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        PartDate().clean(("", typed, "2024"))
    assert refusal.value.code == "month"


@pytest.mark.parametrize("typed", ["0", "32", "x", "²", "1.5"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        PartDate().clean((typed, "2", "2024"))
    assert refusal.value.code == "day"


@pytest.mark.parametrize("typed", ["99", "20245", "0000", "1899", "٢٠٢٤", "x"])
def test_what_is_no_year_is_refused(typed):
    with pytest.raises(ValidationError) as refusal:
        PartDate().clean(("", "", typed))
    assert refusal.value.code == "year"
