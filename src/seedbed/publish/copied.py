"""Somebody's words inside running text: a quotation that nothing marks and no check would see.

In a study of real people, words are quoted as evidence under a claim, where each is checked. A
sentence of a claim, a rendering or advice that repeats what somebody said is refused, unless the
passage it repeats may be quoted today.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.methods.disclosure.copied import Copied, Held
from seedbed.publish.quoting import SPOKEN, Quotes
from seedbed.record.access import theirs
from seedbed.record.evidence.models import Excerpt, SourceVersion
from seedbed.record.measures.models import Response
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker, system

Placed = tuple[str, str]  # where a text stands, and the text


def refuse_copied(by: Asker, study: Study, texts: Iterable[Placed], today: date) -> None:
    """Refuse running text that repeats what somebody said in a study of real people.

    Raises: InputError naming each place and the words.
    """
    if study.kind != "real":
        return
    joined: dict[str, str] = {}
    for place, text in texts:
        joined[place] = f"{joined.get(place, '')}\n{text}"
    held = Held(joined)
    found = _found(study, by.using, held, ())
    if found:  # only then is it worth asking which passages may be quoted
        found = _found(study, by.using, held, list(_allowed(study, by.using, today)))
    if found:
        lines = sorted({f"{one.source}: “{one.words}”" for one in found})
        raise InputError(
            _(
                "These sentences repeat what somebody said. Quote them as evidence under a claim, "
                "where they are checked, or say it in words of your own:"
            )
            + "\n"
            + "\n".join(lines[:20])
        )


def _found(study: Study, using: str, held: Held, allowed: Collection[str]) -> list[Copied]:
    return [one for text in _spoken(study, using) for one in held.found_in(text, but=allowed)]


def _spoken(study: Study, using: str) -> Iterator[str]:
    """Every text in which somebody speaks, and every answer in words."""
    by = system("quote-check", using=using)
    rows = theirs(by, SourceVersion).filter(study=study, source__kind__in=SPOKEN)
    yield from rows.values_list("text", flat=True).iterator(chunk_size=20)
    answers = theirs(by, Response).filter(study=study).exclude(words="")
    yield from answers.values_list("words", flat=True)


def _allowed(study: Study, using: str, today: date) -> Iterator[str]:
    """Words of passages that may be quoted today."""
    by, quotes = system("quote-check", using=using), Quotes(study, using=using, today=today)
    rows = theirs(by, Excerpt).filter(study=study)
    for row in rows.select_related(
        "version__source__site", "version__source__participant", "speaker"
    ):
        checked = quotes.check("excerpt", row, claim=None)
        if checked.verdict == "may":
            yield checked.words
