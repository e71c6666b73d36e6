"""Clients: sign, encode, post, decode."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx

from . import options
from .deadline import Deadline, Timed, limit
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
# Not all have a base in common, and bad host names are not even errors of httpx.
_FAILED: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """How often a call is tried, and how long to wait between.

    Attributes:
        attempts: The most times that a call is sent.
        pause: Seconds before the second attempt; doubled before each further one.
    """

    attempts: int = 3
    pause: float = 1.0

    def __post_init__(self) -> None:
        options.count("attempts", self.attempts)
        options.seconds("pause", self.pause)

    def again(
        self, error: ServiceError, safe: bool, attempt: int, renewed: bool = False
    ) -> bool:
        """Whether to try once more.

        Args:
            error: What the attempt ended with.
            safe: Whether the operation changes nothing.
            attempt: How many attempts there were.
            renewed: Whether there was one for the sake of a fresh signature.
        """
        if attempt >= self.attempts or isinstance(error, ProtocolError):
            return False
        if isinstance(error, SoapFault):
            signed_anew = error.retry is Retry.SIGNED_ANEW and not renewed
            if_safe = error.retry is Retry.IF_SAFE and safe
            return signed_anew or if_safe or error.retry is Retry.AFTER_PAUSE
        return isinstance(error, TransportError) and (
            safe or isinstance(error.__cause__, _NOT_SENT)
        )

    def wait(self, attempt: int) -> float:
        """Seconds to wait after an attempt."""
        # Beyond so many doublings it is the longest anyway, and no float at last.
        return min(float(self.pause * 2 ** min(attempt - 1, 64)), options.LONGEST)


class _Attempts:
    """Counts the attempts of one call."""

    def __init__(self, retry: Retrying, safe: bool) -> None:
        self._retry = retry
        self._safe = safe
        self._count = 0
        self._renewed = False

    def pause(self, error: ServiceError) -> float | None:
        """Seconds to wait before the next attempt; None if there is to be none."""
        self._count += 1
        if not self._retry.again(error, self._safe, self._count, self._renewed):
            return None
        if isinstance(error, SoapFault) and error.retry is Retry.SIGNED_ANEW:
            self._renewed = True
        return self._retry.wait(self._count)


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
        self._url = options.address(url)
        if sign is not None and not callable(sign):
            raise TypeError("sign is a function that makes header blocks")
        options.instance("retry", retry, Retrying, type(None))
        options.instance("keep_nil", keep_nil, bool)
        self._sign = sign
        self._timeout = options.seconds("timeout", timeout, least=0.001)
        self._retry = retry or Retrying(attempts=1)
        self._max_answer = options.count("max_answer", max_answer)
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
        return operation.soap.http_headers(operation.soap_action)

    def _add(
        self, body: bytearray, chunk: bytes, answer: httpx.Response, deadline: Deadline
    ) -> None:
        """Take one more piece of an answer, within the limits."""
        deadline.left()
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


@contextmanager
def _one_error(operation: Operation[Any, Any]) -> Iterator[None]:
    """Give every failure of the HTTP exchange as the one error that callers know."""
    try:
        yield
    except _FAILED as error:
        reason = f"{operation.name}: {type(error).__name__}: {error}"
        raise TransportError(reason) from error


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
        options.instance("http", http, httpx.Client, type(None))
        self._http = httpx.Client(trust_env=False) if http is None else http

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
        attempts = _Attempts(self._retry, operation.safe)
        while True:
            try:
                return self._send(operation, message, blocks).message()
            except ServiceError as error:
                pause = attempts.pause(error)
                if pause is None:
                    raise
            time.sleep(pause)

    def _send(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object],
    ) -> Exchange[Response]:
        content = self._encode(operation, message, headers)
        body = bytearray()
        with Deadline(self._timeout) as deadline, _one_error(operation):
            request = self._http.build_request(
                "POST",
                self._url,
                content=content,
                headers=self._http_headers(operation),
                timeout=self._timeout,
                extensions={"trace": deadline.trace},
            )
            answer = self._http.send(request, stream=True, follow_redirects=False)
            try:
                # A connection that was opened by others is known only now.
                limit(answer.extensions.get("network_stream"))
                if isinstance(answer.stream, httpx.SyncByteStream):
                    answer.stream = Timed(answer.stream, deadline)
                for chunk in answer.iter_bytes():
                    self._add(body, chunk, answer, deadline)
                deadline.left()
            finally:
                answer.close()
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
        attempts = _Attempts(self._retry, operation.safe)
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
        with _one_error(operation):
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
