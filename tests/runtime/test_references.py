"""References and positions of SOAP's encoding: how much they may add, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.runtime import encoded
from generator.runtime.encoded import resolve
from generator.runtime.errors import MessageError, ProtocolError
from generator.runtime.positions import Places, flattened
from generator.runtime.reading import XSI, XSI_NIL, XSI_TYPE, Reader

ENC11 = "http://schemas.xmlsoap.org/soap/encoding/"
ENC12 = "http://www.w3.org/2003/05/soap-encoding"
SCOPE = f'xmlns:xsi="{XSI}" xmlns:e="{ENC11}" xmlns:f="{ENC12}" xmlns:q="urn:tea"'


def tree(inner: str) -> Any:
    return etree.fromstring(f"<all {SCOPE}>{inner}</all>")


def reader() -> Reader:
    return Reader(keep_nil=False, status=200, content=b"")


def filled(inner: str) -> tuple[Any, list[tuple[int, int]]]:
    """An array with its gaps filled, and what was counted."""
    node, added = tree(inner)[0], list[tuple[int, int]]()
    Places(reader(), lambda count, length, _: added.append((count, length))).fill(node)
    return node, added


def test_the_limits_are_those_that_are_documented() -> None:
    said = (Path(__file__).parents[2] / "SECURITY.md").read_text()
    assert encoded._LONGEST == 64 * 2**20
    millions = f"{encoded._MOST:,} elements, 64 million characters"
    assert f"{millions}, {encoded._DEEPEST} elements in one another" in said


@pytest.mark.parametrize(("most", "fits"), [(4, True), (3, False)])
def test_what_is_put_in_is_counted_one_by_one(
    monkeypatch: pytest.MonkeyPatch, most: int, fits: bool
) -> None:
    monkeypatch.setattr(encoded, "_MOST", most)
    nodes = [tree('<a href="#1"/>'), tree('<b href="#1"/><m id="1"><n/></m>')]
    for node in nodes:
        tree("").extend([node])
    whole = tree("")
    whole.extend(nodes)
    if fits:
        resolve(nodes, reader())
        assert [len(node[0]) for node in nodes] == [1, 1]
    else:
        with pytest.raises(ProtocolError, match="too large"):
            resolve(nodes, reader())


@pytest.mark.parametrize(("longest", "fits"), [(9, True), (8, False)])
def test_characters_that_are_put_in_are_counted(
    monkeypatch: pytest.MonkeyPatch, longest: int, fits: bool
) -> None:
    monkeypatch.setattr(encoded, "_LONGEST", longest)
    node = tree('<a href="#1"/><m id="1">four<n a="b"/>tie</m>')  # and the id
    if fits:
        resolve([node], reader())
        assert node[0].text == "four"
    else:
        with pytest.raises(ProtocolError, match="too large"):
            resolve([node], reader())


@pytest.mark.parametrize(("deepest", "fits"), [(3, True), (2, False)])
def test_elements_in_one_another_are_counted(
    monkeypatch: pytest.MonkeyPatch, deepest: int, fits: bool
) -> None:
    monkeypatch.setattr(encoded, "_DEEPEST", deepest)
    node = tree('<a href="#1"/><m id="1"><n href="#2"/></m><m id="2"><o/></m>')
    if fits:
        resolve([node], reader())
    else:
        with pytest.raises(ProtocolError, match="too deep"):
            resolve([node], reader())


def test_what_is_a_reference() -> None:
    """SOAP 1.1, 5.4.1: an href; SOAP 1.2, part 2, 3.1.5: a ref, without a mark."""
    node = tree(
        '<a href="#1"/><b f:ref="1"/><c href="http://example.com/"/><d href="1"/>'
        '<e href="#1"><full/></e><m id="1">put in</m>'
    )
    resolve([node], reader())
    assert [child.text for child in node][:4] == ["put in", "put in", None, None]
    assert node[2].get("href") == "http://example.com/"
    assert node[4].get("href") == "#1"
    assert node[0].get("href") is None


def test_the_type_of_what_is_put_in_means_there_what_it_meant() -> None:
    node = tree(
        '<a href="#1"/><m id="1" xmlns:z="urn:tea" xsi:type="z:Leaf" z:note="z:Leaf"'
        ' plain="z:Leaf"/><b href="#2"/><m id="2" xsi:type="Leaf"/>'
        '<c href="#3"/><m id="3" xmlns:q="urn:other" xsi:type="q:Leaf"/>'
    )
    resolve([node], reader())
    types = [node[n].get(XSI_TYPE) for n in (0, 2, 4)]
    spaces = [node[n].nsmap.get(types[n // 2].partition(":")[0]) for n in (0, 4)]
    assert [name.rpartition(":")[2] for name in types] == ["Leaf"] * 3
    assert (spaces, types[1]) == (["urn:tea", "urn:other"], "Leaf")
    assert node[0].get("{urn:tea}note") == "z:Leaf"
    assert node[0].get("plain") == "z:Leaf"


def test_sizes_as_soap_12_says_them() -> None:
    """SOAP 1.2, part 2, 3.1.6: an asterisk is as many as there are."""
    for size in ("2 3", "* 3", " 2\n3 "):
        node, _ = filled(f'<a f:arraySize="{size}">{"<i/>" * 6}</a>')
        assert [len(row) for row in node] == [3, 3], size
    node, _ = filled(f'<a f:arraySize="* 3">{"<i/>" * 4}</a>')
    assert [len(row) for row in node] == [3, 3]
    assert node[1][1].get(XSI_NIL) == "true"
    for size in ("6", "*", "2 x", "2 -3"):
        node, added = filled(f'<a f:arraySize="{size}">{"<i/>" * 6}</a>')
        assert (len(node), added) == (6, []), size


def test_what_fills_an_array_is_counted() -> None:
    _, added = filled(f'<a e:arrayType="x[2,3]">{"<i/>" * 5}</a>')
    assert [pair for pair in added if pair != (0, 0)] == [(1, 0), (2, 0)]
    _, added = filled('<a e:arrayType="x[4]"><i e:position="[3]"/></a>')
    assert [pair for pair in added if pair != (0, 0)] == [(3, 0)]
    _, added = filled('<a e:arrayType="x[2,0]"/>')
    assert set(added) == {(0, 0)}


@pytest.mark.parametrize(
    ("says", "fits"), [(",".join("1" * 16), True), (",".join("1" * 17), False)]
)
def test_dimensions_are_counted(says: str, fits: bool) -> None:
    if fits:
        assert len(filled(f'<a e:arrayType="x[{says}]"><i/></a>')[0]) == 1
    else:
        with pytest.raises(ProtocolError, match="too many dimensions"):
            filled(f'<a e:arrayType="x[{says}]"><i/></a>')


def test_rows_are_flattened_where_they_are_rows() -> None:
    row = "<row><i/><i/></row>"
    node = tree(row * 3)
    assert (flattened(node, 2), len(node)) == ((3, 2), 6)
    assert flattened(tree(""), 2) == (0, 0)
    with pytest.raises(MessageError, match="cannot be nil"):
        flattened(tree(f'{row}<row xsi:nil="true"/>'), 2)
    with pytest.raises(MessageError, match="cannot be nil"):
        flattened(tree('<row xsi:nil="true"/>'), 2)
    with pytest.raises(MessageError, match="the same length"):
        flattened(tree(f"{row}<row><i/></row>"), 2)
