"""No character that XML forbids goes out, wherever a value of a message is a text.

Encoders look at each text where they write it, and nobody looks at the whole envelope
again: so each place of every feature is tried.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .test_golden import FEATURES, LEXICAL, Opened, package, written
from .test_properties import SETTINGS

__all__ = ["written"]

FORBIDDEN: Final = "\x00\x08\x0b\x0c\x1f\ud800\udfff\ufffe\uffff"
WITHOUT_TEXT: Final = frozenset(
    {"circular-import", "enumerations", "enumerations-of-any-base", "redefine"}
    | {"leading-zeros"}
)
"""Features whose values hold no text that a caller chooses."""


def spoiled(value: object, bad: str) -> Iterator[Any]:
    """Copies of a value, each with one of its texts made one that XML forbids."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value + bad
        yield bad + value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            for worse in spoiled(item, bad):
                yield [*value[:number], worse, *value[number + 1 :]]
    elif isinstance(value, Mapping):
        for name, item in value.items():
            for worse in spoiled(item, bad):
                yield {**value, name: worse}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        if type(value).__name__ == "MimePart":  # travels beside the envelope
            return
        for field in dataclasses.fields(value):
            if not field.init:
                continue
            for worse in spoiled(getattr(value, field.name), bad):
                yield dataclasses.replace(value, **{field.name: worse})


@pytest.mark.parametrize("feature", sorted({*FEATURES} - {LEXICAL}))
def test_no_forbidden_character_goes_out(feature: str, written: Path) -> None:
    opened = Opened(feature)
    errors: Any = importlib.import_module(f"{package(feature)}._runtime.errors")
    tried = 0

    @settings(SETTINGS, phases=[Phase.generate], max_examples=6)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        nonlocal tried
        bad = data.draw(st.sampled_from(FORBIDDEN))
        for operation, _ in opened.called:
            for encode, element, headers in (
                (operation.encode_request, operation.request, operation.headers),
                (
                    operation.encode_response,
                    operation.response,
                    operation.response_headers,
                ),
            ):
                if element is None:
                    continue
                message = data.draw(opened.of(element))
                blocks = [data.draw(opened.of(header)) for header in headers]
                for worse in spoiled([message, *blocks], bad):
                    with pytest.raises(errors.MessageError) as caught:
                        encode(worse[0], worse[1:])
                    assert caught.value.path.count("/") > 2
                    tried += 1

    check()
    assert bool(tried) is (feature not in WITHOUT_TEXT)
