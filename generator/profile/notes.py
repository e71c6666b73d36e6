"""What a profile says, by wire names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath

from ..errors import Refused
from .places import line


class Policy(Enum):
    """Who makes a header block."""

    SESSION = "session"
    """The client's signer, for every request."""
    ARGUMENT = "argument"
    """The caller, by an optional argument."""
    OMIT = "omit"
    """Nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderNotes:
    """What the profile says about a header block."""

    policy: Policy = Policy.ARGUMENT
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationNotes:
    """What the profile says about an operation."""

    summary: str = ""
    description: str = ""
    returns: str = ""
    safe: bool = False
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeNotes:
    """What the profile says about a type; an enumeration's fields are its values."""

    summary: str = ""
    description: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClass:
    """A class of errors below `SoapFault`; without codes it only groups others."""

    name: str
    summary: str = ""
    base: str = "SoapFault"
    codes: tuple[str, ...] = ()
    retry: str = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """Provider code that is copied into the package.

    Attributes:
        path: Where it lies, relative to the profile.
        exports: The names that the package exports from it.
        text: The code.
    """

    path: PurePosixPath
    exports: tuple[str, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One service's overlay; each mapping is by wire name."""

    file: Path | None = None
    text: str = field(default="", repr=False)
    title: str = ""
    description: str = ""
    words: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    modules: tuple[Module, ...] = ()
    headers: Mapping[str, HeaderNotes] = field(default_factory=dict)
    operations: Mapping[str, OperationNotes] = field(default_factory=dict)
    types: Mapping[str, TypeNotes] = field(default_factory=dict)
    fault_code: tuple[str, ...] = ()
    fault_pattern: str = ""
    errors: tuple[ErrorClass, ...] = ()

    def refusal(self, reason: str, *path: str | int) -> Refused:
        """A refusal that names the line where an entry stands."""
        return Refused(reason, file=self.file, line=line(self.text, *path))
