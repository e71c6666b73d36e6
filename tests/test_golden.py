"""What the generator promises: one tiny service a feature, found by walking."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import Any

import black
import pytest
from hypothesis import given
from lxml import etree

from generator import bindings, profile, source, views, wsdl
from generator.generate import generate
from generator.naming import Names

from .strategies import Values
from .test_properties import SETTINGS, SOAP, XSD

HERE = Path(__file__).parent / "golden"
FEATURES = sorted(p.parent.name for p in HERE.glob("*/service.wsdl"))


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


@pytest.mark.parametrize("feature", FEATURES)
def test_any_value_survives_and_is_valid(feature: str, written: Path) -> None:
    loaded = source.load(HERE / feature / "service.wsdl")
    service = wsdl.parse(loaded)
    said = overlay(feature)
    roots = views.roots(service, said)
    names = Names(said.words, said.renamed)
    values = Values(bindings.bind(loaded, names, roots), package(feature))
    module: Any = importlib.import_module(package(feature))
    schemas = _schemas(loaded.entry.root)
    operation: Any = module.OPERATIONS["brew"]
    (element,) = (
        e for e in values.bindings.elements if str(e) == operation.request.name
    )

    @SETTINGS
    @given(values.of(values.bindings.elements[element]))
    def check(value: Any) -> None:
        content = operation.encode_request(value)
        body = etree.fromstring(content).find(f"{{{SOAP}}}Body/*")
        assert body is not None
        schemas.assertValid(deepcopy(body))
        again, _ = operation.decode_request(content, keep_nil=True)
        assert operation.encode_request(again) == content
        assert again == value

    check()


def _schemas(root: etree._Element) -> etree.XMLSchema:
    """The inline schemas as one: the last imports the others, which lie beside it."""
    every = [etree.fromstring(etree.tostring(n)) for n in root.iter(f"{{{XSD}}}schema")]
    assert len(every) == 1, "a feature has one inline schema"
    return etree.XMLSchema(every[0])
