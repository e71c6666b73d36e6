"""What the generator promises: one tiny service a feature, found by walking."""

from __future__ import annotations

import ast
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import guard, profile, source, synthesis, views, wsdl
from generator.atomics import ATOMICS
from generator.generate import Generated, bound, generate
from generator.model import Service
from generator.naming import Names, unique
from generator.synthesis import NAMESPACE

from .built_in import SPELT
from .corpus.instances import Instances
from .corpus.oracle import as_bytes, open_schema
from .corpus.samples import Samples
from .corpus.wild import Wild
from .packages import chosen, overlay, write
from .packed import envelope
from .strategies import Values
from .test_properties import SETTINGS, SOAP, XSD

HERE = Path(__file__).parent / "golden"
FEATURES = sorted(p.parent.name for p in HERE.glob("*/service.wsdl"))
LEXICAL = "durations-and-partial-dates"
RESTRICTED = {"facets", "facets-rpc", "leading-zeros"}
"""Random values would not be as their facets say: see `test_check_facets`."""
ALIKE = {"turns"}
"""Several values are the same bytes, which are read as one of them."""


def profile_of(feature: str) -> profile.Profile:
    return overlay(HERE / feature / "service.wsdl")


def package(feature: str) -> str:
    return "golden_" + feature.replace("-", "_")


@cache
def made_of(feature: str) -> Generated:
    wsdl = HERE / feature / "service.wsdl"
    loaded = source.load(wsdl)
    return generate(loaded, profile_of(feature), package(feature), chosen(wsdl))


def files(feature: str) -> Mapping[PurePosixPath, str]:
    return made_of(feature).files


def shown(path: PurePosixPath) -> bool:
    """Whether a file is compared: not what is the same in every package."""
    return path.parts[0] not in ("_runtime", "generated.toml", "py.typed")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All features as packages that can be imported and type-checked."""
    folder = tmp_path_factory.mktemp("golden")
    for feature in FEATURES:
        write(files(feature), folder / package(feature))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder


def test_no_class_is_called_like_what_its_modules_import() -> None:
    """One called `Order` took the place of the runtime's, and what it was for broke."""
    spelt, found = Names(), 0
    for feature in FEATURES:
        for path, text in files(feature).items():
            folders = {"aio", "codecs", "operations"} & {*path.parts}
            if folders and path.stem != "encoding":  # which has no classes
                for name in imported_classes(text):
                    found += 1
                    assert spelt.type(name) != name, f"{feature}: {path}: {name}"
    assert found


def imported_classes(text: str) -> Iterator[str]:
    """The names with a capital that come from the runtime, or from outside."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            home = (node.module or "").split(".")
            if "_runtime" in home or node.level == 0:
                yield from (a.name for a in node.names if a.name[0].isupper())


@pytest.mark.parametrize("feature", FEATURES)
def test_the_package_is_as_expected(feature: str, update_goldens: bool) -> None:
    made = {path: text for path, text in files(feature).items() if shown(path)}
    expected = HERE / feature / "expected"
    if update_goldens:
        shutil.rmtree(expected, ignore_errors=True)
        write(made, expected)
    there = {
        PurePosixPath(p.relative_to(expected).as_posix()): p.read_text()
        for p in expected.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert made == there


@pytest.mark.parametrize("feature", FEATURES)
def test_what_is_left_out_is_noted_as_expected(
    feature: str, update_goldens: bool
) -> None:
    made = "".join(f"{note}\n" for note in made_of(feature).notes)
    expected = HERE / feature / "notes.txt"
    if update_goldens:
        expected.unlink(missing_ok=True)
        if made:
            expected.write_text(made)
    assert made == (expected.read_text() if expected.is_file() else "")


def test_the_goldens_are_formatted() -> None:
    """As black would: by its command, which uses all processors and keeps a cache."""
    black = [sys.executable, "-m", "black", "--config", os.devnull]
    done = subprocess.run(
        [*black, "--check", "--quiet", "--diff", *HERE.glob("*/expected")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_package_passes_the_type_checker(written: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            *map(package, FEATURES),
        ],
        cwd=written,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("feature", FEATURES)
def test_every_type_of_a_field_has_a_public_home(feature: str, written: Path) -> None:
    """Nobody has to import what is in an annotation from `_runtime`."""
    types = importlib.import_module(f"{package(feature)}.types")
    found = {
        home.partition(" import ")[2]
        for path, text in files(feature).items()
        if path.parts[0] == "types" and path.name != "__init__.py"
        for home in text.splitlines()
        if home.startswith("from .._runtime")
    }
    wanted = {name.strip() for names in found for name in names.split(",")}
    assert {name.partition(" as ")[0] for name in wanted} <= set(types.__all__)


def digest() -> str:
    """One hash of every file of every feature, in the order in which they are made."""
    made = hashlib.sha256()
    for feature in FEATURES:
        for path, text in files(feature).items():
            made.update(f"{path}\0{text}\0".encode())
    return made.hexdigest()


def test_runs_do_not_differ() -> None:
    """Neither from each other nor by the order in which Python's sets come out."""
    command = "from tests.test_golden import digest; print(digest())"
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    run = subprocess.run(
        [sys.executable, "-c", command],
        cwd=HERE.parents[1],
        env={**os.environ, "PYTHONHASHSEED": other, "PYTHONPATH": "generated"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == digest()


class Opened:
    """A feature whose package is written: its operations, and values for them.

    Attributes:
        loaded: Its WSDL.
        called: Every operation, with what it carries.
        values: Makes values of types.
        keys: The types by the names of their classes.
    """

    def __init__(self, feature: str) -> None:
        self.loaded = source.load(HERE / feature / "service.wsdl")
        guard.check(self.loaded)
        said = profile_of(feature)
        names = Names(said.words, said.renamed)
        wanted = chosen(HERE / feature / "service.wsdl")
        service, catalogue = bound(self.loaded, said, names, wanted)
        self.called = list(_called(service, said, package(feature)))
        wild = Wild(Instances.of(self.loaded))
        self.values = Values(catalogue, package(feature), wild)
        self.keys = {binding.name: key for key, binding in catalogue.types.items()}

    def of(self, element: Any) -> st.SearchStrategy[Any]:
        """Values of what an element holds."""
        return self.values.of(self.keys[element.type.__name__])


@pytest.mark.parametrize("feature", sorted({*FEATURES} - RESTRICTED))
def test_any_value_survives_and_is_valid(feature: str, written: Path) -> None:
    opened = Opened(feature)
    called, of = opened.called, opened.of
    if any(operation.encoding is None for operation, _ in called):
        schemas = _schemas(opened.loaded, written / "schemas" / feature)

    @SETTINGS
    @given(st.data())
    def check(data: st.DataObject) -> None:
        for operation, carried in called:
            blocks = tuple(data.draw(of(header)) for header in operation.headers)
            request = data.draw(of(operation.request))
            sent = operation.pack_request(request, blocks, mtom=False)
            content = envelope(sent)
            if operation.encoding is None:  # SOAP's encoding is no schema's business
                _validate(content, schemas, carried.request, carried.headers)
            again = _requested(operation, sent)
            assert operation.pack_request(*again, mtom=False) == sent
            assert again == (request, blocks) or feature in ALIKE
            beside = operation.pack_request(request, blocks, mtom=True)
            assert _requested(operation, beside) == again
            if operation.response is None:
                assert operation.decode_response(b"", 202) is None
                continue
            blocks = tuple(data.draw(of(h)) for h in operation.response_headers)
            response = data.draw(of(operation.response))
            for beside in (False, True):
                sent = operation.pack_response(response, blocks, mtom=beside)
                if operation.encoding is None and not beside:
                    content = envelope(sent)
                    blocks_ = carried.response_headers
                    _validate(content, schemas, carried.response, blocks_)
                as_sent = {"keep_nil": True, "content_type": sent.content_type}
                assert operation.decode_response(sent.body, **as_sent) == response
                # None for nil is no error either.
                operation.decode_response(sent.body, content_type=sent.content_type)
                heads = operation.decode_response_headers(sent.body, **as_sent)
                assert heads == blocks

    check()


def _requested(operation: Any, sent: Any) -> Any:
    kind = sent.content_type
    operation.decode_request(sent.body, content_type=kind)  # None for nil, no error
    return operation.decode_request(sent.body, keep_nil=True, content_type=kind)


@pytest.mark.parametrize(
    ("field", "texts"),
    [
        ("ID", ["a1", "_"]),
        ("IDREF", ["a1"]),
        ("hexBinary", ["00FF", ""]),
        ("base64Binary", ["AP8=", ""]),
        ("duration", ["P1Y2M3DT4H5M6.70S", "-P0D", "PT36H"]),
        ("gYear", ["2024", "-0044", "12024Z"]),
        ("gYearMonth", ["2024-02", "2024-02+14:00"]),
        ("gMonth", ["--02", "--12-05:30"]),
        ("gMonthDay", ["--02-29", "--12-31Z"]),
        ("gDay", ["---31", "---01Z"]),
    ],
)
def test_what_no_value_of_python_holds_goes_out_as_it_came_in(
    field: str, texts: list[str], written: Path
) -> None:
    loaded = source.load(HERE / LEXICAL / "service.wsdl")
    schemas = _schemas(loaded, written / "schemas" / LEXICAL)
    operation = importlib.import_module(package(LEXICAL)).OPERATIONS["brew"]
    usual = {
        "ID": "a1",
        "IDREF": "a1",
        "hexBinary": "",
        "base64Binary": "",
        "duration": "P1D",
        "gYear": "2024",
        "gYearMonth": "2024-02",
        "gMonth": "--02",
        "gMonthDay": "--02-29",
        "gDay": "---31",
    }
    for text in texts:
        given_ = {**usual, "IDREF": text if field == "ID" else "a1", field: text}
        inner = "".join(
            f"<a{name[0].upper()}{name[1:]}>{value}</a{name[0].upper()}{name[1:]}>"
            for name, value in given_.items()
        )
        content = (
            f'<s:Envelope xmlns:s="{SOAP}"><s:Body><t:brew xmlns:t="urn:tea">'
            f"{inner}</t:brew></s:Body></s:Envelope>"
        )
        value, _ = operation.decode_request(content.encode())
        sent = operation.encode_request(value)
        body = etree.fromstring(sent).find(f"{{{SOAP}}}Body/*")
        assert body is not None
        schemas.assertValid(deepcopy(body))
        assert [child.text or "" for child in body] == list(given_.values())


@pytest.mark.parametrize("name", sorted(SPELT))
def test_what_is_spelt_in_its_own_way_goes_out_as_it_came_in(
    name: str, written: Path
) -> None:
    made = (HERE / LEXICAL / "service.wsdl").read_text()
    feature = LEXICAL if f'"xs:{name}"' in made else "built-in-types"
    opened = Opened(feature)
    schemas = _schemas(opened.loaded, written / "schemas" / feature)
    ((operation, carried),) = opened.called
    bindings = opened.values.bindings
    samples = Samples(bindings, package(feature), opened.values.wild)
    usual = samples.of(carried.request.key(bindings))
    root = etree.fromstring(operation.encode_request(usual))
    field = next(root.iter(f"a{name[0].upper()}{name[1:]}"))
    for text in SPELT[name]:
        field.text = text
        content = etree.tostring(root)
        _validate(content, schemas, carried.request, ())
        value, _ = operation.decode_request(content)
        again = etree.fromstring(operation.encode_request(value))
        assert next(again.iter(field.tag)).text == text


def test_a_second_element_is_what_a_wildcard_beside_it_stands_for(
    written: Path,
) -> None:
    """An element of that name is valid there too (XML Schema Part 1, 3.10.4)."""
    feature = "wildcards"
    schemas = _schemas(
        source.load(HERE / feature / "service.wsdl"), written / "schemas" / feature
    )
    operation = importlib.import_module(package(feature)).OPERATIONS["brew"]
    content = (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body><t:brewResponse xmlns:t="urn:tea">'
        "<cup>a</cup><cup>b</cup></t:brewResponse></s:Body></s:Envelope>"
    ).encode()
    schemas.assertValid(deepcopy(etree.fromstring(content)[0][0]))
    read = operation.decode_response(content)
    assert read.cup == "a"
    again = etree.fromstring(operation.encode_response(read))[0][0]
    assert [child.text for child in again] == ["a", "b"]


def test_every_built_in_type_is_in_a_feature() -> None:
    """But ENTITY: none is valid without a document type, which SOAP forbids.

    QName is in `attributes` and `simple-content`; swaRef is no type of XML Schema.
    """
    texts = [
        (HERE / feature / "service.wsdl").read_text()
        for feature in ("built-in-types", LEXICAL)
    ]
    missing = {n for n in ATOMICS if not any(f'"xs:{n}"' in text for text in texts)}
    assert missing == {"ENTITY", "QName", "swaRef"}


def _called(
    service: Service, said: profile.Profile, name: str
) -> Iterator[tuple[Any, views.Carriers]]:
    """Every operation of every port, with what it carries."""
    first, *others = service.ports
    inside = {p.name: Names().module(p.name) for p in others}
    for port in service.ports:
        where = name if port is first else f"{name}.{inside[port.name]}"
        made: Any = importlib.import_module(where)
        by_name = dict(zip(made.OPERATIONS, made.OPERATIONS.values(), strict=True))
        keys = unique((o.name for o in port.operations), by_case=True)
        assert list(by_name) == sorted(keys, key=list(by_name).index)
        for key, operation in zip(keys, port.operations, strict=True):
            yield by_name[key], views.carriers(operation, said)


def _validate(
    content: bytes,
    schemas: etree.XMLSchema,
    body: views.Carrier | None,
    blocks: tuple[views.Carrier, ...],
) -> None:
    """Insist that the schemas allow the body and the header blocks.

    What is no global element is checked under the name of the type made for it.
    """
    *head, found = etree.fromstring(content)
    nodes = [found] if body is not None and body.root is None else list(found)
    headers = [node for part in head for node in part]
    assert len(nodes) == 1
    assert len(headers) == len(blocks)
    for node, carrier in zip([*headers, *nodes], [*blocks, body], strict=True):
        assert carrier is not None
        copy = etree.fromstring(as_bytes(node))  # with every prefix in scope
        if carrier.type is not None:
            assert carrier.root is None or copy.tag == str(carrier.root)
            copy.tag = f"{{{NAMESPACE}}}{carrier.type.name}"
        schemas.assertValid(copy)


def _schemas(loaded: source.Source, folder: Path) -> etree.XMLSchema:
    """The schemas as one: a file a namespace that includes its parts, and one."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[str]] = {}
    every = [n for d in loaded.documents for n in d.root.iter(f"{{{XSD}}}schema")]
    made = synthesis.schema(wsdl.parse(loaded))
    if made is not None:
        every.append(made)
        for schema in every:
            scope = {"its": str(schema.get("targetNamespace"))}
            for type_ in list(schema.iterchildren(f"{{{XSD}}}complexType")):
                name = str(type_.get("name"))
                place = {"name": name, "type": f"its:{name}"}
                etree.SubElement(made, f"{{{XSD}}}element", place, scope)
    for number, schema in enumerate(every):
        node = etree.fromstring(as_bytes(schema))
        for cut in list(node.iter(f"{{{XSD}}}include", f"{{{XSD}}}redefine")):
            node.remove(cut)
        for element in node.iter(f"{{{XSD}}}element"):
            open_schema(element)
        for one in node.iter(f"{{{XSD}}}import"):
            one.set("schemaLocation", _file(str(one.get("namespace"))))
        (folder / f"{number}.xsd").write_bytes(etree.tostring(node))
        parts.setdefault(str(node.get("targetNamespace")), []).append(f"{number}.xsd")
    whole = etree.Element(f"{{{XSD}}}schema")
    for namespace, names in parts.items():
        holder = etree.Element(f"{{{XSD}}}schema", targetNamespace=namespace)
        for name in names:
            etree.SubElement(holder, f"{{{XSD}}}include", schemaLocation=name)
        (folder / _file(namespace)).write_bytes(etree.tostring(holder))
        place = {"namespace": namespace, "schemaLocation": _file(namespace)}
        etree.SubElement(whole, f"{{{XSD}}}import", place)
    (folder / "all.xsd").write_bytes(etree.tostring(whole))
    return etree.XMLSchema(etree.parse(str(folder / "all.xsd")))


def _file(namespace: str) -> str:
    return f"ns-{hashlib.sha256(namespace.encode()).hexdigest()[:8]}.xsd"
