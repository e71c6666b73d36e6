"""The client that blocks: signs, encodes, posts, decodes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .deadline import Deadline, limit
from .errors import ServiceError
from .exchange import Exchange
from .operation import Operation
from .packing import Packaged
from .retrying import Attempts, Retrying
from .session import MAX_ANSWER, TIMEOUT, Session, Signer, one_error

if TYPE_CHECKING:
    import httpx

    from .drift import OnDrift
    from .item_streams import ItemStream
    from .streaming import AnswerItems

Request = TypeVar("Request")
Response = TypeVar("Response")
Item = TypeVar("Item")


class Client(Session):
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
        understands: Header blocks of answers that you look after yourself, by their
            names in Clark's notation. Any other that the operation does not declare
            and that says `mustUnderstand` makes the answer a `ProtocolError`.
        mtom: Whether binary values are sent beside the envelope; None is as the WSDL
            says. What an answer has beside it is read in any case.
        check_facets: Whether values are held against the facets of their types
            (lengths, patterns, ranges, digits), in requests and in answers.
        on_drift: Is told of each element and attribute of an answer that the schema
            does not know, and that is passed over: a `DriftReport`, or your function.
        strict_order: Whether the elements of an answer must follow one another as the
            schema has them; in SOAP's encoding their names alone tell what they are.
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
        understands: Collection[str] = (),
        mtom: bool | None = None,
        check_facets: bool = False,
        on_drift: OnDrift | None = None,
        strict_order: bool = False,
    ) -> None:
        from .transport import blocking

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
        self._http = blocking(http)

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
            headers: The header blocks beside those of the session; None is left out. An
                `Xml` is one that the operation does not declare.

        Raises:
            MessageError: The message holds what the schema does not allow.
            TransportError: The HTTP exchange did not complete.
            ProtocolError: The answer is not the message that the operation declares.
            SoapFault: The service answered with a fault.
        """
        blocks = list(headers)
        attempts = Attempts(self._retry, operation.safe)
        while True:
            try:
                return self._send(operation, message, blocks).message()
            except ServiceError as error:
                pause = attempts.pause(error)
                if pause is None:
                    raise
            time.sleep(pause)

    def stream(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        headers: Iterable[object] = (),
    ) -> ItemStream[Item, Response]:
        """Send one request, and give the items of the answer as they come.

        Nothing is sent before the first item is asked for, and nothing is tried again
        once it is given. The time between items that the caller takes does not count.
        Whoever stops before the end closes the iterator, or drops it.

        Args:
            items: The operation, and where the items of its answer stand.
            message: What stands in the request's body.
            headers: The header blocks beside those of the session; None is left out. An
                `Xml` is one that the operation does not declare.

        Returns:
            The items, each as soon as it is there. Its `rest` is the answer without its
            items, when all have come.

        Raises:
            ServiceError: As of `call`; what is wrong with an answer may show only when
                items were given.
        """
        from .item_streams import ItemStream

        blocks = list(headers)
        return ItemStream(lambda keep: self._stream(items, message, blocks, keep))

    def _stream(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        blocks: list[object],
        keep: Callable[[Response], None],
    ) -> Generator[Item, None, None]:
        attempts = Attempts(self._retry, items.operation.safe)
        begun = False
        while True:
            try:
                for item in self._items(items, message, blocks, keep):
                    begun = True
                    yield item
                return
            except ServiceError as error:
                pause = None if begun else attempts.pause(error)
                if pause is None:
                    raise
            time.sleep(pause)

    def _items(
        self,
        items: AnswerItems[Request, Item, Response],
        message: Request,
        headers: Iterable[object],
        keep: Callable[[Response], None],
    ) -> Iterator[Item]:
        deadline = Deadline(self._timeout)
        content = self._encode(items.operation, message, headers)
        answer = self._post(items.operation, content, deadline)
        try:
            incoming = self._incoming(items, answer)
            chunks, size = answer.iter_bytes(), 0
            while True:
                with deadline, one_error(items.operation):
                    deadline.left()
                    chunk = next(chunks, None)
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
            answer.close()

    def _post(
        self, operation: Operation[Any, Any], content: Packaged, deadline: Deadline
    ) -> httpx.Response:
        """Send a request; the answer's body is still to be read."""
        from .transport import limit_body

        with deadline, one_error(operation):
            request = self._http.build_request(
                "POST",
                self._url,
                content=content.body,
                headers=self._http_headers(operation, content),
                timeout=self._timeout,
                extensions={"trace": deadline.trace},
            )
            answer = self._http.send(request, stream=True, follow_redirects=False)
            # A connection that was opened by others is known only now.
            limit(answer.extensions.get("network_stream"))
            limit_body(answer, deadline)
        return answer

    def _send(
        self,
        operation: Operation[Request, Response],
        message: Request,
        headers: Iterable[object],
    ) -> Exchange[Response]:
        content = self._encode(operation, message, headers)
        body = bytearray()
        deadline = Deadline(self._timeout)
        answer = self._post(operation, content, deadline)
        with deadline, one_error(operation):
            try:
                for chunk in answer.iter_bytes():
                    self._add(body, chunk, answer, deadline)
                deadline.left()
            finally:
                answer.close()
        return self._exchange(operation, content, body, answer)


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
