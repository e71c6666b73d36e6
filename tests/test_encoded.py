"""SOAP's own encoding: what is written, and what references are read as."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from .packages import imported

SERVICE = Path(__file__).parent / "golden" / "rpc-encoded" / "service.wsdl"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ENC = "{http://schemas.xmlsoap.org/soap/encoding/}"
HEAD = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:x="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:q="urn:tea">'
    '<s:Body><c:brewResponse xmlns:c="urn:tea:calls">'
)
END = "</s:Body></s:Envelope>"
LEAF = "<best><name>a</name><grams>1</grams></best>"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(SERVICE, tmp_path_factory.mktemp("encoded") / "encoded_tea") as made:
        yield made


def answer(tea: Any, body: str, behind: str = "") -> Any:
    content = f"{HEAD}{body}</c:brewResponse>{behind}{END}"
    return tea.OPERATIONS["brew"].decode_response(content.encode())


def test_a_name_keeps_its_prefix(tea: Any) -> None:
    """Also where the message has another one for that namespace."""
    types = importlib.import_module("encoded_tea.types")
    leaf = types.Leaf(name="a", grams=5, sort=types.Sort.GREEN)
    request = types.Brew(leaves=[leaf], minutes=3)
    content = tea.OPERATIONS["brew"].encode_request(request)
    (sort,) = etree.fromstring(content).iter("sort")
    assert (sort.text, sort.nsmap["q"]) == ("q:green", "urn:tea")
    assert sort.get(f"{XSI}type") == "ns2:Sort"
    assert tea.OPERATIONS["brew"].decode_request(content) == (request, ())


def test_what_is_referred_to_keeps_its_prefixes(tea: Any) -> None:
    """Also where its new place has others for the same namespaces, or none."""
    types = importlib.import_module("encoded_tea.types")
    struct = (
        '<m id="1" xmlns:m1="urn:tea"><name>a</name><grams>1</grams>'
        '<sort xmlns:m2="urn:herbs">m2:mint</sort></m>'
    )
    best = answer(tea, '<best href="#1"/><said/><text/>', struct).best
    assert best.sort is types.Sort.MINT
    struct = struct.replace('xmlns:m2="urn:herbs">m2:mint', ">m1:green")
    best = answer(tea, '<best href="#1"/><said/><text/>', struct).best
    assert best.sort is types.Sort.GREEN


def test_everything_says_its_type(tea: Any) -> None:
    types = importlib.import_module("encoded_tea.types")
    leaves = [
        types.Leaf(name="a", grams=5),
        types.GreenLeaf(name="b", grams=None, steamed=True),
    ]
    request = types.Brew(leaves=leaves, minutes=3)
    content = tea.OPERATIONS["brew"].encode_request(request)
    call = etree.fromstring(content)[0][0]
    assert call.tag == "{urn:tea:calls}brew"
    assert [child.get(f"{XSI}type") for child in call] == ["enc:Array", "xsd:int"]
    assert call[0].get(f"{ENC}arrayType") == "ns2:Leaf[2]"
    assert [item.get(f"{XSI}type") for item in call[0]] == ["ns2:Leaf", "ns2:GreenLeaf"]
    assert [leaf.get(f"{XSI}type") for leaf in call[0][1]] == [
        "xsd:string",
        None,
        "xsd:boolean",
    ]
    assert tea.OPERATIONS["brew"].decode_request(content) == (request, ())


def test_references_and_sparse_arrays(tea: Any) -> None:
    found = answer(
        tea,
        '<best href="#1"/><said xsi:type="e:Array" e:arrayType="x:string[5]"'
        ' e:offset="[1]"><a>x</a><b href="#2"/><b e:position="[4]">y</b></said>'
        "<text>ho</text>",
        '<m id="1" e:root="0" xsi:type="q:GreenLeaf"><name href="#2"/>'
        '<grams xsi:nil="1"/><steamed>1</steamed></m><m id="2">shared</m>',
    )
    types = importlib.import_module("encoded_tea.types")
    assert found.best == types.GreenLeaf(name="shared", grams=None, steamed=True)
    assert found.said == [None, "x", "shared", None, "y"]
    assert found.text == "ho"


def test_a_reference_keeps_the_meaning_of_its_type(tea: Any) -> None:
    """The prefix of `xsi:type` may be declared only where the target stands."""
    body = HEAD.replace(' xmlns:q="urn:tea"', "") + '<best href="#1"/></c:brewResponse>'
    leaf = "<name>a</name><grams>1</grams><steamed>1</steamed>"
    target = f'<m xmlns:l="urn:tea" id="1" xsi:type=" l:GreenLeaf ">{leaf}</m>'
    content = f"{body}{target}{END}"
    found = tea.OPERATIONS["brew"].decode_response(content.encode())
    types = importlib.import_module("encoded_tea.types")
    assert found.best == types.GreenLeaf(name="a", grams=1, steamed=True)
    for odd in ("l:a b", "x:y:z", ":", "nobody:Leaf"):
        with pytest.raises(tea.ProtocolError, match="xsi:type"):
            sent = content.replace("l:GreenLeaf", odd)
            tea.OPERATIONS["brew"].decode_response(sent.encode())


def test_a_reference_to_the_first_that_stands_there(tea: Any) -> None:
    """PHP writes an object where it is first, and refers to it from there on."""
    found = answer(
        tea,
        '<best id="ref1" xsi:type="q:Leaf"><name id="ref2">a</name><grams>1</grams>'
        '</best><said xsi:type="e:Array" e:arrayType="x:string[2]"><item>b</item>'
        '<item href="#ref2"/></said><text/>',
    )
    assert (found.best.name, found.said) == ("a", ["b", "a"])


def test_what_is_left_out_or_nil_is_none(tea: Any) -> None:
    """SOAP 1.1, 5.1, rule 8: both stand for no value, whatever the schema says."""
    nil = '<name xsi:nil="1"/><grams>1</grams><steamed xsi:nil="true"/>'
    found = answer(tea, f'<best xsi:type="q:GreenLeaf">{nil}</best>')
    types = importlib.import_module("encoded_tea.types")
    assert found.best == types.GreenLeaf(name=None, grams=1, steamed=None)
    assert (found.said, found.text) == (None, None)
    assert answer(tea, "<best/>").best == types.Leaf(name=None, grams=None)


def test_an_answer_may_be_called_anything(tea: Any) -> None:
    """SOAP 1.1, 7.1: its name is not significant. Axis gives it the request's space."""
    body = f'{LEAF}<said/><text href="#1"/>'
    content = f'{HEAD}{body}</c:brewResponse><m id="1">ho</m>{END}'
    for name in ('o:brewResponse xmlns:o="urn:other"', "other"):
        sent = content.replace('c:brewResponse xmlns:c="urn:tea:calls"', name)
        sent = sent.replace("/c:brewResponse", "/" + name.partition(" ")[0])
        found = tea.OPERATIONS["brew"].decode_response(sent.encode())
        assert found.text == "ho"
    request = content.replace("brewResponse", "other")
    with pytest.raises(tea.ProtocolError, match="expected the element"):
        tea.OPERATIONS["brew"].decode_request(request.encode())


@pytest.mark.parametrize(
    ("body", "behind", "reason"),
    [
        ('<best href="#1"/><said/><text/>', "", "leads nowhere"),
        (
            '<best href="#1"/><said/><text/>',
            '<m id="1"><name>a</name><grams>1</grams><x href="#1"/></m>',
            "leads to itself",
        ),
        (
            LEAF + '<said><a>x</a><a e:position="[0]">y</a></said><text/>',
            "",
            "the position in the array is not possible",
        ),
        (
            LEAF + '<said><a e:position="[9999999]">y</a></said><text/>',
            "",
            "make the answer too large",
        ),
        (
            LEAF + '<said e:offset="[9999999]"/><text/>',
            "",
            "make the answer too large",
        ),
        (
            LEAF + '<x><y e:offset="[600000]"/><y e:offset="[600000]"/></x>',
            "",
            "make the answer too large",
        ),
        (
            '<best href="#0"/><said/><text/>',
            "".join(f'<m id="{n}"><x href="#{n + 1}"/></m>' for n in range(300))
            + '<m id="300">deep</m>',
            "make the answer too deep",
        ),
        (
            '<best href="#0"/><said/><text/>',
            '<m id="0">' + '<x href="#1"/>' * 700 + "</m>"
            f'<m id="1" a="{"a" * 50_000}">{"b" * 50_000}</m>',
            "make the answer too large",
        ),
        (
            '<best href="#0"/><said/><text/>',
            "".join(
                f'<m id="{n}">' + f'<x href="#{n + 1}"/>' * 10 + "</m>"
                for n in range(9)
            )
            + '<m id="9">lol</m>',
            "make the answer too large",
        ),
        (
            '<best href="#0"/><said/><text/>',
            '<m id="0">' + '<x href="#1"/>' * 700 + "</m>"
            f'<m id="1"><y xmlns:p="urn:{"a" * 99_999}"/></m>',
            "make the answer too large",
        ),
    ],
)
def test_references_that_are_refused(
    tea: Any, body: str, behind: str, reason: str
) -> None:
    with pytest.raises(tea.ProtocolError, match=reason):
        answer(tea, body, behind)


def test_soap_12_has_attributes_of_its_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SOAP 1.2, part 2: `enc:id` and `enc:ref` (3.1.5), and `rpc:result` (4.2.1)."""
    wsdl = SERVICE.parent.parent / "encoded-soap-1-2" / "service.wsdl"
    with imported(wsdl, tmp_path_factory.mktemp("twelve") / "twelve_tea") as tea:
        types = importlib.import_module("twelve_tea.types")
        port = importlib.import_module("twelve_tea.tea_soap12")
        green = types.GreenLeaf(name="a", grams=None, steamed=True)
        both = port.OPERATIONS["both"]
        sent = both.encode_request(types.Both(leaf=green))
        assert b'xsi:type="ns1:GreenLeaf"' in sent
        assert both.decode_request(sent) == (types.Both(leaf=green), ())
        leaf = "<name>a</name><grams i:nil='1'/><steamed>1</steamed>"
        answer = (
            "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'"
            " xmlns:n='http://www.w3.org/2003/05/soap-encoding' xmlns:q='urn:tea'"
            " xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
            " xmlns:rpc='http://www.w3.org/2003/05/soap-rpc'><e:Body><q:bothResponse>"
            "<rpc:result>pair</rpc:result><pair>"
            f"<left n:id='r1' i:type='q:GreenLeaf'>{leaf}</left><right n:ref='#r1'/>"
            "</pair></q:bothResponse></e:Body></e:Envelope>"
        ).encode()
        report = tea.DriftReport()
        found = both.decode_response(answer, on_drift=report)
        assert found.pair == types.Pair(left=green, right=green)
        assert list(report) == []
        with pytest.raises(tea.ProtocolError, match="leads nowhere"):
            both.decode_response(answer.replace(b"n:id='r1'", b"id2='r1'"))
