"""Nothing that identifies somebody is shown before the audit says who asked for it.

Innermost of all: what a view read is known when its answer is made, and the answer leaves only
after that is written. Where it cannot be written, the answer is thrown away.
"""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from seedbed.publish.look.asking import asker_of
from seedbed.record.looking import looking
from seedbed.record.reading import keep

# Answers that send elsewhere or refuse: what was read for them stays inside.
SHOWS_NOTHING = frozenset({301, 302, 303, 304, 307, 308, 403, 404, 405, 500})


class ReadsKept:
    """Writes what was looked at for a request before its answer leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with looking() as looks:
            answer = self.get_response(request)
        if answer.streaming and not getattr(answer, "told_first", False):
            # What is read while it streams would be shown before it is written.
            raise RuntimeError("An answer with words of people is sent whole, not in a stream.")
        if not looks.rows or answer.status_code in SHOWS_NOTHING:
            return answer
        try:
            keep(looks, by=asker_of(request))
        except DatabaseError:
            return _withheld(request)
        return answer


def _withheld(request: HttpRequest) -> HttpResponse:
    return render(request, "503.html", status=503)
