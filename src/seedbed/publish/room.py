"""What would leave a study: out at once, or into the release room where it is of real people.

There is no other way out. Published and invented facts go straight on; what real people said is
frozen here, and two others look at it first.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from seedbed.errors import InputError
from seedbed.formats.study_folder import exported_files
from seedbed.publish.chain import Chains
from seedbed.publish.exporting import Leaving
from seedbed.record.access import theirs
from seedbed.record.claims.selectors import claims
from seedbed.record.models import TABLES
from seedbed.record.outputs.actions import publish
from seedbed.record.outputs.models import Publication
from seedbed.record.people.models import Participant
from seedbed.record.releases.actions import ask
from seedbed.record.releases.frozen import altered, checked_bytes, kept_text
from seedbed.record.releases.models import Release
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import Asker


def put_out(
    *, by: Asker, study: Study, body: dict[str, Any], revisions: Mapping[str, int], **page: Any
) -> Publication | Release:
    """Publish a page, or let it wait for two people where it is of a study of real people."""
    if study.kind != "real":
        return publish(by=by, study=study, body=body, revisions=dict(revisions), **page)
    return ask(
        by=by, study=study, form="page", body=kept_text(body), people=people_in(body),
        revisions=revisions, **page,
    )  # fmt: skip


def ask_for_report(*, by: Asker, study: Study, form: str, text: str, today: date) -> Release:
    """Let a report wait for two people, as the text it is."""
    by.must("export", study=study.pk)
    chains = Chains(by, study, claims(by, study), public=True, today=today)
    people = {key for claim in chains.claims for key in people_in(chains.body(claim))}
    return ask(
        by=by, study=study, kind="report", key=form, form=form, title=study.title, body=text,
        people=people, revisions=revisions(by, study),
    )  # fmt: skip


def ask_for_export(*, by: Asker, study: Study, today: date) -> Release:
    """Let the study folder, without what may not leave, wait for two people."""
    by.must("export", study=study.pk)
    leaving = Leaving(study, using=by.using, today=today)
    files = exported_files(study, by=by, leaving=leaving)
    people = theirs(by, Participant).filter(study=study).values_list("key", flat=True)
    return ask(
        by=by, study=study, kind="export", key="folder", form="folder", title=study.title,
        body=kept_text(files), people=people, revisions=revisions(by, study),
    )  # fmt: skip


def people_in(body: Any) -> set[str]:
    """The participants whose words or answers stand in a page, by key."""
    if isinstance(body, list):
        return {key for part in body for key in people_in(part)}
    if not isinstance(body, dict):
        return set()
    own = {str(body["person"])} if body.get("person") and not body.get("held") else set()
    return own | {key for part in body.values() for key in people_in(part)}


def frozen_page(release: Release) -> Publication:
    """The page that a release becomes, from its frozen text and nothing else. It is kept nowhere.

    Raises: InputError where what stands here is not what was frozen.
    """
    checked_bytes(release)
    return Publication(
        study=release.study, kind=release.kind, key=release.key, version=release.version,
        title=release.title, body=release.page, published_at=release.asked_at,
    )  # fmt: skip


def moved(by: Asker, release: Release) -> list[str]:
    """Tables of the study that were written since it was asked for: what was frozen may be old."""
    now = revisions(by, release.study)
    return sorted(n for n in TABLES if now.get(n, 0) != release.revisions.get(n, 0))


def refuse_altered(page: Publication, *, using: str) -> None:
    """Refuse to serve a page of real people that is not what two people passed.

    Raises: InputError saying so.
    """
    if altered([page], using=using):
        raise InputError(
            "This page is not what was checked before it was released, so it is not shown. Who "
            "runs this copy of Seedbed must look at it: seedbed audit verify."
        )


def whole(pages: Iterable[Publication], *, using: str) -> list[Publication]:
    """Pages without those that are not what two people passed."""
    held = list(pages)
    gone = altered(held, using=using)
    return [page for page in held if page.pk not in gone]
