"""Clients: sign, encode, post, decode."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx

from .errors import ProtocolError, Retry, ServiceError, SoapFault, TransportError
from .exchange import Exchange
from .operation import Operation

Request = TypeVar("Request")
Response = TypeVar("Response")

Signer = Callable[[], Iterable[object]]
"""Makes the header blocks that every request of a session carries, anew each time."""

TIMEOUT: Final = 60.0
MAX_ANSWER: Final = 64 * 1024 * 1024

_log = logging.getLogger(__name__)
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """How often a call is tried, and how long to wait between.

    Attributes:
        attempts: The most times that a call is sent.
        pause: Seconds before the second attempt; doubled before each further one.
    """

    attempts: int = 3
    pause: float = 1.0

    def again(self, error: ServiceError, safe: bool, attempt: int) -> bool:
        """Whether to try once more.

        Args:
            error: What the attempt ended with.
            safe: Whether the operation changes nothing.
            attempt: How many attempts there were.
        """
        if attempt >= self.attempts or isinstance(error, ProtocolError):
            return False
        if isinstance(error, SoapFault):
            signed_anew = error.retry is Retry.SIGNED_ANEW and attempt == 1
            if_safe = error.retry is Retry.IF_SAFE and safe
            return signed_anew or if_safe or error.retry is Retry.AFTER_PAUSE
        return isinstance(error, TransportError) and (
            safe or isinstance(error.__cause__, _NOT_SENT)
        )

    def wait(self, attempt: int) -> float:
        """Seconds to wait after an attempt."""
        return float(self.pause * 2 ** (attempt - 1))


class _Session:
    """What both clients share: everything but the waiting."""

    def __init__(
        self,
        url: str,
        *,
        sign: Signer | None,
        timeout: float,
        retry: Retrying | None,
        max_answer: int,
        keep_nil: bool,
    ) -> None:
        parts = httpx.URL(url)
        if parts.scheme not in ("http", "https") or not parts.host:
            raise ValueError("the URL of a service begins with https:// or http://")
        self._url = parts
        self._sign = sign
        self._timeout = timeout
        self._retry = retry or Retrying(attempts=1)
        self._max_answer = max_answer
        self._keep_nil = keep_nil

    def __repr__(self) -> str:
        """The class and the host: a path or a query may hold what nobody should see."""
        return f"<{type(self).__name__} of {self._url.host}>"

    def _encode(
        self, operation: Operation[Any, Any], message: object, headers: Iterable[object]
    ) -> bytes:
        made = () if self._sign is None else self._sign()
        return operation.encode_request(message, [*made, *headers])

    def _http_headers(self, operation: Operation[Any, Any]) -> dict[str, str]:
        return {
            "Content-Type": "text/xml; charset=utf-8",
            "Accept": "text/xml",
            "SOAPAction": f'"{operation.soap_action}"',
        }

    def _add(
        self, body: bytearray, chunk: bytes, answer: httpx.Response, deadline: float
    ) -> None:
        """Take one more piece of an answer, within the limits."""
        if time.monotonic() > deadline:
            raise TransportError(f"no whole answer within {self._timeout:g} seconds")
        body += chunk
        if len(body) > self._max_answer:
            reason = f"the answer is larger than {self._max_answer} bytes"
            raise ProtocolError(reason, status=answer.status_code)

    def _exchange(
        self,
        operation: Operation[Any, Response],
        request: bytes,
        response: bytearray,
        status: int,
    ) -> Exchange[Response]:
        _log.debug("%s: HTTP %d, %d bytes", operation.name, status, len(response))
        return Exchange(
            operation=operation,
            request=request,
            response=bytes(response),
            status=status,
            keep_nil=self._keep_nil,
        )


class Client(_Session):
    """Calls one endpoint.

    Redirects are not followed, and no proxy, certificate or password is taken from the
    environment: pass your own `http` for that.

    Args:
        url: The endpoint, `https://...`.
        sign: Makes the header blocks that every request carries, for each attempt anew.
        http: The HTTP client to send through; it stays yours to close.
        timeout: Seconds for one attempt, from sending to the last byte of the answer.
        retry: Whether and how to try again what may be tried again; None is never.
        max_answer: The most bytes that an answer may have, decompressed.
        keep_nil: Whether `xsi:nil` reads as `NIL` rather than None.
    """

    def __init__(
        self,
        url: str,
        *,
        sign: Signer | None = None,
        http: httpx.Client | None = None,
        timeout: float = TIMEOUT,
        retry: Retrying | None = None,
        max_answer: int = MAX_ANSWER,
        keep_nil: bool = False,
    ) -> None:
        super().__init__(
            url,
            sign=sign,
            timeout=timeout,
            retry=retry,
            max_answer=max_answer,
            keep_nil=keep_nil,
        )
        self._own = http is None
        self._http = http or httpx.Client(trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        if self._own:
            self._http.close()

    @property
    def with_raw(self) -> RawClient:
        """The same client, whose `call` gives the exchange instead of the message."""
        return RawClient(self)

    def call(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> Response:
        """Send one request and return the message that answers it.

        Args:
            operation: What to call.
            message: What stands in the request's body.
            headers: The header blocks beside those of the session; None is left out.

        Raises:
            MessageError: The message holds what the schema does not allow.
            TransportError: The HTTP exchange did not complete.
            ProtocolError: The answer is not the message that the operation declares.
            SoapFault: The service answered with a fault.
        """
        blocks = list(headers)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._send(operation, message, blocks).message()
            except ServiceError as error:
                if not self._retry.again(error, operation.safe, attempt):
                    raise
            time.sleep(self._retry.wait(attempt))

    def _send(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object],
    ) -> Exchange[Response]:
        content = self._encode(operation, message, headers)
        deadline = time.monotonic() + self._timeout
        body = bytearray()
        try:
            request = self._http.build_request(
                "POST",
                self._url,
                content=content,
                headers=self._http_headers(operation),
                timeout=self._timeout,
            )
            answer = self._http.send(request, stream=True, follow_redirects=False)
            try:
                for chunk in answer.iter_bytes():
                    self._add(body, chunk, answer, deadline)
            finally:
                answer.close()
        except httpx.HTTPError as error:
            reason = f"{operation.name}: {type(error).__name__}: {error}"
            raise TransportError(reason) from error
        return self._exchange(operation, content, body, answer.status_code)


class AsyncClient(_Session):
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
    ) -> None:
        super().__init__(
            url,
            sign=sign,
            timeout=timeout,
            retry=retry,
            max_answer=max_answer,
            keep_nil=keep_nil,
        )
        self._own = http is None
        self._http = http or httpx.AsyncClient(trust_env=False)

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
        attempt = 0
        while True:
            attempt += 1
            try:
                return (await self._send(operation, message, blocks)).message()
            except ServiceError as error:
                if not self._retry.again(error, operation.safe, attempt):
                    raise
            await asyncio.sleep(self._retry.wait(attempt))

    async def _send(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object],
    ) -> Exchange[Response]:
        content = self._encode(operation, message, headers)
        deadline = time.monotonic() + self._timeout
        body = bytearray()
        try:
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
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            reason = f"{operation.name}: {type(error).__name__}: {error}"
            raise TransportError(reason) from error
        return self._exchange(operation, content, body, answer.status_code)


@dataclass(frozen=True, slots=True)
class RawClient:
    """Calls once, and gives the exchange with its answer unread."""

    _client: Client

    def call(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> Exchange[Response]:
        """Send one request.

        Returns:
            The request and the answer as bytes; `message()` reads the answer.

        Raises:
            MessageError: The message holds what the schema does not allow.
            TransportError: The HTTP exchange did not complete.
            ProtocolError: The answer is larger than the client takes.
        """
        return self._client._send(operation, message, headers)


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
