"""Header blocks find their places, and envelopes declare what is in them."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from generator.runtime import envelope
from generator.runtime.element import Element
from generator.runtime.errors import MessageError
from generator.runtime.opaque import Xml
from generator.runtime.reading import XSI
from generator.runtime.versions import Soap


class Leaf(str):
    """One header."""


class Cup(str):
    """Another."""


class Mug(Cup):
    """A special one."""


def element(kind: type[str], prefix: str = "t", **more: Any) -> Element[Any]:
    name = kind.__name__
    return Element(
        name=f"{{urn:{prefix}}}{name}",
        tag=f"{prefix}:{name}",
        type=kind,
        encode=lambda tag, value: f"<{tag}{value}></{tag}>",
        decode=lambda *_: kind(),
        prefixes={prefix: f"urn:{prefix}"},
        **more,
    )


LEAF, CUP, OTHER_CUP = element(Leaf), element(Cup), element(Cup, "o")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], []),
        ([None, Cup("a"), None], [(CUP, "a")]),
        ([Cup("a"), Leaf("b")], [(LEAF, "b"), (CUP, "a")]),
        ([Mug("a"), Leaf("b")], [(LEAF, "b"), (CUP, "a")]),
        ([(CUP, Cup("a")), Leaf("b")], [(LEAF, "b"), (CUP, "a")]),
        ([(CUP, None), Leaf("b")], [(LEAF, "b")]),
    ],
)
def test_blocks_stand_in_the_order_of_their_declarations(
    given: list[object], found: list[object]
) -> None:
    assert envelope.blocks("brew", [LEAF, CUP], given) == found


def test_of_two_of_one_class_the_element_tells_which() -> None:
    given = [(OTHER_CUP, Cup("b")), (CUP, Cup("a"))]
    assert envelope.blocks("brew", [CUP, LEAF, OTHER_CUP], given) == given[::-1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([Cup("a"), Cup("b")], "brew is given the header Cup twice"),
        ([Cup("a"), Leaf(""), Cup("b")], "brew is given the header Cup twice"),
        ([Cup("a"), Mug("b")], "brew is given the header Mug twice"),
        ([(CUP, Cup("a")), (CUP, Cup("b"))], "brew is given the header Cup twice"),
        ([3], "brew declares no header int"),
        ([(OTHER_CUP, Cup("a"))], "brew declares no header Cup"),
        ([(CUP, Cup("a"), 3)], "brew declares no header tuple"),
        ([(CUP,)], "brew declares no header tuple"),
    ],
)
def test_what_is_no_block_is_refused(given: list[object], told: str) -> None:
    with pytest.raises(MessageError, match=told) as caught:
        envelope.blocks("brew", [LEAF, CUP], given)
    assert caught.value.path == "/Envelope/Header"


def test_one_value_for_two_places_is_refused() -> None:
    told = "declares several headers Cup: give each as a pair"
    with pytest.raises(MessageError, match=told):
        envelope.blocks("brew", [CUP, OTHER_CUP], [Cup("a")])


def written(body: Element[Any] | None, message: Any, *headers: Any) -> tuple[str, str]:
    """The namespaces that an envelope declares, and what is in it."""
    text = envelope.write(Soap.SOAP12, body, message, headers).decode()
    start, _, rest = text.partition(' xmlns:env="http://www.w3.org/2003/05/soap-envel')
    assert start == '<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope'
    names, _, rest = rest.removeprefix('ope"').partition(">")
    return names, rest.removesuffix("</env:Envelope>")


T, OTHER, SAYS_XSI = ' xmlns:t="urn:t"', ' xmlns:o="urn:o"', f' xmlns:xsi="{XSI}"'
NIL = ' xsi:nil="1"'


@pytest.mark.parametrize(
    ("written", "names", "content"),
    [
        (written(None, None), "", "<env:Body></env:Body>"),
        (
            written(CUP, ""),
            T,
            "<env:Body><t:Cup></t:Cup></env:Body>",
        ),
        (
            written(element(Cup, bare=True), ""),
            T,
            "<env:Body></env:Body>",
        ),
        (
            written(None, None, (OTHER_CUP, "")),
            OTHER,
            "<env:Header><o:Cup></o:Cup></env:Header><env:Body></env:Body>",
        ),
        (
            written(CUP, "", (OTHER_CUP, NIL)),
            T + OTHER + SAYS_XSI,
            f"<env:Header><o:Cup{NIL}></o:Cup></env:Header>"
            "<env:Body><t:Cup></t:Cup></env:Body>",
        ),
        (
            written(CUP, NIL),
            T + SAYS_XSI,
            f"<env:Body><t:Cup{NIL}></t:Cup></env:Body>",
        ),
        (
            written(CUP, f">{NIL}"),
            T,
            f"<env:Body><t:Cup>{NIL}></t:Cup></env:Body>",
        ),
        (
            written(CUP, ' a=" xsi:nil"'),
            T,
            '<env:Body><t:Cup a=" xsi:nil"></t:Cup></env:Body>',
        ),
    ],
)
def test_an_envelope_declares_what_is_in_it(
    written: tuple[str, str], names: str, content: str
) -> None:
    assert written == (names, content)


@pytest.mark.parametrize("place", ["Header", "Body"])
def test_an_error_says_where_it_is(place: str) -> None:
    def fail(tag: str, _: object) -> str:
        raise MessageError("is wrong", path=tag)

    bad = Element(
        name="{urn:t}bad",
        tag="t:bad",
        type=str,
        encode=fail,
        decode=lambda *_: "",
        prefixes={},
    )
    with pytest.raises(MessageError, match="is wrong") as caught:
        if place == "Body":
            envelope.write(Soap.SOAP11, bad, "", [(CUP, "")])
        else:
            envelope.write(Soap.SOAP11, CUP, "", [(CUP, ""), (bad, "")])
    assert caught.value.path == f"/Envelope/{place}/t:bad"


TOKEN = '<w:Security xmlns:w="urn:w" xmlns:s="urn:s" s:must="1">w:x</w:Security>'


def test_xml_is_a_block_that_is_not_declared() -> None:
    given = [Xml(TOKEN), Cup(""), Xml("<o:Other xmlns:o='urn:o'/>"), None, Leaf("")]
    found = envelope.blocks("brew", [LEAF, CUP], given)
    assert found[:2] == [(LEAF, ""), (CUP, "")]
    assert [(e.name, value) for e, value in found[2:]] == [
        ("{urn:w}Security", given[0]),
        ("{urn:o}Other", given[2]),
    ]
    content = envelope.write(Soap.SOAP12, element(Mug, "m"), Mug(""), found)
    root = etree.fromstring(content)
    assert [str(block.tag) for block in root[0]][2:] == [e.name for e, _ in found[2:]]
    assert root[0][2].text == "w:x"
    assert root[0][2].nsmap["w"] == "urn:w"
    assert root[0][2].get("{urn:s}must") == "1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Security/>", "the header block Security is in no namespace"),
        ("<w:Security/>", "not well-formed"),
        ("", "not well-formed"),
        ("<!DOCTYPE a><a xmlns='urn:a'/>", "document type declaration"),
    ],
)
def test_xml_that_is_no_block_is_refused(text: str, said: str) -> None:
    with pytest.raises(MessageError, match=said) as caught:
        envelope.blocks("brew", [LEAF], [Xml(text)])
    assert caught.value.path == "/Envelope/Header"
