"""The short way of reading a record gives what the strict one gives, or gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from enum import IntEnum
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree
from mktows import NIL
from mktows._runtime.errors import ProtocolError
from mktows._runtime.reading import Reader
from mktows._runtime.strays import mark
from mktows.codecs import attribute, lead_key, sync_status
from mktows.types import Attribute

from .packages import imported

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
RECORDS: Final[list[tuple[Any, Any, dict[str, list[str]]]]] = [
    (
        attribute.usual_attribute,
        attribute.decode_attribute,
        {"attrName": ["a"], "attrType": ["b"], "attrValue": ["c"]},
    ),
    (
        lead_key.usual_lead_key,
        lead_key.decode_lead_key,
        {"keyType": ["EMAIL", "nonsense"], "keyValue": ["a&amp;b"]},
    ),
    (
        sync_status.usual_sync_status,
        sync_status.decode_sync_status,
        {"leadId": ["7", "x"], "status": ["CREATED", "nonsense"], "error": ["no"]},
    ),
]


def shapes(name: str, texts: list[str]) -> Iterator[str]:
    """What may stand where an element is due: the element, or what is not usual."""
    for text in texts:
        plain = f"<{name}>{text}</{name}>"
        yield from (plain, plain + plain, f"{plain}<more/>", f"{plain} ", f"{plain}x")
        yield from (f"<{name}>{text}<in/></{name}>", f"<{name}><in/>{text}</{name}>")
        yield f'<{name} xsi:nil="true">{text}</{name}>'
        yield f'<{name} xmlns="urn:other">{text}</{name}>'
    yield from ("", f"<{name}/>", f"<{name}> </{name}>")
    yield f'<{name} xsi:nil="true"/>'


def result(read: Callable[[Any, Reader], object], xml: str, keep_nil: bool) -> object:
    """What is read, None, or the reason why not."""
    content = xml.encode()
    reader = Reader(keep_nil=keep_nil, content=content)
    node: Any = etree.fromstring(content)
    mark(node, reader)
    try:
        return read(node, reader)
    except ProtocolError as error:
        return error.reason


@pytest.mark.parametrize(("usual", "strict", "fields"), RECORDS)
def test_the_short_way_never_differs(
    usual: Any, strict: Any, fields: dict[str, list[str]]
) -> None:
    taken = 0
    for parts in product(*(shapes(name, texts) for name, texts in fields.items())):
        for order in (parts, parts[::-1]):
            for before in ("", " ", "x") if parts == order else ("",):
                xml = f'<r xmlns:xsi="{XSI}">{before}{"".join(order)}</r>'
                for keep_nil in (False, True):
                    found = result(usual, xml, keep_nil)
                    if found is not None:
                        taken += 1
                        said = result(
                            lambda node, reader: reader.value(node, strict),
                            xml,
                            keep_nil,
                        )
                        assert found == said, xml
    assert taken > 1


def test_what_may_be_absent_may_be_absent_in_the_short_way() -> None:
    xml = "<r><attrName>a</attrName><attrValue>c</attrValue></r>"
    made = Attribute(attr_name="a", attr_value="c")
    assert result(attribute.usual_attribute, xml, True) == made
    nil = xml.replace("<attrV", f'<attrType xmlns:i="{XSI}" i:nil="true"/><attrV')
    assert result(attribute.usual_attribute, nil, True) is None
    made.attr_type = NIL
    assert result(attribute.decode_attribute, nil, True) == made


def test_an_empty_record_that_may_be_left_empty_may_be_nil(tmp_path: Path) -> None:
    """The short way took one that is nil for an empty one (Part 1, 2.6.2)."""
    wsdl = Path(__file__).parent / "golden" / "nillable" / "service.wsdl"
    with imported(wsdl, tmp_path / "usual_nil") as made:
        operation = made.OPERATIONS["brew"]
        answer = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body>
            <t:brewResponse xmlns:t="urn:tea"><ok>true</ok>
            <saucer xsi:nil="true"/><saucer/><saucer><size>1</size></saucer>
            <spare{}/></t:brewResponse></s:Body></s:Envelope>"""
        read = operation.decode_response(answer.format("").encode(), keep_nil=True)
        assert read.saucer[0] is made.NIL
        assert [saucer.size for saucer in read.saucer[1:]] == [None, 1]
        with pytest.raises(made.ProtocolError, match="not nillable"):
            operation.decode_response(answer.format(' xsi:nil="true"').encode())


class Seven(IntEnum):
    SEVEN = 7


def test_numbers_and_booleans_are_written_as_their_writers_do(tmp_path: Path) -> None:
    """The short way is left for whatever the writer writes otherwise, or refuses."""
    every = Path(__file__).parent / "golden" / "built-in-types" / "service.wsdl"
    element = '<xs:element name="a'
    optional = every.read_text().replace(
        element, f'{element[:-8]} minOccurs="0" name="a'
    )
    wsdl = tmp_path / "service.wsdl"
    wsdl.write_text(optional)
    with imported(wsdl, tmp_path / "usual_numbers") as made:
        written = import_module("usual_numbers._runtime.writing")
        numbers = import_module("usual_numbers._runtime.lexical_numbers")
        brew = import_module("usual_numbers.types").Brew()
        encode = import_module("usual_numbers.codecs.brew").encode_brew
        for kind, values in {**numbers.RANGES, "boolean": range(2)}.items():
            write, field = getattr(numbers, f"write_{kind}"), f"a_{kind}"
            (wire,) = (f.metadata["name"] for f in fields(brew) if f.name == field)
            edges = [values[0] - 1, values[0], values[-1], values[-1] + 1]
            for value in [*edges, Seven.SEVEN, True, False, 7.0, "7", made.NIL]:
                setattr(brew, field, value)
                strictly = outcome(made, written.leaf, wire, write, value)
                assert outcome(made, encode, "b", brew) == strictly
            setattr(brew, field, None)


def outcome(made: Any, encode: Callable[..., str], *given: Any) -> str:
    """What is written, without the element `b` around it, or the reason why not."""
    try:
        return encode(*given).removeprefix("<b>").removesuffix("</b>")
    except made.MessageError as error:
        return str(error.reason)
