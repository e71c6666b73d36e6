"""No string of a document decides what the generated code does: only what it says."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator import source
from generator.errors import Refused
from generator.generate import generate
from generator.profile import Profile

from .test_properties import SETTINGS

STRINGS = (
    "about the service",
    "about the operation",
    "about the type",
    "about the element",
    "about the attribute",
    "about the value",
    "pattern",
    "default",
    "fixed",
    "attribute default",
    "first value",
    "second value",
    "namespace",
    "other namespace",
    "action",
    "address",
)
NAMES = (
    "service",
    "port",
    "binding",
    "port type",
    "operation",
    "message",
    "answer",
    "part",
    "type",
    "element",
    "attribute",
    "colour",
)
SERVICE = """<wsdl:definitions targetNamespace={namespace}
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:t={namespace}
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:documentation>{about the service}</wsdl:documentation>
  <wsdl:types>
    <xs:schema targetNamespace={namespace}>
      <xs:element name="ask" type="t:{type}"/>
      <xs:element name="told" type="xs:string"/>
      <xs:complexType name="{type}">
        <xs:annotation>
          <xs:documentation>{about the type}</xs:documentation>
        </xs:annotation>
        <xs:sequence>
          <xs:element name="{element}" default={default} type="t:Short"><xs:annotation>
            <xs:documentation>{about the element}</xs:documentation>
          </xs:annotation></xs:element>
          <xs:element name="always" fixed={fixed} type="xs:string"/>
          <xs:element name="shade" type="t:{colour}"/>
          <xs:any namespace={other namespace} processContents="lax"/>
        </xs:sequence>
        <xs:attribute name="{attribute}" default={attribute default}><xs:annotation>
          <xs:documentation>{about the attribute}</xs:documentation>
        </xs:annotation></xs:attribute>
      </xs:complexType>
      <xs:simpleType name="Short"><xs:restriction base="xs:string">
        <xs:pattern value={pattern}/>
      </xs:restriction></xs:simpleType>
      <xs:simpleType name="{colour}"><xs:restriction base="xs:string">
        <xs:enumeration value={first value}><xs:annotation>
          <xs:documentation>{about the value}</xs:documentation>
        </xs:annotation></xs:enumeration>
        <xs:enumeration value={second value}/>
      </xs:restriction></xs:simpleType>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="{message}">
    <wsdl:part name="{part}" element="t:ask"/>
  </wsdl:message>
  <wsdl:message name="{answer}">
    <wsdl:part name="{part}" element="t:told"/>
  </wsdl:message>
  <wsdl:portType name="{port type}"><wsdl:operation name="{operation}">
    <wsdl:documentation>{about the operation}</wsdl:documentation>
    <wsdl:input message="t:{message}"/><wsdl:output message="t:{answer}"/>
  </wsdl:operation></wsdl:portType>
  <wsdl:binding name="{binding}" type="t:{port type}">
    <soap:binding style="document"
      transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="{operation}"><soap:operation soapAction={action}/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="{service}"><wsdl:port name="{port}" binding="t:{binding}">
    <soap:address location={address}/>
  </wsdl:port></wsdl:service>
</wsdl:definitions>
"""

NASTY = (
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    '\\"""',
    "{x}",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# x #}",
    "%(x)s",
    "\\N{BULLET}",
    "\\x00",
    "# type: ignore",
    "# -*- coding: utf-7 -*-",
    "canary()",
    "\n\ncanary()\n",
    '"""\ncanary()\n"""',
    "Type[canary]",
    "ForwardRef('canary')",
    "@enum@canary",
    "\u202e\u2066",
    "\u2028canary()\u2029",
    "\x85canary()",
    "\ufeff",
    "\U0001f375",
    "e\u0301\ufb01",
    "a. B. c? D",
    "x" * 5000,
    " ",
    "",
)
_LEGAL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c >= " " or c in "\t\n\r"
    ),
    max_size=30,
)
TEXTS = (
    st.sampled_from(NASTY)
    | _LEGAL
    | st.tuples(_LEGAL, st.sampled_from(NASTY)).map("".join)
)
NCNAMES = st.from_regex(
    r"[A-Za-z_\u00c0-\u00d6\u0391-\u03a9][A-Za-z0-9_.\u00b7\u0430-\u044f-]{0,12}",
    fullmatch=True,
)
PLAIN = {
    **{key: f"plain {number}" for number, key in enumerate(STRINGS)},
    **{key: f"plain{number}" for number, key in enumerate(NAMES)},
    "namespace": "urn:plain",
    "other namespace": "urn:other",
    "action": "urn:plain:action",
    "address": "https://example.com/plain",
}


class _Blank(ast.NodeTransformer):
    """Takes the names and the constants out of a tree, and leaves its shape."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field, value in ast.iter_fields(node):
            if isinstance(value, str | bytes | int | float):
                setattr(node, field, type(value).__name__)
        return super().generic_visit(node)


def statements(text: str) -> Iterator[str]:
    """The shape of each statement of a module."""
    assert text.isascii()
    for statement in ast.parse(text).body:
        yield ast.dump(_Blank().visit(statement))


def shapes(
    folder: Path, given: dict[str, str], name: str = "service.wsdl"
) -> dict[PurePosixPath, list[str]] | None:
    """The shape of each module made of a document; None where it was refused."""
    slots = {
        key: escape(value) if key.startswith("about") else quoteattr(value)
        for key, value in {**PLAIN, **given}.items()
    }
    slots |= {key: {**PLAIN, **given}[key] for key in NAMES}
    file = folder / name
    file.write_text(SERVICE.format(**slots), "utf-8", newline="")
    try:
        made = generate(source.load(file), Profile(), "shaped").files
    except Refused:
        return None
    return {
        path: list(statements(text))
        for path, text in made.items()
        if path.suffix == ".py" and path.parts[0] != "_runtime"
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shape")


@pytest.fixture(scope="module")
def plain(folder: Path) -> dict[PurePosixPath, list[str]]:
    found = shapes(folder, {})
    assert found is not None
    return found


@pytest.fixture(scope="module")
def unchecked(folder: Path) -> dict[PurePosixPath, list[str]]:
    """The shape without the pattern, which is left out where it is none."""
    found = shapes(folder, {"pattern": "("})
    assert found is not None
    return found


@pytest.mark.parametrize("slot", STRINGS)
def test_no_string_changes_the_shape(
    slot: str,
    folder: Path,
    plain: dict[PurePosixPath, list[str]],
    unchecked: dict[PurePosixPath, list[str]],
) -> None:
    """Some are refused in some places; none comes out as anything but a constant."""
    found = [shapes(folder, {slot: text}) for text in NASTY]
    assert any(one is not None for one in found)
    assert all(one in (plain, unchecked, None) for one in found)
    assert slot == "pattern" or unchecked not in found


def test_no_strings_together_change_the_shape(
    folder: Path,
    plain: dict[PurePosixPath, list[str]],
    unchecked: dict[PurePosixPath, list[str]],
) -> None:
    @settings(SETTINGS, max_examples=60)
    @given(st.dictionaries(st.sampled_from(STRINGS), TEXTS, min_size=1, max_size=6))
    def check(given: dict[str, str]) -> None:
        values = {**PLAIN, **given}
        assume(values["first value"] != values["second value"])  # they would be one
        assert any(shapes(folder, given) == one for one in (plain, unchecked, None))

    check()


@settings(SETTINGS, max_examples=60)
@given(st.dictionaries(st.sampled_from(NAMES), NCNAMES, min_size=1, max_size=4))
def test_names_only_name(
    folder: Path, plain: dict[PurePosixPath, list[str]], given: dict[str, str]
) -> None:
    """Names decide where a thing stands and how it is spelt, and nothing else."""
    found = shapes(folder, given)
    if found is not None:
        assert counted(found) == counted(plain)


def counted(found: dict[PurePosixPath, list[str]]) -> Counter[str]:
    return Counter(statement for module in found.values() for statement in module)


@pytest.mark.parametrize(
    "name",
    ['a"b.wsdl', "a\nimport canary.wsdl", "a\u2028b.wsdl", "a`b.wsdl", "a{{b}}.wsdl"],
)
def test_the_name_of_the_file_is_no_code(
    name: str, folder: Path, plain: dict[PurePosixPath, list[str]]
) -> None:
    assert shapes(folder, {}, name) in (plain, None)


@pytest.mark.parametrize("length", [20, 40, 60, 80, 100, 200])
def test_names_may_be_long(
    length: int, folder: Path, plain: dict[PurePosixPath, list[str]]
) -> None:
    """Long names make lines that nothing can break; they are still Python."""
    long = {key: (key.replace(" ", "") * length)[:length] for key in NAMES}
    found = shapes(folder, long)
    assert found is not None
    assert counted(found) == counted(plain)
