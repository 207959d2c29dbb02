"""The rows of what is told to readers: advice, its layouts, words for some, notices and replies."""

from datetime import date
from typing import Annotated

from pydantic import Field

from seedbed.formats.row import Id, Line, Ref, Row, Text
from seedbed.record import words as w

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
