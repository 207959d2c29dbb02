"""Serving the pages, with the guard that keeps a demo at home."""

import ipaddress
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from seedbed.cli.start import STORE
from seedbed.errors import ActionDenied
from seedbed.trust.accounts import demo_accounts_exist


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from django.core.wsgi import get_wsgi_application

        return get_wsgi_application()


class _Beside:
    """A worker for jobs that comes and goes with the server."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, _server: Any) -> None:
        # It goes by itself where this process is killed and cannot tell it to.
        command = [sys.executable, "-m", "seedbed", "work", f"--beside={os.getpid()}"]
        self.process = subprocess.Popen(command)

    def stop(self, _server: Any) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def serve_pages(host: str, port: int, *, worker: bool, said: Callable[[], None]) -> None:
    """Serve until stopped. ``said`` is called once nothing stands in the way.

    Raises: ActionDenied beyond loopback while a demo account, whose password was printed, exists.
    """
    if not _is_loopback(host) and demo_accounts_exist(using=STORE):
        raise ActionDenied(
            f"This data folder holds demo accounts, so it is not served on {host}. "
            "Serve on 127.0.0.1, or start a data folder of its own with --data."
        )
    said()
    beside = _Beside()
    hooks = {"when_ready": beside.start, "on_exit": beside.stop} if worker else {}
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _Server(
        {
            "bind": address,
            "workers": 2,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 60,
            # Each worker starts the house itself: charts and frames keep threads, and threads do
            # not live through a fork.
            "preload_app": False,
            "accesslog": None,
            "loglevel": "warning",
            **hooks,
        }
    ).run()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
