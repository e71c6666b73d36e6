"""xsdata reads and writes what we write, and has the same values: over all features.

Its classes are made from the schemas alone, with no code of ours. `theirs.same` says
what is not held against it, and `theirs.deviations` where it differs, which each entry
of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import guard, source, wsdl
from generator.generate import bound
from generator.naming import Names
from generator.views import Carrier

from .corpus.free import Free
from .corpus.freely import Freely
from .corpus.instances import Instances
from .corpus.oracle import Complaint, Oracle, held, schemas
from .corpus.samples import Samples, Shape
from .corpus.trips import called
from .corpus.wild import Wild
from .packages import chosen, overlay
from .strategies import Values
from .test_golden import (
    ALIKE,
    FEATURES,
    HERE,
    RESTRICTED,
    package,
    written,
)
from .test_properties import SETTINGS, WSDL
from .theirs.deviations import DEVIATIONS, Deviation
from .theirs.disagreement import Disagreement
from .theirs.messages import Making, messages
from .theirs.peer import Peer, plain
from .theirs.same import XSI, Rules, nillable

__all__ = ["written"]

MKTOWS: Final = "mktows"
"""The flagship, which is held against xsdata like a feature."""
ENCODED: Final = {
    "encoded-attachments",
    "encoded-faults",
    "encoded-headers",
    "encoded-soap-1-2",
    "rpc-encoded",
    "rpc-encoded-arrays",
}
"""Features without a message that a schema describes."""
BESIDE: Final = {"attachments"}
"""Features whose messages all have something beside them, which no schema has."""


@cache
def opened_once(feature: str, folder: Path) -> Opened:
    """A feature, as several tests have it."""
    return Opened(feature, folder / "oracle" / feature)


class Opened:
    """A feature whose package is written, with xsdata's classes beside it."""

    def __init__(self, feature: str, folder: Path) -> None:
        is_feature = feature in FEATURES
        self.name = package(feature) if is_feature else feature
        file = HERE / feature / "service.wsdl" if is_feature else WSDL
        self.loaded = source.load(file)
        guard.check(self.loaded)
        said = overlay(file)
        names = Names(said.words, said.renamed)
        service, self.bindings = bound(self.loaded, said, names, chosen(file))
        every = called(service, said, names, self.name)
        self.called = [one for one in every if one.operation.encoding is None]
        carriers = [c for one in self.called for c in one.carried]
        description = wsdl.parse(self.loaded)
        self.free = Free(schemas(self.loaded, description), Random(feature))
        self.schemas = Oracle(self.loaded, description, carriers, folder / "schemas")
        self.folder = folder / "theirs"

    @cached_property
    def peer(self) -> Peer:
        """xsdata, which has its classes made only where it is asked.

        Of several classes for one element, anywhere, it takes one that was made late.
        """
        carriers = [c for one in self.called for c in one.carried]
        args = (carriers, self.bindings, self.name, self.folder)
        return Peer(self.loaded, wsdl.parse(self.loaded), *args)

    def complaint(
        self, content: bytes, carriers: Sequence[Carrier]
    ) -> Complaint | None:
        """What libxml2 says is wrong with what a message holds, or None."""
        nodes = held(etree.fromstring(content), carriers[-1])
        every = map(self.schemas.of, nodes, carriers)
        return next((said for said in every if said is not None), None)


def held_against(opened: Opened, feature: str, make: Making) -> None:
    """Insist that xsdata reads and writes messages of all operations as we do."""
    known = [d for d in DEVIATIONS if d.feature == feature]
    for one in opened.called:
        for message in messages(one, make):
            content, carriers, values = (
                message.content,
                message.carriers,
                message.values,
            )
            said = opened.complaint(content, carriers)
            if said is not None:
                assert feature in RESTRICTED and said.facets, said
                continue
            again, found = opened.peer.turned(content, carriers, values)
            wrong = [f for f in found if not any(d.holds(f.node) for d in known)]
            assert not wrong, (message.where, wrong, content)
            if feature not in ALIKE:
                assert plain(message.read(again)) == plain(values)


@pytest.mark.parametrize("feature", sorted({MKTOWS, *FEATURES} - ENCODED))
def test_xsdata_reads_writes_and_has_the_same(feature: str, written: Path) -> None:
    opened = opened_once(feature, written)
    wild = Wild(Instances.of(opened.loaded), strict=True)
    samples = Samples(opened.bindings, opened.name, wild)
    for number, shape in enumerate((*Shape, *[Shape.MIXED] * 5)):
        samples.begin(shape, f"{feature} {number}")
        held_against(opened, feature, lambda c: samples.of(c.key(opened.bindings)))
    if feature in (*RESTRICTED, MKTOWS):  # which `test_properties` looks after
        return
    values = Values(opened.bindings, opened.name, wild)

    @settings(SETTINGS, phases=[Phase.generate], max_examples=8)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        def make(carrier: Carrier) -> Any:
            return data.draw(values.of(carrier.key(opened.bindings)))

        held_against(opened, feature, make)

    check()


@pytest.mark.parametrize("feature", sorted({MKTOWS, *FEATURES} - ENCODED - BESIDE))
def test_xsdata_has_the_same_value_of_any_valid_document(
    feature: str, written: Path
) -> None:
    """Also of what we never write: every spelling, and all that a schema allows."""
    opened = opened_once(feature, written)
    known = [d for d in DEVIATIONS if d.feature == feature]
    freely = Freely(opened.bindings, opened.free, opened.schemas)
    documents = [d for one in opened.called for d in freely.documents(one)]
    assert documents
    for document in documents:
        ours = document.read(document.content, keep_nil=True)
        found = opened.peer.read(document.node, document.carrier, ours)
        if found is not None and not any(d.holds(found.node) for d in known):
            raise AssertionError((document.where, found, document.content))


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda d: f"{d.feature}-{d.what}")
def test_xsdata_differs_where_it_is_said_to(
    deviation: Deviation, written: Path
) -> None:
    opened = opened_once(deviation.feature, written)
    root = etree.fromstring(deviation.shown)
    one, carrier = next(
        (one, carrier)
        for one in opened.called
        for carrier in one.carried
        if str(carrier.root) == root.tag
    )
    if deviation.feature != "attachments":  # whose parts have no schema
        assert opened.schemas.of(root, carrier) is None
    soap = etree.QName(one.operation.soap.clark("Envelope")).namespace
    content = f"""<s:Envelope xmlns:s="{soap}"><s:Body>{deviation.shown}</s:Body>
        </s:Envelope>"""
    whole = _WITH_A_PART.format(envelope=content).replace("\n", "\r\n").encode()
    kept: Any = {"keep_nil": True, "content_type": "multipart/related; boundary=b"}
    if carrier == one.carried.request:
        value, _ = one.operation.decode_request(whole, **kept)
    else:
        value = one.operation.decode_response(whole, **kept)
    _, found = opened.peer.turned(content.encode(), [carrier], [value])
    assert [difference.what for difference in found] == [deviation.what]
    assert deviation.holds(found[0].node)


def test_every_deviation_is_of_a_feature() -> None:
    assert {d.feature for d in DEVIATIONS} <= {*FEATURES} - ENCODED


_WITH_A_PART: Final = """--b
Content-Type: text/xml

{envelope}
--b
Content-Type: image/png
Content-ID: <cup>

tea
--b--
"""


_XSI: Final = f'xmlns:xsi="{XSI}"'


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("<t><a>1</a></t>", f'<t {_XSI}><a>1</a><n xsi:nil="true"/></t>', True),
        ("<t><a>1</a></t>", f'<t {_XSI}><a>1</a><a xsi:nil="true"/></t>', False),
        ("<t><n/></t>", f'<t {_XSI}><n xsi:nil="true"/></t>', True),
        ("<t><a/></t>", f'<t {_XSI}><a xsi:nil="true"/></t>', False),
        (f'<t {_XSI}><n xsi:nil="true"/></t>', "<t/>", False),
        ("<t><n>1</n></t>", f'<t {_XSI}><n xsi:nil="true"/></t>', False),
        ("<t/>", '<t d="1"/>', True),
        ("<t/>", '<t d="2"/>', False),
        ('<t d="1"/>', "<t/>", False),
        ('<p:t xmlns:p="u" b="1" a="2"/>', '<t xmlns="u" a="2" b="1"/>', True),
        ("<t><a>1.50</a></t>", "<t><a>1.5</a></t>", True),
        ("<t><a>1.50</a></t>", "<t><a>1.51</a></t>", False),
        ("<t><a/><b/></t>", "<t><b/><a/></t>", False),
        ("<t><a/></t>", "<t><a/><a/></t>", False),
    ],
)
def test_what_is_the_same(ours: str, theirs: str, same: bool) -> None:
    """What xsdata does otherwise counts just where it may: `n` may be nil, `a` not."""
    rules = Rules(frozenset("n"), frozenset([("d", "1")]))
    given_ = (etree.fromstring(ours), etree.fromstring(theirs))
    with nullcontext() if same else pytest.raises(Disagreement):
        rules.insist(*given_)


def test_roots_that_may_be_nil() -> None:
    schema = etree.fromstring(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="u">
        <xs:element name="a" nillable="true"/><xs:element name="b"/></xs:schema>"""
    )
    assert nillable([schema]) == {"{u}a"}


def test_a_value_that_is_not_what_was_written_is_told(written: Path) -> None:
    """Or nothing would be, where reading and writing have one and the same mistake."""
    opened = opened_once("one-base", written)
    wild = Wild(Instances.of(opened.loaded), strict=True)
    samples = Samples(opened.bindings, opened.name, wild)
    sent = []
    for shape in (Shape.SMALL, Shape.FULL):
        samples.begin(shape, "")
        one = opened.called[0]
        made = messages(one, lambda c: samples.of(c.key(opened.bindings)))
        sent.append(next(made))
    less, more = sent
    _, found = opened.peer.turned(less.content, less.carriers, more.values)
    assert [difference.what for difference in found] == ["value"]


def test_header_blocks_are_among_the_documents(written: Path) -> None:
    opened = opened_once("headers-and-faults", written)
    freely = Freely(opened.bindings, opened.free, opened.schemas)
    documents = [d for one in opened.called for d in freely.documents(one)]
    kinds = {d.where.partition(" free ")[2] for d in documents}
    assert {"request header session", "answer header usage"} <= kinds
    for document in documents:
        value = document.read(document.content, keep_nil=True)
        written_again = etree.fromstring(document.write(value))
        assert document.found(written_again).tag == document.node.tag


def test_a_value_that_is_not_what_was_read_is_told(written: Path) -> None:
    opened = opened_once("choice", written)
    freely = Freely(opened.bindings, opened.free, opened.schemas)
    one, other = list(freely.documents(opened.called[0]))[:2]
    assert one.content != other.content
    for document, told in ((one, []), (other, ["value"])):
        value = document.read(document.content, keep_nil=True)
        found = opened.peer.read(one.node, one.carrier, value)
        assert [found.what for found in [found] if found is not None] == told
