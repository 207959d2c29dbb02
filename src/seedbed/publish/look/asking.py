"""Who is asking, behind a web request."""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from seedbed.record.people.selectors import asker_for
from seedbed.trust.asking import Asker


def second_factor_shown(request: HttpRequest) -> bool:
    """Say whether this session showed a passkey, a one-time code or a recovery code."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def asker_of(request: HttpRequest) -> Asker:
    """The asker behind a request: a member with grants, or nobody. Read once a request."""
    if not hasattr(request, "asker"):
        request.asker = asker_for(  # type: ignore[attr-defined]
            request.user, using=settings.SEEDBED_STORE, proven=second_factor_shown(request)
        )
    return request.asker  # type: ignore[attr-defined,no-any-return]
