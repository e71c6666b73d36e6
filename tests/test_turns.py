"""Groups that repeat: what is read as turns, and written, is what lxml takes."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from . import packages
from .packages import imported

WSDL = Path(__file__).parent / "golden" / "turns" / "service.wsdl"
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:brew xmlns:t="urn:tea">{0}</t:brew></e:Body></e:Envelope>'
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("turns") / "turning_tea") as made:
        yield made


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return packages.schema(WSDL)


def takes(schema: etree.XMLSchema, content: bytes) -> bool:
    """Whether what is in the body is as the schema has it."""
    found = etree.fromstring(content).find(".//{urn:tea}brew")
    assert found is not None
    return schema.validate(found)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("rounds", ("cup", "stir")),
        ("refills", ("cup", "stir")),
        ("orders", ("cup", "stir")),
        ("courses", ("cup", "stir", "sip")),
        ("flights", ("cup",)),
        ("trays", ("cup",)),
    ],
)
def test_every_message_that_the_schema_takes_comes_back(
    tea: Any, schema: etree.XMLSchema, field: str, names: tuple[str, ...]
) -> None:
    operation = tea.OPERATIONS["brew"]
    taken = 0
    for count in range(10 if len(names) == 1 else 7):
        for each in itertools.product(names, repeat=count):
            texts = [f"<{name}>{n}</{name}>" for n, name in enumerate(each)]
            inner = f"<{field}>{''.join(texts)}</{field}>"
            content = ENVELOPE.format(inner).encode()
            if takes(schema, content):
                taken += 1
                value = operation.decode_request(content)[0]
                assert inner.encode() in operation.encode_request(value)
                continue
            with pytest.raises(tea.ProtocolError) as caught:
                operation.decode_request(content)
            assert caught.value.path.startswith(f"/Envelope/Body/brew/{field}")
    assert taken > 3


def test_fewest_turns_with_the_longest_first(tea: Any) -> None:
    types = importlib.import_module("turning_tea.types")
    cups = "<cup>1</cup><cup>2</cup><cup>3</cup>"

    def rounds(inner: str) -> Any:
        content = ENVELOPE.format(f"<rounds>{inner}</rounds>").encode()
        return tea.OPERATIONS["brew"].decode_request(content)[0].rounds.groups

    turn = types.RoundsGroup
    assert rounds(cups) == [turn(cup=[1, 2]), turn(cup=[3])]
    stirred = [turn(cup=[1, 2, 3], stir=0), turn(cup=[1, 2, 3])]
    assert rounds(f"{cups}<stir>0</stir>{cups}") == stirred


def test_what_is_wrong_in_a_turn_is_said(tea: Any) -> None:
    for inner, reason in (
        ("<cup>1</cup>", "cup with stir must stand 2 times at least, found 1"),
        ("<cup>1</cup><cup>x</cup>", "expected xs:int"),
        ("<stir>1</stir>", "expected cup, found the element stir"),
        ("", "the required element cup with stir is missing"),
    ):
        content = ENVELOPE.format(f"<rounds>{inner}</rounds>").encode()
        with pytest.raises(tea.ProtocolError, match=reason):
            tea.OPERATIONS["brew"].decode_request(content)


def test_what_lies_behind_the_turns_is_not_looked_at(
    tea: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else many groups, each of several turns, would take time by their square."""
    inside = importlib.import_module("turning_tea._runtime.turns")
    ordered = importlib.import_module("turning_tea._runtime.ordered")
    expected = importlib.import_module("turning_tea._runtime.expected")
    order = importlib.import_module("turning_tea._runtime.order")
    reading = importlib.import_module("turning_tea._runtime.reading")
    once = expected.in_order(expected.element("a", most=None))
    follower = order.ChildOrder(once)
    looked: list[str] = []
    ahead = ordered.Cursor.ahead

    def watched(cursor: Any) -> Iterator[str]:
        for tag in ahead(cursor):
            looked.append(tag)
            yield tag

    monkeypatch.setattr(ordered.Cursor, "ahead", watched)
    node = etree.fromstring(f"<x>{'<a/><a/>'}{'<b/>' * 1000}</x>")
    places = ordered.ChildPlaces({"a": 0, "b": 1})
    cursor = ordered.Cursor(node, reading.Reader(), places)
    sizes = []
    for _ in inside.turns(cursor, follower, least=2, most=2):
        sizes.append(0)
        while cursor.tag == "a":
            cursor.take()
            sizes[-1] += 1
    assert (sizes, cursor.tag) == ([1, 1], "b")
    assert looked == ["a", "a", "b"]


def test_a_list_that_no_number_of_turns_holds_is_not_written(tea: Any) -> None:
    types = importlib.import_module("turning_tea.types")
    encode = tea.OPERATIONS["brew"].encode_request
    for count in (1, 2, 5):
        with pytest.raises(tea.MessageError, match="in groups of 3 to 4"):
            encode(types.Brew(flights=types.Flights(cup=[1] * count)))
    with pytest.raises(tea.MessageError, match="in groups of 2"):
        encode(types.Brew(trays=[1, 2, 3]))
