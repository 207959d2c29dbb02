"""The bytes of what is frozen: what both reviewers see, what goes out, and their digest."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from seedbed.errors import InputError
from seedbed.record.outputs.models import Publication
from seedbed.record.releases.models import Release

# One moment for every file in a folder: the same content gives the same bytes, whenever.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
ENDINGS = {"page": "json", "html": "html", "json": "json", "text": "txt", "csv": "csv",
           "folder": "zip"}  # fmt: skip


class Altered(InputError):
    """What stands here is not what was checked."""


def kept_text(content: Mapping[str, Any]) -> str:
    """Values as the text that is frozen: the same that the column of a page keeps."""
    return json.dumps(content, ensure_ascii=False)


def bytes_of(form: str, body: str) -> bytes:
    """The bytes that go out: the text itself, or a folder of texts as one zip file."""
    if form != "folder":
        return body.encode()
    files = json.loads(body)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as folder:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            folder.writestr(entry, files[name].encode())
    return packed.getvalue()


def digest(form: str, body: str) -> str:
    """SHA-256 of the bytes that go out."""
    return hashlib.sha256(bytes_of(form, body)).hexdigest()


def checked_bytes(release: Release) -> bytes:
    """The bytes of a release, if they are still those that were frozen.

    Raises: Altered where they are not, and where what was in it has been erased.
    """
    if not release.body:
        raise InputError("What was in this release has been erased. Nothing of it goes out.")
    found = bytes_of(release.form, release.body)
    if hashlib.sha256(found).hexdigest() != release.sha256:
        raise Altered(
            "This is not what was checked: its SHA-256 differs from the one that was frozen. "
            "Nothing goes out. Tell the data-protection contact, and run: seedbed audit verify."
        )
    return found


def file_name(release: Release) -> str:
    """What a released file is called: its study, what it is, its version."""
    return (
        f"{release.study.key}-{release.kind}-{release.key}-{release.version}"
        f".{ENDINGS[release.form]}"
    )


def altered(publications: Iterable[Publication], *, using: str) -> set[int]:
    """Published pages of studies of real people that are not what two people passed, by their pk.

    What an erasure left of a page is told by the release itself.
    """
    real = [row for row in publications if row.study.kind == "real"]
    if not real:
        return set()
    rows = Release.objects.using(using).filter(
        study__in={row.study_id for row in real}, status="released", form="page"
    )
    checked = {
        (row.study_id, row.kind, row.key, row.version): row.left_sha256 or row.sha256
        for row in rows.defer("body")
    }
    return {
        row.pk
        for row in real
        if digest("page", kept_text(row.body))
        != checked.get((row.study_id, row.kind, row.key, row.version))
    }
