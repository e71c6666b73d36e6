"""Whether there is what the entries of a profile are about."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import near
from ..model import Operation
from ..naming import Names
from .checks import Checks, named_after


class Entries(Checks):
    """Whether there is what the entries are about."""

    def check(self) -> None:
        """Refuse the first that is wrong."""
        self._check_headers()
        self._check_operations()
        self._check_types()
        self._check_words()
        self._check_renamed()

    def _check_headers(self) -> None:
        every = (o for port in self.service.ports for o in port.operations)
        known = {h.element.name for o in every for h in o.input_headers}
        for name in self.profile.headers:
            if name not in known:
                reason = f"no operation has a header {name!r}{near(name, known)}"
                raise self.refuse(reason, "headers", name)

    def _check_operations(self) -> None:
        known = {o.name: o for port in self.service.ports for o in port.operations}
        known |= {o.name: o for o in self.operations}
        for name, notes in self.profile.operations.items():
            if name not in known:
                reason = f"there is no operation {name!r}{near(name, known)}"
                raise self.refuse(reason, "operations", name)
            arguments = set(self._wires(known[name]))
            for argument in notes.arguments:
                if argument not in arguments:
                    reason = f"operation {name!r} has no argument {argument!r}"
                    reason += near(argument, arguments)
                    path = ("operations", name, "arguments", argument)
                    raise self.refuse(reason, *path)

    def _wires(self, operation: Operation) -> Iterator[str]:
        """What an operation sends, by wire name, whether it is generated or not."""
        for part in operation.input.parts:
            if part.element is None:
                continue
            key = self.bindings.elements.get(part.element)
            if key is None:
                yield from self.bindings.declared.get(part.element.name, ())
            else:
                yield from (field.wire.name for field in self.bindings.fields(key))

    def _check_types(self) -> None:
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

    def _check_words(self) -> None:
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

    def _check_renamed(self) -> None:
        known = set(self.functions)
        known |= set(map(named_after, self.bindings.types.values()))
        known |= {f.wire.name for _, fields in self.records() for f in fields}
        for operation in self.operations:
            blocks = self.arguments(operation)
            known |= {b.name for b in blocks if not self.notes(b).name}
        for wire in self.profile.renamed:
            if wire not in known:
                reason = f"no operation, type or field is named {wire!r}"
                reason += near(wire, known)
                raise self.refuse(reason, "names", "renamed", wire)
