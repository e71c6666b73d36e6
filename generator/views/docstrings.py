"""The docstrings of the call functions of one operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .. import literal
from ..bindings import Bindings, Field, Model, Place
from ..model import Operation
from ..profile import HeaderNotes, OperationNotes
from .documentation import argument, described, parted, rules

_WIDTH: Final = 84
WHOLE: Final = "message"
"""The argument that is the request as a whole, where its type is abstract."""
_KINDS: Final = 8
"""So many types that it may be of are named."""
_ITEMS: Final = "Give the items of the answer one by one, as they come."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderArgument:
    """A header block that is an argument.

    Attributes:
        name: The argument.
        wire: What the block is called on the wire.
        notes: What the profile says of it.
    """

    name: str
    wire: str
    notes: HeaderNotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The error of a fault that the operation declares.

    Attributes:
        error: Its class.
        wire: What the fault's detail is called on the wire.
        help: What the schema says of it, or "".
    """

    error: str
    wire: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Docstrings:
    """What is said of an operation, in the sections of Google's style.

    Attributes:
        operation: The operation.
        notes: What the profile says of it.
        bindings: The catalogue.
        content: The content model of the request, whose rules are told.
        kinds: What the request may be of, where it is given as a whole, or None.
        fields: The fields of the request, in the order of the arguments.
        headers: The header blocks that are arguments.
        answer: What the answer is called on the wire, or "" where there is none.
        only: The one field of the answer that is given in place of it, if so.
        faults: The faults that the operation declares.
    """

    operation: Operation
    notes: OperationNotes
    bindings: Bindings
    content: Model
    kinds: tuple[str, ...] | None
    fields: tuple[Field, ...]
    headers: tuple[HeaderArgument, ...]
    answer: str
    only: Field | None
    faults: tuple[Raised, ...]

    def title(self) -> str:
        """What a module is about, on one line."""
        said = f"{literal.prose(self.operation.name)}: {literal.prose(self._said())}"
        short = self._is_told() and len(said) <= _WIDTH - 2
        return said if short else f"The operation {literal.prose(self.operation.name)}."

    def headline(self) -> str:
        """What an operation is about, in a list of all: not yet escaped."""
        name = self.operation.name
        return f"{name}: {self._said()}" if self._is_told() else f"{name} on the wire."

    def call(self) -> Iterator[str]:
        """The docstring of the call function."""
        yield from self._summary()
        _, more = parted(self.operation.documentation)
        description = self.notes.description or ("" if self.notes.summary else more)
        if description:
            yield ""
            yield from literal.paragraphs(description, _WIDTH)
        yield from rules(self.content)
        yield from self._arguments()
        if self.answer:
            yield from self._returned()
        yield from self._raised()

    def stream(self, function: str) -> Iterator[str]:
        """That of the function that gives items.

        Args:
            function: The call function.
        """
        yield from (_ITEMS, "")
        text = (
            f"All of the answer is checked as `{function}` does; what is wrong "
            "behind an item shows after it was given. It takes the memory of one item."
        )
        yield from literal.wrap(text, _WIDTH)
        yield from self._arguments()
        text = (
            "The items, each as soon as it is there. When all have come, `rest` is the "
            f"answer without them, `{self.answer}`."
        )
        lines = literal.wrap(literal.prose(text), _WIDTH - 4)
        yield from ("", "Returns:", *(f"    {line}" for line in lines))
        yield from self._raised()

    def aio(self, same: str) -> Iterator[str]:
        """The docstring of the async function.

        Args:
            same: Where the call function is that does the same and waits.
        """
        yield from (*self._summary(), "")
        text = f"The arguments, the result and the errors are those of `{same}`."
        yield from literal.wrap(text, _WIDTH)

    def aio_stream(self, same: str) -> Iterator[str]:
        """That of the async function that gives items."""
        yield from (_ITEMS, "", *literal.wrap(f"See `{same}`.", _WIDTH))

    def _is_told(self) -> bool:
        return bool(self.notes.summary or self.operation.documentation)

    def _said(self) -> str:
        documented, _ = parted(self.operation.documentation)
        return self.notes.summary or documented or f"Call {self.operation.name}."

    def _summary(self) -> list[str]:
        return literal.wrap(literal.prose(self._said()), _WIDTH - 3)

    def _arguments(self) -> Iterator[str]:
        yield from ("", "Args:", "    client: The session to call through.")
        if self.kinds is not None:
            named = [f"`{kind}`" for kind in self.kinds[:_KINDS]]
            named += ["another"] * (len(self.kinds) > _KINDS)
            said = " or ".join(named) or "nothing can"
            yield from argument(WHOLE, f"What stands in the body: {said}.", _WIDTH)
        for field in self.fields:
            about = self.notes.arguments.get(field.wire.name) or field.help
            said = described(field, about or _standing(field), self.bindings)
            yield from argument(field.name, said, _WIDTH)
        for header in self.headers:
            said = header.notes.description or f"The header `{header.wire}`."
            yield from argument(header.name, said, _WIDTH)

    def _returned(self) -> Iterator[str]:
        said = f"The answer, `{self.answer}` on the wire."
        if self.only is not None:
            name = f"`{self.only.wire.name}`" if self.only.wire.name else "The value"
            said = f"{name} of the answer, `{self.answer}`."
        returned = self.notes.returns or said
        lines = literal.wrap(literal.prose(returned), _WIDTH - 4)
        yield from ("", "Returns:", *(f"    {line}" for line in lines))

    def _raised(self) -> Iterator[str]:
        yield from ("", "Raises:")
        for fault in self.faults:
            said = parted(fault.help)[0] or f"The service answered `{fault.wire}`."
            yield from argument(fault.error, said, _WIDTH)
        text = "The call failed; `SoapFault` where the service refused it."
        yield f"    ServiceError: {text}"


def _standing(field: Field) -> str:
    """Where a field stands that nobody has documented."""
    wire = f"`{field.wire.name}`"
    return {
        Place.ATTACHMENT: f"{wire}, beside the envelope.",
        Place.ATTRIBUTES: "Attributes that the schema leaves open.",
        Place.GROUP: "What repeats, in its order.",
        Place.TEXT: "The text of the element.",
        Place.WHOLE: "The element as it stands.",
        Place.WILDCARD: f"Elements that the schema leaves open, of {wire}.",
    }.get(field.place, f"{wire} on the wire.")
