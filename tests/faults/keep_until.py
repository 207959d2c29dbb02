"""Seedbed in a terminal, stopped dead before its n-th step in a folder, to be killed there.

    python -m tests.faults.keep_until FOLDER N backup ...

A step is whatever the process asks of the file system within the folder: to open, make, rename or
remove. With N 0 it does not stop. It prints ``here`` when it stands still, or ``done`` and how many
steps there were.
"""

import os
import signal
import sys

FOLDER, STOP = os.path.realpath(sys.argv[1]), int(sys.argv[2])
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"}
steps = 0


def told(event: str, given: tuple[object, ...]) -> None:
    """Count one step, and stand still before the n-th."""
    global steps
    if event in STEPS and os.fsdecode(given[0] if _is_path(given[0]) else "").startswith(FOLDER):
        steps += 1
        if steps == STOP:
            os.write(1, b"here\n")
            signal.pause()


def _is_path(given: object) -> bool:
    return isinstance(given, str | bytes | os.PathLike)


if __name__ == "__main__":
    from seedbed.cli.main import app

    sys.addaudithook(told)
    app(sys.argv[3:], standalone_mode=False)
    os.write(1, f"done {steps}\n".encode())
