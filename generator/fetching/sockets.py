"""Names and sockets: addresses looked up apart from connecting, all within a time."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import certifi
import httpcore

_IDLE: Final = 30.0
_OVERHEAD: Final = 1024 * 1024


class Failed(Exception):
    """An address cannot be fetched; the text says why and repeats no header."""


class Deadline:
    """The end of the time that a whole run may take."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that the next step may take.

        Raises:
            Failed: There are none left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise Failed(f"took longer than {self._seconds:g} seconds; see --timeout")
        return min(left, _IDLE)


class Network:
    """The names and the sockets of this machine; tests put others in their place."""

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        """The IP addresses of a host.

        Raises:
            OSError: There are none, or not in time.
        """
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(list(dict.fromkeys(str(f[4][0]) for f in found)))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        # A look-up cannot be told to hurry; left alone, it ends with the process.
        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError("the look-up takes too long") from None
        if isinstance(answer, Exception):
            raise OSError(str(answer)) from answer
        return answer

    def connect(self, ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection to an IP address.

        Raises:
            httpcore.NetworkError: There is nobody there.
            httpcore.TimeoutException: Nobody answers.
        """
        return httpcore.SyncBackend().connect_tcp(ip, port, timeout=seconds)


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """A context that verifies certificates and host names.

    Not `ssl.create_default_context`, which would write the session's keys to a file
    that the environment names.

    Args:
        ca_file: The authorities to trust instead of those of certifi.

    Raises:
        OSError: The file cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile=ca_file or certifi.where())
    return context


class Backend(httpcore.NetworkBackend):
    """Connects to the checked addresses, whatever the host is called.

    Args:
        network: What connects.
        deadline: The end of all its connections.
        ips: The checked addresses.
        most: The bytes that may be read, besides some overhead.
    """

    def __init__(
        self, network: Network, deadline: Deadline, ips: tuple[str, ...], most: int
    ) -> None:
        self._network = network
        self._deadline = deadline
        self._ips = ips
        self._most = most + _OVERHEAD

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the addresses that answers."""
        failed: Exception = httpcore.ConnectError("no address")
        for ip in self._ips:
            try:
                stream = self._network.connect(ip, port, self._deadline.left())
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failed = error
            else:
                return Stream(stream, self._deadline, self._most)
        raise failed


class Stream(httpcore.NetworkStream):
    """A connection that ends at the deadline, even where a byte comes now and then."""

    def __init__(
        self, stream: httpcore.NetworkStream, deadline: Deadline, most: int
    ) -> None:
        self._stream = stream
        self._deadline = deadline
        self._left = most

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, or wait for it."""
        read = self._stream.read(max_bytes, timeout=self._deadline.left())
        self._left -= len(read)
        if self._left < 0:
            raise Failed("sends more than a document of the size that is left for it")
        return read

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write everything."""
        self._stream.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection over TLS."""
        left = self._deadline.left()
        made = self._stream.start_tls(ssl_context, server_hostname, timeout=left)
        return Stream(made, self._deadline, self._left)

    def get_extra_info(self, info: str) -> Any:
        """What the connection underneath knows of itself."""
        return self._stream.get_extra_info(info)
