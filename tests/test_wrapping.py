"""Lines that we break ourselves, held against black: any shape, any width."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import profile, render, source, wrapping
from generator.generate import generate

from .test_golden import FEATURES, files

ROOT = Path(__file__).parents[1]

names = st.integers(1, 60).map(lambda n: ("name_" * 12)[:n].strip("_") or "n")
texts = st.integers(0, 90).map(lambda n: '"' + "t" * n + '"')
places = st.tuples(st.integers(0, 5), st.booleans())


@st.composite
def calls(draw: st.DrawFn, argument: st.SearchStrategy[str]) -> str:
    function = draw(names) + draw(st.sampled_from(["", ".get", ".value"]))
    return f"{function}({', '.join(draw(st.lists(argument, max_size=5)))})"


def tuples(item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def spelt(items: list[str]) -> str:
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"

    return st.lists(item, min_size=1, max_size=4).map(spelt)


def expressions() -> st.SearchStrategy[str]:
    simple = names | texts
    inner = simple | calls(simple) | tuples(simple)
    mapping = st.lists(st.tuples(texts, inner), min_size=1, max_size=4).map(
        lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    )
    ternary = st.builds(
        "{}=None if {} is {} else {}".format, names, names, names, names
    )
    keyword = st.builds("{}={}".format, names, inner | mapping)
    function = st.builds("lambda tag, item: {}".format, calls(simple))
    listed = st.builds(
        "[{} for child in {} if child.tag == {}]".format, calls(simple), names, texts
    )
    every = inner | mapping | ternary | keyword | function
    return inner | listed | mapping | calls(every) | tuples(calls(simple) | simple)


def conditions() -> st.SearchStrategy[str]:
    simple = names | texts
    one = st.one_of(
        st.builds("{} is {}".format, names, names),
        st.builds("{} is not {}".format, names, names),
        st.builds("{} == {}".format, names, simple),
        st.builds("{} in {}".format, names, tuples(texts)),
        st.builds("not {}".format, names),
        calls(simple),
    )
    words = st.sampled_from([" or ", " and "])
    return st.tuples(st.lists(one, min_size=1, max_size=4), words).map(
        lambda given: given[1].join(given[0])
    )


kinds: st.SearchStrategy[str] = st.one_of(
    names, names.map("list[{}]".format), st.builds("{} | {}".format, names, names)
)
statements: st.SearchStrategy[str] = st.one_of(
    st.builds("return {}".format, expressions() | conditions()),
    st.builds("raise {}".format, calls(names | texts)),
    st.builds("{} = {}".format, names, expressions() | conditions()),
    st.builds("{}: {} = {}".format, names, kinds, expressions()),
    st.builds("out += {}".format, expressions()),
    st.builds("{} {}:".format, st.sampled_from(["if", "elif", "while"]), conditions()),
    calls(expressions()),
    st.builds(
        "def {}({}) -> {}:".format,
        names,
        st.lists(st.builds("{}: {}".format, names, kinds), max_size=3).map(", ".join),
        names,
    ),
    st.builds(
        "from .{} import {}".format,
        names,
        st.lists(names, min_size=1, max_size=4).map(", ".join),
    ),
)


@pytest.mark.parametrize("feature", ["", *FEATURES])
def test_what_is_generated_is_as_black_has_it(feature: str) -> None:
    if feature:
        made = files(feature)
    else:
        loaded = source.load(ROOT / "wsdl/mktows.wsdl")
        said = profile.load(ROOT / "wsdl/mktows.toml")
        made = generate(loaded, said, "mktows").files
    for path, text in made.items():
        if path.suffix == ".py" and path.parts[0] != "_runtime":
            assert black.format_str(text, mode=render.MODE) == text, path


@settings(max_examples=400, deadline=None)
@given(statements, st.integers(0, 5))
def test_statements_break_as_black_breaks_them(statement: str, depth: int) -> None:
    try:
        lines = wrapping.wrapped(statement, depth)
    except wrapping.Unknown:
        return
    assert lines == list(render.by_black(statement, depth, False))


@settings(max_examples=300, deadline=None)
@given(
    expressions() | st.builds("{}={}".format, names, expressions()), st.integers(1, 5)
)
def test_arguments_break_as_black_breaks_them(argument: str, depth: int) -> None:
    try:
        lines = wrapping.wrapped(f"{argument},", depth, inside=True)
    except wrapping.Unknown:
        return
    assert lines == list(render.by_black(f"{argument},", depth, True))
