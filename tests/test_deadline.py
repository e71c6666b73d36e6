"""The deadline of a call, held whatever the other side does with its bytes."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import mktows
import pytest
from mktows import Client, LeadNotFound, TransportError
from mktows._runtime.deadline import Deadline, limit
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import LeadRecord, ParamsSyncLead

HERE = Path(__file__).parent / "envelopes"
ANSWER = (HERE / "syncLead.response.xml").read_bytes()
FAULT = (HERE / "fault.lead-not-found.xml").read_bytes()
OK = b"HTTP/1.1 200 OK\r\n"
PACKED = b"Content-Encoding: gzip\r\n"
MESSAGE = ParamsSyncLead(lead_record=LeadRecord(), return_lead=False)
TIMEOUT = 0.3
# Far beyond the timeout, as the machine may be busy, and short of all that is dripped.
LATE = 8
DROPS = 100

Run = Callable[..., None]


def whole(content: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Dripping:
    """Answers each request of one connection in turn: at once, then drop by drop.

    Args:
        answers: For each request what is said at once, and what is said every tenth of
            a second, for longer than anybody may wait.
        reads: Whether the last request is read at all.
    """

    def __init__(self, *answers: tuple[bytes, bytes], reads: bool = True) -> None:
        self.answers = answers
        self.reads = reads
        self.stop = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def __enter__(self) -> Dripping:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.thread.join()
        self.socket.close()

    def serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection, suppress(OSError):
            for number, (first, drop) in enumerate(self.answers, 1):
                if self.reads or number < len(self.answers):
                    self.read(connection)
                connection.sendall(first)
                for _ in range(DROPS if drop else 0):
                    if not self.stop.wait(0.1):
                        connection.sendall(drop)
            self.stop.wait(10)

    def read(self, connection: socket.socket) -> None:
        asked = b""
        while b"</SOAP-ENV:Envelope>" not in asked:
            more = connection.recv(65536)
            if not more:
                raise ConnectionError("the request breaks off")
            asked += more


def synchronously(
    url: str, *, calls: int = 1, message: Any = MESSAGE, timeout: float = TIMEOUT
) -> None:
    with Client(url, timeout=timeout) as to:
        for _ in range(calls):
            with suppress(LeadNotFound):
                to.call(SYNC_LEAD, message)


def asynchronously(url: str, *, calls: int = 1, message: Any = MESSAGE) -> None:
    async def run() -> None:
        async with mktows.AsyncClient(url, timeout=TIMEOUT) as to:
            for _ in range(calls):
                with suppress(LeadNotFound):
                    await to.call(SYNC_LEAD, message)

    asyncio.run(run())


def ends_in_time(run: Callable[[], object]) -> TransportError:
    begin = time.monotonic()
    with pytest.raises(TransportError) as caught:
        run()
    assert TIMEOUT * 0.9 < time.monotonic() - begin < LATE
    return caught.value


@pytest.mark.parametrize("run", [synchronously, asynchronously])
@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b"H"),
        (OK, b"X-A: b\r\n"),
        (OK + b"X-A: ", b"b"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"Content-Length: 9999\r\n\r\n", b"a"),
        (OK + b"Connection: close\r\n\r\n", b" "),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a"),
        (OK + PACKED + b"\r\n\x1f\x8b\x08\x08" + b"\0" * 6, b"a"),
        (whole(ANSWER)[:-1], b""),
        (b"", b""),
    ],
    ids=[
        *("status", "headers", "header", "continue", "length", "close", "chunks"),
        *("chunk-size", "nothing-unpacked", "last-byte", "nothing"),
    ],
)
def test_drop_by_drop(run: Run, first: bytes, drop: bytes) -> None:
    with Dripping((first, drop)) as server:
        ends_in_time(lambda: run(server.url))


@pytest.mark.parametrize("run", [synchronously, asynchronously])
def test_on_a_connection_that_is_used_again(run: Run) -> None:
    first = whole(FAULT, "500 Internal Server Error")
    with Dripping((first, b""), (OK, b"X-A: b\r\n")) as server:
        ends_in_time(lambda: run(server.url, calls=2))


@pytest.mark.parametrize("run", [synchronously, asynchronously])
def test_when_nobody_reads_the_request(run: Run) -> None:
    long = ParamsSyncLead(
        lead_record=LeadRecord(email="a" * 10_000_000), return_lead=False
    )
    with Dripping((b"", b""), reads=False) as server:
        ends_in_time(lambda: run(server.url, message=long))


def test_a_request_longer_than_one_write_arrives() -> None:
    long = "b" * 1_000_000
    message = ParamsSyncLead(
        lead_record=LeadRecord(), return_lead=False, marketo_cookie=long
    )
    with Dripping((whole(ANSWER), b"")) as server:
        synchronously(server.url, message=message, timeout=60)


def test_on_a_connection_that_others_have_opened() -> None:
    message = SYNC_LEAD.encode_request(MESSAGE)
    drips = OK + b"Transfer-Encoding: chunked\r\n\r\n1;"
    with (
        Dripping((whole(ANSWER), b""), (drips, b"a")) as server,
        httpx.Client() as http,
    ):
        assert http.post(server.url, content=message).content == ANSWER
        to = Client(server.url, http=http, timeout=TIMEOUT)
        ends_in_time(lambda: to.call(SYNC_LEAD, MESSAGE))


def test_a_deadline_is_for_our_calls_only() -> None:
    """What else goes over the same connection has its own timeouts."""
    message = SYNC_LEAD.encode_request(MESSAGE)
    with (
        Dripping((whole(ANSWER), b""), (whole(ANSWER), b"")) as server,
        httpx.Client() as http,
    ):
        Client(server.url, http=http, timeout=2).call(SYNC_LEAD, MESSAGE)
        time.sleep(2)
        assert http.post(server.url, content=message).content == ANSWER


def test_without_a_socket() -> None:
    """A transport of the user's own, which knows nothing of deadlines."""

    def drip() -> Iterator[bytes]:
        yield gzip.compress(b"")[:10]
        for _ in range(2 * DROPS):
            time.sleep(0.05)
            yield b""

    def answer(request: httpx.Request) -> httpx.Response:
        packed = {"Content-Encoding": "gzip"}
        return httpx.Response(200, content=drip(), headers=packed)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    to = Client("https://example.com/", http=http, timeout=TIMEOUT)
    error = ends_in_time(lambda: to.call(SYNC_LEAD, MESSAGE))
    assert str(error) == "no whole answer within 0.3 seconds"


def test_the_last_read_counts() -> None:
    def late() -> Iterator[bytes]:
        yield ANSWER
        time.sleep(TIMEOUT + 0.05)

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=late())

    http = httpx.Client(transport=httpx.MockTransport(answer))
    to = Client("https://example.com/", http=http, timeout=TIMEOUT)
    ends_in_time(lambda: to.call(SYNC_LEAD, MESSAGE))


def test_the_time_is_up_when_it_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    deadline = Deadline(10)
    now = 109.0
    assert deadline.left() == 1
    now = 110.0
    with pytest.raises(TransportError, match="no whole answer within 10 seconds"):
        deadline.left()


class Recorded:
    """A connection that notes how long each of its steps may take."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, float | None]] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.steps.append((max_bytes, timeout))
        return b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.steps.append((len(buffer), timeout))


def test_each_step_has_what_is_left_or_less() -> None:
    stream = Recorded()
    read, write = stream.read, stream.write
    limit(stream)
    limit(stream)  # once is enough
    assert (stream.read, stream.write) != (read, write)
    assert not hasattr(getattr(stream.read, "__wrapped__"), "__wrapped__")  # noqa: B009
    stream.read(1, timeout=7)
    stream.read(2)
    with Deadline(50):
        stream.read(3, timeout=7)
        stream.read(4, timeout=1000)
        stream.read(5)
        stream.write(bytes(40_000), timeout=7)
    assert stream.steps[:3] == [(1, 7), (2, None), (3, 7)]
    for size, timeout in stream.steps[3:5]:
        assert timeout is not None and 7 < timeout <= 50, size
    assert stream.steps[5:] == [(16_384, 7), (16_384, 7), (7232, 7)]


@pytest.mark.parametrize("step", ["read", "write"])
def test_what_is_no_connection_is_left_alone(step: str) -> None:
    half = type("Half", (), {step: lambda *_: b""})()
    before = getattr(half, step)
    limit(half)
    limit(None)
    assert getattr(half, step) == before


def test_a_connection_is_opened_in_what_is_left() -> None:
    info: dict[str, Any] = {"timeout": 1000.0}
    other: dict[str, Any] = {}
    deadline = Deadline(50)
    deadline.trace("connection.connect_tcp.started", info)
    deadline.trace("http11.send_request_headers.started", other)
    assert 0 < info["timeout"] <= 50
    assert other == {}
    info = {"timeout": 1000.0, "return_value": Recorded()}
    deadline.trace("connection.connect_tcp.failed", info)
    assert not hasattr(info["return_value"].read, "__wrapped__")
    deadline.trace("connection.connect_tcp.complete", info)
    assert hasattr(info["return_value"].read, "__wrapped__")
    assert info["timeout"] == 1000
