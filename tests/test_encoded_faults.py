"""Faults in SOAP's encoding: what tells them is their type, not their element."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .packages import imported

SERVICE = Path(__file__).parent / "golden" / "encoded-faults" / "service.wsdl"
HEAD = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
    "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>ho</faultstring>"
)
AXIS = '<a:stackTrace xmlns:a="http://xml.apache.org/axis/">at Tea</a:stackTrace>'
SCALD = '<tea.Scald xmlns:n="urn:tea" i:type="n:Scald"><degrees>5</degrees></tea.Scald>'


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("faults")
    with imported(SERVICE, folder / "faulty_tea") as made:
        yield made


def fault(tea: Any, detail: str, behind: str = "", **options: Any) -> Any:
    content = f"{HEAD}<detail>{detail}</detail></s:Fault>{behind}</s:Body></s:Envelope>"
    with pytest.raises(tea.SoapFault) as caught:
        tea.OPERATIONS["brew"].decode_response(content.encode(), 500, **options)
    return caught.value


def test_an_element_may_be_called_anything(tea: Any) -> None:
    """Axis calls it after the class in Java."""
    types = importlib.import_module("faulty_tea.types")
    found = fault(tea, SCALD + AXIS)
    assert type(found) is tea.ScaldFault
    assert found.value == types.Scald(degrees=5)
    assert "<tea.Scald" in found.detail
    drought = '<x xmlns:n="urn:tea" i:type="n:Drought"><cups>0</cups></x>'
    found = fault(tea, AXIS + drought)
    assert type(found) is tea.DroughtFault
    assert found.value == types.Drought(cups=0)


def test_a_type_that_extends_declared_ones_is_the_nearest_of_them(tea: Any) -> None:
    types = importlib.import_module("faulty_tea.types")
    burn = "<degrees>5</degrees><minutes>3</minutes>"
    found = fault(tea, f'<x xmlns:n="urn:tea" i:type="n:Burn">{burn}</x>')
    assert type(found) is tea.BurnFault
    assert found.value == types.Burn(degrees=5, minutes=3)
    blister = f'<x xmlns:n="urn:tea" i:type="n:Blister">{burn}<days>2</days></x>'
    found = fault(tea, blister)
    assert type(found) is tea.BurnFault
    assert found.value == types.Blister(degrees=5, minutes=3, days=2)
    # Called as a declared one that its type extends it is that.
    scope = 'xmlns:c="urn:tea:calls" xmlns:n="urn:tea"'
    found = fault(tea, f'<c:fault {scope} i:type="n:Burn">{burn}</c:fault>')
    assert type(found) is tea.ScaldFault
    assert found.value == types.Burn(degrees=5, minutes=3)


def test_a_reference_to_what_stands_behind_the_fault(tea: Any) -> None:
    types = importlib.import_module("faulty_tea.types")
    behind = (
        '<multiRef id="id0" xmlns:n="urn:tea" i:type="n:Burn"><degrees href="#id1"/>'
        '<minutes>3</minutes></multiRef><multiRef id="id1">5</multiRef>'
    )
    found = fault(tea, f'<fault href="#id0"/>{AXIS}', behind)
    assert type(found) is tea.BurnFault
    assert found.value == types.Burn(degrees=5, minutes=3)


def test_without_a_type_the_name_tells(tea: Any) -> None:
    named = '<c:fault xmlns:c="urn:tea:calls"><degrees>5</degrees></c:fault>'
    assert type(fault(tea, named)) is tea.ScaldFault
    riddle = '<c:riddle xmlns:c="urn:tea:calls">why</c:riddle>'
    found = fault(tea, riddle)
    assert (type(found), found.value.value) == (tea.RiddleFault, "why")


@pytest.mark.parametrize(
    "detail",
    [
        AXIS,
        '<x i:type="n:Scald"><degrees>5</degrees></x>',
        '<x xmlns:n="urn:other" i:type="n:Scald"><degrees>5</degrees></x>',
        '<x i:type="Scald"><degrees>5</degrees></x>',
        '<x i:type=""/>',
        '<x href="#nowhere"/>',
    ],
)
def test_what_is_no_declared_fault(tea: Any, detail: str) -> None:
    found = fault(tea, detail)
    assert (type(found), found.value, found.string) == (tea.SoapFault, None, "ho")


def test_what_is_in_the_detail_besides_is_told(tea: Any) -> None:
    report = tea.DriftReport()
    fault(tea, SCALD + AXIS, on_drift=report)
    assert [drift.name for drift in report] == [
        "{http://xml.apache.org/axis/}stackTrace"
    ]
