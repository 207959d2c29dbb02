"""A server with accounts and no study, in processes of its own: as many workers as a test needs."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "four plain words here"
MAKE = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from seedbed.trust.models import User
for name in ("person", "other", "plain"):
    User.objects.create_user(name, password="{PASSWORD}")
"""


@contextmanager
def serve_accounts(data: Path, *, more: str = "", workers: int = 2) -> Iterator[int]:
    """Serve until the block ends; gives the port. ``more`` is run after the accounts are made."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SEEDBED_", "DJANGO_"))}
    env = own | {
        "SEEDBED_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "seedbed.project.settings",
    }
    subprocess.run([sys.executable, "-c", MAKE + more], env=env, check=True, cwd=ROOT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "seedbed.project.wsgi", f"--workers={workers}",
         "--threads=4", f"--bind=127.0.0.1:{port}", "--log-level=warning"],
        env=env, cwd=ROOT,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/log-in/")
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=60)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
