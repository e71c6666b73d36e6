"""What is refused, in which words: one folder a case, found by walking."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main

CASES = Path(__file__).parent / "refused"


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_refused(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    update_goldens: bool,
) -> None:
    monkeypatch.chdir(CASES / case)
    assert main(["service.wsdl", "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    expected = CASES / case / "stderr.txt"
    if update_goldens:
        expected.write_text(told)
    assert told == expected.read_text()
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()
