"""The command line: what is done, exit status, messages."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from . import (
    arguments,
    budget,
    interrupts,
    output,
    profile,
    progress,
    source,
    told,
)
from .arguments import Arguments
from .errors import Refused
from .generate import Generated, generate
from .output import Plan

DONE, DIFFERS, REFUSED = 0, 1, 2

TRACE: Final = "GENERATOR_TRACEBACK"
"""The variable of the environment that has the trace of every error shown."""

SHOWN = 3
"""How many files that were kept are named."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        words: The words after the program's name; those of the process if None.

    Returns:
        The exit status: 0 done or current, 1 differs, 2 refused.
    """
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["fetch"] and not Path("fetch").is_file():
        return _guarded(lambda: _fetch(given[1:]))
    return _guarded(lambda: _run(arguments.parse(given)))


def _guarded(run: Callable[[], int]) -> int:
    try:
        with interrupts.heard(), _foreseen():
            return run()
    except Refused as refused:
        _say(refused)
    except KeyboardInterrupt as interrupt:
        _say(_INTERRUPTED, interrupt)
    return REFUSED


_INTERRUPTED: Final = Refused("interrupted; what there was is whole, as it was or new")


def _say(refused: Refused, error: BaseException | None = None) -> None:
    if os.environ.get(TRACE):
        traceback.print_exception(error or refused)
    told.line(f"error: {refused}")


@contextmanager
def _foreseen(file: Path | None = None) -> Iterator[None]:
    """Refuse what ends with an error that nobody foresaw; show nothing of the input."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        reason = f"internal error ({type(error).__name__} in {place})"
        remedy = f"{reason}; please report it, with what {TRACE}=1 shows"
        raise Refused(remedy, file=file, line=1 if file else None) from error


def _run(asked: Arguments) -> int:
    limits = (asked.max_seconds, asked.max_memory)
    with _foreseen(asked.wsdl), budget.limited(asked.wsdl, *limits):
        made = _generate(asked)
        if asked.check or asked.diff:
            plan = output.plan(asked.target, made.files)
            text = output.diff(asked.target, made.files, plan) if asked.diff else ""
    if asked.check or asked.diff:
        told.result(text)
        if not (plan.current or asked.diff):
            _name_files(asked.target, plan)
        return DONE if plan.current else DIFFERS
    plan = output.write(asked.target, made.files, force=asked.force)
    if not asked.quiet:
        _report(asked.target, made, plan)
    return DONE


def _fetch(words: Sequence[str]) -> int:
    from . import fetching  # nothing else may load what can reach the network

    fetching.run(words, told.line)
    return DONE


def _generate(asked: Arguments) -> Generated:
    loaded = source.load(asked.wsdl, asked.root, asked.max_bytes, asked.max_elements)
    beside = asked.wsdl.with_suffix(".toml")
    overlay = asked.profile
    if overlay is None and (beside.exists() or beside.is_symlink()):
        overlay = beside
    said = profile.Profile() if overlay is None else profile.load(overlay)
    with progress.shown(sys.stderr, asked.quiet) as tell:
        return generate(loaded, said, asked.package, asked.chosen, tell)


def _name_files(target: Path, plan: Plan) -> None:
    for what, files in (
        ("new", plan.new),
        ("changed", plan.changed),
        ("stale", plan.stale),
    ):
        for file in files:
            told.line(f"{what}: {target / file}")


def _report(target: Path, made: Generated, plan: Plan) -> None:
    written = len(plan.new) + len(plan.changed)
    counts = f"{written} written, {len(plan.same)} unchanged, {len(plan.stale)} removed"
    many = "" if made.operations == 1 else "s"
    told.line(f"{target}: {made.operations} operation{many}, {counts}")
    for note in made.notes:
        told.line(f"note: {note}")
    for file in plan.kept[:SHOWN]:
        told.line(f"note: {target / file} is not generated, and was kept")
    if len(plan.kept) > SHOWN:
        told.line(f"note: so were {len(plan.kept) - SHOWN} others")
