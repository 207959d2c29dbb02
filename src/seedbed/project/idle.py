"""An idle screen locks itself, and keeps what was being written.

After half an hour without a request the next one is held back until the password is typed again.
A form that was sent in between is kept in the session and goes through afterwards: nobody loses a
note to a telephone call. The lock is looked at after the check against forged forms, so that only
what the person sent themselves is kept.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from seedbed.publish.look.again import held_back, last_proof

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
        seen = max(request.session.get(SEEN, 0.0), last_proof(request)) or now
        if now - seen > settings.SEEDBED_IDLE_SECONDS:
            return held_back(request)
        if now - request.session.get(SEEN, 0) > NOTED_EVERY:
            request.session[SEEN] = now
        return None
