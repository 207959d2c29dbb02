"""Who is asking, behind a web request."""

from django.conf import settings
from django.http import HttpRequest

from seedbed.record.people.selectors import asker_for
from seedbed.trust.asking import Asker


def asker_of(request: HttpRequest) -> Asker:
    """The asker behind a request: a member with grants, or nobody. Read once a request."""
    if not hasattr(request, "asker"):
        request.asker = asker_for(request.user, using=settings.SEEDBED_STORE)  # type: ignore[attr-defined]
    return request.asker  # type: ignore[attr-defined,no-any-return]
