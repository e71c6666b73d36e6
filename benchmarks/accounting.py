"""Makes the WSDL of a large service in which much is shared, as accounting has it.

`python -m benchmarks.accounting 1500 > big.wsdl` prints one of 4 MB. Other than with
`synthetic`, no operation is like another: each has elements of its own for what it asks
and answers, of 5 to 20 members. They hold some of a few hundred types that all share:
these extend one another, hold one another (also in circles), and have simple types with
facets. Every operation has header blocks and faults.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from .documents import document, message, messages

__all__ = ["wsdl"]

_VERBS: Final = ("post", "cancel", "find", "reconcile", "export")
_WORDS: Final = (
    *("ledger", "invoice", "payment", "balance", "entry", "period", "account"),
    *("tax", "rate", "currency", "partner", "contract", "asset", "branch", "budget"),
)
_SIMPLE: Final = (
    *("xs:string", "xs:int", "xs:boolean", "xs:dateTime", "xs:decimal", "xs:date"),
    *("xs:long", "s:Code", "s:Amount", "s:State3", "s:State7"),
)
_SHARED_PER: Final = 5
"""Operations for each shared type: 1,500 have 300."""
_FAULTS: Final = 12
_STATES: Final = 20

_COMMON: Final = """\
      <xs:simpleType name="Code">
        <xs:restriction base="xs:string">
          <xs:maxLength value="12"/>
          <xs:pattern value="[A-Z]{2,4}-[0-9]+"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:simpleType name="Amount">
        <xs:restriction base="xs:decimal">
          <xs:totalDigits value="16"/>
          <xs:fractionDigits value="4"/>
        </xs:restriction>
      </xs:simpleType>
      <xs:complexType name="Record" abstract="true">
        <xs:sequence>
          <xs:element name="number" type="s:Code"/>
          <xs:element name="changedAt" type="xs:dateTime" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="version" type="xs:int"/>
      </xs:complexType>
      <xs:element name="session">
        <xs:complexType><xs:sequence>
          <xs:element name="key" type="xs:string"/>
          <xs:element name="company" type="s:Code" minOccurs="0"/>
        </xs:sequence></xs:complexType>
      </xs:element>
      <xs:element name="usage">
        <xs:complexType><xs:sequence>
          <xs:element name="callsLeft" type="xs:int"/>
        </xs:sequence></xs:complexType>
      </xs:element>
"""


def wsdl(operations: int) -> str:
    """A WSDL 1.1 document with that many operations, document/literal.

    Args:
        operations: How many; with 1,500 it has 4 MB.
    """
    shared = max(operations // _SHARED_PER, 10)
    every = range(operations)
    return document(
        "Books",
        schema=(
            _COMMON,
            *map(_state, range(_STATES)),
            *map(_fault, range(_FAULTS)),
            *(_shared(number, shared) for number in range(shared)),
            *(_elements(number, shared) for number in every),
        ),
        messages=(
            message("Session", "session", "session"),
            message("Usage", "usage", "usage"),
            *(message(f"Failure{n}", "failure", f"failure{n}") for n in range(_FAULTS)),
            *(messages(_name(number)) for number in every),
        ),
        operations=map(_operation, every),
        bound=map(_bound, every),
    )


def _pick(*numbers: int) -> int:
    """A number that looks as if it were drawn, and is the same each time."""
    picked = 17
    for number in numbers:
        picked = (picked * 31 + number + 7) * 2_654_435_761 % 2**32
    return picked >> 8


def _name(number: int) -> str:
    verb, word = _VERBS[number % 5], _WORDS[number // 5 % len(_WORDS)]
    return f"{verb}{word.title()}{number}"


def _state(number: int) -> str:
    values = "".join(
        f'          <xs:enumeration value="{word} {number}"/>\n'
        for word in _WORDS[: 3 + _pick(number) % 12]
    )
    return (
        f'      <xs:simpleType name="State{number}">\n'
        f'        <xs:restriction base="xs:string">\n{values}'
        "        </xs:restriction>\n      </xs:simpleType>\n"
    )


def _fault(number: int) -> str:
    return (
        f'      <xs:element name="failure{number}"><xs:complexType><xs:sequence>\n'
        '        <xs:element name="code" type="xs:int"/>\n'
        f'        <xs:element name="said{number}" type="xs:string" minOccurs="0"/>\n'
        "      </xs:sequence></xs:complexType></xs:element>\n"
    )


def _shared(number: int, shared: int) -> str:
    """A type that all may hold; one in ten may hold any other, the rest later ones."""
    members = _members(number, shared, number, 5 + _pick(number) % 12, f"Of{number}")
    if number % 10 == 9:
        back = f'type="s:Part{_pick(number, 1) % shared}" minOccurs="0"'
        members = f'{members}          <xs:element name="cause{number}" {back}/>\n'
    inner = f"        <xs:sequence>\n{members}        </xs:sequence>\n"
    if number % 6 == 5:
        base = "Record" if number % 12 == 5 else f"Part{number - 6}"
        inner = (
            f'        <xs:complexContent><xs:extension base="s:{base}">\n{inner}'
            "        </xs:extension></xs:complexContent>\n"
        )
    start = f'      <xs:complexType name="Part{number}">'
    return f"{start}\n{inner}      </xs:complexType>\n"


def _members(seed: int, shared: int, after: int, count: int, more: str = "") -> str:
    """Elements of simple types; each sixth or so is of a shared type after a number.

    Args:
        seed: What tells these members from others.
        shared: How many types are shared.
        after: The number of the last type that they do not hold.
        count: How many.
        more: How their names end, so that a type has none that its base has.
    """
    lines = []
    for index in range(count):
        picked = _pick(seed, index, after)
        word = f"{_WORDS[picked % len(_WORDS)]}{index}{more}"
        kind = _SIMPLE[picked // 16 % len(_SIMPLE)]
        later = after + 1 + picked // 256 % 40
        if picked % 6 == 0 and later < shared:
            kind = f"s:Part{later}"
        least = ' minOccurs="0"' if picked % 5 < 3 else ""
        most = ' maxOccurs="unbounded"' if picked % 9 == 4 else ""
        lines.append(f'          <xs:element name="{word}" type="{kind}"{least}{most}')
        if picked % 4:
            lines.append("/>\n")
        else:
            lines.append(
                "><xs:annotation><xs:documentation>What the books say of it, in a few "
                "words.</xs:documentation></xs:annotation></xs:element>\n"
            )
    return "".join(lines)


def _elements(number: int, shared: int) -> str:
    name = _name(number)
    return "".join(
        f'      <xs:element name="{element}"><xs:complexType><xs:sequence>\n'
        f"{_members(number, shared, _pick(number, side) % shared - 1, count)}"
        "      </xs:sequence></xs:complexType></xs:element>\n"
        for side, element in enumerate((name, f"{name}Response"))
        for count in (5 + _pick(number, side, 3) % 16,)
    )


def _failures(number: int) -> Iterator[int]:
    first = _pick(number, 5) % _FAULTS
    yield from (first, (first + 1 + number % 5) % _FAULTS)


def _operation(number: int) -> str:
    name = _name(number)
    faults = "".join(
        f'      <wsdl:fault name="failure{n}" message="s:Failure{n}"/>\n'
        for n in _failures(number)
    )
    return f"""\
    <wsdl:operation name="{name}">
      <wsdl:documentation>Keeps the books, by {name}.</wsdl:documentation>
      <wsdl:input message="s:{name}In"/>
      <wsdl:output message="s:{name}Out"/>
{faults}    </wsdl:operation>
"""


def _bound(number: int) -> str:
    name = _name(number)
    faults = "".join(
        f'      <wsdl:fault name="failure{n}">'
        f'<soap:fault name="failure{n}" use="literal"/></wsdl:fault>\n'
        for n in _failures(number)
    )
    session = '<soap:header message="s:Session" part="session" use="literal"/>'
    usage = '<soap:header message="s:Usage" part="usage" use="literal"/>'
    return f"""\
    <wsdl:operation name="{name}">
      <soap:operation soapAction="urn:books#{name}"/>
      <wsdl:input><soap:body use="literal"/>{session}</wsdl:input>
      <wsdl:output><soap:body use="literal"/>{usage}</wsdl:output>
{faults}    </wsdl:operation>
"""


if __name__ == "__main__":
    sys.stdout.write(wsdl(int(sys.argv[1])))
