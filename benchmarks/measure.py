"""CPU time, interleaved: everybody in turn, round after round, in one process."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

Task = Callable[[], object]

_SAMPLE: Final = 0.2
"""Seconds that one sample lasts at least.

So the clock's steps do not show, nor how others have left the memory.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long one task took.

    Attributes:
        seconds: CPU time of one run, by round.
        ratios: The same over what the floor took in that round.
    """

    seconds: tuple[float, ...]
    ratios: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median of the times."""
        return median(self.seconds)

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles of the ratios."""
        low, _, high = quantiles(self.ratios, n=4)
        return low, high


def interleaved(tasks: Mapping[str, Task], floor: str, rounds: int) -> dict[str, Times]:
    """Measure tasks side by side.

    Args:
        tasks: What to measure, by name.
        floor: The name of the task that the others are compared with.
        rounds: How often each is sampled.
    """
    runs = {name: _runs(task) for name, task in tasks.items()}
    found: dict[str, list[float]] = {name: [] for name in tasks}
    # What the others hold would be gone through by each one's collections.
    gc.collect()
    gc.freeze()
    # Each pays for the state in which the one before leaves the memory: mostly another.
    order, shuffle = list(tasks), random.Random(0).shuffle
    for _ in range(rounds):
        shuffle(order)
        for name in order:
            found[name].append(_sample(tasks[name], runs[name]))
    gc.unfreeze()
    return {
        name: Times(
            seconds=tuple(times),
            ratios=tuple(t / f for t, f in zip(times, found[floor], strict=True)),
        )
        for name, times in found.items()
    }


def _runs(task: Task) -> int:
    """How often to run a task for one sample; warms it up, too."""
    task()
    return max(1, round(_SAMPLE / max(_sample(task, 1), 1e-6)))


def _sample(task: Task, runs: int) -> float:
    gc.collect()
    start = time.process_time()
    for _ in range(runs):
        task()
    return (time.process_time() - start) / runs
