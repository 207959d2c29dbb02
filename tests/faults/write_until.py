"""Seedbed in a terminal, stopped dead before its n-th write to the store, to be killed there.

    python -m tests.faults.write_until N work --once

With N 0 it does not stop. It prints ``here`` when it stands still, or ``done`` and how many writes
there were.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from seedbed.cli.main import app  # noqa: E402

STOP, writes = int(sys.argv[1]), 0


def told(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Count a statement that writes, and stand still before the n-th."""
    global writes
    if sql.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP"):
        writes += 1
        if writes == STOP:
            os.write(1, b"here\n")
            signal.pause()
    return execute(sql, params, many, context)


if __name__ == "__main__":
    with connection.execute_wrapper(told):
        app(sys.argv[2:], standalone_mode=False)
    os.write(1, f"done {writes}\n".encode())
