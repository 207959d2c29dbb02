"""Building beside: a folder comes to be whole and in one step, or not at all.

What a killed process leaves is a folder that starts with ``.unfinished-`` and names its process;
the next one to build there takes it away.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seedbed.errors import InputError

UNFINISHED = ".unfinished-"


@contextmanager
def built(target: Path) -> Iterator[Path]:
    """A folder to build in. It takes the target's name once the block has ended well.

    Raises: InputError where something lies in the target already.
    """
    refuse_taken(target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with scratch(target.parent) as folder:
        yield folder
        _to_disk(folder)
        folder.rename(target)  # refused by the system where something came to lie there meanwhile
        _sync(target.parent)


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """A folder for its owner only, gone when the block ends, however it ends."""
    _sweep(parent)
    begins = f"{UNFINISHED}{socket.gethostname()}-{os.getpid()}-"
    folder = Path(tempfile.mkdtemp(prefix=begins, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_taken(target: Path) -> None:
    """Raise where a target is not free: nothing is ever written over."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError(f"{target} is there already. Name a folder that does not exist yet.")
    if target.is_dir() and any(target.iterdir()):
        raise InputError(
            f"{target} is not empty, and nothing is written over what is there. "
            "Name a folder that does not exist yet."
        )


def _sweep(parent: Path) -> None:
    here = f"{UNFINISHED}{socket.gethostname()}-"
    for left in parent.glob(f"{here}*"):
        number = left.name.removeprefix(here).split("-")[0]
        if number.isdecimal() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks whether it is there, and does nothing to it
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _to_disk(folder: Path) -> None:
    """A power cut after the rename must not find a name without its content."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
