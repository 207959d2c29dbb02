"""Giving out a released file: checked once more, and noted in the audit."""

from seedbed.errors import InputError
from seedbed.record.reading import saw
from seedbed.record.releases.frozen import checked_bytes
from seedbed.record.releases.models import Release
from seedbed.trust.asking import Asker


def given_out(*, by: Asker, release: Release) -> bytes:
    """The bytes of a released file.

    Raises: ActionDenied without the right to export; InputError where it was not released, is a
    page, or is not what was checked.
    """
    by.must("export", study=release.study_id)
    if release.is_page:
        raise InputError(f"{release.name} is a page: it is read in the front room.")
    if release.status != "released":
        raise InputError(f"{release.name} is {release.status}: nothing of it goes out.")
    found = checked_bytes(release)
    saw(by=by, study=release.study, noun="releases", row=str(release.public_id))
    return found
