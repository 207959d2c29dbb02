"""Our journey: the map for anybody, one's own site for its members, and the way to the log."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from seedbed.library import stages
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.outputs.models import Publication
from seedbed.record.study.models import Innovation
from seedbed.record.timeline.models import Event
from seedbed.trust.asking import system
from seedbed.trust.roles import ROLES
from seedbed.workbench.forms import LogEvent
from tests.web.front_room_pages import Reader
from tests.web.workbench_pages import at, enter, html, row, section, words

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
HERE = ("sites", "s-ambleford")
TEAM = ("sites", "s-ambleford-duty")
THERE = ("sites", "s-strathlorn")


@pytest.fixture
def published(tiny):
    """The tiny study with its advice on Ambleford published; its innovation is simulated."""
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    return tiny


def journey(stage="", **more):
    asked = "&".join(f"{k}={v}" for k, v in {"stage": stage, **more}.items() if v)
    return reverse("front_room:journey") + (f"?{asked}" if asked else "")


def ours(which=HERE, stage=""):
    address = reverse("front_room:our_journey", args=[row(*which).public_id])
    return f"{address}?stage={stage}" if stage else address


def filled(**changed):
    form = {
        "title": "A school joined", "when-day": "", "when-month": "6", "when-year": "2023",
        "direction": "setback", "stream": "partnership", "stage": "growing",
    }  # fmt: skip
    return form | changed


# ---- anybody ----


def test_a_stranger_sees_six_stages_in_order_and_picks_one_by_a_link(published):
    page = html(Client(), journey())
    names = re.findall(r'class="fr-step__name" href="([^"]+)"[^>]*>([^<]+)<', page)
    assert [name for _, name in names] == [
        "Mobilising", "Designing", "Developing", "Integrating", "Growing", "System change",
    ]  # fmt: skip
    assert "Ask before you move on" not in page
    assert "People go back" in words(page)
    picked = html(Client(), names[2][0].split("#")[0])
    step = section(picked, "fr-step--chosen", "</li>")
    assert "Developing" in step
    assert "Picked" in step  # told by words, not by colour alone
    assert 'aria-current="true"' in step
    assert picked.count('aria-current="true"') == 1


@pytest.mark.parametrize("stage", [stage.id for stage in stages()])
def test_each_stage_opens_its_questions_and_its_signs_of_a_stall(published, stage):
    said = words(html(Client(), journey(stage)))
    [there] = [one for one in stages() if one.id == stage]
    for line in (*there.gate_questions, *there.signs_of_stall):
        assert line in said
    assert said.index("Ask before you move on") < said.index("What others did at this point")


def test_what_others_did_is_told_by_the_way_it_went_with_date_source_and_advice(published):
    page = html(Client(), journey("developing"))
    said = words(page)
    advice = Publication.objects.get(kind="advice")
    assert "Grant came late by half a year Safer precincts, Ambleford · November 2021" in said
    assert f'href="{reverse("front_room:advice", args=[advice.public_id])}"' in page
    # Forward moves and setbacks in the same kind of element, under the same kind of heading.
    read = Reader(page)
    assert read.around("Grant came late") == read.around("First precinct looked after")
    for way in ("Moving on", "Back to an earlier stage", "Stalled", "Setback", "Ended"):
        assert "h4" in read.around(way)
    assert "None recorded at this stage." in said


def test_what_came_next_is_said_in_counts_never_in_a_share(published):
    said = words(html(Client(), journey("developing")))
    assert "We hold dated events at this stage for 1 place. Of it:" in said
    assert "1 moved on to integrating. Safer precincts, Ambleford" in said
    assert "1 has a setback recorded at this stage. Safer precincts, Ambleford" in said
    assert "None is recorded as ended after this stage." in said
    assert "These places were not drawn by chance" in said
    assert "%" not in said
    last = words(html(Client(), journey("integrating")))
    assert "1 is not known: nothing later is recorded, or the dates overlap." in last


def test_simulated_places_stand_apart_and_are_marked(published):
    page = html(Client(), journey("developing"))
    real, invented = page.split('class="fr-others fr-others--simulated')
    assert "Ambleford" not in real
    assert "No published place has an event recorded at this stage." in real
    assert "Simulated: no place, person or number here is real." in invented
    assert "Grant came late" in invented
    # The same bodies as those of a public study stand among the real places, and only there.
    for found in Publication.objects.all():
        found.body["study"]["kind"] = "public"
        found.save()
    page = html(Client(), journey("developing"))
    assert "Grant came late" in page
    assert "fr-others--simulated" not in page


def test_ends_that_only_a_register_knows_are_told_without_a_stage(published):
    said = words(html(Client(), journey("growing")))
    assert "Ended elsewhere, at a stage that is not recorded" in said
    assert "Pause and ask" in said[said.index("Ended elsewhere") :]


def test_an_ending_without_a_stage_stands_at_the_last_stage_known(published):
    page = Publication.objects.get(kind="advice")
    end = page.body["lane"][-1] | {
        "title": "The council ended it", "stage": "", "direction": "ended",
        "earliest": "2024-03-01", "latest": "2024-03-31",
    }  # fmt: skip
    page.body["lane"].append(end)
    page.save()
    said = words(html(Client(), journey("integrating")))
    assert "The council ended it Safer precincts, Ambleford · March 2024" in said
    assert "at which stage is not recorded; this is the last one known" in said
    assert "1 ended, and this is the last stage recorded. Safer precincts, Ambleford" in said
    elsewhere = words(html(Client(), journey("developing")))
    assert "In the same places, at a stage that nobody recorded" in elsewhere
    assert "this is the last one known" not in elsewhere
    assert "None is recorded as ended after this stage." in elsewhere


def test_a_withdrawn_page_is_no_longer_told_of(published):
    Publication.objects.filter(kind="advice").update(withdrawn_at=timezone.now())
    assert "Grant came late" not in html(Client(), journey("developing"))


def test_places_can_be_narrowed_to_one_approach(published):
    assert "Grant came late" in html(Client(), journey("developing", framework="contextual"))
    page = html(Client(), journey("developing", framework="transitional"))
    assert "Grant came late" not in page
    assert '<option value="transitional" selected>' in page
    assert "?stage=growing&amp;framework=transitional#stage" in page  # kept while moving on the map


@pytest.mark.parametrize("asked", [{"stage": "nowhere"}, {"stage": "growing", "framework": "x"}])
def test_what_is_not_on_the_list_is_said_and_harms_nothing(published, asked):
    assert 'role="alert"' in html(Client(), journey(**asked))


def test_the_page_works_before_anything_is_published(db):
    page = html(Client(), journey("designing"))
    assert "No published place has an event recorded at this stage." in page
    assert "fr-others--simulated" not in page


def test_somebody_with_a_site_is_led_to_it_and_nobody_else_is(published):
    assert f'href="{ours()}"' in html(enter(published, "site-member"), journey())
    for role in ("stranger", "lead", "reader"):
        client = Client() if role == "stranger" else enter(published, role)
        assert "Our journey: " not in html(client, journey())


# ---- a site of one's own ----


def test_a_stranger_is_led_to_the_log_in(tiny):
    answer = Client().get(ours())
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={ours()}"


@pytest.mark.parametrize("role", ROLES)
def test_only_who_sees_what_happened_there_gets_the_page_in_few_queries(published, role):
    client = enter(published, role)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(ours(stage="developing"))
    sees = ROLES[role].sees | ROLES[role].sees_at_site
    assert answer.status_code == (200 if "events" in sees else 404)
    assert len(queries) <= 30
    assert answer.headers["Cache-Control"] == "no-store"
    may_log = role in ("lead", "researcher", "site-member")
    assert (at("log_event", HERE) in answer.content.decode()) == may_log


def test_a_site_member_sees_the_own_site_and_no_other(published):
    member = enter(published, "site-member")
    assert member.get(ours()).status_code == 200
    assert member.get(ours(TEAM)).status_code == 200  # a team comes with its site
    assert member.get(ours(THERE)).status_code == 404
    other = enter(published, "site-member", "s-strathlorn")
    assert other.get(ours()).status_code == 404
    assert other.get(ours(THERE)).status_code == 200
    nowhere = "/journey/00000000-0000-4000-8000-000000000000/"
    assert member.get(nowhere).status_code == 404


def test_the_map_tells_where_we_are_since_when_and_what_went_wrong(published):
    page = html(enter(published, "site-member"), ours())
    said = words(page)
    assert "At integrating, from 2023 as far as it is logged." in said
    assert "Logged last: Moving on Moved into the base budget (2023)" in said
    steps = re.findall(r'<li class="fr-step.*?</li>\s*(?=<li class="fr-step|</ol>)', page, re.S)
    told = [words(step) for step in steps]
    assert [n for n, step in enumerate(told) if "We are here" in step] == [3]
    assert "From 14 June 2021 1 setback" in told[2]
    assert "Ask before you move on from integrating" in said
    assert "We are here" not in said[said.index("Ask before") :]


def test_another_stage_can_be_looked_at_and_we_stay_where_we_are(published):
    page = html(enter(published, "site-member"), ours(stage="growing"))
    assert "Ask before you move on from growing" in words(page)
    assert "We are here" in section(page, "fr-step--here", "</li>")
    assert "Growing" in section(page, "fr-step--chosen", "</li>")


def test_our_own_place_is_not_among_the_others(published):
    own = html(enter(published, "site-member"), ours(stage="developing"))
    elsewhere = own[own.index("What others did") :]
    assert "Grant came late" not in elsewhere
    assert "Grant came late" in html(
        enter(published, "site-member", "s-strathlorn"), ours(THERE, "developing")
    )


def test_an_end_is_said_and_not_called_where_we_are(published):
    said = words(html(enter(published, "site-member", "s-strathlorn"), ours(THERE)))
    assert "It ended (15 March 2023). The last stage logged is developing." in said
    assert "We are here" not in said


def test_dates_that_overlap_leave_the_stage_in_doubt(published, tiny):
    Event.objects.filter(key="ev-amb-integrate").update(earliest=date(2021, 6, 1))
    said = words(html(enter(published, "site-member"), ours()))
    assert "The dates overlap, so it may still be at developing." in said


def test_events_that_name_no_stage_leave_it_unknown(published):
    Event.objects.filter(innovation__key="i-ambleford").update(stage="")
    page = html(enter(published, "site-member"), ours())
    assert "The stage is not known: nothing that is logged names one." in words(page)
    assert "Pick the stage that sounds most like where you are" in words(page)


def test_where_nothing_is_logged_the_first_entry_is_asked_for(published):
    page = html(enter(published, "lead"), ours(TEAM))
    assert "Nothing is logged yet. Log the first thing that happened." in words(page)
    assert "<figure" not in page
    assert 'id="log"' in page
    reader = words(html(enter(published, "reader"), ours(TEAM)))
    assert "Nothing is logged yet." in reader
    assert "Log the first thing" not in reader


def test_a_simulated_site_is_marked(published):
    assert "Simulated: Ambleford is invented" in words(html(enter(published, "lead"), ours()))


def test_the_workbench_leads_to_it(published):
    assert f'href="{ours()}"' in html(enter(published, "site-member"), at("site", HERE))


# ---- the log in the page ----


def test_the_fields_are_those_the_log_understands(published):
    page = html(enter(published, "site-member"), ours())
    form = section(page, 'id="log"', "</form>")
    names = set(re.findall(r'name="([^"]+)"', form))
    wanted = LogEvent(innovations=[], today=date(2026, 11, 24)).fields
    parts = {f"{name}-{part}" for name in ("when", "until") for part in ("day", "month", "year")}
    assert names <= {*wanted, *parts, "next", "csrfmiddlewaretoken"}
    needed = {name for name, field in wanted.items() if field.required}
    assert {name.split("-")[0] for name in names} >= needed
    for name in ("direction", "stream", "stage"):
        offered = set(re.findall(rf'name="{name}" value="([^"]*)"', form))
        if choices := re.search(rf'<select [^>]*name="{name}".*?</select>', form, re.S):
            offered |= set(re.findall(r'<option value="([^"]+)"', choices.group()))
        given = LogEvent(innovations=[], today=date(2026, 11, 24)).fields[name].choices
        assert offered == {value for value, _ in given if value}, name


def test_what_is_sent_is_kept_and_one_is_back_on_the_journey(published):
    member = enter(published, "site-member", strict=True)
    page = html(member, ours())
    form = section(page, 'id="log"', "</form>")
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form))
    answer = member.post(re.search(r'action="([^"]+)"', form).group(1), filled(**hidden))
    assert answer.status_code == 302
    assert answer.url == ours()
    back = html(member, answer.url)
    assert "“A school joined” (June 2023) is now in the lane." in words(back)
    event = Event.objects.get(title="A school joined")
    assert (event.direction, event.stage, event.innovation.key) == (
        "setback", "growing", "i-ambleford",
    )  # fmt: skip
    assert "A school joined" in section(back, "<figure", "</figure>")


def test_a_mistake_lands_on_the_full_form_with_nothing_lost_and_the_way_back_kept(published):
    member = enter(published, "site-member")
    answer = member.post(at("log_event", HERE), filled(**{"when-year": "23", "next": ours()}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Write the year with four digits" in page
    assert 'value="A school joined"' in page
    assert f'name="next" value="{ours()}"' in page
    assert f'<a href="{ours()}">Back without logging' in page
    mended = member.post(at("log_event", HERE), filled(next=ours()))
    assert mended.url == ours()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example", "https://evil.example/", "http://testserver/journey/", "/\\evil.example",
        "javascript:alert(1)", "evil.example", "///evil.example", "\t//evil.example", "",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(published, elsewhere):
    member = enter(published, "site-member")
    assert member.post(at("log_event", HERE), filled(next=elsewhere)).url == at("site", HERE)
    page = html(member, at("log_event", HERE) + f"?next={elsewhere}")
    assert f'name="next" value="{at("site", HERE)}"' in page


def test_who_has_several_innovations_is_asked_which(published):
    lead = enter(published, "lead")
    assert 'name="innovation"' not in html(lead, ours())
    Innovation.objects.filter(key="i-ambleford-duty").update(site=row(*HERE))
    page = html(lead, ours())
    assert 'name="innovation"' in page
    assert "Safer precincts is here" in words(page)
    assert "Safer precincts on duty" in section(page, 'id="log"', "</form>")


@pytest.mark.parametrize("address", [journey, ours])
def test_the_pages_only_show(published, address):
    assert enter(published, "lead").post(address()).status_code == 405
