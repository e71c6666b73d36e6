"""Messages that declare thousands of prefixes: read in time, and read the same."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from .packages import imported

GOLDEN = Path(__file__).parent / "golden"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MANY = 3_000


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("scopes")
    with imported(
        GOLDEN / "nil-messages" / "service.wsdl", folder / "scope_tea"
    ) as tea:
        yield tea


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, shapes: Any) -> list[int]:
    """How many prefixes lxml was asked for all of, at each element that it was."""
    reading = importlib.import_module("scope_tea._runtime.reading")
    asked: list[int] = []

    class Watched(etree.ElementBase):
        @property
        def nsmap(self) -> Any:
            found = etree._Element.nsmap.__get__(self)
            asked.append(len(found))
            return found

    class Parser(etree.XMLParser):
        def __init__(self, **given: Any) -> None:
            super().__init__(**given)
            self.set_element_class_lookup(
                etree.ElementDefaultClassLookup(element=Watched)
            )

    class Module:
        XMLParser = Parser

        def __getattr__(self, name: str) -> Any:
            return getattr(etree, name)

    monkeypatch.setattr(reading, "_etree", Module())
    return asked


def message(many: int, inside: str) -> bytes:
    spaces = "".join(f' xmlns:p{n}="urn:p:{n}"' for n in range(many))
    return (
        f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"{spaces}>'
        f'<e:Body><t:brew xmlns:t="urn:tea" xmlns:i="{XSI}">{inside}</t:brew></e:Body>'
        "</e:Envelope>"
    ).encode()


def cup(name: str, more: str = "") -> str:
    inside = "<size>1</size><saucer>true</saucer>"
    return f'<{name} i:type="u:Cup" xmlns:u="urn:tea"{more}>{inside}</{name}>'


def test_all_prefixes_are_asked_for_once(shapes: Any, looked: list[int]) -> None:
    types = importlib.import_module("scope_tea.types")
    content = message(MANY, cup("vessel") + cup("spare") * 500)
    read = shapes.OPERATIONS["brew"].decode_request(content)[0]
    assert read.spare == [types.Cup(size=1, saucer=True)] * 500
    assert len(looked) == 1 and looked[0] > MANY


@pytest.mark.parametrize("many", [0, MANY])
def test_a_prefix_is_what_stands_nearest(shapes: Any, many: int) -> None:
    types = importlib.import_module("scope_tea.types")

    def spare(attributes: str) -> Any:
        inside = "<size>1</size><saucer>true</saucer>"
        text = f"{cup('vessel')}<spare{attributes}>{inside}</spare>"
        content = message(many, text)
        return shapes.OPERATIONS["brew"].decode_request(content)[0].spare

    fine = [types.Cup(size=1, saucer=True)]
    assert spare(' i:type="t:Cup"') == fine
    assert spare(' xmlns:p1="urn:tea" i:type="p1:Cup"') == fine
    for wrong in ("p1:Cup", "Cup", "none:Cup"):
        with pytest.raises(shapes.ProtocolError, match="xsi:type"):
            spare(f' i:type="{wrong}"')
    with pytest.raises(shapes.ProtocolError, match="xsi:type"):
        spare(' xmlns:t="urn:other" i:type="t:Cup"')


def test_what_stands_in_scope_is_what_lxml_has(shapes: Any) -> None:
    scopes = importlib.import_module("scope_tea._runtime.scopes")
    root = etree.fromstring(
        '<a xmlns="urn:0" xmlns:p="urn:1"><b xmlns:p="urn:2" xmlns:q="urn:3">'
        '<c xmlns="urn:4"><d/></c></b><e/></a>'
    )
    known = scopes.Scopes()
    for node in root.iter():
        assert dict(scopes.Standing(node, known)) == node.nsmap
        assert len(scopes.Standing(node, known)) == len(node.nsmap)


def test_only_so_many_elements_are_remembered(
    shapes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes = importlib.import_module("scope_tea._runtime.scopes")
    monkeypatch.setattr(scopes, "_KEPT", 3)
    known = scopes.Scopes()
    node = root = etree.Element("a", nsmap={"p": "urn:1"})
    for _ in range(10):
        node = etree.SubElement(node, "b")
        assert scopes.Standing(node, known)["p"] == "urn:1"
        assert len(known._known) <= 3
    assert root.nsmap == {"p": "urn:1"}


def test_qualified_names_are_read_so_too(tmp_path: Path) -> None:
    wsdl = GOLDEN / "qualified-names" / "service.wsdl"
    with imported(wsdl, tmp_path / "named_tea") as tea:
        names = importlib.import_module("named_tea._runtime.qnames")
        reading = importlib.import_module("named_tea._runtime.reading")
        content = message(MANY, '<x xmlns:q="urn:q">q:a p7:b</x>')
        node = etree.fromstring(content)[0][0][0]
        reader = reading.Reader()
        for _ in range(2):  # first as lxml says it, then by what is declared
            read = names.at(node, reader, names.read_qname)
            assert read("q:a") == names.QName("urn:q", "a")
            assert read("p7:b") == names.QName("urn:p:7", "b")
            assert read("none") == names.QName("", "none")
            assert read("xml:lang").namespace.endswith("XML/1998/namespace")
            with pytest.raises(ValueError, match="not declared"):
                read("never:a")
        assert tea.OPERATIONS
