"""What one operation puts on the wire: bodies, header blocks, faults, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..errors import near
from ..model import (
    Attachment,
    Coding,
    Fault,
    Header,
    Message,
    Part,
    QName,
    Style,
    Use,
)
from ..source import refusal
from ..synthesis import Types
from ..xml import MIME_BINDING, SOAP11_BINDING, SOAP12_BINDING, WSDL
from .index import Index, Place, alone, called

_TRUE: Final = ("true", "1")
_MEDIA: Final = re.compile(r"[\w.+*-]+/[\w.+*-]+(?: *; *[\w.+-]+=[\w.+-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bound:
    """One operation of a binding together with its port type's.

    Attributes:
        index: Where names lead to.
        types: Makes the types that no schema has.
        bound: The operation in the binding.
        abstract: The operation in the port type.
        soap: The namespace of the binding's own elements.
        notes: What is left out; added to while reading.
    """

    index: Index
    types: Types
    bound: Place
    abstract: Place
    soap: str
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Note what is left out, or read in a way that the document does not say."""
        self.notes.append(f"operation {self.abstract.name!r}: {text}")

    def extension(self, name: str) -> Place | None:
        """The SOAP element of the operation itself, `soap:operation`."""
        return alone(self.bound, self._extensions(self.bound, name))

    def message(self, direction: str, style: Style) -> Message | None:
        """What stands in the body one way, or None where nothing goes that way."""
        said = self.abstract.only(direction)
        if said is None:
            return None
        name, parts = self._message(said, direction)
        bound = self.bound.only(direction)
        body = None
        if bound is not None:
            body = alone(bound, self._extensions(bound, "body"))
        beside = tuple(self._attachments(bound, parts))
        elsewhere = {a.part.name for a in beside} | self._in_headers(bound, name)
        chosen = self._chosen(body, parts, elsewhere)
        message = Message(
            name=name,
            parts=tuple(chosen),
            coding=self._coding(body),
            attachments=beside,
        )
        wanted = self.abstract.name + ("Response" if direction == "output" else "")
        if style is Style.RPC:
            return self._rpc(message, wanted)
        return self._document(message, wanted)

    def headers(self, direction: str) -> Iterator[Header]:
        """The header blocks that the binding declares, each once."""
        bound = self.bound.only(direction)
        seen: set[QName] = set()
        for place in () if bound is None else self._extensions(bound, "header"):
            header = self._header(place, self._own(direction))
            if header.element in seen:
                self.note(f"header {header.element.name!r} is declared more than once")
                continue
            seen.add(header.element)
            nested = self._extensions(place, "headerfault")
            faults = tuple(self._header(fault, None) for fault in nested)
            yield replace(header, faults=faults)

    def faults(self) -> Iterator[Fault]:
        """The faults that the port type declares and whose detail is one part."""
        bound = {place.name: place for place in self.bound.children("fault")}
        for place in self.abstract.children("fault"):
            within = bound.pop(place.name, None)
            name, parts = self._message(place, f"fault {place.name!r}")
            if len(parts) != 1:
                self.note(f"fault {place.name!r} has not just one part")
                continue
            found = None if within is None else self._extensions(within, "fault")
            coding = self._coding(None if found is None else next(found, None))
            element, type_ = self._block(parts[0], coding)
            yield Fault(
                name=place.name,
                element=element,
                type=type_,
                message=name,
                coding=coding,
            )
        for left in bound:
            self.note(f"fault {left!r} is not in its port type")

    def _message(self, place: Place, what: str) -> tuple[QName, list[Part]]:
        """The message that an input, output or fault names, which may name none."""
        if not place.node.get("message", "").strip():
            self.note(f"{what} names no message, and is taken to be empty")
            return self.abstract.qname, []
        message = self.index.get("message", place, "message")
        for part in message.children("part"):
            if part.node.get("element") and part.node.get("type"):
                self.note(f"part {part.name!r} has a type too, which is ignored")
        return message.qname, list(self.index.parts(message).values())

    def _extensions(self, place: Place, name: str) -> Iterator[Place]:
        """SOAP elements at any depth: MIME bindings wrap them (section 5)."""
        own = list(place.node.iter(f"{{{self.soap}}}{name}"))
        either = (f"{{{SOAP11_BINDING}}}{name}", f"{{{SOAP12_BINDING}}}{name}")
        return map(place.at, own or place.node.iter(*either))

    def _coding(self, place: Place | None) -> Coding:
        if place is None:
            return Coding()
        encoding = " ".join(place.node.get("encodingStyle", "").split())
        return Coding(
            use=self._use(place.node.get("use", "").strip(), encoding),
            encoding=encoding,
            namespace=place.node.get("namespace", "").strip(),
        )

    def _use(self, said: str, encoding: str) -> Use:
        """As said; where nothing or nonsense is, an encoding style says that one is."""
        uses = {use.value: use for use in Use}
        meant = Use.ENCODED if encoding else Use.LITERAL
        if said and said.casefold() not in uses:
            self.note(f"use {said!r} is taken to be {meant.value!r}")
        return uses.get(said.casefold(), meant)

    def _attachments(
        self, bound: Place | None, parts: list[Part]
    ) -> Iterator[Attachment]:
        """The parts bound to `mime:content`, which may be there once a media type."""
        media: dict[str, dict[str, None]] = {}
        known = {part.name: part for part in parts}
        if bound is not None:
            for node in bound.node.iter(f"{{{MIME_BINDING}}}content"):
                part = _part(bound.at(node), known)
                kind = node.get("type", "").strip()
                if kind and not _MEDIA.fullmatch(kind):
                    self.note(f"part {part.name!r}: {kind!r} is no media type")
                    kind = ""
                media.setdefault(part.name, {}).update({kind: None} if kind else {})
        for part in parts:
            if part.name in media:
                yield Attachment(part=part, media=tuple(media[part.name]))

    def _in_headers(self, bound: Place | None, message: QName) -> set[str]:
        """The parts of a message that go into header blocks instead of the body."""
        found = set()
        for place in () if bound is None else self._extensions(bound, "header"):
            if not place.node.get("message", "").strip():
                found.add(place.node.get("part", "").strip())
                continue
            named = self.index.get("message", place, "message")
            if named.qname == message:
                found.add(_part(place, self.index.parts(named)).name)
        return found

    def _chosen(
        self, body: Place | None, parts: list[Part], elsewhere: set[str]
    ) -> list[Part]:
        """The parts in the body: as its binding says, or all that are not elsewhere."""
        said = None if body is None else body.node.get("parts")
        if body is None or said is None:
            return [p for p in parts if p.name not in elsewhere]
        known = [p.name for p in parts]
        for name in said.split():
            if name not in known:
                reason = f"the message has no part {name!r}{near(name, known)}"
                raise refusal(body.document.file, body.node, reason)
        return [p for p in parts if p.name in said.split()]

    def _rpc(self, message: Message, wanted: str) -> Message:
        """An element named after the operation, with the parts (section 3.5)."""
        space = message.coding.namespace
        if not space:
            space = self.abstract.qname.namespace
            self.note(f"no namespace is given for {wanted!r}; it is in {space!r}")
        encoded = message.coding.use is Use.ENCODED
        made = self.types.sequence(
            wanted,
            message.parts,
            nillable=encoded,
            attachments=message.attachments,
        )
        return replace(message, root=QName(space, wanted), type=made)

    def _document(self, message: Message, wanted: str) -> Message:
        """One element, or else what the body itself is made of (section 3.5)."""
        parts, encoded = message.parts, message.coding.use is Use.ENCODED
        if message.attachments:
            made = self.types.sequence(
                wanted, parts, nillable=encoded, attachments=message.attachments
            )
            return replace(message, type=made)
        if len(parts) == 1 and parts[0].element is not None:
            return replace(message, root=parts[0].element)
        if len(parts) == 1 and not encoded:
            return replace(message, type=self._type(parts[0], wanted))
        if not encoded and any(part.element is None for part in parts):
            self.note(f"parts of {message.name.name!r} have types; each is an element")
        made = self.types.sequence(wanted, parts, nillable=encoded)
        return replace(message, type=made)

    def _type(self, part: Part, wanted: str) -> QName | None:
        """The complex type of a part: its own, or one made of its simple one."""
        return self.types.text(wanted, part) if part.simple else part.type

    def _block(self, part: Part, coding: Coding) -> tuple[QName, QName | None]:
        """The element that a header's or a fault's part is, and its complex type."""
        if part.element is not None:
            return part.element, None
        return QName(coding.namespace, part.name), self._type(part, part.name)

    def _own(self, direction: str) -> Place | None:
        """The message that goes one way, which a header means that names none."""
        said = self.abstract.only(direction)
        if said is None or not said.node.get("message", "").strip():
            return None
        return self.index.get("message", said, "message")

    def _header(self, place: Place, own: Place | None) -> Header:
        named = place.node.get("message", "").strip()
        message = own if own is not None and not named else None
        if message is not None:
            self.note(
                f"{called(place.node)} names no message; {message.name!r} is taken"
            )
        if message is None:
            message = self.index.get("message", place, "message")
        part = _part(place, self.index.parts(message))
        coding = self._coding(place)
        element, type_ = self._block(part, coding)
        return Header(
            element=element,
            type=type_,
            message=message.qname,
            part=part.name,
            coding=coding,
            required=place.node.get(f"{{{WSDL}}}required", "").strip() in _TRUE,
        )


def _part(place: Place, known: Mapping[str, Part]) -> Part:
    """The part that an element of a binding names, or the only one there is."""
    name = place.node.get("part", "").strip()
    if not name and len(known) == 1:
        return next(iter(known.values()))
    if name not in known:
        reason = f"the message of {called(place.node)} has no part {name!r}"
        where = place.document.file
        raise refusal(where, place.node, reason + near(name, known))
    return known[name]
