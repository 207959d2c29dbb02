"""The report of a study as one HTML file: nothing outside the file is needed to read it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from seedbed.inquiry.ask import freshness
from seedbed.publish.advice import about_study, event_row
from seedbed.publish.bindings import split_sentences
from seedbed.publish.chain import Chains
from seedbed.publish.charts import Chart
from seedbed.publish.copied import refuse_copied
from seedbed.publish.look.pictures import lanes_picture
from seedbed.publish.look.register import register_said
from seedbed.publish.look.spoken import claim_said
from seedbed.publish.protecting import Shield
from seedbed.publish.replies import replies_to
from seedbed.publish.review import Review
from seedbed.record.claims.selectors import claims
from seedbed.record.runs.models import Run
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import case_names, innovations
from seedbed.record.timeline.selectors import events
from seedbed.trust.asking import Asker

STYLE = Path(__file__).parent / "look" / "static" / "seedbed" / "seedbed.css"


def html_report(by: Asker, study: Study, today: date) -> str:
    """The study, what it cannot tell, its claims with all that bears on them, and its answers.

    The same content as :func:`seedbed.publish.report.report`, for a reader: style and pictures are
    in the file. Words are in it only if they may be quoted today.
    """
    chains = Chains(by, study, claims(by, study), public=True, today=today)
    told = (study.title, study.summary, study.limits)
    refuse_copied(by, study, ((study.key, text) for text in told), today)
    runs = latest(by, study)
    since = Review(replies=replies_to(study.pk, using=by.using))
    page = {
        "study": about_study(study),
        "summary": study.summary,
        "limits": split_sentences(study.limits),
        "made_on": today,
        "claims": [claim_said(chains.body(claim), since) for claim in chains.claims],
        "sources": chains.ledger.sources(),
        "lanes": _lanes(by, study, today),
        "register": _register(by, study, runs.get("became-of-each"), chains.shield),
        "runs": [_run(study, run, chains.shield) for _asked, run in sorted(runs.items())],
        "style": mark_safe(STYLE.read_text(encoding="utf-8")),  # our own file, no reader's words
    }
    return render_to_string("published/report.html", page)


def _lanes(by: Asker, study: Study, today: date) -> Chart | None:
    """Everything that happened, a lane a case, in the order of the study's lists."""
    names = case_names(by, study)
    place = {row.pk: number for number, row in enumerate(innovations(by, study))}
    rows = sorted(
        events(by, study), key=lambda row: (place.get(row.innovation_id, len(place)), row.earliest)
    )
    return lanes_picture(
        [event_row(row, _lane(row, names)) for row in rows],
        title=_("What happened, and when: %(study)s") % {"study": study.title},
        today=today,
        simulated=study.is_simulated,
    )


def _lane(row: Any, names: dict[int, str]) -> str:
    if row.innovation_id is not None:
        return names[row.innovation_id]
    return str(row.site.name) if row.site is not None else _("The study as a whole")


def _register(by: Asker, study: Study, run: Run | None, shield: Shield) -> dict[str, Any] | None:
    if run is None:
        return None
    names = case_names(by, study)
    first = [names[row.pk] for row in innovations(by, study) if row.key in study.first]
    return register_said(shield.result(run) | {"digest": run.digest}, first=first)


def _run(study: Study, run: Run, shield: Shield) -> dict[str, Any]:
    return {
        "asked": run.asked,
        "text": shield.result(run)["text"],
        "digest": run.digest,
        "freshness": freshness(study, run, using=shield.using),
    }
