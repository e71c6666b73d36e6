"""One document held against xsdata, after it was tried: a second opinion on request.

Run as a program of its own, with a time of its own, since xsdata may take long:
`python -m tests.corpus.second FILE ROOT FOLDER PACKAGE`. It runs code that xsdata makes
of the schemas, so it is for documents that are trusted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from generator import guard, source, wsdl
from generator.generate import bound
from generator.naming import Names

from ..packages import chosen, overlay
from ..theirs.messages import Message, messages
from ..theirs.peer import Peer, held, plain
from .ambiguous import ambiguous
from .instances import Instances
from .oracle import NotCompiled, Oracle
from .samples import Endless, Samples, Shape
from .trips import Called, Failure, called
from .wild import Wild

_SHAPES = (Shape.SMALL, Shape.FULL, *[Shape.MIXED] * 3)


@dataclass(slots=True, kw_only=True)
class Opinion:
    """What xsdata says of a document.

    Attributes:
        none: Why it says nothing, or "".
        compared: How many messages it had.
        invalid: How many samples were left out, since they are not valid.
        differences: Where it does not agree; "again" is where we cannot read what it
            wrote, or have another value then.
    """

    none: str = ""
    compared: int = 0
    invalid: int = 0
    differences: list[Failure] = field(default_factory=list)


def run(file: Path, root: Path, folder: Path, package: str) -> Opinion:
    """Hold one document against xsdata; its package lies in the folder."""
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
        schemas = Oracle(loaded, description, carriers, folder / "schemas")
    except NotCompiled:
        schemas = None
    samples = Samples(catalogue, package, Wild(Instances.of(loaded), strict=True))
    for one in literal:
        for message in _samples(one, samples):
            if schemas is None or _is_valid(message, schemas):
                opinion.compared += 1
                opinion.differences += _differences(message, peer)
            else:
                opinion.invalid += 1
    return opinion


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


def _is_valid(message: Message, schemas: Oracle) -> bool:
    nodes = held(etree.fromstring(message.content), message.carriers[-1])
    return not any(map(schemas.of, nodes, message.carriers))


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


if __name__ == "__main__":
    words = sys.argv[1:]
    result = run(Path(words[0]), Path(words[1]), Path(words[2]), words[3])
    Path(words[2], "opinion.json").write_text(json.dumps(asdict(result)))
