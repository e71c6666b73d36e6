"""The document's own schemas as lxml has them: what says whether a message is valid."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from generator import references, synthesis
from generator.model import Description, QName
from generator.source import Source
from generator.views import Carrier
from generator.xml import SOAP_ENCODINGS, XSD

from .instances import declared, named

_MADE: Final = "urn:generated:corpus"
"""The namespace of elements that stand for the types of parts."""
_DRAFTS: Final = re.compile(rb'"http://www\.w3\.org/(1999|2000/10)/XMLSchema"')
"""The namespaces of drafts of XML Schema, which are read as the real one."""
_DRAFT_TYPES: Final = {
    b"CDATA": b"normalizedString",
    b"timeDuration": b"duration",
    b"timeInstant": b"dateTime",
    b"uriReference": b"anyURI",
}
"""What types of these are called in the real one."""
_CHECKED: Final = frozenset(
    f"SCHEMAV_CVC_{name}_VALID"
    for name in (
        "LENGTH MINLENGTH MAXLENGTH MININCLUSIVE MAXINCLUSIVE MINEXCLUSIVE "
        "MAXEXCLUSIVE TOTALDIGITS FRACTIONDIGITS PATTERN ENUMERATION"
    ).split()
)
"""What libxml2 says of a value that a facet forbids."""
_FACETS: Final = _CHECKED | {
    f"SCHEMAV_CVC_{name}" for name in "FACET_VALID IDC".split()
}
"""What it says of a value that a facet or a key forbids."""
_ATOMIC: Final = "SCHEMAV_CVC_DATATYPE_VALID_1_2_1"
"""What it says along with that; alone, the value is no value of the type at all."""
_WITHIN: Final = frozenset(
    ("SCHEMAV_CVC_DATATYPE_VALID_1_2_2", "SCHEMAV_CVC_DATATYPE_VALID_1_2_3")
)
"""What it says of lists and unions, without saying what is wrong with which value."""
_BESIDE_CONTENT: Final = frozenset(
    f"{{{XSD}}}{name}" for name in ("annotation", "attribute", "anyAttribute")
)


class NotCompiled(Exception):
    """libxml2 cannot make a schema of the document's schemas."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a message is not valid.

    Attributes:
        reason: What libxml2 says.
        facets: Whether it is only about facets and keys of values.
        checked: Whether it is about facets that are checked on request.
        path: The element that it is about, as lxml has it.
    """

    reason: str
    facets: bool
    checked: bool = False
    path: str = ""


class Oracle:
    """Validates bodies and header blocks.

    Args:
        source: The document, as the guard left it.
        description: What it describes.
        carriers: All that its messages carry.
        folder: Where to put schema files.

    Raises:
        NotCompiled: libxml2 cannot.
    """

    def __init__(
        self,
        source: Source,
        description: Description,
        carriers: Iterable[Carrier],
        folder: Path,
    ) -> None:
        self.names = names_of(carriers)
        whole = schemas(source, description)
        self.narrowed = False
        for narrowing in (as_it_is, _apart, _elsewhere, _without):
            try:
                self._schema = compiled(whole, self.names, folder, narrowing)
                return
            except NotCompiled as error:
                if "determinist" not in str(error) or narrowing is _without:
                    raise
                self.narrowed = True

    def complaint(
        self, content: bytes, body: Carrier, blocks: tuple[Carrier, ...]
    ) -> Complaint | None:
        """What is wrong with an envelope, or None."""
        *head, found = etree.fromstring(content)
        nodes = [found] if body.root is None else list(found)
        headers = [node for part in head for node in part]
        carriers = [*blocks, body]
        if len(headers) + len(nodes) != len(carriers):
            return Complaint("the envelope does not hold what it should", facets=False)
        for node, carrier in zip([*headers, *nodes], carriers, strict=True):
            said = self.of(node, carrier)
            if said is not None:
                return said
        return None

    def of(self, node: etree._Element, carrier: Carrier) -> Complaint | None:
        """What is wrong with one element, or None."""
        if carrier.root is not None and node.tag != str(carrier.root):
            return Complaint(f"{node.tag} is not {carrier.root}", facets=False)
        copy = alone(node, carrier, self.names)
        if self._schema.validate(copy):
            return None
        log: Any = self._schema.error_log
        said = {entry.type_name for entry in log}
        facets = said <= {*_FACETS, *_WITHIN, _ATOMIC} and said != {_ATOMIC}
        worst = next((e for e in log if e.type_name not in _FACETS), log[0])
        reason = f"{worst.type_name}: {worst.message}"
        checked = facets and bool(said & _CHECKED)
        return Complaint(reason, facets, checked, worst.path or "")


def names_of(carriers: Iterable[Carrier]) -> dict[QName, str]:
    """The names of the elements that stand for the types of parts."""
    types = dict.fromkeys(c.type for c in carriers if c.type is not None)
    return {name: f"t{number}" for number, name in enumerate(types)}


def schemas(source: Source, description: Description) -> list[etree._Element]:
    """The schemas of a document, and that of the types made for its messages."""
    every = [n for d in source.documents for n in references.schemas(d.root)]
    made = synthesis.schema(description)
    return [*every, *([] if made is None else [made])]


def alone(
    node: etree._Element, carrier: Carrier, names: dict[QName, str]
) -> etree._Element:
    """An element by itself, called as `all.xsd` has it, with every prefix in scope."""
    copy = etree.fromstring(as_bytes(node))
    if carrier.type is not None:
        copy.tag = f"{{{_MADE}}}{names[carrier.type]}"
    return copy


def held(root: etree._Element, last: Carrier) -> list[etree._Element]:
    """What stands in an envelope: header blocks, then a body or a fault's detail."""
    *head, body = root
    blocks = [block for part in head for block in part]
    if last.root is None:
        return [*blocks, body]
    if str(last.root) == body[0].tag:
        return [*blocks, body[0]]
    details = filter(_is_detail, body[0])
    return [*blocks, *(node for detail in details for node in detail)]


def _is_detail(part: etree._Element) -> bool:
    return etree.QName(part).localname in ("detail", "Detail")


Narrowing = Callable[[etree._Element, str], None]
"""Makes a schema allow less, so that libxml2 can tell what declares an element.

Real schemas break the rule that this must be clear (XML Schema Part 1, 3.8.6). What is
valid by less is valid by the whole.
"""


def as_it_is(schema: etree._Element, home: str) -> None:
    """Leave all."""


def _apart(schema: etree._Element, home: str) -> None:
    """Leave elements where one stands beside them that they may stand for."""
    heads: dict[QName, QName] = {}
    for node in schema.iterchildren(f"{{{XSD}}}element"):
        head = named(node, "substitutionGroup")
        if head is not None:
            heads[declared(node, "element")] = head
    for node in list(schema.iter(f"{{{XSD}}}element")):
        name, around = named(node, "ref"), node.getparent()
        if name in heads and around is not None:
            beside = {named(one, "ref") for one in around}
            if heads[name] in beside:
                _cut(node)


def _elsewhere(schema: etree._Element, home: str) -> None:
    """Leave wildcards for other namespaces."""
    _apart(schema, home)
    for node in list(schema.iter(f"{{{XSD}}}any")):
        allowed = node.get("namespace", "##any").split()
        if "##any" in allowed:
            node.set("namespace", "##other")
        elif {"##targetNamespace", "##local", home} & {*allowed}:
            _cut(node)


def _without(schema: etree._Element, home: str) -> None:
    """Leave wildcards that something must stand for."""
    _elsewhere(schema, home)
    for node in list(schema.iter(f"{{{XSD}}}any")):
        _cut(node)


def _cut(particle: etree._Element) -> None:
    around = particle.getparent()
    if around is not None and particle.get("minOccurs") == "0":
        around.remove(particle)


def compiled(
    every: list[etree._Element],
    names: dict[QName, str],
    folder: Path,
    narrowing: Narrowing,
) -> etree.XMLSchema:
    """The schemas as one, as libxml2 has it."""
    write(every, names, folder, narrowing)
    try:
        return etree.XMLSchema(etree.parse(str(folder / "all.xsd")))
    except etree.XMLSchemaParseError as error:
        raise NotCompiled(str(error)) from error


def write(
    every: list[etree._Element],
    names: dict[QName, str],
    folder: Path,
    narrowing: Narrowing,
) -> None:
    """Write schemas: a file a namespace that includes its parts, and `all.xsd`."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[str]] = {}
    spaces = sorted({n.get("targetNamespace", "").strip() for n in every})
    for number, schema in enumerate(every):
        node = etree.fromstring(as_bytes(schema))
        for cut in list(node.iter(f"{{{XSD}}}include", f"{{{XSD}}}redefine")):
            node.remove(cut)
        for element in node.iter(f"{{{XSD}}}element"):
            open_schema(element)
        for step in node.iter(f"{{{XSD}}}restriction"):
            open_array(step)
        home = node.get("targetNamespace", "").strip()
        narrowing(node, home)
        _import(node, [space for space in spaces if space != home])
        (folder / f"{number}.xsd").write_bytes(as_bytes(node))
        parts.setdefault(home, []).append(f"{number}.xsd")
    whole = etree.Element(f"{{{XSD}}}schema", targetNamespace=_MADE)
    for namespace, files in parts.items():
        place = {"targetNamespace": namespace} if namespace else {}
        holder = etree.Element(f"{{{XSD}}}schema", place)
        for name in files:
            etree.SubElement(holder, f"{{{XSD}}}include", schemaLocation=name)
        (folder / _file(namespace)).write_bytes(as_bytes(holder))
    _import(whole, spaces)
    for type_, name in names.items():
        scope = {"its": type_.namespace} if type_.namespace else {}
        said = f"its:{type_.name}" if scope else type_.name
        etree.SubElement(
            whole, f"{{{XSD}}}element", {"name": name, "type": said}, scope
        )
    (folder / "all.xsd").write_bytes(as_bytes(whole))


def _import(schema: etree._Element, namespaces: Iterable[str]) -> None:
    """Import every other namespace, instead of what a document may have forgotten."""
    for node in list(schema.iterchildren(f"{{{XSD}}}import")):
        schema.remove(node)
    for namespace in namespaces:
        place = {"namespace": namespace} if namespace else {}
        place["schemaLocation"] = _file(namespace)
        schema.insert(0, etree.Element(f"{{{XSD}}}import", place))


def open_schema(element: etree._Element) -> None:
    """Let anything stand where a schema is data: no schema of schemas is at hand."""
    prefix, _, name = element.get("ref", "").strip().rpartition(":")
    if name == "schema" and element.nsmap.get(prefix or None) == XSD:
        del element.attrib["ref"]
        element.tag = f"{{{XSD}}}any"
        element.set("namespace", XSD)
        element.set("processContents", "skip")


def open_array(restriction: etree._Element) -> None:
    """Let items stand in an array that says by `arrayType` alone what they are.

    SOAP's encoding has it so (WSDL 1.1, 2.2), and many use it in literal messages too.
    """
    prefix, _, name = restriction.get("base", "").strip().rpartition(":")
    space = restriction.nsmap.get(prefix or None)
    parts = {child.tag for child in restriction.iterchildren(f"{{{XSD}}}*")}
    if name != "Array" or space not in SOAP_ENCODINGS or not parts <= _BESIDE_CONTENT:
        return
    items = etree.Element(f"{{{XSD}}}sequence")
    anything = {"minOccurs": "0", "maxOccurs": "unbounded", "processContents": "lax"}
    etree.SubElement(items, f"{{{XSD}}}any", anything)
    restriction.insert(0, items)


def _file(namespace: str) -> str:
    return f"ns-{hashlib.sha256(namespace.encode()).hexdigest()[:8]}.xsd"


def as_bytes(node: etree._Element) -> bytes:
    """An element as a document; ASCII has no way to write all names."""
    made = etree.tostring(node, encoding="utf-8", with_tail=False)
    if _DRAFTS.search(made) is None:
        return made
    for draft, name in _DRAFT_TYPES.items():
        made = re.sub(rb'((?:type|base)="(?:\w+:)?)%s"' % draft, rb'\1%s"' % name, made)
    return _DRAFTS.sub(f'"{XSD}"'.encode(), made)
