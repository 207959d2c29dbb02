"""What every test stands on: a data folder of its own, one of two databases, and no network.

``SEEDBED_TEST_DB=postgres`` runs the chosen tests on a PostgreSQL started for them, ``sealed`` on
one whose store has a key, ``encrypted`` on an encrypted file; otherwise they run on the plain
embedded database.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytest_socket import socket_allow_hosts

from tests import postgres

# What a machine lacks may be passed over at a desk, never where nothing may be passed over.
NOTHING_SKIPPED = os.environ.get("CI") == "true"
ON_POSTGRES = os.environ.get("SEEDBED_TEST_DB") in ("postgres", "sealed")

# Before anything reads the settings: they make the data folder and its key when imported, and no
# test may come near a database that somebody uses.
os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-tests-")
atexit.register(shutil.rmtree, os.environ["SEEDBED_DATA"], ignore_errors=True)
os.environ.pop("SEEDBED_DATABASE", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")
os.environ.pop("SEEDBED_KEY_FILE", None)
if os.environ.get("SEEDBED_TEST_DB") in ("encrypted", "sealed"):
    from seedbed.trust import keys

    keys.begin(Path(os.environ["SEEDBED_DATA"]))
missing_postgres = ""
if ON_POSTGRES:
    try:
        os.environ["SEEDBED_DATABASE"] = postgres.start()
    except postgres.PostgresMissing as missing:
        missing_postgres = str(missing)

# Laws are about what holds, not about how fast it is found on a busy machine.
# The second database answers the same questions; it need not be asked as often.
hypothesis.settings.register_profile(
    "seedbed", deadline=None, print_blob=True, max_examples=20 if ON_POSTGRES else 100
)
hypothesis.settings.load_profile("seedbed")


def pytest_configure() -> None:
    """Read the settings now, so that pytest-django finds them and sets Django up."""
    from django.conf import settings

    # What is slow on purpose is slow in each of a thousand tests that make an account. Servers
    # that tests start keep the real costs.
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
    Argon2PasswordHasher.memory_cost = 8
    # No test in this process looks at what a power cut leaves: a disk is not waited for.
    options = settings.DATABASES["default"]["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace(
            "synchronous=FULL", "synchronous=OFF"
        )
    _tests_may_empty_the_audit()
    shared = Path(os.environ.get("SEEDBED_SHARED") or "../shared")
    if os.environ.get("SEEDBED_NEEDS_SHARED") and not (shared / "data").is_dir():
        raise pytest.UsageError(
            f"The shared data are not at {shared}: name their folder in SEEDBED_SHARED."
        )
    if missing_postgres and NOTHING_SKIPPED:
        raise pytest.UsageError(missing_postgres)
    if Path(os.environ["SEEDBED_DATA"]).resolve() != settings.DATA:
        raise pytest.UsageError(
            "The settings were read before the tests could name a data folder. Take "
            "DJANGO_SETTINGS_MODULE out of pyproject.toml; tests/conftest.py sets it."
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each process that runs tests names a data folder of its own, before it reads the settings."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def _tests_may_empty_the_audit() -> None:
    """Tables are emptied after a test with transactions of its own; some triggers refuse that."""
    from contextlib import ExitStack

    from django.db import connection
    from django.test import TransactionTestCase

    from seedbed.record.releases import guard
    from seedbed.trust import append_only

    emptied = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        with ExitStack() as lifted:
            for kept in (append_only.TRIGGERS, guard.TRIGGERS):
                if kept.stand(connection):
                    lifted.enter_context(kept.lifted(connection))
            emptied(case)

    TransactionTestCase._fixture_teardown = without_triggers


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another store leave out what needs none; if it is missing, skip with the remedy."""
    if not os.environ.get("SEEDBED_TEST_DB"):
        return
    without = [item for item in items if not _needs_database(item)]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if _needs_database(item)]
    if missing_postgres:
        for item in items:
            item.add_marker(pytest.mark.skip(reason=missing_postgres))


def _needs_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def only_this_machine() -> None:
    """Refuse every connection but those to this machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def tiny_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny study as a folder that no test changes."""
    from tests.tiny import tiny_folder

    return tiny_folder(tmp_path_factory.mktemp("studies") / "tiny")


@pytest.fixture
def tiny(db: None, tiny_path: Path) -> Any:
    """The tiny study, loaded."""
    from seedbed.formats.study_folder import load_folder
    from seedbed.trust.asking import system

    return load_folder(tiny_path, by=system("test", using="default"))


@pytest.fixture
def edit_tiny(tiny: Any, tiny_path: Path, tmp_path: Path) -> Callable[..., Any]:
    """Change words in files of the tiny folder and load it over the tiny study."""
    from seedbed.formats.study_folder import load_folder
    from seedbed.trust.asking import system

    def edited(*changes: tuple[str, str, str]) -> Any:
        folder = Path(shutil.copytree(tiny_path, tmp_path / "edited", dirs_exist_ok=True))
        for name, before, after in changes:
            text = (folder / name).read_text(encoding="utf-8")
            assert before in text, f"{before!r} is not in {name}"
            (folder / name).write_text(text.replace(before, after), encoding="utf-8", newline="\n")
        return load_folder(folder, by=system("test", using="default"), replace=True)

    return edited


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo, made once for all processes of this run. Copy it."""
    from tests.served import made_demo

    own = tmp_path_factory.getbasetemp()
    return made_demo(own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Iterator[Any]:
    """The demo, served once for all who look at it."""
    from tests.served import serve_demo

    with serve_demo(tmp_path_factory.mktemp("demo") / "data", demo_folder) as demo:
        yield demo


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    """One browser for all tests that look: Playwright suffers only one at a time."""
    if shutil.which("chromium") is None:
        missing = "Chromium is not installed: apt-get install chromium"
        if NOTHING_SKIPPED:
            pytest.fail(missing)
        pytest.skip(missing)
    from tests.browser import harness

    with harness.browser() as launched:
        yield launched
