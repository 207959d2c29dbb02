"""Writes of what happened."""

import uuid
from datetime import date
from typing import get_args

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.base import public_id_of
from seedbed.record.study.models import Innovation, Site
from seedbed.record.timeline.models import Event
from seedbed.record.writing import act
from seedbed.trust.asking import Asker

# The log is its own source: somebody who was there, or heard of it, wrote it down here.
LOGGED_HERE = "logged on the workbench"


def log_event(
    *,
    by: Asker,
    site: Site,
    title: str,
    earliest: date,
    latest: date | None = None,
    stream: str,
    stage: str = "",
    direction: str = "forward",
    innovation: Innovation | None = None,
    note: str = "",
    learned_on: date,
) -> Event:
    """Log something that happened at a site.

    When it happened may be uncertain: ``earliest`` to ``latest``. ``learned_on`` is the day it
    became known to the study, so that a later reader can see the site as it was known then.
    """
    by.must("log-event", study=site.study_id, site=site.pk)
    latest = latest or earliest
    title = " ".join(title.split())
    _check_words(stream=stream, stage=stage, direction=direction)
    _check_texts(title=title, note=note)
    if latest < earliest:
        raise InputError(
            f"The latest day it can have happened ({latest}) comes before the earliest "
            f"({earliest}). Give the same day twice if you know it."
        )
    if innovation is not None and innovation.site_id != site.pk:
        raise InputError(f"{innovation.name} does not belong to {site.name}.")
    key = f"ev-{uuid.uuid4().hex[:10]}"
    event = Event(
        study_id=site.study_id, key=key, public_id=public_id_of(site.study.key, key),
        site=site, innovation=innovation, title=title, earliest=earliest, latest=latest,
        learned_on=learned_on, stream=stream, stage=stage, direction=direction,
        # Nobody may take what is tried out in an invented study for something that happened.
        status="simulated" if site.study.is_simulated else "found",
        address=LOGGED_HERE, note=note, who=by.role_in(site.study_id), recorded_on=learned_on,
    )  # fmt: skip
    fields = ["site", "title", "earliest", "latest", "stream", "stage", "direction"]
    with act(by=by, action="log-event", study=site.study, noun="events", row=key, fields=fields):
        event.save(using=by.using, force_insert=True)
    return event


def _check_texts(*, title: str, note: str) -> None:
    if not title:
        raise InputError("Say in a few words what happened.")
    # As long as a study folder takes them: what is logged must come out and in again.
    for name, given, longest in (("What happened", title, 400), ("The note", note, 20_000)):
        if len(given) > longest:
            raise InputError(f"{name} has {len(given)} characters; it may have {longest}.")


def _check_words(*, stream: str, stage: str, direction: str) -> None:
    for given, vocabulary, name in (
        (stream, w.Stream, "stream"),
        (stage or "mobilising", w.Stage, "stage"),
        (direction, w.Direction, "direction"),
    ):
        if given not in get_args(vocabulary):
            raise InputError(
                f"{name} must be one of {', '.join(get_args(vocabulary))}; it is {given!r}."
            )
