"""Reads documents made from the schemas alone: nothing of a valid one may be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from lxml import etree

from generator.bindings import Atomic, Bindings, Place
from generator.model import QName
from generator.views import Carrier

from .free import Endless, Free
from .oracle import Oracle, held
from .trips import FAULTS, Called, Failure, fault, raised

TIMES: Final = 6
_HOLDER: Final = QName("urn:generated:corpus", "holder")


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document, in an envelope.

    Attributes:
        where: What it is.
        carrier: What its body is.
        node: What stands in the body.
        content: The envelope.
        read: Reads the envelope, with options.
        write: Writes an envelope with what was read.
    """

    where: str
    carrier: Carrier
    node: etree._Element
    content: bytes
    read: Callable[..., Any]
    write: Callable[[Any], bytes]


class Freely:
    """Makes documents for the bodies of operations.

    Args:
        bindings: What our types are.
        free: Makes elements.
        oracle: Says which of them are valid; the others are not looked at.
        times: How many are made for each body.
    """

    def __init__(
        self, bindings: Bindings, free: Free, oracle: Oracle, times: int = TIMES
    ) -> None:
        self.bindings = bindings
        self.free = free
        self.oracle = oracle
        self.times = times

    def of(self, one: Called) -> Failure | None:
        """Try an operation; the first failure, or None."""
        for document in self.documents(one):
            failure = self._tried(document)
            if failure is not None:
                return failure
        return None

    def documents(self, one: Called) -> Iterator[Document]:
        """Valid documents for its request, its answer and its declared faults."""
        for name, carrier, way in _ways(one):
            if carrier is None or self._has_parts(carrier):
                continue
            for _ in range(self.times):
                node = self._element(carrier)
                if node is None or self.oracle.of(node, carrier) is not None:
                    continue
                where = f"{one.where} free {name}"
                content = way.around(node, carrier)
                yield Document(where, carrier, node, content, way.read, way.write)

    def _has_parts(self, carrier: Carrier) -> bool:
        """Whether something travels beside the envelope, which no schema knows of."""
        reached = self.bindings.reach(carrier.key(self.bindings))
        fields = (f for key in reached for f in self.bindings.types[key].fields)
        return any(
            f.place is Place.ATTACHMENT or f.type == Atomic("swaRef") for f in fields
        )

    def _element(self, carrier: Carrier) -> etree._Element | None:
        try:
            if carrier.type is not None:
                return self.free.typed(carrier.root or _HOLDER, carrier.type)
            assert carrier.root is not None
            return self.free.element(carrier.root)
        except (Endless, RecursionError):
            return None

    def _tried(self, given: Document) -> Failure | None:
        """Read a document in every way, and write what was read."""
        drift: list[object] = []
        what = "unread"
        try:
            read = given.read(given.content, keep_nil=True)
            what = "drift"
            given.read(given.content, strict_order=True, on_drift=drift.append)
            what = "strict"
            given.read(given.content, check_facets=True)
            what = "refused"
            again = etree.fromstring(given.write(read))
        except Exception as error:
            why = f"{type(error).__name__}: {error}: {given.content!r}"
            return Failure(given.where, what, why[:900])
        if drift:
            return Failure(given.where, "drift", f"{drift[0]}: {given.content!r}"[:900])
        written = held(again, given.carrier)[-1]
        invalid = self.oracle.of(written, given.carrier)
        if invalid is not None:
            # A number is written in its shortest form, which a pattern may not allow.
            what = "facets" if invalid.facets else "invalid"
            return Failure(given.where, what, invalid.reason)
        if shape(written) != shape(given.node):
            texts = [etree.tostring(node)[:400] for node in (written, given.node)]
            return Failure(
                given.where, "differs", "written {!r}, read {!r}".format(*texts)
            )
        return None


@dataclass(frozen=True, slots=True)
class _Way:
    """How a message is read and written, and what is around what it carries."""

    read: Callable[..., Any]
    write: Callable[[Any], bytes]
    around: Callable[[etree._Element, Carrier], bytes]


def _ways(one: Called) -> Iterator[tuple[str, Carrier | None, _Way]]:
    operation, carried = one.operation, one.carried

    def request(content: bytes, **options: Any) -> Any:
        return operation.decode_request(content, **options)[0]

    around = partial(_enveloped, operation)
    yield "request", carried.request, _Way(request, operation.encode_request, around)
    answer = _Way(operation.decode_response, operation.encode_response, around)
    yield "answer", carried.response, answer
    declared = zip(operation.declared, carried.faults, strict=True)
    for kind, (name, carrier) in declared:
        if carrier.root is not None and not kind.types:
            write = partial(fault, operation, kind)
            read = partial(_detail, operation, kind)
            yield f"fault {name}", carrier, _Way(
                read, write, partial(_faulty, operation)
            )


def _detail(operation: Any, declared: Any, content: bytes, **options: Any) -> Any:
    return raised(operation, declared, content, **options).value


def _enveloped(operation: Any, node: etree._Element, carrier: Carrier) -> bytes:
    space = etree.QName(operation.soap.clark("Envelope")).namespace
    text = etree.tostring(node, encoding="utf-8")
    if carrier.root is None:
        copy = etree.fromstring(text)
        copy.tag = f"{{{space}}}Body"
        body = etree.tostring(copy, encoding="utf-8")
    else:
        body = b"<s:Body>" + text + b"</s:Body>"
    return f'<s:Envelope xmlns:s="{space}">'.encode() + body + b"</s:Envelope>"


def _faulty(operation: Any, node: etree._Element, carrier: Carrier) -> bytes:
    detail = etree.tostring(node, encoding="unicode")
    return (
        FAULTS[operation.soap.value].format(scope="", header="", detail=detail).encode()
    )


def shape(node: etree._Element) -> tuple[Any, ...]:
    """The elements and their attributes, and the texts between them.

    The body that holds the content itself has no name of its own. Those of one name
    are in order; that of others libxml2 has seen to, and `xs:all` has none. A text by
    itself may be another spelling of the same value.
    """
    inside = [
        (child.tag, shape(child), child.tail or "")
        for child in node.iterchildren(etree.Element)
    ]
    inside.sort(key=lambda part: str(part[0]))
    return sorted(map(str, node.attrib)), inside, (node.text or "") if inside else ""
