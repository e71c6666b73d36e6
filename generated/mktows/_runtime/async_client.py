"""The client that is awaited: signs, encodes, posts, decodes."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from . import options
from .deadline import Deadline
from .errors import ServiceError
from .exchange import Exchange
from .operation import Operation
from .retrying import Attempts, Retrying
from .session import MAX_ANSWER, TIMEOUT, Session, Signer, one_error

Request = TypeVar("Request")
Response = TypeVar("Response")


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
    ) -> None:
        super().__init__(
            url,
            sign=sign,
            timeout=timeout,
            retry=retry,
            max_answer=max_answer,
            keep_nil=keep_nil,
            understands=understands,
        )
        self._own = http is None
        options.instance("http", http, httpx.AsyncClient, type(None))
        self._http = httpx.AsyncClient(trust_env=False) if http is None else http

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
                body, status = await self._receive(operation, content, deadline)
        except TimeoutError as error:
            raise deadline.error() from error
        return self._exchange(operation, content, body, status)

    async def _receive(
        self, operation: Operation[Any, Any], content: bytes, deadline: Deadline
    ) -> tuple[bytearray, int]:
        body = bytearray()
        with one_error(operation):
            request = self._http.build_request(
                "POST",
                self._url,
                content=content,
                headers=self._http_headers(operation),
                timeout=self._timeout,
            )
            answer = await self._http.send(request, stream=True, follow_redirects=False)
            try:
                async for chunk in answer.aiter_bytes():
                    self._add(body, chunk, answer, deadline)
                deadline.left()
            finally:
                await answer.aclose()
        return body, answer.status_code


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
