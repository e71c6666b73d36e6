"""SOAP's own encoding (SOAP 1.1, section 5; SOAP 1.2, part 2, section 3).

What is written is annotated with `xsi:type` and `arrayType`. What is read has its
references put in: after that it looks as a schema would have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from .characters import WHITE_SPACE, shown
from .positions import Places, flattened
from .reading import XSI, XSI_NIL, XSI_TYPE, Node, Reader
from .versions import Soap

# As in `reading`: without lxml's stubs.
_etree: Final[Any] = import_module("lxml.etree")

XSD: Final = "http://www.w3.org/2001/XMLSchema"
_BODIES: Final = frozenset(soap.clark("Body") for soap in Soap)
_IDS: Final = ("id", f"{{{Soap.SOAP12.encoding}}}id")
"""What names an element: SOAP 1.2 has it in its namespace (part 2, 3.1.5.1)."""
_ANYTHING: Final = "xsd:anyType"
"""The type of what is kept as XML, which says its own type if it has one."""
_MOST: Final = 1_000_000
_LONGEST: Final = 64 * 1024 * 1024
_DEEPEST: Final = 256
"""Elements, and characters, that references and what arrays leave out may add to an
answer all together; and elements that may then lie in one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What `xsi:type` says of a struct or an array.

    Attributes:
        children: The types of what a struct holds, by the names of the elements.
        item: The type of an array's items, or "" of a struct.
        rank: How many dimensions an array has.
    """

    children: Mapping[str, str] = field(default_factory=dict[str, str])
    item: str = ""
    rank: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The types of a service as SOAP's encoding names them.

    Attributes:
        types: Structs and arrays by their names, prefix and all; others are simple. A
            name that begins with "#" is our own: the type has none.
        messages: What stands in each body, by what `Element.encoded` says of it.
        blocks: The types of header blocks and details, by the same.
    """

    types: Mapping[str, Typed]
    messages: Mapping[str, Typed]
    blocks: Mapping[str, str] = field(default_factory=dict[str, str])

    def annotate(
        self,
        content: bytes,
        blocks: Sequence[str],
        message: str,
        bare: bool,
        soap: Soap,
    ) -> bytes:
        """Say the type of everything that is in this encoding.

        Args:
            content: The envelope, as for literal use.
            blocks: What `Element.encoded` says of each header block; "" is literal.
            message: The same of the body.
            bare: Whether the body itself holds the parts.
            soap: The version of SOAP.
        """
        scope = {"xsd": XSD, "xsi": XSI, "enc": soap.encoding}
        root = _declaring(content, scope)
        for name, block in zip(blocks, root[0] if blocks else (), strict=True):
            if name:
                block.set(soap.clark("encodingStyle"), soap.encoding)
                self._annotate(block, self.blocks[name], soap)
        if message:
            holder = root[-1] if bare else root[-1][0]
            holder.set(soap.clark("encodingStyle"), soap.encoding)
            self._children(holder, self.messages[message], soap)
        made: bytes = _etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return made

    def _annotate(self, node: Any, name: str, soap: Soap) -> None:
        if node.get(XSI_NIL) is not None or name == _ANYTHING:
            return
        name = node.get(XSI_TYPE) or name
        typed = self.types.get(name)
        if typed is not None and typed.item:
            self._array(node, typed, soap)
            return
        if not name.startswith("#"):
            node.set(XSI_TYPE, name)
        if typed is not None:
            self._children(node, typed, soap)

    def _children(self, node: Any, typed: Typed, soap: Soap) -> None:
        for child in node:
            known = typed.children.get(child.tag)
            if known is not None:
                self._annotate(child, known, soap)

    def _array(self, node: Any, typed: Typed, soap: Soap) -> None:
        sizes = flattened(node, typed.rank)
        item = typed.item
        inner = self.types.get(item)
        of = "xsd:anyType" if item.startswith("#") else item
        if inner is not None and inner.item:
            of = "enc:Array" if soap is Soap.SOAP12 else self._rank(inner)
        node.set(XSI_TYPE, "enc:Array")
        space = soap.encoding
        if soap is Soap.SOAP11:
            text = ",".join(map(str, sizes))
            node.set(f"{{{space}}}arrayType", f"{of}[{text}]")
        else:
            node.set(f"{{{space}}}itemType", of)
            node.set(f"{{{space}}}arraySize", " ".join(map(str, sizes)))
        for child in node:
            self._annotate(child, item, soap)

    def _rank(self, typed: Typed) -> str:
        """The type of arrays in an array, as `xsd:int[,]` (SOAP 1.1, 5.4.2)."""
        inner = self.types.get(typed.item)
        of = "xsd:anyType" if typed.item.startswith("#") else typed.item
        if inner is not None and inner.item:
            of = self._rank(inner)
        return f"{of}[{',' * (typed.rank - 1)}]"


def _declaring(content: bytes, scope: Mapping[str, str]) -> Any:
    """The root of an envelope that declares some prefixes more.

    As text: lxml declares no more than there is, and loses a prefix on the way into
    another root if that has one for the same namespace, whatever texts need it.
    """
    known = _etree.fromstring(content).nsmap
    said = (f' xmlns:{p}="{uri}"' for p, uri in scope.items() if p not in known)
    start, name, rest = content.partition(b":Envelope")
    return _etree.fromstring(start + name + "".join(said).encode() + rest)


def resolve(nodes: Iterable[Any], reader: Reader) -> None:
    """Put the elements that are referred to where they are referred to.

    Elements that stand in the body only to be referred to are taken out of it, and
    what an array leaves out is put in as nil.

    Args:
        nodes: What is in this encoding: header blocks, the body.
        reader: Makes the errors.

    Raises:
        ProtocolError: A reference leads nowhere, or round in a circle, or the whole
            would be too large.
    """
    resolver: _Resolver | None = None
    places: Places | None = None
    for node in nodes:
        if resolver is None or places is None:
            whole = node.getroottree().iter()
            named = {name: n for n in whole if (name := _id(n))}
            resolver = _Resolver(named, reader)
            places = Places(reader, resolver.add)
        resolver.inside(node)
        if node.tag in _BODIES:
            for child in list(node)[1:]:
                if is_referred_to(child):
                    node.remove(child)
        for inner in list(node.iter()):
            places.fill(inner)


class _Resolver:
    def __init__(self, named: Mapping[str, Any], reader: Reader) -> None:
        self._named = named
        self._reader = reader
        self._count = 0
        self._length = 0

    def inside(self, node: Any) -> None:
        queue: list[tuple[Any, int, frozenset[str]]] = [(node, 0, frozenset())]
        while queue:
            current, depth, seen = queue.pop()
            if depth > _DEEPEST:
                raise self._reader.error("the references make the answer too deep")
            name, target = _id(current), self._target(current)
            if name:
                seen |= {name}
            if target:
                if target in seen:
                    reason = f"the reference {shown(target)} leads to itself"
                    raise self._reader.error(reason, current)
                seen |= {target}
                self._put(current, target)
            queue += [(child, depth + 1, seen) for child in current]

    def add(self, count: int, length: int, node: Any) -> None:
        """Count what is added, before it is."""
        self._count += count
        self._length += length
        if self._count > _MOST or self._length > _LONGEST:
            reason = "references and positions make the answer too large"
            raise self._reader.error(reason, node)

    def _target(self, node: Any) -> str:
        for name in ("href", *(f"{{{soap.encoding}}}ref" for soap in Soap)):
            found = str(node.get(name) or "")
            outside = name == "href" and not found.startswith("#")
            if found and not outside and not len(node):
                del node.attrib[name]
                return found.removeprefix("#")
        return ""

    def _put(self, node: Any, target: str) -> None:
        found = self._named.get(target)
        if found is None:
            reason = f"the reference {shown(target)} leads nowhere"
            raise self._reader.error(reason, node)
        for each in found.iter():
            self.add(1, _length(each), node)
        for _, (prefix, space) in _etree.iterwalk(found, ("start-ns",)):
            self.add(0, len(prefix or "") + len(space), node)
        for name, value in found.attrib.items():
            if name not in _IDS and not name.endswith("}root"):
                node.set(name, value)
        node.text = found.text
        _copy(found, node)
        for original, each in zip(found.iter(), node.iter(), strict=True):
            self._retype(original, each)

    def _retype(self, original: Node, copy: Any) -> None:
        """Say the type of a copy anew, where other prefixes may be in scope."""
        said = original.get(XSI_TYPE)
        if said is None:
            return
        self.add(0, len(original.nsmap), copy)
        prefix, _, rest = said.strip(WHITE_SPACE).rpartition(":")
        space = original.nsmap.get(prefix or None)
        if space:
            with suppress(ValueError):  # it is no name, which is for the decoders
                copy.set(XSI_TYPE, _etree.QName(space, rest))


def is_referred_to(node: Node) -> bool:
    """Whether an element in a body may stand there only to be referred to."""
    return bool(_id(node))


def _id(node: Node) -> str:
    return next((found for name in _IDS if (found := node.get(name))), "")


def _copy(source: Any, target: Any) -> None:
    """Copy what is in an element into another, with the prefixes that it is read by.

    A copy by lxml would only have those of the names of elements and attributes.
    """
    queue = [(source, target)]
    while queue:
        given, made = queue.pop()
        for child in given:
            copy = _etree.SubElement(made, child.tag, child.attrib, child.nsmap)
            copy.text, copy.tail = child.text, child.tail
            queue.append((child, copy))


def _length(node: Any) -> int:
    """The characters in an element's own tag, and behind it."""
    texts = (node.text, node.tail, *node.attrib.values())
    return sum(len(text) for text in texts if text)
