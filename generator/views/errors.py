"""The errors of a package: of every service, of its profile, and its faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .. import literal
from ..bindings import Bindings
from ..model import Port
from ..naming import IMPORTED, Names, unique
from ..profile import ErrorClass, Profile
from . import layout
from .imports import Imports, order
from .messages import Carrier, carriers
from .python_types import Annotations

ERRORS: Final = (
    "MessageError",
    "ProtocolError",
    "Retry",
    "ServiceError",
    "SoapFault",
    "TransportError",
)
"""The errors of every service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """One class of errors, as source."""

    name: str
    base: str
    doc: tuple[str, ...]
    retry: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorsView:
    """The module of the errors.

    Attributes:
        of_every_service: What it has of the runtime.
        classes: What it defines, a base before what derives from it.
        imports: What these need.
        exported: All names that it has.
        code: Where a fault has the service's code, as source.
        pattern: What the code looks like in a text, as source.
        by_code: The classes by the codes they stand for, as source.
    """

    of_every_service: tuple[str, ...]
    classes: tuple[ErrorView, ...]
    imports: tuple[str, ...]
    exported: tuple[str, ...]
    code: str
    pattern: str
    by_code: tuple[tuple[str, str], ...]


def view(
    profile: Profile,
    faults: Mapping[tuple[str, Carrier], str],
    bindings: Bindings,
    arranged: layout.Layout,
) -> ErrorsView:
    """The module of the errors, with the classes of the declared faults."""
    imports = Imports()
    declared = _declared(faults, bindings, arranged, imports)
    names = {*ERRORS, *(e.name for e in profile.errors), *faults.values()}
    return ErrorsView(
        of_every_service=ERRORS,
        classes=(*map(_of_profile, profile.errors), *declared),
        imports=tuple(imports.lines()),
        exported=tuple(sorted(names, key=order)),
        code=literal.value(profile.fault_code),
        pattern=literal.string(profile.fault_pattern),
        by_code=tuple(
            (literal.string(code), error.name)
            for error in profile.errors
            for code in error.codes
        ),
    )


def fault_names(
    ports: Iterable[Port],
    profile: Profile,
    names: Names,
    taken: Iterable[str],
) -> dict[tuple[str, Carrier], str]:
    """The classes of the declared faults, one for each element."""
    every = [
        fault
        for port in ports
        for operation in port.operations
        for fault in carriers(operation, profile).faults
    ]
    used = {*ERRORS, *IMPORTED, *taken, *(e.name for e in profile.errors)}
    spelt: dict[Carrier, str] = {}
    for _, carrier in every:
        if carrier not in spelt:
            wanted = names.type(carrier.said).rstrip("_")
            spelt[carrier] = _fault_name(wanted, used)
            used.add(spelt[carrier])
    return {(name, carrier): spelt[carrier] for name, carrier in every}


def _fault_name(name: str, taken: set[str]) -> str:
    """The name of an error, which is not that of what it carries."""
    endings = ("Fault", "Error", "Exception")
    ending = next((e for e in endings if name.endswith(e) and name != e), "")
    bare = name.removesuffix(ending)
    wanted = [f"{bare}{e}" for e in dict.fromkeys((ending, *endings)) if e]
    free = (candidate for candidate in wanted if candidate not in taken)
    return next(free, None) or unique([wanted[0]], taken, by_case=True)[0]


def _declared(
    faults: Mapping[tuple[str, Carrier], str],
    bindings: Bindings,
    arranged: layout.Layout,
    imports: Imports,
) -> list[ErrorView]:
    """The classes of the declared faults, each once."""
    spell = Annotations(bindings, arranged)
    by_name = {name: carrier for (_, carrier), name in faults.items()}
    return [
        ErrorView(
            name=name,
            base="SoapFault",
            doc=(f"A fault that operations declare: {literal.prose(carrier.said)}.",),
            retry="",
            value=spell.of(carrier.key(bindings), imports),
        )
        for name, carrier in sorted(by_name.items())
    ]


def _of_profile(error: ErrorClass) -> ErrorView:
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
