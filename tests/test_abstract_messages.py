"""Messages whose types others extend: given and returned as they are."""

from __future__ import annotations

import asyncio
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from .packages import imported

WSDL = Path(__file__).parent / "golden" / "nil-messages" / "service.wsdl"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A service that is asked with some vessel, and answers with one."""
    text = WSDL.read_text().replace(
        '"chosen" type="xs:string" nillable="true"', '"chosen" type="t:Vessel"'
    )
    text = text.replace('"pick" type="t:Leaf" nillable="true"', '"pick" type="t:Cup"')
    folder = tmp_path_factory.mktemp("abstract")
    (folder / "tea.wsdl").write_text(text)
    with imported(folder / "tea.wsdl", folder / "abstract_tea") as made:
        yield made


def test_a_request_of_an_abstract_type_is_given_as_a_whole(tea: Any) -> None:
    types = importlib.import_module("abstract_tea.types")
    aio = importlib.import_module("abstract_tea.aio")
    operation = tea.OPERATIONS["choose"]
    cup = types.Cup(size=2, saucer=True)

    def answer(request: httpx.Request) -> httpx.Response:
        asked, _ = operation.decode_request(request.content)
        return httpx.Response(200, content=operation.encode_response(asked))

    transport = httpx.MockTransport(answer)
    with httpx.Client(transport=transport) as http:
        client = tea.Client("https://example.com/", http=http)
        assert tea.choose(client, message=cup) == cup
        pot = types.Pot(size=1, lid="x")
        assert tea.choose(client, message=pot) == pot
        with pytest.raises(tea.MessageError, match="expected one of Pot, Cup"):
            tea.choose(client, message=types.Vessel(size=1))

    async def same() -> Any:
        async with httpx.AsyncClient(transport=transport) as http:
            client = tea.AsyncClient("https://example.com/", http=http)
            return await aio.choose(client, message=cup)

    assert asyncio.run(same()) == cup


def test_what_it_takes_is_said(tea: Any) -> None:
    assert list(inspect.signature(tea.choose).parameters) == ["client", "message"]
    documentation = inspect.getdoc(tea.choose) or ""
    assert "message: What stands in the body: `Pot` or `Cup`." in documentation


def test_one_of_a_type_that_extends_it_is_made_from_its_fields(tea: Any) -> None:
    parameters = list(inspect.signature(tea.pick).parameters)
    assert parameters == ["client", "size", "saucer"]


def test_an_answer_whose_type_others_extend_loses_nothing(tmp_path: Path) -> None:
    text = WSDL.read_text().replace(
        '"chosen" type="xs:string" nillable="true"', '"chosen" type="t:Vessel"'
    )
    text = text.replace(' abstract="true"', "")
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "extended_tea") as made:
        types = importlib.import_module("extended_tea.types")
        pot = types.Pot(size=1, lid="x")
        content = made.OPERATIONS["choose"].encode_response(pot)
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=content))
        with httpx.Client(transport=transport) as http:
            client = made.Client("https://example.com/", http=http)
            assert made.choose(client, size=1) == pot


def test_one_that_nothing_extends_says_so(tmp_path: Path) -> None:
    text = WSDL.read_text().replace('name="Cup"', 'name="Cup" abstract="true"')
    text = text.replace('name="Pot"', 'name="Pot" abstract="true"')
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "never_tea") as made:
        documentation = inspect.getdoc(made.choose) or ""
        assert "message: What stands in the body: nothing can." in documentation
