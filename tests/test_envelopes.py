"""The wire: every call against its envelope, both ways, and against the schema."""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from lxml import etree
from mktows import OPERATIONS, Client, Signature, SoapFault, errors
from mktows.types import AuthenticationHeader

from . import packages

HERE = Path(__file__).parent / "envelopes"
WSDL = Path(__file__).parents[1] / "wsdl" / "mktows.wsdl"
MKTOWS = "http://www.marketo.com/mktows/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("envelope_calls", HERE / "calls.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


calls: Any = _load()
FILES = sorted(p.name for p in HERE.glob("*.xml"))
FOUNDING = "syncLead"


def stems(kind: str) -> list[str]:
    ending = f".{kind}.xml"
    return sorted(n.removesuffix(ending) for n in FILES if n.endswith(ending))


def faults() -> list[str]:
    return [name[6:-4] for name in FILES if name.startswith("fault.")]


def read(stem: str, kind: str) -> bytes:
    return (HERE / f"{stem}.{kind}.xml").read_bytes()


def canonical(content: bytes) -> bytes:
    """C14N, as it stands: what we write has no white space between elements."""
    return etree.tostring(etree.fromstring(content), method="c14n")


def unspaced(content: bytes) -> bytes:
    """C14N of a file, without the white space that lies between elements."""
    root = etree.fromstring(content)
    for node in root.iter("*"):
        if len(node) and not (node.text or "").strip():
            node.text = None
        if not (node.tail or "").strip():
            node.tail = None
    return etree.tostring(root, method="c14n")


@cache
def schema() -> etree.XMLSchema:
    return packages.schema(WSDL)


def blocks(content: bytes) -> Iterator[etree._Element]:
    """The header blocks and the element in the body, each by itself."""
    root = etree.fromstring(content)
    for part in root.iterchildren(f"{{{SOAP}}}Header", f"{{{SOAP}}}Body"):
        for node in part.iterchildren("*"):
            yield deepcopy(node)


def signer(timestamp: str | None) -> Any:
    if timestamp is None:
        return lambda: (calls.FOUNDING_HEADER,)
    moment = datetime.fromisoformat(timestamp)
    return Signature(user_id=calls.USER_ID, key=calls.KEY, clock=lambda: moment)


def send(stem: str) -> tuple[httpx.Request, object]:
    """Make a call, and give the request that went out and what the call returned."""
    call = calls.REQUESTS[stem]
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=read(call.operation, "response"))

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        sign = signer(call.timestamp)
        result = call.make(Client("https://example.com/soap", sign=sign, http=http))
    assert len(sent) == 1
    return sent[0], result


def pretty(content: bytes) -> bytes:
    root = etree.fromstring(content)
    etree.indent(root, "  ")
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + etree.tostring(root, encoding="utf-8") + b"\n"


def compare(name: str, content: bytes, renew: bool) -> None:
    path = HERE / name
    founding = name in (f"{FOUNDING}.request.xml", f"{FOUNDING}.response.xml")
    if renew and not founding and unspaced(path.read_bytes()) != canonical(content):
        path.write_bytes(pretty(content))
    assert unspaced(path.read_bytes()) == canonical(content)


def test_every_file_has_its_call_and_every_call_its_file() -> None:
    assert stems("request") == sorted(calls.REQUESTS)
    assert stems("response") == sorted(calls.RESPONSES)
    assert faults() == sorted(calls.FAULTS)
    assert len(FILES) == len(calls.REQUESTS) + len(calls.RESPONSES) + len(calls.FAULTS)


def test_every_operation_has_a_request_and_a_response() -> None:
    assert len(OPERATIONS) == 23
    assert set(OPERATIONS) <= set(stems("request"))
    assert set(OPERATIONS) <= set(stems("response"))


def test_every_class_of_error_has_a_fault() -> None:
    assert {kind for kind, _, _ in calls.FAULTS.values()} == set(
        errors.FAULTS.errors.values()
    )


# Before the calls, which are answered from these files: one run renews all.
@pytest.mark.parametrize("stem", stems("response"))
def test_a_response_reads_and_goes_out_as_it_came(
    stem: str, update_goldens: bool
) -> None:
    operation = OPERATIONS[stem.partition(".")[0]]
    value = calls.RESPONSES[stem]
    compare(f"{stem}.response.xml", operation.encode_response(value), update_goldens)
    read_back = operation.decode_response(read(stem, "response"), keep_nil=True)
    assert read_back == value
    assert canonical(operation.encode_response(read_back)) == unspaced(
        read(stem, "response")
    )


@pytest.mark.parametrize("stem", stems("request"))
def test_a_call_makes_its_envelope(stem: str, update_goldens: bool) -> None:
    request, _ = send(stem)
    compare(f"{stem}.request.xml", request.content, update_goldens)
    action = f'"{MKTOWS}{calls.REQUESTS[stem].operation}"'
    assert request.headers["SOAPAction"] == action
    assert request.headers["Content-Type"] == "text/xml; charset=utf-8"


@pytest.mark.parametrize("stem", stems("request"))
def test_a_call_returns_what_the_answer_holds(stem: str) -> None:
    _, result = send(stem)
    name = calls.REQUESTS[stem].operation
    answer = OPERATIONS[name].decode_response(read(name, "response"))
    (part,) = fields(answer)
    assert result == getattr(answer, part.name)


@pytest.mark.parametrize("stem", stems("request"))
def test_a_request_reads_and_goes_out_as_it_came(stem: str) -> None:
    operation = OPERATIONS[calls.REQUESTS[stem].operation]
    content = read(stem, "request")
    message, headers = operation.decode_request(content, keep_nil=True)
    assert isinstance(headers[0], AuthenticationHeader)
    assert canonical(operation.encode_request(message, headers)) == unspaced(content)


@pytest.mark.parametrize(
    "name", [name for name in FILES if not name.startswith("fault.")]
)
def test_every_block_is_valid(name: str) -> None:
    for node in blocks((HERE / name).read_bytes()):
        schema().assertValid(node)


@pytest.mark.parametrize("stem", [s for s in stems("request") if s != FOUNDING])
def test_every_signature_can_be_recomputed(stem: str) -> None:
    header = next(blocks(read(stem, "request")))
    assert header.tag == f"{{{MKTOWS}}}AuthenticationHeader"
    user, signature, timestamp = (str(child.text) for child in header)
    assert (user, timestamp) == (calls.USER_ID, calls.REQUESTS[stem].timestamp)
    signed = f"{timestamp}{user}".encode()
    assert hmac.new(calls.KEY.encode(), signed, hashlib.sha1).hexdigest() == signature


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("slug", faults())
def test_every_fault_has_its_class(slug: str, status: int) -> None:
    kind, code, retry = calls.FAULTS[slug]
    content = (HERE / f"fault.{slug}.xml").read_bytes()
    with pytest.raises(SoapFault) as caught:
        OPERATIONS["syncLead"].decode_response(content, status)
    assert type(caught.value) is kind
    assert caught.value.service_code == code
    assert caught.value.code == "SOAP-ENV:Client"
    assert caught.value.status == status
    assert caught.value.retry is retry
    assert caught.value.string.startswith(f"{code} - ")
    came = etree.fromstring(content).find(".//detail")
    if slug == "without-detail":
        assert came is None
        assert caught.value.detail is None
        return
    assert came is not None
    kept = (caught.value.detail or "").encode()
    assert unspaced(kept) == unspaced(etree.tostring(came, with_tail=False))
    assert came.findtext(f"{{{MKTOWS}}}serviceException/code") == code
