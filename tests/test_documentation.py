"""What of a document's prose goes on the first line of a docstring."""

from __future__ import annotations

import pytest

from generator.views.documentation import parted


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
