"""Where the line is between what is sound and what is not, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import extent, guard, source
from generator.errors import HINTS, Refused

from .test_source import ask, element, include, told, wsdl


def notes(file: Path) -> list[str]:
    """What is told of what is taken out, without its place."""
    return [
        note.partition(": ")[2] if note.startswith(str(file)) else note
        for note in guard.check(source.load(file))
    ]


def type_(name: str, inner: str = "", base: str = "") -> str:
    """A complex type, which may extend another."""
    content = f"<xs:sequence>{inner}</xs:sequence>"
    if base:
        content = (
            f'<xs:complexContent><xs:extension base="t:{base}">{content}'
            "</xs:extension></xs:complexContent>"
        )
    return f'<xs:complexType name="{name}">{content}</xs:complexType>'


def test_a_name_may_have_a_thousand_characters(tmp_path: Path) -> None:
    assert notes(wsdl(tmp_path, ask(element("a" * 1000, "xs:int")))) == []
    file = wsdl(tmp_path, "\n\n", ask(element("a" * 1001, "xs:int")))
    with pytest.raises(Refused) as caught:
        guard.check(source.load(file))
    said = "a name of element has more than 1000 characters"
    assert str(caught.value) == f"{file}:3: {said}"


@pytest.mark.parametrize("sign", ["&#10;", "&#9;", "&#x7f;", "&#x85;", "&quot;"])
@pytest.mark.parametrize(
    ("before", "key"),
    [
        ('soapAction="urn:a', "soapAction"),
        ('location="https://example.com/tea', "location"),
        ('targetNamespace="urn:tea', "targetNamespace"),
    ],
)
def test_an_address_is_on_one_line(
    tmp_path: Path, before: str, key: str, sign: str
) -> None:
    file = wsdl(tmp_path, ask())
    assert notes(file) == []
    file.write_text(file.read_text().replace(before, f"{before}{sign}", 1))
    assert told(file).startswith(f"{key} ")
    assert told(file).endswith(" is not a URI")


def test_what_may_have_been_meant_is_told_of_the_first(tmp_path: Path) -> None:
    """Of what is needed and of what is not, each: the former stops the run."""
    wrong = [type_(f"T{n}", element("a", "t:Cop")) for n in range(HINTS + 2)]
    said = "there is no type 't:Cop' ({urn:tea}Cop)"
    hinted = f"{said}; did you mean 'Cup'?; no operation needs it"
    file = wsdl(tmp_path, type_("Cup"), *wrong, ask())
    assert notes(file) == [hinted] * HINTS + [f"{said}; no operation needs it"] * 2
    file = wsdl(tmp_path, type_("Cup"), *wrong, ask(element("a", "t:Cop")))
    assert told(file) == f"{said}; did you mean 'Cup'?"


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        (element("a", "xs:sting"), "; did you mean 'string'?"),
        (
            element("a", "t:string"),
            "; there is {http://www.w3.org/2001/XMLSchema}string",
        ),
        ('<xs:element ref="t:string"/>', ""),
        ('<xs:element ref="t:Cup"/>', ""),
        ('<xs:element ref="t:asked"/>', "; did you mean 'ask'?"),
        ('<xs:element ref="o:ask"/>', "; there is {urn:tea}ask"),
        (element("a", "nobody:Cup"), ""),
        ('<xs:element ref="xs:element"/>', ""),
    ],
)
def test_what_is_like_a_name_is_of_its_kind(
    tmp_path: Path, wrong: str, meant: str
) -> None:
    reason = told(wsdl(tmp_path, type_("Cup"), ask(wrong)))
    assert reason.partition(";")[2] == meant.removeprefix(";")


def chain(length: int) -> list[str]:
    """Types each of which extends the one before."""
    first = type_("T1")
    return [first, *(type_(f"T{n}", base=f"T{n - 1}") for n in range(2, length + 1))]


def test_a_hundred_definitions_may_build_on_one_another(tmp_path: Path) -> None:
    most = extent.MAX_NESTING
    sound = wsdl(tmp_path, *chain(most), ask(element("a", f"t:T{most}")))
    assert notes(sound) == []
    said = f"type 'T{most + 1}' builds on more than {most} others"
    deep = wsdl(tmp_path, *chain(most + 5), ask(element("a", f"t:T{most + 5}")))
    assert told(deep) == said
    unused = wsdl(tmp_path, *chain(2 * most + 50), ask(element("a", "xs:int")))
    assert notes(unused) == [f"{said}; no operation needs it"]


def group(name: str, inner: str) -> str:
    return f'<xs:group name="{name}"><xs:sequence>{inner}</xs:sequence></xs:group>'


def test_what_is_put_in_has_an_exact_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group, its sequence and three elements are five; what refers to it has more."""
    inner = "".join(element(f"e{n}", "xs:int") for n in range(3))
    whole = group("All", inner), ask('<xs:group ref="t:All"/>')
    monkeypatch.setattr(extent, "MAX_EXPANDED", 9)
    assert notes(wsdl(tmp_path, *whole)) == []
    monkeypatch.setattr(extent, "MAX_EXPANDED", 8)
    assert told(wsdl(tmp_path, *whole)) == "element 'ask' has more than 8 parts"
    monkeypatch.setattr(extent, "MAX_EXPANDED", 5)
    assert told(wsdl(tmp_path, *whole)) == "element 'ask' has more than 5 parts"
    monkeypatch.setattr(extent, "MAX_EXPANDED", 4)
    assert told(wsdl(tmp_path, *whole)) == "group 'All' has more than 4 parts"
    monkeypatch.setattr(extent, "MAX_EXPANDED", 9)
    monkeypatch.setattr(extent, "MAX_PUT_IN", 5)
    assert notes(wsdl(tmp_path, *whole)) == []
    monkeypatch.setattr(extent, "MAX_PUT_IN", 4)
    file = wsdl(tmp_path, "\n", *whole)
    with pytest.raises(Refused) as caught:
        guard.check(source.load(file))
    said = "its types, groups and heads, each put in where it is used, have more than"
    assert str(caught.value) == f"{file}:1: {said} 4 parts"


def test_what_no_operation_needs_is_put_in_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = "".join(element(f"e{n}", "xs:int") for n in range(3))
    unused = type_("Unused", '<xs:group ref="t:All"/>')
    monkeypatch.setattr(extent, "MAX_PUT_IN", 4)
    assert notes(wsdl(tmp_path, group("All", inner), unused, ask())) == []


def test_what_is_said_elsewhere_is_named_by_its_file(tmp_path: Path) -> None:
    inner = type_("Cup", element("a", "t:Gone"))
    schema = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:tea" '
        f'targetNamespace="urn:tea">\n\n{inner}</xs:schema>'
    )
    file = wsdl(tmp_path, include("x.xsd"), ask(element("a", "t:Cup")), x=schema)
    with pytest.raises(Refused) as caught:
        guard.check(source.load(file))
    said = "there is no type 't:Gone' ({urn:tea}Gone)"
    assert str(caught.value) == f"{tmp_path / 'x.xsd'}:3: {said}"
