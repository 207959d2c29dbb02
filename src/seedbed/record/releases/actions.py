"""Writes in the release room: asking, one person's verdict, stopping, and forgetting."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from seedbed.errors import InputError
from seedbed.record.base import public_id_of
from seedbed.record.outputs.models import Publication
from seedbed.record.releases.frozen import checked_bytes, digest
from seedbed.record.releases.models import PAGES, PEOPLE, Release, Review
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker
from seedbed.trust.models import User


def ask(
    *,
    by: Asker,
    study: Study,
    kind: str,
    key: str,
    form: str,
    title: str,
    body: str,
    people: Iterable[str] = (),
    revisions: Mapping[str, int] | None = None,
    version: int | None = None,
) -> Release:
    """Freeze what would go out and let it wait for two people. The same, asked twice, waits once.

    ``version`` is that of a page; a file takes the next one.

    Raises: ActionDenied without the right to publish or export. InputError where something else
    waits under this name, or this version is out already.
    """
    by.must("publish" if kind in PAGES else "export", study=study.pk)
    author = _person(by)
    if study.kind != "real":
        raise InputError("Only what leaves a study of real people is looked at by two others.")
    rows = Release.objects.using(by.using).filter(study=study, kind=kind, key=key)
    waits = rows.filter(status="waiting").first()
    sha256 = digest(form, body)
    if waits is not None and waits.sha256 == sha256 and version in (None, waits.version):
        return waits
    if waits is not None:
        raise InputError(
            f"{waits.name} waits in the release room already, with other content. Stop it there "
            "to ask for this instead."
        )
    if version is None:
        version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    elif rows.filter(status="released", version=version).exists():
        raise InputError(f"{kind}/{key}/{version} was released already. Raise its version.")
    row = Release(
        study=study, kind=kind, key=key, version=version, form=form, title=title[:400], body=body,
        sha256=sha256, people=sorted(set(people)), revisions=dict(revisions or {}),
        asked_by=author, asked_at=datetime.now(UTC),
    )  # fmt: skip
    try:
        with act(
            by=by, action="ask-release", study=study, noun="releases", row=row.name,
            fields=["body", "sha256"],
        ):  # fmt: skip
            row.save(using=by.using, force_insert=True)
    except IntegrityError as taken:
        raise InputError(
            f"{row.name} was asked for at the same moment. Look in the release room."
        ) from taken
    return row


def review(*, by: Asker, release: Release, verdict: str, reason: str = "") -> Release:
    """Give one person's verdict; the second one decides.

    Two passes release it, and a page is published from the frozen text in the same act.

    Raises: ActionDenied without the right to review. InputError where it was the asker's own,
    they spoke already, it waits no longer, a refusal gives no reason, or what is frozen is not
    what was asked for.
    """
    by.must("review", study=release.study_id)
    person, reason = _person(by), reason.strip()
    if verdict not in ("pass", "refuse"):
        raise InputError("A verdict is pass or refuse.")
    if verdict == "refuse" and not reason:
        raise InputError("Say why you refuse it: who asked for it must be able to mend it.")
    try:
        with transaction.atomic(using=by.using):
            row = _locked(by, release)
            spoken = list(row.reviews.select_related("by"))
            _refuse_turn(row, person, spoken)
            checked_bytes(row)
            mine = Review(
                release=row, by=person, author_id=row.asked_by_id, place=len(spoken) + 1,
                verdict=verdict, reason=reason, at=datetime.now(UTC),
            )  # fmt: skip
            # Which release it is of, the audit tells once both have spoken: until then somebody
            # who may read it could count.
            with act(by=by, action="review", study=row.study, noun="reviews", fields=["verdict"]):
                mine.save(using=by.using, force_insert=True)
            if len(spoken) + 1 == PEOPLE:
                _decide(by, row, [*spoken, mine])
    except IntegrityError as refused:
        raise InputError("Somebody else spoke at the same moment. Look at it again.") from refused
    return row


def stop(*, by: Asker, release: Release, because: str) -> None:
    """Take back what waits: nothing of it goes out, and what was frozen is emptied.

    One that is decided already is left as it is.
    """
    author = not by.is_system and str(release.asked_by.public_id) == by.name
    if not author:
        by.must("stop-release", study=release.study_id)
    if not because.strip():
        raise InputError("Say why it is stopped: who asked for it must know.")
    with act(
        by=by, action="stop-release", study=release.study, noun="releases", row=release.name,
        fields=["status", "stopped_because", "body"],
    ):  # fmt: skip
        row = _locked(by, release)
        if row.status == "waiting":
            row.status, row.decided_at = "stopped", datetime.now(UTC)
            row.stopped_because = because.strip()
            row.body, row.title, row.people = "", "", []
            row.save(using=by.using)


def forget(*, by: Asker, release: Release, left: str = "") -> None:
    """Empty what was frozen, for an erasure. ``left`` is the digest of what a page still says.

    Raises: InputError while it waits: stop it instead.
    """
    by.must("stop-release", study=release.study_id)
    with act(
        by=by, action="forget-release", study=release.study, noun="releases", row=release.name,
        fields=["body", "people"],
    ):  # fmt: skip
        row = _locked(by, release)
        if row.status == "waiting":
            raise InputError(f"{row.name} still waits. Stop it: that empties it as well.")
        row.body, row.title, row.people, row.left_sha256 = "", "", [], left
        row.save(using=by.using)


def _person(by: Asker) -> User:
    """The account that speaks. The system neither asks nor reviews: two people must be people."""
    row = None if by.is_system else User.objects.using(by.using).filter(public_id=by.name).first()
    if row is None:
        raise InputError(
            "Somebody must put their name to what leaves a study of real people. In a terminal, "
            "give a user name: --by NAME."
        )
    return row


def _locked(by: Asker, release: Release) -> Release:
    """The release as it is now, held until the act ends."""
    rows = Release.objects.using(by.using).select_for_update(of=("self",))
    return rows.select_related("study", "asked_by").get(pk=release.pk)


def _refuse_turn(release: Release, person: User, spoken: list[Review]) -> None:
    if release.status != "waiting":
        raise InputError("It waits no longer: it was decided or stopped meanwhile.")
    if release.asked_by_id == person.pk:
        raise InputError("You asked for this yourself. Two others must look at it.")
    if any(row.by_id == person.pk for row in spoken):
        raise InputError("You have spoken already. A verdict is not changed.")


def _decide(by: Asker, release: Release, spoken: list[Review]) -> None:
    """Both have spoken: it is released or refused, and a released page is published at once."""
    passed = all(row.verdict == "pass" for row in spoken)
    checkers = [f"checked-by {row.by.public_id}" for row in spoken]
    release.status, release.decided_at = "released" if passed else "refused", datetime.now(UTC)
    with act(
        by=by, action="release" if passed else "refuse-release", study=release.study,
        noun="releases", row=release.name, fields=checkers,
    ):  # fmt: skip
        release.save(using=by.using, update_fields=["status", "decided_at"])
    if passed and release.is_page:
        _publish(by, release)


def _publish(by: Asker, release: Release) -> None:
    """The page, from the frozen text and nothing else."""
    study, where = release.study, f"{release.kind}/{release.key}/{release.version}"
    page = Publication(
        study=study, kind=release.kind, key=release.key, version=release.version,
        title=release.title, body=release.page, revisions=release.revisions,
        public_id=public_id_of(study.key, where), published_at=datetime.now(UTC),
        published_by=str(release.asked_by.public_id),
    )  # fmt: skip
    with act(
        by=by, action="publish", study=study, noun="publications", row=release.key, fields=["body"]
    ):  # fmt: skip
        page.save(using=by.using, force_insert=True)
