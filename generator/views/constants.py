"""The constant of an operation: all that the client must know to call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import literal
from ..model import Operation, Soap
from .context import Context
from .encodings import is_encoded, said
from .imports import Imports
from .messages import Carrier, Carriers


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantView:
    """The constant of an operation, as source.

    Attributes:
        name: What it is called.
        annotation: Its type.
        settings: What it is made with, by the names of the arguments.
    """

    name: str
    annotation: str
    settings: tuple[tuple[str, str], ...]


def view(
    name: str,
    operation: Operation,
    soap: Soap,
    carried: Carriers,
    context: Context,
    imports: Imports,
) -> ConstantView:
    """Decide how the constant of an operation is written; notes what that imports.

    Args:
        name: What it is called.
        operation: The operation.
        soap: The version that its port speaks.
        carried: What its messages carry.
        context: What all operations share.
        imports: The imports of its module.
    """
    builder = _Builder(operation, soap, carried, context, imports)
    return ConstantView(
        name=name,
        annotation=builder.annotation(),
        settings=tuple((key, value) for key, value in builder.settings() if value),
    )


def errors(carried: Carriers, context: Context) -> dict[str, Carrier]:
    """The classes of the faults that an operation declares, with their details."""
    found = ((context.faults.get((name, c)), c) for name, c in carried.faults)
    return {error: carrier for error, carrier in found if error is not None}


@dataclass(frozen=True, slots=True)
class _Builder:
    operation: Operation
    soap: Soap
    carried: Carriers
    context: Context
    imports: Imports

    def annotation(self) -> str:
        """Who answers nothing must say so; else the type is that of the answer."""
        self.imports.add("typing", "Final")
        if self.carried.response is not None:
            return "Final"
        carried = self.carried.request
        kind = self.context.spell.of(self.context.key(carried), self.imports)
        return f"Final[Operation[{kind}{self.context.or_none(carried)}, None]]"

    def settings(self) -> Iterator[tuple[str, str]]:
        """The arguments that it is made with; an empty one is left out."""
        carried, response = self.carried, self.carried.response
        self.imports.add("_runtime.operation", "Operation")
        yield "name", literal.string(self.operation.name)
        yield "soap_action", literal.string(self.operation.action)
        yield "request", self.element(carried.request)
        yield "response", "None" if response is None else self.element(response)
        yield "headers", self.elements(carried.headers)
        yield "response_headers", self.elements(carried.response_headers)
        yield "header_faults", self.elements(carried.header_faults)
        yield "declared", _tupled(self.declared())
        yield "faults", self.imported("errors", "FAULTS")
        notes = self.context.profile.operations.get(self.operation.name)
        yield "safe", "True" if notes is not None and notes.safe else ""
        key = self.context.key(carried.request)
        yield "mtom", "True" if self.operation.mtom or key in self.context.media else ""
        if self.soap is Soap.SOAP12:
            yield "soap", f"{self.imported('_runtime.versions', 'Soap')}.SOAP12"
        if is_encoded(self.operation, self.context.profile):
            yield "encoding", self.imported("codecs.encoding", "ENCODING")

    def imported(self, module: str, name: str) -> str:
        self.imports.add(module, name)
        return name

    def element(self, carrier: Carrier) -> str:
        """The constant of an element or body."""
        home = self.context.layout.codec(self.context.key(carrier))
        return self.imported(f"codecs.{home}", self.context.constants[carrier])

    def elements(self, carriers: Iterable[Carrier]) -> str:
        return _tupled(map(self.element, carriers))

    def declared(self) -> Iterator[str]:
        """The faults that the operation declares."""
        for error, carrier in errors(self.carried, self.context).items():
            kind = self.imported("_runtime.declared", "DeclaredFault")
            self.imports.add("errors", error)
            names = said(self.context.key(carrier), self.context.bindings)
            given = f"element={self.element(carrier)}, error={error}"
            if carrier.encoded and names:
                given += f", types={_tupled(map(literal.string, names))}"
            yield f"{kind}({given})"


def _tupled(items: Iterable[str]) -> str:
    listed = list(items)
    return literal.tupled(listed) if listed else ""
