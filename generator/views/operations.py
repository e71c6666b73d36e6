"""Modules of `operations/` and `aio/`: one call function each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import literal
from ..bindings import Field, Model, Place
from ..model import Operation, Soap
from ..naming import unique
from ..profile import HeaderNotes, OperationNotes, Policy
from . import constants, streams
from .constants import ConstantView
from .context import Context
from .docstrings import WHOLE, Docstrings, HeaderArgument, Raised
from .imports import Imports
from .messages import Carrier, carriers, header_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One keyword-only argument."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamView:
    """The function that gives the items of an answer one by one.

    Attributes:
        function: Its name.
        constant: The constant that says where the items are.
        path: The names that lead to them.
        decode: The decoder of an item.
        expect: What tells what an item may hold.
        codec: The module of both.
        nillable: Whether an item may be nil.
        item: The annotation of an item.
    """

    function: str
    constant: str
    path: str
    decode: str
    expect: str
    codec: str
    nillable: bool
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What a module of `operations/` and its twin in `aio/` have each for itself.

    Attributes:
        imports: The import lines.
        client: The module of the client.
        doc: The docstring of the function.
        stream_doc: The docstring of the function that gives items, if there is one.
    """

    imports: tuple[str, ...]
    client: str
    doc: tuple[str, ...]
    stream_doc: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation, as source.

    Attributes:
        module: The name of its modules, and of its function.
        key: What it is listed by, as a literal.
        title: The first line of its modules' docstrings.
        headline: What it is for, in Markdown.
        constant: The constant that says all about it.
        arguments: What its function takes.
        returns: The annotation of what its function gives.
        local: The name of the variable of the request, or of the argument that is it.
        answer: The name of the variable of the answer.
        message: The class of the request; "" where it is given as it is.
        given: The arguments that the request is made from.
        passed: The header blocks that are arguments, as they go to the client.
        unwrap: The attribute of the answer that is given, with its dot, or "".
        stream: The function that gives items one by one, if there is one.
        home: Its module in `operations/`.
        aio: Its module in `aio/`.
    """

    module: str
    key: str
    title: str
    headline: str
    constant: ConstantView
    arguments: tuple[Argument, ...]
    returns: str
    local: str
    answer: str
    message: str
    given: str
    passed: str
    unwrap: str
    result: str
    stream: StreamView | None
    home: HomeView
    aio: HomeView

    @property
    def answers(self) -> bool:
        """Whether its function gives anything."""
        return self.returns != "None"

    @property
    def functions(self) -> tuple[str, ...]:
        """The names of the functions in its modules."""
        if self.stream is None:
            return (self.module,)
        return (self.module, self.stream.function)


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
        self.spell = context.spell
        self.carried = carriers(operation, context.profile)
        response, types = self.carried.response, context.bindings.types
        self.only = None
        if response is not None and not types[context.key(response)].derived:
            self.only = unwrapped(context.fields(response))
        self.request = types[context.key(self.carried.request)]
        self.fields = context.fields(self.carried.request)
        if self.request.abstract:
            self.fields = ()
        self.chosen = self.chosen_headers()
        self.shared = Imports()
        """What the function needs in both of its modules."""

    def view(self) -> OperationView:
        arguments = list(self.arguments())
        request, answer = unique(["request", "response"], [a.name for a in arguments])
        message = self.spell.of(self.request.key, self.shared)
        if self.request.abstract:
            request, message = arguments[0].name, ""
        stream = self.stream()
        returns, result, passed = self.returns(), self.result(answer), self.passed()
        call, aio = self.inside("operations"), self.inside("aio")
        constant = self.constant(call)
        docs = self.docstrings()
        return OperationView(
            module=self.module,
            key=literal.string(self.context.keys[self.module]),
            title=docs.title(),
            headline=literal.markdown(docs.headline()),
            constant=constant,
            arguments=tuple(arguments),
            returns=returns,
            local=request,
            answer=answer,
            message=message,
            given=", ".join(f"{f.name}={_passed(f)}" for f in self.fields),
            passed=passed,
            unwrap=self.unwrap(),
            result=result,
            stream=stream,
            home=self.home(call, docs, stream),
            aio=self.aio(aio, docs, constant.name, stream),
        )

    def inside(self, folder: str) -> Imports:
        """The imports of a module that has the function in it."""
        imports = Imports(f"{self.context.folder}{folder}")
        imports.join(self.shared)
        imports.add("typing", "TYPE_CHECKING")
        return imports

    def home(
        self, imports: Imports, docs: Docstrings, stream: StreamView | None
    ) -> HomeView:
        if stream is not None:
            imports.add("_runtime.streaming", "Items")
            imports.add("collections.abc", "Iterator")
            imports.add(f"codecs.{stream.codec}", stream.decode, stream.expect)
        return HomeView(
            imports=tuple(imports.lines()),
            client=imports.relative("_runtime.client"),
            doc=tuple(docs.call()),
            stream_doc=tuple(docs.stream(self.module)) if stream else (),
        )

    def aio(
        self,
        imports: Imports,
        docs: Docstrings,
        constant: str,
        stream: StreamView | None,
    ) -> HomeView:
        twin = f"{self.context.folder}operations.{self.module}"
        imports.add(twin, constant)
        if stream is not None:
            imports.add("collections.abc", "AsyncIterator")
            imports.add(twin, stream.constant)
        public = self.context.package
        return HomeView(
            imports=tuple(imports.lines()),
            client=imports.relative("_runtime.async_client"),
            doc=tuple(docs.aio(f"{public}.{self.module}")),
            stream_doc=(
                tuple(docs.aio_stream(f"{public}.{stream.function}")) if stream else ()
            ),
        )

    def constant(self, imports: Imports) -> ConstantView:
        name = self.context.own[self.module]
        return constants.view(
            name, self.operation, self.soap, self.carried, self.context, imports
        )

    def docstrings(self) -> Docstrings:
        types, key = self.context.bindings.types, self.context.key
        response = self.carried.response
        return Docstrings(
            operation=self.operation,
            notes=self.notes,
            bindings=self.context.bindings,
            content=Model() if self.request.abstract else self.request.content,
            kinds=self.kinds(),
            fields=self.ordered(),
            headers=tuple(
                HeaderArgument(name=n, wire=b.name, notes=self.header_notes(b))
                for n, b in self.chosen
            ),
            answer="" if response is None else response.name,
            only=self.only,
            faults=tuple(
                Raised(error=error, wire=b.said, help=types[key(b)].help)
                for error, b in constants.errors(self.carried, self.context).items()
            ),
        )

    def kinds(self) -> tuple[str, ...] | None:
        """What a request may be of that is given as a whole; None of all others."""
        if not self.request.abstract:
            return None
        found = map(self.context.bindings.types.__getitem__, self.request.derived)
        return tuple(kind.name for kind in found if not kind.abstract)

    def passed(self) -> str:
        """The header blocks as arguments of the client's call."""
        kinds = [self.context.key(block) for block in self.carried.headers]
        passed = []
        for name, block in self.chosen:
            key = self.context.key(block)
            if kinds.count(key) > 1:  # the class does not tell which it is
                element = self.context.constants[block]
                self.shared.add(f"codecs.{self.context.layout.codec(key)}", element)
                name = literal.tupled([element, name])
            passed.append(name)
        return f", {literal.tupled(passed)}" if passed else ""

    def stream(self) -> StreamView | None:
        """The function that gives the items of the answer, if it is a long list."""
        if not streams.reads(self.operation.name, self.module, self.context.profile):
            return None
        found = self.context.lists.stream(self.carried.response)
        if found is None:
            return None
        function = self.context.layout.functions[found.item]
        return StreamView(
            function=self.context.streams[self.module],
            constant=f"{self.context.own[self.module]}_ITEMS",
            path="".join(f"{literal.string(step)}, " for step in found.path),
            decode=f"decode_{function}",
            expect=f"expect_{function}",
            codec=self.context.layout.codec(found.item),
            nillable=found.nillable,
            item=self.spell.of(found.item, self.shared),
        )

    def chosen_headers(self) -> list[tuple[str, Carrier]]:
        """The header blocks that are arguments, with the arguments' names."""
        notes = {c: self.header_notes(c) for c in self.carried.headers}
        chosen = [c for c, said in notes.items() if said.policy is Policy.ARGUMENT]
        wanted = [notes[c].name or self.context.names.field(c.name) for c in chosen]
        taken = [field.name for field in self.fields]
        taken += [WHOLE] if self.request.abstract else []
        return list(zip(unique(wanted, taken), chosen, strict=True))

    def header_notes(self, carrier: Carrier) -> HeaderNotes:
        assert carrier.root is not None
        return header_notes(self.context.profile, carrier.root)

    def ordered(self) -> tuple[Field, ...]:
        """The fields as arguments: required ones come before optional ones."""
        return tuple(sorted(self.fields, key=lambda field: not field.required))

    def arguments(self) -> Iterator[Argument]:
        """The arguments: the fields of the request, then the header blocks.

        An abstract type has no values of its own: one of another is given as a whole.
        """
        if self.request.abstract:
            kind = self.spell.of(self.request.key, self.shared)
            none = self.context.or_none(self.carried.request)
            yield Argument(name=WHOLE, annotation=f"{kind}{none}", default="")
        for field in self.ordered():
            annotation = self.spell.whole(field, self.shared)
            if not field.required and _is_collection(field):
                annotation += " | None"
            default = "" if field.required else " = None"
            yield Argument(name=field.name, annotation=annotation, default=default)
        for name, block in self.chosen:
            kind = self.spell.of(self.context.key(block), self.shared)
            yield Argument(name=name, annotation=f"{kind} | None", default=" = None")

    def returns(self) -> str:
        """The type of the result."""
        response = self.carried.response
        if response is None:
            return "None"
        if self.only is not None:
            found = self.spell.whole(self.only, self.shared)
        else:
            found = self.spell.of(self.context.key(response), self.shared)
        none = self.context.or_none(response)
        return found.removesuffix(none) + none

    def unwrap(self) -> str:
        """What gives the one thing that an answer holds."""
        return "" if self.only is None else f".{self.only.name}"

    def result(self, answer: str) -> str:
        """What a call returns, where its answer has to be looked at for that."""
        response = self.carried.response
        if response is None or self.only is None or not self.context.or_none(response):
            return ""
        kind = self.spell.of(self.context.key(response), self.shared)
        return f"{answer}{self.unwrap()} if isinstance({answer}, {kind}) else {answer}"


def unwrapped(fields: tuple[Field, ...]) -> Field | None:
    """The one child of the answer, where there is just one, and required.

    One that may be nil is None then: in SOAP's encoding that is every value.
    """
    if len(fields) == 1 and fields[0].required and not fields[0].repeated:
        return fields[0]
    return None


def _is_collection(field: Field) -> bool:
    return field.repeated or field.place is Place.ATTRIBUTES


def _passed(field: Field) -> str:
    """How an argument goes into the message: no list at all is an empty one."""
    if field.required or not _is_collection(field):
        return field.name
    empty = "[]" if field.repeated else "{}"
    return f"{empty} if {field.name} is None else {field.name}"
