"""Patterns of XML Schema: as libxml2 judges them, and in bounded time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.runtime.patterns import Pattern

XSD = "http://www.w3.org/2001/XMLSchema"

ATOMS = [
    *("a", "b", "B", "é", "5", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", ".", "\\."),
    *("\\i", "\\I", "\\c", "\\C", "\\p{Lu}", "\\P{L}", "\\p{Nd}", "\\p{IsGreek}"),
    *("\\P{IsBasicLatin}", "[a-c]", "[^a-c]", "[a-z-[aeiou]]", "[\\w-[\\d]]", "[-a]"),
    *("[^\\s5]", "[a\\-c]", "[b-]", "\\^", "\\(", "\\\\", "[\\p{L}_]", "\\n", "\\t"),
]
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda i: f"({'|'.join(i)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,}", "{0,2}"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)
TEXTS = st.text(alphabet="aabbcBe5é-_.:^(\\ \n\t\u03b1\u03a9·", max_size=6)


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


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(PATTERNS, st.lists(TEXTS, min_size=5, max_size=5))
def test_libxml2_says_the_same(pattern: str, texts: list[str]) -> None:
    judge = schema(pattern)
    ours = Pattern(pattern)
    assert judge is not None, pattern
    for text in ["", *texts]:
        assert ours.matches(text) == valid(judge, text), (pattern, text)


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
