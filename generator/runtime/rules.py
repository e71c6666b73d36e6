"""Where facets hold: tables of the names on the wire, generated for each type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .facets import Facets

Rule = Facets | str
"""What holds for an element: facets of its text, or the place of its type's rules, as
`module.type`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Where facets hold in elements of a type. What is not named may hold anything.

    Attributes:
        attributes: The facets of its attributes, by their names in Clark's notation.
        text: The facets of its text, where it has simple content.
        elements: The rules of the elements in it, by their names.
        items: The rule of all elements in it, whatever they are called.
        types: The places of the rules of what may stand for it, by its `xsi:type`.
        once: The elements of which the first alone has rules: a wildcard takes others.
    """

    attributes: Mapping[str, Facets] = field(default_factory=dict[str, Facets])
    text: Facets | None = None
    elements: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    items: Rule | None = None
    types: Mapping[str, str] = field(default_factory=dict[str, str])
    once: tuple[str, ...] = ()


Table = Mapping[str, Rules]
"""The rules of the types of one module, by their names."""
