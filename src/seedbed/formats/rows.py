"""The rows of a study folder: one model a table.

The models are the only declaration of the folder's shape. The loader checks with them, the writer
orders columns by them, ``datapackage.json`` and the reference page are made from them.

Every id is lower case, unique in its study, never reused and never taken from row order.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from seedbed.record import words as w

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]{0,79}$")]
Line = Annotated[str, StringConstraints(max_length=400)]
Text = Annotated[str, StringConstraints(max_length=20_000)]


class Ref:
    """Marks a column that names a row of another table."""

    def __init__(self, table: str) -> None:
        self.table = table


class Row(BaseModel):
    """What all rows share: strict columns, frozen values, an id."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[str]
    # Columns that together may not repeat, and pairs that must come in order.
    once: ClassVar[tuple[str, ...]] = ()
    in_order: ClassVar[tuple[str, str] | None] = None

    id: Id = Field(description="Lower-case name of this row, unique in the study")


class Fact(Row):
    """A row that states something about the world, so it says how we know."""

    status: w.Status = Field(
        description="How we know: found, seen second-hand, known in the background, "
        "our own coding, simulated, or unknown"
    )
    address: Line = Field("", description="Where it was found: address or report name")
    note: Text = Field("", description="What a reader must know to use it")
    who: Line = Field("", description="Who recorded or coded it")
    recorded_on: date | None = Field(None, description="When it was recorded")


PROVENANCE = ("status", "address", "note", "who", "recorded_on")


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


# outputs/advice.toml: [[advice]], [[advice_verdicts]], and the layouts of the ten decisions


class AdviceRow(Row):
    """What a commissioner is told about one innovation."""

    table = "advice"
    once = ("innovation", "version")
    innovation: Annotated[Id, Ref("innovations")]
    version: int = Field(1, ge=1)
    on: date
    title: Line
    summary: Text
    local_need: list[Text] = Field([], description="Do we have the problem this is for")
    costs: list[Text] = []
    after_grant: list[Text] = Field([], description="What when the grant or the director goes")
    rights: list[Text] = Field([], description="Is it right: ethics, equity, rights")
    not_known: list[Text] = []
    claims: list[Annotated[Id, Ref("claims")]] = []
    made_because: Text = Field("", description="Why this version replaced the last one")
    published: w.YesNo = "no"


class AdviceVerdictRow(Row):
    """One of the three verdicts: take up, scale, spread."""

    table = "advice_verdicts"
    once = ("advice", "about")
    advice: Annotated[Id, Ref("advice")]
    about: w.AdviceAbout
    word: w.AdviceWord
    sentence: Text
    conditions: list[Text] = []
    confidence: w.Confidence
    change_our_mind: Text
    claims: list[Annotated[Id, Ref("claims")]] = []


class RequirementRow(Row):
    """What must be in place, at which stage, for which goal."""

    table = "requirements"
    advice: Annotated[Id, Ref("advice")]
    stage: w.Stage
    weight: w.Weight
    goal: w.Goal
    text: Text
    lead_months: int | None = Field(
        None, ge=0, le=240, description="Months it takes to put in place; blank: not known"
    )
    why: Text = Field("", description="In a sentence, what this rests on")
    claims: list[Annotated[Id, Ref("claims")]] = []


class FitRow(Row):
    """One thing to hold there beside here before taking an innovation up."""

    table = "fits"
    advice: Annotated[Id, Ref("advice")]
    place: int = Field(1, ge=1, description="Where it stands in the list; the first six are asked")
    factor: Line
    there: Text = Field(description="How it was where it was tried; 'Not known.' where unknown")
    ask: Line = Field(description="A question whose yes means: here as there")
    matters: w.Known = Field(description="Does a difference matter? unknown where nobody looked")
    why: Text = ""
    change: Text = Field("", description="What one would change where it differs")
    measure: Line = Field(
        "", description="Name of the official measure that answers it, where there is one"
    )
    claims: list[Annotated[Id, Ref("claims")]] = []


class PartRow(Row):
    """A part of an innovation: must it stay, or may it change?"""

    table = "parts"
    advice: Annotated[Id, Ref("advice")]
    name: Line
    kind: w.PartKind
    why: Text
    changed: Text = Field("", description="Who changed it, and what followed")


class SignRow(Row):
    """An early sign that an innovation goes off course."""

    table = "signs"
    advice: Annotated[Id, Ref("advice")]
    stage: w.Stage
    sign: Text
    measure: Text = Field("", description="What to count or ask, early")
    others: Text = Field("", description="What others did next")


class JudgementRow(Row):
    """What a panel judged on one decision, apart from the evidence."""

    table = "judgements"
    once = ("advice", "decision", "on")
    advice: Annotated[Id, Ref("advice")]
    decision: w.Decision
    on: date
    panel: Text = Field(description="Who judged, by role and organisation, never by name")
    criteria: list[Text] = Field([], description="What they weighed")
    judgement: Text
    dissent: Text = Field("", description="Who saw it otherwise, and why; blank: nobody did")


# outputs/renderings.toml: [[renderings]]


class RenderingRow(Row):
    """Words for one kind of reader, of one version of a claim or of advice."""

    table = "renderings"
    once = ("claim", "advice", "audience")
    claim: Annotated[Id | None, Ref("claims")] = None
    advice: Annotated[Id | None, Ref("advice")] = None
    of_version: int = Field(1, ge=1, description="The version these words are of")
    audience: w.Audience
    text: Text
    written_by: Line = Field(description="Who wrote it, by role")
    checked_by: Line = Field("", description="Who checked it, by role; blank: nobody yet")
    checked_on: date | None = None


# outputs/replies.toml: [[notices]], [[replies]]


class NoticeRow(Row):
    """What was shown to a site before anything about it was published."""

    table = "notices"
    once = ("site",)
    site: Annotated[Id, Ref("sites")]
    shown_on: date | None = Field(None, description="The day it was shown to them")
    embargo_until: date | None = Field(None, description="The last day they have for comment")
    how: Line = Field("", description="How it was shown, and to whom, by role")
    not_shown_because: Text = Field("", description="Why it was not shown; readers are told")


class ReplyRow(Row):
    """What a site or organisation says of what is said about it, and what was answered."""

    table = "replies"
    site: Annotated[Id | None, Ref("sites")] = None
    kind: w.ReplyKind
    about: w.SupportKind | None = Field(None, description="The kind of row it speaks of, if one")
    ref: Line = Field("", description="Id of that row")
    says: Text
    from_whom: Line = Field(description="Organisation and role, never a name")
    received_on: date
    shown: w.YesNo = Field("no", description="Looked at, and shown beside the fact")
    answer: w.ReplyAnswer = "waiting"
    answered_on: date | None = None
    answer_says: Text = ""


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
