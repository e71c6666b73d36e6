"""Qualified names as values, as XML Schema Part 2 (3.2.18) and libxml2 have them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator import source
from generator.errors import Refused
from generator.generate import generate
from generator.profile import Profile

from . import packages
from .packages import generated, imported

GOLDEN = Path(__file__).parent / "golden" / "qualified-names" / "service.wsdl"
XSD = "{http://www.w3.org/2001/XMLSchema}"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
AT = "/Envelope/Body/brewResponse"
HERBS, TEA = "urn:herbs", "urn:tea"

PLACES = """
  <xs:simpleType name="Pairs">
    <xs:restriction>
      <xs:simpleType><xs:list itemType="xs:QName"/></xs:simpleType>
      <xs:enumeration value="t:green h:mint"/>
      <xs:enumeration value="t:black h:sage"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:notation name="gif" public="image/gif"/>
  <xs:notation name="png" public="image/png"/>
  <xs:simpleType name="Picture">
    <xs:restriction base="xs:NOTATION">
      <xs:enumeration value="t:gif"/><xs:enumeration value="t:png"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Some">
    <xs:restriction>
      <xs:simpleType><xs:union memberTypes="xs:QName xs:int"/></xs:simpleType>
      <xs:enumeration value="t:green"/><xs:enumeration value="5"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Long">
    <xs:restriction base="xs:QName"><xs:pattern value=".{5,}"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Narrow">
    <xs:union memberTypes="t:Long t:Picture"/>
  </xs:simpleType>
  <xs:element name="brew"><xs:complexType/></xs:element>
  <xs:element name="brewResponse">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="always" type="xs:QName" fixed="t:green" minOccurs="0"/>
        <xs:element name="pair" type="t:Pairs" minOccurs="0"/>
        <xs:element name="picture" type="t:Picture" minOccurs="0"/>
        <xs:element name="some" type="t:Some" minOccurs="0"/>
        <xs:element name="long" type="t:Long" minOccurs="0"/>
        <xs:element name="narrow" type="t:Narrow" minOccurs="0"/>
      </xs:sequence>
      <xs:attribute name="only" type="xs:QName" fixed="h:mint"/>
      <xs:anyAttribute namespace="##any" processContents="lax"/>
    </xs:complexType>
  </xs:element>
  <xs:attribute name="picture" type="t:Picture"/>
"""


def service(folder: Path, components: str) -> Path:
    """The golden's service with other components in its schema."""
    start, opened, rest = GOLDEN.read_text().partition("<xs:schema ")
    attributes = rest.partition(">")[0]
    end = rest.partition("</xs:schema>")[2]
    schema = f"{opened}{attributes}>{components}</xs:schema>"
    (folder / "tea.wsdl").write_text(f"{start}{schema}{end}")
    return folder / "tea.wsdl"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(GOLDEN, tmp_path_factory.mktemp("names") / "qnames_tea") as made:
        importlib.import_module(f"{made.__name__}.types")
        yield made


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("places")
    with imported(service(folder, PLACES), folder / "qnames_places") as made:
        importlib.import_module(f"{made.__name__}.types")
        yield made


def answer(inside: str, scope: str = "", attributes: str = "") -> bytes:
    return (
        f'<s:Envelope xmlns:s="{SOAP}" {scope}><s:Body>'
        f'<z:brewResponse xmlns:z="urn:tea" {attributes}>{inside}</z:brewResponse>'
        "</s:Body></s:Envelope>"
    ).encode()


def sent(content: bytes) -> etree._Element:
    return etree.fromstring(content)[0][0]


def test_members_are_the_names_and_not_their_spelling(tea: Any) -> None:
    sort, name = tea.types.Sort, tea.types.QName
    assert [member.value for member in sort] == [
        name(TEA, "green"),
        name(HERBS, "mint"),
        name(HERBS, "sage"),  # in the default namespace of its element
        name("", "other"),
        name(TEA, "black"),
        name(HERBS, "black"),
    ]
    assert [m.name for m in sort][-2:] == ["MORE_BLACK", "H_BLACK"]


@pytest.mark.parametrize(
    ("text", "scope", "member"),
    [
        ("p:green", 'xmlns:p="urn:tea"', "GREEN"),
        (" p:green\n", 'xmlns:p="urn:tea"', "GREEN"),
        ("t:mint", 'xmlns:t="urn:herbs"', "MINT"),  # not what the schema calls t
        ("other", "", "OTHER"),
    ],
)
def test_any_prefix_is_read(tea: Any, text: str, scope: str, member: str) -> None:
    inside = f"<usual {scope}>{text}</usual>"
    read = tea.OPERATIONS["brew"].decode_response(answer(inside))
    assert read.usual is getattr(tea.types.Sort, member)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("t:green", "the prefix of 't:green' is not declared"),
        ("green", "expected one of {urn:tea}green, {urn:herbs}mint"),
        ("z:mint", "found {urn:tea}mint"),
        (":green", "the prefix of ':green' is not declared"),
        ("z: green", "expected xs:QName, found 'z: green'"),
        ("z:", "expected xs:NCName, found ''"),
        ("z:a b", "expected xs:QName, found 'z:a b'"),
    ],
)
def test_other_names_are_refused(tea: Any, text: str, reason: str) -> None:
    with pytest.raises(tea.ProtocolError) as caught:
        tea.OPERATIONS["brew"].decode_response(answer(f"<usual>{text}</usual>"))
    assert reason in str(caught.value)
    assert caught.value.path == f"{AT}/usual"


def test_defaults_mean_what_they_mean_in_the_schema(tea: Any) -> None:
    scope = 'xmlns:t="urn:other" xmlns:h="urn:other"'
    content = answer("<usual/><both/>", scope)
    read = tea.OPERATIONS["brew"].decode_response(content)
    assert read.usual is tea.types.Sort.MINT
    assert read.both == [tea.types.Sort.GREEN, tea.types.Sort.MINT]


def test_prefixes_are_declared_where_they_are_used(tea: Any) -> None:
    sort, name = tea.types.Sort, tea.types.QName
    xml = "http://www.w3.org/XML/1998/namespace"
    message = tea.types.Brew(
        sorts=[sort.MINT, sort.GREEN, sort.OTHER, sort.SAGE],
        names=[name("urn:a&b", "x"), name(xml, "lang"), name("urn:a&b", "y")],
        open=[sort.GREEN, name(HERBS, "dill"), 5],
        cup=[tea.types.Cup(value=sort.OTHER, with_=sort.MINT, without=[sort.GREEN])],
    )
    operation = tea.OPERATIONS["brew"]
    content = operation.encode_request(message)
    body = sent(content)
    packages.schema(GOLDEN).assertValid(body)
    assert body.findtext("sorts") == "q:mint q_2:green other q:sage"
    assert body.findtext("names") == "q:x xml:lang q:y"
    assert operation.decode_request(content)[0] == message


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sort": "t:green"}, "/sort: expected Sort, found 't:green'"),
        ({"names": ["t:green"]}, "/names: expected a QName for xs:QName, found str"),
        ({"names": [None]}, "/names: expected a QName for xs:QName, found NoneType"),
    ],
)
def test_what_is_no_name_is_not_sent(
    tea: Any, values: dict[str, Any], reason: str
) -> None:
    with pytest.raises(tea.MessageError) as caught:
        tea.OPERATIONS["brew"].encode_request(tea.types.Brew(**values))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("namespace", "local", "reason"),
    [
        ("urn:x", "a:b", "'a:b' is no value of xs:NCName"),
        ("urn:x", " a", "' a' is no value of xs:NCName"),
        ("http://www.w3.org/2000/xmlns/", "a", "no prefix can be declared"),
        ("urn:\x00", "a", "no prefix can be declared for"),
        ("urn:a b", "a", "no prefix can be declared for"),
        ("http://a:b/", "a", "no prefix can be declared for"),
        (None, "a", "expected a str as namespace, found None"),
        ("urn:x", None, "expected a str for xs:NCName, found NoneType None"),
    ],
)
def test_what_cannot_be_a_name_is_not_sent(
    tea: Any, namespace: Any, local: Any, reason: str
) -> None:
    names = [tea.types.QName(namespace, local)]
    with pytest.raises(tea.MessageError) as caught:
        tea.OPERATIONS["brew"].encode_request(tea.types.Brew(names=names))
    assert reason in str(caught.value)
    assert caught.value.path.endswith("/names")


def test_fixed_names_are_compared_as_names(places: Any) -> None:
    operation, name = places.OPERATIONS["brew"], places.types.QName
    read = operation.decode_response(
        answer("<always>z:green</always>", "", 'xmlns:y="urn:herbs" only="y:mint"')
    )
    assert (read.always, read.only) == (name(TEA, "green"), name(HERBS, "mint"))
    assert operation.decode_response(operation.encode_response(read)) == read
    assert operation.decode_response(answer("<always/>")).always == name(TEA, "green")
    operation.decode_response(answer("", 'xmlns="urn:herbs"', 'only="mint"'))
    for content in (
        answer("<always>t:green</always>", 'xmlns:t="urn:other"'),
        answer("", 'xmlns:h="urn:other"', 'only="h:mint"'),
    ):
        with pytest.raises(places.ProtocolError, match="the value is fixed to"):
            operation.decode_response(content)
    read.always = name("urn:other", "green")
    with pytest.raises(places.MessageError, match="the value is fixed to 't:green'"):
        operation.encode_response(read)


def test_names_of_notations_are_names(places: Any) -> None:
    operation = places.OPERATIONS["brew"]
    read = operation.decode_response(answer("<picture>z:png</picture>"))
    assert read.picture is places.types.Picture.PNG
    assert operation.decode_response(operation.encode_response(read)) == read


@pytest.mark.parametrize(
    ("inside", "is_valid"),
    [
        ("<pair>z:green y:mint</pair>", True),
        ("<pair>y:green z:mint</pair>", False),
        ("<pair>z:black  y:sage</pair>", True),
        ("<some>z:green</some>", True),
        ("<some>y:green</some>", False),
        ("<some> 05</some>", True),
        ("<some>6</some>", False),
        ("<long>z:bud</long>", True),
        ("<long>z:b</long>", False),
        ("<narrow>z:gif</narrow>", True),
    ],
)
def test_facets_know_names_by_what_they_mean(
    places: Any, inside: str, is_valid: bool
) -> None:
    content = answer(inside, 'xmlns:y="urn:herbs"')
    operation = places.OPERATIONS["brew"]
    read = operation.decode_response(content)
    assert operation.decode_response(operation.encode_response(read)) == read
    if is_valid:
        operation.decode_response(content, check_facets=True)
        operation.encode_response(read, check_facets=True)
    else:
        with pytest.raises(places.ProtocolError, match="expected"):
            operation.decode_response(content, check_facets=True)


def test_an_open_attribute_is_a_text_and_its_prefixes_are_beside_it(
    places: Any,
) -> None:
    operation = places.OPERATIONS["brew"]
    content = answer("", "", 'z:picture="z:gif"')
    read = operation.decode_response(content)
    z = {"{http://www.w3.org/2000/xmlns/}z": "urn:tea"}
    assert read.any_attributes == {"{urn:tea}picture": "z:gif"} | z
    written = operation.encode_response(read)
    assert b' xmlns:z="urn:tea"' in written
    assert b' a1:picture="z:gif"' in written
    assert operation.decode_response(written) == read


def test_an_enumeration_of_lists_with_several_scopes_is_not_checked(
    tmp_path: Path,
) -> None:
    components = """
      <xs:simpleType name="Pairs">
        <xs:restriction>
          <xs:simpleType><xs:list itemType="xs:QName"/></xs:simpleType>
          <xs:enumeration xmlns:x="urn:tea" value="x:green x:black"/>
          <xs:enumeration xmlns:x="urn:herbs" value="x:mint x:sage"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:element name="brew" type="t:Pairs"/>
      <xs:element name="brewResponse"/>
    """
    loaded = source.load(service(tmp_path, components))
    notes = generate(loaded, Profile(), "tea").notes
    assert [note for note in notes if "several things" in note]


@pytest.mark.parametrize(
    ("components", "reason"),
    [
        (
            '<xs:simpleType name="Sort"><xs:restriction base="xs:QName">'
            '<xs:enumeration value="x:green"/></xs:restriction></xs:simpleType>',
            "an enumeration: the prefix of 'x:green' is not declared",
        ),
        (
            '<xs:simpleType name="Sort"><xs:restriction base="xs:QName">'
            '<xs:enumeration value="t:black tea"/></xs:restriction></xs:simpleType>',
            "an enumeration: 't:black tea' is no qualified name",
        ),
        (
            '<xs:complexType name="Sort"><xs:simpleContent>'
            '<xs:extension base="xs:QName"><xs:attribute name="x"/></xs:extension>'
            "</xs:simpleContent></xs:complexType>",
            "element 'sort' has attributes, and a default or fixed value that is a "
            "qualified name: not supported",
        ),
    ],
)
def test_what_has_no_scope_is_refused(
    components: str, reason: str, tmp_path: Path
) -> None:
    element = '<xs:element name="sort" type="t:Sort" default="t:green"/>'
    inside = f"<xs:complexType><xs:sequence>{element}</xs:sequence></xs:complexType>"
    components += f'<xs:element name="brew">{inside}</xs:element>'
    components += f'<xs:element name="brewResponse">{inside}</xs:element>'
    with pytest.raises(Refused) as caught:
        generated(service(tmp_path, components), tmp_path / "made")
    assert reason in str(caught.value)
    assert caught.value.line


@pytest.mark.parametrize("kind", ["default", "fixed"])
def test_the_root_of_a_message_has_a_scope(tmp_path: Path, kind: str) -> None:
    said = f'type="xs:QName" {kind}="h:mint"'
    components = f'<xs:element name="brew" {said}/><xs:element name="brewResponse"/>'
    content = answer("", 'xmlns:t="urn:tea"').decode()
    content = content.replace("brewResponse", "brew")
    with imported(service(tmp_path, components), tmp_path / f"rooted_{kind}") as made:
        types = importlib.import_module(f"{made.__name__}.types")
        message = types.Brew(value=types.QName("urn:herbs", "mint"))
        operation = made.OPERATIONS["brew"]
        assert operation.decode_request(content.encode()) == (message, ())
        assert operation.decode_request(operation.encode_request(message))[0] == message
