"""Documents that ask for much: each is generated, or refused in one line, in bounds."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from generator import extent, guard, naming, render
from generator.cli import main
from generator.errors import Refused

from .bombs import BOMBS, element, many_elements
from .test_source import ask, wsdl

_RESOURCES = ("--max-seconds", "--max-memory", "internal error", "Traceback")


REFUSED = {
    "deep extension": "builds on more than 100 others",
    "deep restriction": "builds on more than 100 others",
    "wide substitution often": "has more than 50000 parts",
    "wide substitution of many types": "more than 50000 parts",
    "wide extension of wide": "more than 50000 parts",
    "group of types": "more than 50000 parts",
    "doubling groups": "has more than 50000 parts",
    "doubling attribute groups": "has more than 50000 parts",
    "group cycle": "is defined by itself",
    "attribute group cycle": "is defined by itself",
    "deep sequences": "Excessive depth",
}


@pytest.mark.parametrize("name", [name for name in BOMBS if name not in REFUSED])
def test_a_bomb_is_done_or_refused_for_what_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a run may use at all is there for what nobody foresaw: not for these."""
    bomb, size, _ = BOMBS[name]
    file = bomb(tmp_path / "in", size)
    limits = ["--max-seconds", "60", "--max-memory", "3000"]
    status = main([str(file), "-o", str(tmp_path / "out"), *limits])
    told = capsys.readouterr().err
    assert status in (0, 2)
    assert not any(word in told for word in _RESOURCES), told
    if status == 2:
        assert re.fullmatch(r"error: [^:\n]+:\d+: [^\n]{1,600}\n", told), told
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "name",
    [
        *("many elements", "many attributes", "many values", "wide union"),
        *("wide choice", "wide substitution", "wide extension"),
    ],
)
def test_what_has_as_many_members_as_real_documents_have_is_generated(
    name: str, tmp_path: Path
) -> None:
    file = BOMBS[name][0](tmp_path / "in", 1500)
    assert main([str(file), "-o", str(tmp_path / "out"), "-q"]) == 0


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_become_too_large_is_refused_before_it_does(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb, size, _ = BOMBS[name]
    file = bomb(tmp_path / "in", size)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    assert REFUSED[name] in capsys.readouterr().err


def test_members_of_a_substitution_group_count_where_their_head_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    member = '<xs:element name="{}" type="xs:int" substitutionGroup="t:{}"/>'
    types = [
        element("head", "xs:int"),
        *(member.format(f"a{n}", "head") for n in range(10)),
        *(member.format(f"b{n}", "a0") for n in range(10)),
        ask('<xs:element ref="t:head"/>'),
    ]
    file = wsdl(tmp_path / "in", *types)
    found = 4 + 20  # what the element is made of, and what may stand in it
    monkeypatch.setattr(extent, "MAX_EXPANDED", found)
    monkeypatch.setattr(extent, "MAX_PUT_IN", 20)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 0
    monkeypatch.setattr(extent, "MAX_PUT_IN", 19)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    monkeypatch.setattr(extent, "MAX_EXPANDED", found - 1)
    capsys.readouterr()
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    assert "element 'ask' has more than" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "length"), [("default", 70), ("targetNamespace", 30)])
def test_an_attribute_has_a_length(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    length: int,
) -> None:
    monkeypatch.setattr(guard, "MAX_VALUE", 70)
    monkeypatch.setattr(guard, "MAX_NAME", 30)
    most, more = ("x" * (n - 7) for n in (length, length + 1))
    for said, status in ((most, 0), (more, 2)):
        default = element("a", "xs:string", 'default="urn:tea"')
        file = wsdl(tmp_path / "in", ask(default))
        text = file.read_text()
        old = "urn:tea" if name == "targetNamespace" else 'default="urn:tea'
        file.write_text(text.replace(old, f"{old}{said}"))
        assert main([str(file), "-o", str(tmp_path / "out"), "-q"]) == status
    assert f"{name} of " in (told := capsys.readouterr().err)
    assert f"has more than {length} characters" in told


def test_a_refusal_is_a_line_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = wsdl(tmp_path / "in", ask(element("a", f"t:{'x' * 100_000}")))
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "there is no type 't:xxx" in told
    assert len(told) < 1200


def test_a_package_has_a_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = many_elements(tmp_path / "in", 50)
    monkeypatch.setattr(render, "MAX_OUTPUT", 5000)
    assert main([str(file), "-o", str(tmp_path / "out")]) == 2
    assert "a package of more than 5000 characters" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_python_cannot_compile_is_refused_in_a_line() -> None:
    chain = "\n".join(f"    elif a == {n}:\n        b = a" for n in range(20_000))
    text = f"def read(a: int) -> None:\n    if a:\n        b = 1\n{chain}\n"
    with pytest.raises(Refused, match=r"codecs/a\.py is too much for Python"):
        render._prove(PurePosixPath("codecs/a.py"), text)


def test_long_names_are_cut_and_told_apart() -> None:
    names = naming.Names()
    long = "order" * 60
    for spell in (names.snake, names.pascal, names.constant, names.type, names.field):
        first, second = spell(f"{long}One"), spell(f"{long}Two")
        assert first != second
        assert first == spell(f"{long}One")
        assert {len(first), len(second)} == {naming.LONGEST}
        assert first.isidentifier()
    most = "a" * naming.LONGEST
    assert names.snake(most) == most
    assert names.snake(f"{most}b") == f"{most[:91]}_{names.snake(f'{most}b')[-8:]}"


def test_names_of_files_fit_whatever_the_document_says(tmp_path: Path) -> None:
    bomb = BOMBS["long name"][0]
    file = bomb(tmp_path / "in", 1000 - 1)
    assert main([str(file), "-o", str(tmp_path / "out"), "-q"]) == 0
    made = [p.name for p in (tmp_path / "out").rglob("*")]
    assert max(map(len, made)) < 255
    assert main([str(file), "-o", str(tmp_path / "out"), "--check"]) == 0


def test_collisions_are_settled_in_a_time_that_grows_with_their_number() -> None:
    settled = naming.unique(["a"] * 50_000)
    assert settled[:3] == ["a", "a_2", "a_3"]
    assert len(set(settled)) == 50_000
    assert naming.unique(["a_2", "a", "a", "A"]) == ["a_2", "a", "a_3", "A_4"]


HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_what_turns_text_round_is_not_in_what_is_generated(tmp_path: Path) -> None:
    said = f"a {HIDDEN} b"
    remark = (
        f"<xs:annotation><xs:documentation>{said}</xs:documentation></xs:annotation>"
    )
    field = f'<xs:element name="a" type="xs:string" default="{said}">{remark}'
    file = wsdl(tmp_path / "in", ask(f"{field}</xs:element>"))
    text = file.read_text()
    note = f"<wsdl:documentation>{said}</wsdl:documentation>"
    text = text.replace(
        '<wsdl:operation name="ask">\n', f'<wsdl:operation name="ask">{note}'
    )
    file.write_text(
        text.replace('<wsdl:service name="S">', f'<wsdl:service name="S">{note}')
    )
    assert main([str(file), "-o", str(tmp_path / "out"), "-q"]) == 0
    for made in (tmp_path / "out").rglob("*.*"):
        assert not set(HIDDEN) & set(made.read_text())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "iso-8859-1"])
def test_elements_count_in_every_encoding_that_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    file = many_elements(tmp_path / "in", 100)
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    file.write_bytes((head + file.read_text()).encode(encoding))
    words = [str(file), "-o", str(tmp_path / "out"), "--max-elements"]
    assert main([*words, "100"]) == 2
    assert "--max-elements allows more" in capsys.readouterr().err
    assert main([*words, "1000"]) == 0
