"""A web server on the loopback that says what a test wants, true or not.

It stands in for the whole internet: every IP address that a test's `World` hands out
leads to it, and it notes who was asked for what.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import httpcore

from generator.fetching.sockets import Network

Page = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes | str, *headers: str, status: str = "200 OK", length: int | None = None
) -> bytes:
    """An HTTP answer, with a content length that may be wrong."""
    body = body.encode() if isinstance(body, str) else body
    size = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def redirect(location: str) -> bytes:
    return answer("", f"Location: {location}", status="302 Found")


@dataclass
class Request:
    """What the server was asked: `host/target`, and the headers by lower-case name."""

    what: str
    headers: dict[str, str]


@dataclass
class Liar:
    """The server; `pages` has its answers by `host/target`."""

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Liar:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept
        self._socket.close()

    @property
    def asked(self) -> list[str]:
        return [request.what for request in self.requests]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:  # the client may have heard enough
            if self.tls is None:
                self._reply(connection)
            else:
                with self.tls.wrap_socket(connection, server_side=True) as wrapped:
                    self._reply(wrapped)

    def _reply(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(4096)):
                return
            head += more
        page = self._page(head.decode("latin-1"))
        if isinstance(page, bytes):
            connection.sendall(page)
        else:
            page(connection)

    def _page(self, head: str) -> Page:
        first, *lines = head.strip().split("\r\n")
        headers = {n.lower(): v for n, _, v in (x.partition(": ") for x in lines)}
        what = headers["host"].partition(":")[0] + first.split()[1]
        self.requests.append(Request(what, headers))
        return self.pages.get(what, answer("no", status="404 Not Found"))


@dataclass
class World(Network):
    """Names and addresses, all of which lead to the liar."""

    liar: Liar
    names: dict[str, list[str]] = field(default_factory=dict)
    lookups: list[str] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        self.lookups.append(host)
        if host not in self.names:
            raise OSError("unknown")
        return self.names[host]

    def connect(self, ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.connections.append(ip)
        return super().connect("127.0.0.1", self.liar.port, seconds)
