"""What a client for threads and one for tasks have in common: all but the waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from . import options
from .deadline import Deadline
from .errors import ProtocolError, ServiceError, TransportError
from .exchange import Exchange
from .operation import Operation
from .packing import Packaged
from .readers import reader_for
from .reading_options import ReadingOptions
from .retrying import Retrying

if TYPE_CHECKING:
    import httpx

    from .drift import OnDrift
    from .streaming import AnswerItems, Incoming

Response = TypeVar("Response")
Item = TypeVar("Item")

Signer = Callable[[], Iterable[object]]
"""Makes the header blocks that every request of a session carries, anew each time."""

TIMEOUT: Final = 60.0
MAX_ANSWER: Final = 64 * 1024 * 1024

_log = logging.getLogger(__name__)


class Session:
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
        understands: Collection[str],
        mtom: bool | None,
        check_facets: bool,
        on_drift: OnDrift | None,
        strict_order: bool,
    ) -> None:
        from .transport import address

        self._url = address(url)
        if sign is not None and not callable(sign):
            raise TypeError("sign is a function that makes header blocks")
        options.instance("retry", retry, Retrying, type(None))
        options.instance("keep_nil", keep_nil, bool)
        options.instance("mtom", mtom, bool, type(None))
        options.instance("check_facets", check_facets, bool)
        options.instance("strict_order", strict_order, bool)
        if on_drift is not None and not callable(on_drift):
            raise TypeError("on_drift is a function that takes a Drift")
        self._sign = sign
        self._timeout = options.seconds("timeout", timeout, least=0.001)
        self._retry = retry or Retrying(attempts=1)
        self._max_answer = options.count("max_answer", max_answer)
        self._keep_nil = keep_nil
        self._options = ReadingOptions(
            understands=options.names("understands", understands),
            check_facets=check_facets,
            on_drift=on_drift,
            strict_order=strict_order,
        )
        self._mtom = mtom
        self._check_facets = check_facets

    def __repr__(self) -> str:
        """The class and the host: a path or a query may hold what nobody should see."""
        return f"<{type(self).__name__} of {self._url.host}>"

    def _encode(
        self, operation: Operation[Any, Any], message: object, headers: Iterable[object]
    ) -> Packaged:
        made = () if self._sign is None else self._sign()
        return operation.pack_request(
            message,
            [*made, *headers],
            mtom=self._mtom,
            check_facets=self._check_facets,
        )

    def _http_headers(
        self, operation: Operation[Any, Any], packaged: Packaged
    ) -> dict[str, str]:
        headers = operation.soap.http_headers(operation.soap_action)
        return headers | {"Content-Type": packaged.content_type}

    def _add(
        self, body: bytearray, chunk: bytes, answer: httpx.Response, deadline: Deadline
    ) -> None:
        """Take one more piece of an answer, within the limits."""
        deadline.left()
        body += chunk
        self._within(len(body), answer)

    def _within(self, size: int, answer: httpx.Response) -> None:
        """Refuse an answer that is larger than the limit."""
        if size > self._max_answer:
            reason = f"the answer is larger than {self._max_answer} bytes"
            raise ProtocolError(reason, status=answer.status_code)

    def _reading(self, answer: httpx.Response) -> ReadingOptions:
        options = self._options.copy()
        options["content_type"] = str(answer.headers.get("Content-Type", ""))
        return options

    def _incoming(
        self, items: AnswerItems[Any, Item, Response], answer: httpx.Response
    ) -> Incoming[Item, Response]:
        from .streaming import Incoming

        status, options = answer.status_code, self._reading(answer)
        name = items.operation.name
        reader = reader_for(name, keep_nil=self._keep_nil, status=status, **options)
        return Incoming(items, reader)

    def _exchange(
        self,
        operation: Operation[Any, Response],
        request: Packaged,
        response: bytearray,
        answer: httpx.Response,
    ) -> Exchange[Response]:
        status = answer.status_code
        _log.debug("%s: HTTP %d, %d bytes", operation.name, status, len(response))
        return Exchange(
            operation=operation,
            request=request.body,
            response=bytes(response),
            status=status,
            keep_nil=self._keep_nil,
            options=self._reading(answer),
            request_type=request.content_type,
        )


@contextmanager
def one_error(operation: Operation[Any, Any]) -> Generator[None, None, None]:
    """Give every failure of the HTTP exchange as the one error that callers know."""
    try:
        yield
    except ServiceError:
        raise
    except Exception as error:
        from .transport import FAILED

        if not isinstance(error, FAILED):
            raise
        reason = f"{operation.name}: {type(error).__name__}: {error}"
        raise TransportError(reason) from error
