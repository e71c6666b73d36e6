"""What a restriction makes of the attributes of its base (XML Schema Part 1, 3.4.2)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .packages import imported

WSDL = Path(__file__).parent / "golden" / "restriction" / "service.wsdl"
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<t:brewResponse xmlns:t="urn:tea"><tea {}><name>Assam</name><sugar>1</sugar></tea>'
    "</t:brewResponse></e:Body></e:Envelope>"
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("restriction") / "less_tea") as made:
        yield made


def test_an_attribute_that_a_restriction_demands(tea: Any) -> None:
    types = importlib.import_module("less_tea.types")
    encode = tea.OPERATIONS["brew"].encode_response
    black = types.BlackTea(name="Assam", sugar=[1], origin="Assam")
    assert b'origin="Assam"' in encode(types.BrewResponse(tea=black))
    with pytest.raises(tea.MessageError) as caught:
        encode(types.BrewResponse(tea=types.BlackTea(name="Assam", sugar=[1])))
    assert caught.value.path == "/Envelope/Body/brewResponse/tea/@origin"
    with pytest.raises(tea.ProtocolError) as read:
        tea.OPERATIONS["brew"].decode_response(ENVELOPE.format("").encode())
    assert read.value.path.startswith("/Envelope/Body/brewResponse/tea")


def test_an_attribute_that_a_restriction_prohibits(tea: Any) -> None:
    types = importlib.import_module("less_tea.types")
    black = types.BlackTea(name="Assam", sugar=[1], origin="Assam", price=3)
    with pytest.raises(tea.MessageError, match="does not allow price"):
        tea.OPERATIONS["brew"].encode_response(types.BrewResponse(tea=black))
    report = tea.DriftReport()
    content = ENVELOPE.format('origin="Assam" price="3"').encode()
    found = tea.OPERATIONS["brew"].decode_response(content, on_drift=report)
    assert found.tea.price is None
    assert "price" in str(report)
