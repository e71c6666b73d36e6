"""Facets of simple types: what the docstrings say of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator import source
from generator.generate import generate
from generator.profile import Profile

WSDL = """<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:tea"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:tea"><w:types>
  <xs:schema targetNamespace="urn:tea">
    <xs:simpleType name="Base"><xs:restriction base="xs:string">
      <xs:pattern value="[A-Z]*"/><xs:maxLength value="9"/>
    </xs:restriction></xs:simpleType>
    <xs:simpleType name="Field">{}</xs:simpleType>
    <xs:element name="brew"><xs:complexType><xs:sequence>
      <xs:element name="leaf" type="t:Field"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:schema></w:types>
  <w:message name="M"><w:part name="p" element="t:brew"/></w:message>
  <w:portType name="P"><w:operation name="brew"><w:input message="t:M"/>
  </w:operation></w:portType>
  <w:binding name="B" type="t:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="brew"><soap:operation soapAction=""/>
      <w:input><soap:body use="literal"/></w:input></w:operation>
  </w:binding></w:definitions>"""


def docstring(folder: Path, definition: str) -> str:
    """The docstring of a class with a field of a type, on one line."""
    file = folder / "service.wsdl"
    file.write_text(WSDL.format(definition))
    files = generate(source.load(file), Profile(), "tea").files
    text = next(t for p, t in files.items() if p.as_posix() == "types/brew.py")
    classes = [n for n in ast.parse(text).body if isinstance(n, ast.ClassDef)]
    brew = next(found for found in classes if found.name == "Brew")
    return " ".join((ast.get_docstring(brew) or "").split())


def facets(base: str, **facets: str) -> str:
    inner = "".join(f'<xs:{name} value="{text}"/>' for name, text in facets.items())
    return f'<xs:restriction base="{base}">{inner}</xs:restriction>'


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (facets("xs:string", length="3"), "Exactly 3 characters."),
        (facets("xs:string", minLength="2", maxLength="2"), "Exactly 2 characters."),
        (facets("xs:string", minLength="1"), "At least 1 character."),
        (facets("xs:string", maxLength="5"), "At most 5 characters."),
        (facets("xs:hexBinary", minLength="1", maxLength="5"), "1 to 5 bytes."),
        (facets("xs:int", minInclusive="0", maxExclusive="9"), "At least `0`. Less"),
        (facets("xs:date", minExclusive="2020-01-01"), "More than `2020-01-01`."),
        (
            facets("xs:decimal", totalDigits="5", fractionDigits="2"),
            "At most 5 digits. At most 2 digits behind the point.",
        ),
        (
            facets("t:Base", pattern="A.*", maxLength="4"),
            "At most 4 characters. Matches `[A-Z]*`. Matches `A.*`.",
        ),
        ('<xs:list itemType="t:Base"/>', "Each item: at most 9 characters. Matches"),
        (
            '<xs:restriction><xs:simpleType><xs:list itemType="xs:int"/>'
            '</xs:simpleType><xs:maxLength value="3"/></xs:restriction>',
            "leaf: At most 3 items.",
        ),
        (facets("xs:string", pattern="a" * 200), "Matches a long pattern."),
        (
            f"<xs:union><xs:simpleType>{facets('xs:int', minInclusive='1')}"
            f"</xs:simpleType><xs:simpleType>{facets('xs:date')}</xs:simpleType>"
            f"<xs:simpleType>{facets('xs:QName', enumeration='t:a')}</xs:simpleType>"
            '<xs:simpleType><xs:list itemType="t:Base"/></xs:simpleType></xs:union>',
            "leaf: Either `int`, at least `1`; or `date`; or `QName`, only "
            "`{urn:tea}a`; or a list, each item: at most 9 characters. Matches",
        ),
    ],
)
def test_a_docstring_names_the_facets(
    definition: str, said: str, tmp_path: Path
) -> None:
    assert said in docstring(tmp_path, definition)


ARRAY = """<xs:complexType name="ArrayOfLeaf"><xs:sequence>
    <xs:element name="item" type="t:Field" minOccurs="0" maxOccurs="3"/>
  </xs:sequence></xs:complexType>"""


def test_the_arguments_of_a_call_name_them_too(tmp_path: Path) -> None:
    """Also those of an array, and where somebody has written of the field."""
    more = """<xs:element name="leaves" type="t:ArrayOfLeaf"/>
      <xs:element name="day" type="t:Field"><xs:annotation><xs:documentation>When it
        was picked</xs:documentation></xs:annotation></xs:element>
      <xs:choice maxOccurs="unbounded"><xs:element name="a" type="xs:int"/>
        <xs:element name="b" type="xs:int"/></xs:choice>
      <xs:any namespace="##other" maxOccurs="unbounded"/>"""
    text = WSDL.format(facets("xs:string", maxLength="4"))
    text = text.replace("</xs:sequence>", f"{more}</xs:sequence><xs:anyAttribute/>")
    text = text.replace('<xs:element name="brew">', f'{ARRAY}<xs:element name="brew">')
    file = tmp_path / "service.wsdl"
    file.write_text(text)
    files = generate(source.load(file), Profile(), "tea").files
    module = next(t for p, t in files.items() if p.as_posix() == "operations/brew.py")
    functions = [n for n in ast.parse(module).body if isinstance(n, ast.FunctionDef)]
    lines = (ast.get_docstring(functions[0]) or "").splitlines()
    for line in (
        "    leaf: `leaf` on the wire. At most 4 characters.",
        "    leaves: `leaves` on the wire. At most 3 items. Each item: at most 4 "
        "characters.",
        "    day: When it was picked. At most 4 characters.",
        "    choices: What repeats, in its order.",
        "    any_elements: Elements that the schema leaves open, of `##other`.",
        "    any_attributes: Attributes that the schema leaves open.",
    ):
        assert line in lines


def test_a_pattern_stays_text(tmp_path: Path) -> None:
    canary = "&quot;&quot;&quot;; canary = 1 #"
    found = docstring(tmp_path, facets("xs:string", pattern=canary))
    assert "canary = 1" in found
