"""Makes WSDLs of any size: a service that keeps resources, five operations each.

`python -m benchmarks.synthetic 1500 > big.wsdl` prints one. It is as such services are:
each resource has types of its own, all share a few, groups of resources share others,
and everything is documented.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice, starmap

from .documents import document, messages

__all__ = ["wsdl"]

_VERBS = ("add", "update", "get", "list", "remove")
_SIMPLE = ("string", "int", "boolean", "dateTime", "decimal", "string", "token", "long")
_GROUP = 8

_COMMON = """\
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


def wsdl(operations: int, *, fields: int = 12) -> str:
    """A WSDL 1.1 document with that many operations, document/literal.

    Args:
        operations: How many operations.
        fields: How many fields each resource has; with 40 an operation takes 3 kB.
    """
    calls = list(islice(_calls(), operations))
    resources = sorted({number for _, number in calls})
    groups = sorted({number // _GROUP for number in resources})
    return document(
        "Stock",
        schema=(
            _COMMON,
            *map(_shared, groups),
            *(_resource(number, fields) for number in resources),
            *starmap(_elements, calls),
        ),
        messages=(messages(_name(verb, number)) for verb, number in calls),
        operations=starmap(_operation, calls),
        bound=starmap(_bound, calls),
    )


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
