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
    encrypted = "encrypted" in connection.settings_dict["ENGINE"]
    said = connection.damaged_pages() if encrypted else []
    for question in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                rows = cursor.fetchall()
        except DatabaseError as wrong:
            return [*said, f"The store cannot be read to its end: {wrong}"]
        said += [" ".join(str(part) for part in row) for row in rows if row != ("ok",)]
    return said
