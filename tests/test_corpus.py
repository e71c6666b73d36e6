"""The corpus script itself: what it tries, and that it sees what is wrong."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree

from generator import source, views, wsdl
from generator.bindings import Facets
from generator.bindings.content_models import Group, Particle
from generator.model import QName

from .corpus import __main__ as script
from .corpus import second, trips
from .corpus.__main__ import main
from .corpus.ambiguous import clashes
from .corpus.folder import documents
from .corpus.free import Free
from .corpus.freely import shape
from .corpus.invented.document import document
from .corpus.one import run
from .corpus.oracle import Oracle, schemas
from .corpus.patterns import Unsupported, maker
from .corpus.texts import candidates

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{2}[0-9]{3,5}",
        r"\d{4}-\d\d(\.\d+)?",
        "(tea|coffee)+",
        r"[^a-z\s]{3}",
        r"a\.b\\c",
        "",
        "[+-]?[.0-9]{1,3}",
    ],
)
def test_a_text_fits_the_pattern_it_is_made_from(pattern: str) -> None:
    make = maker(pattern)
    for seed in range(40):
        assert re.fullmatch(pattern, make(Random(seed)))


def test_classes_that_python_lacks() -> None:
    assert maker(r"\p{Lu}")(Random(1)).isupper()
    assert maker("[a-z-[b-z]]")(Random(1)) == "a"
    with pytest.raises(Unsupported):
        maker("(a")


def test_texts_keep_to_their_facets() -> None:
    facets = Facets(bounds=(("min_inclusive", "5"), ("max_exclusive", "7")))
    assert set(candidates("int", facets, int, Random(1))) <= {"5", "6"}
    facets = Facets(bounds=(("max_length", "4"),), patterns=(("[A-F]*",),))
    for text in candidates("string", facets, str, Random(1)):
        assert re.fullmatch("[A-F]{0,4}", text)


def test_a_part_of_another_document_is_not_tried(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "wsdl-import", tmp_path / "tea")
    (tmp_path / "notes.xml").write_text("<notes/>")
    root = tmp_path / "tea"
    assert list(documents(tmp_path)) == [(root / "service.wsdl", root)]


def test_the_table_tells_what_passed_and_what_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(GOLDEN / "choice", tmp_path / "good")
    shutil.copytree(HERE / "refused" / "undefined-type", tmp_path / "bad")
    said = tmp_path / "said.json"
    assert main([str(tmp_path), "--json", str(said)]) == 0
    states = {row["name"]: row["state"] for row in json.loads(said.read_text())}
    assert states == {"good/service.wsdl": "passed", "bad/service.wsdl": "refused"}
    assert "2 documents: 1 passed, 1 refused" in capsys.readouterr().out


def test_one_that_takes_too_long_has_failed(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "choice", tmp_path / "good")
    assert main([str(tmp_path), "--seconds", "0"]) == 1


class Wrong:
    """An operation one of whose methods gives something else."""

    def __init__(self, operation: Any, method: str, change: Any) -> None:
        self.operation, self.method, self.change = operation, method, change

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.operation, name)
        if name != self.method:
            return found
        return lambda *given, **named: self.change(found(*given, **named))


@pytest.mark.parametrize(
    ("method", "change", "what"),
    [
        ("decode_request", lambda read: (None, read[1]), "differs"),
        ("decode_request", lambda read: 1 / 0, "unread"),
        (
            "pack_request",
            lambda sent: replace(sent, body=sent.body.replace(b"brew", b"brow")),
            "invalid",
        ),
        (
            "pack_response",
            lambda sent: replace(sent, body=sent.body + b" "),
            "unstable",
        ),
    ],
)
def test_a_codec_that_is_wrong_is_found_out(
    method: str,
    change: Any,
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again = iter(range(1 << 20))

    def changed(made: Any) -> Any:
        """Only every second answer, so that what is written again is not the same."""
        return made if what == "unstable" and next(again) % 2 else change(made)

    def wrong(*given: Any) -> Any:
        for one in called(*given):
            yield replace(one, operation=Wrong(one.operation, method, changed))

    called = trips.called
    monkeypatch.setattr("tests.corpus.one.called", wrong)
    file = GOLDEN / "wildcards" / "service.wsdl"
    outcome = run(file, file.parent, tmp_path, f"corpus_{method}_{what}")
    assert [failure.what for failure in outcome.failures] == [what]
    assert outcome.passed == 0


AMBIGUOUS = """<xs:complexType name="Extra">
        <xs:sequence>
          <xs:element name="label" type="xs:string" minOccurs="0"/>
          <xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>"""


def test_what_libxml2_cannot_tell_apart_is_proved_by_less(tmp_path: Path) -> None:
    """A wildcard may not stand for what is declared beside it (Part 1, 3.8.6)."""
    text = (GOLDEN / "wildcards" / "service.wsdl").read_text()
    changed = text.replace(
        '<xs:complexType name="Extra">\n        <xs:sequence>', AMBIGUOUS
    )
    file = tmp_path / "service.wsdl"
    file.write_text(changed)
    assert changed != text
    outcome = run(file, tmp_path, tmp_path / "made", "corpus_ambiguous")
    assert (outcome.not_compiled, outcome.failures) == ("", [])


BESIDE = """<xs:sequence>
            <xs:element ref="t:pour" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element ref="t:step" minOccurs="0" maxOccurs="unbounded"/>"""


def test_what_stands_for_an_element_beside_it_is_proved_by_less(tmp_path: Path) -> None:
    """A step may be a pour, so that libxml2 cannot tell which of the two one is."""
    text = (GOLDEN / "substitution-groups" / "service.wsdl").read_text()
    changed = re.sub(
        r'<xs:sequence>\s*<xs:element ref="t:step" maxOccurs="unbounded"/>',
        BESIDE,
        text,
    )
    file = tmp_path / "service.wsdl"
    file.write_text(changed)
    assert changed != text
    outcome = run(file, tmp_path, tmp_path / "made", "corpus_beside")
    assert (outcome.not_compiled, outcome.failures) == ("", [])


def test_a_value_of_no_type_is_more_than_a_facet(tmp_path: Path) -> None:
    """What is wrong with the codec may not pass for what is wrong with the sample."""
    loaded = source.load(GOLDEN / "qualified-elements" / "service.wsdl")
    root = QName("urn:tea?cup=1&pot=2", "brewResponse")
    carrier = views.Carrier(root)
    oracle = Oracle(loaded, wsdl.parse(loaded), [carrier], tmp_path)
    node = etree.Element(str(root))
    etree.SubElement(node, f"{{{root.namespace}}}ok").text = "tea"
    said = oracle.of(node, carrier)
    assert said is not None
    assert not said.facets


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((("a", 0, None), ("b", 0, None), ("a", 0, 1)), True),
        ((("a", 1, None), ("a", 1, 1)), True),
        ((("a", 1, 1), ("b", 0, 1), ("a", 1, 1)), False),
        ((("a", 0, None), ("b", 1, 1), ("a", 0, None)), False),
        ((("a", 0, None), ("b", 0, None)), False),
    ],
)
def test_models_that_can_be_read_in_two_ways(
    items: tuple[tuple[str, int, int | None], ...], expected: bool
) -> None:
    particles = tuple(Particle(QName("", name), low, top) for name, low, top in items)
    assert clashes(Group(items=particles)) is expected


def test_documents_that_nobody_wrote(tmp_path: Path) -> None:
    assert main(["--invented", "6", "--seed", "100", "--work", str(tmp_path)]) == 0
    written = sorted((tmp_path / "invented").iterdir())
    assert len(written) == 6
    first = written[0].read_bytes()
    again = int(written[0].stem.removeprefix("invented"))
    assert first == document(again)


def test_a_document_of_which_something_is_lost_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading loses what writing does not write, so that no sample shows it."""

    def emptied(read: Any) -> Any:
        lost = replace(read, tea=None, record=None, problem=["lost"])
        return replace(lost, value=None)

    def wrong(*given: Any) -> Any:
        for one in called(*given):
            yield replace(
                one, operation=Wrong(one.operation, "decode_response", emptied)
            )

    called = trips.called
    monkeypatch.setattr("tests.corpus.one.called", wrong)
    monkeypatch.setattr("tests.corpus.one.Trips.of", lambda self, one: None)
    file = GOLDEN / "choice" / "service.wsdl"
    outcome = run(file, file.parent, tmp_path, "corpus_lost")
    assert [failure.what for failure in outcome.failures] == ["differs"]


def test_free_documents_are_what_the_schema_allows_and_no_two_alike() -> None:
    loaded = source.load(GOLDEN / "choice" / "service.wsdl")
    free = Free(schemas(loaded, wsdl.parse(loaded)), Random(1))
    root = QName("urn:tea", "brew")
    texts = {etree.tostring(free.element(root)) for _ in range(20)}
    assert len(texts) > 10
    assert etree.QName(free.element(root)).namespace == "urn:tea"


def test_free_documents_have_text_between_elements_where_it_may_stand() -> None:
    loaded = source.load(GOLDEN / "wildcards" / "service.wsdl")
    free = Free(schemas(loaded, wsdl.parse(loaded)), Random(1))
    made = [free.typed(QName("", "said"), QName("urn:tea", "Text")) for _ in range(20)]
    assert any(child.tail for node in made for child in node)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<a>x<b/>y</a>", "<a>x<b/></a>", False),
        ("<a>x<b/>y</a>", "<a><b/>y</a>", False),
        ("<a><b/><b/></a>", "<a><b/></a>", False),
        ("<a><b/><c>1</c></a>", "<a><c>01</c><b/></a>", True),
        ("<a x='1'/>", "<a/>", False),
    ],
)
def test_what_is_not_lost(one: str, other: str, same: bool) -> None:
    """The texts between elements; one alone may be spelt in another way."""
    left, right = map(etree.fromstring, (one, other))
    assert (shape(left) == shape(right)) is same


def test_declared_faults_are_read_of_free_documents_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*given: Any) -> Any:
        for one in called(*given):
            declared = [
                replace(kind, error=KeyError) for kind in one.operation.declared
            ]
            made = replace(one.operation, declared=tuple(declared))
            yield replace(one, operation=made)

    called = trips.called
    monkeypatch.setattr("tests.corpus.one.called", wrong)
    monkeypatch.setattr("tests.corpus.one.Trips.of", lambda self, one: None)
    file = GOLDEN / "headers-and-faults" / "service.wsdl"
    outcome = run(file, file.parent, tmp_path, "corpus_faults")
    assert "fault" in outcome.failures[0].where


def test_xsdata_is_asked_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(GOLDEN / "choice", tmp_path / "choice")
    assert main([str(tmp_path), "--xsdata"]) == 0
    said = capsys.readouterr().out
    assert "xsdata on choice/service.wsdl: 10 messages, 12 only to read" in said
    assert "xsdata had 22 messages; of " in said


def test_what_xsdata_said_until_its_time_was_up_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ran(options: Any, program: str, file: Path, root: Path, place: Path) -> str:
        said = real(options, program, file, root, place)
        return "took more than 1 seconds" if program == "second" else said

    real = script._ran
    monkeypatch.setattr(script, "_ran", ran)
    shutil.copytree(GOLDEN / "choice", tmp_path / "choice")
    main([str(tmp_path), "--xsdata"])
    said = capsys.readouterr().out
    assert "10 messages, 12 only to read; took more than 1 seconds" in said


def test_xsdata_tells_what_it_says_after_each_operation(tmp_path: Path) -> None:
    file = GOLDEN / "one-base" / "service.wsdl"
    run(file, file.parent, tmp_path, "corpus_told")
    told: list[int] = []
    second.run(
        file, file.parent, tmp_path, "corpus_told", lambda o: told.append(o.compared)
    )
    assert len(told) > 1
    assert told == sorted({*told})


def test_broken_messages_are_tried_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def cases(strictness: Any, message: Any) -> list[Any]:
        asked.append(strictness.most)
        return []

    monkeypatch.setattr("tests.corpus.strictness.Strictness.cases", cases)
    file = GOLDEN / "choice" / "service.wsdl"
    for broken, name in ((0, "whole"), (3, "broken")):
        outcome = run(file, file.parent, tmp_path, f"corpus_{name}", broken)
        assert outcome.failures == []
        assert {*asked} == ({broken} if broken else set())
