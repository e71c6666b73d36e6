"""Types of which only parts are told apart by their order: all else stands anywhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from .packages import imported
from .test_source import ask, wsdl

TYPES = """
  <xs:complexType name="Pot">
    <xs:sequence>
      <xs:element name="leaf" type="xs:string"/>
      <xs:choice minOccurs="0" maxOccurs="unbounded">
        <xs:element name="boil" type="xs:int"/>
        <xs:sequence>
          <xs:element name="pour" type="xs:int"/>
          <xs:element name="into" type="xs:string"/>
        </xs:sequence>
      </xs:choice>
      <xs:sequence minOccurs="0" maxOccurs="unbounded">
        <xs:element name="spice" type="xs:string"/>
        <xs:sequence minOccurs="0"><xs:element name="grams" type="xs:int"/>
        </xs:sequence>
      </xs:sequence>
      <xs:choice minOccurs="0">
        <xs:element name="milk" type="xs:int"/>
        <xs:element name="lemon" type="xs:int"/>
      </xs:choice>
      <xs:element name="sip" type="xs:int" minOccurs="0" maxOccurs="2"/>
      <xs:any namespace="##other" minOccurs="0" maxOccurs="2"
          processContents="lax"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="Twice">
    <xs:sequence>
      <xs:element name="stir" type="xs:int"/>
      <xs:element name="wait" type="xs:int"/>
      <xs:element name="stir" type="xs:int"/>
    </xs:sequence>
  </xs:complexType>
"""
REQUEST = ask(
    '<xs:element name="pot" type="t:Pot" minOccurs="0"/>',
    '<xs:element name="twice" type="t:Twice" minOccurs="0"/>',
)
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:ask xmlns:t="urn:tea">{0}</t:ask></e:Body></e:Envelope>'
)
REST = "milk, lemon, sip or any of ##other"
PARTS = (
    "<leaf>Assam</leaf>",
    "<boil>1</boil><pour>2</pour><into>cup</into><boil>3</boil>",
    "<milk>4</milk>",
    "<sip>5</sip><sip>6</sip>",
    '<o:spoon xmlns:o="urn:other"/>',
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("places")
    file = wsdl(folder, TYPES, REQUEST)
    with imported(file, folder / "placed_tea") as made:
        yield made


def read(tea: Any, pot: str, **options: Any) -> Any:
    content = ENVELOPE.format(f"<pot>{pot}</pot>").encode()
    message, _ = tea.OPERATIONS["ask"].decode_request(content, **options)
    return message.pot


def test_what_a_name_places_stands_anywhere(tea: Any) -> None:
    expected = read(tea, "".join(PARTS), strict_order=True)
    assert [step.boil for step in expected.choices] == [1, None, 3]
    assert len(expected.any_elements) == 1
    for parts in itertools.permutations(PARTS):
        assert read(tea, "".join(parts)) == expected
        if parts != PARTS:
            with pytest.raises(tea.ProtocolError, match=r"expected .*, found the elem"):
                read(tea, "".join(parts), strict_order=True)


@pytest.mark.parametrize("name", ["new", "t:new", "o:new"])
def test_what_nobody_knows_stands_anywhere(tea: Any, name: str) -> None:
    """Between the elements of a group, too; what a wildcard takes is kept."""
    expected = read(tea, "".join(PARTS[:4]))
    new = f'<{name} xmlns:o="urn:other"/>'
    elements = "".join(PARTS[:4]).replace("><", ">\n<").split("\n")
    for place in range(len(elements) + 1):
        report = tea.DriftReport()
        found = read(
            tea,
            "".join([*elements[:place], new, *elements[place:]]),
            on_drift=report,
        )
        kept = found.any_elements
        assert (len(kept), len(report)) == ((1, 0) if name == "o:new" else (0, 1))
        found.any_elements = []
        assert found == expected


@pytest.mark.parametrize(
    ("pot", "path", "expected"),
    [
        ("<sip>1</sip>" * 3, "sip[3]", "any of ##other"),
        ("<milk>1</milk><lemon>1</lemon>", "lemon", "sip or any of ##other"),
        (
            "<into>cup</into>",
            "into",
            "boil, pour, spice, milk, lemon, sip or any of ##other",
        ),
        ('<o:cup xmlns:o="urn:other"/>' * 3, "cup[3]", "the end"),
    ],
)
def test_what_has_no_place_left(tea: Any, pot: str, path: str, expected: str) -> None:
    with pytest.raises(tea.ProtocolError) as caught:
        read(tea, f"<leaf>Assam</leaf>{pot}")
    assert caught.value.path == f"/Envelope/Body/ask/pot/{path}"
    name = path.partition("[")[0]
    assert caught.value.reason == f"expected {expected}, found the element {name}"


@pytest.mark.parametrize(
    ("turn", "path"), [("<boil/>", "boil"), ("<pour/><into>cup</into>", "pour")]
)
def test_an_empty_number_is_no_turn(tea: Any, turn: str, path: str) -> None:
    """It would count as absent, and leave a turn with nothing in it."""
    with pytest.raises(tea.ProtocolError) as caught:
        read(tea, f"<leaf>Assam</leaf>{turn}")
    assert caught.value.path == f"/Envelope/Body/ask/pot/{path}"
    assert caught.value.reason == "expected xs:int, found ''"
    assert read(tea, "<leaf>Assam</leaf><milk/>").milk is None
    (group,) = read(tea, "<leaf>Assam</leaf><spice>ginger</spice><grams/>").groups
    assert (group.spice, group.grams) == ("ginger", None)


def test_a_name_that_has_two_places_stands_in_order(tea: Any) -> None:
    """Which of them it has is for the order to tell."""
    read_request = tea.OPERATIONS["ask"].decode_request
    right = "<stir>1</stir><wait>2</wait><stir>3</stir>"
    content = ENVELOPE.format(f"<twice>{right}</twice>").encode()
    found, _ = read_request(content)
    assert (found.twice.stir, found.twice.wait, found.twice.stir_2) == (1, 2, 3)
    wrong = "<wait>2</wait><stir>1</stir><stir>3</stir>"
    with pytest.raises(tea.ProtocolError, match="expected stir, found the element w"):
        read_request(ENVELOPE.format(f"<twice>{wrong}</twice>").encode())
