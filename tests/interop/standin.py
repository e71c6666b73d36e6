"""A server on the loopback made of a package's operations."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[Any, tuple[object, ...]], Any]
"""Takes a message and its header blocks; gives an answer, packed or not, or a fault."""


@contextmanager
def served(operation: Any, answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """Serve one operation; gives the address, and the requests as they come in."""
    seen: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(content)
            kind = self.headers["Content-Type"]
            given = answer(*operation.decode_request(content, content_type=kind))
            if operation.response is None:
                self._send(202, b"", "")
            elif isinstance(given, bytes):
                self._send(500, given, operation.soap.content_type())
            else:
                is_packed = hasattr(given, "content_type")
                packed = given if is_packed else operation.pack_response(given)
                self._send(200, packed.body, packed.content_type)

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            if kind:
                self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
