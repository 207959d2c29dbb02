"""A PostgreSQL of the tests' own: a throw-away folder, a Unix socket, never as root, no port.

Debian's versioned programs are found by themselves; elsewhere ``initdb`` must be on the path.
"""

import atexit
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

# The account that Debian's package brings; made if it is not there, because root may not serve.
ACCOUNT = "postgres"
OLDEST = 15
REMEDY = (
    "PostgreSQL 15 or newer is not installed. On Debian: apt-get install postgresql. "
    "Elsewhere put its initdb and pg_ctl on the path. These tests then run on it too."
)


class PostgresMissing(Exception):
    """There is no PostgreSQL on this machine; the message says what to do."""


def start() -> str:
    """Start a server and give the address of a database in it; it stops when Python ends.

    Raises: PostgresMissing if the programs are not there.
    """
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="seedbed-pg-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    as_account = _unprivileged(home)
    data = home / "data"
    # Sorted as people sort, unlike SQLite: whatever leans on the database's order shows.
    _run(
        [*as_account, programs / "initdb", "-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB", "--no-sync"],
    )  # fmt: skip
    # Nothing here outlives the tests, so nothing waits for the disk.
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
    control = [*as_account, programs / "pg_ctl", "-D", data, "-l", home / "log"]
    _run([*control, "-w", "-o", options, "start"])
    atexit.register(_run, [*control, "-w", "-m", "immediate", "stop"])
    return f"postgresql://{ACCOUNT}@/seedbed?host={home}"


def _programs() -> Path:
    debian = sorted(
        (int(found.parent.parent.name), found.parent)
        for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")
    )
    if debian and debian[-1][0] >= OLDEST:
        return debian[-1][1]
    on_path = shutil.which("initdb")
    if on_path is None:
        raise PostgresMissing(REMEDY)
    said = subprocess.run([on_path, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"(\d+)(?:\.\d+)?\s*$", said)
    if version is None or int(version[1]) < OLDEST:
        raise PostgresMissing(f"{REMEDY} Found: {said.strip()}.")
    return Path(on_path).parent


def _unprivileged(home: Path) -> list[str]:
    """Words before a command that make it run as an ordinary account, who owns the folder."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        _run(["useradd", "-r", ACCOUNT])
    shutil.chown(home, ACCOUNT)
    return ["runuser", "-u", ACCOUNT, "--"]


def _run(command: list[object]) -> None:
    words = [str(word) for word in command]
    # A server that keeps our pipes open would never let us go on: its words go to a file.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(words, stdout=said, stderr=said, cwd="/", check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(words)} failed:\n{said.read()}")
