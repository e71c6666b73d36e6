"""Answers that are read item by item: the same items, and no less strict."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath

import httpx
import pytest
from mktows import (
    OPERATIONS,
    AsyncClient,
    Client,
    LeadNotFound,
    ProtocolError,
    Retrying,
    TransportError,
    aio,
    stream_multiple_leads,
)
from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS_ITEMS as ITEMS
from mktows.types import (
    Attribute,
    LeadRecord,
    ResultGetMultipleLeads,
    SuccessGetMultipleLeads,
)

from generator import source
from generator.generate import generate
from generator.profile import Profile

from .packages import imported

HERE = Path(__file__).parent / "envelopes"
LIST = "/Envelope/Body/successGetMultipleLeads/result/leadRecordList"


def lead(number: int) -> LeadRecord:
    attribute = Attribute(attr_name="A", attr_type="string", attr_value=f"{number} & x")
    return LeadRecord(id=number, email="a@example.com", lead_attribute_list=[attribute])


def answer(number: int) -> bytes:
    result = ResultGetMultipleLeads(
        return_count=number,
        remaining_count=0,
        new_stream_position="",
        lead_record_list=[lead(n) for n in range(1, number + 1)],
    )
    message = SuccessGetMultipleLeads(result=result)
    return OPERATIONS["getMultipleLeads"].encode_response(message)


def cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[n : n + size] for n in range(0, len(content), size))


def broken(content: bytes, size: int = 100) -> tuple[int, ProtocolError]:
    """How many items came before the error, and the error."""
    count = 0
    with pytest.raises(ProtocolError) as caught:
        for _ in ITEMS.read(cut(content, size)):
            count += 1
    return count, caught.value


@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 30])
def test_the_items_are_those_of_the_whole(size: int, number: int) -> None:
    content = answer(number)
    whole = OPERATIONS["getMultipleLeads"].decode_response(content)
    assert list(ITEMS.read(cut(content, size))) == whole.result.lead_record_list


def test_items_come_before_the_end() -> None:
    content = answer(30)
    items = ITEMS.read(cut(content[: len(content) // 2], 10))
    assert next(items) == lead(1)


def test_no_part_of_an_answer_is_taken_for_the_whole() -> None:
    content = answer(5)
    for end in range(len(content) - 1):
        broken(content[:end], 200)
    assert list(ITEMS.read([content]))


@pytest.mark.parametrize(
    ("old", "new", "count", "path"),
    [
        ("<Id>17</Id>", "<Id>x</Id>", 16, f"{LIST}/leadRecord[17]/Id"),
        ("<Id>2</Id>", "<Id>2</Id>text", 1, f"{LIST}/leadRecord[2]"),
        (
            "</leadRecord><leadRecord><Id>9</Id>",
            "</leadRecord>text<leadRecord/>",
            8,
            LIST,
        ),
        ("</leadRecord></leadRecordList>", "</leadRecord>x</leadRecordList>", 30, LIST),
        ("<leadRecordList>", "<leadRecordList>text", 30, LIST),
        ("<returnCount>30</returnCount>", "", 30, LIST.rpartition("/")[0]),
        ("</leadRecordList>", "</leadRecordList><leadRecordList/>", 30, f"{LIST}[2]"),
        ("<Id>3</Id>", '<Id xsi:nil="true">3</Id>', 2, f"{LIST}/leadRecord[3]/Id"),
        (
            "successGetMultipleLeads>",
            "successGetLead>",
            0,
            "/Envelope/Body/successGetLead",
        ),
    ],
)
def test_it_is_as_strict_as_the_whole(
    old: str, new: str, count: int, path: str
) -> None:
    content = answer(30).decode()
    xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1='
    changed = content.replace(old, new).replace(" xmlns:ns1=", xsi)
    if "<leadRecord/>" in new:
        changed = changed.replace("<leadRecord/>", "<leadRecord><Id>9</Id>")
    found, error = broken(changed.encode())
    assert (found, error.path) == (count, path)
    with pytest.raises(ProtocolError):
        OPERATIONS["getMultipleLeads"].decode_response(changed.encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the message is empty"),
        (b" \n", "the message is empty"),
        (answer(2) + b"<more/>", "not well-formed"),
        (b"<!DOCTYPE a>" + answer(1).split(b"\n", 1)[1], "document type declaration"),
        (b"<html><leadRecord/></html>", "expected a SOAP 1.1 envelope"),
    ],
)
def test_what_is_no_answer_is_refused(content: bytes, reason: str) -> None:
    assert reason in broken(content)[1].reason


def test_a_fault_is_raised() -> None:
    content = (HERE / "fault.lead-not-found.xml").read_bytes()
    with pytest.raises(LeadNotFound):
        list(ITEMS.read(cut(content, 50)))


def test_the_memory_is_that_of_an_item() -> None:
    content = answer(3000)
    tracemalloc.start()
    for _ in ITEMS.read(cut(content, 4096)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(content) / 4


@pytest.mark.parametrize("number", [0, 1, 2, 9])
def test_at_the_end_the_rest_of_the_answer_is_there(number: int) -> None:
    content = answer(number)
    whole = OPERATIONS["getMultipleLeads"].decode_response(content)
    leads = ITEMS.read(cut(content, 100))
    with pytest.raises(RuntimeError, match="not come to its end"):
        _ = leads.rest
    assert len(list(leads)) == number
    whole.result.lead_record_list = []
    assert leads.rest == whole
    assert leads.rest.result.return_count == number


def test_a_list_that_is_not_there_is_not_there_in_the_rest() -> None:
    content = answer(0).replace(b"<leadRecordList></leadRecordList>", b"")
    leads = ITEMS.read([content])
    assert list(leads) == []
    assert leads.rest.result.lead_record_list is None


# Through a client


def http(content: bytes, status: int = 200) -> httpx.Client:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=cut(content, 64))

    return httpx.Client(transport=httpx.MockTransport(respond))


def test_a_function_gives_the_items() -> None:
    client = Client("https://example.com/", http=http(answer(9)))
    leads = stream_multiple_leads(client)
    assert list(leads) == [lead(n) for n in range(1, 10)]
    assert leads.rest.result.return_count == 9
    assert leads.rest.result.lead_record_list == []


def test_who_stops_has_no_rest() -> None:
    client = Client("https://example.com/", http=http(answer(9)))
    leads = stream_multiple_leads(client)
    next(leads)
    leads.close()
    assert list(leads) == []
    with pytest.raises(RuntimeError, match="not come to its end"):
        _ = leads.rest


def test_so_does_one_that_is_awaited() -> None:
    async def slowly() -> AsyncIterator[bytes]:
        for chunk in cut(answer(9), 64):
            await asyncio.sleep(0)
            yield chunk

    async def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=slowly())

    async def called() -> list[LeadRecord]:
        transport = httpx.MockTransport(respond)
        async with httpx.AsyncClient(transport=transport) as client:
            calls = AsyncClient("https://example.com/", http=client)
            leads = aio.stream_multiple_leads(calls)
            found = [item async for item in leads]
            assert leads.rest.result.return_count == 9
            stopped = aio.stream_multiple_leads(calls)
            await anext(stopped)
            await stopped.aclose()
            with pytest.raises(RuntimeError, match="not come to its end"):
                _ = stopped.rest
            return found

    assert asyncio.run(called()) == [lead(n) for n in range(1, 10)]


def test_a_large_answer_is_left_off() -> None:
    content = answer(50)
    client = Client(
        "https://example.com/", http=http(content), max_answer=len(content) // 2
    )
    items = stream_multiple_leads(client)
    assert next(items) == lead(1)
    with pytest.raises(ProtocolError, match="larger than"):
        list(items)


def test_an_answer_may_be_as_large_as_the_limit() -> None:
    content = answer(50)
    url, size = "https://example.com/", len(content)
    exact = Client(url, http=http(content), max_answer=size)
    assert len(list(stream_multiple_leads(exact))) == 50
    with pytest.raises(ProtocolError, match=f"larger than {size - 1} bytes"):
        list(
            stream_multiple_leads(Client(url, http=http(content), max_answer=size - 1))
        )


def test_the_status_has_to_fit() -> None:
    client = Client("https://example.com/", http=http(answer(3), status=500))
    with pytest.raises(ProtocolError, match="status does not fit"):
        list(stream_multiple_leads(client))


def test_who_stops_lets_the_connection_go() -> None:
    closed = []

    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return cut(answer(50), 64)

        def close(self) -> None:
            closed.append(True)

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Stream()))
    client = Client("https://example.com/", http=httpx.Client(transport=transport))
    items = stream_multiple_leads(client)
    next(items)
    assert not closed
    del items
    assert closed


@pytest.mark.parametrize("given", [0, 1])
def test_nothing_is_tried_again_once_an_item_is_given(given: int) -> None:
    calls = []
    content = answer(9)

    def failing() -> Iterator[bytes]:
        yield content[: len(content) * given // 2]
        raise httpx.ReadError("cut off")

    def respond(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(200, content=failing())

    client = Client(
        "https://example.com/",
        http=httpx.Client(transport=httpx.MockTransport(respond)),
        retry=Retrying(attempts=3, pause=0),
    )
    with pytest.raises(TransportError):
        list(stream_multiple_leads(client))
    assert len(calls) == (1 if given else 3)


def test_the_time_is_limited_but_for_what_the_caller_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=cut(answer(9), 64))

    transport = httpx.MockTransport(respond)
    client = Client(
        "https://example.com/", http=httpx.Client(transport=transport), timeout=10
    )
    count = 0
    for _ in stream_multiple_leads(client):
        now += 100
        count += 1
    assert count == 9

    def slowly() -> Iterator[bytes]:
        nonlocal now
        for chunk in cut(answer(9), 64):
            now += 1
            yield chunk

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=slowly()))
    client = Client(
        "https://example.com/", http=httpx.Client(transport=transport), timeout=10
    )
    with pytest.raises(TransportError, match="within 10 seconds"):
        list(stream_multiple_leads(client))


WSDL = """\
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:tea"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:tea"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <types>
    <xs:schema targetNamespace="urn:tea">
      <xs:complexType name="Item">
        <xs:sequence><xs:element name="name" type="xs:string"/></xs:sequence>
      </xs:complexType>
      <xs:complexType name="Answer">
        <xs:sequence>
          <xs:element name="item" type="t:Item" minOccurs="0" maxOccurs="unbounded"/>
        </xs:sequence>
      </xs:complexType>
      {}
      <xs:element name="getTeas" type="xs:int"/>
      <xs:element name="teas" type="t:Teas"/>
    </xs:schema>
  </types>
  <message name="getTeas"><part name="tea" element="t:getTeas"/></message>
  <message name="teas"><part name="tea" element="t:teas"/></message>
  <portType name="Tea">
    <operation name="getTeas">
      <input message="t:getTeas"/><output message="t:teas"/>
    </operation>
  </portType>
  <binding name="Tea" type="t:Tea">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="getTeas">
      <soap:operation soapAction="getTeas"/>
      <input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output>
    </operation>
  </binding>
</definitions>
"""
INHERITS = """<xs:complexType name="Teas"><xs:complexContent>
    <xs:extension base="t:Answer"/>
  </xs:complexContent></xs:complexType>"""
HOLDS = """<xs:complexType name="Teas"><xs:sequence>
    <xs:element name="answer" type="t:Answer"/>
  </xs:sequence></xs:complexType>"""


@pytest.mark.parametrize(("teas", "is_list"), [(HOLDS, True), (INHERITS, False)])
def test_what_an_answer_inherits_is_not_what_it_lists(
    tmp_path: Path, teas: str, is_list: bool
) -> None:
    """Services put the errors that any answer may list into the base of all."""
    file = tmp_path / "tea.wsdl"
    file.write_text(WSDL.format(teas))
    files = generate(source.load(file), Profile(), "tea").files
    module = files[PurePosixPath("operations/get_teas.py")]
    assert ("def stream_teas(" in module) is is_list


DIRECT = """<xs:complexType name="Teas"><xs:sequence>
    <xs:element name="tea" type="t:Item" maxOccurs="unbounded"/>
    <xs:element name="more" type="xs:int"/>
  </xs:sequence></xs:complexType>"""
DEEP = """<xs:complexType name="Shelf"><xs:sequence>
    <xs:element name="ArrayOfItem" type="t:Answer"/>
    <xs:element name="more" type="xs:int"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Teas"><xs:sequence>
    <xs:element name="class" type="t:Shelf"/>
  </xs:sequence></xs:complexType>"""


@pytest.mark.parametrize(
    ("teas", "before", "item", "behind", "rest"),
    [
        (DIRECT, "", "tea", "<more>7</more>", "Teas(tea=[], more=7)"),
        (
            DEEP,
            "<class><ArrayOfItem>",
            "item",
            "</ArrayOfItem><more>7</more></class>",
            "Teas(class_=Shelf(array_of_item=Answer(item=[]), more=7))",
        ),
    ],
)
def test_the_rest_is_what_stands_around_the_list(
    tmp_path: Path, teas: str, before: str, item: str, behind: str, rest: str
) -> None:
    file = tmp_path / "tea.wsdl"
    file.write_text(WSDL.format(teas))
    name = f"rest_{item}"
    with imported(file, tmp_path / name):
        items = import_module(f"{name}.operations.get_teas").GET_TEAS_ITEMS
        each = "".join(f"<{item}><name>{n}</name></{item}>" for n in range(4))
        found = items.read(
            [
                '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
                f'<s:Body><t:teas xmlns:t="urn:tea">{before}{each}{behind}</t:teas>'
                "</s:Body></s:Envelope>".encode()
            ]
        )
        assert [tea.name for tea in found] == ["0", "1", "2", "3"]
        assert repr(found.rest) == rest
