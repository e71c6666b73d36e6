"""What writing a package would do, and whether it may."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import Refused
from ..lock import NAME as LOCK
from .folder import Folder, leaves, read, refusing

Files = Mapping[PurePosixPath, str | bytes]
"""The content of every file of a package, by its path below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What writing would do; paths below the package, sorted.

    Attributes:
        new: Files that are not there yet.
        changed: Files that are there with other bytes.
        stale: Files that were written last time and are no longer wanted.
        same: Files that are there already.
        kept: Files that are not the generator's, and stay.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    stale: tuple[str, ...]
    same: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.changed or self.stale)


def plan(target: Path, files: Files, *, lock: str = LOCK) -> Plan:
    """Compare a package with what would be written; reads only.

    Args:
        target: The folder of the package, which need not exist.
        files: The content of every file by its path below it.
        lock: The name of the lock.

    Raises:
        Refused: The folder is no package of ours, or cannot be read.
    """
    with refusing("cannot be read", target):
        return compared(Folder(target, lock), files)


def compared(folder: Folder, files: Files) -> Plan:
    """The same, where what the system does not do is refused elsewhere."""
    folder.check()
    wanted = {path.as_posix(): as_bytes(content) for path, content in files.items()}
    for name in wanted:
        if leaves(name):
            raise Refused("leaves the package's folder", file=name)
    found = set(folder.names())
    both = found & wanted.keys()
    known = {*folder.locked(force=True), folder.lock}
    same = {name for name in both if read(folder.path / name) == wanted[name]}
    return Plan(
        new=tuple(sorted(wanted.keys() - found)),
        changed=tuple(sorted(both - same)),
        stale=tuple(sorted((found & known) - wanted.keys())),
        same=tuple(sorted(same)),
        kept=tuple(sorted(found - known - wanted.keys())),
    )


def check_edits(folder: Folder, planned: Plan, *, force: bool) -> None:
    """Insist that nothing is overwritten that is not ours, nor edited by hand.

    Args:
        folder: The folder.
        planned: What is to be done in it.
        force: Whether to overwrite what was edited by hand.
    """
    locked = folder.locked(force=force)
    for name in () if force else (*planned.changed, *planned.stale):
        if name == folder.lock:
            continue
        file = folder.path / name
        if name not in locked:
            reason = "was not written by this generator; move it, or pass --force"
            raise Refused(reason, file=file)
        if hashlib.sha256(read(file)).hexdigest() != locked[name]:
            raise Refused("was edited by hand; pass --force to overwrite", file=file)
    # What is kept may stand where a folder goes (a link would be written through), or
    # below what is to be a file.
    wanted = {PurePosixPath(n) for n in (*planned.new, *planned.changed, *planned.same)}
    folders = {above for path in wanted for above in path.parents}
    for name in planned.kept:
        path = PurePosixPath(name)
        if path in folders or not wanted.isdisjoint(path.parents):
            reason = "stands in the package's way; move it"
            raise Refused(reason, file=folder.path / name)


def as_bytes(content: str | bytes) -> bytes:
    """The content of a file as it is written."""
    return content.encode() if isinstance(content, str) else content
