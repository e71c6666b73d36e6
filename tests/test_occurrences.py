"""How often an element stands: what is written and read is what lxml takes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from . import packages
from .packages import imported

WSDL = Path(__file__).parent / "golden" / "occurrences" / "service.wsdl"
COUNTS = (0, 1, 2, 3, 4)
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:{0} xmlns:t="urn:tea">{1}</t:{0}></e:Body></e:Envelope>'
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("occurrences") / "often_tea") as made:
        yield made


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return packages.schema(WSDL)


def takes(schema: etree.XMLSchema, content: bytes) -> bool:
    """Whether what is in the body is as the schema has it."""
    found = etree.fromstring(content).find(".//{urn:tea}*")
    assert found is not None
    return schema.validate(found)


def values(tea: Any, field: str, count: int) -> Any:
    """A value of a field of `brew` with so many elements."""
    types = importlib.import_module("often_tea.types")
    if field == "pair":
        return types.Pair(cup=[1] * count)
    if field == "fusion":
        return types.Fusion(cup=[1] * count)
    if field == "tasting":
        turns = [types.TastingChoice(sip=1), types.TastingChoice(sniff=2)] * 2
        return types.Tasting(choices=turns[:count])
    if field == "notes":
        return types.Notes(choices=[types.NotesChoice(word="w")] * count)
    return [1] * count


def inside(field: str, count: int) -> str:
    """The same as XML."""
    turns = ["<sip>1</sip>", "<sniff>2</sniff>"] * 2
    texts = {"tasting": turns, "notes": ["<word>w</word>"] * 4}
    items = texts.get(field, ["<cup>1</cup>"] * 4)[:count]
    return f"<{field}>{''.join(items)}</{field}>"


FIELDS = ("pair", "tasting", "notes", "fusion", "cups")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("count", COUNTS)
def test_as_often_as_the_schema_allows(
    tea: Any, schema: etree.XMLSchema, field: str, count: int
) -> None:
    operation = tea.OPERATIONS["brew"]
    types = importlib.import_module("often_tea.types")
    content = ENVELOPE.format("brew", inside(field, count)).encode()
    message = types.Brew(**{field: values(tea, field, count)})
    if takes(schema, content):
        assert operation.decode_request(content)[0] == message
        assert takes(schema, operation.encode_request(message))
        return
    with pytest.raises(tea.ProtocolError) as read:
        operation.decode_request(content)
    with pytest.raises(tea.MessageError) as written:
        operation.encode_request(message)
    assert read.value.path.startswith(f"/Envelope/Body/brew/{field}")
    assert written.value.path.startswith(f"/Envelope/Body/brew/{field}")


@pytest.mark.parametrize("count", COUNTS)
def test_so_does_an_answer(tea: Any, schema: etree.XMLSchema, count: int) -> None:
    operation = tea.OPERATIONS["brew"]
    content = ENVELOPE.format("brewed", "<leaf>x</leaf>" * count).encode()
    if takes(schema, content):
        assert operation.decode_response(content).leaf == ["x"] * count
        return
    with pytest.raises(tea.ProtocolError, match="leaf"):
        operation.decode_response(content)


@pytest.mark.parametrize("nils", ["", "record"])
def test_an_element_that_is_nil_is_chosen_whatever_others_are_called(
    tmp_path: Path, nils: str
) -> None:
    wsdl = WSDL.parent.parent / "choice" / "service.wsdl"
    xsi = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
    inside = f"<record {xsi}/>" if nils else "<value>x</value>"
    content = ENVELOPE.format("brewResponse", inside).encode()
    with imported(wsdl, tmp_path / f"chosen_tea{len(nils)}") as made:
        read = made.OPERATIONS["brew"].decode_response(content)
        assert (read.record, read.value) == (None, None if nils else "x")
