"""Writes a package: planned, staged beside the target, swapped in by one rename.

The lock in the package (`generated.toml`) tells what was written last time. What it
does not name is somebody else's and is kept; what no longer has its hash was edited by
hand and is not overwritten unasked.
"""

from __future__ import annotations

import ctypes
import difflib
import errno
import hashlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from .errors import Refused
from .lock import NAME as LOCK

_STAGED: Final = "staged-"
_OLD: Final = "old-"
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_AT_FDCWD: Final = -100

Files = Mapping[PurePosixPath, str]


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


def plan(target: Path, files: Files) -> Plan:
    """Compare a package with what would be written; reads only.

    Args:
        target: The folder of the package, which need not exist.
        files: The text of every file by its path below it.

    Raises:
        Refused: The folder is no package of ours, or cannot be read.
    """
    _check_target(target)
    wanted = {path.as_posix(): text.encode() for path, text in files.items()}
    found = set(_present(target))
    known = set(_locked(target, force=True)) | {LOCK}
    same = {p for p in found & wanted.keys() if _read(target / p) == wanted[p]}
    return Plan(
        new=tuple(sorted(wanted.keys() - found)),
        changed=tuple(sorted((wanted.keys() & found) - same)),
        stale=tuple(sorted((found & known) - wanted.keys())),
        same=tuple(sorted(same)),
        kept=tuple(sorted(found - known - wanted.keys())),
    )


def diff(target: Path, files: Files, planned: Plan) -> str:
    """The difference between a package and what would be written, as a unified diff."""
    lines: list[str] = []
    for name in sorted((*planned.new, *planned.changed, *planned.stale)):
        old = (
            "" if name in planned.new else _read(target / name).decode(errors="replace")
        )
        new = files.get(PurePosixPath(name), "")
        before = "/dev/null" if name in planned.new else f"a/{name}"
        after = "/dev/null" if name in planned.stale else f"b/{name}"
        lines += difflib.unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), before, after
        )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def write(target: Path, files: Files, *, force: bool = False) -> Plan:
    """Write a package, whole or not at all.

    Args:
        target: The folder of the package; its parents are made.
        files: The text of every file by its path below it.
        force: Whether to overwrite what was edited by hand.

    Returns:
        What was done.

    Raises:
        Refused: The folder is not ours, a file in it was edited by hand, another run
            is writing, or the disk does not take it; nothing has changed.
    """
    _check_target(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent):
            _sweep(target)
            planned = plan(target, files)
            if not force:
                _check_edits(target, planned)
            if not planned.current:
                _swap_in(target, files, planned)
            return planned
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(f"cannot be written: {reason}", file=target) from error


def _check_target(target: Path) -> None:
    if target.is_symlink():
        raise Refused("is a link; name the folder that it leads to", file=target)
    if target.exists() and not target.is_dir():
        raise Refused("is there, and is no folder", file=target)
    if target.is_dir() and not (target / LOCK).is_file() and any(target.iterdir()):
        reason = f"has no {LOCK}: it was not written by this generator; choose another"
        raise Refused(reason, file=target)


def _check_edits(target: Path, planned: Plan) -> None:
    locked = _locked(target, force=False)
    for name in (*planned.changed, *planned.stale):
        if name == LOCK:
            continue
        if name not in locked:
            reason = "was not written by this generator; move it, or pass --force"
            raise Refused(reason, file=target / name)
        if hashlib.sha256(_read(target / name)).hexdigest() != locked[name]:
            raise Refused(
                "was edited by hand; pass --force to overwrite", file=target / name
            )


def _locked(target: Path, *, force: bool) -> dict[str, str]:
    """The hashes of what was written last time; none where the lock cannot be read."""
    lock = target / LOCK
    if not lock.is_file():
        return {}
    try:
        found = tomllib.loads(_read(lock).decode())["files"]
        locked = {str(name): str(value) for name, value in found.items()}
        if any(".." in Path(n).parts or Path(n).is_absolute() for n in locked):
            raise ValueError("a path leaves the folder")
    except (ValueError, KeyError, AttributeError) as error:
        if force:
            return {}
        raise Refused(
            f"is no lock that can be read ({error}); pass --force", file=lock
        ) from error
    return locked


def _present(target: Path) -> Iterator[str]:
    """The files in a package, without what Python itself leaves there."""
    for folder, folders, names in os.walk(target):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        links = [f for f in folders if (Path(folder) / f).is_symlink()]
        for name in (*names, *links):
            if not name.endswith(".pyc"):
                yield (Path(folder) / name).relative_to(target).as_posix()


def _read(path: Path) -> bytes:
    return path.read_bytes()


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the folder, so that no two runs write into it at once."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: two runs at once are then the user's care
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused("another run is writing here", file=parent) from error
        yield
    finally:
        os.close(handle)


def _sweep(target: Path) -> None:
    """Clear what a killed run left; bring back a package that it had moved aside."""
    for left in sorted(target.parent.glob(f".{target.name}.{_OLD}*")):
        if not target.exists() and (left / LOCK).is_file():
            left.rename(target)
        else:
            shutil.rmtree(left)
    for left in target.parent.glob(f".{target.name}.{_STAGED}*"):
        shutil.rmtree(left)


def _swap_in(target: Path, files: Files, planned: Plan) -> None:
    staged = Path(
        tempfile.mkdtemp(prefix=f".{target.name}.{_STAGED}", dir=target.parent)
    )
    try:
        _stage(staged, target, files, planned)
        if not target.exists():
            staged.rename(target)
        elif not _exchange(staged, target):
            _move_aside(staged, target)
        _sync(target.parent)
    finally:
        # After an exchange this is the old package; after a failure what was staged.
        shutil.rmtree(staged, ignore_errors=True)


def _stage(staged: Path, target: Path, files: Files, planned: Plan) -> None:
    mask = os.umask(0)
    os.umask(mask)
    staged.chmod(0o777 & ~mask)
    for name in planned.kept:
        place = staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if (target / name).is_symlink() or not (target / name).is_dir():
            shutil.copy2(target / name, place, follow_symlinks=False)
    for path, text in files.items():
        place = staged / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())


def _exchange(staged: Path, target: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(staged), os.fsencode(target)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(a, b, _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number))


def _move_aside(staged: Path, target: Path) -> None:
    """Two renames, where there is no exchange; a killed run is mended by the next."""
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.{_OLD}", dir=target.parent))
    target.rename(old)
    try:
        staged.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
