"""Wire names become the Python names that people would choose."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.naming import Names, unique

PLAIN = Names()
WORDS = Names(("MObject", "MObj"))


@pytest.mark.parametrize(
    ("wire", "snake", "pascal", "constant"),
    [
        ("brewTea", "brew_tea", "BrewTea", "BREW_TEA"),
        ("HTTPPort2Go", "http_port2_go", "HTTPPort2Go", "HTTP_PORT2_GO"),
        ("teaID", "tea_id", "TeaID", "TEA_ID"),
        ("getIDs", "get_ids", "GetIDs", "GET_IDS"),
        ("URLsOfTeas2", "urls_of_teas2", "URLsOfTeas2", "URLS_OF_TEAS2"),
        ("isAsset", "is_asset", "IsAsset", "IS_ASSET"),
        ("TEAseller", "te_aseller", "TEAseller", "TE_ASELLER"),
        ("a-b.c", "a_b_c", "ABC", "A_B_C"),
        ("_hidden", "hidden", "Hidden", "HIDDEN"),
        ("2nd flush", "n2_nd_flush", "T2ndFlush", "VALUE_2_ND_FLUSH"),
        ("10", "n10", "T10", "VALUE_10"),
        ("-10", "n10", "T10", "MINUS_10"),
        ("-0.5E-3", "n0_5_e_3", "T05E3", "MINUS_0_5_E_3"),
        ("-INF", "inf", "INF", "MINUS_INF"),
        ("-infinite", "infinite", "Infinite", "INFINITE"),
        ("crème", "creme", "Creme", "CREME"),
        ("", "_empty", "T", "VALUE"),
        ("+", "_empty", "T", "VALUE"),
        ("x", "x", "X", "X"),
    ],
)
def test_spelling(wire: str, snake: str, pascal: str, constant: str) -> None:
    assert PLAIN.snake(wire) == snake
    assert PLAIN.pascal(wire) == pascal
    assert PLAIN.constant(wire) == constant


@pytest.mark.parametrize(
    ("wire", "parts"),
    [
        ("describeMObject", ["describe", "MObject"]),
        ("listMObjects", ["list", "MObjects"]),
        ("mObjectList", ["mObject", "List"]),
        ("MObjStatus", ["MObj", "Status"]),
        ("teamObject", ["team", "Object"]),
        ("a1MObject", ["a1", "MObject"]),
        ("1xmObject", ["1", "xm", "Object"]),
    ],
)
def test_words_stay_whole(wire: str, parts: list[str]) -> None:
    assert WORDS.split(wire) == parts


def test_the_longest_word_that_fits_stays_whole() -> None:
    names = Names(("Lead", "LeadId"))
    assert names.split("getLeadIdList") == ["get", "LeadId", "List"]
    assert names.split("getLeadList") == ["get", "Lead", "List"]


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("from", "from_"),
        ("field", "field_"),
        ("client", "client_"),
        ("list", "list_"),
        ("self", "self"),
        ("date", "date"),
        ("id", "id"),
    ],
)
def test_a_field_leaves_names_that_its_scope_uses(wire: str, name: str) -> None:
    assert PLAIN.field(wire) == name


def test_a_function_and_a_class_leave_builtins() -> None:
    assert PLAIN.function("print") == "print_"
    assert PLAIN.function("class") == "class_"
    assert PLAIN.type("exception") == "Exception_"
    assert PLAIN.type("none") == "None_"


def test_the_profile_has_the_last_word() -> None:
    names = Names(renamed={"tea": "infusion"})
    assert (names.field("tea"), names.function("tea")) == ("infusion", "infusion")
    given = Names(renamed={"tea": "ipv6addr", "cup": "TeaMug"})
    assert (given.function("tea"), given.type("tea")) == ("ipv6addr", "Ipv6addr")
    assert (given.field("cup"), given.type("cup")) == ("tea_mug", "TeaMug")


def test_collisions_are_numbered_from_two() -> None:
    assert unique(["a", "A", "a", "a_2"]) == ["a", "A_2", "a_3", "a_2_2"]
    assert unique(["types"], taken=["types"]) == ["types_2"]


@given(st.text(max_size=12), st.sampled_from([PLAIN, WORDS]))
def test_every_name_is_one_that_python_takes(wire: str, names: Names) -> None:
    for spell in (names.field, names.function, names.type, names.constant):
        name = spell(wire)
        assert name.isascii()
        assert name.isidentifier()
        assert not keyword.iskeyword(name)


@given(
    st.lists(st.sampled_from(["a", "A", "b", "a_2", "A_2"]), max_size=8),
    st.lists(st.sampled_from(["a", "b_2"]), max_size=2),
)
def test_no_two_names_are_alike_even_but_for_case(
    wanted: list[str], taken: list[str]
) -> None:
    got = unique(wanted, taken)
    assert len(got) == len(wanted)
    folded = [name.casefold() for name in got]
    assert len(set(folded)) == len(folded)
    assert not {name.casefold() for name in taken} & set(folded)
    assert unique(wanted, taken) == got
