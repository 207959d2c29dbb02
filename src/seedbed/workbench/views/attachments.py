"""Original files of a source: added, taken out, destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import InputError
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.record.attachments import actions, selectors
from seedbed.record.attachments.names import KINDS
from seedbed.record.evidence.selectors import source as source_of
from seedbed.record.looking import aside
from seedbed.workbench.files import Download, was_too_large
from seedbed.workbench.page import page, step

if TYPE_CHECKING:
    from seedbed.record.evidence.models import Source
    from seedbed.trust.asking import Asker


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, source: str) -> HttpResponse:
    """A form for one file, and what is kept."""
    by = asker_of(request)
    row = source_of(by, source)
    by.must("attach", study=row.study_id)
    wrong = []
    if request.method == "POST":
        wrong = _kept(request, by, row)
        if not wrong:
            messages.success(request, _("The file is kept, sealed."))
            return redirect("workbench:source", row.public_id)
    context = page(
        request,
        title=_("Add an original file"),
        study=row.study,
        at="sources",
        above=_above(row),
        source=row,
        errors=wrong,
        at_most=megabytes(),
        kinds=sorted(KINDS),
    )
    return render(request, "workbench/attach.html", context, status=400 if wrong else 200)


@require_safe
def download(request: HttpRequest, attachment: str) -> HttpResponse | StreamingHttpResponse:
    """One original file, to be saved. Whoever takes it out of a real study shows who they are."""
    by = asker_of(request)
    row = selectors.attachment(by, attachment)
    if (first := prove_again(request, row.study)) is not None:
        return first
    content = actions.open(by=by, attachment=row)
    with aside():  # that it was opened is in the audit by now
        name = row.name
    return Download(content, name=name, kind=KINDS[row.kind], size=row.file.size)


@require_http_methods(["GET", "HEAD", "POST"])
def destroy(request: HttpRequest, attachment: str) -> HttpResponse:
    """Destroy one original file, after asking once more."""
    by = asker_of(request)
    row = selectors.attachment(by, attachment)
    by.must("destroy-attachment", study=row.study_id)
    if request.method == "POST":
        if (first := prove_again(request, row.study)) is not None:
            return first
        source = row.source
        actions.destroy(by=by, attachment=row)
        messages.success(request, _("The file was destroyed, and its key with it."))
        if source is None:
            return redirect("workbench:sources", row.study.public_id)
        return redirect("workbench:source", source.public_id)
    context = page(
        request,
        title=_("Destroy this file?"),
        study=row.study,
        at="sources",
        above=_above(row.source) if row.source else [],
        row=row,
        source=row.source,
    )
    return render(request, "workbench/destroy_file.html", context)


def megabytes() -> int:
    """The largest file that is kept."""
    return int(settings.SEEDBED_ATTACHMENT_BYTES) // 1024**2


def _kept(request: HttpRequest, by: Asker, source: Source) -> list[tuple[str, str]]:
    """Keep the file that was sent; what is wrong with it, if anything."""
    sent: Any = request.FILES.get("file")
    if sent is None:
        said = (
            _("The file is larger than {size} MB. Nothing was kept of it.")
            if was_too_large(request)
            else _("Choose a file.")
        )
        return [(said.format(size=megabytes()), "#file")]
    try:
        actions.add(by=by, source=source, name=sent.name, content=sent.chunks())
    except InputError as refusal:
        return [(str(refusal), "#file")]
    finally:
        sent.close()
    return []


def _above(source: Source) -> list[tuple[str, str]]:
    return [
        step(_("Sources"), "sources", source.study.public_id),
        step(source.title, "source", source.public_id),
    ]
