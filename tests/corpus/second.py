"""One document held against xsdata, after it was tried: a second opinion on request.

Run as a program of its own, with a time of its own, since xsdata may take long:
`python -m tests.corpus.second FILE ROOT FOLDER PACKAGE`. It runs code that xsdata makes
of the schemas, so it is for documents that are trusted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from generator import guard, source, wsdl
from generator.generate import bound
from generator.naming import Names

from ..packages import chosen, overlay
from ..theirs.messages import Message, messages
from ..theirs.peer import Peer, plain
from .ambiguous import ambiguous
from .free import Free
from .freely import Document, Freely
from .instances import Instances
from .oracle import NotCompiled, Oracle, held, schemas
from .samples import Endless, Samples, Shape
from .trips import Called, Failure, called
from .wild import Wild

_SHAPES = (Shape.SMALL, Shape.FULL, *[Shape.MIXED] * 3)


@dataclass(slots=True, kw_only=True)
class Opinion:
    """What xsdata says of a document.

    Attributes:
        none: Why it says nothing, or no more; else "".
        compared: How many messages it had.
        read: How many it had that were made from the schemas alone, only to read.
        invalid: How many samples were left out, since they are not valid.
        differences: Where it does not agree; "again" is where we cannot read what it
            wrote, or have another value then.
    """

    none: str = ""
    compared: int = 0
    read: int = 0
    invalid: int = 0
    differences: list[Failure] = field(default_factory=list)


def run(
    file: Path,
    root: Path,
    folder: Path,
    package: str,
    tell: Callable[[Opinion], None] = lambda opinion: None,
) -> Opinion:
    """Hold one document against xsdata.

    Args:
        file: The WSDL.
        root: The folder that its imports may lie in.
        folder: Where its package lies.
        package: What that is called.
        tell: Is told after each operation what is known so far.
    """
    sys.path.insert(0, str(folder))
    loaded = source.load(file, root)
    guard.check(loaded)
    said = overlay(file)
    names = Names(said.words, said.renamed)
    service, catalogue = bound(loaded, said, names, chosen(file))
    every = called(service, said, names, package)
    literal = [one for one in every if one.operation.encoding is None]
    carriers = [c for one in literal for c in one.carried]
    opinion = Opinion()
    if not literal:
        opinion.none = "nothing is literal"
        return opinion
    description = wsdl.parse(loaded)
    args = (carriers, catalogue, package, folder / "theirs")
    try:
        peer = Peer(loaded, description, *args)
    except Exception as error:
        opinion.none = f"{type(error).__name__}: {error}"[:300]
        return opinion
    try:
        oracle = Oracle(loaded, description, carriers, folder / "schemas")
    except NotCompiled:
        oracle = None
    samples = Samples(catalogue, package, Wild(Instances.of(loaded), strict=True))
    freely = None
    if oracle is not None:
        free = Free(schemas(loaded, description), Random(package))
        freely = Freely(catalogue, free, oracle)
    for one in literal:
        if freely is not None:
            _read(opinion, freely.documents(one), peer)
        _turn(opinion, _samples(one, samples), peer, oracle)
        tell(opinion)
    return opinion


def _read(opinion: Opinion, documents: Iterable[Document], peer: Peer) -> None:
    for document in documents:
        opinion.read += 1
        opinion.differences += _misread(document, peer)


def _turn(
    opinion: Opinion, messages: Iterable[Message], peer: Peer, oracle: Oracle | None
) -> None:
    for message in messages:
        if oracle is None or _is_valid(message, oracle):
            opinion.compared += 1
            opinion.differences += _differences(message, peer)
        else:
            opinion.invalid += 1


def _samples(one: Called, samples: Samples) -> Iterator[Message]:
    for number, shape in enumerate(_SHAPES):
        samples.begin(shape, f"{one.where} {number}")
        try:
            yield from messages(one, lambda c: samples.of(c.key(samples.bindings)))
        except Endless:
            continue
        except Exception as error:  # what a sample is refused for, the trips tell
            if type(error).__name__ != "MessageError":
                raise


def _misread(document: Document, peer: Peer) -> Iterator[Failure]:
    try:
        ours = document.read(document.content, keep_nil=True)
    except Exception:  # which the trips tell
        return
    found = peer.read(document.node, document.carrier, ours)
    if found is not None:
        yield Failure(document.where, found.what, found.why)


def _is_valid(message: Message, oracle: Oracle) -> bool:
    nodes = held(etree.fromstring(message.content), message.carriers[-1])
    return not any(map(oracle.of, nodes, message.carriers))


def _differences(message: Message, peer: Peer) -> Iterator[Failure]:
    again, found = peer.turned(message.content, message.carriers, message.values)
    for one in found:
        where = f"{message.where} {one.carrier.name}"
        yield Failure(where, one.what, one.why)
    try:
        read: Any = message.read(again)
    except Exception as error:
        yield Failure(message.where, "again", f"{type(error).__name__}: {error}"[:400])
        return
    if plain(read) != plain(message.values):
        keys = [carrier.key(peer.bindings) for carrier in message.carriers]
        if not any(ambiguous(peer.bindings, key) for key in keys):
            why = f"read {read!r:.300}, written {message.values!r:.300}"
            yield Failure(message.where, "again", why)


def _write(folder: Path, opinion: Opinion) -> None:
    """Write it down: whole, since time may be up at any moment."""
    made = folder / "opinion.new"
    made.write_text(json.dumps(asdict(opinion)))
    made.rename(folder / "opinion.json")


if __name__ == "__main__":
    words = sys.argv[1:]
    keep = partial(_write, Path(words[2]))
    keep(Opinion())
    keep(run(Path(words[0]), Path(words[1]), Path(words[2]), words[3], keep))
