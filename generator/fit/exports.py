"""Whether a package is free for what its profile adds to it."""

from __future__ import annotations

from collections.abc import Mapping

from ..naming import IMPORTED, is_reserved
from ..profile import Module
from ..views import ERRORS, EXPORTS, PARTS
from .checks import Checks, Entry, reserved


class Exports(Checks):
    """Whether the package is free for what the profile adds to it."""

    def check(self) -> None:
        """Refuse the first that is wrong."""
        taken = dict.fromkeys((*EXPORTS, *ERRORS, *PARTS), "part of every package")
        taken |= {
            f: f"the function of operation {o!r}" for o, f in self.functions.items()
        }
        for number, error in enumerate(self.profile.errors):
            place: Entry = ("faults", "errors", number, "name")
            self._check_free(error.name, taken, place, IMPORTED)
            taken[error.name] = "a class of errors"
        for module in self.profile.modules:
            self._check_file(module)
            stem, path = module.path.stem, ("modules", str(module.path))
            if stem in taken:
                raise self.refuse(f"{stem!r} is {taken[stem]}", *path)
        for module in self.profile.modules:
            for number, name in enumerate(module.exports):
                self._check_free(name, taken, ("modules", str(module.path), number))
                taken[name] = f"exported by {str(module.path)!r}"
        self._check_stems()

    def _check_free(
        self,
        name: str,
        taken: Mapping[str, str],
        path: Entry,
        needed: frozenset[str] = frozenset(),
    ) -> None:
        """Refuse a name that Python needs, or that the package has already."""
        if is_reserved(name) or name in needed:
            raise self.refuse(reserved(name), *path)
        if name in taken:
            raise self.refuse(f"{name!r} is {taken[name]}", *path)

    def _check_file(self, module: Module) -> None:
        """Refuse a file that would replace another, case apart."""
        stem = module.path.stem.casefold()
        for name in PARTS:
            if stem == name:
                reason = f"{str(module.path)!r} would replace {name!r} of the package"
                raise self.refuse(reason, "modules", str(module.path))
        for operation, function in self.functions.items():
            if stem == function.casefold():
                reason = f"{str(module.path)!r} is named like operation {operation!r}"
                raise self.refuse(reason, "modules", str(module.path))

    def _check_stems(self) -> None:
        """A package cannot have a module and another module's name alike."""
        stems = {module.path.stem: module for module in self.profile.modules}
        for module in self.profile.modules:
            for number, name in enumerate(module.exports):
                if stems.get(name, module) is not module:
                    reason = f"{name!r} is the module {str(stems[name].path)!r}"
                    raise self.refuse(reason, "modules", str(module.path), number)
