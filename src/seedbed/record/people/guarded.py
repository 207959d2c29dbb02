"""Who works on studies of kind real, and is there a second factor to every one of them?"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q

from seedbed.record.people.models import Membership
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

# What a person holds in a hand. Recovery codes stand in for one and are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def real_studies(by: Asker) -> list[str]:
    """The ids of the studies of kind real."""
    real = Study.objects.using(by.using).filter(kind="real")
    return list(real.values_list("key", flat=True))


def without_second_factor(by: Asker, *, today: date) -> list[str]:
    """The accounts of members of a real study, living on a day, with no second factor."""
    guarded = Authenticator.objects.using(by.using).filter(type__in=FACTORS).values("user_id")
    members = (
        Membership.objects.using(by.using)
        .filter(Q(until=None) | Q(until__gte=today), study__kind="real", user__is_active=True)
        .exclude(user_id__in=guarded)
    )
    return sorted(set(members.values_list("user__username", flat=True)))
