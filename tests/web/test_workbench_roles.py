"""Who comes in, who sees which page, who may do what: every address as every role."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from seedbed.record.attachments.actions import add
from seedbed.record.models import Membership, Release
from seedbed.record.timeline.models import Event
from seedbed.trust.models import User
from seedbed.trust.roles import ROLES
from tests.beside import BESIDE, put_beside
from tests.web.workbench_pages import (
    BY,
    asked,
    at,
    enter,
    html,
    released,
    row,
    taken_back,
    words,
)

pytestmark = pytest.mark.django_db

STUDY_PAGES = (
    "study",
    "sources",
    "people",
    "claims",
    "questions",
    "runs",
    "jobs",
    "advice",
    "replies",
    "gate",
    "trust_desk",
)
ROW_PAGES = {
    "site": ("sites", "s-ambleford"),
    "log_event": ("sites", "s-ambleford"),
    "source": ("sources", "src-robin"),
    "attach": ("sources", "src-robin"),
    "claim": ("claims", "cl-leader"),
    "quotes": ("claims", "cl-leader"),
    "notice": ("sites", "s-ambleford"),
    "reply": ("sites", "s-ambleford"),
    "answer": ("replies", "rp-leader"),
}
# What only those who may publish come to.
PUBLISHING = ("release", "withdraw", "judge")
# What people agreed to and took back, and what they let nobody use.
CONSENTING = ("consent", "withdraw_person", "withdrawal", "veto")
# Pages that show what people said.
_WORDS = ("sources", "source", "quotes", "attach", "download", "destroy_file")
# Who looked at what: for the lead and the data-protection contact.
READS = ("seen", "seen_row")
# Pages of studies of real people alone: here they are as if they did not exist. Who comes to them
# there is tried where they are tested.
OF_REAL_PEOPLE = (
    "harm",
    "harm_flag",
    "flag_told",
    "flag_source",
    "subject_access",
    "access_request",
    "access_item",
    "access_file",
    "keeping",
    "lift_hold",
    "open_glass",
    "release_room",
    "ask_release",
    "review",
    "frozen_file",
    "released_file",
)
# Who is a member: the lead's. What was opened in an emergency: one's own, or all for who watches.
MEMBERS = ("members", "member")
ALL = (
    "studies", *STUDY_PAGES, *ROW_PAGES, "run", *PUBLISHING, *READS, *CONSENTING, *OF_REAL_PEOPLE,
    *MEMBERS, "openings", "download", "destroy_file",
)  # fmt: skip
# What each role gets; a page that is not named here answers 200.
REFUSED = {
    "lead": {},
    "researcher": {"destroy_file": 403},
    "co-researcher": dict.fromkeys((*_WORDS, "questions", "runs", "run", "jobs"), 404)
    | {"log_event": 403},
    "site-member": dict.fromkeys((*_WORDS, "questions", "runs", "run", "jobs"), 404),
    "circle-member": dict.fromkeys((*_WORDS, "questions", "runs", "run", "jobs"), 404)
    | {"log_event": 403},
    "reader": dict.fromkeys((*_WORDS, "questions", "runs", "run", "jobs"), 404)
    | {"log_event": 403},
}

# Named at the gate: they see the outline of a study and what keeps its gate shut.
_OUTLINE_ONLY = (*_WORDS, "claims", "claim", "questions", "runs", "run", "jobs", "advice")
for _role in ("safeguarding-lead", "data-protection"):
    REFUSED[_role] = dict.fromkeys(_OUTLINE_ONLY, 404) | {"log_event": 403}
# From outside the team: what would leave the study, and nothing else of it.
REFUSED["output-checker"] = dict.fromkeys(
    (*_OUTLINE_ONLY, "site", "log_event", "replies", "reply", "gate"), 404
)
# The trust desk and what was opened in an emergency are theirs and the lead's.
for _role in REFUSED.keys() - {"lead", "safeguarding-lead", "data-protection"}:
    REFUSED[_role] |= {"trust_desk": 404, "openings": 404}
# The gate's own page is theirs to read, and the researchers'.
for _role in ("co-researcher", "site-member", "circle-member", "reader"):
    REFUSED[_role] |= {"gate": 404}


for _role in REFUSED.keys() - {"lead"}:
    REFUSED[_role] |= dict.fromkeys((*PUBLISHING, "notice", "answer"), 403)
for _role in ("safeguarding-lead", "data-protection", "output-checker"):
    REFUSED[_role] |= dict.fromkeys(("release", "judge"), 404)
for _role in REFUSED.keys() - {"lead", "data-protection"}:
    REFUSED[_role] |= dict.fromkeys(READS, 403)
for _role in REFUSED.keys() - {"lead"}:
    REFUSED[_role] |= dict.fromkeys(MEMBERS, 403)
REFUSED["output-checker"] |= {"notice": 404, "answer": 404}
# Who took part is for those who see what they said, and for the data-protection contact, who sees
# none of it.
for _role in REFUSED.keys() - {"lead", "researcher", "data-protection"}:
    REFUSED[_role] |= dict.fromkeys(("people", *CONSENTING), 404)
REFUSED["researcher"] |= {"consent": 403, "withdraw_person": 403}
REFUSED["data-protection"] |= {"veto": 404}
# What was shown to sites, and what they replied, is between them and who researches them.
for _role in ("co-researcher", "circle-member", "reader", "safeguarding-lead", "data-protection"):
    REFUSED[_role] |= dict.fromkeys(("replies", "reply", "answer"), 404)
for _role in REFUSED:
    REFUSED[_role] |= dict.fromkeys(OF_REAL_PEOPLE, 404) | {"access_file": 405}


def _a_member(study):
    enter(study, "reader")
    return Membership.objects.filter(study=study).first()


@pytest.fixture
def addresses(tiny):
    run = asked(tiny)["became-of-each"]
    put_beside(tiny)
    kept = add(by=BY, source=row("sources", "src-robin"), name="robin.mp3", content=[b"x"])
    waits = Release.objects.create(
        study=tiny, kind="report", key="html", version=1, form="html", body="x", sha256="0" * 64,
        asked_by=User.objects.create(username="who-asked"), asked_at="2026-01-01T12:00:00Z",
    )  # fmt: skip
    return {
        "studies": reverse("workbench:studies"),
        **{name: at(name, tiny) for name in STUDY_PAGES},
        **{name: at(name, which) for name, which in ROW_PAGES.items()},
        "run": at("run", run),
        "download": at("download", kept),
        "destroy_file": at("destroy_file", kept),
        "release": at("release", ("claims", "cl-leader")),
        "withdraw": at("withdraw", released(tiny, "cl-asked")),
        "judge": at("judge", tiny, ("advice", "adv-ambleford")),
        "members": at("members", tiny),
        "member": at("member", tiny, _a_member(tiny)),
        "openings": at("openings", tiny),
        "open_glass": at("open_glass", tiny),
        "seen": at("seen", tiny),
        "seen_row": at("seen_row", tiny, ("sources", "src-robin")),
        "consent": at("consent", ("participants", "p-robin")),
        "withdraw_person": at("withdraw_person", ("participants", "p-robin")),
        "withdrawal": at("withdrawal", taken_back(tiny, "p-manager")),
        "veto": at("veto", ("excerpts", "ex-robin-week")),
        "harm": at("harm", tiny),
        "harm_flag": at("harm_flag", BESIDE["flags"].objects.get()),
        "flag_told": at("flag_told", tiny),
        "keeping": at("keeping", tiny),
        "lift_hold": at("lift_hold", BESIDE["holds"].objects.get()),
        "subject_access": at("subject_access", tiny),
        "access_request": at("access_request", BESIDE["access_requests"].objects.get()),
        "access_file": at("access_file", BESIDE["access_requests"].objects.get()),
        "access_item": at("access_item", BESIDE["access_items"].objects.get()),
        "flag_source": at("flag_source", ("sources", "src-robin")),
        **{name: at(name, tiny) for name in ("release_room", "ask_release")},
        **{name: at(name, waits) for name in ("review", "frozen_file", "released_file")},
    }


def test_the_walk_leaves_no_page_out(addresses):
    named = {
        key for key in get_resolver("seedbed.workbench.urls").reverse_dict if isinstance(key, str)
    }
    assert named == {*addresses, "start"}
    assert set(REFUSED) == set(ROLES)


@pytest.mark.parametrize("name", ALL)
def test_a_stranger_is_led_to_the_log_in(addresses, name):
    for send in (Client().get, Client().post):
        answer = send(addresses[name])
        assert answer.status_code == 302
        assert answer.url == f"{reverse('account_login')}?next={addresses[name]}"


@pytest.mark.parametrize("role", REFUSED)
def test_each_role_gets_its_pages_and_no_other_in_few_queries(addresses, tiny, role):
    member = enter(tiny, role)
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            answer = member.get(address)
        assert answer.status_code == REFUSED[role].get(name, 200), (name, answer.status_code)
        # A transaction within the test's own is a savepoint: neither a question nor a write.
        asked_of_it = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked_of_it) <= 30, (name, len(asked_of_it))
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", REFUSED)
def test_the_navigation_offers_only_pages_that_open(addresses, tiny, role):
    page = html(enter(tiny, role), addresses["study"])
    for name in STUDY_PAGES:
        offered = f'class="sb-nav__link" href="{addresses[name]}"' in page
        # Offered only in a study of real people; and on the page of runs.
        if name in ("gate", "trust_desk", "jobs"):
            continue
        assert offered == (name not in REFUSED[role]), name


def test_somebody_without_a_study_sees_none_and_reaches_none(addresses):
    client = Client()
    user = User.objects.create_user("new", password="not used here 1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "You are not a member of a study yet" in words(html(client, addresses["studies"]))
    for name, address in addresses.items():
        if name != "studies":
            only_posted = 405 if name == "access_file" else 404
            assert client.get(address).status_code == only_posted, name


def test_a_site_member_sees_the_own_site_and_nothing_of_others(tiny):
    member = enter(tiny, "site-member")
    seen = words(html(member, at("study", tiny)))
    assert "Ambleford" in seen
    assert "Strathlorn" not in seen
    assert "Pause and ask" not in seen
    assert member.get(at("site", ("sites", "s-strathlorn"))).status_code == 404
    assert member.get(at("claim", ("claims", "cl-asked"))).status_code == 404
    assert member.post(at("log_event", ("sites", "s-strathlorn"))).status_code == 404
    assert member.get(at("site", ("sites", "s-ambleford-duty"))).status_code == 200


@pytest.mark.parametrize("role", ["co-researcher", "circle-member", "reader"])
def test_who_may_not_log_has_no_button_and_is_refused(tiny, role):
    member = enter(tiny, role)
    assert at("log_event", ("sites", "s-ambleford")) not in html(
        member, at("site", ("sites", "s-ambleford"))
    )
    before = Event.objects.count()
    answer = member.post(at("log_event", ("sites", "s-ambleford")), FILLED)
    assert answer.status_code == 403
    assert "does not let you log what happened" in answer.content.decode()
    assert Event.objects.count() == before


FILLED = {
    "title": "A thing", "when-day": "", "when-month": "", "when-year": "2023",
    "direction": "forward", "stream": "practice", "stage": "",
}  # fmt: skip


def test_a_co_researcher_logs_at_the_own_site(tiny):
    member = enter(tiny, "co-researcher", "s-strathlorn")
    sent = member.post(at("log_event", ("sites", "s-strathlorn")), FILLED)
    assert sent.status_code == 302
    assert member.post(at("log_event", ("sites", "s-ambleford")), FILLED).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "log_event",
        "questions",
        "runs",
        "jobs",
        "advice",
        "release",
        "withdraw",
        "judge",
        "notice",
        "reply",
        "answer",
        "quotes",
    ],
)
def test_nothing_is_written_without_the_token_of_the_form(addresses, tiny, name):
    lead = enter(tiny, "lead", strict=True)
    assert lead.post(addresses[name], FILLED).status_code == 403


def test_only_the_lead_publishes(addresses, tiny):
    researcher = enter(tiny, "researcher")
    assert "Publish all that is marked" not in html(researcher, addresses["advice"])
    assert researcher.post(addresses["advice"]).status_code == 403
    lead = enter(tiny, "lead")
    assert "Publish all that is marked" in html(lead, addresses["advice"])


@pytest.mark.parametrize(
    "name",
    ["study", "sources", "claims", "source", "claim", "site", "run", "replies", "trust_desk"],
)
def test_pages_that_only_show_take_nothing(addresses, tiny, name):
    assert enter(tiny, "lead").post(addresses[name]).status_code == 405
