"""Modules of `operations/` and `aio/`: one call function each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import literal
from ..bindings import Bindings, Field, Key
from ..errors import Refused
from ..model import Operation, QName
from ..naming import Names, unique
from ..profile import HeaderNotes, OperationNotes, Policy, Profile
from .imports import Imports
from .layout import Layout
from .types import Annotations, argument

_WIDTH = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One keyword-only argument."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation, as source."""

    module: str
    function: str
    constant: str
    wire: str
    title: str
    action: str
    request: str
    response: str
    headers: str
    safe: bool
    arguments: tuple[Argument, ...]
    returns: str
    local: str
    message: str
    given: str
    passed: str
    unwrap: str
    doc: tuple[str, ...]
    imports: tuple[str, ...]
    aio_doc: tuple[str, ...]
    aio_imports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every operation's view is made from."""

    bindings: Bindings
    layout: Layout
    profile: Profile
    names: Names
    constants: Mapping[QName, str]
    package: str


def view(operation: Operation, module: str, context: Context) -> OperationView:
    """Decide all that the two templates of an operation print."""
    return _Builder(operation, module, context).view()


def roots(operation: Operation, profile: Profile) -> Iterator[QName]:
    """The global elements that an operation's messages are: body and headers."""
    if operation.output is None:
        raise Refused(f"operation {operation.name!r} is one-way: not supported yet")
    for message in (operation.input, operation.output):
        for part in message.parts:
            if part.element is not None:
                yield part.element
    for header in operation.input_headers:
        if _header_notes(profile, header.element).policy is not Policy.OMIT:
            yield header.element


def _header_notes(profile: Profile, element: QName) -> HeaderNotes:
    return profile.headers.get(element.name, HeaderNotes())


class _Builder:
    def __init__(self, operation: Operation, module: str, context: Context) -> None:
        self.operation = operation
        self.module = module
        self.context = context
        self.notes = context.profile.operations.get(operation.name, OperationNotes())
        self.spell = Annotations(context.bindings, context.layout)
        self.request, self.response, *headers = roots(operation, context.profile)
        self.headers = list(dict.fromkeys(headers))

    def key(self, element: QName) -> Key:
        return self.context.bindings.elements[element]

    def view(self) -> OperationView:
        fields = self.context.bindings.fields(self.key(self.request))
        ordered = sorted(fields, key=_comes_later)
        call, aio = Imports("operations"), Imports("aio")
        arguments: list[Argument] = []
        returns = ""
        chosen = self.chosen_headers([f.name for f in fields])
        for imports in (aio, call):
            returns, arguments = self.signature(imports, ordered, chosen)
        constant = self.context.names.constant(self.operation.name)
        message = self.message(call)
        self.message(aio)
        self.constants(call)
        call.add("_runtime.client", "Client")
        aio.add("_runtime.client", "AsyncClient")
        aio.add(f"operations.{self.module}", constant)
        given = ", ".join(f"{f.name}={_passed(f)}" for f in fields)
        headers = "".join(f"{name}, " for name, _ in chosen)
        return OperationView(
            module=self.module,
            function=self.module,
            constant=constant,
            wire=literal.string(self.operation.name),
            title=f"{literal.prose(self.operation.name)}: {self.summary()}",
            action=literal.string(self.operation.action),
            request=self.context.constants[self.request],
            response=self.context.constants[self.response],
            headers="".join(f"{self.context.constants[h]}, " for h in self.headers),
            safe=self.notes.safe,
            arguments=tuple(arguments),
            returns=returns,
            local=unique(["request"], [a.name for a in arguments])[0],
            message=message,
            given=given,
            passed=(
                f", ({headers.rstrip()})"
                if len(chosen) == 1
                else f", ({headers.rstrip(', ')})" if chosen else ""
            ),
            unwrap="" if self.unwrapped() is None else f".{self._only().name}",
            doc=tuple(self.doc(ordered, chosen)),
            imports=tuple(call.lines()),
            aio_doc=(
                f"{self.summary()}",
                "",
                *literal.wrap(
                    f"The arguments, the result and the errors are those of "
                    f"`{self.context.package}.{self.module}`.",
                    _WIDTH,
                ),
            ),
            aio_imports=tuple(aio.lines()),
        )

    def summary(self) -> str:
        documented = self.operation.documentation.split(". ")[0].rstrip(".")
        text = self.notes.summary or (documented and f"{documented}.")
        return literal.prose(text or f"Call {self.operation.name}.")

    def constants(self, imports: Imports) -> None:
        imports.add("typing", "Final")
        imports.add("_runtime.operation", "Operation")
        imports.add("errors", "FAULTS")
        for element in (self.request, self.response, *self.headers):
            home = self.context.layout.home[self.key(element)]
            imports.add(f"codecs.{home}", self.context.constants[element])

    def message(self, imports: Imports) -> str:
        return self.spell.of(self.key(self.request), imports)

    def chosen_headers(self, taken: list[str]) -> list[tuple[str, QName]]:
        """The header blocks that are arguments, with the arguments' names."""
        profile = self.context.profile
        chosen = [
            h
            for h in self.headers
            if _header_notes(profile, h).policy is Policy.ARGUMENT
        ]
        wanted = [
            _header_notes(profile, h).name or self.context.names.field(h.name)
            for h in chosen
        ]
        return list(zip(unique(wanted, taken), chosen, strict=True))

    def signature(
        self, imports: Imports, fields: list[Field], headers: list[tuple[str, QName]]
    ) -> tuple[str, list[Argument]]:
        """The type of the result, and the arguments; notes what both import."""
        arguments = []
        for field in fields:
            annotation = self.spell.whole(field, imports)
            optional = not field.required
            if optional and field.repeated:
                annotation += " | None"
            arguments.append(
                Argument(
                    name=field.name,
                    annotation=annotation,
                    default=" = None" if optional else "",
                )
            )
        for name, element in headers:
            kind = self.spell.of(self.key(element), imports)
            arguments.append(
                Argument(name=name, annotation=f"{kind} | None", default=" = None")
            )
        only = self.unwrapped()
        if only is not None:
            return self.spell.whole(only, imports), arguments
        return self.spell.of(self.key(self.response), imports), arguments

    def unwrapped(self) -> Field | None:
        """The one child of the answer, where there is just one, and required."""
        fields = self.context.bindings.fields(self.key(self.response))
        if len(fields) == 1 and fields[0].required:
            only = fields[0]
            return None if only.repeated or only.nillable else only
        return None

    def _only(self) -> Field:
        only = self.unwrapped()
        assert only is not None
        return only

    def doc(
        self, fields: list[Field], headers: list[tuple[str, QName]]
    ) -> Iterator[str]:
        profile = self.context.profile
        yield from literal.wrap(self.summary(), _WIDTH - 3)
        if self.notes.description:
            yield ""
            yield from literal.paragraphs(self.notes.description, _WIDTH)
        yield from ("", "Args:", "    client: The session to call through.")
        for field in fields:
            said = self.notes.arguments.get(field.wire.name) or field.help
            yield from argument(
                field.name, said or f"`{field.wire.name}` on the wire.", _WIDTH
            )
        for name, element in headers:
            said = _header_notes(profile, element).description
            yield from argument(name, said or f"The header `{element.name}`.", _WIDTH)
        returned = (
            self.notes.returns or f"The answer, `{self.response.name}` on the wire."
        )
        lines = literal.wrap(literal.prose(returned), _WIDTH - 4)
        yield from ("", "Returns:", *(f"    {line}" for line in lines))
        yield from ("", "Raises:")
        text = "The call failed; `SoapFault` where the service refused it."
        yield f"    ServiceError: {text}"


def _comes_later(field: Field) -> bool:
    """Required arguments come before optional ones."""
    return not field.required


def _passed(field: Field) -> str:
    """How an argument goes into the message: no list at all is an empty one."""
    optional_list = field.repeated and not field.required
    return (
        f"[] if {field.name} is None else {field.name}" if optional_list else field.name
    )
