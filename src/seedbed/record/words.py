"""The closed vocabularies of a study, in the field's own words.

One list a vocabulary: the row models, the database constraints and the interface all read it here.
Order is meaning: it is the order in which a reader meets the words.
"""

from typing import Literal

Status = Literal["found", "second-hand", "known", "coded", "simulated", "unknown"]
StudyKind = Literal["public", "simulated", "real"]
Nation = Literal["england", "scotland", "wales", "northern-ireland", "uk", "overseas"]
SiteKind = Literal["organisation", "network", "team"]
Framework = Literal["trauma-informed", "contextual", "transitional", "other"]
Unit = Literal["practice", "service", "system", "unknown"]
Change = Literal["incremental", "significant", "radical", "unknown"]
Standing = Literal["case", "comparison"]
Known = Literal["yes", "no", "partly", "unknown"]
Stage = Literal["mobilising", "designing", "developing", "integrating", "growing", "system-change"]
Direction = Literal["forward", "loop", "stall", "setback", "ended"]
Stream = Literal[
    "practice", "organisation", "partnership", "funding", "evidence", "policy", "context"
]
Label = Literal["facilitator", "capability", "inhibitor", "barrier"]
ConditionKind = Literal["condition", "outcome"]
Role = Literal[
    "young-person", "parent-or-carer", "practitioner", "manager", "partner", "commissioner"
]
Use = Literal["take-part", "quote", "archive", "contact-again", "practice-summary"]
YesNo = Literal["yes", "no"]
Ended = Literal["no", "by-decision", "by-drift", "by-crisis", "reason-unknown", "unknown"]
Scale = Literal["smaller", "same", "larger", "unknown"]
Funder = Literal["grant", "base-budget", "pooled", "mixed", "unknown"]
MeasureKind = Literal["count", "rate", "starts", "stock"]
Better = Literal["up", "down", "neither"]
Mark = Literal["", "not-available", "suppressed", "not-applicable"]
Moved = Literal["better", "no-change", "worse", "mixed", "not-known"]
Design = Literal[
    "trial", "comparison-group", "before-after-tested", "before-after", "described", "unknown"
]
CostKind = Literal["running", "implementing", "piloting", "unknown"]
Resource = Literal["grant", "in-kind", "staff-time", "other", "unknown"]
Cashable = Literal["cashable", "avoided", "non-cashable", "unknown"]
SourceKind = Literal[
    "interview", "focus-group", "observation", "document", "web-page", "statistics", "report"
]
ClaimType = Literal[
    "condition",
    "factor",
    "process",
    "mechanism",
    "outcome",
    "experience",
    "cost",
    "requirement",
    "transfer",
]
ClaimStatus = Literal["hunch", "emergent", "tested-in-circle", "established", "withdrawn"]
Relation = Literal["supports", "contradicts", "qualifies", "silent"]
SupportKind = Literal[
    "excerpt",
    "event",
    "reading",
    "score",
    "sustainment",
    "outcome",
    "cost",
    "benefit",
    "adoption",
    "context",
    "response",
    "source",
    "verdict",
    "run",
]
Concern = Literal["no", "minor", "moderate", "serious", "unknown"]
Confidence = Literal["high", "moderate", "low", "very-low"]
VerdictWord = Literal["holds", "holds-if", "does-not-hold", "cannot-say"]
AdviceWord = Literal["yes", "yes-if", "test-first", "wait", "no", "cannot-tell"]
AdviceAbout = Literal["take-up", "scaling", "spreading"]
# What a requirement is needed for, and how much (a need is not an order of merit).
Weight = Literal["must", "helps", "nice"]
Goal = Literal["objectives", "experience-and-outcomes", "value"]
PartKind = Literal["core", "adaptable", "not-known"]
# The ten decisions of a commissioner or director, in the order they are taken.
Decision = Literal[
    "need", "works", "here", "first", "cost", "verdict", "change", "drift", "after", "right"
]
Audience = Literal[
    "plain",
    "young-people",
    "practice",
    "academic",
    "policy-england",
    "policy-scotland",
    "policy-wales",
    "policy-northern-ireland",
]
ReplyKind = Literal["comment", "dispute", "correction"]
ReplyAnswer = Literal["waiting", "corrected", "kept"]
# On what ground a study of real people holds what it holds (UK GDPR, articles 6, 9 and 10).
LawfulBasis = Literal["public-task", "legitimate-interests", "consent", "legal-obligation"]
SpecialCondition = Literal["research", "safeguarding", "public-interest", "explicit-consent"]
# Harm that was disclosed: how far it got, what came of it, and on what ground it is shared.
HarmState = Literal["raised", "seen", "decided"]
HarmOutcome = Literal[
    "told-childrens-services",
    "told-adult-services",
    "told-police",
    "already-known",
    "no-further-step",
    "not-harm",
]
SharingGround = Literal["duty", "power", "neither"]
Told = Literal["yes", "not-yet", "no"]
# What is kept, for how long, and what is decided when its day has come.
Material = Literal["texts", "attachments", "participants", "responses", "flags", "releases"]
CountsFrom = Literal["collected", "a-day"]
KeepingWord = Literal["destroy", "keep", "hold"]
# A request of somebody for what is held on them.
AskedBy = Literal["themself", "parent", "representative"]
Unclear = Literal["identity", "scope"]
HarmOpinion = Literal["waiting", "no-serious-harm", "serious-harm"]
Exemption = Literal["third-party", "serious-harm", "child-abuse-data", "privilege", "other"]
# Who gave a consent, and how far the person was judged able to decide for themself. A band and no
# age: the rules of the nations ask for no more.
GivenBy = Literal["themself", "parent-or-carer", "legal-authority", "not-said"]
AgeBand = Literal["under-16", "16-17", "adult", "not-said"]
Capacity = Literal["able", "not-able", "not-judged"]
# A young person's own yes or no, beside a consent that somebody else gave.
Assent = Literal["yes", "no", "not-asked"]
# What somebody who withdraws asks for: no further use of their words, or that they are erased.
WithdrawalScope = Literal["stop", "erase"]
