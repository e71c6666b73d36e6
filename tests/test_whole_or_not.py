"""A package is written whole or not at all, whatever ends the run, wherever it is."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from generator import budget
from generator.cli import main
from generator.output import disk

from .bombs import element
from .test_source import ask, wsdl

ROOT: Final = Path(__file__).parents[1]
STOPS: Final = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Writes two packages by turns until it is ended; each line that it says is a turn.
WRITER: Final = """
import signal, sys
from pathlib import Path, PurePosixPath
from generator import interrupts, output
# Whoever runs the tests may have had these ignored, as nohup does.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
target = Path(sys.argv[1])
turns = [
    {PurePosixPath(p): Path(q).read_bytes() for p, q in files}
    for files in (eval(sys.argv[2]), eval(sys.argv[3]))
]
try:
    with interrupts.heard():
        print("ready", flush=True)
        while True:
            for files in turns:
                output.write(target, files, force=True)
except KeyboardInterrupt:
    sys.exit(2)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def two_packages(folder: Path) -> tuple[Path, Path]:
    made = []
    for name in ("old", "new"):
        file = wsdl(folder / name, ask(element(name, "xs:int")))
        assert main([str(file), "-o", str(folder / name / "out"), "-q"]) == 0
        made.append(folder / name / "out" / "service")
    return made[0], made[1]


def test_a_run_that_is_ended_anywhere_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """A hundred ends at random moments, while packages are swapped without a pause."""
    old, new = two_packages(tmp_path)
    allowed = [tree(old), tree(new)]
    target = tmp_path / "kept" / "service"
    words = [
        repr([(p, str(folder / p)) for p in tree(folder)]) for folder in (old, new)
    ]
    chance = random.Random(0)
    before: set[str] = set()
    for number in range(100):
        stop = STOPS[number % len(STOPS)]
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.06)
            process.send_signal(stop)
            try:
                told = process.communicate(timeout=120)[1]
            finally:
                process.kill()
        assert b"Traceback" not in told
        if target.exists():
            assert tree(target) in allowed, (number, stop)
        left = {p.name for p in target.parent.glob(".*")}
        if stop is not signal.SIGKILL:  # what that leaves, a later run clears
            assert left <= before, (number, stop)
        before = left
    file = tmp_path / "old" / "service.wsdl"
    assert main([str(file), "-o", str(target.parent), "-q", "--force"]) == 0
    assert [p.name for p in target.parent.iterdir()] == ["service"]
    assert tree(target) == allowed[0]


def test_a_request_to_end_waits_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Raised among the threads that sync files, it left them waiting for ever."""
    synced: list[Path] = []

    def sync(path: Path) -> None:
        if not synced:
            signal.raise_signal(signal.SIGINT)
        synced.append(path)

    monkeypatch.setattr(disk, "sync", sync)
    paths = [tmp_path / str(number) for number in range(100)]
    # Whoever runs the tests may have had it ignored, as nohup does.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            disk.sync_all(paths)
    finally:
        signal.signal(signal.SIGINT, before)
    assert sorted(synced) == sorted(paths)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize("size", [0, 1, 1000, 5_000])
def test_a_disk_that_takes_no_more_leaves_what_was_there(
    tmp_path: Path, size: int
) -> None:
    """Files may have so many bytes, as on a disk that is full: the system says so."""
    old, _ = two_packages(tmp_path)
    before = tree(old)
    code = (
        "import resource, signal, sys\n"
        "from generator.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-c", code, str(tmp_path / "new" / "service.wsdl")),
            *("-o", str(old.parent)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr
    assert tree(old) == before
    assert [p.name for p in old.parent.iterdir()] == ["service"]


def test_of_two_runs_at_once_each_is_whole_or_refused(tmp_path: Path) -> None:
    old, new = two_packages(tmp_path)
    words = [sys.executable, "-m", "generator"]
    runs = [
        subprocess.Popen(
            [*words, str(tmp_path / name / "service.wsdl"), "-o", str(tmp_path / "x")],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("old", "new") * 2
    ]
    ended = [(run.communicate(timeout=120)[1], run.returncode) for run in runs]
    assert any(status == 0 for _, status in ended)
    for told, status in ended:
        assert status in (0, 2)
        assert status == 0 or "another run is writing here" in told, told
    assert tree(tmp_path / "x" / "service") in (tree(old), tree(new))
    assert [p.name for p in (tmp_path / "x").iterdir()] == ["service"]


def test_a_folder_that_another_run_unmakes_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    hold, folder = fcntl.flock, tmp_path / "made" / "x"
    left = [folder.rmdir]

    def late(handle: int, how: int) -> None:
        while left:
            left.pop()()
        hold(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    file = wsdl(tmp_path, ask())
    assert main([str(file), "-o", str(folder), "-q"]) == 0
    assert [p.name for p in folder.iterdir()] == ["service"]


def test_a_folder_that_another_run_holds_is_not_unmade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def busy(*_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(fcntl, "flock", busy)
    file = wsdl(tmp_path, ask())
    assert main([str(file), "-o", str(tmp_path / "x"), "-q"]) == 2
    assert "another run is writing here" in capsys.readouterr().err
    assert (tmp_path / "x").is_dir()


@pytest.mark.parametrize("flag", ["--check", "--diff"])
@pytest.mark.parametrize("step", ["plan", "diff"])
def test_comparing_has_an_end_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flag: str,
    step: str,
) -> None:
    def late(*_: object, **__: object) -> None:
        raise budget._Late

    monkeypatch.setattr(f"generator.output.{step}", late)
    file = wsdl(tmp_path / "in", ask(element("a", "xs:int")))
    status = main([str(file), "-o", str(tmp_path / "out"), flag])
    reached = step == "plan" or flag == "--diff"
    assert status == (2 if reached else 1)
    assert ("--max-seconds" in capsys.readouterr().err) is reached
