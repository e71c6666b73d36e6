"""What every check of a profile asks of the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..bindings import Binding, Bindings, Field, Kind
from ..errors import Refused
from ..model import Operation, QName, Service
from ..naming import Names
from ..profile import HeaderNotes, Policy, Profile
from ..views import carriers

Entry = tuple[str | int, ...]
"""Where an entry stands in the profile."""


@dataclass(frozen=True)
class Checks:
    """A profile, and what it is held against."""

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
        """A refusal at the line of an entry."""
        return self.profile.refusal(reason, *path)

    def notes(self, header: QName) -> HeaderNotes:
        """What the profile says about a header block."""
        return self.profile.headers.get(header.name, HeaderNotes())

    def arguments(self, operation: Operation) -> list[QName]:
        """The header blocks that are arguments of a call."""
        blocks = dict.fromkeys(h.element for h in operation.input_headers)
        return [b for b in blocks if self.notes(b).policy is Policy.ARGUMENT]

    def fields(self, operation: Operation) -> tuple[Field, ...]:
        """What a call sends."""
        request = carriers(operation, self.profile).request
        return self.bindings.fields(request.key(self.bindings))

    def records(self) -> Iterator[tuple[Binding, tuple[Field, ...]]]:
        """Every dataclass, with all its fields."""
        for key, binding in self.bindings.types.items():
            if binding.kind is Kind.RECORD:
                yield binding, self.bindings.fields(key)


def named_after(binding: Binding) -> str:
    """The wire name that a class is called after."""
    named = binding.element if binding.folded else None
    return (named or binding.key.name).name


def reserved(name: str) -> str:
    """The reason to refuse a name that Python or the package has."""
    return f"{name!r} is a name that Python or the package needs for itself"
