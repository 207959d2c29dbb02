"""Refusals as pages: what was expected and what to do, never a traceback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from seedbed.errors import ActionDenied, InputError, NotFound, SeedbedError

PAGES = {
    NotFound: (404, "404.html"),
    ActionDenied: (403, "403.html"),
    InputError: (400, "400.html"),
}


class PlainFailures:
    """Turns the errors of the house into pages of the house."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """Answer an error of the house; leave all others to Django."""
        if not isinstance(wrong, SeedbedError):
            return None
        for kind, (status, page) in PAGES.items():
            if isinstance(wrong, kind):
                return render(request, page, {"message": str(wrong)}, status=status)
        return render(request, "400.html", {"message": str(wrong)}, status=400)
