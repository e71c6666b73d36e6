"""Optional elements that are empty: what of them counts as absent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

from .packages import imported
from .test_source import wsdl

TYPES = """
  <xs:simpleType name="Cups"><xs:restriction base="xs:int">
    <xs:enumeration value="1"/><xs:enumeration value="2"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Often">
    <xs:union memberTypes="xs:int xs:date"/>
  </xs:simpleType>
  <xs:simpleType name="Some">
    <xs:union memberTypes="xs:int xs:token"/>
  </xs:simpleType>
  <xs:simpleType name="All"><xs:list itemType="xs:int"/></xs:simpleType>
  <xs:simpleType name="Colour"><xs:restriction base="xs:string">
    <xs:enumeration value="green"/><xs:enumeration value="black"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Hot"><xs:restriction base="xs:boolean">
    <xs:pattern value="true|1"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Early"><xs:union><xs:simpleType>
    <xs:restriction base="xs:date"><xs:maxInclusive value="2020-01-01"/>
    </xs:restriction></xs:simpleType>
  </xs:union></xs:simpleType>
"""
REQUEST = """
  <xs:element name="ask"><xs:complexType>
    <xs:sequence>{}<xs:element name="must" type="xs:boolean"/></xs:sequence>
    <xs:attribute name="sweet" type="xs:boolean"/>
  </xs:complexType></xs:element>
"""
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:ask xmlns:t="urn:tea"{0}>{1}</t:ask></e:Body></e:Envelope>'
)
EMPTY: Final[dict[str, object]] = {
    "xs:int": None,
    "xs:unsignedByte": None,
    "xs:decimal": None,
    "xs:double": None,
    "xs:boolean": None,
    "xs:dateTime": None,
    "xs:gYear": None,
    "xs:duration": None,
    "xs:QName": None,
    "t:Cups": None,
    "t:Often": None,
    "t:Hot": None,
    "t:Early": None,
    "t:Some": "",
    "t:All": [],
    "xs:string": "",
    "xs:token": "",
    "xs:anyURI": "",
    "xs:base64Binary": b"",
}
NAMES = {kind: f"e{number}" for number, kind in enumerate([*EMPTY, "t:Colour"])}


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("empty")
    elements = "".join(
        f'<xs:element name="{name}" type="{kind}" minOccurs="0"/>'
        for kind, name in NAMES.items()
    )
    file = wsdl(folder, TYPES, REQUEST.format(elements))
    with imported(file, folder / "empty_tea") as made:
        yield made


def read(tea: Any, inner: str, attributes: str = "", *, check: bool = False) -> Any:
    content = ENVELOPE.format(attributes, inner).encode()
    message, _ = tea.OPERATIONS["ask"].decode_request(content, check_facets=check)
    return message


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("kind", EMPTY)
def test_what_has_no_empty_value_counts_as_absent(
    tea: Any, kind: str, check: bool
) -> None:
    """What is no string, that is: of strings, only what is empty can be meant."""
    name = NAMES[kind]
    for inner in (f"<{name}/>", f"<{name}></{name}>", f"<{name}><!-- no --></{name}>"):
        message = read(tea, f"{inner}<must>1</must>", check=check)
        assert getattr(message, name) == EMPTY[kind]
    if EMPTY[kind] is None:
        blank = f"<{name}> \n</{name}><must>1</must>"
        assert getattr(read(tea, blank, check=check), name) is None


@pytest.mark.parametrize(
    ("inner", "attributes", "path"),
    [
        (f"<{NAMES['t:Colour']}/><must>1</must>", "", NAMES["t:Colour"]),
        ("<must/>", "", "must"),
        ("<must>1</must>", ' sweet=""', "@sweet"),
    ],
)
def test_what_does_not(tea: Any, inner: str, attributes: str, path: str) -> None:
    """A string that is none of the values, what is required, and attributes."""
    with pytest.raises(tea.ProtocolError) as caught:
        read(tea, inner, attributes)
    assert caught.value.path == f"/Envelope/Body/ask/{path}"
