"""All tables of the record, for Django; and by the name they have in a study folder."""

from seedbed.record.attachments.models import Attachment
from seedbed.record.circles.models import Circle, Organisation, Session, Verdict
from seedbed.record.claims.models import Claim, ClaimVersion, Support
from seedbed.record.evidence.models import Code, Coding, Excerpt, Source, SourceVersion
from seedbed.record.gate.models import ConsentText, Safeguards
from seedbed.record.harm.models import Flag, HarmDecision
from seedbed.record.keeping.models import Hold, KeepingDecision, KeepingRule
from seedbed.record.measures.models import (
    BenefitLine,
    CostLine,
    Indicator,
    Instrument,
    Item,
    OutcomeLine,
    Reading,
    Response,
)
from seedbed.record.openings.models import Acknowledgement, Opening
from seedbed.record.outputs.models import (
    Advice,
    AdviceVerdict,
    Fit,
    Judgement,
    Part,
    Publication,
    Rendering,
    Requirement,
    Sign,
)
from seedbed.record.people.models import Consent, Membership, Participant
from seedbed.record.quoting.models import QuoteDecision, QuoteWording
from seedbed.record.releases.models import Release, Review
from seedbed.record.replies.models import Notice, Reply
from seedbed.record.runs.models import Run
from seedbed.record.study.models import Context, Innovation, Revision, Site, Study
from seedbed.record.subject_access.models import (
    AccessItem,
    AccessPause,
    AccessRequest,
    AccessSearch,
    Redaction,
)
from seedbed.record.timeline.models import Adoption, Condition, Event, Score, Sustainment
from seedbed.record.withdrawals.models import Withdrawal

# Parents before children: the order in which rows are stored, and backwards deleted.
TABLES = {
    model.noun: model
    for model in (
        Site, Innovation, Context, Participant, Consent, Event, Adoption, Condition, Score,
        Sustainment, Indicator, Reading, OutcomeLine, CostLine, BenefitLine, Instrument, Item,
        Response, Source, SourceVersion, Code, Excerpt, Coding, Claim, Support, ClaimVersion,
        Circle, Organisation, Session, Verdict, Advice, AdviceVerdict,
        Requirement, Fit, Part, Sign, Judgement, Rendering, Notice, Reply,
    )
}  # fmt: skip

__all__ = [
    "TABLES", "AccessItem", "AccessPause", "AccessRequest", "AccessSearch", "Acknowledgement",
    "Attachment", "ConsentText", "Flag", "HarmDecision", "Hold", "KeepingDecision", "KeepingRule",
    "Membership", "Opening", "Publication", "QuoteDecision", "QuoteWording", "Redaction",
    "Release", "Review", "Revision", "Run", "Safeguards", "Study", "Withdrawal",
]  # fmt: skip
