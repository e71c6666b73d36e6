"""Patterns of XML Schema: as libxml2 and Python judge them, and in bounded time."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.runtime.patterns import Pattern

XSD = "http://www.w3.org/2001/XMLSchema"

LETTERS = "a-zA-Z\u00e9\u03b1\u03a9"
SPACES = " \\t\\n\\r"
SAME = [
    *("a", "b", "B", "\u00e9", "5", "\\d", "\\D", "\\.", "[a-c]", "[^a-c]", "[-a]"),
    *("[a\\-c]", "[b-]", "\\^", "\\(", "\\\\", "\\n", "\\t"),
]
"""What means the same to Python."""
ATOMS = {
    **{atom: atom for atom in SAME},
    "\\w": f"[{LETTERS}5^]",
    "\\W": f"[^{LETTERS}5^]",
    "\\s": f"[{SPACES}]",
    "\\S": f"[^{SPACES}]",
    ".": "[^\\n\\r]",
    "\\i": f"[{LETTERS}_:]",
    "\\I": f"[^{LETTERS}_:]",
    "\\c": f"[{LETTERS}_:5\\-.\u00b7]",
    "\\C": f"[^{LETTERS}_:5\\-.\u00b7]",
    "\\p{Lu}": "[A-Z\u03a9]",
    "\\P{L}": f"[^{LETTERS}]",
    "\\p{Nd}": "5",
    "\\p{IsGreek}": "[\u03b1\u03a9]",
    "\\P{IsBasicLatin}": "[^\\x00-\\x7f]",
    "[a-z-[aeiou]]": "[b-df-hj-np-tv-z]",
    "[\\w-[\\d]]": f"[{LETTERS}^]",
    "[^\\s5]": f"[^{SPACES}5]",
    "[\\p{L}_]": f"[{LETTERS}_]",
}
"""What Python calls the same, among the characters of the texts below."""

Both = tuple[str, str]


def both(shape: str, parts: list[Both], between: str = "") -> Both:
    """A pattern, and what Python calls it."""
    ours, pythons = (between.join(each) for each in zip(*parts, strict=True))
    return shape.format(ours), shape.format(pythons)


PATTERNS: st.SearchStrategy[Both] = st.recursive(
    st.sampled_from(sorted(ATOMS.items())),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda i: both("{}", i)),
        st.lists(inner, min_size=2, max_size=3).map(lambda i: both("({})", i, "|")),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,}", "{0,2}"])).map(
            lambda pair: both("({})" + re.sub("([{}])", r"\1\1", pair[1]), [pair[0]])
        ),
    ),
    max_leaves=6,
)
TEXTS = st.text(alphabet="aabbcBe5\u00e9-_.:^(\\ \n\t\u03b1\u03a9\u00b7", max_size=6)


def schema(pattern: str) -> etree.XMLSchema | None:
    """A schema with an element that the pattern restricts; None where it is none."""
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xs": XSD})
    element = etree.SubElement(root, f"{{{XSD}}}element", name="e")
    type_ = etree.SubElement(element, f"{{{XSD}}}simpleType")
    step = etree.SubElement(type_, f"{{{XSD}}}restriction", base="xs:string")
    etree.SubElement(step, f"{{{XSD}}}pattern", value=pattern)
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError:
        return None


def valid(judge: etree.XMLSchema, text: str) -> bool:
    node = etree.Element("e")
    node.text = text
    return judge.validate(node)


@settings(max_examples=1000, derandomize=True, deadline=None, database=None)
@given(PATTERNS, st.lists(TEXTS, min_size=5, max_size=5))
def test_others_say_the_same(pattern: Both, texts: list[str]) -> None:
    """libxml2, or where it fails Python, to which the pattern was translated by hand.

    libxml2 refuses the empty text for `(a?){2}`, and takes `5:` for `((\\D)*|5)`.
    """
    judge = schema(pattern[0])
    ours = Pattern(pattern[0])
    assert judge is not None, pattern
    for text in ["", *texts]:
        python = re.fullmatch(pattern[1], text) is not None
        assert ours.matches(text) == python, (pattern, text)
        if valid(judge, text) != python:
            assert any(mark in pattern[0] for mark in "?*+{"), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("abc", ["abc"], ["xabc", "abcx", "abc\n", ""]),
        ("a|bc|", ["a", "bc", ""], ["ac", "b"]),
        ("^a$", ["^a$"], ["a"]),
        ("a{2,3}", ["aa", "aaa"], ["a", "aaaa"]),
        ("[a-z-[aeiou]]+", ["xyz"], ["xaz", "-"]),
        ("[^a-z-[0-9]]", ["A", "-"], ["a", "5"]),
        ("\\i\\c*", ["_a-b.c", ":x", "é·"], ["-a", "1", "a b"]),
        ("\\d+", ["12", "\u0661"], ["½", "a"]),
        ("\\w", ["a", "+", "\u0301"], [".", " ", "\u200b", "-"]),
        ("\\p{IsCyrillic}+", ["Чай"], ["Chai"]),
        ("\\p{Sc}\\P{Sc}*", ["$5", "€"], ["5$", "$$"]),
        (".", ["a", "\t", "\u2028"], ["\n", "\r", "ab"]),
        ("(a?){30}a{30}", ["a" * 30, "a" * 60], ["a" * 29, "a" * 61]),
    ],
)
def test_texts_match_or_do_not(pattern: str, yes: list[str], no: list[str]) -> None:
    ours = Pattern(pattern)
    assert [text for text in yes if not ours.matches(text)] == []
    assert [text for text in no if ours.matches(text)] == []


@pytest.mark.parametrize(
    ("attribute", "texts"),
    [
        ("a\nb", ["a b"]),  # a line break in an attribute is a space (XML 1.0, 3.3.3)
        ("a|\r\n\tb", ["a", "  b"]),
        ("a&#10;b", ["a\nb"]),
    ],
)
def test_line_breaks_are_what_xml_makes_of_them(
    attribute: str, texts: list[str]
) -> None:
    pattern = etree.fromstring(f'<a v="{attribute}"/>').get("v")
    assert pattern is not None
    judge = schema(pattern)
    assert judge is not None
    for text in ("a", "b", " b", "  b", "a b", "a\nb"):
        is_valid = text in texts
        assert Pattern(pattern).matches(text) == valid(judge, text) == is_valid


@pytest.mark.parametrize("first", ["\\^", "\\-", "\\."])
def test_a_range_may_begin_with_an_escape(first: str) -> None:
    """As Part 2 has it (appendix F, seRange); to libxml2 it is three characters."""
    ours, judge = Pattern(f"[{first}-~]"), schema(f"[{first}-~]")
    assert judge is not None
    assert ours.matches("a")
    assert not valid(judge, "a")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "the end comes too early"),
        ("a)", "closed that is not open"),
        ("*", r"'\*' stands where"),
        ("a{3,2}", "a quantity"),
        ("a{99999999}", "a quantity"),
        ("[]", "nothing between"),
        ("[z-a]", "ends before it begins"),
        ("[a-z-[b]c]", "behind a subtraction"),
        ("a*?", "a character should"),
        ("(?:a)", "a character should"),
        ("\\b", "mean nothing"),
        ("\\1", "mean nothing"),
        ("\\p{Xx}", "no category and no block 'Xx'"),
        ("\\p{IsNowhere}", "no category and no block"),
        ("(" * 1000 + ")" * 1000, "nested too deeply"),
        ("[a-" + "[a-" * 1000, "nested too deeply"),
        ("((((a{1,99}){1,99}){1,99}){1,99})", "too large"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a|aa)*(a*)*b", "(a*)*c", "(.*)(.*)(.*)(.*)!"])
def test_no_pattern_and_text_take_long(pattern: str) -> None:
    start = time.process_time()
    assert not Pattern(pattern).matches("a" * 20_000)
    assert time.process_time() - start < 5


def test_what_would_take_too_long_is_said() -> None:
    ours: Any = Pattern("(.?){3000}!")
    with pytest.raises(ValueError, match="too long"):
        ours.matches("".join(chr(0x4E00 + n) for n in range(9000)))
    nothing = Pattern("((){9999999}){9999999}")
    assert nothing.matches("")
