"""The whole middle: a source in, the text of every file out; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath

from . import bindings, guard, lock, profile, views, wsdl
from .errors import Refused
from .naming import Names
from .profile import Profile
from .render import render
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


def generate(source: Source, overlay: Profile, package: str) -> Generated:
    """Generate a package.

    Args:
        source: The WSDL and its import closure.
        overlay: Its profile, or an empty one.
        package: The package's name.

    Raises:
        Refused: The document is unsound, or needs what the generator cannot do.
    """
    try:
        view = _view(source, overlay, package)
        files = {**render(view), **_copied(overlay)}
    except Refused as refused:
        raise refused.within(source.entry.file) from refused
    files[PurePosixPath(lock.NAME)] = lock.text(
        view.header, source, overlay, package, files
    )
    return Generated(
        files=dict(sorted(files.items())),
        operations=len(view.operations),
        notes=view.notes,
    )


def _view(source: Source, overlay: Profile, package: str) -> views.PackageView:
    guard.check(source)
    service = wsdl.parse(source)
    names = Names(overlay.words, overlay.renamed)
    catalogue = bindings.bind(source, names, views.roots(service, overlay))
    profile.apply(service, overlay, catalogue.declared)
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
