"""The members of enumerations, and what they are called."""

from __future__ import annotations

from collections import Counter

from xsdata.models import xsd

from ..model import QName
from ..naming import Names, unique
from .catalogue import Member
from .scopes import expanded
from .simple import texts


def plain(node: xsd.Restriction, names: Names) -> list[Member]:
    """The members of an enumeration, each value once."""
    values = list(dict.fromkeys(texts(node.enumerations)))
    help_ = {e.value: e.display_help or "" for e in node.enumerations}
    spelt = unique(names.constant(value) for value in values)
    return [
        Member(name=name, value=value, help=help_[value])
        for name, value in zip(spelt, values, strict=True)
    ]


def qualified(node: xsd.Restriction, names: Names) -> list[Member]:
    """The members of an enumeration of qualified names; each name is one.

    Raises:
        ValueError: A prefix is not declared.
    """
    found: dict[QName, xsd.Enumeration] = {}
    for each in node.enumerations:
        found.setdefault(expanded(each, each.value), each)
    often = Counter(name.name for name in found)
    spelt = unique(
        names.constant(name.name if often[name.name] == 1 else each.value)
        for name, each in found.items()
    )
    return [
        Member(name=n, value=e.value, expanded=q, help=e.display_help or "")
        for n, (q, e) in zip(spelt, found.items(), strict=True)
    ]
