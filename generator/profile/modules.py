"""The modules of a provider that a profile names: Python that is copied as it is."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any, Final

from ..errors import Refused, near
from ..source import read_text
from .notes import Module
from .provider import defined
from .tables import Tables

_FOLDERS: Final = re.compile(r"[\w. /-]+")


def modules(tables: Tables, tree: dict[str, Any]) -> tuple[Module, ...]:
    """The modules that a profile names, with what each is to export.

    Args:
        tables: The profile, for refusals.
        tree: The exports by the paths of the modules.
    """
    found: dict[str, Module] = {}
    for path, exports in tree.items():
        made = _module(tables, path, tables.kind(exports, list, "modules", path))
        first = found.setdefault(made.path.stem.casefold(), made)
        if first is not made:
            reason = f"{path!r} and {str(first.path)!r} would be one module"
            raise tables.refuse(reason, "modules", path)
    return tuple(found.values())


def _module(tables: Tables, path: str, exports: list[Any]) -> Module:
    names = tables.items(exports, "modules", path)
    for number, name in enumerate(names):
        tables.identifier(name, "modules", path, number)
    text = _code(tables, path)
    own = defined(text, tables.file.parent / path)
    for number, name in enumerate(names):
        if name not in own:
            reason = f"{path!r} does not define {name!r} at its top level"
            raise tables.refuse(reason + near(name, own), "modules", path, number)
    return Module(path=PurePosixPath(path), exports=names, text=text)


def _code(tables: Tables, path: str) -> str:
    """The text of a module, which lies below the profile even where links lead."""
    place = PurePosixPath(path)
    bad = not _FOLDERS.fullmatch(path) or str(place) != path
    if bad or place.is_absolute() or ".." in place.parts or place.suffix != ".py":
        reason = f"{path!r} is not a module below the profile"
        raise tables.refuse(reason, "modules", path)
    tables.identifier(place.stem, "modules", path)
    folder = tables.file.parent
    try:
        if not (folder / place).resolve().is_relative_to(folder.resolve()):
            reason = f"{path!r} leads out of the profile's folder"
            raise tables.refuse(reason, "modules", path)
        return read_text(folder / place)
    except Refused as refused:
        if refused.file == tables.file:
            raise
        reason = f"{path!r}: {refused.reason}"
        raise tables.refuse(reason, "modules", path) from refused
    except (OSError, RuntimeError) as error:
        reason = f"{path!r} cannot be read"
        raise tables.refuse(reason, "modules", path) from error
