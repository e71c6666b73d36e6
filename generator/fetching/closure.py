"""Fetches a document and all that it imports, from where it may and no further."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from .. import source
from ..errors import Refused
from . import ranges
from .address import Address, default_port, parse
from .documents import Document, read
from .sockets import Failed
from .wire import Answer, Headers, Wire

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run may take.

    Attributes:
        document: Bytes of one document, as it came and unpacked.
        total: Bytes of all of them.
        documents: How many.
        depth: How many imports may lead to one.
        redirects: How many may lead to one.
        seconds: The time of the whole run.
    """

    document: int = source.MAX_BYTES // 2
    total: int = source.MAX_BYTES
    documents: int = 500
    depth: int = 30
    redirects: int = 5
    seconds: float = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user asked for.

    Attributes:
        address: The address of the WSDL.
        allowed: Other hosts that may be asked, with the port where it was given.
        follow: Whether redirects are followed.
        headers: What is sent to the origin of the address, and to nobody else.
    """

    address: Address
    allowed: frozenset[tuple[str, int | None]]
    follow: bool
    headers: Headers = field(repr=False)

    def allows(self, address: Address) -> bool:
        """Whether an address is of a host that was asked for."""
        if address.origin == self.address.origin:
            return True
        usual = address.port == default_port(address.scheme)
        names: set[tuple[str, int | None]] = {(address.host, address.port)}
        if usual:
            names.add((address.host, None))
        return not names.isdisjoint(self.allowed)

    def check(self, address: Address) -> None:
        """Refuse an address of a host that was not asked for.

        Raises:
            Refused: It is one.
        """
        if not self.allows(address):
            raise Refused(
                f"leads to another server, {address.shown}; "
                f"pass --allow-host {address.netloc} if it may be asked"
            )


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document by one of its addresses; several may lead to the same document.

    Attributes:
        address: What was asked for.
        final: Where it was, after redirects.
        document: What was there.
    """

    address: Address
    final: Address
    document: Document


class Closure:
    """The walk over a WSDL and its imports, breadth first."""

    def __init__(self, asked: Asked, wire: Wire, limits: Limits, say: Say) -> None:
        self._asked = asked
        self._wire = wire
        self._limits = limits
        self._say = say
        self._found: dict[Address, Fetched] = {}
        self._same: dict[tuple[object, ...], Document] = {}
        self._ips: dict[str, list[str]] = {}
        self._kinds: Final = {ranges.PUBLIC}
        self._left = limits.total

    def fetch(self) -> list[Fetched]:
        """Fetch everything.

        Returns:
            Every address that was asked for, in the order of the walk.

        Raises:
            Refused: Something is missing, unsound, too much, or not to be asked for.
        """
        self._kinds.update(map(ranges.kind, self._resolve(self._asked.address)))
        fetched: dict[Address, Fetched] = {}
        queue = deque([(self._asked.address, 0)])
        while queue:
            address, depth = queue.popleft()
            if address in fetched:
                continue
            known = len(self._same)
            fetched[address] = found = self._bring(address)
            if len(self._same) == known:
                continue  # its imports are in the queue, or done
            for step in found.document.imports:
                if step.known and not self._asked.allows(step.target):
                    continue  # generation has a schema of its own
                self._check(found.document, step.line, step.target, depth)
                queue.append((step.target, depth + 1))
        return list(fetched.values())

    def _check(self, document: Document, line: int, to: Address, depth: int) -> None:
        try:
            self._asked.check(to)
            if depth == self._limits.depth:
                raise Refused(f"is more than {depth} imports away from the first")
        except Refused as refused:
            reason = refused.reason
            raise Refused(reason, file=document.address.shown, line=line) from refused

    def _bring(self, address: Address) -> Fetched:
        """The document at an address, or where redirects lead from there."""
        way = [address]
        while way[-1] not in self._found:
            answer = self._get(way[-1])
            if answer.location is None:
                self._keep(way[-1], answer.body)
            else:
                way.append(self._next(way, answer.location))
                self._say(f"redirected to {way[-1].shown}")
        end = self._found[way[-1]]
        for step in way:
            self._found[step] = Fetched(step, end.final, end.document)
        return self._found[address]

    def _keep(self, address: Address, body: bytes) -> None:
        document = read(address, body, entry=not self._found)
        self._left -= len(body)
        document = self._same.setdefault(document.identity, document)
        self._found[address] = Fetched(address, address, document)

    def _next(self, way: list[Address], location: str) -> Address:
        place = way[-1].shown
        try:
            target = parse(location, way[-1])
            self._check_step(way, target)
            self._asked.check(target)
        except Refused as refused:
            reason = f"its redirect {refused.reason}"
            raise Refused(reason, file=place) from refused
        return target

    def _check_step(self, way: list[Address], target: Address) -> None:
        if not self._asked.follow:
            reason = f"leads to {target.shown}; pass --follow-redirects to follow it"
            raise Refused(reason)
        if way[-1].scheme == "https" and target.scheme == "http":
            raise Refused("leads from https to http, which is not followed")
        if target in way:
            raise Refused("leads in a circle")
        if len(way) > self._limits.redirects:
            raise Refused(f"is one more than the {self._limits.redirects} allowed")

    def _get(self, address: Address) -> Answer:
        if len(self._found) >= self._limits.documents:
            reason = f"is one more than the {self._limits.documents} documents allowed"
            raise Refused(reason, file=address.shown)
        self._say(f"fetching {address.shown}")
        mine = address.origin == self._asked.address.origin
        headers = self._asked.headers if mine else ()
        most = min(self._limits.document, self._left)
        ips = self._checked(address)
        try:
            return self._wire.get(address, ips, headers, most)
        except Failed as failed:
            raise Refused(str(failed), file=address.shown) from failed

    def _checked(self, address: Address) -> list[str]:
        """The IP addresses of a host, none of which is where we must not go."""
        ips = self._resolve(address)
        for ip in ips:
            kind = ranges.kind(ip)
            if kind not in self._kinds:
                reason = f"its host is at {ip}, a {kind} address, which is not asked"
                raise Refused(reason, file=address.shown)
        return ips

    def _resolve(self, address: Address) -> list[str]:
        """The IP addresses of a host: asked for once, so that they stay the same."""
        if address.host not in self._ips:
            seconds = self._wire.deadline.left
            try:
                found = self._wire.network.resolve(
                    address.host, address.port, seconds()
                )
                if not found:
                    raise OSError("has no address")
            except Failed as failed:
                raise Refused(str(failed), file=address.shown) from failed
            except OSError as error:
                raise Refused("its host is not found", file=address.shown) from error
            self._ips[address.host] = found
        return self._ips[address.host]
