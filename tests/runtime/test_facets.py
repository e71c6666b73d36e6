"""Facets of one type: as libxml2 judges them, but where it is known to be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.runtime.facets import Facets
from generator.runtime.value_space import is_before, value

XSD = "http://www.w3.org/2001/XMLSchema"

RANGES = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
LENGTHS = ("length", "minLength", "maxLength")
DIGITS = ("totalDigits", "fractionDigits")

OFFSETS = st.sampled_from(["", "Z", "+14:00", "-14:00", "+00:00", "-05:30", "+01:00"])
CLOCKS = ["00:00:00", "00:00:00.5", "12:30:00", "13:59:59", "14:00:00", "23:59:59"]


def joined(*parts: Any) -> st.SearchStrategy[str]:
    made = [st.sampled_from(p) if isinstance(p, list) else p for p in parts]
    return st.tuples(*made).map("".join)


def numbered(shape: str, *ranges: tuple[int, int]) -> st.SearchStrategy[str]:
    return st.tuples(*(st.integers(*r) for r in ranges)).map(lambda n: shape.format(*n))


DECIMALS = joined(
    ["", "-", "+", "00"],
    st.integers(0, 120).map(str),
    ["", ".", ".0", ".5", ".50", ".001", ".125"],
)
DAYS = ["2019-12-31", "2020-01-01", "2020-01-02", "2020-02-29", "-0004-03-01"]
TEXTS: dict[str, st.SearchStrategy[str]] = {
    "decimal": DECIMALS,
    "integer": joined(["", "-", "+", "0"], st.integers(0, 12).map(str)),
    "byte": st.integers(-129, 128).map(str),
    "unsignedLong": st.sampled_from(["0", "1", str(2**64 - 1), str(2**64)]),
    "double": st.sampled_from(["0", "-0", "1e2", "1.5", "INF", "-INF", "NaN", "0.1"]),
    "float": st.sampled_from(["16777216", "16777217", "0.1", "0.1000000001", "1E-50"]),
    "dateTime": joined(DAYS, ["T"], CLOCKS, OFFSETS),
    "date": joined(DAYS, OFFSETS),
    "time": joined(CLOCKS, OFFSETS),
    "gYear": joined(["2019", "2020", "-0004"], OFFSETS),
    "gYearMonth": joined(["2019-12", "2020-01", "2020-02"], OFFSETS),
    "gMonth": joined(["--01", "--02", "--12"], OFFSETS),
    "gMonthDay": joined(["--02-28", "--02-29", "--03-01"], OFFSETS),
    "gDay": joined(["---01", "---15", "---31"], OFFSETS),
    "duration": st.one_of(
        numbered("P{}D", (26, 33)),
        numbered("P{}D", (57, 63)),
        numbered("P{}D", (364, 367)),
        numbered("P{}M", (0, 13)),
        numbered("-P{}Y{}DT{}S", (0, 1), (0, 2), (0, 90000)),
        st.sampled_from(["P1Y", "PT24H", "PT86400.5S", "P1DT0.5S"]),
    ),
    "string": st.text(alphabet="ab \t\n&\U0001f375\u00e9", max_size=5),
    "normalizedString": st.text(alphabet="ab \t\n", max_size=5),
    "token": st.text(alphabet="ab \t\n", max_size=5),
    "NCName": st.text(alphabet="ab-1", min_size=1, max_size=5),
    "anyURI": st.sampled_from(["", "a", "urn:a", "http://a", "a%20b", "\u00e9"]),
    "hexBinary": st.binary(max_size=4).map(bytes.hex),
    "base64Binary": st.sampled_from(
        ["", "AA==", "AAA=", "AAAA", "A A A A", "AAAAAA=="]
    ),
    "boolean": st.sampled_from(["true", "1", "false", "0"]),
}
"""Texts near one another, by type."""

KINDS = {
    name: [*RANGES, "enumeration"]
    for name in TEXTS
    if name not in ("boolean", "anyURI", "hexBinary", "base64Binary")
}
KINDS |= {
    n: [*LENGTHS, "enumeration"]
    for n in ("string", "normalizedString", "token", "NCName", "anyURI")
}
KINDS |= {"hexBinary": [*LENGTHS], "base64Binary": [*LENGTHS], "boolean": []}
KINDS["decimal"] += DIGITS
KINDS["integer"] += ["totalDigits"]


def zoned(text: str) -> bool:
    return re.search("(Z|[+-][0-9]{2}:[0-9]{2})$", text) is not None


def shifted(text: str) -> bool:
    return zoned(text) and not text.endswith(("Z", "00:00"))


def may_be_either(base: str, bound: str, text: str) -> bool:
    """Whether it depends on the offset of the one without which comes first."""
    if zoned(bound) == zoned(text):
        return False
    two = value(base, bound), value(base, text)
    return not is_before(*two) and not is_before(*reversed(two))


Case = tuple[str, str, str, str]

KNOWN: list[tuple[str, Callable[[Case], bool]]] = [
    (
        "NaN is neither more nor less than any other number (Part 2, 3.2.4.1);"
        " libxml2 has it greater than all",
        lambda case: "NaN" in case[2:] and case[1] in RANGES,
    ),
    (
        "a value that may be before and after a bound is not within it (4.3.7 to 10):"
        " one has an offset, the other none; libxml2 takes some of them",
        lambda case: case[1] in RANGES and may_be_either(case[0], *case[2:]),
    ),
    (
        "libxml2 counts the offsets of times, years and months the wrong way round, or"
        " not at all",
        lambda case: case[0] in ("time", "gYear", "gYearMonth", "gMonth", "gMonthDay")
        and (shifted(case[2]) or shifted(case[3])),
    ),
    (
        "libxml2 has no order of days of any month with different offsets",
        lambda case: case[0] == "gDay" and (shifted(case[2]) or shifted(case[3])),
    ),
]
"""Where libxml2 is known to be wrong, and why."""


@cache
def judge(base: str, name: str, bound: str) -> etree.XMLSchema | None:
    """A schema of an element with one facet; None where there is none."""
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xs": XSD})
    element = etree.SubElement(root, f"{{{XSD}}}element", name="e")
    type_ = etree.SubElement(element, f"{{{XSD}}}simpleType")
    step = etree.SubElement(type_, f"{{{XSD}}}restriction", base=f"xs:{base}")
    etree.SubElement(step, f"{{{XSD}}}{name}", value=bound)
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError:
        return None


def facets(base: str, name: str, bound: str) -> Facets:
    """The same as ours."""
    ours = re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)
    given: Any = bound
    if name in LENGTHS + DIGITS:
        given = int(bound)
    elif name == "enumeration":
        given = (bound,)
    return Facets(base, **{ours: given})


@pytest.mark.parametrize("base", sorted(b for b in KINDS if KINDS[b]))
def test_libxml2_says_the_same(base: str) -> None:
    @settings(max_examples=300, derandomize=True, deadline=None, database=None)
    @given(st.sampled_from(KINDS[base]), TEXTS[base], TEXTS[base], st.integers(0, 6))
    def check(name: str, bound: str, text: str, number: int) -> None:
        if name in LENGTHS + DIGITS:
            bound = str(number)
        schema = judge(base, name, bound)
        assume(schema is not None)
        assert schema is not None
        assume(not any(is_known((base, name, bound, text)) for _, is_known in KNOWN))
        node = etree.Element("e")
        node.text = text
        said = facets(base, name, bound).problem(text)
        assert (said is None) == schema.validate(node), (name, bound, text, said)

    check()


@pytest.mark.parametrize(
    ("base", "name", "bound", "yes", "no"),
    [
        ("double", "minInclusive", "0", ["0", "-0", "INF"], ["NaN", "-1"]),
        ("double", "maxExclusive", "INF", ["1e300"], ["INF", "NaN"]),
        ("double", "enumeration", "NaN", ["NaN"], ["0"]),
        ("float", "maxInclusive", "0.1", ["0.1", "0.1000000001"], ["0.11"]),
        (
            "dateTime",
            "minInclusive",
            "2020-01-01T00:00:00Z",
            ["2020-01-01T00:00:00Z", "2020-01-01T14:00:01", "2019-12-31T24:00:00Z"],
            ["2020-01-01T13:00:00", "2020-01-01T00:00:00+00:01"],
        ),
        ("date", "maxExclusive", "2020-01-02", ["2020-01-01Z"], ["2020-01-01-14:00"]),
        ("time", "minInclusive", "12:00:00Z", ["13:00:00+01:00"], ["12:30:00+01:00"]),
        ("time", "enumeration", "00:00:00", ["24:00:00"], ["12:00:00"]),
        ("gYear", "maxInclusive", "2020Z", ["2020+14:00"], ["2020-01:00", "2020"]),
        ("gMonth", "enumeration", "--02Z", ["--02+00:00"], ["--02"]),
        ("gDay", "minInclusive", "---15Z", ["---15Z"], ["---15+01:00"]),
        ("duration", "maxInclusive", "P1M", ["P1M", "P27D"], ["P28D", "P31D", "P32D"]),
        ("boolean", "enumeration", "1", ["1", "true"], ["false"]),
        ("decimal", "totalDigits", "2", ["12", "1.20", "00.12"], ["123", "0.001"]),
        ("hexBinary", "enumeration", "AA", ["aa", "AA"], ["AB"]),
    ],
)
def test_values_are_as_part_2_says(
    base: str, name: str, bound: str, yes: list[str], no: list[str]
) -> None:
    ours = facets(base, name, bound)
    assert [text for text in yes if ours.problem(text) is not None] == []
    assert [text for text in no if ours.problem(text) is None] == []


LISTS = Facets(
    min_length=1,
    max_length=2,
    patterns=(("[0-9 ]*",),),
    item=Facets("int", max_inclusive="5"),
)
UNION = Facets(
    patterns=(("[0-9a]*",),),
    members=(Facets("int", max_inclusive="5"), Facets("token", max_length=2)),
)


@pytest.mark.parametrize(
    ("ours", "text", "said"),
    [
        (LISTS, "1 2", None),
        (LISTS, " 1\n2 ", None),
        (LISTS, "", "expected at least 1 item, found ''"),
        (LISTS, "1 2 3", "expected at most 2 items, found '1 2 3'"),
        (LISTS, "1 6", "expected at most 5, found '6'"),
        (LISTS, "1 -2", "expected what matches '[0-9 ]*', found '1 -2'"),
        (UNION, "5", None),
        (UNION, " 12 ", None),  # a token, whose white space is that of the text
        (UNION, "b", "expected what matches '[0-9a]*', found 'b'"),
        (
            UNION,
            "123",
            "expected at most 5, found '123'; "
            "expected at most 2 characters, found '123'",
        ),
        (
            Facets("string", enumeration=tuple("abcdef")),
            "g",
            "expected one of 'a', 'b', 'c', 'd', 'e', ..., found 'g'",
        ),
        (
            Facets(item=Facets("decimal"), enumeration=("1 2",)),
            "1.0 2",
            None,
        ),
        (
            Facets(item=Facets("decimal"), enumeration=("1 2",)),
            "2 1",
            "expected one of '1 2', found '2 1'",
        ),
        (Facets("string", patterns=(("a", "b"), (".",))), "b", None),
        (
            Facets("string", patterns=(("a", "b"), (".",))),
            "c",
            "expected what matches 'a' or 'b', found 'c'",
        ),
        (
            Facets("string", patterns=(("(.?){3000}!",),)),
            "".join(chr(0x4E00 + n) for n in range(9000)),
            "it would take too long to match the pattern",
        ),
        (Facets("QName", length=1, scope={}), "long", None),
    ],
)
def test_it_says_what_is_wrong(ours: Facets, text: str, said: str | None) -> None:
    assert ours.problem(text) == said
