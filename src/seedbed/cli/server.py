"""Serving the pages, with the guard that keeps a demo at home."""

import ipaddress
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


def serve_pages(host: str, port: int, *, said: Callable[[], None]) -> None:
    """Serve until stopped. ``said`` is called once nothing stands in the way.

    Raises: ActionDenied beyond loopback while a demo account, whose password was printed, exists.
    """
    if not _is_loopback(host) and demo_accounts_exist(using=STORE):
        raise ActionDenied(
            f"This data folder holds demo accounts, so it is not served on {host}. "
            "Serve on 127.0.0.1, or start a data folder of its own with --data."
        )
    said()
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
        }
    ).run()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
