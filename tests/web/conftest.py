"""What pages need that no test is about."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def static_folder() -> None:
    """The folder for collected files: empty here, but the server looks for it."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
