"""XML that is kept as it stands means the same by itself."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from generator.runtime.opaque import Xml, decode_xml
from generator.runtime.reading import Reader

XSI = "http://www.w3.org/2001/XMLSchema-instance"
AROUND = (
    f'<a xmlns="urn:a" xmlns:x="urn:x" xmlns:y="urn:y" xmlns:i="{XSI}" xmlns:z="urn:z">'
)


def kept(inner: str) -> etree._Element:
    """An element that stands in another, as it is kept."""
    node: Any = etree.fromstring(f"{AROUND}{inner} behind</a>")[0]
    found = decode_xml(node, Reader())
    assert found == Xml.of(node)
    return etree.fromstring(found.text)


@pytest.mark.parametrize(
    ("inner", "scope"),
    [
        ("<b/>", {None: "urn:a"}),
        ("<x:b/>", {"x": "urn:x"}),
        ('<x:b i:type="y:C"/>', {"x": "urn:x", "y": "urn:y", "i": XSI}),
        ("<b> y:c </b>", {None: "urn:a", "y": "urn:y"}),
        ("<b>x:c, <c/>y:d</b>", {None: "urn:a", "x": "urn:x", "y": "urn:y"}),
        ('<b c="none:d https://e.example/"/>', {None: "urn:a"}),
    ],
    ids=["default", "name", "type", "text", "between", "no-prefix"],
)
def test_a_prefix_from_around_comes_along_where_it_is_used(
    inner: str, scope: dict[str | None, str]
) -> None:
    assert kept(inner).nsmap == scope


def test_a_prefix_means_what_stands_nearest() -> None:
    outer = kept('<b c="y:d"><e xmlns:y="urn:nearer">y:f</e></b>')
    assert outer.nsmap["y"] == "urn:y"
    assert outer[0].nsmap["y"] == "urn:nearer"


def test_all_that_is_in_it_comes_along() -> None:
    inner = '<x:b c="y:d" x:e="1">f<!--g-->h<i/>j<?k l?></x:b>'
    found = kept(inner)
    assert found.get("{urn:x}e") == "1"
    assert etree.tostring(found, method="c14n") == (
        b'<x:b xmlns="urn:a" xmlns:x="urn:x" xmlns:y="urn:y" c="y:d" x:e="1">'
        b"f<!--g-->h<i></i>j<?k l?></x:b>"
    )
