"""What of a document's prose goes on the first line of a docstring; the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.views.documentation import parted

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("", "", ""),
        ("Brews tea", "Brews tea.", ""),
        ("Brews tea. Slowly.", "Brews tea.", "Slowly."),
        ("Brews tea, e.g. green tea. Slowly.", "Brews tea, e.g. green tea.", "Slowly."),
        ("Is it tea? It is.", "Is it tea?", "It is."),
        ("Tea 2.0 is here", "Tea 2.0 is here.", ""),
        ("Brews\r\n  tea\r\n \r\nSlowly.", "Brews\n  tea.", "Slowly."),
        ("  One of:\n\n- green\n- black", "One of:", "- green\n- black"),
    ],
)
def test_a_first_sentence_and_the_rest(text: str, first: str, rest: str) -> None:
    assert parted(text) == (first, rest)


@pytest.mark.parametrize("index", sorted(ROOT.glob("tests/golden/*/expected/API.md")))
def test_a_blank_line_stands_before_each_heading(index: Path) -> None:
    lines = index.read_text().splitlines()
    found = [number for number, line in enumerate(lines) if line.startswith("## ")]
    assert found
    assert all(lines[number - 1] == "" for number in found)
