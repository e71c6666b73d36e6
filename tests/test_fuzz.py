"""What the fuzzer breaks is whole before, and what comes out wrong is told."""

from __future__ import annotations

import itertools
import random

import pytest

from .fuzz_answers import OPTIONS, Broken, of_features


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Broken]:
    return list(of_features(tmp_path_factory.mktemp("fuzz")))


def test_what_is_broken_was_whole(every: list[Broken]) -> None:
    """Or each would be refused for what it was, and nothing else be looked at.

    Few samples are not as their facets say, which samples cannot always tell.
    """
    refused = set()
    for one, options in itertools.product(every, OPTIONS):
        try:
            one.read(one.content, **options)
        except one.own:
            assert options["check_facets"]
            refused.add(one.what)
    assert len(refused) < len({one.what for one in every}) / 10


def test_there_are_messages_in_every_form(every: list[Broken]) -> None:
    contents = [one.content for one in every]
    assert any(content[:2] == b"--" for content in contents)
    assert any(b"arrayType=" in content for content in contents)
    assert len({repr(options) for options in OPTIONS}) == 8


def test_only_own_errors_pass() -> None:
    def read(content: bytes, **options: bool) -> None:
        raise ValueError if options["check_facets"] else KeyError

    one = Broken("tea", b"", read, ValueError)
    with pytest.raises(KeyError):
        for seed in range(50):
            one.tried(b"", random.Random(seed))
