"""The value that stands for an element with `xsi:nil`."""

from typing import Any, ClassVar, Final, Self


class Nil:
    """The type of `NIL`; there is no other value of it."""

    __slots__ = ()
    _only: ClassVar[Any] = None

    def __new__(cls) -> Self:
        """Give the only value."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        only: Self = cls._only
        return only

    def __repr__(self) -> str:
        return "NIL"

    def __reduce__(self) -> str:
        return "NIL"


NIL: Final[Any] = Nil()
"""The value of an element with xsi:nil="true"; there is only one."""
