"""Takes out of a WSDL what was not asked for, which then need not be sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from lxml import etree

from .document import Source, remove
from .xml import WSDL, children, soap_over_http


def narrow(
    source: Source,
    services: Sequence[str] = (),
    ports: Sequence[str] = (),
    operations: Sequence[str] = (),
) -> None:
    """Keep only some services, ports and operations.

    Where a name or a pattern fits nothing, nothing of its kind is taken out: `select`
    tells what there is.

    Args:
        source: The WSDL and its import closure; its trees are changed.
        services: The names of the services to keep; none keeps all.
        ports: The names of the ports to keep; none keeps all.
        operations: Patterns of the operations to keep; none keeps all.
    """
    roots = [document.root for document in source.documents]
    kept = _named(_below(roots, "service"), services)
    _named(_below(kept, "port"), ports)
    bindings = _below(roots, "binding")
    called = [binding for binding in bindings if soap_over_http(binding) is not None]
    known = {_name(node) for node in _below(called, "operation")}
    if not all(any(fits(name, [pattern]) for name in known) for pattern in operations):
        return
    for node in _below([*bindings, *_below(roots, "portType")], "operation"):
        if operations and not fits(_name(node), operations):
            remove(node)


def fits(name: str, patterns: Iterable[str]) -> bool:
    """Whether an operation's name fits one of the patterns, as `get*`."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _named(nodes: list[etree._Element], names: Sequence[str]) -> list[etree._Element]:
    """Take out those of other names, and give the others."""
    if not names or not {_name(node) for node in nodes}.issuperset(names):
        return nodes
    for node in nodes:
        if _name(node) not in names:
            remove(node)
    return [node for node in nodes if _name(node) in names]


def _below(nodes: Iterable[etree._Element], kind: str) -> list[etree._Element]:
    return [child for node in nodes for child in children(node, WSDL, kind)]


def _name(node: etree._Element) -> str:
    return node.get("name", "").strip()
