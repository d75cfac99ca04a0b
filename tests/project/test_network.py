"""Tests stay on this machine."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_a_connection_beyond_this_machine_is_refused(address: str) -> None:
    with socket.socket() as client, pytest.raises(ConnectionRefusedError, match="may not leave this machine"):
        client.connect((address, 80))


def test_a_connection_to_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
