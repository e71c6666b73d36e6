"""The view of a whole package: what its templates would otherwise have to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .. import literal
from ..bindings import Bindings, Key
from ..model import Operation, Port, Service
from ..naming import IMPORTED, Names, unique
from ..profile import ErrorClass, OperationNotes, Profile, TypeNotes
from . import codecs, encodings, layout, operations, tables, types, usual
from .imports import Imports, order
from .messages import Carrier, carriers, constants, used

_COMMAND = "python -m generator"
EXPORTS: Final = {
    "AsyncClient": "_runtime.async_client",
    "Client": "_runtime.client",
    "Drift": "_runtime.drift",
    "DriftReport": "_runtime.drift",
    "Exchange": "_runtime.exchange",
    "Retrying": "_runtime.retrying",
    "NIL": "_runtime.nil",
    "OPERATIONS": "operations",
}
"""What a package exports of every service, and where it lives."""
ERRORS: Final = (
    "MessageError",
    "ProtocolError",
    "Retry",
    "ServiceError",
    "SoapFault",
    "TransportError",
)
"""The errors of every service."""
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
class ErrorView:
    """One class of errors, as source."""

    name: str
    base: str
    doc: tuple[str, ...]
    retry: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortView:
    """The operations of one port."""

    name: str
    title: str
    folder: str
    dots: str
    operations: tuple[operations.OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surface:
    """A port with the module of each operation; "" is the package's own."""

    name: str
    port: Port
    modules: Mapping[str, Operation]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """A package."""

    name: str
    header: str
    heading: str
    about: tuple[str, ...]
    packages: tuple[ExportsView, ...]
    prefixes: tuple[tuple[str, str], ...]
    fault_code: str
    fault_pattern: str
    fault_errors: tuple[tuple[str, str], ...]
    errors: tuple[ErrorView, ...]
    runtime_errors: tuple[str, ...]
    error_exports: tuple[str, ...]
    error_imports: tuple[str, ...]
    ports: tuple[PortView, ...]
    types: Mapping[str, types.ModuleView]
    codecs: Mapping[str, codecs.ModuleView]
    tables: Mapping[str, tables.TableView]
    encoding: encodings.EncodingView | None
    notes: tuple[str, ...]


def build(
    service: Service,
    profile: Profile,
    bindings: Bindings,
    names: Names,
    *,
    package: str,
    document: str,
) -> PackageView:
    """Decide everything about a package.

    Args:
        service: What the package calls: the first port is the package's own, the others
            have packages in it.
        profile: Its profile.
        bindings: The catalogue of its types.
        names: The spelling rules.
        package: The package's name.
        document: The file name of the WSDL.
    """
    stems = [m.path.stem for m in profile.modules]
    surfaces = _surfaces(service, names, (*PARTS, *stems))
    units = _units(surfaces, profile, bindings)
    arranged = layout.arrange(bindings, units, names)
    carried = used(service.ports, profile)
    classes = {b.name for b in bindings.types.values()} | IMPORTED
    by_carrier = constants(carried, names, classes)
    faults = _fault_names(service.ports, profile, names, classes)
    prefix = codecs.prefixes(bindings, carried)
    views = []
    for surface in surfaces:
        modules = surface.modules
        wanted = (names.constant(o.name) for o in modules.values())
        taken = {*classes, *by_carrier.values(), *faults.values()}
        own = unique(wanted, taken, by_case=True)
        inside = f"{surface.name}." if surface.name else ""
        keys = unique((o.name for o in modules.values()), by_case=True)
        context = operations.Context(
            bindings=bindings,
            layout=arranged,
            profile=profile,
            names=names,
            constants=by_carrier,
            own=dict(zip(modules, own, strict=True)),
            streams=_streams(modules, [*stems, *(s.name for s in surfaces)]),
            keys=dict(zip(modules, keys, strict=True)),
            faults=faults,
            folder=inside,
            package=f"{package}.{inside}".rstrip("."),
        )
        made = [
            operations.view(o, name, surface.port.soap, context)
            for name, o in modules.items()
        ]
        views.append(
            PortView(
                name=surface.name,
                title=literal.markdown(surface.port.name),
                folder=f"{surface.name}/" if surface.name else "",
                dots="..." if surface.name else "..",
                operations=tuple(sorted(made, key=lambda view: view.module)),
            )
        )
    every = [o for port in reversed(service.ports) for o in port.operations]
    said = _message_notes(every, profile, bindings)
    type_modules = {
        name: view
        for name in arranged.modules
        if (view := types.module(name, bindings, arranged, profile, said)) is not None
    }
    listed = usual.listed(bindings)
    carried_in: dict[str, dict[Carrier, str]] = defaultdict(dict)
    for carrier, constant in by_carrier.items():
        carried_in[arranged.codec(carrier.key(bindings))][carrier] = constant
    held = tables.Tables(bindings, arranged)
    table_modules = {
        name: table
        for name in arranged.modules
        if (table := held.module(name)) is not None
    }
    codec_modules = {
        name: codecs.module(
            name, bindings, arranged, prefix, carried_in[name], held.place, listed
        )
        for name in arranged.shelves
    }
    title = profile.title or f"A client of {service.name.name}"
    error_imports = Imports()
    return PackageView(
        name=package,
        header=f"# Generated by `{_COMMAND} {literal.prose(document)}`. Do not edit.",
        heading=literal.markdown(title).rstrip("."),
        about=tuple(
            literal.markdown(paragraph)
            for paragraph in (profile.description or service.documentation).split(
                "\n\n"
            )
            if paragraph.strip()
        ),
        packages=_packages(
            title,
            profile,
            service,
            views,
            {**types.values(bindings, arranged), **_classes(type_modules)},
            faults,
        ),
        prefixes=tuple(
            (literal.string(p), literal.string(ns))
            for ns, p in prefix.by_namespace.items()
        ),
        fault_code=literal.value(profile.fault_code),
        fault_pattern=literal.string(profile.fault_pattern),
        fault_errors=tuple(
            (literal.string(c), e.name) for e in profile.errors for c in e.codes
        ),
        errors=(
            *map(_error, profile.errors),
            *_declared_errors(faults, bindings, arranged, error_imports),
        ),
        error_imports=tuple(error_imports.lines()),
        runtime_errors=ERRORS,
        error_exports=tuple(
            sorted(
                {*ERRORS, *(e.name for e in profile.errors), *faults.values()},
                key=order,
            )
        ),
        ports=tuple(views),
        types=type_modules,
        codecs={name: view for name, view in codec_modules.items() if view.exported},
        tables=table_modules,
        encoding=encodings.view(every, profile, bindings, prefix),
        notes=tuple(map(literal.prose, (*service.notes, *held.notes))),
    )


def _surfaces(service: Service, names: Names, taken: tuple[str, ...]) -> list[_Surface]:
    """The modules of every port's operations, and the packages of the ports."""
    found = []
    for number, port in enumerate(service.ports):
        wanted = (names.function(o.name) for o in port.operations)
        spelt = unique(wanted, taken)
        modules = dict(zip(spelt, port.operations, strict=True))
        found.append(
            _Surface(name=port.name if number else "", port=port, modules=modules)
        )
    first, *others = found
    packages = unique(
        (names.module(other.name) for other in others), (*taken, *first.modules)
    )
    return [first] + [
        replace(other, name=name) for other, name in zip(others, packages, strict=True)
    ]


def _units(
    surfaces: Iterable[_Surface], profile: Profile, bindings: Bindings
) -> dict[str, list[Key]]:
    """What each operation uses, by its module; the same of two ports is one unit."""
    units: dict[str, list[Key]] = {}
    for surface in surfaces:
        for module, operation in surface.modules.items():
            keys = [c.key(bindings) for c in carriers(operation, profile)]
            if units.get(module) != keys:
                inside = f"{surface.name}_" if surface.name else ""
                name = unique([f"{inside}{module}"], units)[0]
                units[name] = keys
    return units


def _fault_names(
    ports: Iterable[Port], profile: Profile, names: Names, classes: set[str]
) -> dict[tuple[str, Carrier], str]:
    """The classes of the declared faults, one for each element."""
    every = [
        fault
        for port in ports
        for operation in port.operations
        for fault in carriers(operation, profile).faults
    ]
    taken = {*ERRORS, *EXPORTS, *IMPORTED, *classes, *(e.name for e in profile.errors)}
    spelt: dict[Carrier, str] = {}
    for _, carrier in every:
        if carrier not in spelt:
            spelt[carrier] = _fault_name(names.type(carrier.name).rstrip("_"), taken)
            taken.add(spelt[carrier])
    return {(name, carrier): spelt[carrier] for name, carrier in every}


def _fault_name(name: str, taken: set[str]) -> str:
    """The name of an error, which is not that of what it carries."""
    endings = ("Fault", "Error", "Exception")
    ending = next((e for e in endings if name.endswith(e) and name != e), "")
    bare = name.removesuffix(ending)
    wanted = [f"{bare}{e}" for e in dict.fromkeys((ending, *endings)) if e]
    free = (candidate for candidate in wanted if candidate not in taken)
    return next(free, None) or unique([wanted[0]], taken, by_case=True)[0]


def _message_notes(
    every: Iterable[Operation], profile: Profile, bindings: Bindings
) -> dict[Key, TypeNotes]:
    """What to say of the messages themselves: what the profile says of the calls."""
    said: dict[Key, TypeNotes] = {}
    for operation in every:
        carried = carriers(operation, profile)
        notes = profile.operations.get(operation.name, OperationNotes())
        for carrier, what in (
            (carried.response, "answer"),
            (carried.request, "request"),
        ):
            if carrier is None:
                continue
            key = carrier.key(bindings)
            fields = notes.arguments if what == "request" else {}
            summary = f"The body of the `{operation.name}` {what}."
            if bindings.types[key].element is not None or carrier.type is not None:
                said[key] = TypeNotes(summary=summary, fields=fields)
    return said


def _exports(
    profile: Profile, port: PortView, faults: Mapping[tuple[str, Carrier], str]
) -> dict[str, str]:
    """What people import from the package itself, and where it lives."""
    found = {**EXPORTS, **dict.fromkeys(ERRORS, "errors")}
    found |= {error.name: "errors" for error in profile.errors}
    found |= dict.fromkeys(faults.values(), "errors")
    for module in profile.modules:
        found |= dict.fromkeys(module.exports, module.path.stem)
    return found | {
        name: f"operations.{view.module}"
        for view in port.operations
        for name in view.functions
    }


def _streams(modules: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """What gives the items of an answer is called, by module: `get` gives way."""
    names = [f"stream_{module.removeprefix('get_')}" for module in modules]
    unique_names = unique(names, (*PARTS, *modules, *taken))
    return dict(zip(modules, unique_names, strict=True))


def _parts(classes: Mapping[str, str]) -> dict[str, str]:
    """What people make attachments with, where there are any."""
    return {name: home for name, home in classes.items() if name == "MimePart"}


def _packages(
    title: str,
    profile: Profile,
    service: Service,
    ports: list[PortView],
    classes: Mapping[str, str],
    faults: Mapping[tuple[str, Carrier], str],
) -> tuple[ExportsView, ...]:
    """The packages that have names of their modules, loaded by need."""
    said = literal.paragraphs(profile.description or service.documentation, 88)
    every = ("All types of the service; each is loaded when it is used.",)
    first = f"{literal.prose(title).rstrip('.')}."
    about = (first, "", *said) if said else (first,)
    found = [
        _exported("", about, _exports(profile, ports[0], faults) | _parts(classes)),
        _exported("types", every, classes),
    ]
    for port in ports:
        inside = f"{port.name}." if port.name else ""
        functions = {
            name: f"{inside}aio.{view.module}"
            for view in port.operations
            for name in view.functions
        }
        calls = ("The operations as coroutine functions over an `AsyncClient`.",)
        found.append(_exported(f"{inside}aio", calls, functions))
        if port.name:
            shared = EXPORTS | _parts(classes)
            homes = {n: h for n, h in shared.items() if n != "OPERATIONS"}
            homes |= {"OPERATIONS": f"{inside}operations"}
            homes |= {
                name: f"{inside}operations.{view.module}"
                for view in port.operations
                for name in view.functions
            }
            line = (f"The operations of the port `{literal.prose(port.title)}`.",)
            found.append(_exported(port.name, line, homes))
    return tuple(found)


def _classes(modules: Mapping[str, types.ModuleView]) -> dict[str, str]:
    """The classes of `types/`, and where each lives."""
    return {n: f"types.{m}" for m, v in modules.items() for n in v.exported}


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


def _declared_errors(
    faults: Mapping[tuple[str, Carrier], str],
    bindings: Bindings,
    arranged: layout.Layout,
    imports: Imports,
) -> list[ErrorView]:
    """The classes of the declared faults, each once."""
    spell = types.Annotations(bindings, arranged)
    by_name = {name: carrier for (_, carrier), name in faults.items()}
    return [
        ErrorView(
            name=name,
            base="SoapFault",
            doc=(f"A fault that operations declare: {literal.prose(carrier.name)}.",),
            retry="",
            value=spell.of(carrier.key(bindings), imports),
        )
        for name, carrier in sorted(by_name.items())
    ]


def _error(error: ErrorClass) -> ErrorView:
    summary = literal.prose(error.summary) or f"{error.name}."
    codes = literal.prose(", ".join(error.codes))
    doc = literal.wrap(summary, 81) + (
        ["", f"The service's code{'s' * (len(error.codes) > 1)}: {codes}."]
        if codes
        else []
    )
    return ErrorView(
        name=error.name,
        base=error.base,
        doc=tuple(doc),
        retry=error.retry.upper().replace("-", "_") if error.codes else "",
    )
