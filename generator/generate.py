"""The whole middle: a source in, the text of every file out; nothing is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import PurePosixPath
from typing import Final

from . import bindings, fit, guard, lock, synthesis, views, wsdl
from .errors import Refused
from .model import Service
from .naming import Names
from .narrowing import narrow
from .profile import Profile
from .progress import Tell, silent
from .render import render
from .selection import select
from .source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What a WSDL became.

    Attributes:
        files: The text of every file, by its path below the package.
        operations: How many operations there are.
        notes: What the document has and the package leaves out.
    """

    files: dict[PurePosixPath, str]
    operations: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of a WSDL is wanted; none of a kind is all.

    Attributes:
        services: The names of services.
        ports: The names of ports.
        operations: Patterns of operations, as `get*`.
    """

    services: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()


ALL: Final = Chosen()


def generate(
    source: Source,
    overlay: Profile,
    package: str,
    chosen: Chosen = ALL,
    tell: Tell = silent,
) -> Generated:
    """Generate a package.

    Args:
        source: The WSDL and its import closure.
        overlay: Its profile, or an empty one.
        package: The package's name.
        chosen: The services, ports and operations that are wanted.
        tell: Told what is being done.

    Raises:
        Refused: The document is unsound, or needs what the generator cannot do.
    """
    try:
        tell("checking the documents")
        narrow(source, chosen.services, chosen.ports, chosen.operations)
        left_out = guard.check(source)
        tell("reading the schemas")
        view = _view(source, overlay, package, chosen)
        files = {**render(view, tell), **_copied(overlay)}
    except Refused as refused:
        raise refused.within(source.entry.file) from refused
    files[PurePosixPath(lock.NAME)] = lock.text(
        view.header,
        source,
        overlay,
        {"package": package, **asdict(chosen)},
        files,
    )
    return Generated(
        files=dict(sorted(files.items())),
        operations=sum(len(port.operations) for port in view.ports),
        notes=(*left_out, *view.notes),
    )


def bound(
    source: Source, overlay: Profile, names: Names, chosen: Chosen = ALL
) -> tuple[Service, bindings.Bindings]:
    """What a package calls, and the catalogue of what that needs.

    Args:
        source: The WSDL and its import closure, as `guard.check` left it.
        overlay: Its profile.
        names: The spelling rules of the profile.
        chosen: The services, ports and operations that are wanted.
    """
    described = select(
        wsdl.parse(source), chosen.services, chosen.ports, chosen.operations
    )
    service = views.arranged(described)
    carried = views.used(service.ports, overlay)
    roots = [c.root for c in carried if c.root is not None and c.type is None]
    types = [c.type for c in carried if c.type is not None]
    made = synthesis.schema(described)
    encoded = {m.name for m in described.types if m.nillable}
    attachments = {t.name: t.attachments for t in described.types if t.attachments}
    return service, bindings.bind(
        source, names, roots, types, made, encoded, attachments
    )


def _view(
    source: Source, overlay: Profile, package: str, chosen: Chosen
) -> views.PackageView:
    names = Names(overlay.words, overlay.renamed)
    service, catalogue = bound(source, overlay, names, chosen)
    fit.check(service, overlay, catalogue, names, whole=not chosen.operations)
    return views.build(
        service,
        overlay,
        catalogue,
        names,
        package=package,
        document=source.entry.path.name,
    )


def _copied(overlay: Profile) -> dict[PurePosixPath, str]:
    """The files that are copied as they are: the runtime and the provider's modules."""
    files = {PurePosixPath("py.typed"): ""}
    for item in resources.files("generator.runtime").iterdir():
        if item.name.endswith(".py"):
            files[PurePosixPath("_runtime", item.name)] = item.read_text("utf-8")
    for module in overlay.modules:
        files[PurePosixPath(module.path.name)] = module.text
    return files
