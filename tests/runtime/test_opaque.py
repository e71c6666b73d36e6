"""XML that is kept as it stands means the same by itself."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from generator.runtime.opaque import Xml, decode_xml
from generator.runtime.reading import Reader
from generator.runtime.strays import mark

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


def meaning(node: etree._Element) -> tuple[str, list[str]]:
    """The name of an element, and those in its texts, in Clark's notation."""
    words = " ".join(map(str, (node.text or "", *node.attrib.values()))).split()
    parted = [word.rpartition(":") for word in words]
    return str(node.tag), [
        f"{{{node.nsmap.get(prefix or None) or ''}}}{name}"
        for prefix, _, name in parted
    ]


@pytest.mark.parametrize(
    ("inner", "scope"),
    [
        ("<b/>", {None: "urn:a"}),
        ("<x:b/>", {"x": "urn:x"}),
        ('<x:b i:type="y:C"/>', {"x": "urn:x", "y": "urn:y", "i": XSI}),
        ("<b> y:c </b>", {None: "urn:a", "y": "urn:y"}),
        ("<b>x:c, <c/>y:d</b>", {None: "urn:a", "x": "urn:x", "y": "urn:y"}),
        ('<b c="none:d https://e.example/"/>', {None: "urn:a"}),
        ('<x:b i:type="C"/>', {None: "urn:a", "x": "urn:x", "i": XSI}),
        ("<x:b> 1 C </x:b>", {None: "urn:a", "x": "urn:x"}),
        ("<x:b>x:C 2026-11-27 &lt;C></x:b>", {"x": "urn:x"}),
        ('<x:b xmlns="">C</x:b>', {None: "", "x": "urn:x"}),
        ('<x:b xmlns="urn:own">C</x:b>', {None: "urn:own", "x": "urn:x"}),
    ],
    ids=[
        "default",
        "name",
        "type",
        "text",
        "between",
        "no-prefix",
        "bare-type",
        "bare-text",
        "no-bare-name",
        "no-default",
        "own-default",
    ],
)
def test_a_prefix_from_around_comes_along_where_it_is_used(
    inner: str, scope: dict[str | None, str]
) -> None:
    assert kept(inner).nsmap == scope


def test_a_prefix_means_what_stands_nearest() -> None:
    outer = kept('<b c="y:d"><e xmlns:y="urn:nearer">y:f</e></b>')
    assert outer.nsmap["y"] == "urn:y"
    assert outer[0].nsmap["y"] == "urn:nearer"


@pytest.mark.parametrize(
    "inner",
    [
        '<e xmlns:w="urn:w">w:f</e>',
        '<x:e xmlns="urn:w" i:type="F"/>',
        '<x:e xmlns="" i:type="F"/>',
        '<e xmlns=""><x:f xmlns="urn:w">G</x:f></e>',
        '<w:e xmlns:w="urn:x" xmlns:x="urn:w"><x:f>w:g x:h</x:f></w:e>',
        '<e xmlns:w="urn:x">w:f x:g</e>',
        '<e xmlns:w="urn:x" i:type="w:f"><f c="x:g"/></e>',
    ],
    ids=["prefix", "default", "no-default", "no-name", "exchanged", "same", "types"],
)
@pytest.mark.parametrize("name", ["b", "x:b"])
def test_what_is_declared_in_it_stays(name: str, inner: str) -> None:
    node: Any = etree.fromstring(f"{AROUND}<{name}>{inner}</{name}></a>")[0]
    found = etree.fromstring(decode_xml(node, Reader()).text)
    assert [*map(meaning, found.iter())] == [*map(meaning, node.iter())]


def test_a_mark_of_ours_does_not_stay() -> None:
    content = '<b><c i:nil="true">d</c><x:e i:nil="maybe">f</x:e></b>'
    node: Any = etree.fromstring(f"{AROUND}{content}</a>")[0]
    reader = Reader()
    mark(node, reader)
    assert decode_xml(node, reader) == Xml.of(
        etree.fromstring(f"{AROUND}{content}</a>")[0]
    )


def test_a_long_text_is_looked_at_once() -> None:
    assert kept(f"<b>{'c' * 1_000_000} :</b>").nsmap == {None: "urn:a"}


def test_all_that_is_in_it_comes_along() -> None:
    inner = '<x:b c="y:d" x:e="1">f<!--g-->h<i/>j<?k l?></x:b>'
    found = kept(inner)
    assert found.get("{urn:x}e") == "1"
    assert etree.tostring(found, method="c14n") == (
        b'<x:b xmlns="urn:a" xmlns:x="urn:x" xmlns:y="urn:y" c="y:d" x:e="1">'
        b"f<!--g-->h<i></i>j<?k l?></x:b>"
    )


@pytest.mark.parametrize("text", [None, 7, b"<a/>", "<a>", "tea", "\ud800"])
def test_a_text_that_is_no_element_is_said_to_be_none(text: Any) -> None:
    with pytest.raises(ValueError, match=r"^(expected the text|not well-formed)"):
        Xml(text).element()
