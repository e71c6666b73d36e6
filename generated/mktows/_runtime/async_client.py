"""The client that is awaited: signs, encodes, posts, decodes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
)
from contextlib import aclosing
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .deadline import Deadline
from .errors import ServiceError
from .exchange import Exchange
from .operation import Operation
from .packing import Packaged
from .retrying import Attempts, Retrying
from .session import MAX_ANSWER, TIMEOUT, Session, Signer, one_error

if TYPE_CHECKING:
    import httpx

    from .drift import OnDrift
    from .item_streams import AsyncItemStream
    from .streaming import AnswerItems

Request = TypeVar("Request")
Response = TypeVar("Response")
Item = TypeVar("Item")
T = TypeVar("T")


class AsyncClient(Session):
    """`Client`, awaited; takes the same arguments, with an `httpx.AsyncClient`."""

    def __init__(
        self,
        url: str,
        *,
        sign: Signer | None = None,
        http: httpx.AsyncClient | None = None,
        timeout: float = TIMEOUT,
        retry: Retrying | None = None,
        max_answer: int = MAX_ANSWER,
        keep_nil: bool = False,
        understands: Collection[str] = (),
        mtom: bool | None = None,
        check_facets: bool = False,
        on_drift: OnDrift | None = None,
        strict_order: bool = False,
    ) -> None:
        from .transport import awaited

        super().__init__(
            url,
            sign=sign,
            timeout=timeout,
            retry=retry,
            max_answer=max_answer,
            keep_nil=keep_nil,
            understands=understands,
            mtom=mtom,
            check_facets=check_facets,
            on_drift=on_drift,
            strict_order=strict_order,
        )
        self._own = http is None
        self._http = awaited(http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._own:
            await self._http.aclose()

    @property
    def with_raw(self) -> AsyncRawClient:
        """The same client, whose `call` gives the exchange instead of the message."""
        return AsyncRawClient(self)

    async def call(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> Response:
        """Do what `Client.call` does, without blocking."""
        blocks = list(headers)
        attempts = Attempts(self._retry, operation.safe)
        while True:
            try:
                return (await self._send(operation, message, blocks)).message()
            except ServiceError as error:
                pause = attempts.pause(error)
                if pause is None:
                    raise
            await asyncio.sleep(pause)

    def stream(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> AsyncItemStream[Item, Response]:
        """Do what `Client.stream` does, without blocking.

        Whoever stops before the end closes the iterator with `aclose`.
        """
        from .item_streams import AsyncItemStream

        blocks = list(headers)
        return AsyncItemStream(lambda keep: self._stream(items, message, blocks, keep))

    async def _stream(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        blocks: list[object],
        keep: Callable[[Response], None],
    ) -> AsyncGenerator[Item, None]:
        attempts = Attempts(self._retry, items.operation.safe)
        begun = False
        while True:
            try:
                coming = self._items(items, message, blocks, keep)
                async with aclosing(coming) as found:
                    async for item in found:
                        begun = True
                        yield item
                return
            except ServiceError as error:
                pause = None if begun else attempts.pause(error)
                if pause is None:
                    raise
            await asyncio.sleep(pause)

    async def _items(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        headers: Iterable[object],
        keep: Callable[[Response], None],
    ) -> AsyncGenerator[Item, None]:
        deadline = Deadline(self._timeout)
        content = self._encode(items.operation, message, headers)
        answer = await _timed(self._post(items.operation, content), deadline)
        try:
            incoming = self._incoming(items, answer)
            chunks, size = answer.aiter_bytes(), 0
            while True:
                with one_error(items.operation):
                    chunk = await _timed(anext(chunks, None), deadline)
                if chunk is None:
                    break
                size += len(chunk)
                self._within(size, answer)
                for item in incoming.feed(chunk):
                    start = time.monotonic()
                    yield item
                    deadline.pause(time.monotonic() - start)
            deadline.left()
            keep(incoming.close())
        finally:
            await answer.aclose()

    async def _post(
        self, operation: Operation[Any, Any], content: Packaged
    ) -> httpx.Response:
        """Send a request; the answer's body is still to be read."""
        with one_error(operation):
            request = self._http.build_request(
                "POST",
                self._url,
                content=content.body,
                headers=self._http_headers(operation, content),
                timeout=self._timeout,
            )
            return await self._http.send(request, stream=True, follow_redirects=False)

    async def _send(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object],
    ) -> Exchange[Response]:
        content = self._encode(operation, message, headers)
        deadline = Deadline(self._timeout)
        try:
            async with asyncio.timeout(self._timeout):
                body, answer = await self._receive(operation, content, deadline)
        except TimeoutError as error:
            raise deadline.error() from error
        return self._exchange(operation, content, body, answer)

    async def _receive(
        self, operation: Operation[Any, Any], content: Packaged, deadline: Deadline
    ) -> tuple[bytearray, httpx.Response]:
        body = bytearray()
        answer = await self._post(operation, content)
        with one_error(operation):
            try:
                async for chunk in answer.aiter_bytes():
                    self._add(body, chunk, answer, deadline)
                deadline.left()
            finally:
                await answer.aclose()
        return body, answer


async def _timed(awaited: Awaitable[T], deadline: Deadline) -> T:
    """Wait for something, as long as there is time."""
    try:
        async with asyncio.timeout(deadline.left()):
            return await awaited
    except TimeoutError as error:
        raise deadline.error() from error


@dataclass(frozen=True, slots=True)
class AsyncRawClient:
    """`RawClient`, awaited."""

    _client: AsyncClient

    async def call(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> Exchange[Response]:
        """Do what `RawClient.call` does, without blocking."""
        return await self._client._send(operation, message, headers)
