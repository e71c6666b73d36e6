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
        ("LabelledLeaf", {f"{{{XMLNS}}}a": ""}, f"/@{{{XMLNS}}}a: it declares"),
        ("LabelledLeaf", {"xmlns": "urn:x"}, "/@xmlns: it declares"),
        ("Leaf", {"{urn:shop": ""}, "/@{urn:shop: "),
        ("Leaf", {7: ""}, "/@*: expected a name, found 7"),
        ("Leaf", {"{urn:extra}a": 7}, "/@{urn:extra}a: expected a str"),
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
        b'<t:brew xmlns:t="urn:tea" xmlns:s="urn:shop" s:size="huge" t:a="" b="">'
        b'<leaf s:shelf="1" b="2"><name/></leaf></t:brew></s:Body></s:Envelope>'
    )
    drifts: list[Any] = []
    request, _ = tea.OPERATIONS["brew"].decode_request(content, on_drift=drifts.append)
    assert [drift.name for drift in drifts] == ["{urn:tea}a", "b", "b"]
    assert request.any_attributes == {"{urn:shop}size": "huge"}
    assert request.leaf[0].any_attributes == {"{urn:shop}shelf": "1"}


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
