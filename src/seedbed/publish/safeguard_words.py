"""The words of harm that was disclosed, of keeping, and of what is held on somebody."""

from django.utils.translation import gettext_lazy as lazy

SAFEGUARDED: dict[str, dict[str, object]] = {
    "harm-state": {
        "raised": lazy("Not seen yet"),
        "seen": lazy("Seen, not decided"),
        "decided": lazy("Decided"),
    },
    "harm-outcome": {
        "told-childrens-services": lazy("Children's services were told"),
        "told-adult-services": lazy("Adult services were told"),
        "told-police": lazy("The police were told"),
        "already-known": lazy("Services knew already"),
        "no-further-step": lazy("No further step, for the reason given"),
        "not-harm": lazy("It was not harm after all"),
    },
    "sharing-ground": {
        "duty": lazy("A duty to share"),
        "power": lazy("A power to share"),
        "neither": lazy("Neither"),
    },
    "told": {
        "yes": lazy("Yes, they were told"),
        "not-yet": lazy("Not yet"),
        "no": lazy("No"),
    },
    "material": {
        "texts": lazy("Texts of sources"),
        "attachments": lazy("Original files"),
        "participants": lazy("People and what they agreed to"),
        "responses": lazy("Answers to questions"),
        "flags": lazy("Flags of harm"),
        "releases": lazy("What was released"),
    },
    "keeping": {
        "destroy": lazy("Destroy it now"),
        "keep": lazy("Keep it until another day"),
        "hold": lazy("Hold it: nothing of it may be destroyed"),
    },
    "asked-by": {
        "themself": lazy("The person"),
        "parent": lazy("A parent or carer, for the person"),
        "representative": lazy("Somebody else who acts for the person"),
    },
    "unclear": {
        "identity": lazy("Who is asking"),
        "scope": lazy("What they ask for"),
    },
    "harm-opinion": {
        "waiting": lazy("Not given yet"),
        "no-serious-harm": lazy("Serious harm is not likely"),
        "serious-harm": lazy("Serious harm is likely"),
    },
    "exemption": {
        "third-party": lazy("It tells of somebody else"),
        "serious-harm": lazy("Serious harm would be likely"),
        "child-abuse-data": lazy("Child abuse data, left out in their interest"),
        "privilege": lazy("Advice of a lawyer"),
        "other": lazy("Another reason in law"),
    },
}
