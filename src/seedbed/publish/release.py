"""Releasing one claim: frozen in hours, with the status it has, before the rest is ready."""

from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from seedbed.errors import InputError
from seedbed.inquiry.ask import Standings, ask_line, canonical
from seedbed.publish.advice import about_study
from seedbed.publish.bindings import questions_in, refuse_loose_numbers
from seedbed.publish.chain import Chains, claim_texts
from seedbed.publish.copied import refuse_copied
from seedbed.publish.figures import day
from seedbed.publish.notices import naming, refuse_unshown, sites_touched
from seedbed.publish.report import plain_text
from seedbed.publish.review import bound_numbers
from seedbed.publish.room import put_out
from seedbed.record.claims.models import Claim
from seedbed.record.claims.selectors import supports
from seedbed.record.outputs.models import Publication
from seedbed.record.outputs.selectors import published, renderings
from seedbed.record.releases.models import Release
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import revisions
from seedbed.trust.asking import Asker

RELEASABLE = ("hunch", "emergent", "tested-in-circle", "established")


def release_claim(*, by: Asker, study: Study, claim: Claim, today: date) -> Publication | Release:
    """Freeze one claim in its present version, with all that bears on it, and nothing else.

    Of a study of real people it waits in the release room, and a release is given back.

    The questions it rests on are put first where their answers are missing or have moved.

    Raises: ActionDenied without the right to publish. InputError where the claim is withdrawn, is
    published in this version already, holds a number bound to nothing, or is about a site that
    was not shown what will be said.
    """
    refuse_release(by, study, claim, today)
    _put_questions(by, study, claim)
    title, body = claim_page(Chains(by, study, [claim], public=True, today=today), claim)
    _refuse_lost_numbers(body)
    return put_out(
        by=by,
        study=study,
        kind="claim",
        key=claim.key,
        version=claim.version,
        title=title,
        body=body | naming(by, study, claims=[claim]).body,
        revisions=revisions(by, study),
    )


def refuse_release(by: Asker, study: Study, claim: Claim, today: date) -> None:
    """Refuse what may not be released, before anything is computed for it.

    Raises: as :func:`release_claim` does.
    """
    by.must("publish", study=study.pk)
    if claim.status not in RELEASABLE:
        raise InputError(
            _("This claim is withdrawn. Give it another status in claims.toml to release it.")
        )
    _refuse_again(by, study, claim)
    refuse_loose_numbers(_sentences(by, study, claim))
    refuse_unshown(by, study, sites_touched(by, study, claims=[claim]), today)
    refuse_copied(by, study, _sentences(by, study, claim), today)


def claim_page(chains: Chains, claim: Claim) -> tuple[str, dict[str, Any]]:
    """The title and the body of one claim's page, as they are frozen."""
    told = chains.body(claim)
    on_page = {number["anchor"] for number in bound_numbers(told)}
    body = {
        "study": about_study(chains.study),
        "claim": told,
        "sources": [s for s in chains.ledger.sources() if s["anchor"] in on_page],
        **chains.shield.frozen(),
    }
    return plain_text(told["text"])[:400], body


def _refuse_again(by: Asker, study: Study, claim: Claim) -> None:
    same = published(using=by.using).filter(
        study=study, kind="claim", key=claim.key, version=claim.version
    )
    there = same.defer("body").first()
    if there is None:
        return
    told = {"number": claim.version, "day": day(localtime(there.published_at).date())}
    if there.withdrawn_at is not None:
        raise InputError(
            _(
                "Version %(number)s was withdrawn after it was released on %(day)s. Raise the "
                "version in claims.toml and say why it was made anew."
            )
            % told
        )
    raise InputError(
        _(
            "Version %(number)s is released already, since %(day)s. It stays as it is. Raise the "
            "version in claims.toml to release other words."
        )
        % told
    )


def _sentences(by: Asker, study: Study, claim: Claim) -> list[tuple[str, str]]:
    """Every text of one claim that may hold bound numbers, with where it stands."""
    held = [(claim.key, text) for text in claim_texts(claim)]
    held += [(row.key, row.says_what) for row in supports(by, [claim])]
    return [*held, *((row.key, row.text) for row in renderings(by, study).filter(claim=claim))]


def _put_questions(by: Asker, study: Study, claim: Claim) -> None:
    """Put each question it rests on whose answer is missing, or rests on what has moved since."""
    lines = questions_in(text for _place, text in _sentences(by, study, claim))
    lines += [canonical(row.ref) for row in supports(by, [claim]) if row.kind == "run"]
    there, standings = latest(by, study), Standings(study, using=by.using)
    for line in dict.fromkeys(lines):
        if line not in there or standings.of(there[line]) != "fresh":
            ask_line(by=by, study=study, line=line)


def _refuse_lost_numbers(body: dict[str, Any]) -> None:
    lost = {n["token"] for n in bound_numbers(body["claim"]) if n["state"] == "gone"}
    if lost:
        raise InputError(
            _("These numbers lead to nothing in the record: %(tokens)s. Correct the ids.")
            % {"tokens": ", ".join(sorted(lost))}
        )
