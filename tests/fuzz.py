"""Breaks messages and documents at random, and sees that only our own errors come out.

Run by `scripts/fuzz`; what fails is printed with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator import source
from generator.errors import Refused
from generator.generate import generate
from generator.profile import Profile

from .fuzz_answers import documented, of_features

HERE: Final = Path(__file__).parent
TOKENS: Final = (
    b"<",
    b"</",
    b">",
    b"&",
    b"&#0;",
    b"&lt;",
    b'"',
    b"\x00",
    b"\xff",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE x>",
    b"<?x?>",
    b' xsi:nil="true"',
    b' xsi:type="x"',
    b' href="#1"',
    b"-1",
    b"1_000",
    b"99999999999999999999",
    b"NaN",
    b"2024-02-30T25:00:00",
    b"x" * 10_000,
    b"<a>" * 1_000,
)

Trial = Callable[[bytes, random.Random], None]


def broken(content: bytes, chance: random.Random) -> bytes:
    """The same bytes with one to four mistakes in them."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(made) + 1)
        end = min(len(made), start + chance.choice((1, 4, 40, 400)))
        match chance.randrange(5):
            case 0:
                del made[start:]
            case 1:
                del made[start:end]
            case 2:
                made[start:start] = made[start:end]
            case 3:
                made[start:start] = chance.choice(TOKENS)
            case _:
                made[start:end] = bytes(chance.randrange(256) for _ in made[start:end])
    return bytes(made)


def generating(folder: Path) -> Trial:
    """Generates from a document; a refusal is as it should be."""

    def trial(content: bytes, chance: random.Random) -> None:
        file = folder / "service.wsdl"
        file.write_bytes(content)
        try:
            generate(source.load(file), Profile(), "fuzzed")
        except Refused:
            return

    return trial


def trials(folder: Path) -> list[tuple[bytes, Trial]]:
    """What is broken, and what it is given to."""
    answers = [*documented(), *of_features(folder)]
    messages: list[tuple[bytes, Trial]] = [(one.content, one.tried) for one in answers]
    documents: list[tuple[bytes, Trial]] = [
        (file.read_bytes(), generating(folder))
        for file in sorted((HERE / "golden").glob("*/service.wsdl"))
    ]
    return [*messages, *documents]


def main() -> int:
    """Break things for a while.

    Returns:
        1 where something else than an error of ours came out, else 0.
    """
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long; 60")
    parser.add_argument("--seed", type=int, default=0, help="where to begin; 0")
    given = parser.parse_args()
    seed, end = given.seed, time.monotonic() + given.seconds
    with tempfile.TemporaryDirectory() as folder:
        every = trials(Path(folder))
        while time.monotonic() < end:
            chance = random.Random(seed)
            content, trial = chance.choice(every)
            try:
                trial(broken(content, chance), chance)
            except Exception as error:
                sys.stderr.write(f"--seed {seed}: {type(error).__name__}: {error}\n")
                raise
            seed += 1
    sys.stdout.write(f"{seed - given.seed} tried, from seed {given.seed}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
