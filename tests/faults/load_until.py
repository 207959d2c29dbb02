"""A program that loads a study and stops dead before its n-th write, to be killed there.

    python -m tests.faults.load_until FOLDER N

With N 0 it does not stop. It prints ``here`` when it stands still, or ``done`` when all is stored.
"""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from seedbed.formats.study_folder import load_folder  # noqa: E402
from seedbed.trust.asking import system  # noqa: E402

writes = 0


def stop_before(number: int) -> Callable[..., Any]:
    """Let statements through until the n-th that writes."""

    def told(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        global writes
        if sql.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            writes += 1
            if writes == number:
                sys.stdout.write("here\n")
                sys.stdout.flush()
                signal.pause()
        return execute(sql, params, many, context)

    return told


if __name__ == "__main__":
    with connection.execute_wrapper(stop_before(int(sys.argv[2]))):
        load_folder(Path(sys.argv[1]), by=system("test", using="default"), replace=True)
    sys.stdout.write(f"done {writes}\n")
    sys.stdout.flush()
    signal.pause()
