"""Header blocks: in SOAP's encoding, those that must be understood, those of faults."""

from __future__ import annotations

import copy
import importlib
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from generator.cli import main

GOLDEN = Path(__file__).parent / "golden"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
ENC = "{http://schemas.xmlsoap.org/soap/encoding/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SCOPE = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:tea"'
    ' xmlns:h="urn:tea:heads" xmlns:o="urn:other"'
)
ROLE = {SOAP11: "actor", SOAP12: "role"}
NEXT = {
    SOAP11: "http://schemas.xmlsoap.org/soap/actor/next",
    SOAP12: "http://www.w3.org/2003/05/soap-envelope/role/next",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("headers")
    for name in ("encoded-headers", "headers-and-faults"):
        wsdl = str(GOLDEN / name / "service.wsdl")
        package = "heads_" + name.replace("-", "_")
        assert main([wsdl, "-o", str(folder), "--package", package]) == 0
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"heads_{name}")
    sys.path.remove(str(folder))


def envelope(head: str, body: str, soap: str = SOAP11) -> bytes:
    return (
        f'<s:Envelope xmlns:s="{soap}" {SCOPE}><s:Header>{head}</s:Header>'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def test_a_block_in_soaps_encoding_says_its_types(made: Any) -> None:
    tea, types = made("encoded_headers"), made("encoded_headers.types")
    guest = types.Guest(name="Ada", friend=types.Guest(name="Bob"))
    blocks = (
        guest,
        types.Table(value=7),
        types.Wishes_2(item=["milk", None]),
        types.Plain(cups=2),
    )
    content = tea.OPERATIONS["brew"].encode_request(types.Brew(leaf="oolong"), blocks)
    head, body = etree.fromstring(content)
    names = ["guest", "table", "wishes"]
    assert [b.tag for b in head][:3] == [f"{{urn:tea:heads}}{name}" for name in names]
    kinds = [b.get(f"{XSI}type") for b in head]
    assert kinds == ["ns3:Guest", "xsd:int", "enc:Array", None]
    assert head.nsmap["ns3"] == "urn:tea"
    styles = [b.get(f"{{{SOAP11}}}encodingStyle") for b in head]
    assert styles == [ENC[1:-1]] * 3 + [None]
    assert head[0][1].get(f"{XSI}type") == "ns3:Guest"
    assert head[2].get(f"{ENC}arrayType") == "xsd:string[2]"
    assert tea.OPERATIONS["brew"].decode_request(content)[1] == blocks
    assert body[0].get(f"{{{SOAP11}}}encodingStyle") == ENC[1:-1]


def test_a_block_in_soaps_encoding_may_refer_to_others(made: Any) -> None:
    tea, types = made("encoded_headers"), made("encoded_headers.types")
    content = envelope(
        '<h:guest href="#1"/><h:wishes><any>milk</any></h:wishes>'
        '<h:m id="1"><name href="#2"/></h:m>',
        '<c:brew xmlns:c="urn:tea:calls"><leaf href="#2"/></c:brew><m id="2">Ada</m>',
    )
    message, blocks = tea.OPERATIONS["brew"].decode_request(content)
    assert message.leaf == "Ada"
    assert blocks == (types.Guest(name="Ada"), types.Wishes_2(item=["milk"]))


@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
@pytest.mark.parametrize(
    ("block", "refused"),
    [
        ('<o:x s:mustUnderstand="1"/>', True),
        ('<o:x s:mustUnderstand=" true "/>', True),
        ('<o:x s:mustUnderstand="1" s:ROLE="NEXT"/>', True),
        ('<o:x s:mustUnderstand="1" s:ROLE=""/>', True),
        ('<o:x s:mustUnderstand="1" s:ROLE="urn:somebody-else"/>', False),
        ('<o:x s:mustUnderstand="0"/>', False),
        ('<o:x mustUnderstand="1"/>', False),
        ("<o:x/>", False),
        ('<t:usage s:mustUnderstand="1"><t:cups>2</t:cups></t:usage>', False),
    ],
)
def test_what_must_be_understood_is_understood_or_refused(
    block: str, refused: bool, soap: str, made: Any
) -> None:
    inside = "" if soap == SOAP11 else ".tea_soap12"
    tea = made(f"headers_and_faults{inside}")
    block = block.replace("ROLE", ROLE[soap]).replace("NEXT", NEXT[soap])
    answer = "<t:brewResponse><t:ok>true</t:ok></t:brewResponse>"
    content = envelope(block, answer, soap)
    operation = tea.OPERATIONS["brew"]
    if not refused:
        assert operation.decode_response(content).ok is True
        return
    with pytest.raises(made("headers_and_faults").ProtocolError) as caught:
        operation.decode_response(content)
    assert caught.value.path == "/Envelope/Header/x"
    assert "{urn:other}x must be understood" in caught.value.reason
    assert operation.decode_response(content, understands=["{urn:other}x"]).ok is True


def test_nonsense_in_must_understand_is_refused(made: Any) -> None:
    tea = made("headers_and_faults")
    answer = "<t:brewResponse><t:ok>true</t:ok></t:brewResponse>"
    content = envelope('<o:x s:mustUnderstand="yes"/>', answer)
    with pytest.raises(tea.ProtocolError, match=r"expected xs:boolean .* 'yes'"):
        tea.OPERATIONS["brew"].decode_response(content)


def test_a_request_must_be_understood_too(made: Any) -> None:
    tea = made("headers_and_faults")
    request = "<t:brew><t:leaf>oolong</t:leaf></t:brew>"
    content = envelope('<o:x s:mustUnderstand="1"/>', request)
    with pytest.raises(tea.ProtocolError, match="must be understood"):
        tea.OPERATIONS["brew"].decode_request(content)


def client(tea: Any, content: bytes, status: int = 200, **options: Any) -> Any:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=content))
    http = httpx.Client(transport=transport)
    return tea.Client("https://example.com/", http=http, **options)


def test_a_client_is_told_what_its_caller_looks_after(made: Any) -> None:
    tea = made("headers_and_faults")
    answer = "<t:brewResponse><t:ok>true</t:ok></t:brewResponse>"
    content = envelope('<o:x s:mustUnderstand="1"/>', answer)
    with pytest.raises(tea.ProtocolError, match="must be understood"):
        tea.brew(client(tea, content), leaf="oolong")
    assert tea.brew(client(tea, content, understands={"{urn:other}x"}), leaf="oolong")
    with pytest.raises(TypeError, match="understands is a collection of names"):
        client(tea, content, understands="{urn:other}x")


def test_the_headers_of_an_answer_are_at_hand(made: Any) -> None:
    tea, types = made("headers_and_faults"), made("headers_and_faults.types")
    operation = tea.OPERATIONS["brew"]
    blocks = [types.Usage(cups=2)]
    answer = operation.encode_response(types.BrewResponse(ok=True), blocks)
    exchange = client(tea, answer).with_raw.call(operation, types.Brew(leaf="oolong"))
    assert exchange.message().ok is True
    assert exchange.headers() == (types.Usage(cups=2),)
    assert exchange.header(types.Usage).cups == 2
    assert exchange.header(types.Session) is None


def test_a_fault_brings_what_was_wrong_with_a_header(made: Any) -> None:
    tea, types = made("encoded_headers"), made("encoded_headers.types")
    fault = "<s:Fault><faultcode>s:Client</faultcode><faultstring/></s:Fault>"
    head = '<h:stranger><name href="#1"/></h:stranger><h:m id="1">Eve</h:m>'
    broken = "<h:usage><cups>many</cups></h:usage>"
    with pytest.raises(tea.SoapFault) as caught:
        tea.OPERATIONS["brew"].decode_response(envelope(head + broken, fault), 500)
    assert caught.value.headers == (types.Stranger(name="Eve"),)
    (problem,) = caught.value.problems
    assert problem.path == "/Envelope/Header/usage/cups"
    assert str(problem) in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("degrees", "reason"),
    [("hot", "expected xs:int, found 'hot'"), ("", "expected xs:int, found ''")],
)
def test_a_fault_says_why_its_detail_is_not_read(
    made: Any, degrees: str, reason: str
) -> None:
    """Copies and pickles of it, too."""
    tea = made("headers_and_faults")
    detail = f'<t:Scald xmlns="urn:tea"><degrees>{degrees}</degrees></t:Scald>'
    fault = (
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>hot</faultstring>"
        f"<detail>{detail}</detail></s:Fault>"
    )
    with pytest.raises(made("headers_and_faults.errors").ScaldFault) as caught:
        tea.OPERATIONS["brew"].decode_response(envelope("", fault), 500)
    again = pickle.loads(pickle.dumps(caught.value))
    for error in (caught.value, copy.copy(caught.value), again):
        assert error.value is None
        (problem,) = error.problems
        assert problem.path == "/Envelope/Body/Fault/detail/Scald/degrees"
        assert problem.reason == reason
        assert error.__notes__ == [f"Left out, since it is not as declared: {problem}"]


def test_a_fault_says_what_was_not_understood(made: Any) -> None:
    tea = made("headers_and_faults.tea_soap12")
    fault = (
        "<s:Fault><s:Code><s:Value>s:MustUnderstand</s:Value></s:Code>"
        '<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault>'
    )
    head = '<s:NotUnderstood qname="o:x"/><s:NotUnderstood qname="gone:y"/>'
    content = envelope(f'{head}<o:x s:mustUnderstand="1"/>', fault, SOAP12)
    with pytest.raises(made("headers_and_faults").SoapFault) as caught:
        tea.OPERATIONS["brew"].decode_response(content, 500)
    assert caught.value.not_understood == ("{urn:other}x",)


def test_a_fault_says_which_envelopes_a_service_would_have(made: Any) -> None:
    """In an envelope of SOAP 1.1, as appendix A of SOAP 1.2 has it."""
    tea = made("headers_and_faults.tea_soap12")
    head = (
        f'<u:Upgrade xmlns:u="{SOAP12}"><u:SupportedEnvelope qname="u:Envelope"/>'
        '<u:SupportedEnvelope qname="s:Envelope"/></u:Upgrade>'
    )
    fault = "<s:Fault><faultcode>s:VersionMismatch</faultcode><faultstring/></s:Fault>"
    with pytest.raises(made("headers_and_faults").SoapFault) as caught:
        tea.OPERATIONS["brew"].decode_response(envelope(head, fault), 500)
    wanted = tuple(f"{{{soap}}}Envelope" for soap in (SOAP12, SOAP11))
    assert caught.value.supported == wanted


def test_two_headers_of_one_class_keep_their_names(tmp_path: Path) -> None:
    text = (GOLDEN / "headers-and-faults" / "service.wsdl").read_text()
    for old, new in (
        (
            '<xs:element name="problem"',
            '<xs:element name="guest" type="t:Session"/><xs:element name="problem"',
        ),
        (
            '<wsdl:part name="usage"',
            '<wsdl:part name="guest" element="t:guest"/><wsdl:part name="usage"',
        ),
        (
            '<soap:header message="t:Heads" part="session" use="literal"/>',
            '<soap:header message="t:Heads" part="session" use="literal"/>'
            '<soap:header message="t:Heads" part="guest" use="literal"/>',
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "service.wsdl").write_text(text)
    wsdl = str(tmp_path / "service.wsdl")
    assert main([wsdl, "-o", str(tmp_path), "--package", "heads_twice"]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(tmp_path))
        tea: Any = importlib.import_module("heads_twice")
        types: Any = importlib.import_module("heads_twice.types")
        sent: list[bytes] = []

        def serve(request: httpx.Request) -> httpx.Response:
            sent.append(request.content)
            answer = types.BrewResponse(ok=True)
            content = tea.OPERATIONS["brew"].encode_response(answer)
            return httpx.Response(200, content=content)

        http = httpx.Client(transport=httpx.MockTransport(serve))
        to = tea.Client("https://example.com/", http=http)
        for given in ("session", "guest"):
            tea.brew(to, leaf="oolong", **{given: types.Session(id="7")})
            (block,) = etree.fromstring(sent.pop())[0]
            assert block.tag == f"{{urn:tea}}{given}"
        both = {"guest": types.Session(id="1"), "session": types.Session(id="2")}
        tea.brew(to, leaf="oolong", **both)
        head = etree.fromstring(sent.pop())[0]
        assert [block[0].text for block in head] == ["2", "1"]
        with pytest.raises(tea.MessageError, match="several headers Session"):
            tea.OPERATIONS["brew"].encode_request(
                types.Brew(leaf="oolong"), [types.Session(id="1")]
            )


@pytest.mark.parametrize("check_facets", [True, False])
def test_a_block_that_no_wsdl_declares_is_xml(made: Any, check_facets: bool) -> None:
    tea, types = made("encoded_headers"), made("encoded_headers.types")
    operation = tea.OPERATIONS["brew"]
    token = tea.Xml(
        f'<w:Security xmlns:w="urn:w" xmlns:s="{SOAP11}" s:mustUnderstand="1"/>'
    )
    sent: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        said = operation.encode_response(types.BrewResponse(ok=True), [token])
        return httpx.Response(200, content=said)

    guest = types.Guest(name="Ada", friend=types.Guest(name="Bob"))
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = tea.Client(
            "https://example.com/",
            http=http,
            sign=lambda: [token],
            understands={"{urn:w}Security"},
            check_facets=check_facets,
        )
        assert tea.brew(client, leaf="a", guest=guest) is True
    header = etree.fromstring(sent[0])[0]
    names = ["{urn:tea:heads}guest", "{urn:w}Security"]
    assert [block.tag for block in header] == names
    assert header[0][1].items() == [(f"{XSI}type", "ns3:Guest")]
    assert header[1].items() == [(f"{{{SOAP11}}}mustUnderstand", "1")]
    with pytest.raises(tea.ProtocolError, match="Security"):
        operation.decode_request(sent[0])
