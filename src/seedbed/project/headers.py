"""The headers every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

# A browser makes and uses a passkey only for a script. These pages have one, in a file of our own.
SCRIPTED = ("mfa_authenticate", "mfa_add_webauthn", "mfa_reauthenticate_webauthn")


# What waits to be released is shown in a frame of its own, from here and with no rights at all.
FRAMING = "workbench:review"
FRAMED = {
    "front_room:frozen": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    # A report carries its style and its pictures in itself, and asks for nothing else.
    "workbench:frozen_file": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'",
}


class ContentSecurity:
    """Nothing inline, nothing from elsewhere, no script but on the pages that ask for a passkey."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        response.headers["Content-Security-Policy"] = _policy(match.view_name if match else "")
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response


def _policy(view: str) -> str:
    if view in SCRIPTED:
        return f"{POLICY}; script-src 'self'"
    return f"{POLICY}; frame-src 'self'" if view == FRAMING else FRAMED.get(view, POLICY)
