"""What the type checkers say of the packages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_AT_ONCE: Final = 12


def mypy(folders: Sequence[Path], work: Path) -> dict[Path, list[str]]:
    """The errors of `mypy --strict`, by folder; each holds one package."""
    found: dict[Path, list[str]] = {folder: [] for folder in folders}
    for start in range(0, len(folders), _AT_ONCE):
        some = folders[start : start + _AT_ONCE]
        by_name = {_package(folder): folder for folder in some}
        done = subprocess.run(
            [
                sys.executable,
                *("-m", "mypy", "--strict", "--config-file=", "--no-error-summary"),
                *("--hide-error-context", f"--cache-dir={work / 'mypy'}"),
                *(str(folder / name) for name, folder in by_name.items()),
            ],
            cwd=work,
            env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, some))},
            capture_output=True,
            text=True,
            check=False,
        )
        lines = (done.stdout + done.stderr).splitlines() if done.returncode else []
        for line in lines:
            inside = re.search(r"([A-Za-z0-9_]+)[/\\]", _below(line, work))
            owner = by_name.get(inside.group(1)) if inside else None
            for folder in [owner] if owner else some:
                found[folder].append(line)
    return found


def pyright(folders: Sequence[Path]) -> dict[Path, list[str]]:
    """The errors of pyright, by folder."""
    found: dict[Path, list[str]] = {}
    for folder in folders:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pyright", "--outputjson"),
                *("--pythonpath", sys.executable, str(folder / _package(folder))),
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        said = json.loads(done.stdout)["generalDiagnostics"]
        found[folder] = [
            f"{Path(d['file']).name}: {d['message']}"
            for d in said
            if d["severity"] == "error"
        ]
    return found


def _package(folder: Path) -> str:
    """The one package in a folder: it is called as the folder is."""
    return folder.name


def _below(line: str, work: Path) -> str:
    """A line without the folders before its package."""
    return re.sub(r"^.*?work/[^/]+/", "", line.replace(str(work), "work"))
