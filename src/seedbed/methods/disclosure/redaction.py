"""Words with marked gaps: what was taken out is seen to be taken out, and nothing is put in.

Whoever changes a quotation may only take out. What stays must be the speaker's words, in order.
"""

import re
from collections.abc import Iterable

from seedbed.methods.disclosure.quotation import GAPS, Finding

# Short, so that nobody says much in a gap; what stands in it is looked at like the rest.
GAP = re.compile(r"\[[^\[\]]{1,40}\]")


def gapped(words: str, findings: Iterable[Finding]) -> str:
    """Put a marked gap in the place of everything that was found in some words.

    >>> from seedbed.methods.disclosure.quotation import Facts, check_quotation
    >>> said = "He lives at Hill Road. I was fourteen."
    >>> gapped(said, check_quotation(said, Facts()).findings)
    'He lives at [a street]. [an age].'
    """
    made, at = "", 0
    for one in sorted((f for f in findings if f.end), key=lambda f: f.start):
        if one.end > at:
            made += words[at : max(at, one.start)] + (GAPS[one.kind] if one.start >= at else "")
            at = one.end
    return made + words[at:]


def only_gaps(original: str, changed: str) -> bool:
    """Say whether changed words are the original with nothing but marked gaps put in.

    >>> said = "They came to Ambleford every week, so you got to know them."
    >>> only_gaps(said, "They came to [a place] every week, so you got to know them.")
    True
    >>> only_gaps(said, "They never came to [a place] every week, so you got to know them.")
    False
    """
    pieces = GAP.split(changed)
    if len(pieces) == 1:
        return changed == original
    first, *middle, last = pieces
    if not original.startswith(first) or not original.endswith(last):
        return False
    at, end = len(first), len(original) - len(last)
    for piece in middle:
        found = original.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end
