"""Which type lives in which module.

Types are put together by the exact set of operations that reach them. An operation then
loads nothing that it does not need; what only one operation reaches lies in that
operation's module; and since types that need one another are reached by the same
operations, no two modules need one another.

Where other records may stand for a record, what chooses among them is apart from what
the record is: who only extends it, or is it, does not need the others. What very many
operations share is divided once more, in the order in which it needs one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..bindings import Bindings, Key, Kind
from ..naming import Names, unique
from .knots import knots

LARGE: Final = 200
"""How many fields the types of a module may have before it is divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The modules of a package.

    Attributes:
        modules: The types in each, bases before what extends them; of types that others
            may stand for, the records themselves.
        home: The module of each type.
        shelves: The types in each module of codecs; there are more of these than of
            `modules` where types that all need one another are too many for one.
        shelf: The module of the codecs of each record itself.
        chooser: The module of the codecs of each type that others may stand for.
        knot: The module of the types of each module of codecs.
        operations: The modules that are an operation's own.
        functions: What follows `encode_` and `decode_` in the names of a type's codec.
    """

    modules: Mapping[str, tuple[Key, ...]]
    home: Mapping[Key, str]
    shelves: Mapping[str, tuple[Key, ...]]
    shelf: Mapping[Key, str]
    chooser: Mapping[Key, str]
    knot: Mapping[str, str]
    operations: frozenset[str]
    functions: Mapping[Key, str]

    def codec(self, key: Key) -> str:
        """The module of the functions that write and read values of a type."""
        return self.chooser.get(key) or self.shelf[key]

    def apart(self, one: str, other: str) -> bool:
        """Whether two modules of codecs need one another, and load one another late."""
        return one != other and self.knot[one] == self.knot[other]


class _Part(NamedTuple):
    """A type itself, or what chooses among the records that may stand for it."""

    key: Key
    chooses: bool


def arrange(
    bindings: Bindings, roots: Mapping[str, Iterable[Key]], names: Names
) -> Layout:
    """Lay the types out.

    Args:
        bindings: The catalogue.
        roots: What each operation's messages are, by the name of its module.
        names: The spelling rules of the package.
    """
    chosen = _chosen(bindings, roots.values())
    reached = _needs(bindings, chosen, later=True)
    users = _users(reached, knots(reached), chosen, roots.values())
    groups = _groups(bindings, knots(_needs(bindings, chosen)), users)
    name = _names(bindings, groups, users, list(roots), names)
    modules = {name[p]: tuple(_ordered(bindings, _side(p, False))) for p in groups}
    shelves: dict[str, tuple[_Part, ...]] = {}
    knot: dict[str, str] = {}
    for parts in groups:
        first, *others = _shelves(bindings, parts)
        taken = {*name.values(), *shelves}
        more = unique([name[parts]] * len(others), taken)
        shelves |= {name[parts]: first} | dict(zip(more, others, strict=True))
        knot |= dict.fromkeys((name[parts], *more), name[parts])
    wanted = (names.module(b.name) for b in bindings.types.values())
    functions = unique(wanted, taken=("xml",))
    return Layout(
        modules=dict(sorted(modules.items())),
        home={key: module for module, keys in modules.items() for key in keys},
        shelves={
            place: tuple(
                dict.fromkeys((*_ordered(bindings, _side(p, False)), *_side(p, True)))
            )
            for place, p in sorted(shelves.items())
        },
        shelf={k: place for place, p in shelves.items() for k in _side(p, False)},
        chooser={k: place for place, p in shelves.items() for k in _side(p, True)},
        knot=knot,
        operations=frozenset(roots),
        functions=dict(zip(bindings.types, functions, strict=True)),
    )


def _names(
    bindings: Bindings,
    groups: list[tuple[_Part, ...]],
    users: Mapping[_Part, int],
    operations: list[str],
    names: Names,
) -> dict[tuple[_Part, ...], str]:
    """What the module of each group is called."""
    # Of an operation's own groups the last has its name: messages need the rest.
    own = {
        operations[users[parts[0]].bit_length() - 1]: parts
        for parts in groups
        if users[parts[0]].bit_count() == 1
    }
    found = {parts: module for module, parts in own.items()}
    rank = {key: number for number, key in enumerate(bindings.types)}
    shared = sorted(
        (parts for parts in groups if parts not in found),
        key=lambda parts: rank[parts[0].key],
    )
    spelt = unique((_called(bindings, p, names) for p in shared), taken=operations)
    return found | dict(zip(shared, spelt, strict=True))


def _chosen(bindings: Bindings, roots: Iterable[Iterable[Key]]) -> frozenset[Key]:
    """The types whose values may be of another, or, of an abstract one, must be."""
    values = {key for binding in bindings.types.values() for key in binding.values()}
    values.update(*roots)
    return frozenset(
        key
        for key, binding in bindings.types.items()
        if binding.kind is Kind.RECORD
        if binding.derived or (binding.abstract and key in values)
    )


def _needs(
    bindings: Bindings, chosen: Collection[Key], later: bool = False
) -> dict[_Part, list[_Part]]:
    """What each part must have loaded to be complete.

    Args:
        bindings: The catalogue.
        chosen: The types that others may stand for.
        later: Also what is loaded when it is needed: what may stand for a record.
    """

    def value(key: Key) -> _Part:
        return _Part(key, key in chosen)

    needs: dict[_Part, list[_Part]] = {}
    for key, binding in bindings.types.items():
        base = [] if binding.base is None else [_Part(binding.base, False)]
        needs[_Part(key, False)] = base + [value(used) for used in binding.values()]
        if key in chosen:
            each = (key, *binding.derived) if later else (key,)
            needs[_Part(key, True)] = [_Part(one, False) for one in each]
    return needs


def _users(
    needs: Mapping[_Part, list[_Part]],
    together: list[list[_Part]],
    chosen: Collection[Key],
    roots: Iterable[Iterable[Key]],
) -> dict[_Part, int]:
    """The operations that reach each part, a bit each.

    What reaches a part reaches all that it needs; parts that need one another are taken
    together, so that each is looked at once.
    """
    users = dict.fromkeys(needs, 0)
    for number, keys in enumerate(roots):
        for key in keys:
            users[_Part(key, key in chosen)] |= 1 << number
    for knot in reversed(together):
        bits = 0
        for part in knot:
            bits |= users[part]
        for part in knot:
            users[part] = bits
            for needed in needs[part]:
                users[needed] |= bits
    return users


def _groups(
    bindings: Bindings, together: list[list[_Part]], users: Mapping[_Part, int]
) -> list[tuple[_Part, ...]]:
    """The parts of each module; a module needs no module of its users after it."""
    divided: dict[int, list[list[_Part]]] = {}
    weights: dict[int, int] = {}
    for knot in together:  # what is needed comes before what needs it
        weight = sum(_weight(bindings, part) for part in knot)
        chunks = divided.setdefault(users[knot[0]], [])
        if not chunks or weights[users[knot[0]]] + weight > LARGE:
            chunks.append([])
            weights[users[knot[0]]] = 0
        chunks[-1] += knot
        weights[users[knot[0]]] += weight
    rank = {key: number for number, key in enumerate(bindings.types)}
    return [
        tuple(sorted(chunk, key=lambda part: (rank[part.key], part.chooses)))
        for chunks in divided.values()
        for chunk in chunks
    ]


def _shelves(
    bindings: Bindings, parts: tuple[_Part, ...]
) -> Iterator[tuple[_Part, ...]]:
    """The parts of a module, by modules of codecs: several where it is very large."""
    shelf: list[_Part] = []
    weight = 0
    for part in parts:
        weight += _weight(bindings, part)
        if shelf and weight > LARGE:
            yield tuple(shelf)
            shelf, weight = [], _weight(bindings, part)
        shelf.append(part)
    yield tuple(shelf)


def _weight(bindings: Bindings, part: _Part) -> int:
    binding = bindings.types[part.key]
    if part.chooses:
        return len(binding.derived)
    return 1 + len(bindings.fields(part.key)) + len(binding.members) // 4


def _side(parts: Iterable[_Part], chooses: bool) -> list[Key]:
    return [part.key for part in parts if part.chooses is chooses]


def _called(bindings: Bindings, parts: tuple[_Part, ...], names: Names) -> str:
    name = bindings.types[_head(bindings, parts)].name
    return names.module(f"Any{name}" if all(p.chooses for p in parts) else name)


def _head(bindings: Bindings, parts: Iterable[_Part]) -> Key:
    """What a group is named after: a base, else the first that no other in it needs."""
    keys = list(dict.fromkeys(part.key for part in parts))
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
