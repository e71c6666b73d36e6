"""Where the items of an array stand (SOAP 1.1, 5.4.2; SOAP 1.2, part 2, 3.1.6).

An array of several dimensions has its items in one element, the last index running
fastest. For decoders and encoders it is an array of rows, each in an element.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import prod
from typing import Any, Final

from .errors import MessageError
from .reading import XSI_NIL, Node, Reader, path
from .versions import Soap

_SOAP11: Final = f"{{{Soap.SOAP11.encoding}}}"
_SOAP12: Final = f"{{{Soap.SOAP12.encoding}}}"
_DEEPEST: Final = 16
"""Dimensions of an array, at most."""
_INDICES: Final = re.compile(r"\[\s*([0-9]{1,7}(?:\s*,\s*[0-9]{1,7})*)\s*\]\s*\Z")
_SIZES: Final = re.compile(r"(?:\*|[0-9]{1,7})(?:\s+[0-9]{1,7})+\Z")


class Places:
    """Puts nil where the arrays of one answer leave items out, and makes rows.

    Args:
        reader: Makes the errors.
        add: Counts elements and characters before they are added; refuses too many.
    """

    def __init__(self, reader: Reader, add: Callable[[int, int, Any], None]) -> None:
        self._reader = reader
        self._add = add

    def fill(self, node: Any) -> None:
        """Look at one element, which may be an array."""
        children = list(node)
        sizes = _sizes(node, len(children))
        if len(sizes) > _DEEPEST:
            raise self._reader.error("the array has too many dimensions", node)
        offset = _indices(node.get(f"{_SOAP11}offset"))
        places = [_indices(child.get(f"{_SOAP11}position")) for child in children]
        if len(sizes) < 2 and offset is None and not any(places):
            return
        at = 0 if offset is None else self._index(offset, sizes, node)
        filled = self._nils(at, node, children)
        for child, place in zip(children, places, strict=True):
            at = at if place is None else self._index(place, sizes, child)
            if at < len(filled):
                raise self._impossible(child)
            filled += self._nils(at - len(filled), child, children)
            filled.append(child)
            at += 1
        if len(sizes) > 1:
            if len(filled) > prod(sizes):
                raise self._reader.error("the array has more items than it says", node)
            filled += self._nils(prod(sizes) - len(filled), node, children)
            for size in reversed(sizes[1:]):
                self._add(len(filled) // size if size else 0, 0, node)
                filled = _rows(node, filled, size)
        node[:] = filled

    def _index(self, place: tuple[int, ...], sizes: tuple[int, ...], node: Node) -> int:
        """The number of an item by its indices."""
        if len(place) == 1:
            return place[0]
        if len(place) != len(sizes):
            raise self._impossible(node)
        index = 0
        for number, size in zip(place, sizes, strict=True):
            if number >= size:
                raise self._impossible(node)
            index = index * size + number
        return index

    def _nils(self, count: int, node: Node, children: list[Any]) -> list[Any]:
        self._add(count, 0, node)
        tag = children[0].tag if children else "item"
        make: Any = node
        return [make.makeelement(tag, {XSI_NIL: "true"}) for _ in range(count)]

    def _impossible(self, node: Node) -> Exception:
        return self._reader.error("the position in the array is not possible", node)


def _sizes(node: Node, count: int) -> tuple[int, ...]:
    """The sizes of an array of several dimensions; () of anything else."""
    said = node.get(f"{_SOAP12}arraySize")
    if said is not None and _SIZES.match(said.strip()):
        first, *rest = said.split()
        others = tuple(map(int, rest))
        if first != "*":
            return (int(first), *others)
        return (-(-count // prod(others)) if prod(others) else 0, *others)
    text = node.get(f"{_SOAP11}arrayType") or ""
    found = _indices(text[text.rfind("[") :]) if "[" in text else None
    return found if found is not None and len(found) > 1 else ()


def _rows(node: Any, items: list[Any], size: int) -> list[Any]:
    """The items in rows of a size."""
    rows = []
    for start in range(0, len(items), size) if size else ():
        row = node.makeelement("item", {})
        row[:] = items[start : start + size]
        rows.append(row)
    return rows


def _indices(text: str | None) -> tuple[int, ...] | None:
    found = _INDICES.match(text.strip()) if text else None
    return None if found is None else tuple(map(int, found[1].split(",")))


def flattened(node: Any, rank: int) -> tuple[int, ...]:
    """Put the items of rows into the array itself.

    Args:
        node: The array, as rows.
        rank: How many dimensions it has.

    Returns:
        The sizes.

    Raises:
        MessageError: Rows have different lengths, or one is nil.
    """
    sizes = [len(node)]
    level = list(node)
    for _ in range(rank - 1):
        if any(row.get(XSI_NIL) is not None for row in level):
            raise MessageError("a row of an array cannot be nil", path=path(node))
        lengths = {len(row) for row in level}
        if len(lengths) > 1:
            reason = "the rows of an array must have the same length"
            raise MessageError(reason, path=path(node))
        sizes.append(lengths.pop() if lengths else 0)
        level = [item for row in level for item in row]
    if rank > 1:
        node[:] = level
    return tuple(sizes)
