"""A tiny study, invented, with one of each thing that pages and tests need.

Two sites in two nations, a team, people with and without consent to be quoted, sources cleared and
not cleared, two texts of one source, passages that overlap, a claim with evidence of every kind
and two versions, circles at home and overseas, money with gaps, and advice with three verdicts.

    folder = tiny_folder(tmp_path / "tiny")
    study = load_folder(folder, by=system("test", using="default"))
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from seedbed.formats.models import columns_of
from seedbed.formats.rows import CSV_ROWS

STUDY = {
    "id": "tiny-study",
    "title": "Two towns, one question",
    "kind": "simulated",
    "as_at": "2024-06-30",
    "summary": "Two invented towns that each tried a new way to keep young people safe.",
    "limits": "Two places cannot say what would happen in a third.",
    "correct": "Tell the lead of this study what is wrong and how you know.",
    "first": ["i-ambleford"],
    "not_covered": ["wales", "northern-ireland"],
}

# What people said. Invented, and written by adults for a demonstration.
YOUNG = (
    "Interviewer: What was it like when the youth workers came to the precinct?\n\n"
    "Robin: They came every week, so you got to know them. When one of them left nobody told us. "
    "It felt like starting again.\n\n"
    "Interviewer: And now?\n\nRobin: Now there is one I would ring.\n"
)
YOUNG_FIRST = YOUNG.replace("the precinct", "[place removed]")
SILENT_YOUNG = (
    "Interviewer: Did anything change for you?\n\n"
    "Ash: Not really. They asked me the same things three times.\n"
)
MANAGER = (
    "Interviewer: Why did it last?\n\n"
    "Manager: The director stayed and kept the money in the base budget. Without that the team "
    "would have gone back to seeing families one by one.\n"
)
NOTE = "The panel met without anybody from the school. The chair asked who had spoken to them.\n"
TEXTS = {
    "robin-1.txt": YOUNG_FIRST,
    "robin-2.txt": YOUNG,
    "ash.txt": SILENT_YOUNG,
    "manager.txt": MANAGER,
    "panel-note.txt": NOTE,
}


def rows(columns: str, *lines: tuple[Any, ...], **same: Any) -> list[dict[str, Any]]:
    """Rows from a line of column names and tuples of cells; ``same`` holds for all of them."""
    names = columns.split()
    return [dict(zip(names, line, strict=True)) | same for line in lines]


def passage(text: str, words: str) -> tuple[int, int]:
    """Where some words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def readings() -> list[dict[str, Any]]:
    """Yearly readings of one indicator: the two towns and three others, with marks."""
    series = {
        "ambleford": (80, 78, 60, 52),
        "strathlorn": (40, 41, "suppressed", 39),
        "northmere": (90, 91, 88, 86),
        "eastfold": (70, 69, 71, 66),
        "lowmarsh": (55, 50, "not-available", 51),
    }
    sites = {"ambleford": "s-ambleford", "strathlorn": "s-strathlorn"}
    found = []
    for area, values in series.items():
        for year, value in enumerate(values, 2020):
            marked = isinstance(value, str)
            row = {
                "id": f"rd-{area}-{year}", "indicator": "ind-missing", "site": sites.get(area),
                "area": area.title(), "starts": f"{year}-01-01", "ends": f"{year}-12-31",
                "value": None if marked else value, "mark": value if marked else "",
                "status": "simulated", "address": "Invented yearly return",
            }  # fmt: skip
            found.append(row)
    return found


SIMULATED = {"status": "simulated"}
# Who gave it, the band, assent, and the judgement of capacity: by whom, when, on what it rests.
ABLE = (
    "themself", "under-16", "not-asked", "able", "The researcher who asked", "2021-01-01",
    "Robin said in their own words what taking part means.", "2022-01-01",
)  # fmt: skip

TABLES: dict[str, list[dict[str, Any]]] = {
    "sites": rows(
        "id name nation kind parent area summary",
        ("s-ambleford", "Ambleford", "england", "organisation", None, "Ambleford",
         "A council of middling size, with one town and its villages."),
        ("s-ambleford-duty", "Duty team", "england", "team", "s-ambleford", "Ambleford", ""),
        ("s-strathlorn", "Strathlorn", "scotland", "network", None, "Strathlorn",
         "Four charities and a council that work together."),
        **SIMULATED,
    ),
    "innovations": rows(
        "id site name framework unit change outside_home described_on description",
        ("i-ambleford", "s-ambleford", "Safer precincts", "contextual", "system", "radical", "yes",
         "2021-01-15", "Youth workers and shopkeepers look after the places young people use."),
        ("i-ambleford-duty", "s-ambleford-duty", "Safer precincts on duty", "contextual",
         "practice", "significant", "yes", None, ""),
        ("i-strathlorn", "s-strathlorn", "Pause and ask", "trauma-informed", "service",
         "significant", "partly", "2021-02-01", "Staff ask what happened before they ask why."),
        **SIMULATED,
    ),
    "contexts": rows(
        "id site attribute value earliest latest",
        ("cx-director", "s-ambleford", "Director of children's services", "the same throughout",
         "2020-01-01", "2024-06-30"),
        ("cx-budget", "s-strathlorn", "Budget of the council", "cut by a tenth", "2022-01-01",
         "2022-12-31"),
        ("cx-school", "s-strathlorn", "School that joined late", "yes", None, None),
        **SIMULATED,
    ),
    "participants": rows(
        "id site pseudonym role agency groups",
        ("p-robin", "s-ambleford", "Robin", "young-person", "", "young carer"),
        ("p-ash", "s-strathlorn", "Ash", "young-person", "", ""),
        ("p-manager", "s-ambleford", "Manager A", "manager", "Council", ""),
    ),
    "consents": rows(
        "id participant use version given valid_from valid_to given_by age_band assent capacity "
        "capacity_by capacity_on capacity_because recheck_on",
        ("cs-robin-part", "p-robin", "take-part", 1, "yes", "2021-01-01", None, *ABLE),
        ("cs-robin-quote", "p-robin", "quote", 1, "yes", "2021-01-01", None, *ABLE),
        ("cs-ash-part", "p-ash", "take-part", 1, "yes", "2021-01-01", None, "parent-or-carer",
         "under-16", "yes", "not-judged", "", None, "", None),
        ("cs-ash-quote", "p-ash", "quote", 1, "no", "2021-01-01", None, "themself", "under-16",
         "not-asked", "not-judged", "", None, "", None),
        ("cs-manager-quote", "p-manager", "quote", 1, "yes", "2021-01-01", None, "themself",
         "adult", "not-asked", "not-judged", "", None, "", None),
    ),
    "events": rows(
        "id site innovation title earliest latest learned_on stream stage direction",
        ("ev-amb-start", "s-ambleford", "i-ambleford", "Agreed to begin", "2020-03-01",
         "2020-03-31", "2020-06-01", "organisation", "mobilising", "forward"),
        ("ev-amb-design", "s-ambleford", "i-ambleford", "First design with shopkeepers",
         "2020-10-01", "2020-12-31", "2021-01-20", "practice", "designing", "forward"),
        ("ev-amb-develop", "s-ambleford", "i-ambleford", "First precinct looked after",
         "2021-06-14", "2021-06-14", "2021-07-01", "practice", "developing", "forward"),
        ("ev-amb-grant", "s-ambleford", "i-ambleford", "Grant came late by half a year",
         "2021-11-01", "2021-11-30", None, "funding", "developing", "setback"),
        ("ev-amb-integrate", "s-ambleford", "i-ambleford", "Moved into the base budget",
         "2023-01-01", "2023-12-31", "2023-05-10", "funding", "integrating", "forward"),
        ("ev-str-start", "s-strathlorn", "i-strathlorn", "Charities signed up", "2020-06-01",
         "2020-06-30", "2020-09-01", "partnership", "mobilising", "forward"),
        ("ev-str-develop", "s-strathlorn", "i-strathlorn", "Training began", "2021-02-01",
         "2021-02-28", "2021-03-01", "practice", "developing", "forward"),
        ("ev-str-stall", "s-strathlorn", "i-strathlorn", "Two charities withdrew staff",
         "2022-04-01", "2022-06-30", "2022-09-01", "partnership", None, "stall"),
        ("ev-str-end", "s-strathlorn", "i-strathlorn", "The board ended it", "2023-03-15",
         "2023-03-15", "2023-04-01", "organisation", None, "ended"),
        ("ev-study", None, None, "The study began", "2020-01-01", "2020-01-31", "2020-01-31",
         "evidence", None, "forward"),
        **SIMULATED,
    ),
    "adoptions": rows(
        "id innovation area role earliest latest what_is_dated learned_from",
        ("ad-northmere", "i-ambleford", "Northmere", "follower", "2023-01-01", "2023-12-31",
         "first precinct", "Ambleford"),
        **SIMULATED,
    ),
    "conditions": rows(
        "id name kind label definition",
        ("c-lead", "A leader who stays", "condition", "facilitator",
         "The same person is responsible throughout."),
        ("c-money", "Money in the base budget", "condition", "facilitator",
         "It no longer hangs on a grant."),
        ("o-lasts", "It lasted", "outcome", None, "Still delivered two years after the pilot."),
    ),
    "scores": rows(
        "id innovation condition raw membership reason",
        ("sc-amb-lead", "i-ambleford", "c-lead", 1, 1, "One director throughout."),
        ("sc-amb-money", "i-ambleford", "c-money", 1, 0.8, "Most of it, from 2023."),
        ("sc-amb-lasts", "i-ambleford", "o-lasts", 1, 1, ""),
        ("sc-str-lead", "i-strathlorn", "c-lead", 0.5, None, "One chair left, one stayed."),
        ("sc-str-money", "i-strathlorn", "c-money", None, None, "Nobody could say."),
        ("sc-str-lasts", "i-strathlorn", "o-lasts", 0, 0, ""),
        **SIMULATED,
    ),
    "sustainment": rows(
        "id innovation as_of delivered core_kept scale funder adapted ended ended_on",
        ("su-amb", "i-ambleford", "2024-05-01", "yes", "partly", "larger", "base-budget", "yes",
         "no", None),
        ("su-str", "i-strathlorn", "2024-05-01", "no", "unknown", "unknown", "unknown", "unknown",
         "by-decision", "2023-03-15"),
        **SIMULATED,
    ),
    "indicators": rows(
        "id name unit better definition",
        ("ind-missing", "Episodes of going missing", "episodes", "down",
         "Episodes reported in the year. A fall may be a fall in reporting."),
    ),
    "readings": readings(),
    "outcomes": rows(
        "id innovation statement whose measure baseline comparison moved amount unit low high "
        "design reported_by disputed_by",
        ("oc-amb-missing", "i-ambleford", "Episodes of going missing fell", "young people",
         "episodes of going missing", "2021", "three other towns", "better", -33, "%", -45, -12,
         "comparison-group", "the evaluators", ""),
        ("oc-str-trust", "i-strathlorn", "Trust in workers did not change", "young people",
         "a short scale", "2021", "", "no-change", None, "", None, None, "before-after",
         "the charities", "young people in the group"),
        **SIMULATED,
    ),
    "costs": rows(
        "id innovation statement stage payer kind resource amount price_year starts ends",
        ("co-amb-pilot", "i-ambleford", "Pilot grant", "developing", "A national fund", "piloting",
         "grant", 240000, 2021, "2021-04-01", "2022-03-31"),
        ("co-amb-run", "i-ambleford", "Youth workers", "integrating", "Council", "running",
         "staff-time", 95000, 2023, "2023-01-01", "2023-12-31"),
        ("co-amb-shops", "i-ambleford", "Shopkeepers' time", "integrating", "", "running",
         "in-kind", None, None, None, None),
        ("co-str-train", "i-strathlorn", "Training", None, "", "implementing", "unknown", 30000,
         2021, None, None),
        **SIMULATED,
    ),
    "benefits": rows(
        "id innovation statement gainer cashable amount high price_year",
        ("be-amb", "i-ambleford", "Fewer police searches", "Police", "avoided", 50000, 80000, 2022),
        **SIMULATED,
    ),
    "instruments": rows(
        "id name owner licence low high",
        ("in-say", "Having a say", "This study", "Free to use", 1, 5),
    ),
    "items": rows(
        "id instrument wording", ("it-heard", "in-say", "Did anybody listen to you?"),
    ),
    "responses": rows(
        "id item site participant wave on value words",
        ("re-robin", "it-heard", "s-ambleford", "p-robin", 1, "2022-05-01", 4, "Mostly."),
        ("re-ash", "it-heard", "s-strathlorn", "p-ash", 1, "2022-05-02", None, "Not me."),
        **SIMULATED,
    ),
    "sources": rows(
        "id site kind title on wave participant cleared",
        ("src-robin", "s-ambleford", "interview", "Interview with Robin", "2022-05-01", 1,
         "p-robin", "yes"),
        ("src-ash", "s-strathlorn", "interview", "Interview with Ash", "2022-05-02", 1, "p-ash",
         "no"),
        ("src-manager", "s-ambleford", "interview", "Interview with a manager", "2023-06-01", 2,
         "p-manager", "yes"),
        ("src-note", "s-strathlorn", "observation", "Note of a panel", "2022-06-10", 1, None,
         "yes"),
        ("src-report", None, "report", "Yearly report of both towns", "2024-01-01", None, None,
         "yes"),
        note="Invented. Words of young people were written by adults for a demonstration.",
        who="The study",
        **SIMULATED,
    ),
    "source_versions": rows(
        "id source number file",
        ("sv-robin-1", "src-robin", 1, "robin-1.txt"),
        ("sv-robin-2", "src-robin", 2, "robin-2.txt"),
        ("sv-ash", "src-ash", 1, "ash.txt"),
        ("sv-manager", "src-manager", 1, "manager.txt"),
        ("sv-note", "src-note", 1, "panel-note.txt"),
    ),
    "codebook": rows(
        "id name parent definition",
        ("code-trust", "Trust", None, "Words about relying on somebody."),
        ("code-leaving", "Somebody leaves", "code-trust", "A worker or leader goes."),
        ("code-money", "Money", None, "Who pays, and for how long."),
    ),
    "excerpts": rows(
        "id version start end speaker",
        ("ex-robin-week", "sv-robin-2", *passage(YOUNG, "They came every week, so you got to know "
         "them. When one of them left nobody told us."), "p-robin"),
        ("ex-robin-left", "sv-robin-2", *passage(YOUNG, "When one of them left nobody told us. It "
         "felt like starting again."), "p-robin"),
        ("ex-ash-same", "sv-ash", *passage(SILENT_YOUNG, "They asked me the same things three "
         "times."), "p-ash"),
        ("ex-manager", "sv-manager", *passage(MANAGER, "The director stayed and kept the money in "
         "the base budget."), "p-manager"),
    ),
    "codings": rows(
        "id excerpt code coder label stage memo",
        ("cd-week", "ex-robin-week", "code-trust", "Coder one", "facilitator", "developing",
         "Regularity comes first."),
        ("cd-left", "ex-robin-left", "code-leaving", "Coder one", "inhibitor", "developing", ""),
        ("cd-ash", "ex-ash-same", "code-trust", "Coder two", "barrier", None, ""),
        ("cd-manager", "ex-manager", "code-money", "Coder two", "facilitator", "integrating", ""),
    ),
    "verdicts": rows(
        "id session organisation claim claim_version verdict reason context",
        ("vd-northmere", "se-home", "og-northmere", "cl-leader", 1, "holds-if",
         "Only where the leader also holds the money.", "A council that merged in 2019"),
        ("vd-port", "se-away", "og-port", "cl-leader", 2, "does-not-hold",
         "Here leaders change with every election and it went on.", "An elected board"),
        **SIMULATED,
    ),
}  # fmt: skip


CONCERNS = {
    "confidence": "low",
    "limitations": "moderate", "limitations_why": "Told by those who ran it.",
    "coherence": "minor", "coherence_why": "One case went the other way.",
    "adequacy": "serious", "adequacy_why": "Two places only.",
    "relevance": "no", "relevance_why": "All of it is about harm outside the home.",
}  # fmt: skip

BEFORE_AFTER = "before-after indicator=ind-missing area=Ambleford from=2021 to=2023"

CLAIMS = {
    "claims": [
        {
            "id": "cl-leader", "version": 2, "on": "2024-03-01", "type": "condition",
            "status": "tested-in-circle", "label": "facilitator",
            "text": "Where the same leader stayed and the money moved into the base budget, the "
            "new way went on. Episodes of going missing went from "
            "{{reading:rd-ambleford-2021}} to {{reading:rd-ambleford-2023}}, a change of "
            f"{{{{run:{BEFORE_AFTER}|change_percent}}}}.",
            "stages": ["developing", "integrating"], "innovations": ["i-ambleford"],
            "sites": ["s-strathlorn"],
            "holds_where": "Councils with one accountable director.",
            "not_where": "Networks of charities without a shared budget.",
            "mechanism": "A leader who stays protects the money while people learn.",
            "rivals": ["The town had fewer young people in those years.",
                       "Reporting changed, not going missing."],
            "change_our_mind": "A place where the leader left and it went on all the same.",
            "made_because": "The first wording left out the money.",
            **CONCERNS,
        },
        {
            "id": "cl-asked", "version": 1, "on": "2024-03-02", "type": "experience",
            "status": "hunch",
            "text": "Young people who were asked the same thing again and again felt unheard.",
            "innovations": ["i-strathlorn"], "holds_where": "Where agencies do not share notes.",
            "change_our_mind": "Young people who were asked once and felt no better.",
            **CONCERNS,
        },
        {
            "id": "cl-bare", "version": 1, "on": "2024-03-03", "type": "factor", "status": "hunch",
            "text": "Shopkeepers carry more of the work than anybody counted.", **CONCERNS,
        },
    ],
    "supports": rows(
        "id claim relation kind ref says_what",
        ("sp-1", "cl-leader", "supports", "excerpt", "ex-manager", "A manager says why it lasted."),
        ("sp-2", "cl-leader", "supports", "event", "ev-amb-integrate",
         "The money moved into the base budget."),
        ("sp-3", "cl-leader", "supports", "run", BEFORE_AFTER,
         "The change was larger than elsewhere."),
        ("sp-4", "cl-leader", "contradicts", "excerpt", "ex-ash-same",
         "Somebody for whom nothing changed."),
        ("sp-5", "cl-leader", "contradicts", "outcome", "oc-str-trust",
         "No change is a result as well."),
        ("sp-6", "cl-leader", "qualifies", "cost", "co-amb-run", "It has to be paid every year."),
        ("sp-7", "cl-leader", "qualifies", "verdict", "vd-northmere",
         "Another place says on what condition."),
        ("sp-8", "cl-leader", "silent", "source", "src-report",
         "The yearly report does not speak of leaders."),
        ("sp-9", "cl-leader", "supports", "reading", "rd-ambleford-2023", "The last year counted."),
        ("sp-10", "cl-leader", "supports", "sustainment", "su-amb", "It was still there."),
        ("sp-11", "cl-leader", "supports", "score", "sc-amb-lead", "Scored as present."),
        ("sp-12", "cl-leader", "silent", "context", "cx-school", "Nobody knows when it joined."),
        ("sp-13", "cl-leader", "qualifies", "benefit", "be-amb", "Somebody else gains."),
        ("sp-14", "cl-leader", "qualifies", "adoption", "ad-northmere", "One other place began."),
        ("sp-15", "cl-asked", "supports", "excerpt", "ex-ash-same", "In the young person's words."),
        ("sp-16", "cl-asked", "supports", "response", "re-ash", "The same in an answer."),
        ("sp-17", "cl-asked", "contradicts", "excerpt", "ex-robin-week",
         "Somebody who was met every week."),
    ),
    "claim_versions": [
        {
            "id": "cv-leader-1", "claim": "cl-leader", "number": 1, "on": "2023-09-01",
            "text": "Where the same leader stayed, the new way went on.", "status": "emergent",
            "why_changed": "A circle said that the money matters as much.",
        },
    ],
}  # fmt: skip

CIRCLES = {
    "circles": rows(
        "id name overseas about",
        ("ci-home", "Circle of four towns", "no", "Towns of the same size."),
        ("ci-away", "Circle overseas", "yes", "Ports with elected boards."),
    ),
    "organisations": rows(
        "id circle name nation about",
        ("og-northmere", "ci-home", "Northmere", "england", ""),
        ("og-port", "ci-away", "Port of Sel", "overseas", ""),
    ),
    "sessions": rows(
        "id circle on prompt",
        ("se-home", "ci-home", "2023-11-01", "Would it hold with you?"),
        ("se-away", "ci-away", "2024-04-01", "Would it hold with you?"),
    ),
}


def _verdict(id: str, advice: str, about: str, word: str, sentence: str) -> dict[str, Any]:
    return {
        "id": id, "advice": advice, "about": about, "word": word, "sentence": sentence,
        "conditions": ["One person is answerable throughout."], "confidence": "low",
        "change_our_mind": "A place that did without.", "claims": ["cl-leader"],
    }  # fmt: skip


ADVICE = {
    "advice": [
        {
            "id": "adv-ambleford", "innovation": "i-ambleford", "version": 1, "on": "2024-05-01",
            "title": "Safer precincts: should you do this here?",
            "summary": "One council went on with it. The known cost of running it for a year is "
            "{{cost:co-amb-run}}.",
            "local_need": ["Ask young people where they feel unsafe."],
            "costs": ["The pilot grant was {{cost:co-amb-pilot}}."],
            "after_grant": ["The base budget pays."], "rights": ["Young people said yes first."],
            "not_known": ["What shopkeepers spend."], "claims": ["cl-leader", "cl-asked"],
            "published": "yes",
        },
        {
            "id": "adv-strathlorn", "innovation": "i-strathlorn", "version": 1, "on": "2024-05-02",
            "title": "Pause and ask: should you do this here?",
            "summary": "It ended, and nobody knows enough.", "claims": ["cl-asked"],
            "published": "no",
        },
    ],
    "advice_verdicts": [
        _verdict("av-take-up", "adv-ambleford", "take-up", "yes-if", "Take it up if one leads."),
        _verdict("av-scale", "adv-ambleford", "scaling", "test-first", "Test it in one precinct."),
        _verdict("av-spread", "adv-ambleford", "spreading", "cannot-tell", "We cannot tell yet."),
    ],
}  # fmt: skip


# The layouts of the ten decisions, for the piece of advice that is published.
LAYOUTS: dict[str, list[dict[str, Any]]] = {
    "requirements": [
        {
            "id": "rq-leader", "advice": "adv-ambleford", "stage": "integrating", "weight": "must",
            "goal": "objectives", "text": "A leader who stays.", "lead_months": 12,
            "why": "Ambleford kept its director throughout.", "claims": ["cl-leader"],
        },
        {
            "id": "rq-shop", "advice": "adv-ambleford", "stage": "designing", "weight": "helps",
            "goal": "experience-and-outcomes", "text": "One shopkeeper who says yes first.",
        },
    ],
    "fits": [
        {
            "id": "ft-precinct", "advice": "adv-ambleford", "place": 1, "factor": "A precinct",
            "there": "Shops stand round one square.", "ask": "Do young people meet at one place?",
            "matters": "yes", "why": "The workers stand where young people are.",
            "change": "Find the place they use first.",
        },
        {
            "id": "ft-buses", "advice": "adv-ambleford", "place": 2, "factor": "Evening buses",
            "there": "Not known.", "ask": "Do buses run after eight?", "matters": "unknown",
        },
    ],
    "parts": [
        {"id": "pt-workers", "advice": "adv-ambleford", "name": "Youth workers in the precinct",
         "kind": "core", "why": "All accounts name them.", "changed": "Nobody changed it."},
        {"id": "pt-hours", "advice": "adv-ambleford", "name": "Which evenings",
         "kind": "adaptable", "why": "Evenings were moved twice.", "changed": ""},
    ],
    "signs": [
        {"id": "sg-desk", "advice": "adv-ambleford", "stage": "integrating",
         "sign": "Workers are called back to their desks.",
         "measure": "Evenings in the precinct, each month.", "others": "Ambleford set a floor."},
    ],
    "judgements": [
        {"id": "jd-works", "advice": "adv-ambleford", "decision": "works", "on": "2024-05-20",
         "panel": "Two commissioners and a young adviser.", "criteria": ["Size", "How sure"],
         "judgement": "Enough to try, not enough to promise.",
         "dissent": "The young adviser would wait for the second wave."},
    ],
}  # fmt: skip
ADVICE |= LAYOUTS
RENDERINGS: dict[str, list[dict[str, Any]]] = {
    "renderings": [
        {"id": "rn-leader-young", "claim": "cl-leader", "of_version": 2, "audience": "young-people",
         "text": "The people in charge stayed. That helped.",
         "written_by": "Two young advisers with the youth worker",
         "checked_by": "A young adviser who was not there", "checked_on": "2024-05-30"},
    ]
}  # fmt: skip
REPLIES: dict[str, list[dict[str, Any]]] = {
    "notices": [
        {"id": "nt-ambleford", "site": "s-ambleford", "shown_on": "2024-04-01",
         "embargo_until": "2024-04-21", "how": "By post, to the lead."},
        {"id": "nt-duty", "site": "s-ambleford-duty", "not_shown_because": "Shown with Ambleford."},
        {"id": "nt-strathlorn", "site": "s-strathlorn",
         "not_shown_because": "The network has been dissolved."},
    ],
    "replies": [
        {"id": "rp-leader", "site": "s-ambleford", "kind": "comment", "about": "context",
         "ref": "cx-director", "says": "She left for a year and came back.",
         "from_whom": "Ambleford, service manager", "received_on": "2024-04-15", "shown": "yes",
         "answer": "kept", "answered_on": "2024-04-25", "answer_says": "Both are kept here."},
        {"id": "rp-waiting", "site": "s-strathlorn", "kind": "dispute",
         "says": "We never said it ended.", "from_whom": "Strathlorn, a former partner",
         "received_on": "2024-05-10"},
    ],
}  # fmt: skip


def tiny_folder(path: Path) -> Path:
    """Write the tiny study as a study folder and give its place."""
    (path / "sources").mkdir(parents=True)
    (path / "outputs").mkdir()
    (path / "study.toml").write_text(tomli_w.dumps(STUDY), encoding="utf-8")
    for model in CSV_ROWS:
        if model.table in TABLES:
            _write_csv(path / f"{model.table}.csv", columns_of(model), TABLES[model.table])
    for name, tables in (
        ("claims.toml", CLAIMS), ("circles.toml", CIRCLES), ("outputs/advice.toml", ADVICE),
        ("outputs/renderings.toml", RENDERINGS), ("outputs/replies.toml", REPLIES),
    ):  # fmt: skip
        (path / name).write_text(tomli_w.dumps(tables), encoding="utf-8")
    for name, text in TEXTS.items():
        (path / "sources" / name).write_bytes(text.encode("utf-8"))
    return path


def _write_csv(path: Path, columns: list[str], lines: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(lines, key=lambda row: row["id"]))
