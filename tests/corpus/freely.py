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
        found: Finds in that what stands for the node.
    """

    where: str
    carrier: Carrier
    node: etree._Element
    content: bytes
    read: Callable[..., Any]
    write: Callable[[Any], bytes]
    found: Callable[[etree._Element], etree._Element]


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
        """Valid documents for its request, its answer, their blocks and its faults."""
        for name, carrier, way in (*_ways(one), *self._blocks(one)):
            if carrier is None or self._has_parts(carrier):
                continue
            for _ in range(self.times):
                node = self._valid(carrier)
                if node is None:
                    continue
                where = f"{one.where} free {name}"
                content = way.around(node, carrier)
                found = way.found or partial(_last, carrier)
                yield Document(
                    where, carrier, node, content, way.read, way.write, found
                )

    def _blocks(self, one: Called) -> Iterator[tuple[str, Carrier, _Way]]:
        """The header blocks, each beside a valid body and by itself."""
        operation, carried = one.operation, one.carried
        node = self._valid(carried.request) if carried.headers else None
        if node is not None and not self._has_parts(carried.request):
            content = _enveloped(operation, node, carried.request)
            message = operation.decode_request(content, keep_nil=True)[0]

            def blocks(content: bytes, **options: Any) -> Any:
                return operation.decode_request(content, **options)[1]

            for element, carrier in zip(
                operation.headers, carried.headers, strict=True
            ):
                write = partial(operation.encode_request, message)
                way = _beside(content, element, blocks, write)
                yield f"request header {carrier.name}", carrier, way
        response = carried.response if carried.response_headers else None
        if response is None or self._has_parts(response):
            return
        node = self._valid(response)
        if node is not None:
            content = _enveloped(operation, node, response)
            message = operation.decode_response(content, keep_nil=True)
            for element, carrier in zip(
                operation.response_headers, carried.response_headers, strict=True
            ):
                read = operation.decode_response_headers
                write = partial(operation.encode_response, message)
                way = _beside(content, element, read, write)
                yield f"answer header {carrier.name}", carrier, way

    def _has_parts(self, carrier: Carrier) -> bool:
        """Whether something travels beside the envelope, which no schema knows of."""
        reached = self.bindings.reach(carrier.key(self.bindings))
        fields = (f for key in reached for f in self.bindings.types[key].fields)
        return any(
            f.place is Place.ATTACHMENT or f.type == Atomic("swaRef") for f in fields
        )

    def _valid(self, carrier: Carrier) -> etree._Element | None:
        node = self._element(carrier)
        if node is None or self.oracle.of(node, carrier) is not None:
            return None
        return node

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
        written = given.found(again)
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
    """How a message is read and written, what is around what it carries, and where."""

    read: Callable[..., Any]
    write: Callable[[Any], bytes]
    around: Callable[[etree._Element, Carrier], bytes]
    found: Callable[[etree._Element], etree._Element] | None = None


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


def _last(carrier: Carrier, root: etree._Element) -> etree._Element:
    """What an envelope holds behind its header."""
    return held(root, carrier)[-1]


def _beside(
    content: bytes,
    element: Any,
    blocks: Callable[..., Any],
    write: Callable[[Any], bytes],
) -> _Way:
    """How a header block is read and written, beside the body of an envelope."""

    def around(node: etree._Element, _: Carrier) -> bytes:
        root = etree.fromstring(content)
        header = etree.Element(root.tag.replace("Envelope", "Header"))
        header.append(etree.fromstring(etree.tostring(node, encoding="utf-8")))
        root.insert(0, header)
        return etree.tostring(root, encoding="utf-8")

    def read(content: bytes, **options: Any) -> Any:
        (block,) = blocks(content, **options)
        return block

    return _Way(
        read,
        lambda value: write([(element, value)]),
        around,
        lambda root: root[0][0],
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
