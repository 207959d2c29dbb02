"""The library: published knowledge that ships with Seedbed, for anybody to browse."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from seedbed import library as shelves
from seedbed.errors import InputError, NotFound
from seedbed.front_room.page import show

KINDS = {
    "stages": lazy("Stages"),
    "framework": lazy("Practice frameworks"),
    "theory": lazy("Theories, with what each predicts"),
    "codebook": lazy("Codebooks"),
    "checklist": lazy("Reporting checklists, by name"),
}
# Columns a reader meets in other words than the code's.
COLUMNS = {
    "id": lazy("Id"),
    "predicts_if_true": lazy("If it is true, we should see"),
    "predicts_if_false": lazy("If it is false, we should see"),
}


def library(request: HttpRequest) -> HttpResponse:
    """All entries, by kind."""
    entries = shelves.catalogue()
    groups = [(name, [e for e in entries if e.kind == kind]) for kind, name in KINDS.items()]
    return show(request, "library.html", {"groups": groups}, (_("Library"), ""), at="library")


def library_entry(request: HttpRequest, entry: str) -> HttpResponse:
    """One entry: its paragraph, then its rows."""
    try:
        found = shelves.show(entry)
    except InputError as wrong:
        raise NotFound(str(wrong)) from wrong
    rows = found.table()
    names = list(rows[0]) if rows else []
    body = {
        "title": found.title,
        "text": found.text(),
        "head": [
            {"text": COLUMNS.get(name, name.replace("_", " ").capitalize())} for name in names
        ],
        "body": [
            [{"text": "" if row[name] is None else str(row[name])} for name in names]
            for row in rows
        ],
    }
    crumbs = ((_("Library"), reverse("front_room:library")), (found.title, ""))
    return show(request, "library_entry.html", body, *crumbs, at="library")
