"""Elements that are nil, and are written with all that their types ask for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from . import packages
from .packages import imported

WSDL = Path(__file__).parent / "golden" / "nil-messages" / "service.wsdl"
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:{0} xmlns:t="urn:tea" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"{1}>'
    "{2}</t:{0}></e:Body></e:Envelope>"
)
NIL = ' i:nil="true"'
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("nils") / "nil_tea") as made:
        yield made


@pytest.fixture(scope="module")
def types(tea: Any) -> Any:
    return importlib.import_module("nil_tea.types")


def valid(content: bytes) -> etree._Element:
    """What is in the body, which is as the schema has it."""
    return valid_by(WSDL, content)


def valid_by(wsdl: Path, content: bytes) -> etree._Element:
    """The same by another document."""
    found = etree.fromstring(content).find("{*}Body/*")
    assert found is not None
    packages.schema(wsdl).assertValid(found)
    return found


@pytest.mark.parametrize("name", ["brew", "choose", "pick"])
def test_a_message_that_is_nil_is_read(tea: Any, name: str) -> None:
    operation = tea.OPERATIONS[name]
    content = ENVELOPE.format(name, NIL, "").encode()
    assert operation.decode_request(content) == (None, ())
    assert operation.decode_request(content, keep_nil=True)[0] is tea.NIL


@pytest.mark.parametrize("name", ["brew", "choose"])
def test_so_is_an_answer(tea: Any, name: str) -> None:
    operation = tea.OPERATIONS[name]
    said = {"brew": "brewed", "choose": "chosen"}[name]
    content = ENVELOPE.format(said, NIL, "").encode()
    assert operation.decode_response(content, check_facets=True) is None
    assert operation.decode_response(content, keep_nil=True) is tea.NIL
    with pytest.raises(tea.ProtocolError, match="content in an element with xsi:nil"):
        filled = ENVELOPE.format(said, NIL, "<grams>1</grams>")
        operation.decode_response(filled.encode())


def test_a_message_that_is_nil_is_written(tea: Any) -> None:
    for nothing in (None, tea.NIL):
        for name in ("brew", "choose"):
            operation = tea.OPERATIONS[name]
            valid(operation.encode_request(nothing))
            valid(operation.encode_response(nothing, check_facets=True))
    with pytest.raises(tea.MessageError, match="would lack the attribute lot"):
        tea.OPERATIONS["pick"].encode_request(None)


def test_a_call_gives_none_for_an_answer_that_is_nil(tea: Any, types: Any) -> None:
    answers = [
        ENVELOPE.format("brewed", NIL, ""),
        ENVELOPE.format("brewed", "", "<grams>5</grams>"),
    ]

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=answers[b"Pot" in request.content])

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        for keep_nil, nothing in ((False, None), (True, tea.NIL)):
            client = tea.Client("https://example.com/", http=http, keep_nil=keep_nil)
            assert tea.brew(client, vessel=None) is nothing
            assert tea.brew(client, vessel=types.Pot(size=1, lid="x")) == 5


def test_a_header_block_that_is_nil(tea: Any, types: Any) -> None:
    element = tea.OPERATIONS["brew"].headers[0]
    content = tea.OPERATIONS["brew"].encode_request(None, [(element, tea.NIL)])
    assert tea.OPERATIONS["brew"].decode_request(content) == (None, (None,))


def test_one_of_an_abstract_type_says_a_type_that_may_stand_there(
    tea: Any, types: Any
) -> None:
    message = types.Brew(vessel=None, spare=[tea.NIL, None])
    written = valid(tea.OPERATIONS["brew"].encode_request(message))
    assert [each.get(XSI_TYPE) for each in written] == ["ns1:Cup"] * 3
    content = tea.OPERATIONS["brew"].encode_request(message)
    read = tea.OPERATIONS["brew"].decode_request(content)[0]
    assert read == types.Brew(vessel=None, spare=[None, None])


def test_one_whose_type_requires_attributes_is_refused(tea: Any, types: Any) -> None:
    encode = tea.OPERATIONS["brew"].encode_request
    cases = (("leaf", tea.NIL, "leaf"), ("other", [None], "other[1]"))
    for field, value, path in cases:
        message = types.Brew(vessel=None, **{field: value})
        with pytest.raises(tea.MessageError, match="lack the attribute lot") as caught:
            encode(message)
        assert caught.value.path == f"/Envelope/Body/brew/{path}"


def test_a_message_that_may_not_be_nil(tea: Any, tmp_path: Path) -> None:
    text = WSDL.read_text().replace(
        '"chosen" type="xs:string" nillable="true"', '"chosen" type="xs:string"'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "never_nil_tea") as made:
        content = ENVELOPE.format("chosen", NIL, "").encode()
        with pytest.raises(made.ProtocolError, match="not nillable"):
            made.OPERATIONS["choose"].decode_response(content)
        with pytest.raises(made.MessageError):
            made.OPERATIONS["choose"].encode_response(made.NIL)


def test_one_that_is_kept_as_xml_needs_its_attributes_too(tmp_path: Path) -> None:
    text = WSDL.read_text().replace(
        '<xs:complexType name="Leaf">', '<xs:complexType name="Leaf" mixed="true">'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "mixed_nil_tea") as made:
        types = importlib.import_module("mixed_nil_tea.types")
        encode = made.OPERATIONS["brew"].encode_request
        with pytest.raises(made.MessageError, match="lack the attribute lot"):
            encode(types.Brew(vessel=None, leaf=made.NIL))
        nil = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
        kept = types.Xml(f'<leaf lot="7" {nil}/>')
        assert b'lot="7"' in encode(types.Brew(vessel=None, leaf=kept))


def test_what_is_nil_and_kept_as_xml_keeps_its_attributes(tmp_path: Path) -> None:
    text = WSDL.read_text().replace(
        '<xs:complexType name="Leaf">', '<xs:complexType name="Leaf" mixed="true">'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "kept_nil_tea") as made:
        types = importlib.import_module("kept_nil_tea.types")
        pick, brew = made.OPERATIONS["pick"], made.OPERATIONS["brew"]
        for keep_nil, nothing in ((False, None), (True, made.NIL)):
            read = partial(pick.decode_request, keep_nil=keep_nil)
            said = NIL + ' i:type="t:Leaf"'
            assert read(ENVELOPE.format("pick", said, "").encode())[0] is nothing
            content = ENVELOPE.format("pick", f'{NIL} lot="7"', "").encode()
            found, drifts = read(content)[0], list[object]()
            read(content, on_drift=drifts.append)
            assert not drifts
            again = valid_by(tmp_path / "tea.wsdl", pick.encode_request(found))
            assert again.get("lot") == "7"
            leaves = ("", NIL, f'{NIL} lot="8"')
            inner = f'<vessel{NIL}/><leaf{NIL} lot="7"/>'
            inner += "".join(f"<other{said}/>" for said in leaves)
            read = partial(brew.decode_request, keep_nil=keep_nil)
            message = read(ENVELOPE.format("brew", "", inner).encode())[0]
            assert message.vessel is nothing
            first, second, third = message.other
            assert second is nothing
            kept = (message.leaf, first, third)
            assert all(isinstance(each, types.Xml) for each in kept)
            message.other = [third]
            again = valid_by(tmp_path / "tea.wsdl", brew.encode_request(message))
            assert again.xpath("*/@lot") == ["7", "8"]


def test_one_that_may_not_be_nil_is_refused_with_attributes_too(tmp_path: Path) -> None:
    text = WSDL.read_text().replace(
        '"pick" type="t:Leaf" nillable="true"', '"pick" type="xs:anyType"'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "never_kept_tea") as made:
        content = ENVELOPE.format("pick", f'{NIL} lot="7"', "").encode()
        with pytest.raises(made.ProtocolError, match="not nillable"):
            made.OPERATIONS["pick"].decode_request(content)


def test_an_abstract_one_that_is_kept_as_xml_says_a_type_when_it_is_nil(
    tmp_path: Path,
) -> None:
    text = WSDL.read_text().replace(
        '<xs:complexType name="Vessel" abstract="true">',
        '<xs:complexType name="Vessel" abstract="true" mixed="true">',
    )
    text = text.replace("<xs:complexContent>", '<xs:complexContent mixed="true">')
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "abstract_kept_tea") as made:
        types = importlib.import_module("abstract_kept_tea.types")
        message = types.Brew(vessel=None, spare=[made.NIL])
        content = made.OPERATIONS["brew"].encode_request(message)
        for each in valid_by(tmp_path / "tea.wsdl", content):
            assert each.get(XSI_TYPE) == "ns1:Cup"  # a Pot would need a lid
        content = made.OPERATIONS["choose"].encode_request(None)
        valid_by(tmp_path / "tea.wsdl", content)
    text = text.replace('name="Cup"', 'name="Cup" abstract="true"')
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "only_abstract_tea") as made:
        for name in ("brew", "choose"):
            types = importlib.import_module("only_abstract_tea.types")
            message = types.Brew(vessel=None) if name == "brew" else None
            with pytest.raises(made.MessageError, match="lack the attribute xsi:type"):
                made.OPERATIONS[name].encode_request(message)


@pytest.mark.parametrize("kind", ["string", "int", "QName", "anyURI"])
def test_content_in_one_that_is_nil_is_refused(tmp_path: Path, kind: str) -> None:
    text = WSDL.read_text().replace(
        'name="grams" type="xs:int"', f'name="grams" type="xs:{kind}" nillable="true"'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / f"filled_tea_{kind}") as made:
        read = made.OPERATIONS["brew"].decode_response
        empty = f"<grams{NIL}></grams>"
        assert read(ENVELOPE.format("brewed", "", empty).encode()).grams is None
        for inside in ("<x/>", "<x>5</x>", "5", " ", "<!-- --><x/>"):
            filled = f"<grams{NIL}>{inside}</grams>"
            with pytest.raises(made.ProtocolError, match="content in an element with"):
                read(ENVELOPE.format("brewed", "", filled).encode())


def test_what_is_kept_is_kept_as_it_came_where_something_in_it_is_nil(
    tmp_path: Path,
) -> None:
    text = WSDL.read_text().replace(
        '<xs:complexType name="Leaf">', '<xs:complexType name="Leaf" mixed="true">'
    )
    text = text.replace(
        '<xs:element name="name" type="xs:string"/>', '<xs:any processContents="lax"/>'
    )
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "inside_tea") as made:
        read = made.OPERATIONS["brew"].decode_request
        inside = f"a<x{NIL}>b</x>c<y{NIL}> </y><z{NIL}><x/></z>"
        leaf = f'<vessel{NIL}/><leaf lot="7">{inside}</leaf>'
        found = read(ENVELOPE.format("brew", "", leaf).encode())[0].leaf
        assert inside.replace(" i:", " ") in found.text.replace(" i:", " ")
        for said in ("b", " ", "<x/>"):
            filled = f"<vessel{NIL}/><leaf{NIL}>{said}</leaf>"
            brew = ENVELOPE.format("brew", "", filled).encode()
            pick = ENVELOPE.format("pick", NIL, said).encode()
            for name, content in (("brew", brew), ("pick", pick)):
                with pytest.raises(made.ProtocolError, match="content in an element"):
                    made.OPERATIONS[name].decode_request(content)
