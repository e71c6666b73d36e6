"""Brings a schema into the one form that everything after it reads.

Each function changes a tree in place that nobody else has seen yet.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from lxml import etree

from .. import references, xml
from ..document import Document, ancestors, refusal, remove
from ..model import QName
from ..references import SPACES, Symbol
from ..xml import OLD_XSD, WSDL, XSD, children, local


def modernise(root: etree._Element) -> None:
    """Read the namespaces of the drafts of XML Schema as that of 2001."""
    for old in OLD_XSD:
        for node in root.iter(f"{{{old}}}*"):
            node.tag = f"{{{XSD}}}{local(node)}"


def annotate(root: etree._Element) -> None:
    """Put remarks that stand alone in a schema where it has them (Part 1, 3.13.2)."""
    tags = f"{{{XSD}}}documentation", f"{{{XSD}}}appinfo", f"{{{WSDL}}}documentation"
    for node in list(root.iter(*tags)):
        owner = node.getparent()
        if owner is None or etree.QName(owner).namespace != XSD:
            continue
        if local(owner) in ("annotation", "appinfo", "documentation"):
            continue
        holder = etree.Element(f"{{{XSD}}}annotation")
        holder.sourceline, holder.tail, node.tail = node.sourceline, node.tail, None
        owner.replace(node, holder)
        holder.append(node)
        node.tag = f"{{{XSD}}}{local(node)}"


def adopt(root: etree._Element, namespace: str) -> etree._Element:
    """Give a schema without a target namespace that of the one that includes it.

    References that lead to no namespace lead there too (XML Schema Part 1, 4.2.1).

    Returns:
        The root, which is another one: it declares a prefix more.
    """
    taken = {prefix for node in root.iter("*") for prefix in node.nsmap}
    prefix = next(p for p in map("tns{}".format, count(1)) if p not in taken)
    scope: Any = {**root.nsmap, prefix: namespace}
    made = etree.Element(root.tag, xml.attributes(root), scope)
    made.sourceline = root.sourceline
    made.text = root.text
    made.extend(list(root))
    made.set("targetNamespace", namespace)
    for node in made.iter(f"{{{XSD}}}*"):
        for attribute in {r.attribute for r in references.of(node)}:
            own = [r for r in references.of(node) if r.attribute == attribute]
            node.set(attribute, " ".join(_into(r, prefix) for r in own))
        for item in references.items(node):
            said = node.get(item.attribute, "").strip()
            node.set(item.attribute, _into(item, prefix) + said[len(item.value) :])
    return made


def _into(reference: references.Reference, prefix: str) -> str:
    name = reference.name
    loose = name is not None and not name.namespace
    return f"{prefix}:{reference.value}" if loose else reference.value


def drop_repeated(documents: list[Document]) -> None:
    """Keep the first of definitions that say the same: one document in two places."""
    first: dict[Symbol, etree._Element] = {}
    for document in documents:
        for symbol, node in list(references.definitions(document.root)):
            if first.setdefault(symbol, node) is node:
                continue
            if references.same(first[symbol], node):
                remove(node)


def redefine(
    documents: list[Document], reach: dict[etree._Element, list[Document]]
) -> None:
    """Apply every `xs:redefine` (XML Schema Part 1, 4.2.2).

    What is redefined gets another name, which nothing else can say; the new definition
    takes its place everywhere, and refers to it where it referred to itself.

    Args:
        documents: All documents; those that others redefine come after them.
        reach: What the document that a redefinition names includes, itself too, by
            the element.

    Raises:
        Refused: There is nothing of that name, or the new definition is not one of it.
    """
    for number in reversed(range(len(documents))):
        document = documents[number]
        for schema in references.schemas(document.root):
            for holder in list(children(schema, XSD, "redefine")):
                _apply(document, schema, holder, reach.get(holder, []))


def _apply(
    document: Document,
    schema: etree._Element,
    holder: etree._Element,
    reached: list[Document],
) -> None:
    former = {
        symbol: node
        for other in reached
        if other is not document
        for symbol, node in references.definitions(other.root)
    }
    for node in list(children(holder, XSD, *SPACES)):
        symbol = references.symbol(SPACES[local(node)], node)
        kind, name = local(node), symbol[1].name
        if symbol not in former or local(former[symbol]) != kind:
            reason = f"redefines {kind} {name!r}, which is not there"
            raise refusal(document.file, node, reason)
        own = [r for r in references.below(node) if (r.space, r.name) == symbol]
        if not own and kind in ("complexType", "simpleType"):
            reason = f"redefines {kind} {name!r} without deriving from it"
            raise refusal(document.file, node, reason)
        _rename(former[symbol], {s[1] for s in former}, own)
        schema.insert(schema.index(holder), node)
    remove(holder)


def _rename(
    node: etree._Element, taken: set[QName], own: list[references.Reference]
) -> None:
    """Give a definition that was replaced a name that only the new one knows."""
    space, name = references.symbol(SPACES[local(node)], node)
    spare = (f"{name.name}_former{n if n > 1 else ''}" for n in count(1))
    other = next(s for s in spare if QName(name.namespace, s) not in taken)
    node.set("name", other)
    if local(node) == "complexType":
        node.set("abstract", "true")
    for reference in own:
        prefix, colon, _ = reference.value.rpartition(":")
        if _is_derivation(reference, space):
            reference.node.set(reference.attribute, f"{prefix}{colon}{other}")


def _is_derivation(reference: references.Reference, space: str) -> bool:
    """Whether a reference is to what was: a base or a group, not a child's type.

    An element in a redefined type may be of that type, and then it is of the new one.
    """
    if space != "type":
        return True
    holders = [local(n) for n in ancestors(reference.node)]
    return local(reference.node) in ("extension", "restriction") and (
        "element" not in holders and "attribute" not in holders
    )
