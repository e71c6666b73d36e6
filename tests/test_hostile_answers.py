"""Answers that a service would not send: what comes of them is an error of ours."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from mktows import OPERATIONS, Client, ProtocolError, TransportError
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import LeadRecord, ParamsSyncLead

from .test_deadline import Dripping, whole

ANSWER = Path(__file__).parent.joinpath("envelopes/syncLead.response.xml").read_bytes()
TEXT = ANSWER.decode().partition("?>")[2]
MESSAGE = ParamsSyncLead(lead_record=LeadRecord(), return_lead=False)
LONG = b"X-Long: " + b"a" * 300_000 + b"\r\n"
MANY = b"".join(b"X-%d: a\r\n" % n for n in range(20_000))
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "utf-16-le", "utf-32"])
def test_a_document_type_is_seen_in_any_encoding(encoding: str) -> None:
    said = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]>'
    with pytest.raises(ProtocolError, match="document type"):
        OPERATIONS["syncLead"].decode_response((said + TEXT).encode(encoding))


def test_a_byte_order_mark_is_no_content() -> None:
    read = OPERATIONS["syncLead"].decode_response
    assert read(b"\xef\xbb\xbf" + ANSWER) == read(ANSWER)


def test_what_is_in_no_encoding_of_xml_is_an_error() -> None:
    with pytest.raises(ProtocolError, match="not well-formed"):
        OPERATIONS["syncLead"].decode_response(TEXT.encode("cp037"))


@pytest.mark.parametrize(
    "answer",
    [
        whole(ANSWER).replace(b"\r\n", b"\r\n" + LONG, 1),
        whole(ANSWER).replace(b"\r\n", b"\r\n" + MANY, 1),
        CHUNKED + b"%x\r\n%b\r\n0\r\n%b\r\n" % (len(ANSWER), ANSWER, LONG),
    ],
    ids=["a long header", "many headers", "a long trailer"],
)
def test_headers_without_end_are_not_kept(answer: bytes) -> None:
    with (
        Dripping((answer, b"")) as server,
        Client(server.url, sign=None) as client,
        pytest.raises(TransportError, match="too long"),
    ):
        client.call(SYNC_LEAD, MESSAGE)


def test_a_cookie_for_another_host_is_not_kept() -> None:
    sent: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers.get("Cookie"))
        cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Domain=evil.example")]
        return httpx.Response(200, content=ANSWER, headers=cookies)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    with Client("https://tea.example/", sign=None, http=http) as client:
        client.call(SYNC_LEAD, MESSAGE)
        client.call(SYNC_LEAD, MESSAGE)
    assert sent == [None, "a=1"]
