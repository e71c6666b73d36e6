"""Brings a WSDL and all that it imports into a folder: the only use of the network.

`command` reads the words, `closure` walks, `wire` asks over `sockets`, `documents`
reads and rewrites, `record` makes the folder's files and their lock, and `output`
writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .. import output
from .closure import Closure, Limits
from .command import asked, options, tls
from .record import LOCK, files
from .sockets import Deadline, Network
from .wire import Wire


def run(
    words: Sequence[str],
    say: Callable[[str], None],
    *,
    network: Network | None = None,
    limits: Limits | None = None,
) -> None:
    """Fetch, and write the folder whole or not at all.

    Args:
        words: The words after `fetch`.
        say: Told every address as it is fetched.
        network: Where names and connections come from; this machine's if None.
        limits: What the run may take; only `--timeout` is the user's.

    Raises:
        Refused: What was asked for cannot be had; the folder is as it was.
    """
    given = options(words)
    output.plan(given.output, {}, lock=LOCK)  # refuses a wrong folder before the walk
    wanted = asked(given)
    if wanted.headers and wanted.address.scheme == "http":
        say("note: http is not encrypted; others can read the headers that are sent")
    limits = replace(limits or Limits(), seconds=given.timeout)
    wire = Wire(
        network=network or Network(),
        deadline=Deadline(limits.seconds),
        tls=tls(given),
    )
    made = files(Closure(wanted, wire, limits, say).fetch())
    output.write(given.output, made, force=given.force, lock=LOCK)
    say(f"{len(made) - 1} documents; the WSDL is {given.output / next(iter(made))}")
