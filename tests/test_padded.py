"""Numbers are written with the zeros before them that their patterns want."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.bindings import Facets
from generator.views.padding import wanted

from . import packages
from .packages import imported

WSDL = Path(__file__).parent / "golden" / "leading-zeros" / "service.wsdl"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("zeros") / "padded_tea") as made:
        yield made


def brew(**given: Any) -> Any:
    types = importlib.import_module("padded_tea.types")
    plain: dict[str, Any] = {
        "lot": 7,
        "heat": 5,
        "price": Decimal("1.50"),
        "free": 3,
        "hours": [9],
        "when": 9,
        "only": 7,
        "cup": types.Cup(value=2, lot=1),
    }
    return types.Brew(**{**plain, **given})


def test_a_number_has_the_zeros_that_its_pattern_wants(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    message = brew(pair=[1, 23], heat=-5, hours=[1, 23], lot=12345678901)
    content = operation.encode_request(message, check_facets=True)
    (written,) = etree.fromstring(content)[-1]
    packages.schema(WSDL).assertValid(written)
    assert [each.text for each in written] == [
        "0012345678901",
        "01",
        "23",
        "-005",
        "0001.50",
        "3",
        "01 23",
        "09",
        "07",
        "02",
    ]
    assert written[-1].get("lot") == "0000000001"
    assert operation.decode_request(content)[0] == message


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("pair", [123], "<pair>123</pair>"),
        ("lot", 10**15, f"<lot>{10**15}</lot>"),
        ("price", Decimal("1.5"), "<price>1.5</price>"),
    ],
)
def test_one_that_no_zeros_help_stays_as_it_is(
    tea: Any, field: str, value: Any, text: str
) -> None:
    operation = tea.OPERATIONS["brew"]
    message = brew(**{field: value})
    assert text.encode() in operation.encode_request(message)
    with pytest.raises(tea.MessageError, match=f"{field}.*expected what matches"):
        operation.encode_request(message, check_facets=True)


@pytest.mark.parametrize(
    ("base", "patterns", "size"),
    [
        ("int", [r"\d{10}"], (10, 10)),
        ("int", [r"\d{2}", r"\d{5}"], (2, 5)),
        ("int", [r"\d{2,}"], (2, 3)),
        ("int", [r"\d{2}(\d{2})*"], (2, 3)),
        ("int", [r"\d{2}()*"], (2, 2)),
        ("decimal", [r"\d{2}|\d"], None),
        ("int", [r"\d+"], None),
        ("int", [r"[1-9]\d*"], None),
        ("int", [r"\d{1000}"], None),
        ("int", ["("], None),
        ("string", [r"\d{10}"], None),
        ("float", [r"\d{10}"], None),
        ("", [r"\d{10}"], None),
    ],
)
def test_which_patterns_want_zeros(
    base: str, patterns: list[str], size: tuple[int, int] | None
) -> None:
    found = wanted(Facets(base=base, patterns=(tuple(patterns),)))
    assert (found and found[:2]) == size


def test_patterns_of_several_steps_must_all_fit() -> None:
    steps = ((r"\d{2,9}",), (r"\d{5,}", r"0\d{6}"))
    assert wanted(Facets(base="int", patterns=steps)) == (5, 9, steps)
