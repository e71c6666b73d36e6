"""The arguments of a call: what the request is made from, and header blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import literal
from ..bindings import Field, Place
from ..naming import unique
from ..profile import HeaderNotes, Policy
from .context import Context
from .docstrings import WHOLE
from .imports import Imports
from .messages import Carrier, Carriers, header_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One keyword-only argument."""

    name: str
    annotation: str
    default: str


class Arguments:
    """The arguments of one operation's functions.

    Args:
        carried: What its messages carry.
        context: What all operations share.
        imports: Notes what the functions need for them.

    Attributes:
        request: The type of the request.
        fields: Its fields, where they are the arguments.
        headers: The header blocks that are arguments, with the arguments' names.
    """

    def __init__(self, carried: Carriers, context: Context, imports: Imports) -> None:
        self._carried = carried
        self._context = context
        self._imports = imports
        self._spell = context.spell
        self.request = context.bindings.types[context.key(carried.request)]
        self.fields = context.fields(carried.request)
        if self.request.abstract:
            self.fields = ()
        self.headers = self._headers()

    def listed(self) -> Iterator[Argument]:
        """The arguments: the fields of the request, then the header blocks.

        An abstract type has no values of its own: one of another is given as a whole.
        """
        if self.request.abstract:
            kind = self._spell.of(self.request.key, self._imports)
            none = self._context.or_none(self._carried.request)
            yield Argument(name=WHOLE, annotation=f"{kind}{none}", default="")
        for field in self.ordered():
            annotation = self._spell.whole(field, self._imports)
            if not field.required and _is_collection(field):
                annotation += " | None"
            default = "" if field.required else " = None"
            yield Argument(name=field.name, annotation=annotation, default=default)
        for name, block in self.headers:
            kind = self._spell.of(self._context.key(block), self._imports)
            yield Argument(name=name, annotation=f"{kind} | None", default=" = None")

    def ordered(self) -> tuple[Field, ...]:
        """The fields as arguments: required ones come before optional ones."""
        return tuple(sorted(self.fields, key=lambda field: not field.required))

    def given(self) -> str:
        """What the request is made from."""
        return ", ".join(f"{f.name}={_passed(f)}" for f in self.fields)

    def passed(self) -> str:
        """The header blocks as arguments of the client's call."""
        kinds = [self._context.key(block) for block in self._carried.headers]
        passed = []
        for name, block in self.headers:
            key = self._context.key(block)
            if kinds.count(key) > 1:  # the class does not tell which it is
                element = self._context.constants[block]
                self._imports.add(f"codecs.{self._context.layout.codec(key)}", element)
                name = literal.tupled([element, name])
            passed.append(name)
        return f", {literal.tupled(passed)}" if passed else ""

    def kinds(self) -> tuple[str, ...] | None:
        """What a request may be of that is given as a whole; None of all others."""
        if not self.request.abstract:
            return None
        found = map(self._context.bindings.types.__getitem__, self.request.derived)
        return tuple(kind.name for kind in found if not kind.abstract)

    def notes(self, block: Carrier) -> HeaderNotes:
        """What the profile says of a header block."""
        assert block.root is not None
        return header_notes(self._context.profile, block.root)

    def _headers(self) -> list[tuple[str, Carrier]]:
        """The header blocks that are arguments, with the arguments' names."""
        notes = {c: self.notes(c) for c in self._carried.headers}
        chosen = [c for c, said in notes.items() if said.policy is Policy.ARGUMENT]
        wanted = [notes[c].name or self._context.names.field(c.name) for c in chosen]
        taken = [field.name for field in self.fields]
        taken += [WHOLE] if self.request.abstract else []
        return list(zip(unique(wanted, taken), chosen, strict=True))


def _is_collection(field: Field) -> bool:
    return field.repeated or field.place is Place.ATTRIBUTES


def _passed(field: Field) -> str:
    """How an argument goes into the message: no list at all is an empty one."""
    if field.required or not _is_collection(field):
        return field.name
    empty = "[]" if field.repeated else "{}"
    return f"{empty} if {field.name} is None else {field.name}"
