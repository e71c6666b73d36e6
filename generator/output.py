"""Writes a package: planned, staged beside the target, swapped in by one rename.

The lock in the package (`generated.toml`) tells what was written last time. What it
does not name is somebody else's and is kept; what no longer has its hash was edited by
hand and is not overwritten unasked. What is no package has a lock of another name.
"""

from __future__ import annotations

import ctypes
import difflib
import errno
import hashlib
import os
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from . import interrupts
from .errors import Refused
from .lock import NAME as LOCK

_STAGED: Final = "staged-"
_OLD: Final = "old-"
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_AT_FDCWD: Final = -100
_AT_ONCE: Final = 16
"""How many files are brought to the disk at once."""

Files = Mapping[PurePosixPath, str | bytes]


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
    with _refusing("cannot be read", target):
        return _plan(target, files, lock)


def diff(target: Path, files: Files, planned: Plan) -> str:
    """The difference between a package and what would be written, as a unified diff."""
    text = []
    with _refusing("cannot be read", target):
        for name in sorted((*planned.new, *planned.changed, *planned.stale)):
            there, wanted = name not in planned.new, name not in planned.stale
            old = _read(target / name).decode(errors="replace") if there else ""
            content = _bytes(files[PurePosixPath(name)]) if wanted else b""
            new = content.decode(errors="replace")
            before = f"a/{name}" if there else "/dev/null"
            after = f"b/{name}" if wanted else "/dev/null"
            lines = difflib.unified_diff(_lines(old), _lines(new), before, after)
            text += list(lines) or [f"--- {before}\n", f"+++ {after}\n"]
    none = "\n\\ No newline at end of file\n"
    return "".join(t if t.endswith("\n") else t + none for t in text)


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
    with _refusing("cannot be written", target):
        _check_target(target, lock)
        with _alone(target.parent):
            _sweep(target, lock)
            planned = _plan(target, files, lock)
            _check_edits(target, planned, lock, force=force)
            if not planned.current:
                _swap_in(target, files, planned, lock)
            return planned


@contextmanager
def _refusing(what: str, target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise Refused(f"{what}: {reason}", file=error.filename or target) from error


def _plan(target: Path, files: Files, lock: str) -> Plan:
    _check_target(target, lock)
    wanted = {path.as_posix(): _bytes(content) for path, content in files.items()}
    for name in wanted:
        if _leaves(name):
            raise Refused("leaves the package's folder", file=name)
    found = set(_present(target))
    known = set(_locked(target, lock, force=True)) | {lock}
    same = {p for p in found & wanted.keys() if _read(target / p) == wanted[p]}
    return Plan(
        new=tuple(sorted(wanted.keys() - found)),
        changed=tuple(sorted((wanted.keys() & found) - same)),
        stale=tuple(sorted((found & known) - wanted.keys())),
        same=tuple(sorted(same)),
        kept=tuple(sorted(found - known - wanted.keys())),
    )


def _check_target(target: Path, lock: str) -> None:
    if target.name in ("", ".."):
        raise Refused("has no name of its own; name the package's folder", file=target)
    if target.is_symlink():
        raise Refused("is a link; name the folder that it leads to", file=target)
    if target.exists() and not target.is_dir():
        raise Refused("is there, and is no folder; choose another", file=target)
    if (target.parent / LOCK).is_file():
        reason = "is a package itself; name the folder that it is in"
        raise Refused(reason, file=target.parent)
    if target.is_dir() and not _ours(target, lock):
        reason = f"has no {lock}: it was not written by this generator; choose another"
        raise Refused(reason, file=target)


def _check_edits(target: Path, planned: Plan, lock: str, *, force: bool) -> None:
    locked = _locked(target, lock, force=force)
    for name in () if force else (*planned.changed, *planned.stale):
        if name == lock:
            continue
        if name not in locked:
            reason = "was not written by this generator; move it, or pass --force"
            raise Refused(reason, file=target / name)
        if hashlib.sha256(_read(target / name)).hexdigest() != locked[name]:
            raise Refused(
                "was edited by hand; pass --force to overwrite", file=target / name
            )
    # What is kept may stand where a folder goes (a link would be written through), or
    # below what is to be a file.
    wanted = {PurePosixPath(n) for n in (*planned.new, *planned.changed, *planned.same)}
    folders = {folder for path in wanted for folder in path.parents}
    for name in planned.kept:
        path = PurePosixPath(name)
        if path in folders or not wanted.isdisjoint(path.parents):
            raise Refused("stands in the package's way; move it", file=target / name)


def _locked(target: Path, lock: str, *, force: bool) -> dict[str, str]:
    """The hashes of what was written last time; none where the lock cannot be read."""
    file = target / lock
    if not file.is_file():
        return {}
    try:
        locked = dict(tomllib.loads(_read(file).decode())["files"])
        if not all(isinstance(value, str) for value in locked.values()):
            raise ValueError("a hash is no text")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if force:
            return {}
        reason = f"is no lock that can be read ({error}); pass --force to overwrite"
        raise Refused(reason, file=file) from error
    for name in locked:
        if _leaves(name):
            reason = f"names {name!r}, which is not in the folder; restore the lock"
            raise Refused(reason, file=file)
    return locked


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or not path.parts


def _ours(folder: Path, lock: str) -> bool:
    """Whether a folder was written by a run, or has nothing in it."""
    names = (p.name for p in folder.iterdir())
    return (folder / lock).is_file() or all(map(_of_python, names))


def _of_python(name: str) -> bool:
    return name == "__pycache__" or name.endswith(".pyc")


def _present(target: Path) -> Iterator[str]:
    """The files in a package, without what Python itself leaves there."""

    def fail(error: OSError) -> None:
        if target.exists():
            raise error  # what cannot be seen cannot be kept

    for folder, folders, names in os.walk(target, onerror=fail):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        links = [f for f in folders if (Path(folder) / f).is_symlink()]
        for name in (*names, *links):
            if not _of_python(name):
                yield (Path(folder) / name).relative_to(target).as_posix()


def _read(path: Path) -> bytes:
    """The bytes of a file; a link is itself, not what it leads to."""
    if path.is_symlink():
        return b"link to " + os.fsencode(path.readlink())
    if not path.is_file():
        raise OSError(errno.EINVAL, "is no file", str(path))
    return path.read_bytes()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold a folder, so that no two runs write into it at once.

    It is made if it is not there. After an error it is unmade while it is still held:
    whoever came to hold it meanwhile would else lose it.
    """
    missing = [f for f in (parent, *parent.parents) if not f.exists()]
    handle: int | None = None
    try:
        handle = _held(parent)
        yield
    except _Busy:
        raise  # what is missing no more is the other run's
    except BaseException:
        for made in missing:
            with suppress(OSError):  # somebody else's, by now
                made.rmdir()
        raise
    finally:
        if handle is not None:
            os.close(handle)


class _Busy(Refused):
    """Another run holds the folder."""


def _held(folder: Path) -> int | None:
    """Make a folder and take hold of it; None where the system has no such thing."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: two runs at once are then the user's care
        folder.mkdir(parents=True, exist_ok=True)
        return None
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        # Another run may unmake it before it is held: then it is made again.
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), folder.stat()):
                    return os.dup(handle)  # which holds as well
            except BlockingIOError as error:
                reason = "another run is writing here; wait until it is done"
                raise _Busy(reason, file=folder) from error
            finally:
                os.close(handle)


def _sweep(target: Path, lock: str) -> None:
    """Clear what a killed run left; bring back a package that it had moved aside."""
    for left in sorted(target.parent.iterdir()):
        name = re.escape(target.name)
        made = re.fullmatch(rf"\.{name}\.({_OLD}|{_STAGED})(.+)", left.name)
        if not made or left.is_symlink() or not left.is_dir():
            continue
        if not _ours(left, lock):
            continue
        if made[1] == _OLD and not target.exists() and (left / lock).is_file():
            left.rename(target)
        elif re.fullmatch(r"[a-z0-9_]{8}", made[2]):  # as mkdtemp names them
            _remove(left, lock)


def _beside(target: Path, what: str) -> Path:
    return Path(tempfile.mkdtemp(prefix=f".{target.name}.{what}", dir=target.parent))


def _remove(folder: Path, lock: str) -> None:
    """Remove a folder of ours; its lock last, so that the next run can know it."""
    with suppress(OSError):
        folder.chmod(0o700)
        for place, folders, _ in os.walk(folder):
            for path in (Path(place) / name for name in folders):
                if not path.is_symlink():
                    path.chmod(0o700)
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != lock:
                path.unlink()
        shutil.rmtree(folder)


def _swap_in(target: Path, files: Files, planned: Plan, lock: str) -> None:
    staged: list[Path] = []
    try:
        with interrupts.held():  # or a folder might be left that nobody knows of
            staged.append(_beside(target, _STAGED))
        _stage(staged[0], target, files, planned, lock)
        with interrupts.held():
            _put(staged[0], target)
            _remove(staged.pop(), lock)
    finally:
        for folder in staged:
            with interrupts.held():
                _remove(folder, lock)


def _put(staged: Path, target: Path) -> None:
    """Let two folders change places; after an error each is where it was."""
    made = staged.stat().st_ino
    try:
        if not target.exists():
            staged.rename(target)
        elif not _exchange(staged, target):
            _move_aside(staged, target)
        _sync(target.parent)
    except BaseException:
        if target.exists() and target.stat().st_ino == made:
            if not staged.exists():
                target.rename(staged)
            elif not _exchange(staged, target):
                _move_aside(staged, target)
        raise


def _stage(staged: Path, target: Path, files: Files, planned: Plan, lock: str) -> None:
    mask = os.umask(0)
    os.umask(mask)
    staged.chmod(0o777 & ~mask)
    # The lock first: by it the next run knows a folder that a killed run left.
    for path in sorted(files, key=lambda path: (path.as_posix() != lock, path)):
        place = staged / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_bytes(files[path]))
    _sync_all(staged / path for path in files)
    folders = {PurePosixPath()} | {folder for path in files for folder in path.parents}
    for name in planned.kept:
        place = staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(target / name, place, follow_symlinks=False)
        if not place.is_symlink():
            _sync(place)
    for folder, _, _ in os.walk(staged, topdown=False):
        below = Path(folder).relative_to(staged)
        if PurePosixPath(below) not in folders:  # somebody else's, as private as it was
            shutil.copymode(target / below, folder)
        _sync(Path(folder))


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
    """The exchange in three renames; a killed run is mended by the next."""
    old = _beside(target, _OLD)
    try:
        target.rename(old)
        staged.rename(target)
        old.rename(staged)
    except BaseException:
        if not staged.exists():
            target.rename(staged)
        if target.exists():
            old.rmdir()
        else:
            old.rename(target)
        raise


def _sync_all(paths: Iterable[Path]) -> None:
    """Have many files on the disk, which takes several at once in little more time."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_sync, paths):
            pass  # and raise what went wrong


def _sync(path: Path) -> None:
    """Have a file or a folder on the disk, where the system can say so."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
