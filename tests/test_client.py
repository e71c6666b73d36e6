"""The clients: what goes out, what comes back, how often, and what is never told."""

from __future__ import annotations

import asyncio
import gzip
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import mktows
import pytest
from mktows import (
    NIL,
    OPERATIONS,
    Client,
    MessageError,
    ProtocolError,
    Retrying,
    Signature,
    SignatureExpired,
    SoapFault,
    TransportError,
    get_lead,
    sync_lead,
)
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import (
    Attribute,
    LeadKey,
    LeadKeyRef,
    LeadRecord,
    MktowsContextHeader,
    ParamsSyncLead,
    ResultSyncLead,
)

HERE = Path(__file__).parent / "envelopes"
ANSWER = (HERE / "syncLead.response.xml").read_bytes()
KEY = "a-key-that-nobody-may-see"
URL = "https://example.com/soap?token=hidden"

Answer = Callable[[httpx.Request], httpx.Response]


def lead() -> LeadRecord:
    return LeadRecord(email="ada@example.com")


def clock() -> Callable[[], datetime]:
    seconds = iter(range(60))
    return lambda: datetime(2024, 5, 6, 7, 8, next(seconds), tzinfo=UTC)


def client(
    answer: Answer, *, retry: Retrying | None = None, max_answer: int = 10_000_000
) -> Client:
    sign = Signature(user_id="me", key=KEY, clock=clock())
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return Client(URL, sign=sign, http=http, retry=retry, max_answer=max_answer)


def call(to: Client) -> ResultSyncLead:
    return sync_lead(to, lead_record=lead(), return_lead=False)


def fault(slug: str) -> httpx.Response:
    return httpx.Response(500, content=(HERE / f"fault.{slug}.xml").read_bytes())


def wrong(value: object) -> Any:
    """A value that a type checker would not let pass."""
    return value


class Script:
    """Answers one after another, and remembers what was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.content)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr("mktows._runtime.client.time.sleep", taken.append)
    return taken


def good() -> httpx.Response:
    return httpx.Response(200, content=ANSWER)


def test_a_redirect_is_not_followed() -> None:
    script = Script(httpx.Response(302, headers={"Location": "https://evil.example/"}))
    with pytest.raises(ProtocolError):
        call(client(script))
    assert len(script.asked) == 1


def test_an_answer_may_not_be_too_large() -> None:
    with pytest.raises(ProtocolError, match="larger"):
        call(client(Script(good()), max_answer=100))
    packed = httpx.Response(
        200,
        content=gzip.compress(ANSWER + b" " * 9999),
        headers={"Content-Encoding": "gzip"},
    )
    with pytest.raises(ProtocolError, match="larger"):
        call(client(Script(packed), max_answer=2000))


def test_the_deadline_is_for_the_whole_call(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 10_000, 7))
    monkeypatch.setattr("mktows._runtime.client.time.monotonic", lambda: next(now))

    def drip() -> Iterator[bytes]:
        for number in range(len(ANSWER)):
            yield ANSWER[number : number + 1]

    with pytest.raises(TransportError, match="60 seconds"):
        call(client(Script(httpx.Response(200, content=drip()))))


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow")])
def test_transport_errors_keep_their_cause(error: httpx.HTTPError) -> None:
    with pytest.raises(TransportError) as caught:
        call(client(Script(error)))
    assert caught.value.__cause__ is error


def test_nothing_is_tried_again_unasked() -> None:
    script = Script(fault("rate-limit-exceeded"), good())
    with pytest.raises(mktows.RateLimitExceeded):
        call(client(script))
    assert len(script.asked) == 1


def test_an_old_signature_is_made_anew_once(naps: list[float]) -> None:
    script = Script(fault("signature-expired"), good())
    assert call(client(script, retry=Retrying())).lead_id == 1089965
    first, second = (SYNC_LEAD.decode_request(asked)[1] for asked in script.asked)
    assert first != second
    script = Script(*[fault("signature-expired") for _ in range(3)])
    with pytest.raises(SignatureExpired):
        call(client(script, retry=Retrying()))
    assert len(script.asked) == 2


def test_a_limit_is_waited_for(naps: list[float]) -> None:
    script = Script(
        fault("rate-limit-exceeded"), fault("concurrency-limit-exceeded"), good()
    )
    call(client(script, retry=Retrying(attempts=3, pause=2.0)))
    assert naps == [2.0, 4.0]


def test_only_what_is_safe_is_repeated() -> None:
    script = Script(fault("internal-error"), good())
    with pytest.raises(mktows.InternalError):
        call(client(script, retry=Retrying()))
    answer = httpx.Response(200, content=(HERE / "getLead.response.xml").read_bytes())
    script = Script(fault("internal-error"), httpx.ReadError("gone"), answer)
    key = LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1")
    assert get_lead(client(script, retry=Retrying()), lead_key=key).count == 1
    with pytest.raises(TransportError):
        call(client(Script(httpx.ReadError("gone"), good()), retry=Retrying()))
    call(client(Script(httpx.ConnectError("never sent"), good()), retry=Retrying()))


@pytest.mark.parametrize("slug", ["lead-not-found", "authentication-failed"])
def test_what_will_fail_again_is_not_repeated(slug: str) -> None:
    script = Script(fault(slug), good())
    with pytest.raises(SoapFault):
        call(client(script, retry=Retrying()))
    assert len(script.asked) == 1


def test_the_exchange_as_bytes() -> None:
    script = Script(good())
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)
    exchange = client(script).with_raw.call(SYNC_LEAD, message)
    assert exchange.request == script.asked[0]
    assert exchange.response == ANSWER
    assert exchange.message().result.lead_id == 1089965
    assert repr(exchange) == "Exchange(status=200)"


def test_nil_can_be_kept() -> None:
    kept = Client(
        URL,
        http=httpx.Client(transport=httpx.MockTransport(Script(good()))),
        keep_nil=True,
    )
    assert call(kept).lead_record is NIL


def test_nobody_sees_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    for answer in (good(), fault("access-denied"), httpx.ConnectError("no")):
        to = client(Script(answer))
        told += [repr(to), str(to), repr(to._sign)]
        try:
            call(to)
        except mktows.ServiceError as error:
            told += [repr(error), "".join(traceback.format_exception(error))]
    told += [record.getMessage() for record in caplog.records]
    assert not [text for text in told if KEY in text]
    assert not [text for text in told if "hidden" in text and "Client" in text]


def test_nothing_is_sent_that_cannot_be_written() -> None:
    to = client(Script())
    with pytest.raises(MessageError) as caught:
        sync_lead(to, lead_record=LeadRecord(email=wrong(3)), return_lead=False)
    assert caught.value.path == "/Envelope/Body/paramsSyncLead/leadRecord/Email"


def test_the_async_client_does_the_same() -> None:
    from mktows import AsyncClient
    from mktows.aio import sync_lead as sync_lead_async

    script = Script(fault("rate-limit-exceeded"), good())

    async def run() -> ResultSyncLead:
        http = httpx.AsyncClient(transport=httpx.MockTransport(script))
        retry = Retrying(pause=0.0)
        sign = Signature(user_id="me", key=KEY, clock=clock())
        async with AsyncClient(URL, sign=sign, http=http, retry=retry) as to:
            result = await sync_lead_async(
                to,
                lead_record=lead(),
                return_lead=False,
                context=MktowsContextHeader(target_workspace="Europe"),
            )
            assert not http.is_closed
            return result

    assert asyncio.run(run()).lead_id == 1089965
    assert b"Europe" in script.asked[1]


def test_over_a_real_socket() -> None:
    asked: list[tuple[str | None, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["SOAPAction"], body))
            self.send_response(200)
            self.send_header("Content-Length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep the test's output quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with Client(f"http://127.0.0.1:{server.server_port}/") as to:
                assert call(to).lead_id == 1089965
        finally:
            server.shutdown()
            thread.join()
    assert asked[0][0] == '"http://www.marketo.com/mktows/syncLead"'
    OPERATIONS["syncLead"].decode_request(asked[0][1])


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "example.com", "file:///etc/x", ""]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Client(url)


@pytest.mark.parametrize(
    ("record", "place", "reason"),
    [
        (LeadRecord(id=True), "/Id", "expected an int for xs:int, found bool True"),
        (LeadRecord(id=2**31), "/Id", "2147483648 is out of the range of xs:int"),
        (
            LeadRecord(foreign_sys_type=wrong("SFDC")),
            "/ForeignSysType",
            "expected a ForeignSysType",
        ),
        (
            LeadRecord(lead_attribute_list=[Attribute(attr_name="a", attr_value=NIL)]),
            "/leadAttributeList/attribute[1]/attrValue",
            "not nillable",
        ),
        (LeadRecord(email="a\x00b"), "/Email", "cannot be written in XML"),
        (
            LeadRecord(lead_attribute_list=wrong("ab")),
            "/leadAttributeList/attribute",
            "expected a list",
        ),
    ],
)
def test_refusals_name_the_field(record: LeadRecord, place: str, reason: str) -> None:
    message = ParamsSyncLead(lead_record=record, return_lead=False)
    with pytest.raises(MessageError) as caught:
        SYNC_LEAD.encode_request(message)
    assert caught.value.path == f"/Envelope/Body/paramsSyncLead/leadRecord{place}"
    assert reason in caught.value.reason


def test_a_header_that_is_not_declared_is_refused() -> None:
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)
    with pytest.raises(MessageError, match="declares no header LeadRecord"):
        SYNC_LEAD.encode_request(message, [lead()])
