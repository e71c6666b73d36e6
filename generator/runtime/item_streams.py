"""The items of an answer as they come, and at the end what stands around them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
Response = TypeVar("Response")


class _Kept(Generic[Response]):
    """Keeps what is left of an answer."""

    def __init__(self) -> None:
        self._kept: list[Response] = []

    @property
    def rest(self) -> Response:
        """The answer, with no items in its list.

        Raises:
            RuntimeError: Its end has not come yet.
        """
        if not self._kept:
            raise RuntimeError("the answer has not come to its end")
        return self._kept[0]


class ItemStream(_Kept[Response], Iterator[Item], Generic[Item, Response]):
    """The items of an answer, one by one.

    Args:
        begin: Gives the items; calls what it is given with the rest of the answer.
    """

    def __init__(
        self, begin: Callable[[Callable[[Response], None]], Generator[Item, None, None]]
    ) -> None:
        super().__init__()
        self._items = begin(self._kept.append)

    def __next__(self) -> Item:
        """The next item, when it is there."""
        return next(self._items)

    def close(self) -> None:
        """Leave the rest of the answer unread."""
        self._items.close()


class AsyncItemStream(_Kept[Response], AsyncIterator[Item], Generic[Item, Response]):
    """The same, without blocking.

    Args:
        begin: Gives the items; calls what it is given with the rest of the answer.
    """

    def __init__(
        self, begin: Callable[[Callable[[Response], None]], AsyncGenerator[Item, None]]
    ) -> None:
        super().__init__()
        self._items = begin(self._kept.append)

    async def __anext__(self) -> Item:
        """The next item, when it is there."""
        return await anext(self._items)

    async def aclose(self) -> None:
        """Leave the rest of the answer unread."""
        await self._items.aclose()
