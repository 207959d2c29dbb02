"""Who somebody is now, by the name that was kept when they asked for something."""

from django.core.exceptions import ValidationError

from seedbed.record.people.models import Membership
from seedbed.record.people.selectors import asker_for
from seedbed.trust.asking import Asker, nobody, system

SYSTEM = "system:"


def asker_again(name: str, using: str) -> Asker:
    """The asker of this name with the memberships that live today.

    What they asked for was asked in a session that had shown what it must, so that is not asked of
    them again; whether the gate of a study stands open is.
    """
    if name.startswith(SYSTEM):
        return system(name.removeprefix(SYSTEM), using=using)
    people = Membership._meta.get_field("user").related_model.objects.using(using)
    try:
        user = people.filter(public_id=name).first()
    except ValidationError:  # it is no account's name
        return nobody(using=using)
    return asker_for(user, using=using, proven=True)
