"""Sends samples there and back: each must be valid, and come back as it was."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from generator import views
from generator.bindings import Bindings, Key, Reference
from generator.model import Service
from generator.naming import Names, unique
from generator.profile import Profile

from ..packed import envelope
from .ambiguous import ambiguous
from .nils import agrees
from .oracle import Oracle
from .samples import Endless, Samples, Shape

_SHAPES: Final = (Shape.SMALL, Shape.FULL, *[Shape.MIXED] * 6)


@dataclass(frozen=True, slots=True)
class Failure:
    """A sample that did not make it.

    Attributes:
        where: The operation and the message.
        what: "refused", "invalid", "facets", "unread", "drift", "differs", "unstable";
            "strict" or "lax" where facets are not checked as libxml2 does; "broken"
            where one that is not valid is not refused as it should be.
        why: What was said.
    """

    where: str
    what: str
    why: str

    @property
    def fatal(self) -> bool:
        """Whether it is more than a sample that facets do not allow."""
        return self.what != "facets"


@dataclass(frozen=True, slots=True)
class Called:
    """An operation of the package, with what it carries."""

    operation: Any
    carried: views.Carriers
    where: str


def called(
    service: Service, said: Profile, names: Names, package: str
) -> Iterator[Called]:
    """Every operation of every port."""
    first, *others = service.ports
    inside = dict(
        zip(others, unique(names.module(p.name) for p in others), strict=True)
    )
    for port in service.ports:
        where = package if port is first else f"{package}.{inside[port]}"
        made: Any = importlib.import_module(where)
        keys = unique((o.name for o in port.operations), by_case=True)
        for key, operation in zip(keys, port.operations, strict=True):
            carried = views.carriers(operation, said)
            yield Called(made.OPERATIONS[key], carried, f"{port.name}.{key}")


class Trips:
    """Tries the messages of one package.

    Args:
        bindings: Its catalogue.
        samples: Makes values.
        oracle: Says what is valid, or None where nothing can.
    """

    def __init__(
        self, bindings: Bindings, samples: Samples, oracle: Oracle | None
    ) -> None:
        self.bindings = bindings
        self.samples = samples
        self.oracle = oracle

    def of(self, one: Called) -> Failure | None:
        """Try all messages of an operation; the first failure, or None."""
        operation, carried = one.operation, one.carried
        found: Failure | None = None
        for name, attempt in self._attempts(operation, carried):
            for number, shape in enumerate(_SHAPES):
                try:
                    self._attempt(attempt, shape, f"{one.where} {name} {number}")
                except Endless as error:
                    found = found or Failure(one.where, "facets", f"endless: {error}")
                except _Failed as failed:
                    where = f"{one.where} {name} {shape.value}"
                    failure = Failure(where, failed.what, failed.why)
                    if failure.fatal:
                        return failure
                    found = found or failure
        return found

    def _attempt(self, attempt: Callable[[], None], shape: Shape, seed: str) -> None:
        """Try one sample; again with less where a wildcard stands, if it must be."""
        wild = self.samples.wild
        wild.strict = wild.narrow = False
        while True:
            self.samples.begin(shape, seed)
            try:
                return attempt()
            except _Failed as failed:
                if "strict wildcard" in failed.why:
                    if wild.strict:
                        raise _Failed("facets", failed.why) from failed
                    wild.strict = True
                elif failed.what == "narrow":
                    if wild.narrow:
                        raise _Failed("invalid", failed.why) from failed
                    wild.narrow = True
                else:
                    raise

    def _attempts(
        self, operation: Any, carried: views.Carriers
    ) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "request", lambda: self._request(operation, carried)
        if operation.response is not None:
            yield "response", lambda: self._response(operation, carried)
        faults = zip(operation.declared, carried.faults, strict=False)
        for declared, (name, carrier) in faults:
            yield f"fault {name}", partial(self._fault, operation, declared, carrier)

    def _request(self, operation: Any, carried: views.Carriers) -> None:
        value = self._value(carried.request)
        blocks = tuple(map(self._value, carried.headers))
        pack = partial(operation.pack_request, mtom=False)
        sent = _tried("refused", pack, value, _given(operation.headers, blocks))
        read = partial(operation.decode_request, content_type=sent.content_type)
        look = partial(read, sent.body, check_facets=True)
        doubt = self._doubt(
            operation, envelope(sent), carried.request, carried.headers, look
        )
        _tried("unread", read, sent.body)
        _tried("drift", read, sent.body, on_drift=_drift, strict_order=True)
        again = _tried("unread", read, sent.body, keep_nil=True)
        self._same(again, (value, blocks), carried.request, *carried.headers)
        heads = _given(operation.headers, again[1])
        _stable(_tried("refused", pack, again[0], heads).body, sent.body)
        if doubt is not None:
            raise doubt

    def _response(self, operation: Any, carried: views.Carriers) -> None:
        assert carried.response is not None
        value = self._value(carried.response)
        blocks = tuple(map(self._value, carried.response_headers))
        given = _given(operation.response_headers, blocks)
        sent = _tried("refused", operation.pack_response, value, given)
        content = envelope(sent)
        kind: dict[str, Any] = {"content_type": sent.content_type}
        checked = {"content_type": sent.content_type, "check_facets": True}

        def look() -> object:
            heads = operation.decode_response_headers(sent.body, **checked)
            return operation.decode_response(sent.body, **checked), heads

        blocks_ = carried.response_headers
        doubt = self._doubt(operation, content, carried.response, blocks_, look)
        _tried("unread", operation.decode_response, sent.body, **kind)
        strict = {**kind, "on_drift": _drift, "strict_order": True}
        _tried("drift", operation.decode_response, sent.body, **strict)
        _tried("drift", operation.decode_response_headers, sent.body, **strict)
        kind["keep_nil"] = True
        read = _tried("unread", operation.decode_response, sent.body, **kind)
        heads = _tried("unread", operation.decode_response_headers, sent.body, **kind)
        self._same((read, heads), (value, blocks), carried.response, *blocks_)
        given = _given(operation.response_headers, heads)
        again = _tried("refused", operation.pack_response, read, given)
        _stable(again.body, sent.body)
        if doubt is not None:
            raise doubt

    def _fault(self, operation: Any, declared: Any, carrier: views.Carrier) -> None:
        value = self._value(carrier)
        content = _tried("refused", fault, operation, declared, value)
        strict: dict[str, Any] = {"on_drift": _drift, "strict_order": True}
        read = partial(raised, operation, declared, content, keep_nil=True, **strict)
        self._same(_tried("unread", read).value, value, carrier)

    def _same(self, read: object, written: object, *of: views.Carrier) -> None:
        """What is read is what was written.

        A model that is not deterministic (Part 1, 3.8.6) can be read in another way
        than was meant. Then the bytes alone say whether anything was lost.
        """
        keys = [carrier.key(self.bindings) for carrier in of]
        if read != written and not any(ambiguous(self.bindings, k) for k in keys):
            raise _Failed("differs", _difference(read, written))

    def _value(self, carrier: views.Carrier) -> Any:
        key: Key = carrier.key(self.bindings)
        nillable = carrier.nillable(self.bindings)
        if nillable and agrees(self.bindings, Reference(key)) and self.samples.nils():
            return self.samples.nil
        return self.samples.of(key)

    def _doubt(
        self,
        operation: Any,
        content: bytes,
        body: views.Carrier,
        blocks: tuple[views.Carrier, ...],
        look: Callable[[], object],
    ) -> _Failed | None:
        """Have the oracle look; SOAP's encoding is no schema's business.

        What it says of facets, `look` must say too, but of XML that is kept as it is.

        Returns:
            What is to be raised when the message came back as it was: it may be the
            sample's fault, or that of the schema as it was narrowed.
        """
        if self.oracle is None or operation.encoding is not None:
            return None
        said = self.oracle.complaint(content, body, blocks)
        if said is not None and not said.facets:
            if self.oracle.narrowed:
                return _Failed("narrow", said.reason)
            raise _Failed("invalid", said.reason)
        try:
            read = look()
        except Exception as error:
            # What else may be wrong, the plain way of reading will say.
            if said is None and type(error).__name__ == "ProtocolError":
                raise _Failed("strict", _said(error)) from error
        else:
            if said is not None and said.checked and "Xml(" not in repr(read):
                raise _Failed("lax", said.reason)
        return None if said is None else _Failed("facets", said.reason)


def fault(
    operation: Any,
    declared: Any,
    value: object,
    blocks: Sequence[tuple[Any, object]] = (),
) -> bytes:
    """The envelope of a declared fault, as a service would write it.

    Args:
        operation: What failed.
        declared: How.
        value: What the fault's detail holds.
        blocks: Its header blocks, each with its element.
    """
    every = [*blocks, (declared.element, value)]
    *heads, detail = (element.encode(element.tag, held) for element, held in every)
    detail = _typed(detail, declared.element.tag, declared.types)
    spaces = {p: uri for element, _ in every for p, uri in element.prefixes.items()}
    spaces["xsi"] = "http://www.w3.org/2001/XMLSchema-instance"
    scope = "".join(f" xmlns:{p}={quoteattr(uri)}" for p, uri in spaces.items())
    header = f"<s:Header>{''.join(heads)}</s:Header>" if heads else ""
    text = FAULTS[operation.soap.value]
    return text.format(scope=scope, header=header, detail=detail).encode()


def raised(operation: Any, declared: Any, content: bytes, **options: Any) -> Any:
    """The error that a declared fault is read as."""
    try:
        operation.decode_response(content, 500, **options)
    except declared.error as error:
        return error
    raise AssertionError("the fault was not raised")


def _given(elements: tuple[Any, ...], blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    """Header blocks with their elements, since some may share a class."""
    return tuple(zip(elements, blocks, strict=False))


class _Failed(Exception):
    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why)
        self.what = what
        self.why = why


def _tried(what: str, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
    try:
        return call(*given, **named)
    except Exception as error:
        raise _Failed(what, _said(error)) from error


def _drift(found: object) -> None:
    """Nothing that we write is unknown to the schema."""
    raise AssertionError(str(found))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:400]


def _stable(again: bytes, content: bytes) -> None:
    if again != content:
        raise _Failed("unstable", _difference(again, content))


def _difference(one: object, other: object) -> str:
    left, right = repr(one), repr(other)
    pairs = enumerate(zip(left, right, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(left), len(right)))
    start = max(0, at - 60)
    return f"read {left[start : at + 60]!r}, written {right[start : at + 60]!r}"


def _typed(detail: str, tag: str, types: Sequence[str]) -> str:
    """A detail in SOAP's encoding, which says its type: the declared one or its own."""
    if not types or "xsi:type=" in detail.partition(">")[0]:
        return detail
    space, _, name = types[0].removeprefix("{").rpartition("}")
    said = f'xmlns:own={quoteattr(space)} xsi:type="own:{name}"' if space else ""
    return detail.replace(f"<{tag}", f"<{tag} {said}", 1)


FAULTS: Final = {
    "1.1": '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"{scope}>'
    "{header}<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring>"
    "<detail>{detail}</detail></s:Fault></s:Body></s:Envelope>",
    "1.2": '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"{scope}>'
    "{header}<s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason>"
    '<s:Text xml:lang="en">no</s:Text></s:Reason><s:Detail>{detail}</s:Detail>'
    "</s:Fault></s:Body></s:Envelope>",
}
