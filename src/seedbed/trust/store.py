"""What is known of the store itself."""

from typing import Any

from django.db import connections


def is_protected(using: str) -> bool:
    """Say whether what could tell who somebody is lies sealed: only then may it be kept here.

    That is an encrypted file, or a PostgreSQL whose store was begun with a key: there the words,
    the people and the original files are sealed before they reach the server.
    """
    connection = connections[using]
    encrypted = str(connection.settings_dict["ENGINE"]) == "seedbed.trust.encrypted"
    return encrypted or seals_columns(connection)


def seals_columns(connection: Any) -> bool:
    """Say whether values are sealed one by one, because the database does not do it."""
    return bool(connection.settings_dict.get("SEALS_COLUMNS", False))
