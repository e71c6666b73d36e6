"""Holds messages against the facets of their types; loaded where somebody asks for it.

Both what is written and what was read is looked at as XML, after all other checks: the
elements are there that must be, and each text is a literal of its built-in type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import unquote

from .attaching import INCLUDE
from .characters import is_blank
from .errors import MessageError, ProtocolError
from .facets import Facets
from .lexical_binary import write_base64_binary
from .packing import current
from .qnames import at
from .reading import XSI_TYPE, Node, Reader, local, parse, path
from .rules import Rule, Rules, Table
from .value_space import NEVER_EMPTY


def check(node: Node, place: str, reader: Reader) -> None:
    """Check what was read.

    Args:
        node: An element that was decoded.
        place: Where the rules of its type are, as `module.type`.
        reader: Makes the errors.

    Raises:
        ProtocolError: A value is not as its type allows; the first in document order.
    """
    queue: list[tuple[Node, Rule]] = [(node, place)]
    while queue:
        current, rule = queue.pop()
        if isinstance(rule, Facets):
            if not (current.text or len(current)) and reader.is_nil(current):
                continue
            reason = _problem(current, rule, reader)
            if reason is not None:
                raise reader.error(reason, current)
            continue
        rules = _standing(current, _rules(rule), reader)
        _check_attributes(current, rules, reader)
        if not (current.text or len(current)) and reader.is_nil(current):
            continue
        reason = None
        if rules.text is not None:
            reason = _said(current, rules.text, current.text or "", reader)
        if reason is not None:
            raise reader.error(reason, current)
        queue += reversed(list(_inside(current, rules)))


def check_written(
    content: bytes, blocks: Iterable[str], body: str, *, bare: bool
) -> None:
    """Check an envelope that is to be sent.

    Args:
        content: The envelope.
        blocks: The places of the rules of each header block; "" is none.
        body: The same of what the body holds.
        bare: Whether that is the body itself, rather than the element in it.

    Raises:
        MessageError: A value is not as its type allows.
    """
    reader = Reader()
    root = parse(content, reader)
    _restore(root)
    parts = list(root)
    header = list(parts[0]) if len(parts) > 1 else []
    found = [parts[-1]] if bare else list(parts[-1])
    try:
        for node, place in zip([*header, *found], [*blocks, body], strict=False):
            if place:
                check(node, place, reader)
    except ProtocolError as error:
        raise MessageError(error.reason, path=error.path) from None


def below(place: str, names: Iterable[str]) -> str:
    """The place of the rules of an element that lies deeper; "" where it has none.

    Args:
        place: Where the rules of the outermost are.
        names: The names of the elements that lead from there to it.
    """
    for name in names:
        rule = _rules(place).elements.get(name) if place else None
        place = rule if isinstance(rule, str) else ""
    return place


@cache
def _rules(place: str) -> Rules:
    module, _, name = place.partition(".")
    table: Table = import_module(f"..facets.{module}", __package__).TABLE
    return table[name]


def _standing(node: Node, rules: Rules, reader: Reader) -> Rules:
    """The rules of the type that an element says it has (Part 1, 2.6.1)."""
    said = node.get(XSI_TYPE) if rules.types else None
    if said is None:
        return rules
    place = rules.types.get(reader.clark(node, said))
    return rules if place is None else _rules(place)


def _problem(node: Node, facets: Facets, reader: Reader) -> str | None:
    text = node.text or ""
    if (facets.defaulted and not text) or (is_blank(text) and _is_never_empty(facets)):
        return None  # the default, or nothing at all: as it was read
    return _said(node, facets, text, reader)


def _is_never_empty(facets: Facets) -> bool:
    if facets.members:
        return all(map(_is_never_empty, facets.members))
    return facets.base in NEVER_EMPTY


def _said(node: Node, facets: Facets, text: str, reader: Reader) -> str | None:
    """What is wrong with a text of an element or of its attributes, or None."""
    problem = facets.problem
    return problem(text) if facets.scope is None else at(node, reader, problem)(text)


def _check_attributes(node: Node, rules: Rules, reader: Reader) -> None:
    for name, facets in rules.attributes.items():
        text = node.get(name)
        reason = None if text is None else _said(node, facets, text, reader)
        if reason is not None:
            raise ProtocolError(
                reason,
                path=f"{path(node)}/@{local(name)}",
                status=reader.status,
                content=reader.content,
            )


def _inside(node: Node, rules: Rules) -> Iterator[tuple[Node, Rule]]:
    kept: set[str] = set()
    for child in node:
        if child.tag in kept:
            continue
        if child.tag in rules.once:
            kept.add(child.tag)
        rule = rules.elements.get(child.tag, rules.items)
        if rule is not None:
            yield child, rule


def _restore(root: Any) -> None:
    """Put in the bytes that travel beside the envelope that is being written."""
    packing = current.get()
    if packing is None:
        return
    for node in list(root.iter(f"{{{INCLUDE}}}Include")):
        holder = node.getparent()
        content_id = unquote((node.get("href") or "").removeprefix("cid:"))
        content = packing.beside(content_id)
        if content is not None:  # else it stands in XML that was given as it is
            holder.text = write_base64_binary(content)
            holder.remove(node)
