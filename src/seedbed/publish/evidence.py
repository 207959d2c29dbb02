"""Evidence in words: what one row under a claim says, when, where, and how we know."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from seedbed.publish.figures import day, money, span, with_unit
from seedbed.publish.wording import said
from seedbed.record.looking import aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row, told: a headline, when and where, and further lines by their label."""

    headline: str
    when: str = ""
    where: str = ""
    lines: tuple[tuple[str, str], ...] = ()


def tell(kind: str, row: Any) -> Told:
    """Tell one row of evidence."""
    return _TELLERS[kind](row)


def fact_of(kind: str, row: Any) -> Any:
    """The row that says how we know: the source of an excerpt, else the row itself."""
    return row.version.source if kind == "excerpt" else row


def provenance_of(kind: str, row: Any) -> dict[str, str]:
    """How we know a row: its own columns, or those of the source an excerpt is from."""
    fact = fact_of(kind, row)
    return {
        "status": fact.status,
        "address": fact.address,
        "note": fact.note,
        "who": fact.who,
        "recorded_on": fact.recorded_on.isoformat() if fact.recorded_on else "",
        "reported_by": _reporter(kind, row),
        "disputed_by": getattr(row, "disputed_by", ""),
    }


def _reporter(kind: str, row: Any) -> str:
    """Who says so, where the row names them; a fact without one is told by its address."""
    if kind == "excerpt":
        return str(row.version.source.title)
    if kind == "verdict":
        return str(row.organisation.name)
    return str(getattr(row, "reported_by", ""))


def state_of(kind: str, row: Any) -> str:
    """A digest of all a row says, so that a later change is seen."""
    names = [f.attname for f in row._meta.fields if f.name not in ("id", "study", "public_id")]
    with aside():
        words = [str(getattr(row, name)) for name in names if not name.endswith("_id")]
        if kind == "excerpt":
            words.append(row.words)
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def _excerpt(row: Any) -> Told:
    source = row.version.source
    speaker = row.speaker or source.participant
    lines = [(_("Source"), source.title)]
    if speaker is not None:
        lines.append((_("Speaker"), f"{speaker.pseudonym}, {said('role', speaker.role).lower()}"))
    return Told(
        headline=_("Words from: %(title)s") % {"title": source.title},
        when=day(source.on) if source.on else "",
        where=source.site.name if source.site else "",
        lines=tuple(lines),
    )


def _event(row: Any) -> Told:
    lines = [(_("Direction"), said("direction", row.direction))]
    if row.stage:
        lines.append((_("Stage"), said("stage", row.stage)))
    if row.learned_on:
        lines.append((_("Learned on"), day(row.learned_on)))
    return Told(
        headline=row.title,
        when=span(row.earliest, row.latest),
        where=_place(row),
        lines=tuple(lines),
    )


def _reading(row: Any) -> Told:
    # Said of no mark: not known.
    value = f"[{said('mark', row.mark).lower()}]"
    if row.value is not None:
        value = with_unit(row.value, row.indicator.unit)
    return Told(
        headline=f"{row.indicator.name}, {row.area}: {value}",
        when=span(row.starts, row.ends),
        where=row.area,
        lines=((_("Unit"), row.indicator.unit), (_("Release"), row.address)),
    )


def _score(row: Any) -> Told:
    how = _("not known")
    if row.raw is not None:
        how = {0: _("absent"), 1: _("present")}.get(
            float(row.raw), _("scored %(value)s") % {"value": f"{float(row.raw):g}"}
        )
        how = _("partly") if float(row.raw) == 0.5 else how
    return Told(
        headline=f"{row.condition.name}: {how}",
        when=span(row.earliest, row.latest),
        where=row.innovation.name,
        lines=_lines((_("Reason"), row.reason)),
    )


def _sustainment(row: Any) -> Told:
    ended = row.ended not in ("no", "unknown")
    still = _("Still running: %(word)s") % {"word": said("known", row.delivered)}
    what = said("ended", row.ended) if ended else still
    names = ("core_kept", "scale", "funder", "benefits_kept", "adapted", "absorbed")
    return Told(
        headline=what,
        when=_("as of %(day)s") % {"day": day(row.as_of)} if row.as_of else _("date not known"),
        where=row.innovation.name,
        lines=tuple(
            (said("column", name), said("known", getattr(row, name)))
            for name in names
            if getattr(row, name) != "unknown"
        ),
    )


def _outcome(row: Any) -> Told:
    return Told(
        headline=row.statement,
        where=row.innovation.name,
        lines=_lines(
            (_("Measure"), row.measure),
            (_("Whose"), row.whose),
            (_("Direction"), said("moved", row.moved)),
            (_("Design"), said("design", row.design)),
            (_("Baseline"), row.baseline),
            (_("Comparison"), row.comparison),
        ),
    )


def _cost(row: Any) -> Told:
    amount = _("not known") if row.amount is None else money(row.amount)
    return Told(
        headline=f"{row.statement}: {amount}",
        when=span(row.starts, row.ends),
        where=row.innovation.name,
        lines=_lines(
            (_("Payer"), row.payer or _("not known")),
            (_("Stage"), said("stage", row.stage) if row.stage else _("not known")),
            (_("Kind"), said("cost-kind", row.kind)),
            (_("Price year"), str(row.price_year or _("not known"))),
        ),
    )


def _benefit(row: Any) -> Told:
    amount = money(row.amount) if row.amount is not None else _("amount not known")
    if row.high is not None:
        amount = _("%(least)s to %(most)s") % {"least": amount, "most": money(row.high)}
    return Told(
        headline=f"{row.statement}: {amount}",
        when=span(row.starts, row.ends),
        where=row.innovation.name,
        lines=_lines(
            (_("Who gains"), row.gainer or _("not known")),
            (_("Kind"), said("cashable", row.cashable)),
        ),
    )


def _adoption(row: Any) -> Told:
    words = {"area": row.area, "role": row.role, "whom": row.learned_from}
    if row.learned_from:
        headline = _("Taken up in %(area)s (%(role)s), learned from %(whom)s") % words
    else:
        headline = _("Taken up in %(area)s (%(role)s)") % words
    return Told(
        headline=headline,
        when=span(row.earliest, row.latest),
        where=row.area,
        lines=_lines((_("What is dated"), row.what_is_dated)),
    )


def _context(row: Any) -> Told:
    return Told(
        headline=f"{row.attribute}: {row.value}",
        when=span(row.earliest, row.latest),
        where=row.site.name,
    )


def _response(row: Any) -> Told:
    answer = row.words or (
        _("answered %(value)s") % {"value": row.value} if row.value is not None else _("no answer")
    )
    return Told(headline=f"{row.item.wording} {answer}", when=day(row.on), where=row.site.name)


def _source(row: Any) -> Told:
    return Told(
        headline=row.title,
        when=day(row.on) if row.on else "",
        where=row.site.name if row.site else "",
        lines=((_("Kind"), said("source-kind", row.kind)),),
    )


def _verdict(row: Any) -> Told:
    return Told(
        headline=f"{row.organisation.name}: {said('verdict', row.verdict).lower()}. {row.reason}",
        when=day(row.session.on),
        where=row.session.circle.name,
        lines=_lines(
            (_("Judged version"), str(row.claim_version)), (_("Their context"), row.context)
        ),
    )


def _place(row: Any) -> str:
    if row.innovation is not None:
        return str(row.innovation.name)
    return str(row.site.name) if row.site is not None else ""


def _lines(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


_TELLERS: dict[str, Callable[[Any], Told]] = {
    "excerpt": _excerpt, "event": _event, "reading": _reading, "score": _score,
    "sustainment": _sustainment, "outcome": _outcome, "cost": _cost, "benefit": _benefit,
    "adoption": _adoption, "context": _context, "response": _response, "source": _source,
    "verdict": _verdict,
}  # fmt: skip
