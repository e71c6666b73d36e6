"""Packages that tests make for themselves: written into a folder, and imported.

Without pytest, since `scripts/interop` and `scripts/corpus` use it where there is none.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from generator import profile, source
from generator.generate import Chosen, generate
from generator.profile import Profile
from generator.xml import XSD


def overlay(wsdl: Path) -> Profile:
    """The profile that lies beside a WSDL, or an empty one."""
    beside = wsdl.with_suffix(".toml")
    return profile.load(beside) if beside.is_file() else Profile()


def chosen(wsdl: Path) -> Chosen:
    """The operations that `operations.txt` beside a WSDL names, or all."""
    beside = wsdl.with_name("operations.txt")
    words = beside.read_text().split() if beside.is_file() else []
    return Chosen(operations=tuple(words))


def write(files: Mapping[PurePosixPath, str], target: Path) -> None:
    """Write files into a folder."""
    for path, text in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def generated(wsdl: Path, target: Path) -> None:
    """Write the package of a WSDL into a folder, which has its name."""
    loaded = source.load(wsdl)
    made = generate(loaded, overlay(wsdl), target.name, chosen(wsdl))
    write(made.files, target)


def schema(wsdl: Path) -> etree.XMLSchema:
    """The one schema in a WSDL, as libxml2 has it."""
    found = etree.parse(str(wsdl)).find(f".//{{{XSD}}}schema")
    assert found is not None
    # Written out alone it declares the prefixes that its values use.
    return etree.XMLSchema(etree.fromstring(etree.tostring(found)))


@contextmanager
def imported(wsdl: Path, target: Path) -> Iterator[Any]:
    """The same, and import it; its modules can be while this lasts."""
    generated(wsdl, target)
    beside = str(target.parent)
    sys.path.insert(0, beside)
    importlib.invalidate_caches()
    try:
        yield importlib.import_module(target.name)
    finally:
        sys.path.remove(beside)
