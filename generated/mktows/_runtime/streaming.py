"""Reads a long answer as it comes: one item after the other, none of them kept.

It is the strict reader of whole answers, used in two steps. Each item is decoded when
its end has come, and then taken out of the tree. What is left at the end, with an item
or two in it, is read as any other answer: so nothing goes unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final, Generic, TypeVar, Unpack

from .beside import refuse_parts
from .errors import ProtocolError
from .expected import Expect, kept
from .item_streams import ItemStream
from .operation import Operation
from .readers import reader_for
from .reading import PARSING, Node, Reader, local, path, refuse_doctype
from .reading_options import ReadingOptions
from .strays import mark

# As in `reading`: without lxml's stubs.
_etree: Final[Any] = import_module("lxml.etree")

Request = TypeVar("Request")
Item = TypeVar("Item")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItems(Generic[Request, Item, Response]):
    """The list that an operation's answer is all about.

    Attributes:
        operation: The operation.
        path: The names of the elements that lead to an item, from the one in the body
            to the item itself.
        fields: The names of the fields that lead from the answer to the list.
        decode: Reads an item.
        nillable: Whether an item may be nil.
        expect: What may stand in an item; see `audit`.
    """

    operation: Operation[Request, Response]
    path: tuple[str, ...]
    fields: tuple[str, ...]
    decode: Callable[[Node, Reader], Item] = field(repr=False)
    nillable: bool = False
    expect: Expect = field(default=kept, repr=False)

    def read(
        self,
        chunks: Iterable[bytes],
        keep_nil: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> ItemStream[Item, Response]:
        """Read the items of an answer that comes in pieces, without any I/O.

        Args:
            chunks: The answer, cut anywhere.
            keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
            options: See `ReadingOptions`.

        Returns:
            The items, each as soon as it is there, and at the end the rest.

        Raises:
            SoapFault: The answer is a fault.
            ProtocolError: It is not the answer that the operation declares; items that
                came before what is wrong were given.
        """
        reader = reader_for(self.operation.name, keep_nil=keep_nil, **options)

        def begin(keep: Callable[[Response], None]) -> Generator[Item, None, None]:
            incoming = Incoming(self, reader)
            for chunk in chunks:
                yield from incoming.feed(chunk)
            keep(incoming.close())

        return ItemStream(begin)

    def without_items(self, answer: Response) -> Response:
        """Take the items that are left out of an answer, and give it back."""
        holder: Any = answer
        for name in self.fields[:-1]:
            holder = getattr(holder, name, None)
        if isinstance(getattr(holder, self.fields[-1], None), list):
            setattr(holder, self.fields[-1], [])
        return answer


class Incoming(Generic[Item, Response]):
    """An answer on its way.

    A single text may have ten million bytes, which is what libxml2 takes by itself.

    Args:
        items: What to look for.
        reader: Makes the errors.
    """

    def __init__(self, items: AnswerItems[Any, Item, Response], reader: Reader) -> None:
        refuse_parts(reader)
        self._items = items
        self._reader = reader
        soap = items.operation.soap
        above = (soap.clark("Envelope"), soap.clark("Body"))
        self._path = (*above, *items.path)
        self._parser = _etree.XMLPullParser(
            events=("start", "end"),
            tag=("{*}Envelope", items.path[-1]),
            **PARSING,
        )
        self._root: Any = None
        self._list: Node | None = None
        self._last: Any = None
        self._count = 0
        self._begun = False

    def feed(self, chunk: bytes) -> Iterator[Item]:
        """Take one more piece, and give the items that it completes."""
        broken: Exception | None = None
        self._begun = self._begun or bool(chunk.strip())
        try:
            self._parser.feed(chunk)
        except _etree.XMLSyntaxError as error:
            broken = error
        for event, node in self._parser.read_events():
            if self._root is None:
                refuse_doctype(node, self._reader)
                self._root = node
            elif event == "end" and self._is_item(node):
                yield self._read(node)
        if broken is not None:
            raise self._malformed(broken)

    def close(self) -> Response:
        """Check all that is not an item, at the end.

        Returns:
            The answer, without its items.

        Raises:
            SoapFault: The answer is a fault.
            ProtocolError: It is cut off, or something is missing or wrong.
        """
        try:
            root = self._parser.close()
        except _etree.XMLSyntaxError as error:
            raise self._malformed(error) from error
        refuse_doctype(root, self._reader)
        if self._reader.audit is not None and self._list is not None:
            # These were looked at when they came.
            name = self._items.path[-1]
            self._reader.audit.known = {n for n in self._list if n.tag == name}
        answer = self._items.operation.read_response(root, self._reader)
        return self._items.without_items(answer)

    def _is_item(self, node: Node) -> bool:
        current: Node | None = node
        for name in reversed(self._path):
            if current is None or current.tag != name:
                return False
            current = current.getparent()
        return current is None

    def _read(self, node: Any) -> Item:
        parent = node.getparent()
        if parent is not self._list:
            if self._list is None:
                self._items.operation.check_header(self._root, self._reader)
            self._list, self._last, self._count = parent, None, 0
        self._count += 1
        if self._count > 2:
            # Only now has everything come that stands behind it.
            self._reader.behind(self._last)
            parent.remove(self._last)
        self._last = node
        try:
            misplaced = self._look(node)
            mark(node, self._reader)
            items = self._items
            item = self._reader.value(node, items.decode, items.nillable)
            if self._reader.check_facets:
                self._check(node)
            if misplaced is not None:
                raise misplaced
            return item
        except ProtocolError as error:
            raise self._numbered(error) from None
        except RecursionError:
            raise self._reader.error("the elements are nested too deeply") from None

    def _check(self, node: Node) -> None:
        from .checking import below, check

        response = self._items.operation.response
        place = "" if response is None else response.facets
        place = below(place, self._items.path[1:])
        if place:
            check(node, place, self._reader)

    def _look(self, node: Node) -> ProtocolError | None:
        audit = self._reader.audit
        if audit is None:
            return None
        audit.at = self._places()
        misplaced = audit.element(node, self._reader, self._items.expect, False)
        audit.at = ("", "")
        return misplaced

    def _places(self) -> tuple[str, str]:
        """Where an item stands in the tree, and where it would with those taken out."""
        assert self._list is not None
        stem = f"{path(self._list)}/{local(self._items.path[-1])}"
        return f"{stem}[{min(self._count, 2)}]", f"{stem}[{self._count}]"

    def _numbered(self, error: ProtocolError) -> ProtocolError:
        """The same error, with the number that the item has with those taken out."""
        standing, true = self._places()
        if not error.path.startswith(standing):
            return error
        return ProtocolError(
            error.reason,
            path=f"{true}{error.path[len(standing):]}",
            status=error.status,
        )

    def _malformed(self, error: Exception) -> ProtocolError:
        if not self._begun:
            return self._reader.error("the message is empty")
        return self._reader.error(f"the message is not well-formed XML: {error}")
