"""Roles as code, so that a change of what somebody may see is a change one can review.

A role says which nouns it sees and which verbs it may do. Some roles see a noun across the whole
study, some only at the site their membership names. Nouns are the tables of the record; this
module does not know what is in them.
"""

from dataclasses import dataclass

# What describes the study and holds nobody's words.
OUTLINE = frozenset({"studies", "sites", "innovations", "conditions", "indicators", "instruments"})
HAPPENED = frozenset({"events", "adoptions", "contexts", "sustainment", "scores"})
COUNTED = frozenset({"readings", "outcomes", "costs", "benefits"})
CLAIMED = frozenset(
    {
        "claims", "supports", "claim_versions", "advice", "advice_verdicts", "publications",
        "requirements", "fits", "parts", "signs", "judgements", "renderings",
    }
)  # fmt: skip
REPLIED = frozenset({"notices", "replies"})
CIRCLED = frozenset({"circles", "organisations", "sessions", "verdicts"})
SAID = frozenset(
    {
        "sources", "source_versions", "excerpts", "codings", "codebook", "items", "responses",
        "attachments",
    }
)  # fmt: skip
PEOPLE = frozenset({"participants", "consents"})
RUNS = frozenset({"runs"})
# Work that is done apart from who asked for it.
JOBS = frozenset({"jobs"})
# What people took back, and what that reached: ids and counts, nobody's words.
TAKEN_BACK = frozenset({"withdrawals"})
# What keeps a study of real people shut until it is settled.
GATE = frozenset({"safeguards", "consent_texts"})
# Harm that was disclosed. It is no part of the research: those who see all else do not see it.
FLAGS = frozenset({"flags", "harm_decisions"})
# How long what is held is kept, what was decided of it, and what may not go.
KEPT = frozenset({"keeping_rules", "keeping_decisions", "holds"})
# Somebody asked what is held on them.
ASKED = frozenset(
    {"access_requests", "access_pauses", "access_searches", "access_items", "redactions"}
)

# What was decided about passages that are quoted.
QUOTED = frozenset({"quote_decisions", "quote_wordings"})
# What waits to leave a study of real people. No role sees reviews: they are read through their
# release, and only once both have spoken.
LEAVING = frozenset({"releases"})

EVERYTHING = (
    OUTLINE
    | HAPPENED
    | COUNTED
    | CLAIMED
    | REPLIED
    | CIRCLED
    | SAID
    | PEOPLE
    | RUNS
    | GATE
    | JOBS
    | TAKEN_BACK
    | QUOTED
    | LEAVING
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one kind of member sees and does."""

    name: str
    sees: frozenset[str] = frozenset()  # across the study
    sees_at_site: frozenset[str] = frozenset()  # only at the site of the membership
    does: frozenset[str] = frozenset()
    does_at_site: frozenset[str] = frozenset()


LEAD = Role(
    name="lead",
    sees=EVERYTHING | KEPT | ASKED,
    does=frozenset(
        {
            "log-event",
            "flag-harm",
            "answer-access",
            "keep",
            "hold",
            "load",
            "export",
            "run",
            "publish",
            "withdraw",
            "add-member",
            "judge",
            "keep-gate",
            "open-desk",
            "see-store",
            "notify",
            "reply",
            "answer-reply",
            "attach",
            "destroy-attachment",
            "destroy-study-key",
            "record-consent",
            "withdraw-person",
            "veto",
            "quote",
            "see-reads",
            "review",
            "stop-release",
            "watch-openings",
        }
    ),
)
RESEARCHER = Role(
    name="researcher",
    sees=EVERYTHING,
    does=frozenset({"log-event", "run", "attach", "veto", "quote", "review", "flag-harm"}),
)
CO_RESEARCHER = Role(
    name="co-researcher",
    sees=OUTLINE | HAPPENED | COUNTED | CLAIMED | CIRCLED,
    does=frozenset({"flag-harm"}),
    does_at_site=frozenset({"log-event"}),
)
SITE_MEMBER = Role(
    name="site-member",
    sees=frozenset({"studies", "conditions", "indicators"}),
    sees_at_site=OUTLINE | HAPPENED | COUNTED | CLAIMED | REPLIED,
    does_at_site=frozenset({"log-event", "reply"}),
)
CIRCLE_MEMBER = Role(name="circle-member", sees=OUTLINE | CLAIMED | CIRCLED)
READER = Role(name="reader", sees=OUTLINE | HAPPENED | CLAIMED)
# Named at the gate of a study of real people: whom harm is told to, and who answers for the data.
SAFEGUARDING_LEAD = Role(
    name="safeguarding-lead",
    sees=OUTLINE | GATE | FLAGS,
    does=frozenset({"open-desk", "open-glass", "flag-harm", "decide-flag"}),
)
DATA_PROTECTION = Role(
    name="data-protection",
    sees=OUTLINE | GATE | PEOPLE | KEPT | ASKED | TAKEN_BACK | LEAVING,
    does=frozenset(
        {
            "open-desk",
            "open-glass",
            "see-store",
            "keep",
            "hold",
            "destroy-attachment",
            "flag-harm",
            "answer-access",
            "record-consent",
            "withdraw-person",
            "see-reads",
            "review",
            "stop-release",
            "watch-openings",
        }
    ),
)
# Somebody from outside the team, such as the host's output checker: they see what would leave the
# study and nothing else of it, so that a small team need not review its own work.
OUTPUT_CHECKER = Role(
    name="output-checker", sees=frozenset({"studies"}) | LEAVING, does=frozenset({"review"})
)

ROLES = {
    role.name: role
    for role in (
        LEAD, RESEARCHER, CO_RESEARCHER, SITE_MEMBER, CIRCLE_MEMBER, READER, SAFEGUARDING_LEAD,
        DATA_PROTECTION, OUTPUT_CHECKER,
    )
}  # fmt: skip


# What settles a gate that is shut.
SETTLING = frozenset({"keep-gate", "add-member", "see-reads", "watch-openings"})
# What waits for no gate: somebody is in danger, or takes back what they gave.
ALWAYS = frozenset({"flag-harm", "decide-flag", "withdraw-person"})
# What one must see to do it.
NEEDED = {"decide-flag": FLAGS, "withdraw-person": PEOPLE | TAKEN_BACK}


def shut(role: Role, *, proven: bool) -> Role:
    """What is left of a role while the gate of its study is shut: settling what is missing.

    With a second factor shown in the session (``proven``) harm is still told and decided, and a
    person still withdrawn: what is missing at a gate must not keep anybody from being safe.
    """
    always = role.does & ALWAYS if proven else frozenset()
    needed = frozenset().union(*(NEEDED.get(verb, frozenset()) for verb in always))
    return Role(
        name=role.name,
        # What is missing, everybody may read: some of it is theirs to settle.
        sees=frozenset({"studies", "safeguards"}) | (role.sees & (GATE | needed)),
        does=(role.does & SETTLING) | always,
    )
