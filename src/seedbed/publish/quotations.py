"""The quotations under a claim, each with its check; what is accepted, and words with gaps."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.methods.disclosure.redaction import gapped
from seedbed.publish.quoting import Checked, Quotes, is_somebodys
from seedbed.record.claims.models import Claim, Support
from seedbed.record.claims.selectors import rows_under, supports
from seedbed.record.quoting.actions import accept_finding, reword
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One passage under a claim, and what the check says of it today."""

    support: Support
    checked: Checked

    @property
    def proposal(self) -> str:
        """The words that would be shown, with a marked gap for everything that was found."""
        return gapped(self.checked.words, self.checked.quotation.must_change)


def quotations(by: Asker, study: Study, claim: Claim, today: date) -> list[Quoted]:
    """Every passage under a claim of a study of real people that holds somebody's words, checked.

    Only passages that the asker may see. Other studies have none: theirs are published or invented.
    """
    if study.kind != "real":
        return []
    held = [row for row in supports(by, [claim]) if row.kind in ("excerpt", "response")]
    rows = rows_under(by, study, {(row.kind, row.ref) for row in held})
    quotes = Quotes(study, using=by.using, today=today)
    found = []
    for support in held:
        row = rows.get((support.kind, support.ref))
        if row is not None and row.words and is_somebodys(support.kind, row):
            checked = quotes.check(support.kind, row, claim=claim.key)
            found.append(Quoted(support=support, checked=checked))
    return found


def accept(
    *, by: Asker, study: Study, claim: Claim, support: str, of: str, because: str, today: date
) -> None:
    """Keep that somebody looked at one finding, and why the words may stand.

    Raises: InputError where there is no such finding any more, or it is one that no acceptance
    mends: then the words have to change.
    """
    quoted = _one(by, study, claim, support, today)
    open_to_it = {one.of: one.finding for one in quoted.checked.looked}
    if of not in open_to_it:
        raise InputError(
            _(
                "This cannot be accepted: the words have changed meanwhile, or they have to "
                "change. Look at the page again."
            )
        )
    accept_finding(
        by=by, study=study, kind=quoted.support.kind, ref=quoted.support.ref,
        finding=open_to_it[of].kind, of=of, because=because,
    )  # fmt: skip


def change_words(
    *, by: Asker, study: Study, claim: Claim, support: str, words: str, today: date
) -> None:
    """Keep the words with gaps that are shown in place of a passage.

    Raises: InputError where they hold anything that was not said.
    """
    quoted = _one(by, study, claim, support, today)
    reword(
        by=by, study=study, kind=quoted.support.kind, ref=quoted.support.ref,
        original=quoted.checked.original, words=words,
    )  # fmt: skip


def _one(by: Asker, study: Study, claim: Claim, support: str, today: date) -> Quoted:
    for quoted in quotations(by, study, claim, today):
        if quoted.support.key == support:
            return quoted
    raise InputError(_("This passage does not stand under the claim any more."))
