"""The ports of a package: the first is its own, the others are packages in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .. import literal
from ..bindings import Bindings, Key
from ..model import Operation, Port, Service
from ..naming import Names, unique
from ..profile import Profile
from . import operations
from .context import Context
from .messages import carriers

PARTS: Final = (
    "aio",
    "codecs",
    "errors",
    "expose",
    "facets",
    "operations",
    "types",
)
"""Names that a package has besides: its modules, and what makes it lazy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortView:
    """The operations of one port."""

    name: str
    title: str
    folder: str
    dots: str
    operations: tuple[operations.OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A port with the module of each operation; "" is the package's own."""

    name: str
    port: Port
    modules: Mapping[str, Operation]


def surfaces(service: Service, names: Names, taken: tuple[str, ...]) -> list[Surface]:
    """The modules of every port's operations, and the packages of the ports."""
    found = []
    for number, port in enumerate(service.ports):
        wanted = (names.function(o.name) for o in port.operations)
        spelt = unique(wanted, taken)
        modules = dict(zip(spelt, port.operations, strict=True))
        found.append(
            Surface(name=port.name if number else "", port=port, modules=modules)
        )
    first, *others = found
    packages = unique(
        (names.module(other.name) for other in others), (*taken, *first.modules)
    )
    return [first] + [
        replace(other, name=name) for other, name in zip(others, packages, strict=True)
    ]


def units(
    every: Iterable[Surface], profile: Profile, bindings: Bindings
) -> dict[str, list[Key]]:
    """What each operation uses, by its module; the same of two ports is one unit."""
    found: dict[str, list[Key]] = {}
    for surface in every:
        for module, operation in surface.modules.items():
            keys = [c.key(bindings) for c in carriers(operation, profile)]
            if found.get(module) != keys:
                inside = f"{surface.name}_" if surface.name else ""
                name = unique([f"{inside}{module}"], found)[0]
                found[name] = keys
    return found


def views(
    every: Iterable[Surface], context: Context, taken: Iterable[str]
) -> tuple[PortView, ...]:
    """Decide what the operations of the ports print.

    Args:
        every: The ports.
        context: What they share.
        taken: Names that no constant and no function of a port may have.
    """
    every, taken = list(every), set(taken)
    packages = [surface.name for surface in every]
    return tuple(_view(one, packages, context, taken) for one in every)


def _view(
    surface: Surface, packages: list[str], shared: Context, taken: set[str]
) -> PortView:
    modules, names = surface.modules, shared.names
    constants = (names.constant(o.name) for o in modules.values())
    own = unique(constants, taken, by_case=True)
    keys = unique((o.name for o in modules.values()), by_case=True)
    inside = f"{surface.name}." if surface.name else ""
    stems = [module.path.stem for module in shared.profile.modules]
    context = replace(
        shared,
        own=dict(zip(modules, own, strict=True)),
        streams=_streams(modules, [*stems, *packages]),
        keys=dict(zip(modules, keys, strict=True)),
        folder=inside,
        package=f"{shared.package}.{inside}".rstrip("."),
    )
    made = [
        operations.view(operation, name, surface.port.soap, context)
        for name, operation in modules.items()
    ]
    return PortView(
        name=surface.name,
        title=literal.markdown(surface.port.name),
        folder=f"{surface.name}/" if surface.name else "",
        dots="..." if surface.name else "..",
        operations=tuple(sorted(made, key=lambda view: view.module)),
    )


def _streams(modules: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """What gives the items of an answer is called, by module: `get` gives way."""
    names = [f"stream_{module.removeprefix('get_')}" for module in modules]
    unique_names = unique(names, (*PARTS, *modules, *taken))
    return dict(zip(modules, unique_names, strict=True))
