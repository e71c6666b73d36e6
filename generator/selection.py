"""Picks services, ports and operations out of a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .errors import Refused, near
from .model import Description, Operation, QName, Service
from .narrowing import fits


def select(
    description: Description,
    services: Sequence[str] = (),
    ports: Sequence[str] = (),
    operations: Sequence[str] = (),
) -> Description:
    """Keep only some services, ports and operations.

    Args:
        description: All that the WSDL describes.
        services: The names of the services to keep; none keeps all.
        ports: The names of the ports to keep, in all of those; none keeps all.
        operations: Patterns of the operations to keep, as `get*`; none keeps all.

    Returns:
        The description with what is left, and the types that it still needs.

    Raises:
        Refused: A name fits nothing.
    """
    _check("service", services, [s.name.name for s in description.services])
    kept = [s for s in description.services if not services or s.name.name in services]
    _check("port", ports, [port.name for service in kept for port in service.ports])
    if not services and not ports and not operations:
        return description
    left = tuple(_with_ports(kept, ports))
    if operations:
        left = tuple(_with_operations(left, operations))
    used = {name for service in left for name in _types(service)}
    types = tuple(made for made in description.types if made.name in used)
    return replace(description, services=left, types=types)


def _check(what: str, wanted: Iterable[str], known: list[str]) -> None:
    for name in wanted:
        if name not in known:
            hint = near(name, known) or _listed(known)
            raise Refused(f"there is no {what} {name!r} to call{hint}")


def _listed(known: list[str]) -> str:
    return "; there is " + ", ".join(repr(name) for name in dict.fromkeys(known))


def _with_ports(services: Iterable[Service], ports: Sequence[str]) -> Iterator[Service]:
    for service in services:
        kept = tuple(p for p in service.ports if not ports or p.name in ports)
        if kept:
            yield replace(service, ports=kept)


def _with_operations(
    services: Sequence[Service], patterns: Sequence[str]
) -> Iterator[Service]:
    """Keep the operations that a pattern fits, and the ports that have such."""
    known = [o.name for s in services for p in s.ports for o in p.operations]
    for pattern in patterns:
        if not any(fits(name, [pattern]) for name in known):
            hint = near(pattern, known) or _listed(known[:20])
            raise Refused(f"no operation fits {pattern!r}{hint}")
    for service in services:
        ports = tuple(
            replace(port, operations=kept)
            for port in service.ports
            if (kept := tuple(o for o in port.operations if fits(o.name, patterns)))
        )
        if ports:
            yield replace(service, ports=ports)


def _types(service: Service) -> Iterator[QName]:
    """The types of everything that a service's operations carry."""
    for port in service.ports:
        for operation in port.operations:
            yield from filter(None, _carried(operation))


def _carried(operation: Operation) -> Iterator[QName | None]:
    yield operation.input.type
    yield None if operation.output is None else operation.output.type
    for header in (*operation.input_headers, *operation.output_headers):
        yield header.type
        yield from (fault.type for fault in header.faults)
    yield from (fault.type for fault in operation.faults)
