"""Any value of any message survives, and is what the schema says; xsdata agrees."""

from __future__ import annotations

import dataclasses
import importlib
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from mktows import NIL, OPERATIONS
from xsdata.codegen.transformer import ResourceTransformer
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.models.config import GeneratorConfig, StructureStyle

from generator import source
from generator.bindings import bind
from generator.model import QName
from generator.naming import Names

from .strategies import Values

WSDL = Path(__file__).parents[1] / "wsdl" / "mktows.wsdl"
XSD = "http://www.w3.org/2001/XMLSchema"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"

MESSAGES = [(name, side) for name in OPERATIONS for side in ("request", "response")]
SETTINGS = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@cache
def inline() -> etree._Element:
    found = etree.parse(str(WSDL)).getroot().find(f".//{{{XSD}}}schema")
    assert found is not None
    return etree.fromstring(etree.tostring(found))


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(inline())


@cache
def values() -> Values:
    names = Names(("MObject", "MObj"))
    elements = [(getattr(OPERATIONS[n], side).name) for n, side in MESSAGES]
    roots = [QName(*e.removeprefix("{").split("}")) for e in elements]
    return Values(bind(source.load(WSDL), names, roots), "mktows")


def strategy(name: str, side: str) -> st.SearchStrategy[Any]:
    element = getattr(OPERATIONS[name], side).name.removeprefix("{").split("}")
    return values().of(values().bindings.elements[QName(*element)], depth=4)


def body(content: bytes) -> etree._Element:
    found = etree.fromstring(content).find(f"{{{SOAP}}}Body/*")
    assert found is not None
    return deepcopy(found)


def turn(name: str, side: str, content: bytes) -> Any:
    operation: Any = OPERATIONS[name]
    if side == "request":
        return operation.decode_request(content, keep_nil=True)[0]
    return operation.decode_response(content, keep_nil=True)


@pytest.mark.parametrize(("name", "side"), MESSAGES)
def test_any_value_survives_and_is_valid(name: str, side: str) -> None:
    operation: Any = OPERATIONS[name]
    encode = getattr(operation, f"encode_{side}")

    @SETTINGS
    @given(strategy(name, side))
    def check(value: Any) -> None:
        content = encode(value)
        schema().assertValid(body(content))
        again = turn(name, side, content)
        assert again == value
        assert encode(again) == content

    check()


@pytest.fixture(scope="session")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """xsdata's own classes for the schema, made without any code of ours."""
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "service.xsd").write_bytes(etree.tostring(inline()))
    config = GeneratorConfig()
    config.output.package = "oracle_types"
    config.output.structure_style = StructureStyle.SINGLE_PACKAGE
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")  # its ruff
        patch.syspath_prepend(str(folder))
        ResourceTransformer(config=config).process([(folder / "service.xsd").as_uri()])
        yield importlib.import_module("oracle_types")
    for loaded in [m for m in sys.modules if m.startswith("oracle_types")]:
        del sys.modules[loaded]


def agree(ours: Any, theirs: Any) -> None:
    """Our value against xsdata's for the same bytes, by the names on the wire."""
    if ours is None or ours is NIL or ours == "":
        # xsdata reads an empty nillable string as None, and a nil one as either.
        assert theirs is None or theirs == ""
    elif isinstance(ours, list):
        items = theirs
        if not isinstance(theirs, list):  # the class of the list's own element
            (only,) = dataclasses.fields(theirs)
            items = getattr(theirs, only.name)
        assert len(ours) == len(items)
        for one, other in zip(ours, items, strict=True):
            agree(one, other)
    elif dataclasses.is_dataclass(ours):
        wire = {
            f.metadata.get("name", f.name): f.name for f in dataclasses.fields(theirs)
        }
        for field in dataclasses.fields(ours):
            name = field.metadata.get("wrapper", field.metadata["name"])
            agree(getattr(ours, field.name), getattr(theirs, wire[name]))
    elif hasattr(ours, "isoformat"):
        assert theirs.to_datetime() == ours
    elif hasattr(theirs, "value"):
        assert theirs.value == ours
    else:
        assert theirs == ours


@pytest.mark.parametrize(("name", "side"), MESSAGES)
def test_xsdata_reads_the_same(name: str, side: str, oracle: Any) -> None:
    operation: Any = OPERATIONS[name]
    local = getattr(operation, side).name.rpartition("}")[2]
    wanted = next(
        c
        for c in vars(oracle).values()
        if isinstance(c, type)
        and getattr(getattr(c, "Meta", None), "name", "") == local
    )

    @settings(SETTINGS, max_examples=5)
    @given(strategy(name, side))
    def check(value: Any) -> None:
        content = etree.tostring(body(getattr(operation, f"encode_{side}")(value)))
        agree(value, XmlParser().from_bytes(content, wanted))

    check()
