"""Which type lives in which module.

Types are put together by the exact set of operations that reach them. An operation then
loads nothing that it does not need; what only one operation reaches lies in that
operation's module; and since types that need one another are reached by the same
operations, no two modules need one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..bindings import Bindings, Key, Kind
from ..naming import Names, unique


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The modules of a package.

    Attributes:
        modules: The types in each, bases before what extends them.
        home: The module of each type.
        operations: The modules that are an operation's own.
        functions: What follows `encode_` and `decode_` in the names of a type's codec.
    """

    modules: Mapping[str, tuple[Key, ...]]
    home: Mapping[Key, str]
    operations: frozenset[str]
    functions: Mapping[Key, str]


def arrange(
    bindings: Bindings, roots: Mapping[str, Iterable[Key]], names: Names
) -> Layout:
    """Lay the types out.

    Args:
        bindings: The catalogue.
        roots: What each operation's messages are, by the name of its module.
        names: The spelling rules of the package.
    """
    operations = list(roots)
    users = _users(bindings, [list(keys) for keys in roots.values()])
    groups: dict[int, list[Key]] = {}
    for key in bindings.types:
        groups.setdefault(users[key], []).append(key)
    shared = [group for group in groups if group.bit_count() > 1]
    heads = [
        names.module(bindings.types[_head(bindings, groups[g])].name) for g in shared
    ]
    spelt = unique(heads, taken=roots)
    name = {g: operations[g.bit_length() - 1] for g in groups} | dict(
        zip(shared, spelt, strict=True)
    )
    modules = {name[g]: tuple(_ordered(bindings, keys)) for g, keys in groups.items()}
    wanted = (names.module(b.name) for b in bindings.types.values())
    functions = unique(wanted, taken=("xml",))
    return Layout(
        modules=dict(sorted(modules.items())),
        home={key: module for module, keys in modules.items() for key in keys},
        operations=frozenset(roots),
        functions=dict(zip(bindings.types, functions, strict=True)),
    )


def _users(bindings: Bindings, roots: list[list[Key]]) -> dict[Key, int]:
    """The operations that reach each type, a bit each.

    What reaches a type reaches all that it needs; types that need one another are taken
    together, so that each is looked at once.
    """
    needs = {key: [*binding.references()] for key, binding in bindings.types.items()}
    users = dict.fromkeys(bindings.types, 0)
    for number, keys in enumerate(roots):
        for key in keys:
            users[key] |= 1 << number
    for knot in reversed(_knots(needs)):
        bits = 0
        for key in knot:
            bits |= users[key]
        for key in knot:
            users[key] = bits
            for needed in needs[key]:
                users[needed] |= bits
    return users


def _knots(needs: Mapping[Key, list[Key]]) -> list[list[Key]]:
    """What needs one another together, after all that it needs (R. Tarjan, 1972)."""
    search = _Search(needs)
    for key in needs:
        if key not in search.index:
            search.run(key)
    return search.knots


@dataclass(slots=True)
class _Search:
    needs: Mapping[Key, list[Key]]
    index: dict[Key, int] = field(default_factory=dict)
    low: dict[Key, int] = field(default_factory=dict)
    stack: list[Key] = field(default_factory=list)
    open: set[Key] = field(default_factory=set)
    path: list[tuple[Key, Iterator[Key]]] = field(default_factory=list)
    knots: list[list[Key]] = field(default_factory=list)

    def run(self, start: Key) -> None:
        self.enter(start)
        while self.path:
            key, rest = self.path[-1]
            for needed in rest:
                if needed not in self.index:
                    self.enter(needed)
                    break
                if needed in self.open:
                    self.low[key] = min(self.low[key], self.index[needed])
            else:
                self.leave(key)

    def enter(self, key: Key) -> None:
        self.index[key] = self.low[key] = len(self.index)
        self.stack.append(key)
        self.open.add(key)
        self.path.append((key, iter(self.needs[key])))

    def leave(self, key: Key) -> None:
        self.path.pop()
        if self.path:
            above = self.path[-1][0]
            self.low[above] = min(self.low[above], self.low[key])
        if self.low[key] == self.index[key]:
            knot = [self.stack.pop()]
            while knot[-1] != key:
                knot.append(self.stack.pop())
            self.open.difference_update(knot)
            self.knots.append(knot)


def _head(bindings: Bindings, keys: list[Key]) -> Key:
    """What a group is named after: a base, else the first that no other in it needs."""
    needed = {
        used
        for key in keys
        if bindings.types[key].kind is not Kind.ARRAY
        for used in bindings.types[key].references()
        if used != key
    }
    classes = [key for key in keys if bindings.types[key].kind is not Kind.ARRAY]
    for key in classes:
        if bindings.types[key].derived and bindings.types[key].base is None:
            return key
    return next((key for key in classes if key not in needed), (classes or keys)[0])


def _ordered(bindings: Bindings, keys: list[Key]) -> list[Key]:
    """Bases first, else the order of the schemas."""
    done: dict[Key, None] = {}
    here = set(keys)

    def place(key: Key) -> None:
        base = bindings.types[key].base
        if base is not None and base in here:
            place(base)
        done.setdefault(key)

    for key in keys:
        place(key)
    return list(done)
