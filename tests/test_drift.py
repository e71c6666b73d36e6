"""Drift: what a schema does not know is told to who asks, wherever it stands."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from mktows import (
    OPERATIONS,
    AsyncClient,
    Client,
    Drift,
    DriftReport,
    ProtocolError,
    SoapFault,
)
from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS_ITEMS as ITEMS
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import ParamsSyncLead

from generator.cli import main

HERE = Path(__file__).parent
ANSWER = (HERE / "envelopes" / "syncLead.response.xml").read_bytes()
LEADS = (HERE / "envelopes" / "getMultipleLeads.response.xml").read_bytes()
REQUEST = (HERE / "envelopes" / "syncLead.request.xml").read_bytes()
RESULT = "/Envelope/Body/successSyncLead/result"
LIST = "/Envelope/Body/successGetMultipleLeads/result/leadRecordList"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCOPE = (
    f'xmlns:xsi="{XSI}" xmlns:t="urn:tea"'
    ' xmlns:c="urn:tea:calls" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/"'
)

Found = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("drift")
    sys.path.insert(0, str(folder))

    def tea(feature: str) -> Any:
        name = "drift_" + feature.replace("-", "_")
        if not (folder / name).exists():
            wsdl = str(HERE / "golden" / feature / "service.wsdl")
            assert main([wsdl, "-o", str(folder), "--package", name]) == 0
        return importlib.import_module(name)

    yield tea
    sys.path.remove(str(folder))


def changed(old: bytes, new: bytes, content: bytes = ANSWER) -> bytes:
    assert content.count(old) >= 1
    return content.replace(old, new, 1)


def envelope(body: str, head: str = "", soap: str = SOAP11) -> bytes:
    head = f"<s:Header>{head}</s:Header>" if head else ""
    text = f'<s:Envelope xmlns:s="{soap}" {SCOPE}>{head}<s:Body>{body}</s:Body>'
    return f"{text}</s:Envelope>".encode()


def read(operation: Any, content: bytes, status: int = 200, **options: Any) -> Found:
    """What is told of an answer, that of its fault included."""
    drifts: list[Any] = []
    read = operation.decode_response
    try:
        read(content, status, on_drift=drifts.append, strict_order=True, **options)
    except Exception as error:
        if type(error).__name__ == "ProtocolError":
            raise
        assert status == 500
    assert {drift.operation for drift in drifts} <= {operation.name}
    return [(drift.path, drift.kind, drift.name) for drift in drifts]


def test_elements_and_attributes_are_told_with_their_place() -> None:
    content = changed(
        b"<leadId>", b'<newField xmlns="urn:x"><leadId/></newField><leadId unit="1">'
    )
    content = changed(
        b"<syncStatus>", b'<syncStatus xmlns:x="urn:x" x:at="1">', content
    )
    content = changed(b"</result>", b'<newField c="1"/><newField/></result>', content)
    assert read(SYNC_LEAD, content) == [
        (f"{RESULT}/newField", "element", "{urn:x}newField"),
        (f"{RESULT}/newField[1]", "element", "newField"),
        (f"{RESULT}/newField[2]", "element", "newField"),
        (f"{RESULT}/leadId/@unit", "attribute", "unit"),
        (f"{RESULT}/syncStatus/@at", "attribute", "{urn:x}at"),
    ]
    assert SYNC_LEAD.decode_response(content) == SYNC_LEAD.decode_response(ANSWER)


def test_what_every_message_may_have_is_not_told() -> None:
    content = changed(
        b"<leadId>",
        b'<leadId xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        b' xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" i:nil="false"'
        b' s:encodingStyle="" i:schemaLocation="urn:x x.xsd"><!-- <new/> -->',
    )
    content = changed(b"<SOAP-ENV:Body>", b'<SOAP-ENV:Body Id="signed">', content)
    assert read(SYNC_LEAD, content) == []


@pytest.mark.parametrize("name", sorted(p.name for p in HERE.glob("envelopes/*.xml")))
def test_no_documented_message_drifts(name: str) -> None:
    operation: Any = OPERATIONS.get(name.partition(".")[0], SYNC_LEAD)
    content = (HERE / "envelopes" / name).read_bytes()
    if ".request." in name:
        drifts: list[Drift] = []
        operation.decode_request(content, on_drift=drifts.append, strict_order=True)
        assert drifts == []
    else:
        assert read(operation, content, 500 if "fault" in name else 200) == []


def test_what_is_wrong_with_an_answer_does_not_hide_its_drift() -> None:
    content = changed(b"<leadId>", b"<leadNo>")
    content = changed(b"</leadId>", b"</leadNo>", content)
    report = DriftReport()
    with pytest.raises(ProtocolError, match="leadId is missing"):
        SYNC_LEAD.decode_response(content, on_drift=report)
    assert [drift.path for drift in report] == [f"{RESULT}/leadNo"]


def test_items_are_told_by_their_true_number_and_once() -> None:
    def item(number: int) -> bytes:
        new = f"<leadRecord><Id>{number}</Id><new/><new/></leadRecord>"
        return new.encode()

    before, _, rest = LEADS.partition(b"<leadRecordList>")
    after = rest.partition(b"</leadRecordList>")[2]
    every = b"".join(map(item, range(1, 6)))
    content = before + b"<leadRecordList>" + every + b"<odd/></leadRecordList>" + after
    for size in (7, 100_000):
        drifts: list[Drift] = []
        chunks = (content[n : n + size] for n in range(0, len(content), size))
        items = ITEMS.read(chunks, on_drift=drifts.append, strict_order=True)
        assert [lead.id for lead in items] == [1, 2, 3, 4, 5]
        assert {drift.operation for drift in drifts} == {"getMultipleLeads"}
        ends = [drift.path.removeprefix(f"{LIST}/") for drift in drifts]
        told = [f"leadRecord[{n}]/new[{m}]" for n in range(1, 6) for m in (1, 2)]
        if size == 7:  # the first has no brothers yet
            told[:2] = [f"leadRecord/new[{m}]" for m in (1, 2)]
        assert ends == [*told, "odd"]


def test_an_item_out_of_order_has_its_true_number() -> None:
    lead = b"<leadRecord><Id>1</Id></leadRecord>"
    wrong = b"<leadRecord><Email>a</Email><Id>1</Id></leadRecord>"
    before, _, rest = LEADS.partition(b"<leadRecordList>")
    after = rest.partition(b"</leadRecordList>")[2]
    content = before + b"<leadRecordList>" + lead * 7 + wrong + lead
    content += b"</leadRecordList>" + after
    chunks = [content[n : n + 50] for n in range(0, len(content), 50)]
    assert len(list(ITEMS.read(chunks))) == 9
    with pytest.raises(ProtocolError) as caught:
        list(ITEMS.read(chunks, strict_order=True))
    assert caught.value.path == f"{LIST}/leadRecord[8]/Id"


def test_header_blocks(made: Any) -> None:
    brew = made("headers-and-faults").OPERATIONS["brew"]
    head = (
        '<t:usage s:mustUnderstand="0" t:x="1"><t:cups>1</t:cups><t:more/></t:usage>'
        "<t:other><t:inner/></t:other><t:mine/>"
    )
    body = "<t:brewResponse><t:ok>true</t:ok></t:brewResponse>"
    told = [
        ("/Envelope/Header/other", "element", "{urn:tea}other"),
        ("/Envelope/Header/usage/@x", "attribute", "{urn:tea}x"),
        ("/Envelope/Header/usage/more", "element", "{urn:tea}more"),
    ]
    mine: dict[str, Any] = {"understands": {"{urn:tea}mine"}}
    assert read(brew, envelope(body, head), **mine) == told
    drifts: list[Any] = []
    brew.decode_response_headers(envelope(body, head), on_drift=drifts.append, **mine)
    assert [(drift.path, drift.kind, drift.name) for drift in drifts] == told
    head = "<t:session><t:new/><t:id>1</t:id></t:session><t:other/>"
    drifts.clear()
    body = "<t:brew><t:leaf>a</t:leaf><t:new/></t:brew>"
    brew.decode_request(envelope(body, head), on_drift=drifts.append)
    assert [drift.path for drift in drifts] == [
        "/Envelope/Header/other",
        "/Envelope/Header/session/new",
        "/Envelope/Body/brew/new",
    ]


@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
def test_faults(made: Any, soap: str) -> None:
    tea = made("headers-and-faults")
    brew = tea.OPERATIONS["brew"]
    said = (
        "<s:Code><s:Value>s:Receiver</s:Value><s:New/></s:Code>"
        '<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason>'
    )
    detail, new = "Detail", "/Envelope/Body/Fault/Code/New"
    if soap == SOAP11:
        said = "<faultcode>s:Server</faultcode><faultstring>no</faultstring><t:New/>"
        detail, new = "detail", "/Envelope/Body/Fault/New"
    name = detail if soap == SOAP11 else f"s:{detail}"
    held = "<t:Scald><t:new/><t:degrees>99</t:degrees></t:Scald><t:trace/>"
    body = f"<s:Fault>{said}<{name}>{held}</{name}></s:Fault>"
    head = "<t:usage><t:cups>1</t:cups><t:more/></t:usage><t:other/>"
    if soap == SOAP12:
        head += '<s:NotUnderstood qname="t:x"/>'
        brew = importlib.import_module(f"{tea.__name__}.tea_soap12").OPERATIONS["brew"]
    found = read(brew, envelope(body, head, soap), 500)
    assert sorted(path for path, _, _ in found) == sorted(
        [
            new,
            f"/Envelope/Body/Fault/{detail}/Scald/new",
            f"/Envelope/Body/Fault/{detail}/trace",
            "/Envelope/Header/other",
            "/Envelope/Header/usage/more",
        ]
    )


def test_rpc_messages(made: Any) -> None:
    brew = made("rpc-literal").OPERATIONS["brew"]
    body = "<c:brewResponse id='1'><tea new='2'>a</tea><t:tea/></c:brewResponse>"
    assert read(brew, envelope(body)) == [
        ("/Envelope/Body/brewResponse/@id", "attribute", "id"),
        ("/Envelope/Body/brewResponse/tea", "element", "{urn:tea}tea"),
        ("/Envelope/Body/brewResponse/tea/@new", "attribute", "new"),
    ]


def test_soaps_encoding_has_attributes_of_its_own_and_no_order(made: Any) -> None:
    brew = made("rpc-encoded").OPERATIONS["brew"]
    body = (
        "<c:brewResponse s:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'>"
        "<text xsi:type='e:string' id='i3'>a</text><best href='#i1'/>"
        "<said xsi:type='e:Array' e:arrayType='x:string[3]' e:offset='[1]'>"
        "<any e:position='[2]' odd='1'>a</any></said><extra/></c:brewResponse>"
        "<multiRef id='i1' e:root='0'><grams>1</grams><name>a</name><new/></multiRef>"
    )
    at = "/Envelope/Body/brewResponse"
    assert read(brew, envelope(body)) == [
        (f"{at}/extra", "element", "extra"),
        (f"{at}/best/new", "element", "new"),
        (f"{at}/said/any[3]/@odd", "attribute", "odd"),
    ]


def test_arrays_have_their_attributes_in_literal_messages_too(tmp_path: Path) -> None:
    encoded = (HERE / "golden" / "rpc-encoded-arrays" / "service.wsdl").read_text()
    assert 'use="encoded"' in encoded
    wsdl = tmp_path / "literal_arrays.wsdl"
    wsdl.write_text(encoded.replace('use="encoded"', 'use="literal"'))
    assert main([str(wsdl), "-o", str(tmp_path)]) == 0
    sys.path.insert(0, str(tmp_path))
    try:
        brew = importlib.import_module("literal_arrays").OPERATIONS["brew"]
    finally:
        sys.path.remove(str(tmp_path))
    drifts: list[Any] = []
    body = (
        "<c:brew><grid e:arrayType='x:int[0,0]' id='i' odd='1'/>"
        "<lists e:arrayType='t:Leaf[][0]'/></c:brew>"
    )
    brew.decode_request(envelope(body), on_drift=drifts.append)
    assert [drift.path for drift in drifts] == ["/Envelope/Body/brew/grid/@odd"]


def test_derived_types_know_more(made: Any) -> None:
    brew = made("inheritance").OPERATIONS["brew"]
    drifts: list[Any] = []
    body = (
        "<t:brew><drink xsi:type='t:IcedTea'><name>a</name><minutes>1</minutes>"
        "<cubes>2</cubes><lid>1</lid></drink><pot><size>1</size><lid>true</lid></pot>"
        "</t:brew>"
    )
    brew.decode_request(envelope(body), on_drift=drifts.append, strict_order=True)
    told = ["drink/lid", "pot/lid"]
    assert [drift.path for drift in drifts] == [
        f"/Envelope/Body/brew/{end}" for end in told
    ]


def test_what_is_kept_as_it_stands_does_not_drift(made: Any) -> None:
    brew = made("wildcards").OPERATIONS["brew"]
    drifts: list[Any] = []
    body = (
        "<t:brew><extra><name>a</name><t:more><x/></t:more><t:more/></extra>"
        "<anything a='1'><x/></anything><said a='1'>a<b>c</b><i/></said>"
        "<more><x y='1'/></more><free lot='1' a='2'>a<b/></free>"
        "<z:one xmlns:z='urn:extra'><x/></z:one></t:brew>"
    ).replace("t:more", "o:more xmlns:o='urn:o'", 1)
    body = body.replace("</t:more>", "</o:more>").replace(
        "<t:more/>", "<o:more xmlns:o='urn:o'/>"
    )
    brew.decode_request(envelope(body), on_drift=drifts.append, strict_order=True)
    assert drifts == []


def test_a_second_element_that_a_wildcard_takes_does_not_drift(made: Any) -> None:
    body = (
        "<t:brewResponse><cup>a</cup><cup b='1'><c/></cup><cup/><new/></t:brewResponse>"
    )
    assert read(made("wildcards").OPERATIONS["brew"], envelope(body)) == []


def test_an_xsi_type_that_the_schema_does_not_know_is_told(made: Any) -> None:
    """Where none may be said but the type's own; elsewhere, the decoder says so."""
    content = changed(b"<result>", b'<result xsi:type="ns1:ResultSyncLead">')
    assert read(SYNC_LEAD, content) == []
    told = [(f"{RESULT}/@type", "attribute", f"{{{XSI}}}type")]
    for said in (
        b"ns1:LeadRecord",
        b"ResultSyncLead",
        b"",
        b"x:ResultSyncLead",
        b"a b",
    ):
        content = changed(b"<result>", b'<result xsi:type="' + said + b'">')
        assert read(SYNC_LEAD, content) == told
    content = changed(b"<leadId>", b'<leadId xsi:type="x:int">')
    assert [path for path, _, _ in read(SYNC_LEAD, content)] == [
        f"{RESULT}/leadId/@type"
    ]
    brew = made("nil-messages").OPERATIONS["brew"]
    drifts: list[Any] = []
    body = "<t:brew><vessel xsi:nil='true' xsi:type='t:Nobody'/></t:brew>"
    with suppress(made("nil-messages").ProtocolError):  # much else is missing
        brew.decode_request(envelope(body), on_drift=drifts.append)
    assert [drift.path for drift in drifts] == ["/Envelope/Body/brew/vessel/@type"]


def test_xml_schema_has_four_attributes_of_its_own() -> None:
    content = changed(b"<leadId>", b'<leadId xsi:odd="1" xsi:nil="0" xsi:type="xsi:a">')
    assert [path for path, _, _ in read(SYNC_LEAD, content)] == [
        f"{RESULT}/leadId/@odd"
    ]


def test_open_attributes_do_not_drift(made: Any) -> None:
    brew = made("attributes").OPERATIONS["brew"]
    drifts: list[Any] = []
    body = (
        "<t:brew xmlns:u='urn:u' u:x='1' y='2'>"  # only other namespaces are open
        "<leaf id='a' new='1' t:class='b'/></t:brew>"
    )
    read, _ = brew.decode_request(envelope(body), on_drift=drifts.append)
    assert read.any_attributes == {"{urn:u}x": "1"}
    paths = [drift.path for drift in drifts]
    assert paths == ["/Envelope/Body/brew/@y", "/Envelope/Body/brew/leaf/@new"]


def test_a_report_counts_what_differs_in_numbers_only_once() -> None:
    report = DriftReport(most=2)
    for number in range(3):
        report(Drift("brew", f"/a/b[{number + 1}]/new[2]", "element", "new"))
    report(Drift("brew", "/a/@b", "attribute", "b"))
    report(Drift("brew", "/a/@c", "attribute", "c"))
    assert dict(report.found) == {
        Drift("brew", "/a/b/new", "element", "new"): 3,
        Drift("brew", "/a/@b", "attribute", "b"): 1,
    }
    assert (len(report), report.left_out) == (2, 1)
    assert str(report).splitlines() == [
        "brew: /a/b/new (element new), 3 times",
        "brew: /a/@b (attribute b), once",
        "and 1 more",
    ]


def test_clients_take_the_options() -> None:
    content = changed(b"</result>", b"<newField/></result>")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=content)

    transport = httpx.MockTransport(answer)
    report = DriftReport()
    message, _ = SYNC_LEAD.decode_request(REQUEST)
    assert isinstance(message, ParamsSyncLead)
    url = "https://example.com/"
    with Client(url, http=httpx.Client(transport=transport), on_drift=report) as client:
        client.call(SYNC_LEAD, message)

    async def call() -> None:
        http = httpx.AsyncClient(transport=transport)
        async with AsyncClient(url, http=http, on_drift=report) as client:
            await client.call(SYNC_LEAD, message)

    asyncio.run(call())
    found = Drift("syncLead", f"{RESULT}/newField", "element", "newField")
    assert dict(report.found) == {found: 2}
    one: Any = 1
    with pytest.raises(TypeError):
        Client(url, on_drift=one)
    with pytest.raises(TypeError):
        Client(url, strict_order=one)


def test_an_error_of_the_callback_comes_out() -> None:
    def stop(drift: Drift) -> None:
        raise KeyError(drift.name)

    with pytest.raises(KeyError):
        SYNC_LEAD.decode_response(
            changed(b"</result>", b"<newField/></result>"), on_drift=stop
        )


def test_many_unknown_elements_take_no_more_than_their_number() -> None:
    report = DriftReport()
    new = b"<newField/>" * 200_000
    content = changed(b"</result>", new + b"</result>")
    SYNC_LEAD.decode_response(content, on_drift=report)
    assert [*report.found.values()] == [200_000]


def test_faults_of_the_profile_do_not_drift() -> None:
    content = (HERE / "envelopes" / "fault.lead-not-found.xml").read_bytes()
    report = DriftReport()
    with pytest.raises(SoapFault):
        SYNC_LEAD.decode_response(content, 500, on_drift=report)
    assert not report


def test_attributes_of_what_is_nil_are_told(made: Any) -> None:
    """They may stand (XML Schema Part 1, 2.6.2), and `NIL` has no place for them."""
    operation = made("simple-content").OPERATIONS["brew"]
    body = '<weight unit="g">1</weight><note xsi:nil="true" language="en"/>'
    content = envelope(f"<t:brew>{body}</t:brew>")
    drifts: list[Any] = []
    value, _ = operation.decode_request(content, keep_nil=True, on_drift=drifts.append)
    assert value.note is made("simple-content").NIL
    assert [str(drift.path) for drift in drifts] == [
        "/Envelope/Body/brew/note/@language"
    ]
