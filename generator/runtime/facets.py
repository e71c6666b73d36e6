"""What simple types allow of their bases: checked where somebody asked for it.

A facet is about the value, a pattern about the text that stands for it. Both are known
on the wire alone, so what is checked is what was written and what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Any, Final

from .characters import collapse, shown
from .qnames import Scope, in_scope
from .value_space import digits, is_before, is_equal, normal, value

_MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Facets:
    """What a simple type allows of its base (XML Schema Part 2, 4.3).

    Attributes:
        base: The built-in type that it is made from; "" of a list or a union.
        length: Just how many characters, bytes or items there are.
        min_length: How many there are at least.
        max_length: How many there are at most.
        min_inclusive: The least value.
        max_inclusive: The greatest value.
        min_exclusive: What all values are greater than.
        max_exclusive: What all values are less than.
        total_digits: How many digits a number may have.
        fraction_digits: How many of them behind the point.
        patterns: Patterns that must all fit; each is a choice of expressions.
        enumeration: The only values, if there are any here.
        item: What the items of a list allow.
        members: What the members of a union allow.
        defaulted: Whether an empty element stands for a default value.
        scope: What prefixes in the enumeration mean, where values hold qualified names;
            None where they do not.
    """

    base: str = ""
    _: KW_ONLY
    length: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_inclusive: str | None = None
    max_inclusive: str | None = None
    min_exclusive: str | None = None
    max_exclusive: str | None = None
    total_digits: int | None = None
    fraction_digits: int | None = None
    patterns: tuple[tuple[str, ...], ...] = ()
    enumeration: tuple[str, ...] = ()
    item: Facets | None = None
    members: tuple[Facets, ...] = ()
    defaulted: bool = False
    scope: Scope | None = None

    def problem(self, text: str) -> str | None:
        """What is wrong with a text, or None.

        Where values hold qualified names, it is one in the scope of `qnames`.

        Args:
            text: The text as it stands, white space and all.
        """
        try:
            plain = self._plain(text)
            return next(self._problems(plain, self._value(plain)), None)
        except ValueError as error:
            return str(error)

    def _plain(self, text: str) -> str:
        """The text as patterns see it; a union sees it as the member does (4.3.6)."""
        if self.item is not None:
            return collapse(text)
        return (
            self._member(text)._plain(text) if self.members else normal(self.base, text)
        )

    def _member(self, text: str) -> Facets:
        """The first member of the union that holds a text (2.5.1.3).

        Raises:
            ValueError: There is none.
        """
        reasons: dict[str, None] = {}
        for member in self.members:
            reason = member.problem(text)
            if reason is None:
                return member
            reasons[reason] = None
        raise ValueError("; ".join(reasons))

    def _value(self, text: str) -> Any:
        """The value of a text.

        Raises:
            ValueError: It has none.
        """
        if self.members:
            return self._member(text)._value(text)
        if self.item is None:
            return value(self.base, text)
        items = text.split(" ") if text else []
        for item in items:
            reason = self.item.problem(item)
            if reason is not None:
                raise ValueError(reason)
        return [self.item._value(item) for item in items]

    def _problems(self, text: str, found: Any) -> Iterator[str]:
        for wanted in (
            *self._lengths(found),
            *self._ranges(found),
            *self._digits(found),
            *self._texts(text),
        ):
            yield f"expected {wanted}, found {shown(text)}"
        if self.enumeration and not any(
            is_equal(found, self._known(one)) for one in self.enumeration
        ):
            first = ", ".join(map(shown, self.enumeration[:_MOST_SHOWN]))
            more = ", ..." if len(self.enumeration) > _MOST_SHOWN else ""
            yield f"expected one of {first}{more}, found {shown(text)}"

    def _known(self, text: str) -> Any:
        """The value of one of the enumeration."""
        if self.scope is not None:
            plain = self._plain(text) if self.item is not None else text
            return in_scope(self.scope, self._value)(plain)
        if self.members or self.item is not None:
            return self._value(self._plain(text))
        return _bound(self.base, text)

    def _lengths(self, found: Any) -> Iterator[str]:
        if not isinstance(found, str | bytes | list):
            return  # any qualified name has any length (erratum E2-36)
        unit = {str: "character", bytes: "byte", list: "item"}[type(found)]
        size = len(found)
        if self.length is not None and size != self.length:
            yield f"exactly {_count(self.length, unit)}"
        if self.min_length is not None and size < self.min_length:
            yield f"at least {_count(self.min_length, unit)}"
        if self.max_length is not None and size > self.max_length:
            yield f"at most {_count(self.max_length, unit)}"

    def _ranges(self, found: Any) -> Iterator[str]:
        def check(
            bound: str | None, fits: Callable[[Any], bool], what: str
        ) -> Iterator[str]:
            if bound is not None and not fits(_bound(self.base, bound)):
                yield f"{what} {bound}"

        yield from check(
            self.min_inclusive,
            lambda b: is_before(b, found) or is_equal(b, found),
            "at least",
        )
        yield from check(
            self.max_inclusive,
            lambda b: is_before(found, b) or is_equal(b, found),
            "at most",
        )
        yield from check(self.min_exclusive, lambda b: is_before(b, found), "more than")
        yield from check(self.max_exclusive, lambda b: is_before(found, b), "less than")

    def _digits(self, found: Any) -> Iterator[str]:
        if self.total_digits is None and self.fraction_digits is None:
            return
        total, behind = digits(found)
        if self.total_digits is not None and total > self.total_digits:
            yield f"at most {_count(self.total_digits, 'digit')}"
        if self.fraction_digits is not None and behind > self.fraction_digits:
            yield f"at most {_count(self.fraction_digits, 'digit')} behind the point"

    def _texts(self, text: str) -> Iterator[str]:
        if not self.patterns:
            return
        # Unions have facets too, so codecs load this module where nobody checks any.
        from .patterns import compiled

        for choice in self.patterns:
            if not any(compiled(pattern).matches(text) for pattern in choice):
                yield f"what matches {' or '.join(map(shown, choice))}"


@lru_cache(maxsize=1000)
def _bound(base: str, text: str) -> Any:
    """The value of a bound, which is the same again and again."""
    return value(base, text)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
