"""The folder of a package as it is now: whether it is ours, and what is in it."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import Refused
from ..lock import NAME as LOCK


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a package, which need not exist.

    Attributes:
        path: Where it is.
        lock: The name of the lock in it.
    """

    path: Path
    lock: str

    def check(self) -> None:
        """Insist that it is a package of ours, or can become one."""
        path, lock = self.path, self.lock
        if path.name in ("", ".."):
            reason = "has no name of its own; name the package's folder"
            raise Refused(reason, file=path)
        if path.is_symlink():
            raise Refused("is a link; name the folder that it leads to", file=path)
        if path.exists() and not path.is_dir():
            raise Refused("is there, and is no folder; choose another", file=path)
        if (path.parent / LOCK).is_file():
            reason = "is a package itself; name the folder that it is in"
            raise Refused(reason, file=path.parent)
        if path.is_dir() and not self.is_ours():
            reason = f"has no {lock}: it was not written by this generator"
            raise Refused(f"{reason}; choose another", file=path)

    def is_ours(self) -> bool:
        """Whether it was written by a run, or has nothing in it."""
        names = (p.name for p in self.path.iterdir())
        return (self.path / self.lock).is_file() or all(map(_of_python, names))

    def locked(self, *, force: bool) -> dict[str, str]:
        """The hashes of what was written last time; none where there is no lock.

        Args:
            force: Whether a lock that cannot be read is taken for none.
        """
        file = self.path / self.lock
        if not file.is_file():
            return {}
        try:
            locked = dict(tomllib.loads(read(file).decode())["files"])
            if not all(isinstance(value, str) for value in locked.values()):
                raise ValueError("a hash is no text")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if force:
                return {}
            reason = f"is no lock that can be read ({error}); pass --force to overwrite"
            raise Refused(reason, file=file) from error
        for name in locked:
            if leaves(name):
                reason = f"names {name!r}, which is not in the folder; restore the lock"
                raise Refused(reason, file=file)
        return locked

    def names(self) -> Iterator[str]:
        """The files in it, without what Python itself leaves there."""

        def fail(error: OSError) -> None:
            if self.path.exists():
                raise error  # what cannot be seen cannot be kept

        for folder, folders, names in os.walk(self.path, onerror=fail):
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            links = [f for f in folders if (Path(folder) / f).is_symlink()]
            for name in (*names, *links):
                if not _of_python(name):
                    yield (Path(folder) / name).relative_to(self.path).as_posix()


def read(path: Path) -> bytes:
    """The bytes of a file; a link is itself, not what it leads to."""
    if path.is_symlink():
        return b"link to " + os.fsencode(path.readlink())
    if not path.is_file():
        raise OSError(errno.EINVAL, "is no file", str(path))
    return path.read_bytes()


def leaves(name: str) -> bool:
    """Whether a path leads out of the folder that it is below, or to itself."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or not path.parts


@contextmanager
def refusing(what: str, target: Path) -> Iterator[None]:
    """Refuse what the system does not do, and say on which file it did not."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise Refused(f"{what}: {reason}", file=error.filename or target) from error


def _of_python(name: str) -> bool:
    return name == "__pycache__" or name.endswith(".pyc")
