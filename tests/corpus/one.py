"""One document: generated, imported, and its samples sent there and back.

Run as a program of its own, since what a document makes the generator do is bounded
from outside: `python -m tests.corpus.one FILE ROOT FOLDER PACKAGE [BROKEN]`.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import resource
import sys
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from generator import guard, source, wsdl
from generator.errors import Refused
from generator.generate import bound, generate
from generator.naming import Names

from ..packages import chosen, overlay, write
from .breaking import Breaker
from .free import Free
from .freely import Freely
from .instances import Instances
from .misread import misread
from .oracle import NotCompiled, Oracle, schemas
from .samples import Samples
from .strictness import Strictness
from .trips import Failure, Trips, called
from .wild import Wild


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How a document fared.

    Attributes:
        refused: Why it was refused, or "".
        crashed: What went wrong while generating or importing, or "".
        not_compiled: Why libxml2 cannot say what is valid, or "".
        operations: How many operations there are.
        encoded: How many of them are in SOAP's encoding, which has no schema.
        passed: How many made the round trip.
        failures: Why others did not.
        notes: What the generator left out.
        lines: How many lines the package has.
        seconds: How long generating took.
        importing: How long importing all modules took.
        megabytes: The most memory that generating took.
    """

    refused: str = ""
    crashed: str = ""
    not_compiled: str = ""
    operations: int = 0
    encoded: int = 0
    passed: int = 0
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: int = 0
    seconds: float = 0.0
    importing: float = 0.0
    megabytes: int = 0

    @property
    def all_encoded(self) -> bool:
        """Whether no operation has a schema that says what is valid."""
        return self.encoded == self.operations


def run(file: Path, root: Path, folder: Path, package: str, broken: int = 0) -> Outcome:
    """Try one document.

    Args:
        file: The WSDL.
        root: The folder that its imports may lie in.
        folder: Where to write the package and the schemas.
        package: The package's name.
        broken: In how many ways each body is broken, to see that it is refused then.
    """
    outcome = Outcome()
    try:
        _generate(outcome, file, root, folder / package)
        _import(outcome, folder, package)
        _send(outcome, file, root, folder, package, broken)
    except Refused as refused:
        outcome.refused = str(refused)
    except Exception:
        outcome.crashed = traceback.format_exc()[-1500:]
    return outcome


def _generate(outcome: Outcome, file: Path, root: Path, target: Path) -> None:
    start = time.perf_counter()
    loaded = source.load(file, root)
    made = generate(loaded, overlay(file), target.name, chosen(file))
    outcome.seconds = time.perf_counter() - start
    outcome.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    outcome.notes = list(made.notes)
    outcome.lines = sum(text.count("\n") for text in made.files.values())
    write(made.files, target)


def _import(outcome: Outcome, folder: Path, package: str) -> None:
    start = time.perf_counter()
    sys.path.insert(0, str(folder))
    made = importlib.import_module(package)
    for module in pkgutil.walk_packages(made.__path__, f"{package}."):
        importlib.import_module(module.name)
    outcome.importing = time.perf_counter() - start


def _send(
    outcome: Outcome, file: Path, root: Path, folder: Path, package: str, broken: int
) -> None:
    loaded = source.load(file, root)
    guard.check(loaded)
    said = overlay(file)
    names = Names(said.words, said.renamed)
    service, catalogue = bound(loaded, said, names, chosen(file))
    every = list(called(service, said, names, package))
    outcome.operations = len(every)
    outcome.encoded = sum(one.operation.encoding is not None for one in every)
    carriers = [c for one in every for c in one.carried]
    oracle = None
    try:
        oracle = Oracle(loaded, wsdl.parse(loaded), carriers, folder / "schemas")
    except NotCompiled as error:
        outcome.not_compiled = str(error)[:300]
    samples = Samples(catalogue, package, Wild(Instances.of(loaded)))
    trips = Trips(catalogue, samples, oracle)
    freely = strictness = None
    if oracle is not None:
        every_schema = schemas(loaded, wsdl.parse(loaded))
        freely = Freely(catalogue, Free(every_schema, Random(package)), oracle)
        if broken:
            breaker = Breaker(every_schema, Random(package))
            strictness = Strictness(breaker, oracle, most=broken)
    for one in every:
        failure = trips.of(one)
        is_literal = one.operation.encoding is None
        if failure is None and freely is not None and is_literal:
            failure = freely.of(one)
        if failure is None and strictness is not None and is_literal:
            failure = misread(one, samples, strictness)
        if failure is not None:
            outcome.failures.append(failure)
        if failure is None or not failure.fatal:
            outcome.passed += 1


if __name__ == "__main__":
    words = sys.argv[1:]
    broken = int(words[4]) if words[4:] else 0
    result = run(Path(words[0]), Path(words[1]), Path(words[2]), words[3], broken)
    Path(words[2], "outcome.json").write_text(json.dumps(asdict(result)))
