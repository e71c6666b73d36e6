"""Java as Debian packages it: where its libraries are, and how a server is compiled."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

JARS = Path(os.environ.get("JAVA_JARS", "/usr/share/java"))
"""Where Debian's packages put libraries; another folder may be named."""


def missing(package: str, names: Iterable[str]) -> str:
    """Why a stack cannot be run here, or "".

    Args:
        package: The package of Debian that it comes with.
        names: The libraries that it needs.
    """
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "there is no JDK"
    absent = [name for name in names if not (JARS / f"{name}.jar").is_file()]
    if absent:
        return f"there is no {absent[0]}.jar in {JARS} ({package})"
    return ""


def path(names: Iterable[str], *others: Path) -> str:
    """A class path."""
    jars = [JARS / f"{name}.jar" for name in names]
    return os.pathsep.join(map(str, [*jars, *others]))


def compiled(sources: Iterable[Path], into: Path, *options: str) -> None:
    """Compile a server."""
    into.mkdir(exist_ok=True)
    command = ["javac", "-nowarn", *options, "-d", str(into), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
