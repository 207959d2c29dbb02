"""An idle screen locks itself, and keeps what was being written.

After half an hour without a request the next one is held back until the password is typed again.
A form that was sent in between is kept in the session and goes through afterwards: nobody loses a
note to a telephone call. The lock is looked at after the check against forged forms, so that only
what the person sent themselves is kept.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SEEN = "seen_at"
OPEN = (
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
    "account_login",
)
# Noting every request would write to the store each time.
NOTED_EVERY = 60


class IdleLock:
    """Asks who it is after a while without a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Hold a request back where the screen has locked itself."""
        if not request.user.is_authenticated or request.resolver_match.view_name in OPEN:
            return None
        now = time.time()
        # A session opened without either, as by a test, is looked at from now on.
        seen = max(request.session.get(SEEN, 0.0), _last_proof(request)) or now
        if now - seen > settings.SEEDBED_IDLE_SECONDS:
            return suspend_request(request, reverse("account_reauthenticate"))
        if now - request.session.get(SEEN, 0) > NOTED_EVERY:
            request.session[SEEN] = now
        return None


def _last_proof(request: HttpRequest) -> float:
    """When the person last showed who they are."""
    records = get_authentication_records(request, request.user)
    return max((float(record["at"]) for record in records), default=0.0)
