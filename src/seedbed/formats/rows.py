"""The rows of a study folder: one model a table.

The models are the only declaration of the folder's shape. The loader checks with them, the writer
orders columns by them, ``datapackage.json`` and the reference page are made from them.

Every id is lower case, unique in its study, never reused and never taken from row order.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from seedbed.formats.output_rows import (
    AdviceRow,
    AdviceVerdictRow,
    FitRow,
    JudgementRow,
    NoticeRow,
    PartRow,
    RenderingRow,
    ReplyRow,
    RequirementRow,
    SignRow,
)
from seedbed.formats.row import Fact, Id, Line, Ref, Row, Text
from seedbed.record import words as w


class SiteRow(Fact):
    """An organisation, a network or a team where something new was tried."""

    table = "sites"
    name: Line
    nation: w.Nation
    kind: w.SiteKind
    parent: Annotated[Id | None, Ref("sites")] = None
    area: Line = Field("", description="The area it serves, in words")
    area_code: Line = Field("", description="Official code of that area")
    summary: Text = ""


class InnovationRow(Fact):
    """One innovation at one site: the case."""

    table = "innovations"
    site: Annotated[Id, Ref("sites")]
    name: Line
    framework: w.Framework
    unit: w.Unit
    change: w.Change
    standing: w.Standing = Field("case", description="A case, or a comparison case")
    outside_home: w.Known = Field(description="Is it aimed at harm outside the home?")
    described_on: date | None = None
    description: Text = ""


class ContextRow(Fact):
    """A dated attribute of a site's setting."""

    table = "contexts"
    in_order = ("earliest", "latest")
    site: Annotated[Id, Ref("sites")]
    attribute: Line
    value: Line
    earliest: date | None = None
    latest: date | None = None


class ParticipantRow(Row):
    """A person who took part, by pseudonym only."""

    table = "participants"
    site: Annotated[Id, Ref("sites")]
    pseudonym: Line
    role: w.Role
    agency: Line = ""
    groups: Line = Field("", description="Groups as the person describes them, separated by ;")


class ConsentRow(Row):
    """What one person agreed to, for one use, from when to when."""

    table = "consents"
    in_order = ("valid_from", "valid_to")
    participant: Annotated[Id, Ref("participants")]
    use: w.Use
    version: int = Field(1, ge=1)
    given: w.YesNo
    valid_from: date
    valid_to: date | None = None
    withdrawn_on: date | None = Field(None, description="From this day on it no longer counts")
    given_by: w.GivenBy = Field(
        "not-said", description="Who gave it; a young person's own word is their assent"
    )
    age_band: w.AgeBand = Field(
        "not-said", description="Of the person on that day; no age and no birthday is kept"
    )
    assent: w.Assent = Field(
        "not-asked", description="Their own yes or no, where somebody else consented for them"
    )
    capacity: w.Capacity = Field(
        "not-judged", description="Were they judged able to decide this for themself?"
    )
    capacity_by: Line = Field("", description="Who judged it: a role, never a name")
    capacity_on: date | None = Field(None, description="When it was judged")
    capacity_because: Text = Field("", description="What the judgement rests on")
    recheck_on: date | None = Field(None, description="When it is to be judged again")


class EventRow(Fact):
    """Something that happened, as exactly dated as is known, and when we learned it."""

    table = "events"
    in_order = ("earliest", "latest")
    site: Annotated[Id | None, Ref("sites")] = None
    innovation: Annotated[Id | None, Ref("innovations")] = None
    title: Line
    earliest: date
    latest: date
    learned_on: date | None = None
    stream: w.Stream
    stage: w.Stage | None = None
    direction: w.Direction = "forward"


class AdoptionRow(Fact):
    """An area that took an innovation up, and from whom it learned."""

    table = "adoptions"
    in_order = ("earliest", "latest")
    innovation: Annotated[Id, Ref("innovations")]
    area: Line
    role: Line
    earliest: date
    latest: date
    what_is_dated: Line = ""
    learned_from: Line = ""


class ConditionRow(Row):
    """A state of the setting that cases are compared on."""

    table = "conditions"
    name: Line
    kind: w.ConditionKind
    label: w.Label | None = None
    definition: Text


class ScoreRow(Fact):
    """How far a condition held at a case, from when to when; blank where not known."""

    table = "scores"
    in_order = ("earliest", "latest")
    innovation: Annotated[Id, Ref("innovations")]
    condition: Annotated[Id, Ref("conditions")]
    earliest: date | None = None
    latest: date | None = None
    raw: Decimal | None = Field(None, description="As coded; 0.5 means partly")
    membership: Decimal | None = Field(None, ge=0, le=1, description="Calibrated, 0 to 1")
    reason: Text = ""


class SustainmentRow(Fact):
    """What had become of an innovation at a date."""

    table = "sustainment"
    innovation: Annotated[Id, Ref("innovations")]
    as_of: date | None = None
    delivered: w.Known
    core_kept: w.Known = "unknown"
    scale: w.Scale = "unknown"
    funder: w.Funder = "unknown"
    benefits_kept: w.Known = "unknown"
    adapted: w.Known = "unknown"
    absorbed: w.Known = "unknown"
    ended: w.Ended = "unknown"
    ended_on: date | None = None


class IndicatorRow(Row):
    """What is measured, in what unit."""

    table = "indicators"
    name: Line
    unit: Line
    kind: w.MeasureKind = Field(
        "count", description="How it is counted: over a period, a rate, starts, or on a day"
    )
    better: w.Better = Field(description="Which direction is better for young people, if any")
    definition: Text = ""


class ReadingRow(Fact):
    """One value of an indicator for one area and period, or the mark in its place."""

    table = "readings"
    once = ("indicator", "area", "starts", "ends", "address")
    in_order = ("starts", "ends")
    indicator: Annotated[Id, Ref("indicators")]
    site: Annotated[Id | None, Ref("sites")] = None
    area: Line
    area_code: Line = ""
    starts: date
    ends: date
    value: Decimal | None = None
    mark: w.Mark = ""


class OutcomeRow(Fact):
    """A reported outcome: whose, which measure, what changed, by which design."""

    table = "outcomes"
    innovation: Annotated[Id, Ref("innovations")]
    statement: Text
    whose: Line = ""
    measure: Line = ""
    baseline: Line = ""
    comparison: Line = ""
    moved: w.Moved
    amount: Decimal | None = None
    unit: Line = ""
    low: Decimal | None = None
    high: Decimal | None = None
    design: w.Design
    reported_by: Line = ""
    disputed_by: Line = ""


class CostRow(Fact):
    """Money or time spent on an innovation."""

    table = "costs"
    in_order = ("starts", "ends")
    innovation: Annotated[Id, Ref("innovations")]
    statement: Line
    stage: w.Stage | None = None
    payer: Line = ""
    kind: w.CostKind
    resource: w.Resource
    amount: Decimal | None = None
    same_as: Annotated[Id | None, Ref("costs")] = Field(
        None, description="The line this is another published figure for; never added to it"
    )
    currency: Literal["GBP"] = "GBP"
    price_year: int | None = Field(None, ge=1990, le=2100)
    starts: date | None = None
    ends: date | None = None


class BenefitRow(Fact):
    """Money that somebody reports as saved or avoided, or gain in another unit."""

    table = "benefits"
    in_order = ("starts", "ends")
    innovation: Annotated[Id, Ref("innovations")]
    statement: Line
    gainer: Line = ""
    cashable: w.Cashable
    amount: Decimal | None = None
    high: Decimal | None = Field(None, description="Upper end where a range is reported")
    currency: Literal["GBP"] = "GBP"
    price_year: int | None = Field(None, ge=1990, le=2100)
    starts: date | None = None
    ends: date | None = None


class InstrumentRow(Row):
    """A set of questions put to people."""

    table = "instruments"
    in_order = ("low", "high")
    name: Line
    owner: Line
    licence: Line
    low: int
    high: int


class ItemRow(Row):
    """One question of an instrument, in our own words."""

    table = "items"
    instrument: Annotated[Id, Ref("instruments")]
    wording: Line


class ResponseRow(Fact):
    """One answer, as a number or in the person's own words."""

    table = "responses"
    item: Annotated[Id, Ref("items")]
    site: Annotated[Id, Ref("sites")]
    participant: Annotated[Id | None, Ref("participants")] = None
    wave: int = Field(ge=1)
    on: date
    value: int | None = None
    words: Text = ""


class SourceRow(Fact):
    """A document, transcript, note or page that evidence comes from."""

    table = "sources"
    site: Annotated[Id | None, Ref("sites")] = None
    kind: w.SourceKind
    title: Line
    on: date | None = None
    wave: int | None = Field(None, ge=1)
    participant: Annotated[Id | None, Ref("participants")] = None
    cleared: w.YesNo = Field("no", description="Checked for identifying details, may be quoted")


class SourceVersionRow(Row):
    """One text of a source; its file lies in sources/ and is never edited."""

    table = "source_versions"
    once = ("source", "number")
    source: Annotated[Id, Ref("sources")]
    number: int = Field(1, ge=1)
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]*\.txt$")]
    erased_on: date | None = Field(
        None, description="When words in it were erased; marks stand in their place"
    )


class CodeRow(Row):
    """A code and what it means."""

    table = "codebook"
    name: Line
    parent: Annotated[Id | None, Ref("codebook")] = None
    definition: Text
    follows: Line = Field("", description="Id of the library construct it follows, if any")


class ExcerptRow(Row):
    """A passage: code points start to end of one text version."""

    table = "excerpts"
    in_order = ("start", "end")
    version: Annotated[Id, Ref("source_versions")]
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    speaker: Annotated[Id | None, Ref("participants")] = None
    vetoed_on: date | None = Field(
        None, description="When its speaker said that it may not be used"
    )


class CodingRow(Row):
    """A code given to an excerpt by somebody."""

    table = "codings"
    once = ("excerpt", "code", "coder")
    excerpt: Annotated[Id, Ref("excerpts")]
    code: Annotated[Id, Ref("codebook")]
    coder: Line
    label: w.Label | None = None
    stage: w.Stage | None = None
    memo: Text = ""


class VerdictRow(Fact):
    """What an organisation in a circle said of one version of a claim."""

    table = "verdicts"
    once = ("session", "organisation", "claim", "claim_version")
    session: Annotated[Id, Ref("sessions")]
    organisation: Annotated[Id, Ref("organisations")]
    claim: Annotated[Id, Ref("claims")]
    claim_version: int = Field(ge=1)
    verdict: w.VerdictWord
    reason: Text
    context: Text = ""


# claims.toml: [[claims]], [[supports]], [[claim_versions]]


class SupportRow(Row):
    """What bears on a claim, and which way."""

    table = "supports"
    once = ("claim", "relation", "kind", "ref")
    claim: Annotated[Id, Ref("claims")]
    relation: w.Relation
    kind: w.SupportKind
    ref: Annotated[str, StringConstraints(max_length=300)] = Field(
        description="Id of the row, or for a run its question: 'became-of-each' or "
        "'before-after indicator=cpp-starts area=Hertfordshire'"
    )
    says_what: Text = Field(description="In a sentence, why it bears on the claim")


class ClaimRow(Row):
    """A claim that evidence bears on."""

    table = "claims"
    version: int = Field(1, ge=1)
    on: date
    text: Text = Field(description="The claim; a number is bound to a row or run")
    type: w.ClaimType
    status: w.ClaimStatus
    label: w.Label | None = None
    stages: list[w.Stage] = []
    innovations: list[Annotated[Id, Ref("innovations")]] = []
    sites: list[Annotated[Id, Ref("sites")]] = []
    holds_where: Text = ""
    not_where: Text = ""
    mechanism: Text = ""
    rivals: list[Text] = []
    change_our_mind: Text = ""
    # Confidence, CERQual-informed: four concerns and their reasons.
    confidence: w.Confidence
    limitations: w.Concern
    limitations_why: Text
    coherence: w.Concern
    coherence_why: Text
    adequacy: w.Concern
    adequacy_why: Text
    relevance: w.Concern
    relevance_why: Text
    made_because: Text = Field("", description="Why this version replaced the last one")


class ClaimVersionRow(Row):
    """An earlier wording of a claim, kept as it was."""

    table = "claim_versions"
    once = ("claim", "number")
    claim: Annotated[Id, Ref("claims")]
    number: int = Field(ge=1)
    on: date
    text: Text
    status: w.ClaimStatus
    why_changed: Text = ""


# circles.toml: [[circles]], [[organisations]], [[sessions]]


class CircleRow(Row):
    """A group of places that tests claims against its own contexts."""

    table = "circles"
    name: Line
    overseas: w.YesNo
    about: Text = ""


class OrganisationRow(Row):
    """A member of a circle."""

    table = "organisations"
    circle: Annotated[Id, Ref("circles")]
    name: Line
    nation: w.Nation
    about: Text = ""


class SessionRow(Row):
    """One meeting of a circle."""

    table = "sessions"
    circle: Annotated[Id, Ref("circles")]
    on: date
    prompt: Text


CSV_ROWS: tuple[type[Row], ...] = (
    SiteRow, InnovationRow, ContextRow, ParticipantRow, ConsentRow, EventRow, AdoptionRow,
    ConditionRow, ScoreRow, SustainmentRow, IndicatorRow, ReadingRow, OutcomeRow, CostRow,
    BenefitRow, InstrumentRow, ItemRow, ResponseRow, SourceRow, SourceVersionRow, CodeRow,
    ExcerptRow, CodingRow, VerdictRow,
)  # fmt: skip

# A TOML file holds one or more tables, each an array of tables under its own name.
TOML_ROWS: dict[str, tuple[type[Row], ...]] = {
    "claims.toml": (ClaimRow, SupportRow, ClaimVersionRow),
    "circles.toml": (CircleRow, OrganisationRow, SessionRow),
    "outputs/advice.toml": (
        AdviceRow, AdviceVerdictRow, RequirementRow, FitRow, PartRow, SignRow, JudgementRow,
    ),
    "outputs/renderings.toml": (RenderingRow,),
    "outputs/replies.toml": (NoticeRow, ReplyRow),
}  # fmt: skip

# Parents before children: the order in which rows can be stored.
ORDER: tuple[type[Row], ...] = (
    SiteRow, InnovationRow, ContextRow, ParticipantRow, ConsentRow, EventRow, AdoptionRow,
    ConditionRow, ScoreRow, SustainmentRow, IndicatorRow, ReadingRow, OutcomeRow, CostRow,
    BenefitRow, InstrumentRow, ItemRow, ResponseRow, SourceRow, SourceVersionRow, CodeRow,
    ExcerptRow, CodingRow, ClaimRow, SupportRow, ClaimVersionRow, CircleRow, OrganisationRow,
    SessionRow, VerdictRow, AdviceRow, AdviceVerdictRow, RequirementRow, FitRow, PartRow,
    SignRow, JudgementRow, RenderingRow, NoticeRow, ReplyRow,
)  # fmt: skip


class StudyFile(BaseModel):
    """``study.toml``: what the study is and how far it reaches."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    title: Line
    kind: w.StudyKind
    as_at: date = Field(description="The date the facts are as at")
    summary: Text
    limits: Text = Field("", description="What this study cannot tell, in plain words")
    correct: Text = Field("", description="How to have a fact corrected")
    first: list[Id] = Field(
        [], description="Innovations and sites that come first in every list, in order"
    )
    not_covered: list[w.Nation] = Field([], description="Nations not covered: never shown as zero")
