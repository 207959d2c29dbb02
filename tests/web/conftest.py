"""What pages need that no test is about."""

from types import SimpleNamespace

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def static_folder() -> None:
    """The folder for collected files: empty here, but the server looks for it."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page finishes what was asked of it, however busy the machine: no worker is there."""
    monkeypatch.setattr("seedbed.publish.putting.SECONDS", 600.0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that codes are made and judged by; a test moves it."""
    now = [1_800_000_000.0]
    own = SimpleNamespace(time=lambda: now[0])
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", own)
    return now
