"""xsdata's classes for a schema."""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree
from xsdata.codegen.transformer import ResourceTransformer
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.config import GeneratorConfig, StructureStyle


class Theirs:
    """Reads and writes elements as xsdata does.

    Args:
        folder: Where the schema is: `all.xsd`, and what it imports.
        name: What the package is called that xsdata makes there.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.context = XmlContext()
        self._kinds = dict(_elements(_package(folder, name)))
        # A value that it cannot read is a difference, not a string.
        config = ParserConfig(fail_on_converter_warnings=True)
        self._parser = XmlParser(config=config, context=self.context)
        self._serializer = XmlSerializer(context=self.context)

    def knows(self, element: str) -> bool:
        """Whether there is a class for a global element, by its name in Clark's way."""
        return element in self._kinds

    def read(self, node: etree._Element) -> Any:
        """The value of an element."""
        kind = self._kinds[node.tag]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return self._parser.from_bytes(etree.tostring(node, encoding="utf-8"), kind)

    def write(self, value: Any) -> etree._Element:
        """The element of a value."""
        return etree.fromstring(self._serializer.render(value).encode())


def _package(folder: Path, name: str) -> ModuleType:
    """Make the classes, and import them."""
    config = GeneratorConfig()
    config.output.package = name
    config.output.structure_style = StructureStyle.SINGLE_PACKAGE
    config.output.compound_fields.enabled = True
    path = os.environ["PATH"]
    with contextlib.chdir(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.environ["PATH"] = f"{Path(sys.executable).parent}:{path}"  # its ruff
        sys.path.insert(0, str(folder))
        try:
            ResourceTransformer(config=config).process([(folder / "all.xsd").as_uri()])
            importlib.invalidate_caches()
            return importlib.import_module(name)
        finally:
            sys.path.remove(str(folder))
            os.environ["PATH"] = path


def _elements(top: ModuleType) -> Iterator[tuple[str, type[Any]]]:
    inner = pkgutil.walk_packages(getattr(top, "__path__", []), f"{top.__name__}.")
    for module in (top, *(importlib.import_module(found.name) for found in inner)):
        for kind in vars(module).values():
            meta = getattr(kind, "Meta", None)
            if isinstance(kind, type) and getattr(meta, "global_type", meta):
                space = getattr(meta, "namespace", None)
                wire = getattr(meta, "name", kind.__name__)
                yield f"{{{space}}}{wire}" if space else wire, kind
