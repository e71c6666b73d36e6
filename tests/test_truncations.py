"""Answers that are cut off: not one is taken, whatever the schema is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .test_order import GOLDEN, Tried

FEATURES = (
    "arrays",
    "attributes",
    "built-in-types",
    "data-set",
    "defaults",
    "document-bodies",
    "extension",
    "inheritance",
    "lists-and-unions",
    "nillable",
    "repeated-groups",
    "restriction",
    "rpc-literal",
    "soap-1-2-only",
    "substitution-groups",
    "wildcards",
)


def said(operation: Any, content: bytes) -> str:
    """The name of the error that an answer meets, or ""; each package has its own."""
    try:
        operation.decode_response(content)
    except Exception as error:
        return type(error).__name__
    return ""


@pytest.mark.parametrize("feature", FEATURES)
def test_no_answer_that_is_cut_off_is_taken(
    feature: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"cut_{feature.replace('-', '_')}"
    tried = 0
    for one, whole in Tried(
        GOLDEN / feature / "service.wsdl", tmp_path, name
    ).messages():
        content = whole.rstrip()
        one.operation.decode_response(content)
        for length in range(len(content)):
            assert said(one.operation, content[:length]) == "ProtocolError"
            tried += 1
    assert tried >= 800
