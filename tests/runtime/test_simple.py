"""Readers of enumerations: what is said of a text that is none of their values."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Any

import pytest

from generator.runtime.simple import read_collapsed, read_enumeration, read_one_of


class Cup(StrEnum):
    """Cups."""

    SMALL = "small"
    WIDE = " wide cup"


VALUES = [f"a{number}" for number in range(22)]
LONG: Any = Enum("LONG", [(value, value) for value in VALUES])  # type: ignore[misc]


def refused(read: Callable[[str], Any], text: str) -> str:
    with pytest.raises(ValueError, match=r"expected one of") as caught:
        read(text)
    return str(caught.value)


def test_texts_stand_as_they_are_but_where_white_space_counts_for_nothing() -> None:
    assert read_enumeration(Cup)(" wide cup") is Cup.WIDE
    assert read_collapsed(Cup)("\twide\n cup ") is Cup.WIDE
    assert refused(read_enumeration(Cup), "wide cup") == (
        "expected one of 'small', ' wide cup', found 'wide cup'"
    )
    assert refused(read_collapsed(Cup), "tin") == (
        "expected one of 'small', 'wide cup', found 'tin'"
    )


@pytest.mark.parametrize(
    "read",
    [
        read_enumeration(LONG),
        read_collapsed(LONG),
        read_one_of(str, tuple(VALUES)),
    ],
)
def test_of_many_values_not_all_are_listed(read: Callable[[str], Any]) -> None:
    assert read("a21") in ("a21", LONG("a21"))
    said = refused(read, "b" * 1000)
    assert "'a0', 'a1', " in said
    assert "'a19', others, found 'bbb" in said
    assert len(said) < 300
