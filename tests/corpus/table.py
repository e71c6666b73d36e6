"""The table: a line for each document, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from .one import Outcome
from .second import Opinion

_HEAD: Final = ("document", "state", "ops", "trips", "types", "seconds", "MB", "why")
_MOST: Final = 3
"""How many differences of one kind are shown of a document."""


@dataclass(slots=True)
class Row:
    """One document.

    Attributes:
        name: What it is called.
        outcome: How it fared.
        types: What the type checkers say, or None where they were not asked.
        opinion: What xsdata says, or None where it was not asked.
    """

    name: str
    outcome: Outcome
    types: list[str] | None = field(default=None)
    opinion: Opinion | None = field(default=None)

    @property
    def state(self) -> str:
        """How it fared in a word."""
        if self.outcome.refused:
            return "refused"
        if self.outcome.crashed:
            return "crashed"
        if self.outcome.passed < self.outcome.operations or self.types:
            return "failed"
        proved = not self.outcome.not_compiled or self.outcome.all_encoded
        return "passed" if proved else "unproved"

    @property
    def why(self) -> str:
        """What is wrong, in a line."""
        said = self.outcome
        fatal = [f for f in said.failures if f.fatal]
        if said.refused or said.crashed:
            return said.refused or said.crashed.strip().splitlines()[-1]
        if fatal:
            return f"{fatal[0].where}: {fatal[0].what}: {fatal[0].why}"
        if self.types:
            return self.types[0]
        if said.not_compiled and not said.all_encoded:
            return f"libxml2 cannot compile the schemas: {said.not_compiled}"
        if said.failures:
            return f"samples: {said.failures[0].why}"
        return ""

    def cells(self) -> tuple[str, ...]:
        """Its line of the table."""
        said = self.outcome
        return (
            self.name,
            self.state,
            str(said.operations),
            str(said.passed),
            {None: "-", True: "ok", False: "wrong"}[
                None if self.types is None else not self.types
            ],
            f"{said.seconds:.1f}",
            str(said.megabytes),
            " ".join(self.why.split())[:220],
        )


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The table as text."""
    cells = [_HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(_HEAD) - 1)]
    for line in cells:
        yield "  ".join(
            [*(c.ljust(w) for c, w in zip(line, widths, strict=False)), line[-1]]
        )


def totals(rows: Iterable[Row]) -> str:
    """How many fared how."""
    counted = Counter(row.state for row in rows)
    operations = sum(row.outcome.operations for row in rows)
    passed = sum(row.outcome.passed for row in rows)
    states = ", ".join(f"{count} {state}" for state, count in sorted(counted.items()))
    return f"{counted.total()} documents: {states}; {passed} of {operations} operations"


def opinions(rows: Sequence[Row]) -> Iterator[str]:
    """What xsdata says, where it was asked: a line for each document and difference.

    Somebody must find out who is right, so that none of this makes a run fail.
    """
    asked = [(row.name, row.opinion) for row in rows if row.opinion is not None]
    for name, said in asked:
        had = f"{said.compared} messages, {said.read} only to read"
        words = [had] if said.compared or not said.none else []
        yield f"xsdata on {name}: {'; '.join([*words, said.none]).removesuffix('; ')}"
        for what, count in Counter(d.what for d in said.differences).items():
            found = [d for d in said.differences if d.what == what]
            for one in list({d.why: d for d in found}.values())[:_MOST]:
                yield f"  {what} {one.where}: {' '.join(one.why.split())[:400]}"
            yield f"  {what}: {count} in all"
    if asked:
        compared = sum(said.compared + said.read for _, said in asked)
        differing = len({(n, d.where) for n, said in asked for d in said.differences})
        yield f"xsdata had {compared} messages; of {differing} it differs"
