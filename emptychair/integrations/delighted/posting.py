"""Posting to an address that somebody typed in: not into our own network, and no further than
that address. The name is looked up once, and the connection goes to what was found and looked at,
so that a second look-up cannot lead elsewhere. Redirects are not followed.
"""

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from typing_extensions import override

TIMEOUT = 10.0  # seconds
AGENT = "Emptychair Webhooks"


class NotReached(Exception):  # noqa: N818 - named as what happened
    """Nobody took it; the text is for whoever looks why."""


def refused_address(address: str, *, private: bool) -> bool:
    """Whether an address is none that events may go to, as far as it can be told by looking.

    Names are looked up when something is sent; `private` allows addresses of our own network.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return True
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.password:
        return True
    return not private and (_is_private(host) or host == "localhost" or "." not in host)


def post(address: str, body: bytes, headers: dict[str, str], *, private: bool) -> int:
    """The status with which it was answered. Raises `NotReached`."""
    if refused_address(address, private=private):
        raise NotReached("address refused")
    parts = urlsplit(address)
    connection = _connection(parts, _looked_up(parts, private=private))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    said = {"Content-Type": "application/json", "User-Agent": AGENT, **headers}
    try:
        connection.request("POST", target, body, said)
        return connection.getresponse().status
    except (OSError, HTTPException, ValueError) as problem:
        raise NotReached(f"{type(problem).__name__}: {problem}"[:200]) from None
    finally:
        connection.close()


def _looked_up(parts: SplitResult, *, private: bool) -> str:
    """One address of the host; all of them must be ones that we may speak to."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise NotReached(f"name not found: {problem}"[:200]) from None
    addresses = [str(one[4][0]) for one in found]
    if not private and any(_is_private(one) for one in addresses):
        raise NotReached("address of a private network refused")
    return addresses[0]


def _is_private(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False  # a name
    inner = getattr(address, "ipv4_mapped", None) or address
    return not inner.is_global or inner.is_multicast


def _connection(parts: SplitResult, address: str) -> HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return _PinnedHttps(host, parts.port, address)
    return _Pinned(host, parts.port, address)


class _Pinned(HTTPConnection):
    """Speaks to one address, whatever its name means by now."""

    def __init__(self, host: str, port: int | None, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address = address

    @override
    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)


class _PinnedHttps(HTTPSConnection):
    """The same with TLS; the certificate must be that of the name."""

    def __init__(self, host: str, port: int | None, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self._tls)
        self._address = address

    @override
    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), TIMEOUT)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
