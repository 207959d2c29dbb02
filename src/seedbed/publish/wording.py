"""The words of the record as a reader meets them. Translation happens here, once."""

from django.utils.translation import gettext_lazy as lazy

from seedbed.publish.claim_words import CLAIMED
from seedbed.publish.fit_words import FIT
from seedbed.publish.room_words import ROOM
from seedbed.publish.safeguard_words import SAFEGUARDED

_SAID: dict[str, dict[str, object]] = {
    "status": {
        "found": lazy("Found"),
        "second-hand": lazy("Seen second-hand"),
        "known": lazy("Known in the background"),
        "coded": lazy("Our coding"),
        "simulated": lazy("Simulated"),
        "unknown": lazy("Source not known"),
    },
    "nation": {
        "england": lazy("England"),
        "scotland": lazy("Scotland"),
        "wales": lazy("Wales"),
        "northern-ireland": lazy("Northern Ireland"),
        "uk": lazy("UK"),
        "overseas": lazy("Overseas"),
    },
    "site-kind": {
        "organisation": lazy("Organisation"),
        "network": lazy("Network"),
        "team": lazy("Team"),
    },
    "framework": {
        "trauma-informed": lazy("Trauma-Informed Practice"),
        "contextual": lazy("Contextual Safeguarding"),
        "transitional": lazy("Transitional Safeguarding"),
        "other": lazy("Another approach"),
    },
    "unit": {
        "practice": lazy("Practice method"),
        "service": lazy("Service"),
        "system": lazy("System"),
        "unknown": lazy("Not known"),
    },
    "change": {
        "incremental": lazy("Incremental"),
        "significant": lazy("Significant"),
        "radical": lazy("Radical"),
        "unknown": lazy("Not known"),
    },
    "known": {
        "yes": lazy("yes"),
        "no": lazy("no"),
        "partly": lazy("partly"),
        "unknown": lazy("not known"),
        "smaller": lazy("smaller"),
        "same": lazy("the same"),
        "larger": lazy("larger"),
        "grant": lazy("grant"),
        "base-budget": lazy("base budget"),
        "pooled": lazy("pooled"),
        "mixed": lazy("mixed"),
    },
    "column": {
        "core_kept": lazy("Core kept"),
        "scale": lazy("Scale"),
        "funder": lazy("Funded by"),
        "benefits_kept": lazy("Benefits kept"),
        "adapted": lazy("Adapted"),
        "absorbed": lazy("Absorbed under another name"),
    },
    "stage": {
        "mobilising": lazy("Mobilising"),
        "designing": lazy("Designing"),
        "developing": lazy("Developing"),
        "integrating": lazy("Integrating"),
        "growing": lazy("Growing"),
        "system-change": lazy("System change"),
    },
    "direction": {
        "forward": lazy("Moving on"),
        "loop": lazy("Back to an earlier stage"),
        "stall": lazy("Stalled"),
        "setback": lazy("Setback"),
        "ended": lazy("Ended"),
    },
    "stream": {
        "practice": lazy("Practice"),
        "organisation": lazy("Organisation"),
        "partnership": lazy("Partnership"),
        "funding": lazy("Funding"),
        "evidence": lazy("Evidence"),
        "policy": lazy("Policy"),
        "context": lazy("Context"),
    },
    "label": {
        "facilitator": lazy("Facilitator"),
        "capability": lazy("Capability"),
        "inhibitor": lazy("Inhibitor"),
        "barrier": lazy("Barrier"),
    },
    "role": {
        "young-person": lazy("Young person"),
        "parent-or-carer": lazy("Parent or carer"),
        "practitioner": lazy("Practitioner"),
        "manager": lazy("Manager"),
        "partner": lazy("Partner agency"),
        "commissioner": lazy("Commissioner"),
    },
    "stood": {
        "unknown": lazy("Not known"),
        "disagree": lazy("Sources disagree"),
        "ended": lazy("Ended"),
        "partly": lazy("Going on in part"),
        "continuing": lazy("Going on"),
        "not-yet": lazy("Not yet"),
    },
    "ended": {
        "no": lazy("Not ended"),
        "by-decision": lazy("Ended by decision"),
        "by-drift": lazy("Ended by drift"),
        "by-crisis": lazy("Ended by crisis"),
        "reason-unknown": lazy("Ended, reason not known"),
        "unknown": lazy("Not known"),
    },
    "mark": {
        "": lazy("Not known"),
        "not-available": lazy("Not available"),
        "suppressed": lazy("Suppressed: small number"),
        "not-applicable": lazy("Not applicable"),
    },
    "moved": {
        "better": lazy("Better"),
        "no-change": lazy("No change"),
        "worse": lazy("Worse"),
        "mixed": lazy("Mixed"),
        "not-known": lazy("Not known"),
    },
    "design": {
        "trial": lazy("Trial"),
        "comparison-group": lazy("Comparison group"),
        "before-after-tested": lazy("Before and after, tested"),
        "before-after": lazy("Before and after"),
        "described": lazy("Described"),
        "unknown": lazy("Design not known"),
    },
    "cost-kind": {
        "running": lazy("Running it"),
        "implementing": lazy("Putting it in place"),
        "piloting": lazy("Being a pilot"),
        "unknown": lazy("Not known"),
    },
    "cashable": {
        "cashable": lazy("Cashable"),
        "avoided": lazy("Avoided cost"),
        "non-cashable": lazy("Not cashable"),
        "unknown": lazy("Not known"),
    },
    "source-kind": {
        "interview": lazy("Interview"),
        "focus-group": lazy("Focus group"),
        "observation": lazy("Observation note"),
        "document": lazy("Document"),
        "web-page": lazy("Web page"),
        "statistics": lazy("Official statistics"),
        "report": lazy("Report"),
    },
    "resource": {
        "grant": lazy("Grant"),
        "in-kind": lazy("In kind"),
        "staff-time": lazy("Staff time"),
        "other": lazy("Other"),
        "unknown": lazy("Not known"),
    },
    "compared": {
        "area": lazy("This area"),
        "comparison": lazy("Comparison"),
        "left out": lazy("Left out"),
    },
    "lawful-basis": {
        "public-task": lazy("A task in the public interest, such as research at a university"),
        "legitimate-interests": lazy("Legitimate interests"),
        "consent": lazy("Consent under data protection law (not the same as taking part)"),
        "legal-obligation": lazy("A duty in law"),
    },
    "special-condition": {
        "research": lazy("Research, archives or statistics"),
        "safeguarding": lazy("Safeguarding of children and of individuals at risk"),
        "public-interest": lazy("Another substantial public interest"),
        "explicit-consent": lazy("Explicit consent"),
    },
    "yes-no": {"yes": lazy("Yes"), "no": lazy("No")},
    "use": {
        "take-part": lazy("take part"),
        "quote": lazy("be quoted"),
        "archive": lazy("be archived"),
        "contact-again": lazy("be contacted again"),
        "practice-summary": lazy("practice summary"),
    },
    "member-role": {
        "lead": lazy("Lead"),
        "researcher": lazy("Researcher"),
        "co-researcher": lazy("Co-researcher"),
        "site-member": lazy("Member of a site"),
        "circle-member": lazy("Member of a circle"),
        "reader": lazy("Reader"),
        "safeguarding-lead": lazy("Safeguarding lead"),
        "data-protection": lazy("Data-protection contact"),
        "output-checker": lazy("Checker of what would leave"),
    },
    "opening": {
        "words": lazy("Sources and what was said in them"),
        "people": lazy("Who took part, and what they agreed to"),
        "answers": lazy("Answers to questions"),
    },
    # What the audit tells reads of.
    "identifying": {
        "participants": lazy("People who took part"),
        "consents": lazy("Consents"),
        "sources": lazy("Sources, by title"),
        "source_versions": lazy("Texts of sources"),
        "excerpts": lazy("Passages"),
        "codings": lazy("Memos on passages"),
        "responses": lazy("Answers to questions"),
        "attachments": lazy("Original files"),
        "releases": lazy("What waits to leave the study"),
        "access_items": lazy("What is held on somebody"),
    },
    "given-by": {
        "themself": lazy("the person themself"),
        "parent-or-carer": lazy("a parent or carer"),
        "legal-authority": lazy("somebody else with authority in law"),
        "not-said": lazy("not said"),
    },
    "age-band": {
        "under-16": lazy("under 16"),
        "16-17": lazy("16 or 17"),
        "adult": lazy("18 or over"),
        "not-said": lazy("not said"),
    },
    "assent": {
        "yes": lazy("Yes"),
        "no": lazy("No"),
        "not-asked": lazy("Not asked, or they consented themself"),
    },
    "capacity": {
        "able": lazy("judged able to decide this"),
        "not-able": lazy("judged not able to decide this"),
        "not-judged": lazy("nobody judged it"),
    },
    "withdrawal-scope": {
        "stop": lazy("Stop using their words from now on"),
        "erase": lazy("Erase their words"),
    },
    "reached": {
        "consents": lazy("Consents"),
        "sources": lazy("Sources that are theirs"),
        "excerpts": lazy("Passages they speak in"),
        "codings": lazy("Codings of these passages"),
        "responses": lazy("Answers to questions"),
        "supports": lazy("What claims lean on"),
        "claims": lazy("Claims"),
        "publications": lazy("Published pages"),
        "quoted_in": lazy("Texts that quote them word for word"),
        "releases": lazy("Releases that were stopped"),
        "attachments": lazy("Original files that were destroyed"),
        "runs": lazy("Answers computed anew"),
        "runs_left": lazy("Answers that could not be computed anew"),
    },
    **CLAIMED,
    **FIT,
    **ROOM,
    **SAFEGUARDED,
}


def said(vocabulary: str, word: str) -> str:
    """A word of a vocabulary as a reader meets it."""
    return str(_SAID[vocabulary][word])


def options(vocabulary: str) -> list[tuple[str, str]]:
    """All words of a vocabulary with what is said for them, for a form."""
    return [(word, str(shown)) for word, shown in _SAID[vocabulary].items() if word]
