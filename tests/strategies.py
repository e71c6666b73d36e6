"""Values of generated types, made from the catalogue of the schemas they come from."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.atomics import ATOMICS
from generator.bindings import Atomic, Bindings, Field, Key, Kind

_OFFSETS: st.SearchStrategy[Any] = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c >= " " or c in "\t\n\r"
    ),
    max_size=8,
)
_MOMENTS = st.datetimes(
    datetime(1, 1, 2),
    datetime(9999, 12, 30),
    timezones=st.none() | _OFFSETS,
)
_WORDS = st.sampled_from(["tea", "black-leaf"])
_BITS = {"long": 64, "int": 32, "short": 16, "byte": 8}


def _integers(name: str) -> st.SearchStrategy[int]:
    bits = _BITS.get(name.removeprefix("unsigned").lower(), 80)
    if name.startswith("unsigned"):
        return st.integers(0, 2**bits - 1)
    low = {"nonNegativeInteger": 0, "positiveInteger": 1}.get(name, -(2 ** (bits - 1)))
    high = {"nonPositiveInteger": 0, "negativeInteger": -1}.get(
        name, 2 ** (bits - 1) - 1
    )
    return st.integers(low, high)


def atomic(name: str) -> st.SearchStrategy[Any]:
    """Values of a built-in type."""
    if name in ("string", "anySimpleType"):
        return _TEXT
    by_annotation: dict[str, st.SearchStrategy[Any]] = {
        "str": _WORDS,
        "bool": st.booleans(),
        "float": st.floats(width=32, allow_nan=False),
        "Decimal": st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
            Decimal
        ),
        "bytes": st.binary(max_size=8),
        "datetime": _MOMENTS,
        "date": _MOMENTS.map(lambda moment: moment.date()),
        "time": _MOMENTS.map(lambda moment: moment.timetz()),
        "int": _integers(name),
    }
    return by_annotation[ATOMICS[name].annotation]


class Values:
    """Strategies for the types of one package.

    Args:
        bindings: Its catalogue.
        package: The name it can be imported by.
        loose: Whether None is given for nil as well, where a value is required: it
            is written as nil, and reads as `NIL`.
    """

    def __init__(
        self, bindings: Bindings, package: str, *, loose: bool = False
    ) -> None:
        self.bindings = bindings
        self.loose = loose
        self.types: Any = importlib.import_module(f"{package}.types")
        self.nil: Any = importlib.import_module(f"{package}._runtime.values").NIL

    def of(self, key: Key, depth: int = 3) -> st.SearchStrategy[Any]:
        """Values of a type."""
        binding = self.bindings.types[key]
        if binding.kind is Kind.ARRAY:
            return self.many(binding.fields[0], depth)
        made: Any = getattr(self.types, binding.name)
        if binding.kind is Kind.ENUMERATION:
            return st.sampled_from(list(made))
        own = [] if binding.abstract else [binding]
        choices = own + [self.bindings.types[k] for k in binding.derived]
        builds: list[st.SearchStrategy[Any]] = [
            st.builds(
                getattr(self.types, choice.name),
                **{
                    f.name: self.field(f, depth)
                    for f in self.bindings.fields(choice.key)
                },
            )
            for choice in choices
            if not choice.abstract
        ]
        return st.one_of(builds)

    def one(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if isinstance(field.type, Atomic):
            return atomic(field.type.name)
        return self.of(field.type.key, depth - 1)

    def many(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if depth <= 0:
            return st.just([])
        item = self.one(field, depth)
        item = item | st.just(self.nil) if field.nillable else item
        return st.lists(item, max_size=2)

    def field(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        """Values of a field: nothing, nil and something, as the schema lets."""
        if field.repeated:
            return self.many(field, depth)
        if not field.required and depth <= 0:
            return st.none()
        value = self.one(field, depth)
        value = value | st.just(self.nil) if field.nillable else value
        if field.required and not (field.nillable and self.loose):
            return value
        return st.none() | value
