"""Default and fixed values, as lxml's schema validation has them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from . import packages
from .packages import imported

SERVICE = Path(__file__).parent / "golden" / "defaults" / "service.wsdl"
SCOPE = 'xmlns:t="urn:tea" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
AT = "/Envelope/Body/brewResponse"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(
        SERVICE, tmp_path_factory.mktemp("defaults") / "defaults_tea"
    ) as made:
        yield made


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return packages.schema(SERVICE)


def body(inside: str, attributes: str = "") -> str:
    return f"<t:brewResponse {SCOPE} {attributes}>{inside}</t:brewResponse>"


def read(tea: Any, text: str) -> Any:
    content = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{text}</s:Body></s:Envelope>'
    return tea.OPERATIONS["brew"].decode_response(content.encode())


INSIDE = [
    f"<{name}>{text}</{name}>"
    for name, texts in {
        "ds": ["", "y", " "],
        "di": ["", "7", " ", "x", "8", "<b/>"],
        "dn": ["", "7"],
        "fs": ["", "y", "z", " y"],
        "fi": ["", "5", "6"],
        "ff": ["", "1.0", "2"],
        "dc": ["", "red", " red ", "green"],
        "fc": ["", "red", "blue"],
        "dl": ["", "3 4", "x"],
        "fl": ["", "1 2", "2 1"],
        "dd": ["", "2024-02-30", "2025-01-01"],
        "fb": ["", "true", "0"],
        "sc": ["", "8", "x"],
    }.items()
    for text in texts
] + [
    '<di xsi:nil="true"/>',
    '<dn xsi:nil="true"/>',
    '<dn xsi:nil="true">7</dn>',
    '<fi xsi:nil="1"/>',
    "<dr/><dr>4</dr>",
    '<sc ai="">1</sc>',
    '<sc ai="5">1</sc>',
    '<sc af="4">1</sc>',
    '<sc af="04">1</sc>',
    '<sc af="5"/>',
    '<sc as=" a  b ">1</sc>',
    '<sc as="a c">1</sc>',
    '<sc ac=" red ">1</sc>',
    '<sc ac="blue">1</sc>',
    '<sf u="">9</sf>',
    '<sf u=""/>',
    '<sf u="">8</sf>',
    "<sf/>",
]


@pytest.mark.parametrize(
    ("inside", "attributes"),
    [(inside, "") for inside in INSIDE]
    + [("", f'rf="{text}"') for text in ("z", "y", " z", "")]
    + [("", f'rd="{text}"') for text in ("2", "3", "", "x")],
)
def test_the_oracle_agrees(
    tea: Any, schema: etree.XMLSchema, inside: str, attributes: str
) -> None:
    text = body(inside, attributes)
    if schema.validate(etree.fromstring(text)):
        read(tea, text)
    else:
        with pytest.raises(tea.ProtocolError) as caught:
            read(tea, text)
        assert caught.value.path.startswith(f"{AT}/")


@pytest.mark.parametrize(
    "text",
    [
        *("<fi>05</fi>", "<fi>+5</fi>", "<fi> 5 </fi>", "<ff>1</ff>", "<ff>1.00</ff>"),
        *("<fc> red </fc>", "<fl>01  2</fl>", "<fb>1</fb>", '<sf u="">09</sf>'),
    ],
)
def test_a_fixed_value_is_compared_as_a_value(tea: Any, text: str) -> None:
    """XML Schema Part 1, 3.3.4, Element Locally Valid, 5.2.2; libxml2 takes texts."""
    read(tea, body(text))


def test_an_empty_element_reads_as_its_value(tea: Any) -> None:
    inside = "<ds/><di/><dn/><fs/><fi/><ff/><dc/><fc/><dl/><fl/><dd/><fb/><dr/><dr/>"
    found = read(tea, body(f'{inside}<sc/><sf u=""/>'))
    assert (found.ds, found.di, found.dn, found.fs, found.fi) == ("x", 7, 7, "y", 5)
    assert (str(found.ff), found.dl, found.fl, found.fb) == (
        "1.0",
        [1, 2],
        [1, 2],
        True,
    )
    assert (found.dc.value, found.fc.value, str(found.dd)) == (
        "blue",
        "red",
        "2024-01-01",
    )
    assert (found.dr, found.sc.value, found.sf.value) == ([3, 3], 9, 9)
    absent = read(tea, body(""))
    assert absent.di is None
    assert absent.fi is None
    assert absent.sc is None


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("fs", "z", "fs"),
        ("fi", 6, "fi"),
        ("fl", [2, 1], "fl"),
        ("rf", "y", "@rf"),
    ],
)
def test_another_than_the_fixed_value_is_not_written(
    tea: Any, field: str, value: object, place: str
) -> None:
    types = importlib.import_module("defaults_tea.types")
    with pytest.raises(tea.MessageError) as caught:
        tea.OPERATIONS["brew"].encode_response(types.BrewResponse(**{field: value}))
    assert caught.value.path == f"{AT}/{place}"
    assert "fixed" in caught.value.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [("ff", Decimal(1)), ("ff", Decimal("1.00")), ("fb", True), ("fl", [1, 2])],
)
def test_a_fixed_value_is_written_as_the_schema_has_it(
    tea: Any, schema: etree.XMLSchema, field: str, value: object
) -> None:
    """libxml2, and who uses it, compares the texts."""
    types = importlib.import_module("defaults_tea.types")
    encode = tea.OPERATIONS["brew"].encode_response
    content = encode(types.BrewResponse(**{field: value}))
    schema.assertValid(deepcopy(etree.fromstring(content)[0][0]))


def test_a_text_with_attributes_is_not_written_with_another_value(tea: Any) -> None:
    types = importlib.import_module("defaults_tea.types")
    encode = tea.OPERATIONS["brew"].encode_response
    encode(types.BrewResponse(sf=types.BrewResponseSf(value=9, u="")))
    with pytest.raises(tea.MessageError) as caught:
        encode(types.BrewResponse(sf=types.BrewResponseSf(value=8, u="")))
    assert caught.value.path == f"{AT}/sf"
    with pytest.raises(tea.MessageError, match="BrewResponseSf"):
        encode(types.BrewResponse(sf=8))


@pytest.mark.parametrize("text", ["7", "", "8", "x"])
def test_the_root_of_a_message_is_fixed_too(
    tea: Any, schema: etree.XMLSchema, text: str
) -> None:
    types = importlib.import_module(f"{tea.__name__}.types")
    brew = tea.OPERATIONS["brew"]
    inside = f'<t:brew xmlns:t="urn:tea">{text}</t:brew>'
    content = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{inside}</s:Body></s:Envelope>'
    if schema.validate(etree.fromstring(inside)):
        assert brew.decode_request(content.encode())[0] == types.Brew(value=7)
    else:
        with pytest.raises(tea.ProtocolError, match="/Envelope/Body/brew: "):
            brew.decode_request(content.encode())
    with pytest.raises(tea.MessageError, match="fixed to '7'"):
        brew.encode_request(types.Brew(value=8))


def test_a_fixed_text_beside_attributes_is_written_as_the_schema_has_it(
    tmp_path: Path,
) -> None:
    text = SERVICE.read_text().replace('name="sf" minOccurs="0" fixed="9"', "{}")
    assert "{}" in text
    named = 'name="sf" minOccurs="0" maxOccurs="2" fixed="09"'
    (tmp_path / "tea.wsdl").write_text(text.replace("{}", named))
    with imported(tmp_path / "tea.wsdl", tmp_path / "spelt_tea") as made:
        operation = made.OPERATIONS["brew"]
        types = importlib.import_module("spelt_tea.types")
        values = [types.BrewResponseSf(value=9, u=u) for u in ("a>b", '"/>')]
        answer = types.BrewResponse(sf=values)
        content = operation.encode_response(answer)
        assert content.count(b">09</sf>") == 2
        assert operation.decode_response(content) == answer
        node = etree.fromstring(content)[0][0]
        packages.schema(tmp_path / "tea.wsdl").assertValid(node)
