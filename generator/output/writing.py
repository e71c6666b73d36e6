"""Writes a package, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

from .. import interrupts
from ..lock import NAME as LOCK
from . import disk, exchange
from .folder import Folder, refusing
from .holding import alone
from .leftovers import STAGED, beside, remove, sweep
from .planning import Files, Plan, as_bytes, check_edits, compared


def write(target: Path, files: Files, *, force: bool = False, lock: str = LOCK) -> Plan:
    """Write a package, whole or not at all.

    Args:
        target: The folder of the package; its parents are made.
        files: The content of every file by its path below it.
        force: Whether to overwrite what was edited by hand.
        lock: The name of the lock, which is one of the files.

    Returns:
        What was done.

    Raises:
        Refused: The folder is not ours, a file in it was edited by hand, another run
            is writing, or the disk does not take it; nothing has changed.
    """
    folder = Folder(target, lock)
    with refusing("cannot be written", target):
        folder.check()
        with alone(target.parent):
            sweep(folder)
            planned = compared(folder, files)
            check_edits(folder, planned, force=force)
            if not planned.current:
                _swap_in(folder, files, planned)
            return planned


def _swap_in(folder: Folder, files: Files, planned: Plan) -> None:
    made: list[Folder] = []
    try:
        with interrupts.held():  # or a folder might be left that nobody knows of
            made.append(Folder(beside(folder.path, STAGED), folder.lock))
        _stage(made[0], files, folder.path, planned)
        with interrupts.held():
            exchange.put(made[0].path, folder.path)
            remove(made.pop())
    finally:
        for left in made:
            with interrupts.held():
                remove(left)


def _stage(staged: Folder, files: Files, target: Path, planned: Plan) -> None:
    """Have a whole package on the disk, with what stays of the one that is there."""
    mask = os.umask(0)
    os.umask(mask)
    staged.path.chmod(0o777 & ~mask)
    # The lock first: by it the next run knows a folder that a killed run left.
    for path in sorted(files, key=lambda path: (path.as_posix() != staged.lock, path)):
        place = staged.path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(as_bytes(files[path]))
    disk.sync_all(staged.path / path for path in files)
    for name in planned.kept:
        place = staged.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(target / name, place, follow_symlinks=False)
        if not place.is_symlink():
            disk.sync(place)
    folders = {PurePosixPath()} | {above for path in files for above in path.parents}
    for folder, _, _ in os.walk(staged.path, topdown=False):
        below = Path(folder).relative_to(staged.path)
        if PurePosixPath(below) not in folders:  # somebody else's, as private as it was
            shutil.copymode(target / below, folder)
        disk.sync(Path(folder))
