"""All that needs httpx: loaded when a client is made, and by nothing before.

Loading httpx takes longer than all the rest of a package. Who only encodes and decodes
need not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

import httpx

from . import options
from .deadline import Deadline

# Not all have a base in common, and bad host names are not even errors of httpx.
FAILED: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    UnicodeError,
)
"""How the HTTP exchange fails."""

NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""How it fails before anything is sent."""

_ADDRESS: Final = "the URL of a service is https:// or http:// and a host"
_HOST: Final = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?"
).fullmatch


def address(url: str | httpx.URL) -> httpx.URL:
    """The address of a service.

    Raises:
        TypeError: It is no text.
        ValueError: It is no absolute URL of HTTP. The error does not show it, as it may
            hold a password.
    """
    if not isinstance(url, str | httpx.URL):
        raise TypeError(f"expected a URL, found a {type(url).__name__}")
    parts = _parse(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise ValueError(_ADDRESS)
    if not _is_host(parts.raw_host.decode("ascii")):
        raise ValueError(f"{_ADDRESS}, which is a name or an IP address")
    if parts.port is not None and not 0 < parts.port < 65536:
        raise ValueError(f"{_ADDRESS}, and perhaps a port from 1 to 65535")
    return parts


def _parse(url: str | httpx.URL) -> httpx.URL | None:
    # None rather than an error, whose context would show the URL.
    try:
        parts = httpx.URL(url)
        return parts if parts.host else None  # which decodes the host
    except (httpx.InvalidURL, ValueError):
        return None


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return _HOST(host) is not None
    return True


def blocking(http: httpx.Client | None) -> httpx.Client:
    """The HTTP client that was given, or a new one.

    Raises:
        TypeError: It is something else.
    """
    options.instance("http", http, httpx.Client, type(None))
    return httpx.Client(trust_env=False) if http is None else http


def awaited(http: httpx.AsyncClient | None) -> httpx.AsyncClient:
    """The same for one that is awaited.

    Raises:
        TypeError: It is something else.
    """
    options.instance("http", http, httpx.AsyncClient, type(None))
    return httpx.AsyncClient(trust_env=False) if http is None else http


class _Timed(httpx.SyncByteStream):
    """The body of an answer, in time: also where none of it comes out unpacked."""

    def __init__(self, stream: httpx.SyncByteStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._deadline.left()
            yield chunk

    def close(self) -> None:
        """Close the stream itself."""
        self._stream.close()


def limit_body(answer: httpx.Response, deadline: Deadline) -> None:
    """Let the body of an answer come in time."""
    if isinstance(answer.stream, httpx.SyncByteStream):
        answer.stream = _Timed(answer.stream, deadline)
