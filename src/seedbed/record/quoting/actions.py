"""Writes about passages that are quoted: findings looked at, words with gaps, forgetting."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.methods.disclosure.redaction import only_gaps
from seedbed.record.quoting.models import QuoteDecision, QuoteWording, digest
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

LONGEST = 2000


def accept_finding(
    *, by: Asker, study: Study, kind: str, ref: str, finding: str, of: str, because: str
) -> QuoteDecision:
    """Keep that somebody looked at a finding, and why the words may stand.

    Which findings may be accepted is decided where the passage is checked.

    Raises: InputError without a reason, or where it was accepted before.
    """
    by.must("quote", study=study.pk)
    because = because.strip()
    if not because or len(because) > LONGEST:
        raise InputError(
            _("Say why the words may stand, in at most %(most)s characters.") % {"most": LONGEST}
        )
    held = QuoteDecision.objects.using(by.using).filter(study=study, kind=kind, ref=ref, of=of)
    if held.exists():
        raise InputError(_("Somebody looked at this already, and said why. What they said stays."))
    row = QuoteDecision(
        study=study, kind=kind, ref=ref, finding=finding, of=of, because=because, by=by.name,
        at=datetime.now(UTC),
    )  # fmt: skip
    with act(
        by=by, action="accept-finding", study=study, noun="quote_decisions", row=ref,
        fields=[finding],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row


def reword(
    *, by: Asker, study: Study, kind: str, ref: str, original: str, words: str
) -> QuoteWording:
    """Keep the words that are shown in place of a passage: its own, with marked gaps.

    Raises: InputError where they hold anything that was not said.
    """
    by.must("quote", study=study.pk)
    words = words.replace("\r\n", "\n").strip()
    if not words or not only_gaps(original.strip(), words):
        raise InputError(
            _(
                "These are not the speaker's words with gaps. Take out what tells who it is and "
                "mark each gap, as in [a place]. Change nothing else."
            )
        )
    held = {"of": digest(original), "words": words, "by": by.name, "at": datetime.now(UTC)}
    with act(
        by=by, action="reword-quotation", study=study, noun="quote_wordings", row=ref,
        fields=["words"],
    ):  # fmt: skip
        row, _made = QuoteWording.objects.using(by.using).update_or_create(
            study=study, kind=kind, ref=ref, defaults=held
        )
    return row


def forget_passages(*, by: Asker, study: Study, passages: Iterable[tuple[str, str]]) -> int:
    """Remove what is kept of some passages, named by kind and id: their words are withdrawn.

    Gives back how many rows went.
    """
    by.must("quote", study=study.pk)
    these = Q(pk__in=[])
    for kind, ref in passages:
        these |= Q(kind=kind, ref=ref)
    with act(by=by, action="forget-passages", study=study, noun="quote_wordings"):
        gone = 0
        for model in (QuoteDecision, QuoteWording):
            gone += model._default_manager.using(by.using).filter(these, study=study).delete()[0]
    return gone
