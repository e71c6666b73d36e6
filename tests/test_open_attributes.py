"""Attributes that a schema leaves open: only what it allows is written."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.bindings import OpenAttributes
from generator.bindings.wildcards import common, united

from .packages import imported

WSDL = Path(__file__).parent / "golden" / "open-attributes" / "service.wsdl"
XMLNS = "http://www.w3.org/2000/xmlns/"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with imported(WSDL, tmp_path_factory.mktemp("open") / "open_tea") as made:
        yield made


def refused(tea: Any, kind: str, attributes: Any) -> str:
    """What is said of a request with such a leaf, without its path."""
    types = importlib.import_module("open_tea.types")
    leaf = getattr(types, kind)(name="x", any_attributes=attributes)
    try:
        tea.OPERATIONS["brew"].encode_request(types.Brew(leaf=[leaf]))
    except tea.MessageError as error:
        return str(error).removeprefix("/Envelope/Body/brew/leaf[1]")
    return ""


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("Leaf", {"{urn:shop}shelf": " 7 ", "{urn:shop}size": "small"}),
        ("Leaf", {"{urn:shop}unheard": "anything", "{urn:extra}a": ""}),
        ("LabelledLeaf", {"label": "x", "{urn:shop}shelf": "7"}),
        ("PlainLeaf", {}),
    ],
)
def test_what_is_allowed_is_written(tea: Any, kind: str, attributes: Any) -> None:
    assert refused(tea, kind, attributes) == ""


@pytest.mark.parametrize(
    ("kind", "attributes", "said"),
    [
        ("Leaf", {"{urn:other}a": ""}, "/@{urn:other}a: it may not stand here"),
        ("Leaf", {"label": ""}, "/@label: it may not stand here"),
        ("Leaf", {"{urn:shop}shelf": "tall"}, "/@{urn:shop}shelf: expected xs:int"),
        ("Leaf", {"{urn:shop}size": "huge"}, "/@{urn:shop}size: expected one of"),
        ("PlainLeaf", {"{urn:shop}shelf": "7"}, ": PlainLeaf does not allow"),
        ("LabelledLeaf", {"{urn:other}a": ""}, "/@{urn:other}a: it may not stand"),
        ("Leaf", {f"{{{XMLNS}}}b": ""}, f"/@{{{XMLNS}}}b: a prefix stands for"),
        ("Leaf", {f"{{{XMLNS}}}b": 7}, f"/@{{{XMLNS}}}b: a prefix stands for"),
        ("Leaf", {f"{{{XMLNS}}}b": XMLNS}, f"/@{{{XMLNS}}}b: a prefix stands for"),
        ("Leaf", {f"{{{XMLNS}}}b c": "urn:x"}, f"/@{{{XMLNS}}}b c: expected xs:NC"),
        ("Leaf", {f"{{{XMLNS}}} b": "urn:x"}, f"/@{{{XMLNS}}} b: a prefix has no"),
        ("Leaf", {f"{{{XMLNS}}}ns1": "urn:x"}, f"/@{{{XMLNS}}}ns1: the message may"),
        ("Leaf", {f"{{{XMLNS}}}a1": "urn:x"}, f"/@{{{XMLNS}}}a1: the message may"),
        ("Leaf", {f"{{{XMLNS}}}xsi": "urn:x"}, f"/@{{{XMLNS}}}xsi: the message may"),
        ("Leaf", {f"{{{XMLNS}}}xml": "urn:x"}, f"/@{{{XMLNS}}}xml: the message may"),
        ("Leaf", {f"{{{XMLNS}}}b": "\0"}, f"/@{{{XMLNS}}}b: no prefix can be"),
        ("Leaf", {"{urn:extra z}a": ""}, "/@{urn:extra z}a: no prefix can be"),
        ("Leaf", {"{urn:shop}kind": "b:green"}, "/@{urn:shop}kind: the prefix of"),
        ("LabelledLeaf", {"xmlns": "urn:x"}, "/@xmlns: it declares"),
        ("Leaf", {"{urn:shop": ""}, "/@{urn:shop: "),
        ("Leaf", {7: ""}, "/@*: expected a name, found 7"),
        ("Leaf", {"{urn:extra}a": 7}, "/@{urn:extra}a: expected a str, found 7"),
        ("Leaf", ["a"], "/@*: expected a dict"),
    ],
)
def test_what_is_not_is_refused(
    tea: Any, kind: str, attributes: Any, said: str
) -> None:
    assert refused(tea, kind, attributes).startswith(said)


def test_strict_wants_a_declaration(tea: Any) -> None:
    types = importlib.import_module("open_tea.types")
    encode = tea.OPERATIONS["brew"].encode_request
    leaf = [types.Leaf(name="x")]
    encode(types.Brew(leaf=leaf, any_attributes={"{urn:shop}shelf": "7"}))
    unheard = types.Brew(leaf=leaf, any_attributes={"{urn:shop}unheard": ""})
    with pytest.raises(tea.MessageError, match="no global attribute of this name"):
        encode(unheard)


def test_what_a_service_sends_beyond_that_is_passed_over(tea: Any) -> None:
    content = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        b'<t:brew xmlns:t="urn:tea" xmlns:s="urn:shop" s:size="small" t:a="" b="">'
        b'<leaf s:shelf="1" b="2"><name/></leaf></t:brew></s:Body></s:Envelope>'
    )
    drifts: list[Any] = []
    request, _ = tea.OPERATIONS["brew"].decode_request(content, on_drift=drifts.append)
    assert [drift.name for drift in drifts] == ["{urn:tea}a", "b", "b"]
    assert request.any_attributes == {"{urn:shop}size": "small"}
    assert request.leaf[0].any_attributes == {"{urn:shop}shelf": "1"}


def test_what_strict_does_not_know_is_passed_over_too(tea: Any) -> None:
    content = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        b'<t:brew xmlns:t="urn:tea" xmlns:h="urn:shop" h:shelf="1" h:unheard="2">'
        b'<leaf h:unheard="3"><name/></leaf></t:brew></s:Body></s:Envelope>'
    )
    drifts: list[Any] = []
    operation = tea.OPERATIONS["brew"]
    request, _ = operation.decode_request(content, on_drift=drifts.append)
    assert [drift.path for drift in drifts] == ["/Envelope/Body/brew/@unheard"]
    assert request.any_attributes == {"{urn:shop}shelf": "1"}
    assert request.leaf[0].any_attributes == {"{urn:shop}unheard": "3"}
    assert operation.decode_request(operation.encode_request(request))[0] == request


def test_what_is_declared_is_read_as_such(tea: Any) -> None:
    content = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        b'<t:brew xmlns:t="urn:tea" xmlns:h="urn:shop"><leaf h:size="huge"><name/>'
        b"</leaf></t:brew></s:Body></s:Envelope>"
    )
    with pytest.raises(tea.ProtocolError, match="expected one of") as caught:
        tea.OPERATIONS["brew"].decode_request(content)
    assert caught.value.path == "/Envelope/Body/brew/leaf/@size"


def brewing(scope: str, leaf: str, whole: str = "") -> bytes:
    """A request with attributes on a leaf."""
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<t:brew xmlns:t="urn:tea" xmlns:s="urn:shop" {scope} {whole}>'
        f'<leaf {leaf}><name xmlns=""/></leaf></t:brew></s:Body></s:Envelope>'
    ).encode()


def test_prefixes_in_them_keep_what_they_mean(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    text = "w:x, w:y s:z http://example.com/ v:w"
    attributes = f's:unheard="{text}" s:size="large" xmlns:v="urn:v"'
    content = brewing('xmlns:w="urn:w"', attributes, 's:kind="w:green black"')
    request, _ = operation.decode_request(content)
    w = {f"{{{XMLNS}}}w": "urn:w"}
    assert request.any_attributes == {"{urn:shop}kind": "w:green black"} | w
    assert request.leaf[0].any_attributes == {
        "{urn:shop}unheard": text,
        "{urn:shop}size": "large",
        f"{{{XMLNS}}}s": "urn:shop",
        f"{{{XMLNS}}}v": "urn:v",
        **w,
    }
    written = operation.encode_request(request, check_facets=True)
    assert operation.decode_request(written)[0] == request


def test_a_bare_name_of_the_default_namespace_gets_a_prefix(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]

    def read(given: str, scope: str = 'xmlns:d1="urn:1" xmlns="urn:d"') -> Any:
        return operation.decode_request(brewing(scope, 'xmlns=""', given))[0]

    request = read('s:kind=" green  d1:black " s:size="large"')
    assert request.any_attributes == {
        "{urn:shop}kind": "d2:green d1:black",
        "{urn:shop}size": "large",
        f"{{{XMLNS}}}d1": "urn:1",
        f"{{{XMLNS}}}d2": "urn:d",
    }
    written = operation.encode_request(request)
    assert operation.decode_request(written)[0] == request
    for kind in (" d1:green ", ""):
        found = read(f's:kind="{kind}"').any_attributes
        assert found.pop("{urn:shop}kind") == kind
        assert found == ({f"{{{XMLNS}}}d1": "urn:1"} if "d1" in kind else {})
    assert read('s:kind="green"', 'xmlns="urn:d"').any_attributes == {
        "{urn:shop}kind": "d1:green",
        f"{{{XMLNS}}}d1": "urn:d",
    }
    assert read('s:kind="green"', "").any_attributes == {"{urn:shop}kind": "green"}


def of(namespaces: str, home: str = "") -> OpenAttributes:
    return OpenAttributes(namespaces=namespaces, home=home)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [  # XML Schema Part 1, 3.10.6
        (of("##any"), of("urn:a"), of("urn:a"), of("##any")),
        (of("urn:a urn:b"), of("urn:b ##local"), "urn:b", "##local urn:a urn:b"),
        (of("##targetNamespace", "urn:a"), of("urn:a"), "urn:a", "urn:a"),
        (of("##other", "urn:a"), of("urn:a urn:b ##local"), "urn:b", "##any"),
        (of("##other", "urn:a"), of("urn:b"), "urn:b", of("##other", "urn:a")),
        (of("##other", "urn:a"), of("urn:a"), "", of("##other", "")),
        (
            of("##other", "urn:a"),
            of("##other", "urn:b"),
            of("##other", "urn:a"),
            of("##other", ""),
        ),
        (
            of("##other", "urn:a"),
            of("##other", ""),
            of("##other", "urn:a"),
            of("##other", ""),
        ),
    ],
)
def test_wildcards_are_put_together(
    one: OpenAttributes,
    other: OpenAttributes,
    both: OpenAttributes | str,
    either: OpenAttributes | str,
) -> None:
    wanted = [of(w) if isinstance(w, str) else w for w in (both, either)]
    assert [common(one, other), united(one, other)] == wanted


def test_facets_of_what_is_declared_are_checked_on_request(tea: Any) -> None:
    types = importlib.import_module("open_tea.types")
    operation = tea.OPERATIONS["brew"]
    leaf = types.Leaf(name="x", any_attributes={"{urn:shop}grade": "second"})
    content = operation.encode_request(types.Brew(leaf=[leaf]))
    assert operation.decode_request(content)[0].leaf == [leaf]
    path = "/Envelope/Body/brew/leaf/@grade"
    with pytest.raises(tea.ProtocolError) as read:
        operation.decode_request(content, check_facets=True)
    with pytest.raises(tea.MessageError) as written:
        operation.encode_request(types.Brew(leaf=[leaf]), check_facets=True)
    assert read.value.path == written.value.path == path
