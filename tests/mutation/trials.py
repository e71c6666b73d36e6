"""Runs tests against a changed module, each time in a process of its own.

The processes are forked from one that has loaded the libraries, and nothing of ours:
what takes the most time is done once.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
_LIBRARIES: Final = (
    "black hypothesis httpx jinja2 lxml.etree xsdata.codegen.mappers "
    "xsdata.codegen.parsers xsdata.models.xsd"
)
_LOADED: Final = "ignore::pytest.PytestAssertRewriteWarning"
_WORDS: Final = ("-q", "-p", "no:cacheprovider", "-W", _LOADED)
_MEMORY: Final = 3 << 30


def load_libraries() -> None:
    """Load what all trials need."""
    for name in _LIBRARIES.split():
        import_module(name)


@dataclass
class Trial:
    """One run of tests in a process of its own, in a copy of the project."""

    folder: Path
    pid: int
    end: float

    @classmethod
    def start(
        cls,
        folder: Path,
        tests: Sequence[str],
        seconds: float,
        *,
        plugin: object = None,
    ) -> Trial:
        """Begin to run some tests."""
        pid = os.fork()
        if not pid:
            words = ("-x", *tests) if plugin is None else tests
            _child(folder, words, [] if plugin is None else [plugin])
        return cls(folder, pid, time.monotonic() + seconds)

    def passed(self) -> bool | None:
        """Whether the tests passed, or None if that is not known yet.

        Those that hang did not.
        """
        done, status = os.waitpid(self.pid, os.WNOHANG)
        if done:
            self._clear()
            return os.waitstatus_to_exitcode(status) == 0
        if time.monotonic() < self.end:
            return None
        self._clear()
        os.waitpid(self.pid, 0)
        return False

    def wait(self) -> bool:
        """The same, when it is known."""
        while (passed := self.passed()) is None:
            time.sleep(0.01)
        return passed

    def _clear(self) -> None:
        """End the process, and what it has left behind."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _child(folder: Path, words: Sequence[str], plugins: Sequence[object]) -> None:
    status = 1
    try:
        os.setsid()
        os.chdir(folder)
        quiet = os.open(_log(folder), os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        generated = str(folder / "generated")
        sys.path[:] = [str(folder), generated, *(p for p in sys.path if not _ours(p))]
        for name in [n for n in sys.modules if n.partition(".")[0] == "tests"]:
            del sys.modules[name]
        os.environ["PYTHONPATH"] = generated
        status = int(pytest.main([*_WORDS, *words], plugins=list(plugins)))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _log(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.log"


def log(folder: Path) -> str:
    """What the last trial in a folder said."""
    return _log(folder).read_text(errors="replace")


def _ours(path: str) -> bool:
    return Path(path or ".").resolve() in (ROOT, ROOT / "generated")


def copied(place: Path) -> Path:
    """A copy of the project."""
    kept = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(ROOT, place, ignore=kept, symlinks=True)
    return place


def put(folder: Path, module: str, text: str) -> None:
    """Put a module into a copy, and into the package that was generated before."""
    places = [folder / module]
    if module.startswith("generator/runtime/"):
        places += folder.glob(f"generated/*/_runtime/{Path(module).name}")
    for place in places:
        place.write_text(text)
        name = place.stem
        for old in (place.parent / "__pycache__").glob(f"{name}.*"):
            old.unlink()


def no_bytecode() -> None:
    """Let nothing be kept of what is compiled from now on: it would be taken again."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
