"""Makes WSDLs of any size: a service that keeps resources, five operations each.

`python -m benchmarks.synthetic 1500 > big.wsdl` prints one. It is as such services are:
each resource has types of its own, all share a few, groups of resources share others,
and everything is documented.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

__all__ = ["wsdl"]

_VERBS = ("add", "update", "get", "list", "remove")
_SIMPLE = ("string", "int", "boolean", "dateTime", "decimal", "string", "token", "long")
_GROUP = 8

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="Stock" targetNamespace="urn:stock" xmlns:s="urn:stock"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xs:schema targetNamespace="urn:stock" elementFormDefault="qualified">
      <xs:simpleType name="State">
        <xs:restriction base="xs:string">
          <xs:enumeration value="active"/>
          <xs:enumeration value="on hold"/>
          <xs:enumeration value="gone"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:complexType name="Audit">
        <xs:sequence>
          <xs:element name="createdAt" type="xs:dateTime"/>
          <xs:element name="createdBy" type="xs:string" minOccurs="0"/>
          <xs:element name="state" type="s:State"/>
        </xs:sequence>
      </xs:complexType>
      <xs:complexType name="Done">
        <xs:sequence>
          <xs:element name="id" type="xs:long"/>
          <xs:element name="audit" type="s:Audit"/>
        </xs:sequence>
      </xs:complexType>
"""
_MIDDLE = """\
    </xs:schema>
  </wsdl:types>
"""
_TAIL = """\
  <wsdl:service name="Stock">
    <wsdl:port name="Stock" binding="s:Stock">
      <soap:address location="https://example.com/stock"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


def wsdl(operations: int, *, fields: int = 12) -> str:
    """A WSDL 1.1 document with that many operations, document/literal.

    Args:
        operations: How many operations.
        fields: How many fields each resource has; with 40 an operation takes 3 kB.
    """
    calls = list(islice(_calls(), operations))
    resources = sorted({number for _, number in calls})
    parts = [_HEAD]
    parts += [_shared(group) for group in sorted({n // _GROUP for n in resources})]
    parts += [_resource(number, fields) for number in resources]
    parts += [_elements(verb, number) for verb, number in calls]
    parts.append(_MIDDLE)
    parts += [_messages(verb, number) for verb, number in calls]
    parts.append('  <wsdl:portType name="Stock">\n')
    parts += [_operation(verb, number) for verb, number in calls]
    parts.append('  </wsdl:portType>\n  <wsdl:binding name="Stock" type="s:Stock">\n')
    http = "http://schemas.xmlsoap.org/soap/http"
    parts.append(f'    <soap:binding style="document" transport="{http}"/>\n')
    parts += [_bound(verb, number) for verb, number in calls]
    parts.append("  </wsdl:binding>\n")
    return "".join((*parts, _TAIL))


def _calls() -> Iterator[tuple[str, int]]:
    number = 0
    while True:
        yield from ((verb, number) for verb in _VERBS)
        number += 1


def _name(verb: str, number: int) -> str:
    return f"{verb}Resource{number}"


def _shared(group: int) -> str:
    return f"""\
      <xs:complexType name="Place{group}">
        <xs:sequence>
          <xs:element name="warehouse" type="xs:string"/>
          <xs:element name="shelf" type="xs:int" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="checked" type="xs:boolean"/>
      </xs:complexType>
"""


def _resource(number: int, fields: int) -> str:
    lines = [f'      <xs:complexType name="Resource{number}">', "        <xs:sequence>"]
    for index in range(fields):
        kind = _SIMPLE[index % len(_SIMPLE)]
        least = ' minOccurs="0"' if index % 3 else ""
        most = ' maxOccurs="unbounded"' if index % 7 == 6 else ""
        lines += [
            f'          <xs:element name="fieldNumber{index}" type="xs:{kind}"{least}'
            f"{most}>",
            "            <xs:annotation><xs:documentation>What the resource says in "
            f"its field {index}, in a few words.</xs:documentation></xs:annotation>",
            "          </xs:element>",
        ]
    place = f'type="s:Place{number // _GROUP}"'
    lines += [
        f'          <xs:element name="place" {place} maxOccurs="unbounded"/>',
        '          <xs:element name="audit" type="s:Audit" minOccurs="0"/>',
        "        </xs:sequence>",
        "      </xs:complexType>",
    ]
    return "\n".join(lines) + "\n"


def _elements(verb: str, number: int) -> str:
    whole = f'<xs:element name="resource" type="s:Resource{number}"'
    ask, answer = {
        "add": (f"{whole}/>", '<xs:element name="done" type="s:Done"/>'),
        "update": (f"{whole}/>", '<xs:element name="done" type="s:Done"/>'),
        "get": ('<xs:element name="id" type="xs:long"/>', f"{whole}/>"),
        "list": (
            '<xs:element name="state" type="s:State" minOccurs="0"/>',
            f'{whole} minOccurs="0" maxOccurs="unbounded"/>',
        ),
        "remove": ('<xs:element name="id" type="xs:long"/>', ""),
    }[verb]
    name = _name(verb, number)
    return "".join(
        f'      <xs:element name="{element}"><xs:complexType><xs:sequence>'
        f"{content}</xs:sequence></xs:complexType></xs:element>\n"
        for element, content in ((name, ask), (f"{name}Response", answer))
    )


def _messages(verb: str, number: int) -> str:
    name = _name(verb, number)
    return "".join(
        f'  <wsdl:message name="{message}">'
        f'<wsdl:part name="parameters" element="s:{element}"/></wsdl:message>\n'
        for message, element in ((f"{name}In", name), (f"{name}Out", f"{name}Response"))
    )


def _operation(verb: str, number: int) -> str:
    name = _name(verb, number)
    return f"""\
    <wsdl:operation name="{name}">
      <wsdl:documentation>Does {verb} with a resource {number}.</wsdl:documentation>
      <wsdl:input message="s:{name}In"/>
      <wsdl:output message="s:{name}Out"/>
    </wsdl:operation>
"""


def _bound(verb: str, number: int) -> str:
    name = _name(verb, number)
    return f"""\
    <wsdl:operation name="{name}">
      <soap:operation soapAction="urn:stock#{name}"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
"""


if __name__ == "__main__":
    sys.stdout.write(wsdl(int(sys.argv[1])))
