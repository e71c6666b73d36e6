"""What a terminal shows while a run lasts, and what nothing else gets."""

from __future__ import annotations

import io

import pytest

from generator import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_line_that_is_blank_in_the_end() -> None:
    seconds = iter([0.0, 0.1, 0.6, 0.65, 0.8])
    terminal = Terminal()
    line = progress.Line(terminal, lambda: next(seconds))
    line("reading")  # most runs are over before anybody could read it
    line("printing", 1, 9)
    line("printing", 2, 9)  # too soon
    line("printing", 3, 9)
    line.clear()
    shown = terminal.getvalue().split("\r\x1b[K")
    assert shown == ["", "printing 1/9 ...", "printing 3/9 ...", ""]


@pytest.mark.parametrize(
    ("stream", "quiet", "term"),
    [
        (io.StringIO(), False, "xterm"),
        (Terminal(), True, "xterm"),
        (Terminal(), False, "dumb"),
    ],
)
def test_nothing_else_gets_any(
    stream: io.StringIO, quiet: bool, term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.shown(stream, quiet) as tell:
        tell("reading")
    assert stream.getvalue() == ""


def test_the_line_is_blank_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0)
    terminal = Terminal()
    with pytest.raises(KeyError), progress.shown(terminal) as tell:
        tell("reading")
        raise KeyError
    assert terminal.getvalue().endswith("reading ...\r\x1b[K")
