"""Feeds the schemas of a source to xsdata, and runs its passes over the classes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from xsdata.codegen.container import ClassContainer
from xsdata.codegen.handlers import SanitizeAttributesDefaultValue
from xsdata.codegen.mappers import SchemaMapper
from xsdata.codegen.models import Class
from xsdata.codegen.parsers.schema import SchemaParser
from xsdata.models.config import GeneratorConfig, StructureStyle
from xsdata.models.xsd import Schema

from ..source import Source
from ..xml import XSD


class _Container(ClassContainer):
    """xsdata's own pipeline, without the steps that decide what we decide.

    Names and modules are decided by `naming` and `views`; xsdata's own steps compare
    every class with every other, and number what collides. Its pass over defaults makes
    elements of type `xs:anySimpleType` optional, whatever the schema says.
    """

    __slots__ = ()

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__(config)
        for step, passes in self.processors.items():
            kept = [
                p for p in passes if not isinstance(p, SanitizeAttributesDefaultValue)
            ]
            self.processors[step] = kept

    def designate_classes(self) -> None:
        """Leave names and modules alone."""


def schemas(source: Source) -> Iterator[tuple[str, etree._Element]]:
    """Every schema of the closure, with the name of its document and its line."""
    for document in source.documents:
        for number, node in enumerate(document.root.iter(f"{{{XSD}}}schema")):
            yield f"{document.path}#{number}", node


def parse(source: Source) -> list[Class]:
    """The classes of all schemas, as xsdata maps them, in document order.

    Each schema is given to xsdata by itself, with its imports cut: all are there, and
    nothing is to be opened.
    """
    classes: list[Class] = []
    for location, node in schemas(source):
        parser = SchemaParser(location=location)
        schema = parser.from_bytes(_alone(node), Schema)
        classes += SchemaMapper.map(schema)
    return classes


def process(classes: list[Class]) -> ClassContainer:
    """Run xsdata's passes: references, groups, restrictions and defaults resolved."""
    config = GeneratorConfig()
    config.output.structure_style = StructureStyle.SINGLE_PACKAGE
    config.output.unnest_classes = True
    container = _Container(config)
    container.extend(classes)
    container.process()
    return container


def _alone(node: etree._Element) -> bytes:
    """One schema as a document of its own, with the prefixes that are in scope."""
    copy = etree.fromstring(etree.tostring(node, with_tail=False))
    for child in copy.iterchildren(f"{{{XSD}}}import", f"{{{XSD}}}include"):
        copy.remove(child)
    return etree.tostring(copy)
