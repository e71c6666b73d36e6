"""Facets that are checked on request: what is refused, where, and that lxml agrees."""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.cli import main

from . import packages

GOLDEN = Path(__file__).parent / "golden"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
BREW = "/Envelope/Body/brew"
LEAF = "<leaf><code>TEA</code></leaf>"
PLAIN: dict[str, Any] = {"headers": ()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("facets")
    for name in ("facets", "facets-rpc"):
        service = str(GOLDEN / name / "service.wsdl")
        package = f"checked_{name.replace('-', '_')}"
        assert main([service, "-o", str(folder), "--package", package]) == 0
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def tea(made: Path) -> Any:
    return importlib.import_module("checked_facets")


@pytest.fixture(scope="module")
def calls(made: Path) -> Any:
    return importlib.import_module("checked_facets_rpc")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return packages.schema(GOLDEN / "facets" / "service.wsdl")


def envelope(body: str, header: str = "", name: str = "t:brew") -> bytes:
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return (
        f'<s:Envelope xmlns:s="{SOAP}" xmlns:t="urn:tea"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{head}<s:Body><{name}>{body}</{name.partition(' ')[0]}></s:Body></s:Envelope>"
    ).encode()


WRONG = [
    ("<leaf><code>tea</code></leaf>", "leaf/code", "expected what matches '[A-Z]+' or"),
    (
        "<leaf><code>TEAPOTS</code></leaf>",
        "leaf/code",
        "expected at most 6 characters, found 'TEAPOTS'",
    ),
    (
        f"{LEAF}<leaf><code>A</code><price>1000</price></leaf>",
        "leaf[2]/price",
        "expected less than 1000, found '1000'",
    ),
    (
        "<leaf><code>A</code><price>123.456</price></leaf>",
        "leaf/price",
        "expected at most 5 digits, found '123.456'",
    ),
    (
        "<leaf><code>A</code><price>1.234</price></leaf>",
        "leaf/price",
        "expected at most 2 digits behind the point, found '1.234'",
    ),
    (
        "<leaf><code>A</code><blend><code>B</code><blend><code>c</code></blend></blend>"
        "</leaf>",
        "leaf/blend/blend/code",
        "expected what matches",
    ),
    (
        '<leaf xsi:type="t:RareLeaf"><code>ABC</code></leaf>',
        "leaf/code",
        "expected exactly 2 characters, found 'ABC'",
    ),
    (
        '<leaf xsi:type="t:RareLeaf" mark="good"><code>AB</code></leaf>',
        "leaf/@mark",
        "expected one of 'very good', found 'good'",
    ),
    (
        '<leaf xsi:type="t:AgedLeaf"><code>AB</code>'
        "<since>2020-01-01T00:00:00Z</since></leaf>",
        "leaf/since",
        "expected more than 2020-01-01T00:00:00Z",
    ),
    (f'{LEAF}<weight unit="g">1</weight>', "weight/@unit", "expected what matches"),
    (f"{LEAF}<weight>-0.5</weight>", "weight", "expected at least 0, found '-0.5'"),
    (
        f'{LEAF}<weight xsi:type="t:SmallWeight" unit="KG">11</weight>',
        "weight",
        "expected at most 10, found '11'",
    ),
    (
        f'{LEAF}<weight xsi:type="t:SmallWeight" unit="G">1</weight>',
        "weight/@unit",
        "expected exactly 2 characters, found 'G'",
    ),
    (f"{LEAF}<sizes/>", "sizes", "expected at least 1 item, found ''"),
    (f"{LEAF}<sizes>1 0</sizes>", "sizes", "expected more than 0, found '0'"),
    (f"{LEAF}<set>2 1</set>", "set", "expected one of '1 2', '50', found '2 1'"),
    (f"{LEAF}<spot>10</spot>", "spot", "expected at most 9, found '10'"),
    (
        f"{LEAF}<spot>2021-01-01Z</spot>",
        "spot",
        "expected what matches '[0-9\\\\-]*', found '2021-01-01Z'",
    ),
    (
        f"{LEAF}<label>ab</label><hash>0011</hash><label>abcde</label><hash>0011</hash>",
        "label[2]",
        "expected at most 4 characters, found 'abcde'",
    ),
    (
        f"{LEAF}<label>a</label><hash>001122</hash>",
        "hash",
        "expected exactly 2 bytes, found '001122'",
    ),
    (f"{LEAF}<picture>AAAAAAA=</picture>", "picture", "expected at most 4 bytes"),
    (f"{LEAF}<wait>P31D</wait>", "wait", "expected at most P1M, found 'P31D'"),
    (f"{LEAF}<grade>fine</grade>", "grade", "expected what matches"),
]


@pytest.mark.parametrize(("body", "path", "reason"), WRONG)
def test_what_is_not_as_the_facets_say_is_refused_both_ways(
    body: str, path: str, reason: str, tea: Any, schema: etree.XMLSchema
) -> None:
    operation = tea.OPERATIONS["brew"]
    content = envelope(body)
    assert not schema.validate(etree.fromstring(content)[0][0])
    message, _ = operation.decode_request(content)
    with pytest.raises(tea.ProtocolError) as read:
        operation.decode_request(content, check_facets=True)
    operation.encode_request(message)
    with pytest.raises(tea.MessageError) as written:
        operation.encode_request(message, check_facets=True)
    for error in (read.value, written.value):
        assert error.path == f"{BREW}/{path}"
        assert error.reason.startswith(reason)


@pytest.mark.parametrize(
    "body",
    [
        "<leaf><code> 12 </code><price/></leaf>",  # an empty number counts as absent
        f'{LEAF}<wait xsi:nil="true"/>',
        f"{LEAF}<grade/>",
        f"{LEAF}<label>a\nb </label><hash> 0011 </hash>",
        '<leaf mark=" very  good"><code>A</code></leaf>',
        f"{LEAF}<other>anything</other>",
        f'{LEAF}<weight xsi:type="t:SmallWeight" unit="KG">10.00</weight>',
    ],
)
def test_what_is_as_they_say_is_not(body: str, tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    message, _ = operation.decode_request(envelope(body), check_facets=True)
    assert message == operation.decode_request(envelope(body))[0]
    again = operation.encode_request(message, check_facets=True)
    assert operation.decode_request(again, check_facets=True)[0] == message


CODES = st.sampled_from(["AB", " AB ", "12", "ABCDEF"]) | st.text(
    "AZ19a \t", max_size=7
)
NUMBERS = st.sampled_from(
    ["0", "1", "9.5", "-0.01", "999.99", "1000.0", "5.000", "0.125", "10", "10.5"]
)
FIELDS: dict[str, st.SearchStrategy[str]] = {
    "sizes": st.lists(st.integers(-1, 60).map(str), max_size=4).map(" ".join),
    "set": st.sampled_from(["1 2", "01  +2", "2 1", "50", "1", "50 50"]),
    "amount": st.sampled_from(["100", "101", "-1", "+5", "tea", ""]),
    "spot": st.sampled_from(
        ["9", "10", "-9", "2020-01-01", "2019-12-31", " 9", "2021-01-02Z"]
    ),
    "group": st.lists(
        st.tuples(st.text(alphabet="ab \t\n", max_size=6), st.binary(max_size=3)),
        max_size=2,
    ).map(
        lambda found: "".join(
            f"<label>{text}</label><hash>{data.hex()}</hash>" for text, data in found
        )
    ),
    "picture": st.sampled_from(["", "AAAA", "AAAAAA==", "AAAAAAA=", "A A A A"]),
    "wait": st.sampled_from(["P1M", "P28D", "P27D", "P31D", "P32D", "-P1Y", "PT0S"]),
    "grade": st.sampled_from(["", "FINE", "fine", "12", "A1", "1234567"]),
}


@st.composite
def leaves(draw: Any, depth: int = 2) -> str:
    kind = draw(st.sampled_from(["", "t:Leaf", "t:RareLeaf", "t:AgedLeaf"]))
    mark = draw(st.sampled_from(["", "good", "very good", " good "]))
    start = f' xsi:type="{kind}"' if kind else ""
    start += f' mark="{mark}"' if mark else ""
    inner = f"<code>{draw(CODES)}</code>"
    if kind != "t:RareLeaf":
        inner += draw(st.just("") | NUMBERS.map(lambda n: f"<price>{n}</price>"))
        for _ in range(draw(st.integers(0, depth // 2))):
            blend = draw(leaves(depth - 1))
            inner += blend.replace("<leaf", "<blend", 1).removesuffix("</leaf>")
            inner += "</blend>"
    if kind == "t:AgedLeaf":
        moments = [
            "2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00.1Z",
            "2019-06-01T12:00:00",
        ]
        inner += f"<since>{draw(st.sampled_from(moments))}</since>"
    return f"<leaf{start}>{inner}</leaf>"


@st.composite
def brews(draw: Any) -> str:
    found = "".join(draw(st.lists(leaves(), min_size=1, max_size=2)))
    if draw(st.booleans()):
        kind = draw(st.sampled_from(["", ' xsi:type="t:SmallWeight"']))
        unit = draw(st.just("") | CODES.map(lambda text: f' unit="{text}"'))
        found += f"<weight{kind}{unit}>{draw(NUMBERS)}</weight>"
    for name in draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=3).map(sorted)):
        found += f"<!--{name}-->"
    order = ["sizes", "set", "amount", "spot", "group", "picture", "wait", "grade"]
    for name in order:
        if f"<!--{name}-->" in found:
            found = found.replace(f"<!--{name}-->", "")
            text = draw(FIELDS[name])
            found += text if name == "group" else f"<{name}>{text}</{name}>"
    return found


def test_any_message_is_taken_that_lxml_takes(
    tea: Any, schema: etree.XMLSchema
) -> None:
    operation = tea.OPERATIONS["brew"]
    seen = {True: 0, False: 0}

    @settings(max_examples=1500, derandomize=True, deadline=None, database=None)
    @given(brews())
    def check(body: str) -> None:
        content = envelope(body)
        is_valid = schema.validate(etree.fromstring(content)[0][0])
        try:
            message, _ = operation.decode_request(content, check_facets=True)
        except tea.ProtocolError as error:
            assert not is_valid, error
            seen[False] += 1
            try:
                message, _ = operation.decode_request(content)
            except tea.ProtocolError:
                return  # not even a literal of its type
            with pytest.raises(tea.MessageError) as caught:
                operation.encode_request(message, check_facets=True)
            assert caught.value.path == error.path
            return
        assert is_valid, schema.error_log
        seen[True] += 1
        again = operation.encode_request(message, check_facets=True)
        assert schema.validate(etree.fromstring(again)[0][0])
        assert operation.decode_request(again)[0] == message

    check()
    assert min(seen.values()) > 100  # neither side is empty


def test_a_pattern_is_about_the_text_that_goes_over_the_wire(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    content = envelope(f"{LEAF}<spot>+9</spot>")
    with pytest.raises(tea.ProtocolError, match="expected what matches"):
        operation.decode_request(content, check_facets=True)
    message, _ = operation.decode_request(content)
    assert b"<spot>9</spot>" in operation.encode_request(message, check_facets=True)


def test_a_boolean_is_a_digit_where_its_pattern_allows_no_word(
    tea: Any, schema: etree.XMLSchema
) -> None:
    operation = tea.OPERATIONS["brew"]
    body = f'{LEAF}<weight tared="1">1</weight><fresh>0</fresh>'
    message, _ = operation.decode_request(envelope(body))
    assert (message.weight.tared, message.fresh) == (True, False)
    again = operation.encode_request(message, check_facets=True)
    schema.assertValid(deepcopy(etree.fromstring(again)[0][0]))


def test_header_blocks_are_checked(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    types = importlib.import_module("checked_facets.types")
    content = envelope(LEAF, "<t:note>a long one</t:note>")
    message, blocks = operation.decode_request(content)
    assert blocks == (types.Note(value="a long one"),)
    with pytest.raises(tea.ProtocolError) as read:
        operation.decode_request(content, check_facets=True)
    with pytest.raises(tea.MessageError) as written:
        operation.encode_request(message, blocks, check_facets=True)
    assert read.value.path == written.value.path == "/Envelope/Header/note"
    fine = operation.encode_request(
        message, [types.Note(value="fine")], check_facets=True
    )
    assert operation.decode_request(fine, check_facets=True)[1][0].value == "fine"


def test_a_detail_that_is_not_as_they_say_stays_xml(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    detail = "<t:spilt><code>{}</code></t:spilt>"
    for code, is_typed in (("AB", True), ("ab", False)):
        content = envelope(
            "<faultcode>s:Server</faultcode><faultstring>no</faultstring>"
            f"<detail>{detail.format(code)}</detail>",
            name="s:Fault",
        )
        with pytest.raises(tea.SpiltFault) as caught:
            operation.decode_response(content, 500, check_facets=True)
        assert (caught.value.value is not None) is is_typed
        with pytest.raises(tea.SpiltFault) as caught:
            operation.decode_response(content, 500)
        assert caught.value.value.code == code


def test_bytes_beside_the_envelope_are_counted_too(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]
    message, _ = operation.decode_request(envelope(LEAF))
    for size, is_fine in ((4, True), (5, False)):
        large = dataclasses.replace(message, picture=bytes(size))
        sent = operation.pack_request(large, mtom=True)
        assert b"xop:Include" in sent.body
        if is_fine:
            again = operation.pack_request(large, mtom=True, check_facets=True)
            assert again == sent
            kind = sent.content_type
            operation.decode_request(sent.body, content_type=kind, check_facets=True)
            continue
        with pytest.raises(tea.MessageError, match="at most 4 bytes") as written:
            operation.pack_request(large, mtom=True, check_facets=True)
        with pytest.raises(tea.ProtocolError, match="at most 4 bytes") as read:
            operation.decode_request(
                sent.body, content_type=sent.content_type, check_facets=True
            )
        assert written.value.path == read.value.path == f"{BREW}/picture"


def test_the_facets_of_members_tell_whose_a_text_is(tea: Any) -> None:
    operation = tea.OPERATIONS["brew"]

    def read(text: str) -> Any:
        content = envelope(f"{LEAF}<amount>{text}</amount>")
        return operation.decode_request(content)[0].amount

    assert [read(text) for text in ("100", "101", "-1", "x")] == [100, "101", "-1", "x"]
    message, _ = operation.decode_request(envelope(LEAF))
    for amount in (100, "101", "a & b"):
        sent = operation.encode_request(dataclasses.replace(message, amount=amount))
        assert operation.decode_request(sent)[0].amount == amount


def answer(code: str) -> bytes:
    return envelope(f'<cup unit="{code}">1</cup>', name="t:brewResponse")


def test_the_clients_check_what_they_send_and_get(tea: Any) -> None:
    types = importlib.import_module("checked_facets.types")
    aio = importlib.import_module("checked_facets.aio")
    sent: list[bytes] = []

    def serve(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        return httpx.Response(200, content=answer("G"))

    url = "https://example.com/tea"
    transport = httpx.MockTransport(serve)

    def once(leaf: Any, check: bool) -> Any:
        http = httpx.Client(transport=transport)
        client = tea.Client(url, http=http, check_facets=check)
        return tea.brew(client, leaf=[leaf])

    def awaited(leaf: Any, check: bool) -> Any:
        http = httpx.AsyncClient(transport=transport)
        client = tea.AsyncClient(url, http=http, check_facets=check)
        return asyncio.run(aio.brew(client, leaf=[leaf]))

    for call in (once, awaited):
        assert call(types.Leaf(code="x"), False) is not None
        before = len(sent)
        with pytest.raises(tea.MessageError):
            call(types.Leaf(code="x"), True)
        assert len(sent) == before
        with pytest.raises(tea.ProtocolError) as caught:
            call(types.Leaf(code="X"), True)
        assert caught.value.path == "/Envelope/Body/brewResponse/cup/@unit"
    with pytest.raises(TypeError):
        tea.Client(url, check_facets="yes")


LOADED = """
import sys, httpx
import {0}
from {0}.operations.{1} import *
{2}
print([m for m in sys.modules if m.startswith("{0}") and m.rpartition(".")[2] in
       ("checking", "patterns", "pattern_syntax", "value_space", "facets", "rules")])
"""


def test_who_does_not_ask_loads_nothing(made: Path) -> None:
    use = "import mktows.types, mktows.codecs.sync_lead"
    for package, module, use_ in (
        ("mktows", "sync_lead", use),
        ("checked_facets_rpc", "get_leaves", "import checked_facets_rpc.codecs.leaf"),
    ):
        code = LOADED.format(package, module, use_ if package == "mktows" else "")
        path = f"{made}:{GOLDEN.parents[1] / 'generated'}"
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == "[]"


def rpc(body: str, name: str, more: str = "") -> bytes:
    return envelope(body, name=f'c:{name} xmlns:c="urn:tea:calls"{more}')


def test_parts_are_checked(calls: Any) -> None:
    operation = calls.OPERATIONS["getLeaves"]
    for code, least, path in (("ab", 1, "code"), ("AB", 501, "least")):
        content = rpc(f"<code>{code}</code><least>{least}</least>", "getLeaves")
        message, _ = operation.decode_request(content)
        with pytest.raises(calls.ProtocolError) as read:
            operation.decode_request(content, check_facets=True)
        with pytest.raises(calls.MessageError) as written:
            operation.encode_request(message, check_facets=True)
        wanted = f"/Envelope/Body/getLeaves/{path}"
        assert read.value.path == written.value.path == wanted


def test_values_in_the_encoding_of_soap_are_checked_where_they_are_referred_to(
    calls: Any,
) -> None:
    old = importlib.import_module("checked_facets_rpc.old")
    operation = old.OPERATIONS["pick"]
    enc = ' xmlns:e="http://schemas.xmlsoap.org/soap/encoding/"'
    body = (
        '<codes xsi:type="e:Array" e:arrayType="t:Code[2]"><any>AB</any>'
        '<one href="#1"/></codes><best href="#2"/></c:pick>'
        '<m id="1" xsi:type="t:Code">{}</m><m id="2"><code>{}</code>'
        '<grams xsi:nil="1"/></m>'
    )
    for one, other, path in (("AB", "x", "best/code"), ("x", "AB", "codes/one")):
        content = rpc("|", "pick", enc).decode().replace("|</c:pick>", body)
        content = content.format(one, other)
        message, _ = operation.decode_request(content.encode())
        with pytest.raises(calls.ProtocolError) as read:
            operation.decode_request(content.encode(), check_facets=True)
        assert read.value.path == f"/Envelope/Body/pick/{path}"
        with pytest.raises(calls.MessageError) as written:
            operation.encode_request(message, check_facets=True)
        assert written.value.path.startswith(f"/Envelope/Body/pick/{path[:5]}")


def test_items_are_checked_as_they_come(calls: Any) -> None:
    module = importlib.import_module("checked_facets_rpc.operations.get_leaves")
    items: Any = module.GET_LEAVES_ITEMS
    leaf = "<leaf><code>AB</code><grams>{}</grams></leaf>"
    inner = "".join(leaf.format(500 if n != 7 else 501) for n in range(1, 11))
    content = rpc(f"<leaves>{inner}</leaves>", "getLeavesResponse")
    pieces = [content[n : n + 50] for n in range(0, len(content), 50)]
    assert len(list(items.read(pieces))) == 10
    found = []
    with pytest.raises(calls.ProtocolError) as caught:
        found += items.read(pieces, check_facets=True)
    with pytest.raises(calls.ProtocolError) as whole:
        calls.OPERATIONS["getLeaves"].decode_response(content, check_facets=True)
    path = "/Envelope/Body/getLeavesResponse/leaves/leaf[7]/grams"
    assert caught.value.path == whole.value.path == path
    incoming = items.read(pieces, check_facets=True)
    assert [next(incoming).grams for _ in range(6)] == [500] * 6


@pytest.mark.parametrize(
    ("facet", "note"),
    [
        ('pattern value="(?:a)"', "pattern '(?:a)' is not checked: '?' stands where"),
        ('maxLength value="many"', "maxLength 'many' is not checked: it is no number"),
        ('minInclusive value="a"', "minInclusive 'a' is not checked: values of such a"),
    ],
)
def test_a_facet_that_is_none_is_left_out_with_a_note(
    facet: str, note: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (GOLDEN / "facets-rpc" / "service.wsdl").read_text()
    old = '<xs:pattern value="[A-Z]{2}"/>'
    (tmp_path / "service.wsdl").write_text(text.replace(old, f"<xs:{facet}/>{old}"))
    folder = tmp_path / "out"
    assert main([str(tmp_path / "service.wsdl"), "-o", str(folder)]) == 0
    assert f"note: Leaf/code: {note}" in capsys.readouterr().err
    table = (folder / "service" / "facets" / "leaf.py").read_text()
    assert ("[A-Z]{2}" in table) is ("pattern" not in facet)  # one of two fits anything


def test_an_enumeration_is_one_of_values(tmp_path: Path) -> None:
    text = (GOLDEN / "facets-rpc" / "service.wsdl").read_text()
    old = '<xs:maxInclusive value="500"/>'
    new = '<xs:enumeration value="50"/><xs:enumeration value="-0"/>'
    (tmp_path / "service.wsdl").write_text(text.replace(old, new))
    out = ["-o", str(tmp_path), "--package", "enumerated"]
    assert main([str(tmp_path / "service.wsdl"), *out]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(tmp_path))
        made: Any = importlib.import_module("enumerated")
    read = made.OPERATIONS["getLeaves"].decode_request
    for grams, value in (("50", "50"), (" +050 ", "50"), ("0", "-0"), ("5", None)):
        content = rpc(f"<code>AB</code><least>{grams}</least>", "getLeaves")
        for check in (False, True):
            if value is None:
                with pytest.raises(made.ProtocolError, match="expected one of '50'"):
                    read(content, check_facets=check)
                continue
            found, _ = read(content, check_facets=check)
            assert found.least.value == value
    with pytest.raises(made.ProtocolError, match="expected xs:int, found 'x'"):
        read(content.replace(b">5<", b">x<"))


def test_a_facet_without_a_value_says_nothing(tmp_path: Path) -> None:
    text = (GOLDEN / "facets-rpc" / "service.wsdl").read_text()
    old = '<xs:pattern value="[A-Z]{2}"/>'
    new = "<xs:maxLength/><xs:pattern/>"
    (tmp_path / "service.wsdl").write_text(text.replace(old, new))
    assert main([str(tmp_path / "service.wsdl"), "-o", str(tmp_path / "out")]) == 0
    table = (tmp_path / "out" / "service" / "facets" / "leaf.py").read_text()
    assert '"code"' not in table


def test_facets_of_the_first_element_do_not_hold_for_those_of_a_wildcard(
    tmp_path: Path,
) -> None:
    """What a wildcard takes is kept as it stands, also under a name that is known."""
    service = (GOLDEN / "wildcards" / "service.wsdl").read_text()
    short = (
        '<xs:element name="cup"><xs:simpleType><xs:restriction base="xs:string">'
        '<xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:element>'
    )
    changed = service.replace('<xs:element name="cup" type="xs:string"/>', short)
    assert changed != service
    (tmp_path / "service.wsdl").write_text(changed)
    with packages.imported(tmp_path / "service.wsdl", tmp_path / "facets_wild") as made:
        operation = made.OPERATIONS["brew"]

        def body(*cups: str) -> bytes:
            inner = "".join(f"<cup>{cup}</cup>" for cup in cups)
            return envelope(inner, name="t:brewResponse")

        answer = operation.decode_response(body("tea", "coffee"), check_facets=True)
        assert answer.cup == "tea"
        operation.encode_response(answer, check_facets=True)
        with pytest.raises(made.ProtocolError, match="at most 3 characters") as caught:
            operation.decode_response(body("coffee", "tea"), check_facets=True)
    assert caught.value.path == "/Envelope/Body/brewResponse/cup[1]"
