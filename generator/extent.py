"""How deep definitions build on one another, and how large they are with what they use.

What is deeper or larger takes time and memory without end, wherever it is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from . import references
from .components import Component, Components, Problem, heads
from .references import Reference
from .xml import XSD, local

MAX_NESTING: Final = 100
"""Definitions that may build on one another: types, groups, unions."""
MAX_EXPANDED: Final = 50_000
"""Parts that a definition may have when what it builds on is put in."""
MAX_PUT_IN: Final = 50_000
"""Parts that may be put into definitions from elsewhere, all together."""


def unfit(found: Components) -> Iterator[Problem]:
    """Definitions that need themselves to be complete, or very many others.

    An element may hold its own type again: that is recursion. A type may not
    extend, restrict, unite or list itself, a group not contain itself, an element
    not head its own substitution group (XML Schema Part 1, 3.3.6, 3.4.6, 3.8.6,
    3.14.6).
    """
    needs = {c: list(found.referred(_needs(c.node))) for c in found.all}
    depth: dict[Component, int] = {}
    for component, again in _inner_first(found.all, needs):
        if again:
            yield _too(component, "is defined by itself")
            continue
        inner = (depth.get(n, 0) for n in needs[component])
        depth[component] = 1 + max(inner, default=0)
        if depth[component] > MAX_NESTING:
            yield _too(component, f"builds on more than {MAX_NESTING} others")


def too_large(found: Components) -> Iterator[Problem]:
    """Definitions that are far too large when the groups in them are put in.

    Where an element is referred to, so is what may stand in its place.
    """
    for component, own, inner in _sizes(found):
        if own + inner > MAX_EXPANDED:
            yield _too(component, f"has more than {MAX_EXPANDED} parts")


def put_in(found: Components, needed: set[Component]) -> int:
    """How many parts are put into what is needed, all together."""
    return sum(inner for c, _, inner in _sizes(found) if c in needed)


def _sizes(found: Components) -> Iterator[tuple[Component, int, int]]:
    """Each definition, how many parts it has, and how many are put in besides.

    What is too large is of no size for what it is put in.
    """
    needs = {c: list(found.referred(_put_in(c))) for c in found.all}
    members = _members(found)
    size: dict[Component, int] = {}
    for component, again in _inner_first(found.all, needs):
        if again:
            continue
        inner = sum(size.get(n, 1) for n in needs[component])
        inner += sum(members.get(e, 0) for e in _in_place(found, component))
        own = _parts(component)
        size[component] = own + inner if own + inner <= MAX_EXPANDED else 0
        yield component, own, inner


def _members(found: Components) -> dict[Component, int]:
    """How many elements may stand in the place of each head."""
    higher = {
        c: list(found.referred(heads(c))) if c.symbol[0] == "element" else []
        for c in found.all
    }
    members: dict[Component, int] = defaultdict(int)
    for above in higher.values():
        seen: set[Component] = set()
        while above := [head for head in above if head not in seen]:
            seen.update(above)
            for head in above:
                members[head] += 1
            above = [one for head in above for one in higher[head]]
    return members


def _in_place(found: Components, component: Component) -> Iterator[Component]:
    """The elements that a definition refers to where one of them may stand."""
    yield from found.referred(
        r for r in component.references if r.attribute == "ref" and r.space == "element"
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


def _too(component: Component, what: str) -> Problem:
    kind, name = component.symbol
    return Problem(component.node, f"{kind} {name.name!r} {what}", component)


def _parts(component: Component) -> int:
    return sum(1 for _ in component.node.iter(f"{{{XSD}}}*"))


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
