"""All messages of an operation: what each holds, and how it is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.views import Carrier

from ..corpus.trips import Called, fault, raised
from ..packed import envelope

Making = Callable[[Carrier], Any]
"""Makes a value for what a message carries."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that we wrote.

    Attributes:
        where: What it is.
        content: Its envelope.
        carriers: What its header blocks and its body, or its fault's detail, are.
        values: What they were written from.
        read: Reads an envelope in its place, with options; gives values in the same
            order.
        write: Writes an envelope from values in this order, with options.
    """

    where: str
    content: bytes
    carriers: Sequence[Carrier]
    values: Sequence[Any]
    read: Callable[..., list[Any]]
    write: Callable[..., bytes]


def messages(one: Called, make: Making) -> Iterator[Message]:
    """The request, the answer and the declared faults of an operation."""
    yield _request(one, make)
    if one.carried.response is not None:
        yield _response(one, one.carried.response, make)
    declared = zip(one.operation.declared, one.carried.faults, strict=True)
    for kind, (name, carrier) in declared:
        yield _fault(one, kind, name, carrier, make)


def _request(one: Called, make: Making) -> Message:
    operation, carried = one.operation, one.carried
    carriers = [*carried.headers, carried.request]
    values = [make(carrier) for carrier in carriers]

    def pack(new: Sequence[Any], **options: Any) -> Any:
        *blocks, value = new
        given = [*zip(operation.headers, blocks, strict=True)]
        return operation.pack_request(value, given, mtom=False, **options)

    sent = pack(values)
    content = envelope(sent)

    def read(new: bytes, **options: Any) -> list[Any]:
        body, heads = operation.decode_request(
            sent.body.replace(content, new),
            keep_nil=True,
            content_type=sent.content_type,
            **options,
        )
        return [*heads, body]

    return Message(
        f"{one.where} request",
        content,
        carriers,
        values,
        read,
        lambda new, **options: envelope(pack(new, **options)),
    )


def _response(one: Called, body: Carrier, make: Making) -> Message:
    operation, carried = one.operation, one.carried
    carriers = [*carried.response_headers, body]
    values = [make(carrier) for carrier in carriers]

    def pack(new: Sequence[Any], **options: Any) -> Any:
        *blocks, value = new
        given = [*zip(operation.response_headers, blocks, strict=True)]
        return operation.pack_response(value, given, mtom=False, **options)

    sent = pack(values)
    content = envelope(sent)

    def read(new: bytes, **options: Any) -> list[Any]:
        whole = sent.body.replace(content, new)
        options |= {"keep_nil": True, "content_type": sent.content_type}
        heads = operation.decode_response_headers(whole, **options)
        return [*heads, operation.decode_response(whole, **options)]

    return Message(
        f"{one.where} answer",
        content,
        carriers,
        values,
        read,
        lambda new, **options: envelope(pack(new, **options)),
    )


def _fault(
    one: Called, declared: Any, name: str, carrier: Carrier, make: Making
) -> Message:
    operation = one.operation
    carriers = [*one.carried.header_faults, carrier]
    values = [make(each) for each in carriers]

    def write(new: Sequence[Any]) -> bytes:
        *blocks, value = new
        heads = [*zip(operation.header_faults, blocks, strict=True)]
        return fault(operation, declared, value, heads)

    read = partial(_raised, operation, declared)
    where = f"{one.where} fault {name}"
    return Message(where, write(values), carriers, values, read, write)


def _raised(operation: Any, declared: Any, content: bytes, **options: Any) -> list[Any]:
    error = raised(operation, declared, content, keep_nil=True, **options)
    return [*error.headers, error.value]
