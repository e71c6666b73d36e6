"""xsdata reads what we write, and we read what xsdata writes: over all features.

Its classes are made from the schemas alone, with no code of ours.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from xsdata.codegen.transformer import ResourceTransformer
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.config import GeneratorConfig, StructureStyle

from .packed import envelope
from .test_golden import (
    FEATURES,
    LEXICAL,
    Opened,
    _schemas,
    package,
    written,
)
from .test_properties import SETTINGS

__all__ = ["written"]

DEVIATIONS: Final[dict[str, str]] = {
    "anonymous-types": "takes anonymous types of one name for one (Part 1, 2.2.1.1)",
    "attachments": "knows no parts beside the envelope (WS-I Attachments 1.0, 4.4)",
    "attributes": "puts in defaults of attributes, which we only document",
    "circular-import": "does not import what the annotations of a circle need",
    "data-set": "writes open XML with other prefixes, which we keep as text",
    "extension": "takes attributes that differ in case for one (Part 1, 3.4.6)",
    "facets": "makes an enumeration of lists that reads no list (Part 2, 4.3.5)",
    "lists-and-unions": "leaves out an element whose list is empty (Part 2, 2.5.1.2)",
    "qualified-names": "takes names in enumerations as they are spelt (Part 2, 3.2.18)",
    "repeated-groups": "loses the order of groups within groups (Part 1, 3.8.4)",
    "reserved-names": "reads an empty string as nothing, where it may be nil",
    "substitution-groups": "forgets xsi:type where elements repeat (Part 1, 2.6.1)",
    "wildcards": "writes open XML with other prefixes, which we keep as text",
}
"""Features that xsdata does not do, or does otherwise, with what it does."""

APART: Final = {LEXICAL, "encoded-headers", "facets-rpc"} | {
    feature for feature in FEATURES if feature.startswith("rpc-")
}
"""Features without values here, or without a body that a schema has as an element."""


def classes(folder: Path, name: str) -> dict[str, type[Any]]:
    """xsdata's classes for `all.xsd` in a folder, by the elements that they are."""
    config = GeneratorConfig()
    config.output.package = name
    config.output.structure_style = StructureStyle.NAMESPACES
    config.output.compound_fields.enabled = True
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")  # its ruff
        patch.syspath_prepend(str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ResourceTransformer(config=config).process([(folder / "all.xsd").as_uri()])
        return dict(_elements(importlib.import_module(name)))


def _elements(top: ModuleType) -> Iterator[tuple[str, type[Any]]]:
    for found in pkgutil.walk_packages(top.__path__, f"{top.__name__}."):
        module = importlib.import_module(found.name)
        for kind in vars(module).values():
            meta = getattr(kind, "Meta", None)
            if isinstance(kind, type) and meta is not None:
                space = getattr(meta, "namespace", None)
                wire = getattr(meta, "name", kind.__name__)
                yield f"{{{space}}}{wire}" if space else wire, kind


def again(kind: type[Any], content: bytes) -> bytes:
    """The envelope with its body as xsdata reads and writes it."""
    root = etree.fromstring(content)
    (body,) = root[-1]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value = XmlParser().from_bytes(etree.tostring(body, encoding="utf-8"), kind)
    theirs = XmlSerializer().render(value).partition("?>")[2]
    space = etree.QName(root).namespace
    # As text: lxml drops prefixes that only an xsi:type has.
    return (
        f'<s:Envelope xmlns:s="{space}"><s:Body>{theirs}</s:Body></s:Envelope>'.encode()
    )


@pytest.mark.parametrize("feature", sorted({*FEATURES} - {*DEVIATIONS} - APART))
def test_what_xsdata_reads_and_writes_is_the_same(feature: str, written: Path) -> None:
    opened = Opened(feature)
    values, keys = opened.values, opened.keys
    folder = written / "oracle" / feature
    _schemas(opened.loaded, folder)
    kinds = classes(folder, f"oracle_{package(feature)}")
    every = [operation for operation, _ in opened.called]
    known = [o for o in every if o.encoding is None and o.request.name in kinds]
    assert known

    @settings(SETTINGS, phases=[Phase.generate], max_examples=8)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        for operation in known:
            request = data.draw(values.of(keys[operation.request.type.__name__]))
            sent = operation.pack_request(request, (), mtom=False)
            content = again(kinds[operation.request.name], envelope(sent))
            read, _ = operation.decode_request(content)
            # Nil reads as None: xsdata writes it for what is not there, too.
            assert read == operation.decode_request(sent.body)[0]

    check()


def test_every_deviation_is_of_a_feature() -> None:
    assert {*DEVIATIONS, *APART} <= {*FEATURES}
