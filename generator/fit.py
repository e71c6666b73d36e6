"""Proves that every entry of a profile fits the service, and that its names are free.

A name that the generator makes is settled where it collides; a name that the profile
gives is one that somebody chose, so it is taken as it is or refused, on its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .bindings import Binding, Bindings, Field, Kind
from .errors import Refused, near
from .model import Operation, QName, Service
from .naming import IMPORTED, Names, is_reserved
from .profile import HeaderNotes, Module, Policy, Profile
from .views import ERRORS, EXPORTS, PARTS, carriers

_Entry = tuple[str | int, ...]


def check(
    service: Service,
    profile: Profile,
    bindings: Bindings,
    names: Names,
    *,
    whole: bool = True,
) -> None:
    """Prove that a profile fits.

    Args:
        service: The service.
        profile: Its profile.
        bindings: The catalogue of its types.
        names: The spelling rules that the profile gives.
        whole: Whether the service has all its operations: of a part, what the profile
            says of the rest fits nothing.

    Raises:
        Refused: An entry fits nothing, or a name in it cannot be had.
    """
    if whole:
        _Entries(service, profile, bindings, names).check()
    _Given(service, profile, bindings, names).check()
    _Exports(service, profile, bindings, names).check()


@dataclass(frozen=True)
class _Checks:
    service: Service
    profile: Profile
    bindings: Bindings
    names: Names

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that the package has."""
        return self.service.ports[0].operations

    @cached_property
    def functions(self) -> dict[str, str]:
        """The function that each operation asks for, by the operation's name."""
        return {o.name: self.names.function(o.name) for o in self.operations}

    def refuse(self, reason: str, *path: str | int) -> Refused:
        return self.profile.refusal(reason, *path)

    def notes(self, header: QName) -> HeaderNotes:
        return self.profile.headers.get(header.name, HeaderNotes())

    def arguments(self, operation: Operation) -> list[QName]:
        """The header blocks that are arguments of a call."""
        blocks = dict.fromkeys(h.element for h in operation.input_headers)
        return [b for b in blocks if self.notes(b).policy is Policy.ARGUMENT]

    def fields(self, operation: Operation) -> list[Field]:
        """What a call sends."""
        request = carriers(operation, self.profile).request
        return self.bindings.fields(request.key(self.bindings))

    def records(self) -> Iterator[tuple[Binding, list[Field]]]:
        for key, binding in self.bindings.types.items():
            if binding.kind is Kind.RECORD:
                yield binding, self.bindings.fields(key)


class _Entries(_Checks):
    """Whether there is what the entries are about."""

    def check(self) -> None:
        self.check_headers()
        self.check_operations()
        self.check_types()
        self.check_words()
        self.check_renamed()

    def check_headers(self) -> None:
        every = (o for port in self.service.ports for o in port.operations)
        known = {h.element.name for o in every for h in o.input_headers}
        for name in self.profile.headers:
            if name not in known:
                reason = f"no operation has a header {name!r}{near(name, known)}"
                raise self.refuse(reason, "headers", name)

    def check_operations(self) -> None:
        known = {o.name: o for port in self.service.ports for o in port.operations}
        known |= {o.name: o for o in self.operations}
        for name, notes in self.profile.operations.items():
            if name not in known:
                reason = f"there is no operation {name!r}{near(name, known)}"
                raise self.refuse(reason, "operations", name)
            arguments = set(self.wires(known[name]))
            for argument in notes.arguments:
                if argument not in arguments:
                    reason = f"operation {name!r} has no argument {argument!r}"
                    reason += near(argument, arguments)
                    path = ("operations", name, "arguments", argument)
                    raise self.refuse(reason, *path)

    def wires(self, operation: Operation) -> Iterator[str]:
        """What an operation sends, by wire name, whether it is generated or not."""
        for part in operation.input.parts:
            if part.element is None:
                continue
            key = self.bindings.elements.get(part.element)
            if key is None:
                yield from self.bindings.declared.get(part.element.name, ())
            else:
                yield from (field.wire.name for field in self.bindings.fields(key))

    def check_types(self) -> None:
        known = self.bindings.declared
        for name, notes in self.profile.types.items():
            if name not in known:
                reason = f"there is no type {name!r}{near(name, known)}"
                raise self.refuse(reason, "types", name)
            for part in notes.fields:
                if part not in known[name]:
                    reason = f"type {name!r} has no field or value {part!r}"
                    reason += near(part, known[name])
                    raise self.refuse(reason, "types", name, "fields", part)

    def check_words(self) -> None:
        """A word is found as `Names.split` finds it, whole or with an s."""
        wires = {*self.functions, *self.bindings.declared}
        wires |= {h.element.name for o in self.operations for h in o.input_headers}
        wires |= {part for parts in self.bindings.declared.values() for part in parts}
        for number, word in enumerate(self.profile.words):
            alone = Names((word,))
            forms = {word.lower(), f"{word}s".lower()}
            found = {part for wire in wires for part in alone.split(wire)}
            if not forms & {part.lower() for part in found}:
                reason = f"no name has the word {word!r}{near(word, found)}"
                raise self.refuse(reason, "names", "words", number)

    def check_renamed(self) -> None:
        known = set(self.functions)
        known |= set(map(_named_after, self.bindings.types.values()))
        known |= {f.wire.name for _, fields in self.records() for f in fields}
        for operation in self.operations:
            blocks = self.arguments(operation)
            known |= {b.name for b in blocks if not self.notes(b).name}
        for wire in self.profile.renamed:
            if wire not in known:
                reason = f"no operation, type or field is named {wire!r}"
                reason += near(wire, known)
                raise self.refuse(reason, "names", "renamed", wire)


def _named_after(binding: Binding) -> str:
    """The wire name that a class is called after."""
    named = binding.element if binding.folded else None
    return (named or binding.key.name).name


class _Given(_Checks):
    """Whether the names that the profile gives can be had, each in its scope."""

    def check(self) -> None:
        self.check_types()
        for binding, fields in self.records():
            wanted = [(f.wire.name, self.names.field(f.wire.name)) for f in fields]
            self.check_scope(f"a field of {binding.key.name.name!r}", wanted)
        self.check_scope("an operation", self.functions.items(), (*PARTS, *IMPORTED))
        for operation in self.operations:
            self.check_arguments(operation)

    def check_types(self) -> None:
        bindings = self.bindings.types.values()
        wires = [_named_after(binding) for binding in bindings]
        constants = [self.names.constant(name) for name in self.functions]
        wanted = [(wire, self.names.type(wire)) for wire in wires]
        given = [(w, name) for w, name in wanted if w in self.profile.renamed]
        for wire, name in given:
            if name in IMPORTED or name in constants or name.endswith("_ELEMENT"):
                raise self.refuse(_needed(name), "names", "renamed", wire)
        self.check_scope("a type", wanted)
        for binding, (wire, name) in zip(bindings, wanted, strict=True):
            lost = binding.name != name and wires.count(wire) == 1
            if lost and (wire, name) in given:
                reason = f"{name!r} is the name of a type that no operation uses"
                raise self.refuse(reason, "names", "renamed", wire)

    def check_scope(
        self,
        what: str,
        wanted: Iterable[tuple[str, str]],
        taken: Iterable[str] = (),
    ) -> None:
        """Refuse a given name that is reserved, or that another has too."""
        renamed = self.profile.renamed
        holders: dict[str, str] = dict.fromkeys(taken, "")
        for wire, name in wanted:
            if _is_settled(renamed.get(wire, ""), name):
                raise self.refuse(_needed(name[:-1]), "names", "renamed", wire)
            first = holders.setdefault(name.casefold(), wire)
            if first != wire and (wire in renamed or first in renamed):
                given, other = (wire, first) if wire in renamed else (first, wire)
                reason = f"{name!r} is the name of {what} already, {other!r}"
                if not other:
                    reason = _needed(name)
                raise self.refuse(reason, "names", "renamed", given)

    def check_arguments(self, operation: Operation) -> None:
        """Refuse a header's name that cannot be that of a further argument."""
        holders: dict[str, tuple[str, _Entry]] = {}
        for field in self.fields(operation):
            holders[field.name.casefold()] = (field.wire.name, self.entry(field.wire))
        for block in self.arguments(operation):
            given = self.notes(block).name
            name = given or self.names.field(block.name)
            entry: _Entry = ("headers", block.name, "name") if given else ()
            if given and Names(renamed={"": given}).field("") != given:
                reason = f"{given!r} cannot be the name of an argument"
                raise self.refuse(reason, *entry)
            entry = entry or self.entry(block)
            first, its = holders.setdefault(name.casefold(), (block.name, entry))
            if first != block.name and (entry or its):
                both = f"{first!r} and {block.name!r} of operation {operation.name!r}"
                raise self.refuse(f"{both} are both named {name!r}", *(entry or its))

    def entry(self, name: QName) -> _Entry:
        """Where the profile names a field or a block, if it does."""
        if name.name in self.profile.renamed:
            return ("names", "renamed", name.name)
        return ()


class _Exports(_Checks):
    """Whether the package is free for what the profile adds to it."""

    def check(self) -> None:
        taken = dict.fromkeys((*EXPORTS, *ERRORS, *PARTS), "part of every package")
        taken |= {
            f: f"the function of operation {o!r}" for o, f in self.functions.items()
        }
        for number, error in enumerate(self.profile.errors):
            place: _Entry = ("faults", "errors", number, "name")
            self.check_free(error.name, taken, place, IMPORTED)
            taken[error.name] = "a class of errors"
        for module in self.profile.modules:
            self.check_file(module)
            stem, path = module.path.stem, ("modules", str(module.path))
            if stem in taken:
                raise self.refuse(f"{stem!r} is {taken[stem]}", *path)
        for module in self.profile.modules:
            for number, name in enumerate(module.exports):
                self.check_free(name, taken, ("modules", str(module.path), number))
                taken[name] = f"exported by {str(module.path)!r}"
        self.check_stems()

    def check_free(
        self,
        name: str,
        taken: Mapping[str, str],
        path: _Entry,
        needed: frozenset[str] = frozenset(),
    ) -> None:
        """Refuse a name that Python needs, or that the package has already."""
        if is_reserved(name) or name in needed:
            raise self.refuse(_needed(name), *path)
        if name in taken:
            raise self.refuse(f"{name!r} is {taken[name]}", *path)

    def check_file(self, module: Module) -> None:
        """Refuse a file that would replace another, case apart."""
        stem = module.path.stem.casefold()
        for name in PARTS:
            if stem == name:
                reason = f"{str(module.path)!r} would replace {name!r} of the package"
                raise self.refuse(reason, "modules", str(module.path))
        for operation, function in self.functions.items():
            if stem == function.casefold():
                reason = f"{str(module.path)!r} is named like operation {operation!r}"
                raise self.refuse(reason, "modules", str(module.path))

    def check_stems(self) -> None:
        """A package cannot have a module and another module's name alike."""
        stems = {module.path.stem: module for module in self.profile.modules}
        for module in self.profile.modules:
            for number, name in enumerate(module.exports):
                if stems.get(name, module) is not module:
                    reason = f"{name!r} is the module {str(stems[name].path)!r}"
                    raise self.refuse(reason, "modules", str(module.path), number)


def _is_settled(given: str, name: str) -> bool:
    """Whether a given name came out with an underscore that it did not have."""
    return bool(given) and name.endswith("_") and not given.endswith("_")


def _needed(name: str) -> str:
    return f"{name!r} is a name that Python or the package needs for itself"
