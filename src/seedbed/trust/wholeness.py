"""Is the file of the store whole? Each database has its own way to say so."""

from django.db import DatabaseError, connections


def damage(*, using: str) -> list[str]:
    """What is wrong with the store, a line each; nothing where it is whole.

    An encrypted store seals every page, so a page that was altered is named. PostgreSQL looks
    after its own pages: there only the constraints are asked whether they hold.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        try:
            connection.check_constraints()
        except DatabaseError as wrong:
            return [f"A reference leads nowhere: {wrong}"]
        return []
    asked = ["PRAGMA integrity_check", "PRAGMA foreign_key_check"]
    if "encrypted" in connection.settings_dict["ENGINE"]:
        asked.insert(0, "PRAGMA cipher_integrity_check")
    said = []
    for question in asked:
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                rows = cursor.fetchall()
        except DatabaseError as wrong:
            return [*said, f"The store cannot be read to its end: {wrong}"]
        said += [" ".join(str(part) for part in row) for row in rows if row != ("ok",)]
    return said
