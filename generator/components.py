"""The named components of a closure: what each needs, and which the service needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from . import references
from .document import Document, Source, remove
from .references import Reference, Symbol
from .xml import XSD, have_port, local, soap_over_http

MAX_NESTING: Final = 100
"""Definitions that may build on one another: types, groups, unions."""
MAX_EXPANDED: Final = 50_000
"""Parts that a definition may have when what it builds on is put in."""
MAX_PUT_IN: Final = 50_000
"""Parts that may be put into definitions from elsewhere, all together."""


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
        yield from self._found(component.references)

    def _found(self, names: Iterable[Reference]) -> Iterator[Component]:
        for reference in names:
            name = reference.name
            if name is not None and (reference.space, name) in self.by_symbol:
                yield self.by_symbol[reference.space, name]

    def definition(self, reference: Reference) -> etree._Element | None:
        """What a reference leads to, or None of what is built in."""
        return next((c.node for c in self._found([reference])), None)

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
            for other in self._found(_heads(component)):
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

    def unfit(self) -> Iterator[Problem]:
        """Definitions that need themselves to be complete, or very many others.

        An element may hold its own type again: that is recursion. A type may not
        extend, restrict, unite or list itself, a group not contain itself, an element
        not head its own substitution group (XML Schema Part 1, 3.3.6, 3.4.6, 3.8.6,
        3.14.6).
        """
        needs = {c: list(self._found(_needs(c.node))) for c in self.all}
        depth: dict[Component, int] = {}
        for component, again in _inner_first(self.all, needs):
            if again:
                yield _too(component, "is defined by itself")
                continue
            inner = (depth.get(n, 0) for n in needs[component])
            depth[component] = 1 + max(inner, default=0)
            if depth[component] > MAX_NESTING:
                yield _too(component, f"builds on more than {MAX_NESTING} others")

    def too_large(self) -> Iterator[Problem]:
        """Definitions that are far too large when the groups in them are put in.

        Where an element is referred to, so is what may stand in its place.
        """
        for component, own, inner in self._sizes():
            if own + inner > MAX_EXPANDED:
                yield _too(component, f"has more than {MAX_EXPANDED} parts")

    def put_in(self, needed: set[Component]) -> int:
        """How many parts are put into what is needed, all together."""
        return sum(inner for c, _, inner in self._sizes() if c in needed)

    def _sizes(self) -> Iterator[tuple[Component, int, int]]:
        """Each definition, how many parts it has, and how many are put in besides.

        What is too large is of no size for what it is put in.
        """
        needs = {c: list(self._found(_put_in(c))) for c in self.all}
        members = self._members()
        size: dict[Component, int] = {}
        for component, again in _inner_first(self.all, needs):
            if again:
                continue
            inner = sum(size.get(n, 1) for n in needs[component])
            inner += sum(members.get(e, 0) for e in self._referred(component))
            own = _parts(component)
            size[component] = own + inner if own + inner <= MAX_EXPANDED else 0
            yield component, own, inner

    def _members(self) -> dict[Component, int]:
        """How many elements may stand in the place of each head."""
        heads = {
            c: list(self._found(_heads(c))) if c.symbol[0] == "element" else []
            for c in self.all
        }
        found: dict[Component, int] = defaultdict(int)
        for above in heads.values():
            seen: set[Component] = set()
            while above := [head for head in above if head not in seen]:
                seen.update(above)
                for head in above:
                    found[head] += 1
                above = [higher for head in above for higher in heads[head]]
        return found

    def _referred(self, component: Component) -> Iterator[Component]:
        """The elements that a definition refers to where one of them may stand."""
        yield from self._found(
            r
            for r in component.references
            if r.attribute == "ref" and r.space == "element"
        )


def _inner_first(
    every: list[Component], needs: dict[Component, list[Component]]
) -> Iterator[tuple[Component, bool]]:
    """Every component after what it needs, and those that are met in themselves."""
    done: set[Component] = set()
    for start in every:
        path: dict[Component, Iterator[Component]] = {}
        if start not in done:
            path[start] = iter(needs[start])
        while path:
            component, rest = next(reversed(path.items()))
            step = next((n for n in rest if n not in done), None)
            if step is None:
                path.popitem()
                done.add(component)
                yield component, False
            elif step in path:
                yield step, True
            else:
                path[step] = iter(needs[step])


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


def _too(component: Component, what: str) -> Problem:
    kind, name = component.symbol
    return Problem(component.node, f"{kind} {name.name!r} {what}", component)


def _parts(component: Component) -> int:
    return sum(1 for _ in component.node.iter(f"{{{XSD}}}*"))


def _heads(component: Component) -> Iterator[Reference]:
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


def _needs(node: etree._Element) -> Iterator[Reference]:
    """What a definition must have at hand to be complete: all but its elements."""
    if local(node) == "element":
        own = references.of(node)
        yield from (r for r in own if r.attribute == "substitutionGroup")
        return
    queue = [node]
    while queue:
        for child in queue.pop().iterchildren(f"{{{XSD}}}*"):
            if local(child) != "element":
                yield from references.of(child)
                queue.append(child)


def _put_in(component: Component) -> Iterator[Reference]:
    """What is copied into a definition, and into the elements in it."""
    for reference in component.references:
        if reference.attribute in ("base", "memberTypes") or reference.space in (
            "group",
            "attributeGroup",
        ):
            yield reference
