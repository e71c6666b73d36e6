"""Broken messages, read with all strictness there is: libxml2 says what is broken.

What it says is not valid we refuse, or tell as drift, at its place. What it says is
valid we take, tell nothing of, and can write again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from generator.runtime.reading import XSI_NIL, XSI_TYPE
from generator.views import Carrier

from ..theirs.messages import Message
from .breaking import Breaker, Broken
from .changes import children
from .freely import shape
from .oracle import Complaint, Oracle, held


@dataclass(slots=False, kw_only=True)
class Case:
    """A broken message, and what was said of it.

    Attributes:
        message: What it was.
        number: Which of its header blocks, or its body, was broken.
        broken: How.
        content: The whole message.
        node: The place in it.
        oracle: Says what is valid.
        complaint: What libxml2 says.
        values: What we read.
        error: Why we read nothing.
        drift: What we were told of.
    """

    message: Message
    number: int
    broken: Broken
    content: bytes
    node: etree._Element
    oracle: Oracle
    complaint: Complaint | None
    values: list[Any] = field(default_factory=list)
    error: Exception | None = None
    drift: list[Any] = field(default_factory=list)

    @property
    def carrier(self) -> Carrier:
        """What is broken."""
        return self.message.carriers[self.number]

    @cached_property
    def root(self) -> etree._Element:
        """The block, or what the body holds."""
        every = children(self.node.getroottree().getroot())
        return every[every.index(self.node) - self.broken.place]

    def __str__(self) -> str:
        """What was done, and what each said of it."""
        said = "valid" if self.complaint is None else self.complaint.reason
        told = "; ".join(str(one) for one in self.drift[:2])
        content = etree.tostring(self.node, encoding="unicode", with_tail=False)
        return (
            f"{self.message.where}: {self.broken.what} {self.broken.said}:"
            f" {self.problem}: libxml2 says {said}; we say {self.error!r} {told};"
            f" {content[:600]}"
        )

    @cached_property
    def problem(self) -> str:
        """What is wrong with what we do, or ""."""
        kinds = {kind.__name__ for kind in type(self.error).__mro__}
        if self.error is not None and not kinds & {"ProtocolError", "SoapFault"}:
            return "crashed"
        if self.complaint is None:
            return self._with_valid()
        if isinstance(path := getattr(self.error, "path", None), str):
            return "" if self._is_there(path) else "elsewhere"
        if self.error is not None or self._has_less:
            return ""
        if not self.drift:
            return "accepted"
        return "" if any(self._is_there(d.path) for d in self.drift) else "elsewhere"

    def _with_valid(self) -> str:
        if self.error is not None or self._has_less:
            return "refused"
        if self.drift:
            return "told"
        try:
            again = etree.fromstring(self.message.write(self.values))
        except Exception as error:
            self.error = error
            return "unwritten"
        mine = held(again, self.message.carriers[-1])[self.number]
        invalid = self.oracle.of(mine, self.carrier)
        if invalid is not None and not invalid.facets:
            self.complaint = invalid
            return "invalid"
        theirs = held(etree.fromstring(self.content), self.message.carriers[-1])
        return "" if _plain(mine) == _plain(theirs[self.number]) else "lost"

    @property
    def _has_less(self) -> bool:
        """Whether a block, or the detail of a fault, is left out: it was refused."""
        every = len(self.message.carriers)
        return None in self.values or (not self.drift and len(self.values) < every)

    def _is_there(self, path: str) -> bool:
        """Whether a path leads to the place, into it, or to what is around it."""
        root = self.node.getroottree().getroot()
        found = _by_path(root).get(path.partition("/@")[0])
        around = self.node.getparent()
        return found is not None and (found is around or found in children(self.node))


@dataclass(frozen=True, slots=True)
class Strictness:
    """Breaks messages, and reads them.

    Attributes:
        breaker: Breaks.
        oracle: Says what is valid.
        times: In how many ways each text is replaced.
        most: How many changes of a body, or of a block, are tried at most.
    """

    breaker: Breaker
    oracle: Oracle
    times: int = 2
    most: int = 400

    def cases(self, message: Message) -> Iterator[Case]:
        """Every case of a message, if that is valid itself."""
        nodes = held(etree.fromstring(message.content), message.carriers[-1])
        if any(map(self.oracle.of, nodes, message.carriers)):
            return
        for number, node in enumerate(nodes):
            root = node.getroottree().getroot()
            start = children(root).index(node)
            before, after = _around(message.content, start)
            for broken in self.breaker.every(node, self.times, self.most):
                if node.getparent() is root and not broken.place:
                    continue  # that is the body itself, and of the envelope
                text = etree.tostring(broken.root, encoding="utf-8", with_tail=False)
                content = before + text + after
                yield self._case(message, number, broken, content, start)

    def _case(
        self,
        message: Message,
        number: int,
        broken: Broken,
        content: bytes,
        start: int,
    ) -> Case:
        every = children(etree.fromstring(content))
        carrier = message.carriers[number]
        case = Case(
            message=message,
            number=number,
            broken=broken,
            content=content,
            node=every[start + broken.place],
            oracle=self.oracle,
            complaint=self.oracle.of(every[start], carrier),
        )
        options: dict[str, Any] = {"strict_order": True, "check_facets": True}
        try:
            case.values = message.read(content, on_drift=case.drift.append, **options)
        except Exception as error:
            case.error = error
        return case


def _around(content: bytes, number: int) -> tuple[bytes, bytes]:
    """A message before and behind one of its elements."""
    root = etree.fromstring(content)
    node = children(root)[number]
    around = node.getparent()
    assert around is not None
    mark = etree.Element("placeholder")
    mark.tail = node.tail
    around.replace(node, mark)
    before, after = etree.tostring(root, encoding="utf-8").split(b"<placeholder/>")
    return before, after


def _by_path(root: etree._Element) -> dict[str, etree._Element]:
    """Every element by its path, as errors have it."""
    found = {f"/{etree.QName(root).localname}": root}
    queue = list(found.items())
    while queue:
        path, node = queue.pop()
        inside = list(node.iterchildren(etree.Element))
        counts, so_far = Counter(child.tag for child in inside), Counter[str]()
        for child in inside:
            so_far[child.tag] += 1
            step = f"{path}/{etree.QName(child).localname}"
            if counts[child.tag] > 1:
                step += f"[{so_far[child.tag]}]"
            found[step] = child
            queue.append((step, child))
    return found


def _plain(node: etree._Element) -> tuple[Any, ...]:
    """The shape of an element, without what says nothing of its value."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    text = etree.tostring(node, encoding="utf-8", with_tail=False)
    copy = etree.fromstring(text, parser)
    for one in children(copy):
        one.attrib.pop(XSI_TYPE, "")
        if one.get(XSI_NIL, "").strip() in ("false", "0"):
            del one.attrib[XSI_NIL]
    return shape(copy)
