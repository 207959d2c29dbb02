"""The ground under all tests: no network, no data of anybody's, the database that was asked for."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_socket import SocketConnectBlockedError


@pytest.mark.parametrize("host", ["192.0.2.1", "198.51.100.7", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    warned, refused = (
        pytest.warns(UserWarning, match=host),
        pytest.raises(SocketConnectBlockedError),
    )
    with socket.socket(kind) as outward, warned, refused:
        outward.connect((host, 80))


def test_this_machine_may_be_reached() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_data_lie_in_a_folder_of_their_own() -> None:
    assert settings.DATA.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert (settings.DATA / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    wanted = (
        "postgresql" if os.environ.get("SEEDBED_TEST_DB") in ("postgres", "sealed") else "sqlite"
    )
    assert connection.vendor == wanted
    assert "test" in str(connection.settings_dict["NAME"])
    if wanted == "postgresql":
        assert connection.pg_version >= 150_000
        assert Path(connection.settings_dict["HOST"]).is_dir(), "a socket, no port"
