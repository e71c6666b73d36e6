"""One GET: to an address that was checked, within a time and a size, and no more.

Nothing is taken from the environment: no proxy, no netrc, no certificate paths. No
redirect is followed here, no cookie kept, no connection used twice.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpcore

from .address import Address
from .sockets import Backend, Deadline, Failed, Network

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

_OWN: Final = {
    b"accept": b"text/xml, application/xml, application/wsdl+xml, */*;q=0.1",
    b"accept-encoding": b"identity",
    b"user-agent": b"wsdl-python-generator",
    b"connection": b"close",
}

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """What every GET of a run shares."""

    network: Network
    deadline: Deadline
    tls: ssl.SSLContext

    def get(
        self, address: Address, ips: Iterable[str], headers: Headers, most: int
    ) -> Answer:
        """Ask for one document.

        Args:
            address: What to ask for.
            ips: The checked IP addresses of its host; no other is connected to.
            headers: What to send besides our own headers.
            most: The bytes that the document may have.

        Raises:
            Failed: There is no such document, or not in time, or it is too large.
        """
        backend = Backend(self.network, self.deadline, tuple(ips), 2 * most)
        pool = httpcore.ConnectionPool(ssl_context=self.tls, network_backend=backend)
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        sent = {name.lower().encode(): value.encode() for name, value in headers}
        sent = {b"host": address.netloc.encode(), **_OWN, **sent}
        try:
            with pool, pool.stream("GET", url, headers=list(sent.items())) as response:
                return _answer(response, most)
        except (httpcore.NetworkError, httpcore.TimeoutException) as error:
            self.deadline.left()  # it is the deadline's fault if that has passed
            raise Failed(_reason(error)) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise Failed("the answer is not whole, or not HTTP") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: a document, or where it is said to be."""

    body: bytes = b""
    location: str | None = None


def _answer(response: httpcore.Response, most: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers}
    if response.status in _REDIRECTS and b"location" in headers:
        where = headers[b"location"]
        return Answer(
            location="".join(chr(b) if b < 128 else f"%{b:02X}" for b in where)
        )
    if response.status != HTTPStatus.OK:
        raise Failed(_status(response.status))
    body = bytearray()
    for part in response.iter_stream():
        body += part
        _check_size(len(body), most)
    coding = headers.get(b"content-encoding", b"").strip().lower()
    if coding in (b"gzip", b"x-gzip"):
        return Answer(body=unzipped(bytes(body), most))
    if coding not in (b"", b"identity"):
        raise Failed("is compressed in a way that was not asked for")
    return Answer(body=bytes(body))


def unzipped(body: bytes, most: int) -> bytes:
    """Unpack gzip, as far as it is no larger than it may be.

    Raises:
        Failed: It is larger, or no gzip, or not whole.
    """
    unzip = zlib.decompressobj(wbits=31)  # gzip with its header and checksum
    try:
        plain = unzip.decompress(body, most + 1)
    except zlib.error as error:
        raise Failed("is not the gzip that it says it is") from error
    _check_size(len(plain), most)
    if not unzip.eof or unzip.unused_data:
        raise Failed("is not the gzip that it says it is")
    return plain


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Failed(f"is larger than the {most} bytes that are left for it")


def _status(status: int) -> str:
    try:
        phrase = f" ({HTTPStatus(status).phrase})"
    except ValueError:
        phrase = ""
    hint = "; does it need --user or --header?" if status in (401, 403) else ""
    return f"the server answers {status}{phrase}{hint}"


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error.__context__  # the pool raises `from None`
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message}); see --ca-file"
    if isinstance(cause, ssl.SSLError):
        return "no TLS could be agreed upon; is it an http address?"
    if isinstance(error, httpcore.TimeoutException):
        return "the server does not answer in time"
    if isinstance(cause, OSError) and cause.strerror:
        return f"cannot be reached: {cause.strerror}"
    return "cannot be reached"
