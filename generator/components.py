"""The named components of a closure: what each needs, and which the service needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from . import references
from .document import Document, Source, remove
from .references import Reference, Symbol
from .xml import have_port, local, soap_over_http


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One definition.

    Attributes:
        document: Where it stands.
        node: Its element.
        symbol: What it defines.
        references: The names in it.
    """

    document: Document
    node: etree._Element
    symbol: Symbol
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a component.

    Attributes:
        node: The element to point at.
        reason: What is wrong.
        owner: The component.
    """

    node: etree._Element
    reason: str
    owner: Component


@dataclass(frozen=True, slots=True)
class Components:
    """All definitions of a closure, in document order.

    Attributes:
        all: Every definition.
        by_symbol: The first of each name.
    """

    all: list[Component] = field(default_factory=list)
    by_symbol: dict[Symbol, Component] = field(default_factory=dict)

    def uses(self, component: Component) -> Iterator[Component]:
        """What a definition refers to."""
        yield from self.referred(component.references)

    def referred(self, names: Iterable[Reference]) -> Iterator[Component]:
        """What names refer to, without what is built in."""
        for reference in names:
            name = reference.name
            if name is not None and (reference.space, name) in self.by_symbol:
                yield self.by_symbol[reference.space, name]

    def definition(self, reference: Reference) -> etree._Element | None:
        """What a reference leads to, or None of what is built in."""
        return next((c.node for c in self.referred([reference])), None)

    def repeated(self) -> Iterator[Problem]:
        """Names that are defined again, and otherwise."""
        for component in self.all:
            first = self.by_symbol[component.symbol]
            if first is not component:
                name = component.symbol[1].name
                where = f"{first.document.file}:{first.node.sourceline}"
                kind = local(component.node)
                reason = f"{kind} {name!r} is defined twice; the first is at {where}"
                yield Problem(component.node, reason, component)

    def needed(self) -> set[Component]:
        """What the services need, and what may stand where that stands.

        A type that extends or restricts a needed one can be sent in its place, and an
        element in the place of the head of its substitution group.
        """
        instead: dict[Component, list[Component]] = defaultdict(list)
        for component in self.all:
            for other in self.referred(heads(component)):
                instead[other].append(component)
        twins: dict[Symbol, list[Component]] = defaultdict(list)
        for component in self.all:
            twins[component.symbol].append(component)
        queue = self._called()
        found: set[Component] = set()
        while queue:
            component = queue.pop()
            if component not in found:
                found.add(component)
                queue += [*self.uses(component), *instead[component]]
                queue += twins[component.symbol]
        return found

    def _called(self) -> list[Component]:
        """What calls begin at: the services, or the bindings where none has a port."""
        services = [c for c in self.all if c.symbol[0] == "service"]
        if have_port(c.node for c in services):
            return services
        return [*services, *(c for c in self.all if c.symbol[0] == "binding")]

    def take_out(self, problems: Iterable[Problem]) -> Iterator[str]:
        """Remove what is wrong, and what builds on it.

        Yields:
            What was removed, and why.
        """
        users: dict[Component, list[Component]] = defaultdict(list)
        for component in self.all:
            for other in self.uses(component):
                users[other].append(component)
        gone: set[Component] = set()
        for problem in problems:
            queue, known = [problem.owner], problem.owner in gone
            while queue:
                component = queue.pop()
                if component not in gone:
                    gone.add(component)
                    remove(component.node)
                    if self.by_symbol[component.symbol] is component:
                        queue += users[component]
            if not known:
                yield f"{_place(problem)}: {problem.reason}; no operation needs it"


def of(source: Source) -> Components:
    """The components of a closure."""
    found = Components()
    for document in source.documents:
        for symbol, node in references.definitions(document.root):
            component = Component(document, node, symbol, tuple(_read(symbol, node)))
            found.all.append(component)
            found.by_symbol.setdefault(symbol, component)
    return found


def _read(symbol: Symbol, node: etree._Element) -> Iterator[Reference]:
    """The names in a definition; none in a binding that nobody calls through."""
    if symbol[0] != "binding" or soap_over_http(node) is not None:
        yield from references.below(node)


def _place(problem: Problem) -> str:
    line = problem.node.sourceline
    return f"{problem.owner.document.file}:{line}"


def heads(component: Component) -> Iterator[Reference]:
    """What a definition may stand in the place of."""
    kind = local(component.node)
    for reference in component.references:
        node, attribute = reference.node, reference.attribute
        if attribute == "substitutionGroup":
            yield reference
        elif attribute == "base" and kind == "complexType":
            content = node.getparent()
            if content is not None and content.getparent() is component.node:
                yield reference
