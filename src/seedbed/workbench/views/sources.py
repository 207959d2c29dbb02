"""Sources of a study, and one source read: its words, what was coded in them, who may be quoted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.errors import NotFound
from seedbed.publish.look.asking import asker_of
from seedbed.record.attachments.selectors import files_of
from seedbed.record.evidence import selectors
from seedbed.record.looking import aside
from seedbed.record.people.selectors import agreed, withdrawn
from seedbed.record.study.selectors import study as study_of
from seedbed.record.withdrawals.selectors import readable_text
from seedbed.trust.asking import Asker
from seedbed.workbench.page import must_see, page, site_steps, step
from seedbed.workbench.passages import marked

if TYPE_CHECKING:
    from seedbed.record.evidence.models import Excerpt, Source, SourceVersion
    from seedbed.record.people.models import Participant


@require_safe
def sources(request: HttpRequest, study: str) -> HttpResponse:
    """All sources of a study, by site; those of no one site come last."""
    by = asker_of(request)
    row = study_of(by, study)
    must_see(by, row, "sources")
    found = sorted(with_texts(selectors.sources(by, row)), key=_place)
    context = page(
        request,
        title=_("Sources"),
        study=row,
        at="sources",
        sources=found,
        held=sum(source.texts for source in found),
        waiting=sum(source.cleared == "no" and source.texts > 0 for source in found),
    )
    return render(request, "workbench/sources.html", context)


@require_safe
def source(request: HttpRequest, source: str) -> HttpResponse:
    """One source: its text with passages marked."""
    by = asker_of(request)
    row = selectors.source(by, source)
    texts = list(selectors.versions(by, row))
    shown = _wanted(texts, request.GET.get("version", ""))
    with aside():  # how long a text is shows none of it
        sizes = [(text, len(text.text)) for text in texts]
    excerpts = list(_excerpts(shown)) if shown else []
    codings = list(selectors.codings_in(by, shown)) if shown else []
    gone = withdrawn(by, row.study, timezone.localdate())
    text = _text(by, shown, gone) if shown else ""
    above = [step(_("Sources"), "sources", row.study.public_id)]
    context = page(
        request,
        title=row.title,
        study=row.study,
        at="sources",
        above=above,
        source=row,
        site_link=site_steps(row.site)[-1] if row.site else None,
        versions=sizes,
        shown=shown,
        newest=bool(texts) and shown == texts[0],
        marked=marked(text, excerpts, codings) if shown else None,
        gone=row.participant_id in gone,
        speakers=_speakers(by, row, excerpts, gone),
        files=files_of(by, row),
        may_attach=by.may("attach", study=row.study_id),
        may_destroy=by.may("destroy-attachment", study=row.study_id),
        may_veto=by.may("veto", study=row.study_id),
        sees_reads=row.study.kind == "real" and by.may("see-reads", study=row.study_id),
    )
    return render(request, "workbench/source.html", context)


def _place(source: Source) -> tuple[bool, str]:
    return source.site is None, source.site.name if source.site else ""


def with_texts(rows: QuerySet[Source]) -> QuerySet[Source]:
    """Sources with how many texts are held of each: what is not held needs no clearing."""
    return rows.annotate(texts=Count("versions", distinct=True))


def _wanted(texts: list[SourceVersion], number: str) -> SourceVersion | None:
    """The version asked for, or the newest."""
    if not number:
        return texts[0] if texts else None
    for text in texts:
        if str(text.number) == number:
            return text
    raise NotFound(_("This source has no such version."))


def _excerpts(version: SourceVersion) -> Iterable[Excerpt]:
    # Whoever sees a text sees its passages.
    return version.excerpts.select_related("speaker").order_by("start", "end")  # type: ignore[no-any-return]


def _text(by: Asker, version: SourceVersion, gone: frozenset[int]) -> str:
    """The text to read; somebody's who withdrew stands under marks."""
    return readable_text(by, version, timezone.localdate()) if gone else version.text


def _speakers(
    by: Asker, source: Source, excerpts: Iterable[Excerpt], gone: frozenset[int]
) -> list[tuple[Participant, str]]:
    """Everybody who speaks here: withdrawn, or whether they agree to be quoted today."""
    people = {e.speaker_id: e.speaker for e in excerpts if e.speaker is not None}
    if source.participant is not None:
        people[source.participant_id] = source.participant
    if not people:
        return []
    may = agreed(by, source.study, "quote", timezone.localdate())
    word = {pk: "yes" if pk in may else "no" for pk in people} | dict.fromkeys(gone, "gone")
    return [(person, word[pk]) for pk, person in sorted(people.items())]
