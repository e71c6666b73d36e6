"""Messages of several parts, cut apart: what of it no whole message shows."""

from __future__ import annotations

import pytest

from generator.runtime import multipart
from generator.runtime.multipart import Part, bare, split


@pytest.mark.parametrize(
    ("text", "content_id"),
    [("<a@b>", "a@b"), (" <a@b> ", "a@b"), ("a@b", "a@b"), ("<a", "<a"), ("a>", "a>")],
)
def test_only_both_brackets_are_taken_off(text: str, content_id: str) -> None:
    assert bare(text) == content_id
    assert Part({"content-id": text}, b"").content_id == content_id


def test_a_part_shows_no_content() -> None:
    assert "canary" not in repr(Part({"content-id": "a"}, b"canary"))


@pytest.mark.parametrize("before", [b"", b"\r\n", b"a preamble\r\n", b"--e\r\n"])
def test_parts_begin_behind_the_first_boundary(before: bytes) -> None:
    body = before + b"--edge\r\n\r\none\r\n--edge \t\r\nA: b\r\n\r\n\r\n--edge--\r\n"
    assert split(body, "edge") == [Part({}, b"one"), Part({"a": "b"}, b"")]


def test_nothing_may_stand_behind_the_last() -> None:
    assert split(b"--e\r\n\r\n1\r\n--e--\r\n \r\n", "e")
    with pytest.raises(ValueError, match="behind the last"):
        split(b"--e\r\n\r\n1\r\n--e--x", "e")


@pytest.mark.parametrize("text", [b"R0lG=R0lG", b"R0lGOA==R0lG", b"R0l*G", b"R0lGO"])
def test_base64_has_one_end_and_no_other_characters(text: bytes) -> None:
    head = b"--e\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert split(head + b"R0lG\r\nR0lG\r\n--e--", "e")[0].content == b"GIFGIF"
    with pytest.raises(ValueError, match="not base64"):
        split(head + text + b"\r\n--e--", "e")


def test_parts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "MOST_PARTS", 2)
    two = b"--e\r\n\r\n1\r\n--e\r\n\r\n2\r\n"
    assert len(split(two + b"--e--", "e")) == 2
    with pytest.raises(ValueError, match="more than 2 parts"):
        split(two + b"--e\r\n\r\n3\r\n--e--", "e")


def test_headers_have_a_length() -> None:
    whole = 16 * 1024 - len(b"\r\nA: \r\n\r\n")
    for more, fits in ((0, True), (1, False)):
        body = b"--e\r\nA: " + b"b" * (whole + more) + b"\r\n\r\nx\r\n--e--"
        if fits:
            assert split(body, "e")[0].content == b"x"
        else:
            with pytest.raises(ValueError, match="or are too long"):
                split(body, "e")
