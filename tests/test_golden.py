"""What the generator promises: one tiny service a feature, found by walking."""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import Any

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import bindings, profile, source, views, wsdl
from generator.atomics import ATOMICS
from generator.generate import generate
from generator.naming import Names

from .strategies import Values
from .test_properties import SETTINGS, SOAP, XSD

HERE = Path(__file__).parent / "golden"
FEATURES = sorted(p.parent.name for p in HERE.glob("*/service.wsdl"))
LEXICAL = "durations-and-partial-dates"


def overlay(feature: str) -> profile.Profile:
    file = HERE / feature / "service.toml"
    return profile.load(file) if file.is_file() else profile.Profile()


def package(feature: str) -> str:
    return "golden_" + feature.replace("-", "_")


def files(feature: str) -> dict[PurePosixPath, str]:
    loaded = source.load(HERE / feature / "service.wsdl")
    return generate(loaded, overlay(feature), package(feature)).files


def shown(path: PurePosixPath) -> bool:
    """Whether a file is compared: not what is the same in every package."""
    return path.parts[0] not in ("_runtime", "generated.toml", "py.typed")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All features as packages that can be imported and type-checked."""
    folder = tmp_path_factory.mktemp("golden")
    for feature in FEATURES:
        for path, text in files(feature).items():
            place = folder / package(feature) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder


@pytest.mark.parametrize("feature", FEATURES)
def test_the_package_is_as_expected(feature: str, update_goldens: bool) -> None:
    made = {path: text for path, text in files(feature).items() if shown(path)}
    expected = HERE / feature / "expected"
    if update_goldens:
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text)
    there = {
        PurePosixPath(p.relative_to(expected).as_posix()): p.read_text()
        for p in expected.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert made == there
    for path, text in made.items():
        if path.suffix == ".py":
            assert black.format_str(text, mode=black.Mode()) == text


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
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", command],
            cwd=HERE.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "generated"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == digest()


@pytest.mark.parametrize("feature", sorted({*FEATURES} - {LEXICAL}))
def test_any_value_survives_and_is_valid(feature: str, written: Path) -> None:
    loaded = source.load(HERE / feature / "service.wsdl")
    service = wsdl.parse(loaded)
    said = overlay(feature)
    roots = views.roots(service, said)
    names = Names(said.words, said.renamed)
    values = Values(bindings.bind(loaded, names, roots), package(feature))
    module: Any = importlib.import_module(package(feature))
    schemas = _schemas(loaded.entry.root, written / "schemas" / feature)
    keys = {str(element): key for element, key in values.bindings.elements.items()}

    @SETTINGS
    @given(st.data())
    def check(data: st.DataObject) -> None:
        for operation in module.OPERATIONS.values():
            blocks = tuple(
                data.draw(values.of(keys[header.name])) for header in operation.headers
            )
            request = data.draw(values.of(keys[operation.request.name]))
            content = operation.encode_request(request, blocks)
            _validate(content, schemas, 1 + len(blocks))
            again = operation.decode_request(content, keep_nil=True)
            assert operation.encode_request(*again) == content
            assert again == (request, blocks)
            response = data.draw(values.of(keys[operation.response.name]))
            content = operation.encode_response(response)
            _validate(content, schemas, 1)
            assert operation.decode_response(content, keep_nil=True) == response

    check()


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
    root = source.load(HERE / LEXICAL / "service.wsdl").entry.root
    schemas = _schemas(root, written / "schemas" / LEXICAL)
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
        _validate(sent, schemas, 1)
        body = etree.fromstring(sent).find(f"{{{SOAP}}}Body/*")
        assert body is not None
        assert [child.text or "" for child in body] == list(given_.values())


def test_every_built_in_type_is_in_a_feature() -> None:
    """But ENTITY: none is valid without a document type, which SOAP forbids."""
    texts = [
        (HERE / feature / "service.wsdl").read_text()
        for feature in ("built-in-types", LEXICAL)
    ]
    missing = {n for n in ATOMICS if not any(f'"xs:{n}"' in text for text in texts)}
    assert missing == {"ENTITY"}


def _validate(content: bytes, schemas: etree.XMLSchema, count: int) -> None:
    """Insist that the schemas allow the body and the header blocks, so many in all."""
    found = etree.fromstring(content).xpath("*/*")
    assert isinstance(found, list)
    assert len(found) == count
    for node in found:
        assert isinstance(node, etree._Element)
        schemas.assertValid(deepcopy(node))


def _schemas(root: etree._Element, folder: Path) -> etree.XMLSchema:
    """The inline schemas as one: files that import one another, and one for all."""
    folder.mkdir(parents=True, exist_ok=True)
    every = [etree.fromstring(etree.tostring(n)) for n in root.iter(f"{{{XSD}}}schema")]
    names = {str(n.get("targetNamespace")): f"{i}.xsd" for i, n in enumerate(every)}
    whole = etree.Element(f"{{{XSD}}}schema")
    for namespace, name in names.items():
        etree.SubElement(
            whole, f"{{{XSD}}}import", namespace=namespace, schemaLocation=name
        )
    for node, name in zip(every, names.values(), strict=True):
        for one in node.iter(f"{{{XSD}}}import"):
            one.set("schemaLocation", names[str(one.get("namespace"))])
        (folder / name).write_bytes(etree.tostring(node))
    (folder / "all.xsd").write_bytes(etree.tostring(whole))
    return etree.XMLSchema(etree.parse(str(folder / "all.xsd")))
