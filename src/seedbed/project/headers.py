"""The headers every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

# A browser makes and uses a passkey only for a script. These pages have one, in a file of our own.
SCRIPTED = ("mfa_authenticate", "mfa_add_webauthn", "mfa_reauthenticate_webauthn")


class ContentSecurity:
    """Nothing inline, nothing from elsewhere, no script but on the pages that ask for a passkey."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        scripted = match is not None and match.view_name in SCRIPTED
        response.headers["Content-Security-Policy"] = (
            f"{POLICY}; script-src 'self'" if scripted else POLICY
        )
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response
