"""What the functions of an operation give: the answer, its only child, or its items."""

from __future__ import annotations

from dataclasses import dataclass

from .. import literal
from ..bindings import Field
from ..model import Operation
from . import streams
from .context import Context
from .imports import Imports
from .messages import Carriers


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamView:
    """The function that gives the items of an answer one by one.

    Attributes:
        function: Its name.
        constant: The constant that says where the items are.
        path: The names that lead to them.
        fields: The names of the fields that lead to the list.
        decode: The decoder of an item.
        expect: What tells what an item may hold.
        codec: The module of both.
        nillable: Whether an item may be nil.
        item: The annotation of an item.
        answer: The annotation of the answer around them.
    """

    function: str
    constant: str
    path: str
    fields: str
    decode: str
    expect: str
    codec: str
    nillable: bool
    item: str
    answer: str


class Result:
    """What one operation's functions give.

    Args:
        carried: What its messages carry.
        context: What all operations share.
        imports: Notes what the functions need for it.

    Attributes:
        only: The one child of the answer that is given instead of it, or None.
    """

    def __init__(self, carried: Carriers, context: Context, imports: Imports) -> None:
        self._response = carried.response
        self._context = context
        self._imports = imports
        self._spell = context.spell
        self.only: Field | None = None
        if self._response is not None:
            answer = context.bindings.types[context.key(self._response)]
            if not answer.derived:
                self.only = _unwrapped(context.fields(self._response))

    def returns(self) -> str:
        """The type of the result."""
        response = self._response
        if response is None:
            return "None"
        if self.only is not None:
            found = self._spell.whole(self.only, self._imports)
        else:
            found = self._spell.of(self._context.key(response), self._imports)
        none = self._context.or_none(response)
        return found.removesuffix(none) + none

    def unwrap(self) -> str:
        """What gives the one thing that an answer holds."""
        return "" if self.only is None else f".{self.only.name}"

    def looked_at(self, answer: str) -> str:
        """What a call returns, where its answer has to be looked at for that."""
        response = self._response
        if response is None or self.only is None or not self._context.or_none(response):
            return ""
        kind = self._spell.of(self._context.key(response), self._imports)
        return f"{answer}{self.unwrap()} if isinstance({answer}, {kind}) else {answer}"

    def stream(self, operation: Operation, module: str) -> StreamView | None:
        """The function that gives the items of the answer, if it is a long list."""
        if not streams.reads(operation.name, module, self._context.profile):
            return None
        found = self._context.lists.stream(self._response)
        if found is None or self._response is None:
            return None
        key = self._context.key(self._response)
        none = self._context.or_none(self._response)
        function = self._context.layout.functions[found.item]
        return StreamView(
            function=self._context.streams[module],
            constant=f"{self._context.own[module]}_ITEMS",
            path=literal.tupled([*map(literal.string, found.path)]),
            fields=literal.tupled([*map(literal.string, found.fields)]),
            decode=f"decode_{function}",
            expect=f"expect_{function}",
            codec=self._context.layout.codec(found.item),
            nillable=found.nillable,
            item=self._spell.of(found.item, self._imports),
            answer=f"{self._spell.of(key, self._imports)}{none}",
        )


def _unwrapped(fields: tuple[Field, ...]) -> Field | None:
    """The one child of the answer, where there is just one, and required.

    One that may be nil is None then: in SOAP's encoding that is every value.
    """
    if len(fields) == 1 and fields[0].required and not fields[0].repeated:
        return fields[0]
    return None
