"""Arrays of several dimensions, and of arrays (SOAP 1.1, 5.4.2), by its examples."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from .packages import imported
from .test_encoded import ENC, answer

SERVICE = Path(__file__).parent / "golden" / "rpc-encoded-arrays" / "service.wsdl"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(SERVICE, tmp_path_factory.mktemp("dimensions") / "many_tea") as made:
        yield made


def grid(says: str, *texts: object, more: str = "") -> str:
    items = "".join(f"<item>{text}</item>" for text in texts)
    return f'<grid xsi:type="e:Array" e:arrayType="x:int[{says}]" {more}>{items}</grid>'


def test_the_last_index_runs_fastest(tea: Any) -> None:
    assert answer(tea, grid("2,3", 1, 2, 3, 4, 5, 6)).grid == [[1, 2, 3], [4, 5, 6]]
    assert answer(tea, grid("0,3")).grid == []
    items = "".join(f"<i>{n}</i>" for n in range(12))
    cube = f'<cube e:arrayType="x:string[2,3,2]">{items}</cube>'
    assert answer(tea, cube).cube == [
        [["0", "1"], ["2", "3"], ["4", "5"]],
        [["6", "7"], ["8", "9"], ["10", "11"]],
    ]


def test_positions_and_offsets_have_an_index_a_dimension(tea: Any) -> None:
    sparse = (
        '<grid e:arrayType="x:int[3,2]"><a e:position="[0,1]">1</a>'
        '<a e:position="[2,0]">2</a></grid>'
    )
    assert answer(tea, sparse).grid == [[None, 1], [None, None], [2, None]]
    body = grid("2,2", 7, 8, more='e:offset="[0,1]"')
    assert answer(tea, body).grid == [[None, 7], [8, None]]


def test_arrays_of_arrays_are_elements_or_references(tea: Any) -> None:
    """The example of SOAP 1.1, 5.4.2: the arrays stand by themselves, or inside."""
    leaf = "<item><name>{}</name></item>"
    body = (
        '<lists e:arrayType="q:Leaf[][2]"><item href="#a"/>'
        f'<item e:arrayType="q:Leaf[1]">{leaf.format("c")}</item></lists>'
    )
    behind = (
        '<m id="a" xsi:type="e:Array" e:arrayType="q:Leaf[2]">'
        f'{leaf.format("a")}{leaf.format("b")}</m>'
    )
    found = answer(tea, body, behind).lists
    assert [[leaf.name for leaf in each] for each in found] == [["a", "b"], ["c"]]
    body = (
        '<grids e:arrayType="x:int[,][2]"><i e:arrayType="x:int[1,2]"><i>1</i><i>2</i>'
        '</i><i e:arrayType="x:int[2,1]"><i>3</i><i>4</i></i></grids>'
    )
    assert answer(tea, body).grids == [[[1, 2]], [[3], [4]]]


def test_what_is_written_says_its_dimensions_and_reads_back(tea: Any) -> None:
    types = importlib.import_module("many_tea.types")
    leaf = types.Leaf(name="a")
    value = types.BrewResponse(
        grid=[[1, 2, 3], [4, None, 6]],
        lists=[[leaf], [], [leaf, leaf]],
        cube=[[["a", "b"]]],
        grids=[[[1, 2]], [[3], [4]]],
    )
    content = tea.OPERATIONS["brew"].encode_response(value)
    found = {
        child.tag: (child.get(f"{ENC}arrayType") or "").partition(":")[2]
        for child in etree.fromstring(content)[0][0]
    }
    assert found == {
        "grid": "int[2,3]",
        "lists": "Leaf[][3]",
        "cube": "string[1,1,2]",
        "grids": "int[,][2]",
    }
    assert tea.OPERATIONS["brew"].decode_response(content) == value


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([[1, 2], [3]], "same length"), ([[1], None], "a value is required")],
)
def test_rows_must_be_alike(tea: Any, rows: list[Any], reason: str) -> None:
    types = importlib.import_module("many_tea.types")
    with pytest.raises(tea.MessageError, match=reason) as caught:
        tea.OPERATIONS["brew"].encode_request(types.Brew(grid=rows, lists=[]))
    assert caught.value.path.startswith("/Envelope/Body/brew/grid")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (grid("2,2", 1, 2, 3, 4, 5), "more items than it says"),
        (grid("1000,1001"), "too large"),
        (grid("9999999,9999999"), "too large"),
        (grid(",".join("1" * 17)), "too many dimensions"),
        (grid("6", 1, 2, 3, 4, 5, 6), "found text"),
        (grid("2,2", 1, more='e:offset="[2,0]"'), "not possible"),
        (grid("2,2", 1, more='e:offset="[0,0,1]"'), "not possible"),
        (grid("2,2", 1, more='e:offset="[9]"'), "more items than it says"),
    ],
)
def test_what_is_not_possible(tea: Any, body: str, reason: str) -> None:
    with pytest.raises(tea.ProtocolError, match=reason) as caught:
        answer(tea, body)
    assert caught.value.path.startswith("/Envelope/Body/brewResponse/")


def test_the_positions_of_all_arrays_are_counted_together(tea: Any) -> None:
    few, many = '<m e:offset="[500]"/>', '<m e:offset="[999600]"/>'
    assert len(answer(tea, f"<lists>{few * 3}</lists>").lists) == 3
    with pytest.raises(tea.ProtocolError, match="too large"):
        answer(tea, f"<lists>{few}{many}</lists>")


def test_a_type_without_brackets_is_that_of_the_items(tmp_path: Path) -> None:
    """As PHP and zeep have it; Axis makes a class of it that is none."""
    text = SERVICE.read_text().replace('"t:Leaf[][]"', '" t:Leaf "')
    text = text.replace('"xs:int[,]"', '"xs:int"')
    (tmp_path / "tea.wsdl").write_text(text)
    with imported(tmp_path / "tea.wsdl", tmp_path / "bare_tea") as tea:
        types = importlib.import_module("bare_tea.types")
        body = (
            '<grid><a>1</a><a xsi:nil="1"/></grid><lists><l><name>c</name></l></lists>'
        )
        read = answer(tea, body)
        assert read.grid == [1, None]
        assert read.lists == [types.Leaf(name="c")]
        content = tea.OPERATIONS["brew"].encode_response(read)
        assert b'arrayType="xsd:int[2]"' in content
        assert tea.OPERATIONS["brew"].decode_response(content) == read
