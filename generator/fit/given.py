"""Whether the names that a profile gives can be had, each in its scope."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Operation, QName
from ..naming import IMPORTED, Names
from ..views import PARTS
from .checks import Checks, Entry, named_after, reserved


class Given(Checks):
    """Whether the names that the profile gives can be had, each in its scope."""

    def check(self) -> None:
        """Refuse the first that is wrong."""
        self._check_types()
        for binding, fields in self.records():
            wanted = [(f.wire.name, self.names.field(f.wire.name)) for f in fields]
            self._check_scope(f"a field of {binding.key.name.name!r}", wanted)
        self._check_scope("an operation", self.functions.items(), (*PARTS, *IMPORTED))
        for operation in self.operations:
            self._check_arguments(operation)

    def _check_types(self) -> None:
        bindings = self.bindings.types.values()
        wires = [named_after(binding) for binding in bindings]
        constants = [self.names.constant(name) for name in self.functions]
        wanted = [(wire, self.names.type(wire)) for wire in wires]
        given = [(w, name) for w, name in wanted if w in self.profile.renamed]
        for wire, name in given:
            if name in IMPORTED or name in constants or name.endswith("_ELEMENT"):
                raise self.refuse(reserved(name), "names", "renamed", wire)
        self._check_scope("a type", wanted)
        for binding, (wire, name) in zip(bindings, wanted, strict=True):
            lost = binding.name != name and wires.count(wire) == 1
            if lost and (wire, name) in given:
                reason = f"{name!r} is the name of a type that no operation uses"
                raise self.refuse(reason, "names", "renamed", wire)

    def _check_scope(
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
                raise self.refuse(reserved(name[:-1]), "names", "renamed", wire)
            first = holders.setdefault(name.casefold(), wire)
            if first != wire and (wire in renamed or first in renamed):
                given, other = (wire, first) if wire in renamed else (first, wire)
                reason = f"{name!r} is the name of {what} already, {other!r}"
                if not other:
                    reason = reserved(name)
                raise self.refuse(reason, "names", "renamed", given)

    def _check_arguments(self, operation: Operation) -> None:
        """Refuse a header's name that cannot be that of a further argument."""
        holders: dict[str, tuple[str, Entry]] = {}
        for field in self.fields(operation):
            holders[field.name.casefold()] = (field.wire.name, self._entry(field.wire))
        for block in self.arguments(operation):
            given = self.notes(block).name
            name = given or self.names.field(block.name)
            entry: Entry = ("headers", block.name, "name") if given else ()
            if given and Names(renamed={"": given}).field("") != given:
                reason = f"{given!r} cannot be the name of an argument"
                raise self.refuse(reason, *entry)
            entry = entry or self._entry(block)
            first, its = holders.setdefault(name.casefold(), (block.name, entry))
            if first != block.name and (entry or its):
                both = f"{first!r} and {block.name!r} of operation {operation.name!r}"
                raise self.refuse(f"{both} are both named {name!r}", *(entry or its))

    def _entry(self, name: QName) -> Entry:
        """Where the profile names a field or a block, if it does."""
        if name.name in self.profile.renamed:
            return ("names", "renamed", name.name)
        return ()


def _is_settled(given: str, name: str) -> bool:
    """Whether a given name came out with an underscore that it did not have."""
    return bool(given) and name.endswith("_") and not given.endswith("_")
