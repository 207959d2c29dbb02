"""What this is and is not, privacy, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed.front_room.page import show

# What each mark of provenance means, in the order of the vocabulary. Background knowledge is not
# among them: it is never published as a fact.
MARKS = (
    ("found", lazy("Read in a published source, at the address given.")),
    ("second-hand", lazy("Read in a copy of a document, not where it was first published.")),
    ("coded", lazy("Our own reading of the facts, by the coder named.")),
    ("simulated", lazy("Invented for a demonstration. Nothing about it is real.")),
    ("unknown", lazy("Nobody recorded where it is from.")),
)


def about(request: HttpRequest) -> HttpResponse:
    """The page about this copy of Seedbed."""
    return show(request, "about.html", {"marks": MARKS}, (_("About"), ""), at="about")
