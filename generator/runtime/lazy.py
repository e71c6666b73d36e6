"""Packages whose names are there at once and loaded when they are used."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .operation import Operation


def expose(package: str, exports: Mapping[str, str]) -> None:
    """Let a package have names that live in its modules (PEP 562, and more).

    A name may be that of the very module it lives in: the package then has the name,
    not the module, in whichever order they are imported.

    Args:
        package: The full name of the package, while it is being imported.
        exports: For each name the module it lives in, relative to the package.
    """

    class Package(ModuleType):
        def __getattr__(self, name: str) -> Any:
            if name not in exports:
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            value = getattr(import_module(exports[name], package), name)
            self.__dict__[name] = value
            return value

        def __setattr__(self, name: str, value: object) -> None:
            if name in exports and isinstance(value, ModuleType):
                value = getattr(value, name)
            super().__setattr__(name, value)

        def __dir__(self) -> list[str]:
            return sorted({*self.__dict__, *exports})

    sys.modules[package].__class__ = Package


class Operations(Mapping[str, "Operation[Any, Any]"]):
    """All operations of a service by their names in the WSDL, loaded one by one.

    Args:
        package: The full name of the package that has a module for each.
        places: For each operation its module and the name of its constant there.
    """

    def __init__(self, package: str, places: Mapping[str, tuple[str, str]]) -> None:
        self._package = package
        self._places = dict(places)

    def __getitem__(self, name: str) -> Operation[Any, Any]:
        module, constant = self._places[name]
        found: Operation[Any, Any] = getattr(
            import_module(f".{module}", self._package), constant
        )
        return found

    def __contains__(self, name: object) -> bool:
        # The default would load the operation to find out.
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"<{len(self)} operations of {self._package}>"
