"""The clients: what goes out, what comes back, how often, and what is never told."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import inspect
import logging
import socket
import threading
import traceback
import zlib
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
    aio,
    get_lead,
    sync_lead,
)
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import (
    Attribute,
    AuthenticationHeader,
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


@pytest.mark.parametrize("kind", [Client, mktows.AsyncClient])
def test_the_limits_are_those_that_people_are_told(kind: type[object]) -> None:
    usual = {n: p.default for n, p in inspect.signature(kind).parameters.items()}
    said = (
        f"{usual['timeout']:g} seconds and {usual['max_answer'] / 2**20:g} MiB, which "
        "`timeout` and `max_answer` change"
    )
    assert said in (HERE.parents[1] / "SECURITY.md").read_text()


@pytest.mark.parametrize("kind", [Client, mktows.AsyncClient])
def test_a_client_does_nothing_that_it_was_not_asked_for(kind: type[object]) -> None:
    usual = {n: p.default for n, p in inspect.signature(kind).parameters.items()}
    assert {name for name, value in usual.items() if not value} == {
        *("sign", "http", "retry", "keep_nil", "understands", "mtom", "check_facets"),
        *("on_drift", "strict_order"),
    }


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
    monkeypatch.setattr("mktows._runtime.deadline.time.monotonic", lambda: next(now))

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


def test_an_old_signature_is_made_anew_though_not_at_first() -> None:
    def script_of(*slugs: str) -> Script:
        return Script(*map(fault, slugs), good())

    limit, old = "rate-limit-exceeded", "signature-expired"
    call(client(script_of(limit, old), retry=Retrying(attempts=3)))
    asynchronously(script_of(limit, old), retry=Retrying(attempts=3, pause=0.0))
    script = script_of(old, limit, old)
    with pytest.raises(SignatureExpired):
        call(client(script, retry=Retrying(attempts=9)))
    assert len(script.asked) == 3


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
            "expected ForeignSysType",
        ),
        (
            LeadRecord(lead_attribute_list=[Attribute(attr_name="a", attr_value=NIL)]),
            "/leadAttributeList/attribute[1]/attrValue",
            "not nillable",
        ),
        (LeadRecord(email="a\x00b"), "/Email", "cannot be written in XML"),
        (
            LeadRecord(lead_attribute_list=wrong("ab")),
            "/leadAttributeList",
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


class Server:
    """A server on a real socket that says what it is told to."""

    def __init__(self, say: Callable[[BaseHTTPRequestHandler], None]) -> None:
        asked = self.asked = list[tuple[dict[str, str], bytes]]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append(({k.lower(): v for k, v in self.headers.items()}, body))
                say(self)

            def do_GET(self) -> None:
                asked.append(({"method": "GET"}, b""))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Keep the test's output quiet."""

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"
        # The default looks for a shutdown twice a second only.
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))

    def __enter__(self) -> Server:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


def says(
    content: bytes, status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return say


def test_what_goes_out_over_a_socket() -> None:
    with Server(says(ANSWER)) as server, Client(server.url) as to:
        call(to)
    (headers, body), *others = server.asked
    assert not others
    assert headers["soapaction"] == '"http://www.marketo.com/mktows/syncLead"'
    assert headers["content-type"] == "text/xml; charset=utf-8"
    assert headers["content-length"] == str(len(body))
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)
    assert SYNC_LEAD.decode_request(body) == (message, ())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_over_a_socket(status: int) -> None:
    with (
        Server(says(b"", status, Location="/elsewhere")) as server,
        Client(server.url) as to,
        pytest.raises(ProtocolError, match="redirect") as caught,
    ):
        call(to)
    assert caught.value.status == status
    assert len(server.asked) == 1


def test_a_fault_may_come_with_a_redirect() -> None:
    content = (HERE / "fault.lead-not-found.xml").read_bytes()
    for status in (300, 302, 399):
        answer = httpx.Response(status, content=content, headers={"Location": "/a"})
        with pytest.raises(mktows.LeadNotFound) as caught:
            call(client(Script(answer)))
        assert caught.value.status == status


@pytest.mark.parametrize(
    "location", ["mailto:x", "\x00", "http://[", "http://xn--/", "http://a:99999/", ""]
)
def test_a_redirect_to_nowhere(location: str) -> None:
    def answer() -> httpx.Response:
        return httpx.Response(302, headers={"Location": location})

    with pytest.raises((TransportError, ProtocolError)):
        call(client(Script(answer())))
    with pytest.raises((TransportError, ProtocolError)):
        asynchronously(Script(answer()))


@pytest.mark.parametrize(
    "error",
    [
        httpx.InvalidURL("no"),
        httpx.CookieConflict("no"),
        httpx.StreamClosed(),
        httpx.StreamError("no"),
        httpx.TooManyRedirects("no"),
        UnicodeError("label too long"),
    ],
)
def test_no_error_of_the_http_client_escapes(error: Exception) -> None:
    for run in (lambda script: call(client(script)), asynchronously):
        with pytest.raises(TransportError, match="syncLead") as caught:
            run(Script(error))
        assert caught.value.__cause__ is error


def test_a_redirect_though_the_http_client_follows() -> None:
    script = Script(httpx.Response(307, headers={"Location": URL}), good())
    transport = httpx.MockTransport(script)
    http = httpx.Client(transport=transport, follow_redirects=True)
    with pytest.raises(ProtocolError):
        call(Client(URL, http=http))
    assert len(script.asked) == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(encoding: str) -> None:
    packed = gzip.compress(ANSWER) if encoding == "gzip" else zlib.compress(ANSWER)
    with (
        Server(says(packed, Content_Encoding=encoding)) as server,
        Client(server.url) as to,
    ):
        assert call(to).lead_id == 1089965


def test_an_error_that_is_not_of_http_stays_what_it_is() -> None:
    """A mistake in the code of whoever made the transport, say."""

    def mistaken(_: httpx.Request) -> httpx.Response:
        raise KeyError("a mistake")

    with pytest.raises(KeyError, match="a mistake"):
        call(client(mistaken))


def test_the_environment_has_no_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither in where a request goes, nor in who is said to send it."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password canary\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://localhost:1/")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)

    async def ask(url: str) -> None:
        async with mktows.AsyncClient(url) as to:
            await to.with_raw.call(SYNC_LEAD, message)

    with Server(says(ANSWER)) as server:
        with Client(server.url) as to:
            to.with_raw.call(SYNC_LEAD, message)
        asyncio.run(ask(server.url))
    assert ["authorization" in headers for headers, _ in server.asked] == [False] * 2


def test_a_bomb_over_a_socket() -> None:
    bomb = gzip.compress(b" " * 1_000_000)
    assert len(bomb) < 10_000
    with (
        Server(says(bomb, Content_Encoding="gzip")) as server,
        Client(server.url, max_answer=10_000) as to,
        pytest.raises(ProtocolError, match="larger than 10000 bytes"),
    ):
        call(to)


def test_the_limit_is_the_most_that_is_taken() -> None:
    assert call(client(Script(good()), max_answer=len(ANSWER))).lead_id == 1089965
    with pytest.raises(ProtocolError) as caught:
        call(client(Script(good()), max_answer=len(ANSWER) - 1))
    assert caught.value.status == 200


def test_what_is_packed_wrongly_did_not_come_through() -> None:
    answer = says(b"not gzip at all", Content_Encoding="gzip")
    with Server(answer) as server, Client(server.url) as to:
        with pytest.raises(TransportError) as caught:
            call(to)
        assert isinstance(caught.value.__cause__, httpx.DecodingError)


def test_an_answer_that_breaks_off() -> None:
    answer = says(ANSWER[:100], Content_Length=str(len(ANSWER)))
    with Server(answer) as server, Client(server.url) as to:
        with pytest.raises(TransportError) as caught:
            call(to)
        assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)


@pytest.mark.parametrize("garbage", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_an_answer_that_is_no_http(garbage: bytes) -> None:
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(garbage)

    with Server(say) as server, Client(server.url) as to:
        with pytest.raises(TransportError) as caught:
            call(to)
        assert caught.value.__cause__ is not None


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and never listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with Client(url) as to, pytest.raises(TransportError) as caught:
            call(to)
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    assert str(caught.value).startswith("syncLead: ConnectError")


def test_nobody_answers() -> None:
    done = threading.Event()

    def say(handler: BaseHTTPRequestHandler) -> None:
        done.wait(10)

    with Server(say) as server, Client(server.url, timeout=1) as to:
        try:
            with pytest.raises(TransportError) as caught:
                call(to)
        finally:
            done.set()
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)


def test_the_timeout_is_the_callers() -> None:
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.extensions["timeout"])
        return good()

    http = httpx.Client(transport=httpx.MockTransport(answer), timeout=1)
    call(Client(URL, http=http))
    call(Client(URL, http=http, timeout=7.5))
    assert [set(timeout.values()) for timeout in asked] == [{60.0}, {7.5}]


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectTimeout("x"),
        httpx.PoolTimeout("x"),
        httpx.WriteError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.ProxyError("x"),
        httpx.UnsupportedProtocol("x"),
    ],
)
def test_more_transport_errors(error: httpx.HTTPError) -> None:
    script = Script(error)
    with pytest.raises(TransportError, match=type(error).__name__) as caught:
        call(client(script))
    assert caught.value.__cause__ is error
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("error", "never_sent"),
    [
        (httpx.ConnectError("x"), True),
        (httpx.ConnectTimeout("x"), True),
        (httpx.PoolTimeout("x"), True),
        (httpx.ReadTimeout("x"), False),
        (httpx.WriteTimeout("x"), False),
        (httpx.RemoteProtocolError("x"), False),
    ],
)
def test_which_transport_errors_are_tried_again(
    error: httpx.HTTPError, never_sent: bool
) -> None:
    key = LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1")
    answer = httpx.Response(200, content=(HERE / "getLead.response.xml").read_bytes())
    script = Script(error, answer)
    get_lead(client(script, retry=Retrying()), lead_key=key)
    assert len(script.asked) == 2
    script = Script(error, good())
    if never_sent:
        call(client(script, retry=Retrying()))
    else:
        with pytest.raises(TransportError):
            call(client(script, retry=Retrying()))
    assert len(script.asked) == 1 + never_sent


def test_what_is_no_answer_is_not_asked_for_again() -> None:
    key = LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1")
    for answer in (
        httpx.Response(200, content=b"<html/>"),
        httpx.Response(503, content=b"later"),
        httpx.Response(302, headers={"Location": URL}),
        httpx.Response(200, content=b" " * 10_000_001),
    ):
        script = Script(answer, good())
        with pytest.raises(ProtocolError):
            get_lead(client(script, retry=Retrying()), lead_key=key)
        assert len(script.asked) == 1


def test_what_cannot_be_written_is_not_tried_again(naps: list[float]) -> None:
    to = client(Script(), retry=Retrying())
    with pytest.raises(MessageError):
        sync_lead(to, lead_record=wrong(None), return_lead=False)
    assert naps == []


@pytest.mark.parametrize("attempts", [1, 2, 5])
def test_attempts_are_counted(attempts: int, naps: list[float]) -> None:
    script = Script(*[fault("rate-limit-exceeded") for _ in range(attempts + 1)])
    with pytest.raises(mktows.RateLimitExceeded):
        call(client(script, retry=Retrying(attempts=attempts, pause=0.5)))
    assert len(script.asked) == attempts
    assert naps == [0.5 * 2**number for number in range(attempts - 1)]


def test_each_attempt_is_signed_anew() -> None:
    script = Script(fault("rate-limit-exceeded"), httpx.ConnectError("x"), good())
    call(client(script, retry=Retrying(attempts=3)))
    heads = [SYNC_LEAD.decode_request(asked)[1][0] for asked in script.asked]
    headers = [head for head in heads if isinstance(head, AuthenticationHeader)]
    assert [header.request_timestamp for header in headers] == [
        f"2024-05-06T07:08:0{second}+00:00" for second in range(3)
    ]
    assert len({header.request_signature for header in headers}) == 3
    for header in headers:
        signed = (header.request_timestamp + "me").encode()
        expected = hmac.new(KEY.encode(), signed, hashlib.sha1).hexdigest()
        assert header.request_signature == expected


def test_faults_come_with_any_status_and_content_type() -> None:
    content = (HERE / "fault.authentication-failed.xml").read_bytes()
    for status in (200, 403, 500):
        for kind in ("text/html", "application/soap+xml", "application/json", ""):
            headers = {"Content-Type": kind}
            answer = httpx.Response(status, content=content, headers=headers)
            with pytest.raises(mktows.AuthenticationFailed) as caught:
                call(client(Script(answer)))
            assert caught.value.status == status


def test_raw_exchanges_are_not_read_and_not_repeated() -> None:
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)
    script = Script(fault("rate-limit-exceeded"), good())
    exchange = client(script, retry=Retrying()).with_raw.call(SYNC_LEAD, message)
    assert exchange.status == 500
    with pytest.raises(mktows.RateLimitExceeded):
        exchange.message()
    assert len(script.asked) == 1
    answer = httpx.Response(200, content=b"anything")
    exchange = client(Script(answer)).with_raw.call(SYNC_LEAD, message)
    assert exchange.response == b"anything"
    with pytest.raises(ProtocolError):
        exchange.message()
    with pytest.raises(TransportError):
        client(Script(httpx.ReadError("x"))).with_raw.call(SYNC_LEAD, message)


def test_own_http_clients_are_closed() -> None:
    to = Client(URL)
    with to as entered:
        assert entered is to
        assert not to._http.is_closed
    assert to._http.is_closed
    http = httpx.Client(transport=httpx.MockTransport(Script(good())))
    with Client(URL, http=http) as to:
        call(to)
    assert not http.is_closed
    http.close()


def test_nothing_shows_the_key_over_a_socket(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign = Signature(user_id="me", key=KEY, clock=clock())
    told: list[str] = []
    for say in (says(ANSWER), says(b"<html/>"), says(b"", 500)):
        with Server(say) as server, Client(server.url, sign=sign) as to:
            message = ParamsSyncLead(lead_record=lead(), return_lead=False)
            exchange = to.with_raw.call(SYNC_LEAD, message)
            told += [repr(exchange), str(exchange), repr(to.with_raw)]
            try:
                call(to)
            except mktows.ServiceError as error:
                told.append(traceback.format_exc())
                shown = traceback.TracebackException.from_exception(
                    error, capture_locals=True
                )
                told += shown.format()
            assert KEY.encode() not in b"".join(body for _, body in server.asked)
    told += [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
    assert caplog.records
    assert not [text for text in told if KEY in text]


@pytest.mark.parametrize(
    "url",
    [
        *("https://", "http:///path", "//host/", "ws://host/", " https://host/"),
        *("http://[", "http://a:99999/", "http://a:0/", "http://a:x/", "http://.."),
        *("http://exa mple.com/", "http://h\x00/", "https://xn--/", "http://[::g]/"),
        *("http://a..b/", "http://exa%20mple.com/", f"http://{'a' * 64}/"),
        f"http://{'a' * 70_000}",
        "http://me:a-password/",
        "http://me:a-password@host:99999/",
        *("http://host:0/", "http://host:65536/"),
        "http://me:a-password@ho st/",
    ],
)
def test_more_addresses_are_refused(url: str) -> None:
    for kind in (Client, mktows.AsyncClient):
        with pytest.raises(ValueError, match="https") as caught:
            kind(url)
        shown = traceback.format_exception(caught.value)
        assert "a-password" not in "".join(shown)
        assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost:8080/a?b=c", "https://127.0.0.1/", "http://[::1]:8080/"),
        *("https://b\u00fccher.example/", "http://my_service/", "https://host.:443"),
        *("http://host:1/", "http://host:65535/"),
    ],
)
def test_addresses_that_are_taken(url: str) -> None:
    for kind in (Client, mktows.AsyncClient):
        kind(url)


@pytest.mark.parametrize("url", [None, 3, b"https://host/"])
def test_an_address_is_text(url: object) -> None:
    told = f"expected a URL, found a {type(url).__name__}"
    with pytest.raises(TypeError, match=told):
        Client(wrong(url))


@pytest.mark.parametrize(
    ("option", "value", "error"),
    [
        *(("timeout", value, ValueError) for value in (-1, 0, -0.0, 1e-9, 1e300)),
        *(("timeout", float(value), ValueError) for value in ("nan", "inf", "-inf")),
        *(("timeout", value, TypeError) for value in (None, True, "60", [1.0], 1j)),
        *(("max_answer", value, ValueError) for value in (0, -1)),
        *(("max_answer", value, TypeError) for value in (None, True, "9", 9.0)),
        *(("keep_nil", value, TypeError) for value in (None, 1, "true")),
        *(("retry", value, TypeError) for value in (3, True, "always", Retrying)),
        *(("sign", value, TypeError) for value in (3, "key", ())),
        *(("http", value, TypeError) for value in (3, "http", httpx.Response(200))),
        *(("on_drift", value, TypeError) for value in (3, "report", ())),
        *(("check_facets", value, TypeError) for value in (None, 1, "true")),
        *(("strict_order", value, TypeError) for value in (None, 1, "true")),
        *(("mtom", value, TypeError) for value in (1, "true")),
        *(("understands", value, TypeError) for value in (None, "name", [1])),
    ],
)
def test_options_are_checked(
    option: str, value: object, error: type[Exception]
) -> None:
    for kind in (Client, mktows.AsyncClient):
        with pytest.raises(error, match=option):
            kind(URL, **{option: wrong(value)})


def test_each_client_takes_http_of_its_kind() -> None:
    with httpx.Client() as http, pytest.raises(TypeError, match="AsyncClient"):
        mktows.AsyncClient(URL, http=wrong(http))
    other = httpx.AsyncClient()
    with pytest.raises(TypeError, match="http is a Client"):
        Client(URL, http=wrong(other))
    asyncio.run(other.aclose())


@pytest.mark.parametrize(
    ("options", "error"),
    [
        *(({"attempts": value}, ValueError) for value in (0, -1)),
        *(({"attempts": value}, TypeError) for value in (None, True, 2.0, "3")),
        *(({"pause": value}, ValueError) for value in (-1, float("nan"), 1e300)),
        *(({"pause": value}, TypeError) for value in (None, True, "1")),
    ],
)
def test_ways_to_try_again_are_checked(
    options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error, match=next(iter(options))):
        Retrying(**options)


def test_no_pause_is_too_long_to_wait() -> None:
    retry = Retrying(attempts=10_000, pause=0.5)
    assert [retry.wait(attempt) for attempt in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert 86_400 < retry.wait(9_999) < 2**31 / 1000


def asynchronously(
    script: Script, *, retry: Retrying | None = None, max_answer: int = 10_000_000
) -> ResultSyncLead:
    async def run() -> ResultSyncLead:
        transport = httpx.MockTransport(script)
        async with httpx.AsyncClient(transport=transport) as http:
            sign = Signature(user_id="me", key=KEY, clock=clock())
            to = mktows.AsyncClient(
                URL, sign=sign, http=http, retry=retry, max_answer=max_answer
            )
            return await aio.sync_lead(to, lead_record=lead(), return_lead=False)

    return asyncio.run(run())


def test_async_errors() -> None:
    error = httpx.ReadTimeout("slow")
    with pytest.raises(TransportError) as caught:
        asynchronously(Script(error))
    assert caught.value.__cause__ is error
    for answer in (
        httpx.Response(200, content=b"<html/>"),
        httpx.Response(302, headers={"Location": URL}),
        httpx.Response(200, content=b" " * 10_000_001),
    ):
        script = Script(answer, good())
        with pytest.raises(ProtocolError):
            asynchronously(script, retry=Retrying(pause=0.0))
        assert len(script.asked) == 1
    with pytest.raises(mktows.RateLimitExceeded):
        asynchronously(Script(fault("rate-limit-exceeded"), good()))


def test_async_signatures_and_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[float] = []

    async def sleep(seconds: float) -> None:
        taken.append(seconds)

    monkeypatch.setattr("mktows._runtime.async_client.asyncio.sleep", sleep)
    limit = fault("rate-limit-exceeded")
    script = Script(fault("signature-expired"), limit, good())
    asynchronously(script, retry=Retrying(pause=2.0))
    assert taken == [2.0, 4.0]
    headers = [SYNC_LEAD.decode_request(asked)[1] for asked in script.asked]
    assert headers[0] != headers[1] != headers[2]


def test_async_raw_and_closing() -> None:
    message = ParamsSyncLead(lead_record=lead(), return_lead=False)

    async def run() -> None:
        transport = httpx.MockTransport(Script(good()))
        http = httpx.AsyncClient(transport=transport)
        async with mktows.AsyncClient(URL, http=http, keep_nil=True) as to:
            exchange = await to.with_raw.call(SYNC_LEAD, message)
        assert exchange.response == ANSWER
        assert exchange.message().result.lead_record is NIL
        assert not http.is_closed
        await http.aclose()
        own = mktows.AsyncClient(URL)
        async with own as entered:
            assert entered is own
        assert own._http.is_closed

    asyncio.run(run())


def test_async_over_a_socket() -> None:
    async def run(url: str) -> ResultSyncLead:
        async with mktows.AsyncClient(url) as to:
            return await aio.sync_lead(to, lead_record=lead(), return_lead=False)

    with Server(says(ANSWER)) as server:
        assert asyncio.run(run(server.url)).lead_id == 1089965
    assert server.asked[0][0]["soapaction"].startswith('"http://')
