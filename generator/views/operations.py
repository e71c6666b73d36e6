"""Modules of `operations/` and `aio/`: one call function each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import literal
from ..bindings import Atomic, Bindings, Field, Key, Place
from ..model import Operation, Soap
from ..naming import Names, unique
from ..profile import HeaderNotes, OperationNotes, Policy, Profile
from . import streams
from .docstrings import Docstrings, HeaderArgument, Raised
from .encodings import is_encoded, said
from .imports import Imports
from .layout import Layout
from .messages import Carrier, carriers, header_notes
from .types import Annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One keyword-only argument."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamView:
    """The function that gives the items of an answer one by one."""

    function: str
    constant: str
    path: str
    decode: str
    expect: str
    nillable: bool
    item: str
    doc: tuple[str, ...]
    aio_doc: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation, as source."""

    module: str
    function: str
    constant: str
    wire: str
    key: str
    title: str
    headline: str
    action: str
    request: str
    response: str
    annotation: str
    headers: str
    response_headers: str
    header_faults: str
    declared: str
    encoding: str
    soap: str
    safe: bool
    mtom: bool
    arguments: tuple[Argument, ...]
    returns: str
    returning: str
    local: str
    answer: str
    message: str
    given: str
    passed: str
    unwrap: str
    doc: tuple[str, ...]
    imports: tuple[str, ...]
    client: str
    aio_doc: tuple[str, ...]
    aio_imports: tuple[str, ...]
    aio_client: str
    stream: StreamView | None

    @property
    def functions(self) -> tuple[str, ...]:
        """The names of the functions in its modules."""
        if self.stream is None:
            return (self.function,)
        return (self.function, self.stream.function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every operation's view is made from; what is a port's own comes last.

    Attributes:
        bindings: The catalogue.
        layout: Where each type lives.
        profile: The profile of the service.
        names: The spelling rules.
        constants: The names of the constants of what messages carry.
        faults: The classes of the declared faults.
        package: What users import the operations from.
        own: The names of the operations' constants, by module.
        streams: The names of the functions that give items, by module.
        keys: The names that the operations are listed by, by module.
        folder: Where the port lies in the package: "" or `name.`.
    """

    bindings: Bindings
    layout: Layout
    profile: Profile
    names: Names
    constants: Mapping[Carrier, str]
    faults: Mapping[tuple[str, Carrier], str]
    package: str
    own: Mapping[str, str] = dataclasses.field(default_factory=dict)
    streams: Mapping[str, str] = dataclasses.field(default_factory=dict)
    keys: Mapping[str, str] = dataclasses.field(default_factory=dict)
    folder: str = ""


def view(
    operation: Operation, module: str, soap: Soap, context: Context
) -> OperationView:
    """Decide all that the two templates of an operation print."""
    return _Builder(operation, module, soap, context).view()


class _Builder:
    def __init__(
        self, operation: Operation, module: str, soap: Soap, context: Context
    ) -> None:
        self.operation = operation
        self.module = module
        self.soap = soap
        self.context = context
        self.notes = context.profile.operations.get(operation.name, OperationNotes())
        self.spell = Annotations(context.bindings, context.layout)
        self.carried = carriers(operation, context.profile)
        response = self.carried.response
        self.only = None if response is None else unwrapped(self.fields(response))

    def key(self, carrier: Carrier) -> Key:
        return carrier.key(self.context.bindings)

    def fields(self, carrier: Carrier) -> tuple[Field, ...]:
        return tuple(self.context.bindings.fields(self.key(carrier)))

    def inside(self, folder: str) -> str:
        return f"{self.context.folder}{folder}"

    def view(self) -> OperationView:
        fields = self.context.bindings.fields(self.key(self.carried.request))
        ordered = sorted(fields, key=_comes_later)
        call, aio = Imports(self.inside("operations")), Imports(self.inside("aio"))
        arguments: list[Argument] = []
        returns = ""
        chosen = self.chosen_headers([f.name for f in fields])
        for imports in (aio, call):
            returns, arguments = self.signature(imports, ordered, chosen)
        constant = self.context.own[self.module]
        request, answer = unique(["request", "response"], [a.name for a in arguments])
        message = self.message(call)
        self.message(aio)
        self.constants(call)
        for imports in (call, aio):
            imports.add("typing", "TYPE_CHECKING")
        aio.add(f"{self.inside('operations')}.{self.module}", constant)
        docs = self.docstrings(ordered, chosen)
        stream = self.stream(call, aio, docs)
        given = ", ".join(f"{f.name}={_passed(f)}" for f in fields)
        faults = [*self.declared(call)]
        passed = self.passed(chosen, call, aio)
        return OperationView(
            module=self.module,
            function=self.module,
            constant=constant,
            wire=literal.string(self.operation.name),
            key=literal.string(self.context.keys[self.module]),
            title=docs.title(),
            headline=literal.markdown(docs.headline()),
            action=literal.string(self.operation.action),
            request=self.context.constants[self.carried.request],
            response=(
                "None"
                if self.carried.response is None
                else self.context.constants[self.carried.response]
            ),
            annotation=(
                f"Final[Operation[{message}, None]]"
                if self.carried.response is None
                else "Final"
            ),
            headers=self.listed(self.carried.headers),
            response_headers=self.listed(self.carried.response_headers),
            header_faults=self.listed(self.carried.header_faults),
            declared=literal.tupled(faults) if faults else "",
            encoding=(
                "ENCODING" if is_encoded(self.operation, self.context.profile) else ""
            ),
            soap="Soap.SOAP12" if self.soap is Soap.SOAP12 else "",
            safe=self.notes.safe,
            mtom=self.operation.mtom or self.expects_bytes(),
            arguments=tuple(arguments),
            returns=returns,
            returning="" if self.carried.response is None else "return ",
            local=request,
            answer=answer,
            message=message,
            given=given,
            passed=f", {literal.tupled(passed)}" if passed else "",
            unwrap="" if self.only is None else f".{self.only.name}",
            doc=tuple(docs.call()),
            imports=tuple(call.lines()),
            client=call.relative("_runtime.client"),
            aio_doc=tuple(docs.aio(f"{self.context.package}.{self.module}")),
            aio_imports=tuple(aio.lines()),
            aio_client=aio.relative("_runtime.async_client"),
            stream=stream,
        )

    def docstrings(
        self, fields: Iterable[Field], headers: Iterable[tuple[str, Carrier]]
    ) -> Docstrings:
        types = self.context.bindings.types
        response = self.carried.response
        return Docstrings(
            operation=self.operation,
            notes=self.notes,
            content=types[self.key(self.carried.request)].content,
            fields=tuple(fields),
            headers=tuple(
                HeaderArgument(name=n, wire=b.name, notes=self.header_notes(b))
                for n, b in headers
            ),
            answer="" if response is None else response.name,
            only=self.only,
            faults=tuple(
                Raised(error=error, wire=b.said, help=types[self.key(b)].help)
                for error, b in self.errors().items()
            ),
        )

    def passed(
        self, headers: Iterable[tuple[str, Carrier]], call: Imports, aio: Imports
    ) -> list[str]:
        """The header blocks as arguments of the client's call."""
        kinds = [self.key(block) for block in self.carried.headers]
        passed = []
        for name, block in headers:
            if kinds.count(self.key(block)) > 1:  # the class does not tell which it is
                element = self.context.constants[block]
                home = self.context.layout.codec(self.key(block))
                for imports in (aio, call):
                    imports.add(f"codecs.{home}", element)
                name = literal.tupled([element, name])
            passed.append(name)
        return passed

    def stream(
        self, call: Imports, aio: Imports, docs: Docstrings
    ) -> StreamView | None:
        """The function that gives the items of the answer, if it is a long list."""
        name, profile = self.operation.name, self.context.profile
        if not streams.reads(name, self.module, profile):
            return None
        found = streams.stream(self.carried.response, self.context.bindings)
        if found is None:
            return None
        functions, codec = self.context.layout.functions, self.context.layout.codec
        decode = f"decode_{functions[found.item]}"
        expect = f"expect_{functions[found.item]}"
        constant = f"{self.context.own[self.module]}_ITEMS"
        call.add(f"codecs.{codec(found.item)}", decode, expect)
        call.add("_runtime.streaming", "Items")
        call.add("collections.abc", "Iterator")
        aio.add("collections.abc", "AsyncIterator")
        aio.add(f"{self.inside('operations')}.{self.module}", constant)
        self.spell.of(found.item, aio)
        function = self.context.streams[self.module]
        return StreamView(
            function=function,
            constant=constant,
            path="".join(f"{literal.string(step)}, " for step in found.path),
            decode=decode,
            expect=expect,
            nillable=found.nillable,
            item=self.spell.of(found.item, call),
            doc=tuple(docs.stream(self.module)),
            aio_doc=tuple(docs.aio_stream(f"{self.context.package}.{function}")),
        )

    def listed(self, blocks: Iterable[Carrier]) -> str:
        names = [self.context.constants[block] for block in blocks]
        return literal.tupled(names) if names else ""

    def errors(self) -> dict[str, Carrier]:
        """The classes of the faults that the operation declares, with their details."""
        known = self.context.faults
        found = ((known.get((name, c)), c) for name, c in self.carried.faults)
        return {error: carrier for error, carrier in found if error is not None}

    def declared(self, imports: Imports) -> Iterator[str]:
        """The faults that the operation declares, as source."""
        for error, carrier in self.errors().items():
            imports.add("_runtime.declared", "DeclaredFault")
            imports.add("errors", error)
            element = self.context.constants[carrier]
            names = said(self.key(carrier), self.context.bindings)
            listed = literal.tupled(list(map(literal.string, names)))
            types = f", types={listed}" if carrier.encoded and names else ""
            yield f"DeclaredFault(element={element}, error={error}{types})"

    def constants(self, imports: Imports) -> None:
        imports.add("typing", "Final")
        imports.add("_runtime.operation", "Operation")
        imports.add("errors", "FAULTS")
        if is_encoded(self.operation, self.context.profile):
            imports.add("codecs.encoding", "ENCODING")
        if self.soap is Soap.SOAP12:
            imports.add("_runtime.versions", "Soap")
        for carrier in self.carried:
            home = self.context.layout.codec(self.key(carrier))
            imports.add(f"codecs.{home}", self.context.constants[carrier])

    def expects_bytes(self) -> bool:
        """Whether a request holds bytes that are said to be of a media type."""
        bindings = self.context.bindings
        return any(
            field.media and field.type == Atomic("base64Binary")
            for key in bindings.reach(self.key(self.carried.request))
            for field in bindings.types[key].fields
        )

    def message(self, imports: Imports) -> str:
        return self.spell.of(self.key(self.carried.request), imports)

    def chosen_headers(self, taken: list[str]) -> list[tuple[str, Carrier]]:
        """The header blocks that are arguments, with the arguments' names."""
        notes = {c: self.header_notes(c) for c in self.carried.headers}
        chosen = [c for c, said in notes.items() if said.policy is Policy.ARGUMENT]
        wanted = [notes[c].name or self.context.names.field(c.name) for c in chosen]
        return list(zip(unique(wanted, taken), chosen, strict=True))

    def header_notes(self, carrier: Carrier) -> HeaderNotes:
        assert carrier.root is not None
        return header_notes(self.context.profile, carrier.root)

    def signature(
        self, imports: Imports, fields: list[Field], headers: list[tuple[str, Carrier]]
    ) -> tuple[str, list[Argument]]:
        """The type of the result, and the arguments; notes what both import."""
        arguments = []
        for field in fields:
            annotation = self.spell.whole(field, imports)
            optional = not field.required
            if optional and _is_collection(field):
                annotation += " | None"
            arguments.append(
                Argument(
                    name=field.name,
                    annotation=annotation,
                    default=" = None" if optional else "",
                )
            )
        for name, block in headers:
            kind = self.spell.of(self.key(block), imports)
            arguments.append(
                Argument(name=name, annotation=f"{kind} | None", default=" = None")
            )
        if self.only is not None:
            return self.spell.whole(self.only, imports), arguments
        if self.carried.response is None:
            return "None", arguments
        return self.spell.of(self.key(self.carried.response), imports), arguments


def unwrapped(fields: tuple[Field, ...]) -> Field | None:
    """The one child of the answer, where there is just one, and required.

    One that may be nil is None then: in SOAP's encoding that is every value.
    """
    if len(fields) == 1 and fields[0].required and not fields[0].repeated:
        return fields[0]
    return None


def _comes_later(field: Field) -> bool:
    """Required arguments come before optional ones."""
    return not field.required


def _is_collection(field: Field) -> bool:
    return field.repeated or field.place is Place.ATTRIBUTES


def _passed(field: Field) -> str:
    """How an argument goes into the message: no list at all is an empty one."""
    if field.required or not _is_collection(field):
        return field.name
    empty = "[]" if field.repeated else "{}"
    return f"{empty} if {field.name} is None else {field.name}"
