import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_no_test_reaches_another_machine():
    with pytest.raises((SocketConnectBlockedError, UserWarning)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
