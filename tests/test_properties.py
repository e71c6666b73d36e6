"""Any value of any message survives, and is what the schema says; xsdata agrees."""

from __future__ import annotations

import dataclasses
import importlib
import sys
import typing
from copy import deepcopy
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from mktows import NIL, OPERATIONS
from mktows._runtime.lexical import write_date_time
from xsdata.codegen.transformer import ResourceTransformer
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import TreeSerializer
from xsdata.models.config import GeneratorConfig, StructureStyle
from xsdata.models.datatype import XmlDateTime

from generator import source
from generator.bindings import bind
from generator.model import QName
from generator.naming import Names

from .corpus.instances import Instances
from .corpus.wild import Wild
from .strategies import Values

WSDL = Path(__file__).parents[1] / "wsdl" / "mktows.wsdl"
XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
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
    loaded = source.load(WSDL)
    bindings = bind(loaded, names, roots)
    return Values(bindings, "mktows", Wild(Instances.of(loaded)), loose=True)


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


def settled(value: Any) -> Any:
    """The value with `NIL` for each None where the schema requires an element."""
    if isinstance(value, list):
        return [settled(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    found = {f: settled(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return dataclasses.replace(
        value,
        **{
            f.name: NIL if part is None and f.metadata.get("required") else part
            for f, part in found.items()
        },
    )


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
        assert again == settled(value)
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
        assert theirs == XmlDateTime.from_string(write_date_time(ours))
    elif hasattr(theirs, "value"):
        assert theirs.value == ours
    else:
        assert theirs == ours


def root(oracle: Any, name: str, side: str) -> type[Any]:
    """xsdata's class for the element of a message."""
    local = getattr(OPERATIONS[name], side).name.rpartition("}")[2]
    return next(
        c
        for c in vars(oracle).values()
        if isinstance(c, type)
        and getattr(getattr(c, "Meta", None), "name", "") == local
    )


def wire_name(kind: type[Any]) -> str:
    return str(getattr(getattr(kind, "Meta", None), "name", kind.__name__))


@cache
def fields(kind: Any) -> dict[str, tuple[str, Any, bool]]:
    """The fields of a class of xsdata's by wire name: name, type, and if required."""
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return {
        f.metadata.get("name", f.name): (
            f.name,
            hints[f.name],
            f.default is missing and f.default_factory is missing,
        )
        for f in dataclasses.fields(kind)
    }


def wire(field: dataclasses.Field[Any]) -> str:
    """The name of one of our fields on the wire: for a list that of its wrapper."""
    return str(field.metadata.get("wrapper", field.metadata["name"]))


def converted(ours: Any, hint: Any) -> Any:
    """Our value as xsdata has it: as an instance of its class for the same type."""
    if ours is None or ours is NIL:
        return None
    hint = next(h for h in typing.get_args(hint) or [hint] if h is not type(None))
    if isinstance(ours, list):
        if not dataclasses.is_dataclass(hint):
            return [converted(item, hint) for item in ours]
        wrapper: Any = hint
        ((name, inner, _),) = fields(wrapper).values()
        (item_type,) = typing.get_args(inner)
        return wrapper(**{name: [converted(item, item_type) for item in ours]})
    if isinstance(ours, Enum):
        return hint(ours.value)
    if isinstance(ours, datetime):
        return XmlDateTime.from_string(write_date_time(ours))
    if not dataclasses.is_dataclass(ours):
        return ours
    types = values().bindings.types.values()
    (known,) = (b.key.name.name for b in types if b.name == type(ours).__name__)
    derived = [c for c in hint.__subclasses__() if wire_name(c) == known]
    kind = derived[0] if derived else hint
    theirs = fields(kind)
    assert {wire(f) for f in dataclasses.fields(ours)} == set(theirs)
    parts = {}
    for f in dataclasses.fields(ours):
        name, inner, _ = theirs[wire(f)]
        parts[name] = converted(getattr(ours, f.name), inner)
    return kind(**parts)


def reconcile(
    ours: Any, theirs: Any, our_node: etree._Element, their_node: etree._Element
) -> None:
    """Take away from xsdata's tree what it writes in its own way.

    It writes nil for what is not there, if that is optional and nillable, and for an
    empty list or record, if that is nillable; and fractions of a second with zeros at
    the end.
    """
    nil = f"{{{XSI}}}nil"
    empty = len(our_node) == 0 and not our_node.text
    if empty and not isinstance(ours, str) and nil in their_node.attrib:
        del their_node.attrib[nil]
    if isinstance(ours, list):
        ((name, _, _),) = fields(theirs.__class__).values()
        items = getattr(theirs, name)
        for parts in zip(ours, items, our_node, their_node, strict=True):
            reconcile(*parts)
    elif isinstance(ours, datetime):
        texts = (our_node.text or "", their_node.text or "")
        assert XmlDateTime.from_string(texts[0]) == XmlDateTime.from_string(texts[1])
        their_node.text = our_node.text
    elif dataclasses.is_dataclass(ours):
        known = fields(theirs.__class__)
        for f in dataclasses.fields(ours):
            value = getattr(ours, f.name)
            name, _, required = known[wire(f)]
            other = getattr(theirs, name)
            there = their_node.find(wire(f))
            if isinstance(other, list):  # one that repeats without a wrapper
                nodes = (our_node.findall(wire(f)), their_node.findall(wire(f)))
                for parts in zip(value, other, *nodes, strict=True):
                    reconcile(*parts)
            elif value is None and not required:
                if there is not None:
                    assert there.get(nil) == "true"
                    their_node.remove(there)
            elif value is not None and value is not NIL:
                here = our_node.find(wire(f))
                assert here is not None
                assert there is not None
                reconcile(value, other, here, there)


def canonical(node: etree._Element) -> bytes:
    alone = etree.fromstring(etree.tostring(node))
    return etree.tostring(alone, method="c14n", exclusive=True)


@pytest.mark.parametrize(("name", "side"), MESSAGES)
def test_xsdata_writes_the_same(name: str, side: str, oracle: Any) -> None:
    encode = getattr(OPERATIONS[name], f"encode_{side}")
    wanted = root(oracle, name, side)

    @SETTINGS
    @given(strategy(name, side))
    def check(value: Any) -> None:
        our_node = body(encode(value))
        theirs = converted(value, wanted)
        prefixes = {prefix: uri for prefix, uri in our_node.nsmap.items() if prefix}
        tree = TreeSerializer().render(theirs, prefixes)
        their_node = etree.fromstring(etree.tostring(tree))
        reconcile(value, theirs, our_node, their_node)
        assert canonical(their_node) == canonical(our_node)

    check()


@pytest.mark.parametrize(("name", "side"), MESSAGES)
def test_xsdata_reads_the_same(name: str, side: str, oracle: Any) -> None:
    operation: Any = OPERATIONS[name]
    wanted = root(oracle, name, side)

    @SETTINGS
    @given(strategy(name, side))
    def check(value: Any) -> None:
        content = etree.tostring(body(getattr(operation, f"encode_{side}")(value)))
        agree(value, XmlParser().from_bytes(content, wanted))

    check()
