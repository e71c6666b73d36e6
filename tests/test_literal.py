"""No string becomes code, whatever it is."""

from __future__ import annotations

import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import literal
from generator.naming import Names, unique

ANY = st.text(st.characters(), max_size=60)
NASTY = [
    '"""',
    "\\",
    '"',
    "'''",
    "\\N{DIGIT ONE}",
    "\u202e",
    "\ud800",
    "{{ 7 }}",
    "\x00\r\n",
]


def shape(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = ""
    return ast.dump(tree)


@given(ANY)
@example("".join(NASTY))
def test_a_literal_is_the_string_again(text: str) -> None:
    written = literal.string(text)
    assert written.isascii()
    assert ast.literal_eval(written) == text
    assert shape(f"a = {written}\n") == shape('a = ""\n')


@given(ANY)
@example("".join(NASTY))
def test_prose_never_leaves_its_docstring(text: str) -> None:
    prose = literal.prose(text)
    assert prose.isascii()
    source = f'def f() -> None:\n    """{prose}."""\n    # {prose}\n'
    assert shape(source) == shape('def f() -> None:\n    """."""\n')


@given(ANY)
def test_names_are_identifiers(text: str) -> None:
    names = Names(("MObject",))
    for name in (names.field(text), names.type(text), names.function(text)):
        assert name.isidentifier() and name.isascii()
    assert names.constant(text).isidentifier()


@pytest.mark.parametrize(
    ("wire", "function", "kind", "constant"),
    [
        ("syncLead", "sync_lead", "SyncLead", "SYNC_LEAD"),
        ("getMObjects", "get_mobjects", "GetMObjects", "GET_MOBJECTS"),
        ("mObjectList", "mobject_list", "MObjectList", "MOBJECT_LIST"),
        (
            "NewSFDCOpprtnty",
            "new_sfdc_opprtnty",
            "NewSFDCOpprtnty",
            "NEW_SFDC_OPPRTNTY",
        ),
        ("class", "class_", "Class", "CLASS"),
        ("print", "print_", "Print", "PRINT"),
        ("a.b-c", "a_b_c", "ABC", "A_B_C"),
        ("2nd", "n2_nd", "T2nd", "VALUE_2_ND"),
        ("cr\u00e8me", "creme", "Creme", "CREME"),
    ],
)
def test_names_as_people_would_choose_them(
    wire: str, function: str, kind: str, constant: str
) -> None:
    names = Names(("MObject",))
    assert names.function(wire) == function
    assert names.type(wire) == kind
    assert names.constant(wire) == constant


def test_no_name_replaces_another() -> None:
    assert unique(["a", "A", "b", "a"], taken=["b"]) == ["a", "A_2", "b_2", "a_3"]
