"""How we know a fact: its status, its address and what a reader must know of both."""

from dataclasses import dataclass

from seedbed.samples.innovation_programme.facts import Given

# Sites that hold copies of other people's documents: what is read there is seen second-hand.
MIRRORS = (
    "academia.edu", "booksci.", "cupdf.", "docslib.", "dokumen.", "fdocuments.", "netcare-ni.",
    "paperzz.", "slideplayer.", "vdocument.", "vdocuments.",
)  # fmt: skip

MIRRORED = "seen on a copy of the document, not where it was first published"
CODER = "Seedbed, reading the published sources"

_STATUS = {"F": "found", "O": "coded", "": "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The shared columns of a row that states something about the world."""

    status: str
    address: str = ""
    note: str = ""
    who: str = ""

    def cells(self, *notes: str) -> Given:
        """Return the columns, with further notes set before this one's own."""
        note = "; ".join(n for n in (*notes, self.note) if n)
        return {"status": self.status, "address": self.address, "note": note, "who": self.who}


def provenance(status: str, address: str) -> Provenance:
    """Read the provenance of a fact from its status letter and its address or report name."""
    if status == "O":
        return Provenance(status="coded", address=address, who=CODER)
    if is_mirror(address):
        plain = address.removesuffix(" (seen second-hand)")
        return Provenance(status="second-hand", address=plain, note=MIRRORED)
    return Provenance(status=_STATUS[status], address=address)


def is_mirror(address: str) -> bool:
    """Say whether any part of an address is a site that copies other people's documents.

    An address that names a copy and an original is taken as a copy: which was read is not known.
    """
    return any(mirror in address for mirror in MIRRORS)
