"""Modules of `operations/` and `aio/`: one call function each."""

from __future__ import annotations

from dataclasses import dataclass

from .. import literal
from ..bindings import Model
from ..model import Operation, Soap
from ..naming import unique
from ..profile import OperationNotes
from . import constants
from .arguments import Argument, Arguments
from .constants import ConstantView
from .context import Context
from .docstrings import Docstrings, HeaderArgument, Raised
from .imports import Imports
from .messages import carriers
from .results import Result, StreamView


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What a module of `operations/` and its twin in `aio/` have each for itself.

    Attributes:
        imports: The import lines.
        client: The module of the client.
        items: The module of what gives items one by one.
        doc: The docstring of the function.
        stream_doc: The docstring of the function that gives items, if there is one.
    """

    imports: tuple[str, ...]
    client: str
    items: str
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
        self.carried = carriers(operation, context.profile)
        self.shared = Imports()
        """What the function needs in both of its modules."""
        self.arguments = Arguments(self.carried, context, self.shared)
        self.result = Result(self.carried, context, self.shared)

    def view(self) -> OperationView:
        arguments = list(self.arguments.listed())
        request, answer = unique(["request", "response"], [a.name for a in arguments])
        message = self.context.spell.of(self.arguments.request.key, self.shared)
        if self.arguments.request.abstract:
            request, message = arguments[0].name, ""
        stream = self.result.stream(self.operation, self.module)
        returns, looked_at = self.result.returns(), self.result.looked_at(answer)
        passed = self.arguments.passed()
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
            given=self.arguments.given(),
            passed=passed,
            unwrap=self.result.unwrap(),
            result=looked_at,
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
            imports.add("_runtime.streaming", "AnswerItems")
            imports.add(f"codecs.{stream.codec}", stream.decode, stream.expect)
        return HomeView(
            imports=tuple(imports.lines()),
            client=imports.relative("_runtime.client"),
            items=imports.relative("_runtime.item_streams"),
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
            imports.add(twin, stream.constant)
        public = self.context.package
        return HomeView(
            imports=tuple(imports.lines()),
            client=imports.relative("_runtime.async_client"),
            items=imports.relative("_runtime.item_streams"),
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
        response, request = self.carried.response, self.arguments.request
        return Docstrings(
            operation=self.operation,
            notes=self.notes,
            bindings=self.context.bindings,
            content=Model() if request.abstract else request.content,
            kinds=self.arguments.kinds(),
            fields=self.arguments.ordered(),
            headers=tuple(
                HeaderArgument(name=n, wire=b.name, notes=self.arguments.notes(b))
                for n, b in self.arguments.headers
            ),
            answer="" if response is None else response.name,
            only=self.result.only,
            faults=tuple(
                Raised(error=error, wire=b.said, help=types[key(b)].help)
                for error, b in constants.errors(self.carried, self.context).items()
            ),
        )
