"""What the date and time types add to the standard types they stand on."""

import operator
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, ClassVar, Self

from .timeline import Point, fields_point, point_hash


def _point(value: Any) -> Point:
    point: Point | None = getattr(value, "_point", None)
    return fields_point(value) if point is None else point


def _checked(value: Any) -> Any:
    if getattr(value, "exact", True) is False:
        raise OverflowError(f"{value} is beyond what a standard type can compute")
    return value


class Spelled:
    """What `DateTime`, `Date` and `Time` add to their standard types."""

    _base: ClassVar[Any]
    # Only where the fields of the standard type do not say all.
    _point: Point | None = None

    lexical: str | None = None
    """The text the value was read from, white space collapsed; else None."""

    exact: bool = True
    """Whether the standard type's fields hold the value; else they are near it."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a literal, to be kept as it is spelled."""
        raise NotImplementedError

    def _keep(self, **kept: Any) -> Self:
        vars(self).update(kept)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __reduce_ex__(self, protocol: Any) -> Any:
        if self.lexical is None:
            return self._base.__reduce_ex__(self, protocol)
        return _restore, (type(self), self.lexical)

    def __repr__(self) -> str:
        if self.lexical is None:
            return str(self._base.__repr__(self))
        return f"{type(self).__name__}.parse({self.lexical!r})"

    def __str__(self) -> str:
        return str(self._base.__str__(self)) if self.lexical is None else self.lexical

    def __format__(self, spec: str) -> str:
        return self.strftime(spec) if spec else str(self)

    def strftime(self, *args: Any, **kwargs: Any) -> str:
        """Do as the standard type; OverflowError if the value is not exact."""
        return str(_checked(self)._base.strftime(self, *args, **kwargs))

    def isoformat(self, *args: Any, **kwargs: Any) -> str:
        """Give the text as read; with arguments, do as the standard type.

        Raises:
            OverflowError: There are arguments and the value is not exact.
        """
        if self.lexical is not None and not args and not kwargs:
            return self.lexical
        return str(_checked(self)._base.isoformat(self, *args, **kwargs))

    def __hash__(self) -> int:
        if self._point is None:
            return int(self._base.__hash__(self))
        return point_hash(self._point)

    def __eq__(self, other: object) -> Any:
        return self._compare(other, operator.eq)

    def __ne__(self, other: object) -> Any:
        return self._compare(other, operator.ne)

    def __lt__(self, other: Any) -> Any:
        return self._compare(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._compare(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._compare(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._compare(other, operator.ge)

    def _compare(self, other: object, test: Callable[[Any, Any], bool]) -> Any:
        if not isinstance(other, self._base):
            return NotImplemented
        if self._base is date and isinstance(other, datetime):
            return NotImplemented
        if self._point is None and getattr(other, "_point", None) is None:
            return getattr(self._base, f"__{test.__name__}__")(self, other)
        mine, theirs = _point(self), _point(other)
        if mine[0] == theirs[0] or test in (operator.eq, operator.ne):
            return test(mine, theirs)
        raise TypeError("cannot order a value with an offset and one without")

    def _result(self, result: Any) -> Any:
        """Give the result of a method of the standard type as it should be."""
        return result


def _restore(kind: type[Spelled], lexical: str) -> Spelled:
    return kind.parse(lexical)


def _difference(left: Any, right: Any) -> timedelta:
    """Subtract dates of which at least one has an offset."""
    mine, theirs = _point(left), _point(right)
    if mine[0] != theirs[0]:
        raise TypeError("cannot subtract a value with an offset and one without")
    return timedelta(seconds=mine[1] - theirs[1])


def guard(kind: type[Spelled], *names: str) -> None:
    """Let the methods of the standard type refuse values that are not exact."""

    def guarded(name: str) -> Callable[..., Any]:
        inherited = getattr(kind._base, name)

        @wraps(inherited)
        def method(self: Spelled, *args: Any, **kwargs: Any) -> Any:
            _checked(self)
            other = _checked(args[0]) if args else None
            pointed = self._point is not None or getattr(other, "_point", None)
            if pointed and isinstance(other, date):
                if name == "__sub__":
                    return _difference(self, other)
                if name == "__rsub__":
                    return _difference(other, self)
            return self._result(inherited(self, *args, **kwargs))

        return method

    for name in names:
        setattr(kind, name, guarded(name))
