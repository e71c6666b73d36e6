"""What people import from a package and the packages in it, each name by need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .. import literal
from ..profile import Profile
from .errors import ERRORS
from .imports import Imports, order
from .messages import Carrier
from .ports import PortView

EXPORTS: Final = {
    "AsyncClient": "_runtime.async_client",
    "AsyncItemStream": "_runtime.item_streams",
    "Client": "_runtime.client",
    "Drift": "_runtime.drift",
    "DriftReport": "_runtime.drift",
    "Exchange": "_runtime.exchange",
    "ItemStream": "_runtime.item_streams",
    "NIL": "_runtime.nil",
    "OPERATIONS": "operations",
    "Retrying": "_runtime.retrying",
    "Xml": "_runtime.opaque",
}
"""What a package exports of every service, and where it lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One name that a package has, and the module it lives in."""

    name: str
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsView:
    """The names that a package has, and the lines that tell a type checker."""

    folder: str
    dots: str
    doc: tuple[str, ...]
    imports: tuple[str, ...]
    exports: tuple[Export, ...]


def packages(
    title: str,
    documentation: str,
    profile: Profile,
    ports: tuple[PortView, ...],
    classes: Mapping[str, str],
    faults: Mapping[tuple[str, Carrier], str],
) -> tuple[ExportsView, ...]:
    """The packages that have names of their modules, loaded by need."""
    said = literal.paragraphs(documentation, 88)
    every = ("All types of the service; each is loaded when it is used.",)
    first = f"{literal.prose(title).rstrip('.')}."
    about = (first, "", *said) if said else (first,)
    found = [
        _exported("", about, _exports(profile, ports[0], faults) | _parts(classes)),
        _exported("types", every, classes),
    ]
    for port in ports:
        found += _of_port(port, EXPORTS | _parts(classes))
    return tuple(found)


def _of_port(port: PortView, shared: Mapping[str, str]) -> Iterator[ExportsView]:
    """The package `aio` of a port, and that of the port itself if it has one."""
    inside = f"{port.name}." if port.name else ""
    calls = ("The operations as coroutine functions over an `AsyncClient`.",)
    yield _exported(f"{inside}aio", calls, _functions(port, f"{inside}aio"))
    if port.name:
        home = f"{inside}operations"
        homes = {n: h for n, h in shared.items() if n != "OPERATIONS"}
        homes |= {"OPERATIONS": home, **_functions(port, home)}
        line = (f"The operations of the port `{literal.prose(port.title)}`.",)
        yield _exported(port.name, line, homes)


def _functions(port: PortView, folder: str) -> dict[str, str]:
    """The functions of a port's operations, and where each lives."""
    return {
        name: f"{folder}.{view.module}"
        for view in port.operations
        for name in view.functions
    }


def _exported(
    folder: str, doc: tuple[str, ...], homes: Mapping[str, str]
) -> ExportsView:
    imports = Imports(folder)
    for name, home in homes.items():
        imports.add(home, name)
    exports = (Export(name=n, home=imports.relative(h)) for n, h in homes.items())
    return ExportsView(
        folder=f"{folder.replace('.', '/')}/" if folder else "",
        dots="." * (folder.count(".") + 2) if folder else ".",
        doc=doc,
        imports=tuple(imports.lines()),
        exports=tuple(sorted(exports, key=lambda export: order(export.name))),
    )


def _exports(
    profile: Profile, port: PortView, faults: Mapping[tuple[str, Carrier], str]
) -> dict[str, str]:
    """What people import from the package itself, and where it lives."""
    found = {**EXPORTS, **dict.fromkeys(ERRORS, "errors")}
    found |= {error.name: "errors" for error in profile.errors}
    found |= dict.fromkeys(faults.values(), "errors")
    for module in profile.modules:
        found |= dict.fromkeys(module.exports, module.path.stem)
    return found | _functions(port, "operations")


def _parts(classes: Mapping[str, str]) -> dict[str, str]:
    """What people make attachments with, where there are any."""
    return {name: home for name, home in classes.items() if name == "MimePart"}
