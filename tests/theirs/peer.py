"""Messages of one document, held against what xsdata makes of them."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from generator.bindings import Bindings, Key
from generator.model import Description
from generator.source import Source
from generator.views import Carrier

from ..corpus.oracle import (
    alone,
    as_bytes,
    as_it_is,
    held,
    names_of,
    schemas,
    write,
)
from .agree import Agreement
from .classes import Theirs
from .disagreement import Disagreement
from .same import Rules, canonical, defaults, nillable

_MARK: Final = "what xsdata wrote"


@dataclass(frozen=True, slots=True)
class Difference:
    """How xsdata's reading or writing of an element is not ours.

    Attributes:
        carrier: What the element is.
        what: "unknown" (xsdata has no class), "unread", "unwritten", "value", "bytes".
        why: What is not the same.
        node: The element as we wrote it.
    """

    carrier: Carrier
    what: str
    why: str
    node: etree._Element


class Peer:
    """Holds messages of one package against xsdata.

    Args:
        source: The document, as the guard left it.
        description: What it describes.
        carriers: All that its messages carry.
        bindings: What our types are.
        package: The name our package can be imported by.
        folder: Where to put schemas and xsdata's classes.
    """

    def __init__(
        self,
        source: Source,
        description: Description,
        carriers: Sequence[Carrier],
        bindings: Bindings,
        package: str,
        folder: Path,
    ) -> None:
        self.bindings = bindings
        self.names = names_of(carriers)
        every = schemas(source, description)
        write(every, self.names, folder, as_it_is)
        self.theirs = Theirs(folder, f"theirs_{package}")
        self.agreement = Agreement(
            bindings,
            self.theirs.context,
            importlib.import_module(f"{package}._runtime.lexical"),
            importlib.import_module(f"{package}._runtime.values").NIL,
        )
        self.defaults = defaults(every)
        self.nillable = nillable(every)
        self.known: dict[Key, Rules] = {}

    def turned(
        self, content: bytes, carriers: Sequence[Carrier], values: Sequence[Any]
    ) -> tuple[bytes, list[Difference]]:
        """Have xsdata read and write what an envelope holds.

        Args:
            content: The envelope, or anything else.
            carriers: What its header blocks and its body, or fault's detail, are.
            values: What we wrote them from.

        Returns:
            The same with what xsdata wrote, up to what `same` undoes; and where it does
            not agree.
        """
        root = etree.fromstring(content)
        found: list[Difference] = []
        texts: list[bytes] = []
        nodes = held(root, carriers[-1])
        for node, carrier, value in zip(nodes, carriers, values, strict=True):
            said, made = self._one(node, carrier, value)
            found += [] if said is None else [said]
            texts += [made]
            around = node.getparent()
            assert around is not None
            around.replace(node, etree.Comment(_MARK))
        return _joined(as_bytes(root), texts), found

    def read(
        self, node: etree._Element, carrier: Carrier, ours: Any
    ) -> Difference | None:
        """Have xsdata read an element that neither of us wrote.

        Args:
            node: The element.
            carrier: What it is.
            ours: What we read it as.
        """
        copy = alone(node, carrier, self.names)
        step = "unknown"
        try:
            self._insist_on_a_class(copy)
            step = "unread"
            value = self.theirs.read(copy)
            step = "value"
            self.agreement.check(carrier.key(self.bindings), ours, value)
        except Exception as error:
            return _difference(carrier, step, error, copy)
        return None

    def _insist_on_a_class(self, node: etree._Element) -> None:
        if not self.theirs.knows(node.tag):
            raise Disagreement(f"xsdata has no {node.tag}")

    def _rules(self, key: Key) -> Rules:
        if key not in self.known:
            self.known[key] = Rules.of(self.bindings, key, self.defaults, self.nillable)
        return self.known[key]

    def _one(
        self, node: etree._Element, carrier: Carrier, ours: Any
    ) -> tuple[Difference | None, bytes]:
        copy = alone(node, carrier, self.names)
        key = carrier.key(self.bindings)
        step = "unknown"
        try:
            self._insist_on_a_class(copy)
            step = "unread"
            value = self.theirs.read(copy)
            step = "unwritten"
            written = self.theirs.write(value)
            step = "bytes"
            rules = self._rules(key)
            rules.insist(copy, written)
            step = "value"
            self.agreement.check(key, ours, value)
        except Exception as error:
            return _difference(carrier, step, error, copy), as_bytes(node)
        made = rules.reconciled(copy, written)
        made.tag = node.tag
        return None, as_bytes(made)


def _difference(
    carrier: Carrier, what: str, error: Exception, node: etree._Element
) -> Difference:
    why = str(error) if isinstance(error, Disagreement) else repr(error)
    return Difference(carrier, what, why[:600], node)


def _joined(envelope: bytes, texts: list[bytes]) -> bytes:
    """An envelope with what stands in it.

    As text: lxml drops prefixes that only an `xsi:type` has when it moves an element.
    """
    mark = b"<!--" + _MARK.encode() + b"-->"
    first, *others = envelope.split(mark)
    pairs = zip(texts, others, strict=True)
    return b"".join([first, *(part for pair in pairs for part in pair)])


def plain(value: Any) -> Any:
    """A value of ours to be compared, where XML may have other prefixes."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    element = getattr(value, "element", None)
    if type(value).__name__ == "Xml" and element is not None:
        return canonical(element())
    return type(value), dict(_fields(value))


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(value):
        yield field.name, plain(getattr(value, field.name))
