"""What a run tells, and where there is nobody to tell it to."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from generator.cli import main

from .test_source import ask, element, wsdl

ROOT: Final = Path(__file__).parents[1]
FULL: Final = Path("/dev/full")

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs a disk that is full")


def run(
    shell: str, file: Path, *words: str, encoding: str = "utf-8"
) -> tuple[int, str, str]:
    """The exit status of a line of shell, where "$@" is a run, and what it said."""
    command = [sys.executable, "-m", "generator", str(file), *words]
    done = subprocess.run(
        ["/bin/sh", "-c", shell, "sh", *command],
        cwd=ROOT,
        env={"PYTHONIOENCODING": encoding},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("shell", ['"$@" 2>&-', '"$@" 2>/dev/full'])
def test_a_run_does_what_it_does_though_it_can_tell_nobody(
    tmp_path: Path, shell: str
) -> None:
    file, out = wsdl(tmp_path / "in", ask()), str(tmp_path / "out")
    assert run(shell, file, "-o", out) == (0, "", "")
    assert (tmp_path / "out" / "service" / "generated.toml").is_file()
    assert run(shell, file, "-o", out, "--check") == (0, "", "")
    file = wsdl(tmp_path / "in", ask(element("a", "xs:int")))
    assert run(shell, file, "-o", out, "--check") == (1, "", "")
    file.write_text("<a/>")
    assert run(shell, file, "-o", out) == (2, "", "")


def test_a_result_that_is_lost_is_refused(tmp_path: Path) -> None:
    file, words = wsdl(tmp_path / "in", ask()), ("-o", str(tmp_path / "out"), "--diff")
    full = "error: the standard output cannot be written: No space left on device\n"
    assert run('"$@" >/dev/full', file, *words) == (2, "", full)
    gone = "error: there is no standard output to write to\n"
    assert run('"$@" >&-', file, *words) == (2, "", gone)


def test_whoever_reads_some_of_a_difference_has_had_enough(tmp_path: Path) -> None:
    """More than a pipe holds, so that the end comes while it is written."""
    fields = (element(f"field{number}", "xs:int") for number in range(500))
    file, out = wsdl(tmp_path / "in", ask(*fields)), str(tmp_path / "out")
    cut = '{ "$@"; echo $? >&2; } | head -n 1'
    assert run(cut, file, "-o", out, "--diff") == (0, "--- /dev/null\n", "1\n")


def test_a_difference_is_given_in_any_encoding(tmp_path: Path) -> None:
    file, out = wsdl(tmp_path / "in", ask()), str(tmp_path / "out")
    assert run('"$@"', file, "-o", out)[0] == 0
    (tmp_path / "out" / "service" / "API.md").write_text("cr\u00e8me\n")
    status, text, told = run('"$@"', file, "-o", out, "--diff", encoding="ascii")
    assert (status, told) == (1, "")
    assert "-cr\\xe8me\n" in text
    assert "-cr\u00e8me\n" in run('"$@"', file, "-o", out, "--diff")[1]


def test_a_run_may_tell_a_text_that_is_no_stream_of_bytes(tmp_path: Path) -> None:
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        assert main([str(tmp_path / "gone.wsdl")]) == 2
    assert told.getvalue() == f"error: {tmp_path / 'gone.wsdl'}:1: no such file\n"
