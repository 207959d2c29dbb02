"""What is known of the store itself."""

from django.db import connections


def is_protected(using: str) -> bool:
    """Say whether what is kept here lies encrypted: only then may it be about real people.

    A PostgreSQL server does not say whether its disks are encrypted, so it does not count yet.
    """
    return str(connections[using].settings_dict["ENGINE"]) == "seedbed.trust.encrypted"
