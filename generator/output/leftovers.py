"""Folders beside a package while a run takes, and what killed runs left of them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from .folder import Folder

STAGED: Final = "staged-"
OLD: Final = "old-"


def sweep(folder: Folder) -> None:
    """Clear what a killed run left; bring back a package that it had moved aside."""
    target, name = folder.path, re.escape(folder.path.name)
    for left in sorted(target.parent.iterdir()):
        made = re.fullmatch(rf"\.{name}\.({OLD}|{STAGED})(.+)", left.name)
        if not made or left.is_symlink() or not left.is_dir():
            continue
        found = Folder(left, folder.lock)
        if not found.is_ours():
            continue
        if made[1] == OLD and not target.exists() and (left / folder.lock).is_file():
            left.rename(target)
        elif re.fullmatch(r"[a-z0-9_]{8}", made[2]):  # as mkdtemp names them
            remove(found)


def beside(target: Path, what: str) -> Path:
    """Make a folder beside another; `sweep` knows it by its name."""
    return Path(tempfile.mkdtemp(prefix=f".{target.name}.{what}", dir=target.parent))


def remove(folder: Folder) -> None:
    """Remove a folder of ours; its lock last, so that the next run can know it."""
    with suppress(OSError):
        folder.path.chmod(0o700)
        for place, folders, _ in os.walk(folder.path):
            for path in (Path(place) / name for name in folders):
                if not path.is_symlink():
                    path.chmod(0o700)
        for path in folder.path.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != folder.lock:
                path.unlink()
        shutil.rmtree(folder.path)
