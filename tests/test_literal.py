"""Any string of a document reaches Python source whole, and breaks nothing there."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import literal

TEXT = st.text(st.characters() | st.sampled_from("\"'\\\n\r\t {}%#\u2028\ud800"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(TEXT, inner),
    max_leaves=8,
)


@given(TEXT)
@example('"""')
@example("\\")
@example('\\"')
@example("\udcff\x00\x7f")
@example("\xff\u0100\uffff\U00010000")
def test_a_string_is_one_constant(text: str) -> None:
    written = literal.string(text)
    assert written.isascii()
    assert written.isprintable()
    assert ast.literal_eval(written) == text
    (statement,) = ast.parse(written).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)


@given(TEXT)
@example("\x00\x1f\x7f\x80\xe8\xff\u0100\ud7ff\ue000\U0010ffff")
def test_a_string_of_a_lock_is_one_of_toml(text: str) -> None:
    """But for what is no text: a file's name may have bytes that are none."""
    written = literal.toml(text)
    assert written.isascii()
    assert written.isprintable()
    spelt = text.encode(errors="backslashreplace").decode()
    assert tomllib.loads(f"{written} = {written}") == {spelt: spelt}


@given(PLAIN)
def test_plain_data_is_what_it_was(item: object) -> None:
    written = literal.value(item)
    assert written.isascii()
    assert ast.literal_eval(written) == item


@pytest.mark.parametrize("item", [b"", 1.5, object()])
def test_other_data_is_not_written(item: object) -> None:
    with pytest.raises(TypeError, match="no plain data"):
        literal.value(item)


def shape(module: str) -> str:
    """The syntax tree of a module without the text of its docstrings."""
    tree = ast.parse(module)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


SHAPE = shape('"""x"""\n\n\ndef f() -> None:\n    """x\n    x\n    """\n    # x\n')


@given(TEXT)
@example('"""')
@example('"')
@example("\\")
@example('x\\"""\nimport os\n"""')
@example("x\nimport os")
@example("\\N{BULLET} \\x \\u \\777")
def test_prose_cannot_leave_a_docstring(text: str) -> None:
    prose = literal.prose(text)
    assert prose.isascii()
    assert prose == "" or prose.isprintable()
    lines = "\n    ".join(literal.paragraphs(text, 40) or ["x"])
    module = (
        f'"""{prose or "x"}"""\n\n\n'
        f'def f() -> None:\n    """{lines}\n    """\n    # {prose}\n'
    )
    assert shape(module) == SHAPE


@given(TEXT)
def test_wrapping_keeps_every_word(text: str) -> None:
    prose = literal.prose(text)
    assert " ".join(literal.wrap(prose, 30)).split() == prose.split()


def test_no_word_is_cut() -> None:
    long = f"{'steeped-' * 5}{'a' * 40}"
    assert literal.wrap(f"the {long} of x", 20, "  ") == ["the", f"  {long}", "  of x"]


def test_prose_is_plain() -> None:
    assert literal.prose("\u201cA\u201d\n \u2013 \u2018b\u2019\u2026") == "'A' - 'b'..."
    assert literal.prose("thé") == "th\\xe9"


def test_paragraphs_are_divided_by_blank_lines() -> None:
    assert literal.paragraphs("one\ntwo\r\n\r\nthree\n\n\n\n", 40) == [
        "one two",
        "",
        "three",
    ]
    assert literal.paragraphs(" \n\n ", 40) == []


@given(TEXT)
def test_markdown_is_text_on_one_line(text: str) -> None:
    """What means something in Markdown is escaped, and nothing else is."""
    written = literal.markdown(text)
    assert written == "" or written.isprintable()
    marked = r"([\\`*_{}\[\]<>#|!~&])"
    folded = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    assert written == re.sub(marked, r"\\\1", folded)
