"""What the decoders read with: what an element may hold, and what an error says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.runtime.errors import ProtocolError
from generator.runtime.nil import NIL
from generator.runtime.reading import XSI, Node, Reader, local, parse, path, xml

NIL_TRUE = f'xmlns:i="{XSI}" i:nil="{{}}"'


def read(text: str, reader: Reader | None = None) -> Node:
    return parse(text.encode(), reader or Reader())


def refused(call: Any, *arguments: Any) -> str:
    """Why, and after a colon where."""
    with pytest.raises(ProtocolError) as caught:
        call(*arguments)
    return f"{caught.value.reason}: {caught.value.path}".removesuffix(": ")


def test_remarks_are_not_in_a_text() -> None:
    assert Reader().text(read("<a>x<!-- c -->y<?p q?>z</a>")) == "xyz"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "{}">]><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY % e SYSTEM "{}"> %e;]><a/>',
        '<!DOCTYPE a SYSTEM "{}"><a/>',
        "<!DOCTYPE a><a/>",
    ],
)
def test_what_a_document_type_names_is_not_read(tmp_path: Path, text: str) -> None:
    """It is no XML: whoever reads it cannot but say so."""
    (tmp_path / "other").write_text("<")
    told = refused(read, text.format(tmp_path / "other"))
    assert told == "the message has a document type declaration"


@pytest.mark.parametrize("text", ["", " \t\r\n"])
def test_nothing_is_no_message(text: str) -> None:
    assert refused(read, text) == "the message is empty"


@pytest.mark.parametrize("text", ["<a>", "<a></b>", "x", "\u00a0", "<a>&b;</a>"])
def test_what_is_no_xml_is_not_repaired(text: str) -> None:
    assert refused(read, text).startswith("the message is not well-formed XML: ")


def test_a_text_may_be_longer_than_the_parser_has_it_by_itself() -> None:
    text = "x" * 10_000_001
    assert Reader().text(read(f"<a>{text}</a>")) == text


def test_facets_are_checked_only_where_that_is_asked_for() -> None:
    assert Reader().check_facets is False
    assert Reader(check_facets=True).check_facets is True


def test_an_error_has_the_answer_with_it() -> None:
    error = Reader().error("why")
    assert (error.status, error.content, error.path) == (200, b"", "")
    error = Reader(status=500, content=b"<a/>").error("why", read("<a/>"))
    assert (error.status, error.content, error.path) == (500, b"<a/>", "/a")


@pytest.mark.parametrize(
    ("nil", "is_nil"), [("true", True), (" 1\n", True), ("false", False), ("0", False)]
)
def test_nil_is_a_boolean(nil: str, is_nil: bool) -> None:
    node = read(f"<a {NIL_TRUE.format(nil)}/>")
    assert Reader().is_nil(node) is is_nil
    assert Reader().is_nil(read("<a/>")) is False


def test_nil_is_nothing_else() -> None:
    node = read(f"<a {NIL_TRUE.format('TRUE')}/>")
    said = "expected xs:boolean in xsi:nil, found 'TRUE': /a"
    assert refused(Reader().is_nil, node) == said


def test_what_is_nil_reads_as_asked_for() -> None:
    node = read(f"<a {NIL_TRUE.format('true')}/>")
    said = "found xsi:nil, but the element is not nillable: /a"
    for reader, nothing in ((Reader(), None), (Reader(keep_nil=True), NIL)):
        assert reader.string(node, True) is nothing
        assert reader.required(node, int, True) is nothing
        assert reader.optional(node, int, True) is nothing
        assert reader.value(node, lambda *_: 3, True) is nothing
        assert refused(reader.string, node) == said
        assert refused(reader.required, node, int, False) == said
        assert refused(reader.optional, node, int, False) == said
        assert refused(reader.value, node, lambda *_: 3) == said


def test_a_text_is_one() -> None:
    reader = Reader()
    for text in ("x", " x "):
        assert reader.string(read(f"<a>{text}</a>")) == text
    assert reader.string(read("<a/>")) == reader.text(read("<a/>")) == ""
    assert reader.string(read(f"<a {NIL_TRUE.format('true')}>x</a>")) == "x"
    for text in ("<b/>", "x<b/>", "<b/>x"):
        for call in (reader.string, reader.text):
            said = "expected text, found the element b: /a"
            assert refused(call, read(f"<a>{text}<c/></a>")) == said


def test_a_value_is_there_or_absent() -> None:
    reader = Reader()
    assert reader.required(read("<a>7</a>"), int, True) == 7
    assert reader.optional(read("<a>7</a>"), int, True) == 7
    for empty in ("", " \n"):
        assert reader.optional(read(f"<a>{empty}</a>"), int, True) is None
        told = refused(reader.required, read(f"<a>{empty}</a>"), int, True)
        assert told.startswith("invalid literal for int()")
    said = "expected text, found the element b: /a"
    assert refused(reader.optional, read("<a> <b/></a>"), int, True) == said


def test_elements_have_no_text_between_them() -> None:
    reader = Reader()
    said = "found text between elements: /a"
    assert reader.value(read("<a> <b/></a>"), lambda *_: 3) == 3
    assert reader.value(read("<a> </a>"), lambda *_: 3) == 3
    assert reader.value(read("<a><b/></a>"), lambda *_: 3) == 3
    told = refused(reader.value, read("<a>x</a>"), lambda *_: 3)
    assert told == "expected elements, found text: /a"
    assert refused(reader.value, read("<a>x<b/></a>"), lambda *_: 3) == said
    reader.between(read("<a>x<b/> <c/>\n</a>"))
    assert refused(reader.between, read("<a><b/> <c/>x</a>")) == said


def test_what_nobody_looks_at_is_refused_where_it_is() -> None:
    reader = Reader()
    node = read("<a><b>x</b><c>y</c></a>")
    reader.stray = {node[0]: "is astray"}
    assert reader.text(node[1]) == "y"
    assert refused(reader.text, node[0]) == "is astray: /a/b"
    assert reader.value(node, lambda *_: 3) == 3
    reader.stray = {node: "is astray"}
    assert refused(reader.value, node, lambda *_: 3) == "is astray: /a"


def test_what_is_missing_is_the_first_that_is() -> None:
    node = read('<a xmlns="urn:t"><b/></a>')
    names = ("{urn:t}b", "{urn:t}c", "{urn:t}d")
    error = Reader().missing(node, *names)
    assert error.reason == "the required element c is missing"
    assert Reader().missing(node, names[0]).reason == (
        "the required element b is missing"
    )


@pytest.mark.parametrize(
    ("name", "space", "expected", "found"),
    [
        ("{urn:t}b", "urn:o", "{urn:t}b", "{urn:o}b"),
        ("{urn:t}b", "", "{urn:t}b", "b without a namespace"),
        ("b", "urn:o", "b without a namespace", "{urn:o}b"),
    ],
)
def test_what_stands_in_another_namespace_is_named(
    name: str, space: str, expected: str, found: str
) -> None:
    node = read(f'<a><c/><b xmlns="{space}"/></a>')
    assert Reader().missing(node, name).reason == (
        f"the required element b is missing: expected {expected}, found {found}"
    )


TYPED = f'<a xmlns:i="{XSI}" xmlns:t="urn:t" xmlns="urn:d" i:type="{{}}"/>'


def test_a_type_chooses_what_reads() -> None:
    types = {"": lambda *_: 0, "{urn:t}x": lambda *_: 1, "{urn:d}x": lambda *_: 2}
    reader = Reader()
    assert reader.derived(read("<a/>"), types) == 0
    assert reader.derived(read(TYPED.format(" t:x ")), types) == 1
    assert reader.derived(read(TYPED.format("x")), types) == 2
    plain = TYPED.format("x").replace(' xmlns="urn:d"', "")
    assert reader.clark(read(plain), "x") == "x"
    said = "found the xsi:type 't:y', expected one of x, x: /a"
    assert refused(reader.derived, read(TYPED.format("t:y")), types) == said
    del types["{urn:d}x"]
    said = "found the xsi:type {urn:d}x, expected {urn:t}x: /a"
    assert refused(reader.derived, read(TYPED.format("x")), types) == said
    types["{urn:d}x"] = types["{urn:t}x"]
    del types[""]
    said = "found no xsi:type, expected one of x, x: /a"
    assert refused(reader.derived, read("<a/>"), types) == said
    said = "the prefix of the xsi:type 'u:x' is not declared: /a"
    assert refused(reader.derived, read(TYPED.format("u:x")), types) == said


def test_a_path_numbers_brothers_of_one_name() -> None:
    root = read('<a xmlns:t="urn:t"><b/><c/><b><d/></b><t:b/></a>')
    assert [path(node) for node in root] == ["/a/b[1]", "/a/c", "/a/b[2]", "/a/b"]
    assert path(root[2][0]) == "/a/b[2]/d"
    assert path(root) == "/a"


def test_an_element_is_written_without_what_is_behind_it() -> None:
    assert xml(read("<a><b/>behind</a>")[0]) == "<b/>"


def test_a_name_is_behind_its_namespace() -> None:
    assert (local("{urn:t}a"), local("a")) == ("a", "a")


def test_an_attachment_must_have_come() -> None:
    with pytest.raises(ValueError, match="nothing came beside the envelope, not 'c"):
        Reader().swa_ref("cid:x")
