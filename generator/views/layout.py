"""Which type lives in which module.

Types are put together by the exact set of operations that reach them. An operation then
loads nothing that it does not need; what only one operation reaches lies in that
operation's module; and since types that need one another are reached by the same
operations, no two modules need one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    users: dict[Key, list[str]] = {key: [] for key in bindings.types}
    for operation, keys in roots.items():
        for key in set().union(*(bindings.reach(k) for k in keys)):
            users[key].append(operation)
    groups: dict[tuple[str, ...], list[Key]] = {}
    for key in bindings.types:
        groups.setdefault(tuple(users[key]), []).append(key)
    shared = [group for group in groups if len(group) > 1]
    heads = [
        names.snake(bindings.types[_head(bindings, groups[g])].name) for g in shared
    ]
    spelt = unique(heads, taken=roots)
    name = {g: g[0] for g in groups if len(g) == 1} | dict(
        zip(shared, spelt, strict=True)
    )
    modules = {name[g]: tuple(_ordered(bindings, keys)) for g, keys in groups.items()}
    functions = unique(names.snake(b.name) for b in bindings.types.values())
    return Layout(
        modules=dict(sorted(modules.items())),
        home={key: module for module, keys in modules.items() for key in keys},
        operations=frozenset(roots),
        functions=dict(zip(bindings.types, functions, strict=True)),
    )


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

    def place(key: Key) -> None:
        base = bindings.types[key].base
        if base is not None and base in keys:
            place(base)
        done.setdefault(key)

    for key in keys:
        place(key)
    return list(done)
