"""After something was erased: nothing of it is left lying in the files of the database.

SQLite overwrites what it deletes (``secure_delete``, in the settings), but the page as it was
stays in the write-ahead log until that is emptied. PostgreSQL keeps the old row until it is
vacuumed. What a disk or a log archive keeps beneath the database, nothing here can reach.
"""

from django.db import connections, transaction
from django.db.models import Model


def after_commit(*models: type[Model], using: str) -> None:
    """Once the act has ended well, leave nothing of what it erased from these tables."""
    transaction.on_commit(lambda: leave_nothing(*models, using=using), using=using)


def leave_nothing(*models: type[Model], using: str) -> None:
    """Empty the write-ahead log, or vacuum the tables. Not possible inside a transaction."""
    connection = connections[using]
    if connection.in_atomic_block:
        return  # an act within another: the outer one has not ended yet
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in models:
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
