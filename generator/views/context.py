"""What the views of all operations share."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..bindings import Atomic, Bindings, Field, Key
from ..naming import Names
from ..profile import Profile
from .layout import Layout
from .messages import Carrier
from .python_types import Annotations
from .streams import Lists


def media(bindings: Bindings) -> set[Key]:
    """The types whose values can hold bytes that are said to be of a media type."""
    return bindings.holders(
        key
        for key, binding in bindings.types.items()
        if any(f.media and f.type == Atomic("base64Binary") for f in binding.fields)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every operation's view is made from; what is a port's own comes last.

    Attributes:
        bindings: The catalogue.
        layout: Where each type lives.
        profile: The profile of the service.
        names: The spelling rules.
        constants: The names of the constants of what messages carry.
        faults: The classes of the declared faults.
        package: What users import the operations from.
        lists: Finds the items of answers.
        media: The types whose values can hold bytes of a media type.
        own: The names of the operations' constants, by module.
        streams: The names of the functions that give items, by module.
        keys: The names that the operations are listed by, by module.
        folder: Where the port lies in the package: "" or `name.`.
    """

    bindings: Bindings
    layout: Layout
    profile: Profile
    names: Names
    constants: Mapping[Carrier, str]
    faults: Mapping[tuple[str, Carrier], str]
    package: str
    lists: Lists
    media: Collection[Key]
    own: Mapping[str, str] = dataclasses.field(default_factory=dict)
    streams: Mapping[str, str] = dataclasses.field(default_factory=dict)
    keys: Mapping[str, str] = dataclasses.field(default_factory=dict)
    folder: str = ""

    def key(self, carrier: Carrier) -> Key:
        """The type of what a message carries."""
        return carrier.key(self.bindings)

    def or_none(self, carrier: Carrier) -> str:
        """What the type of a message is followed by, if it may be nil."""
        return " | None" if carrier.nillable(self.bindings) else ""

    def fields(self, carrier: Carrier) -> tuple[Field, ...]:
        """The fields of what a message carries."""
        return self.bindings.fields(self.key(carrier))

    @property
    def spell(self) -> Annotations:
        """What spells the Python types of fields."""
        return Annotations(self.bindings, self.layout)
