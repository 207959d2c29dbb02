"""Is it still you? Asked again before something leaves a study of real people, or its roles change.

A session that somebody left open must not be enough to let words of real people out. Whoever has
not shown who they are within five minutes is asked on a page of its own; what they sent is kept
meanwhile, and goes on afterwards as if nothing had come between.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from seedbed.record.study.models import Study


def prove_again(request: HttpRequest, study: Study) -> HttpResponse | None:
    """Where to go first, to show who it is; nothing where that was shown within five minutes.

    Only a study of real people asks. A view calls it before it does anything::

        if (first := prove_again(request, study)) is not None:
            return first
    """
    if study.kind != "real":
        return None
    if time.time() - last_proof(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    return held_back(request)


def last_proof(request: HttpRequest) -> float:
    """When the person last showed who they are, in this session; 0 if it was never kept."""
    records = get_authentication_records(request, request.user)
    return max((float(record["at"]) for record in records), default=0.0)


def held_back(request: HttpRequest) -> HttpResponse:
    """Keep a request until its sender has shown who they are, and take it up again then.

    What was kept of an earlier one goes: it was left, and must not go through later by surprise.
    """
    request.session.pop(STATE_SESSION_KEY, None)
    return suspend_request(request, reverse("account_reauthenticate"))
