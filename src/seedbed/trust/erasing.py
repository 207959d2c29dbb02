"""After something was erased: nothing of it is left lying in the files of the database.

SQLite overwrites what it deletes (``secure_delete``, in the settings), but the page as it was
stays in the write-ahead log until that is emptied. PostgreSQL keeps the old row until it is
vacuumed. What a disk or a log archive keeps beneath the database, nothing here can reach.
"""

from collections.abc import Iterable

from django.db import OperationalError, connections, transaction
from django.db.models import Model


def after_commit(*models: type[Model], using: str) -> None:
    """Once the act has ended well, leave nothing of what it erased from these tables."""
    transaction.on_commit(lambda: _leave_nothing(models, using), using=using)


def leave_nothing(*models: type[Model], using: str, whole: bool = False) -> bool:
    """Empty the write-ahead log, or vacuum the tables. Not possible inside a transaction.

    With ``whole`` the embedded file, or each of the tables, is written anew as well, so that no
    free page keeps what was written before. Says whether it could: who reads or writes meanwhile
    keeps the log from being emptied.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        return False  # an act within another: the outer one has not ended yet
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                how = "VACUUM FULL" if whole else "VACUUM"
                cursor.execute("SET lock_timeout = '20s'")
                for model in models:
                    cursor.execute(f"{how} {connection.ops.quote_name(model._meta.db_table)}")
                cursor.execute("RESET lock_timeout")
                return True
            if whole:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
    except OperationalError:
        return False


def _leave_nothing(models: Iterable[type[Model]], using: str) -> None:
    leave_nothing(*models, using=using)
