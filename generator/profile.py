"""The overlay beside a WSDL: what a WSDL cannot say.

Words, header policy, documentation, error codes and provider code of one service stand
in `<stem>.toml`. It is strict: an entry that fits nothing is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any, Final

from .errors import Refused
from .model import Service
from .source import read_text

_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RETRIES: Final = ("never", "signed-anew", "after-pause", "if-safe")


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

    def refusal(self, reason: str, *keys: str) -> Refused:
        """A refusal that names the line where an entry stands."""
        return Refused(reason, file=self.file, line=_line(self.text, keys))


def load(path: Path) -> Profile:
    """Read a profile.

    Args:
        path: The TOML file.

    Raises:
        Refused: It is not TOML, or an entry is not one that a profile has.
    """
    text = read_text(path)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match.group(1)) if match else 1
        raise Refused(f"is not TOML: {error}", file=path, line=line) from error
    return _Loader(path, text).profile(tree)


def apply(
    service: Service, profile: Profile, types: Mapping[str, Iterable[str]]
) -> None:
    """Prove that every entry of a profile fits the service.

    Args:
        service: The service.
        profile: Its profile.
        types: The fields (or values) of every type, and the children of every message,
            by wire name.

    Raises:
        Refused: An entry fits nothing.
    """
    operations = {o.name: o for port in service.ports for o in port.operations}
    headers = {h.element.name for o in operations.values() for h in o.input_headers}
    for name in profile.headers:
        if name not in headers:
            raise profile.refusal(
                f"no operation has a header {name!r}", "headers", name
            )
    for name, notes in profile.operations.items():
        operation = operations.get(name)
        if operation is None:
            raise profile.refusal(f"there is no operation {name!r}", "operations", name)
        element = operation.input.parts[0].element
        known = set(types.get(element.name, ())) if element is not None else set()
        for argument in notes.arguments:
            if argument not in known:
                reason = f"operation {name!r} has no argument {argument!r}"
                raise profile.refusal(reason, "operations", name, argument)
    for name, entry in profile.types.items():
        if name not in types:
            raise profile.refusal(f"there is no type {name!r}", "types", name)
        for part in entry.fields:
            if part not in types[name]:
                reason = f"type {name!r} has no field or value {part!r}"
                raise profile.refusal(reason, "types", name, part)


def _line(text: str, keys: tuple[str, ...]) -> int:
    """The line where an entry stands: TOML's reader does not tell."""
    lines = text.splitlines()
    start = 0
    for key in keys:
        word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        start = next(
            (n for n in range(start, len(lines)) if word.search(lines[n])), start
        )
    return start + 1


@dataclass(frozen=True, slots=True)
class _Loader:
    """Turns the tree of a TOML file into a profile, entry by entry."""

    path: Path
    text: str

    def refuse(self, reason: str, *keys: str) -> Refused:
        return Refused(reason, file=self.path, line=_line(self.text, keys))

    def table(
        self, tree: Any, allowed: Mapping[str, type], *keys: str
    ) -> dict[str, Any]:
        """A table whose entries are all known and of their types."""
        if not isinstance(tree, dict):
            raise self.refuse(f"{'.'.join(keys)} is not a table", *keys)
        for key, value in tree.items():
            if key not in allowed:
                raise self.refuse(f"there is no entry {key!r} here", *keys, key)
            if type(value) is not allowed[key]:
                kind = allowed[key].__name__
                raise self.refuse(f"{key!r} is not of type {kind}", *keys, key)
        return {k: v.strip() if isinstance(v, str) else v for k, v in tree.items()}

    def texts(self, tree: Any, *keys: str) -> dict[str, str]:
        for key, value in tree.items():
            if not isinstance(value, str):
                raise self.refuse(f"{key!r} is not a text", *keys, key)
        return {key: value.strip() for key, value in tree.items()}

    def profile(self, tree: dict[str, Any]) -> Profile:
        tables = ("names", "modules", "headers", "operations", "types", "faults")
        allowed = {"title": str, "description": str, **dict.fromkeys(tables, dict)}
        top = self.table(tree, allowed)
        names = self.table(
            top.get("names", {}), {"words": list, "renamed": dict}, "names"
        )
        faults = self.table(
            top.get("faults", {}),
            {"code": str, "pattern": str, "errors": list},
            "faults",
        )
        return Profile(
            file=self.path,
            text=self.text,
            title=top.get("title", ""),
            description=top.get("description", ""),
            words=tuple(map(str, names.get("words", ()))),
            renamed=self.renamed(names.get("renamed", {})),
            modules=tuple(
                self.module(path, exports)
                for path, exports in top.get("modules", {}).items()
            ),
            headers={k: self.header(k, v) for k, v in top.get("headers", {}).items()},
            operations={
                k: self.operation(k, v) for k, v in top.get("operations", {}).items()
            },
            types={k: self.type(k, v) for k, v in top.get("types", {}).items()},
            fault_code=tuple(filter(None, faults.get("code", "").split("/"))),
            fault_pattern=self.pattern(faults.get("pattern", "")),
            errors=self.errors(faults.get("errors", [])),
        )

    def renamed(self, tree: dict[str, Any]) -> dict[str, str]:
        found = self.texts(tree, "names", "renamed")
        for wire, name in found.items():
            self.identifier(name, "names", "renamed", wire)
        return found

    def identifier(self, name: str, *keys: str) -> str:
        if not _IDENTIFIER.fullmatch(name):
            raise self.refuse(f"{name!r} is not a name that Python takes", *keys)
        return name

    def pattern(self, pattern: str) -> str:
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise self.refuse(f"pattern: {error}", "faults", "pattern") from error
        if pattern and groups != 1:
            raise self.refuse("pattern needs exactly one group", "faults", "pattern")
        return pattern

    def module(self, path: str, exports: Any) -> Module:
        place = PurePosixPath(path)
        if place.is_absolute() or ".." in place.parts or place.suffix != ".py":
            raise self.refuse(
                f"{path!r} is not a module below the profile", "modules", path
            )
        self.identifier(place.stem, "modules", path)
        names = tuple(self.identifier(str(name), "modules", path) for name in exports)
        return Module(
            path=place, exports=names, text=read_text(self.path.parent / place)
        )

    def header(self, key: str, tree: Any) -> HeaderNotes:
        allowed = {"policy": str, "name": str, "description": str}
        table = self.table(tree, allowed, "headers", key)
        policies = {p.value: p for p in Policy}
        policy = table.get("policy", Policy.ARGUMENT.value)
        if policy not in policies:
            raise self.refuse(f"policy is one of {', '.join(policies)}", "headers", key)
        if "name" in table:
            self.identifier(table["name"], "headers", key, "name")
        return HeaderNotes(**{**table, "policy": policies[policy]})

    def operation(self, key: str, tree: Any) -> OperationNotes:
        texts = dict.fromkeys(("summary", "description", "returns"), str)
        allowed = {**texts, "safe": bool, "arguments": dict}
        table = self.table(tree, allowed, "operations", key)
        table["arguments"] = self.texts(table.get("arguments", {}), "operations", key)
        return OperationNotes(**table)

    def type(self, key: str, tree: Any) -> TypeNotes:
        allowed = {"summary": str, "description": str, "fields": dict}
        table = self.table(tree, allowed, "types", key)
        table["fields"] = self.texts(table.get("fields", {}), "types", key)
        return TypeNotes(**table)

    def errors(self, trees: list[Any]) -> tuple[ErrorClass, ...]:
        texts = dict.fromkeys(("name", "summary", "base", "retry"), str)
        found: dict[str, ErrorClass] = {}
        codes: set[str] = set()
        for tree in trees:
            table = self.table(tree, {**texts, "codes": list}, "faults", "errors")
            name = self.identifier(table.get("name", ""), "faults", "errors")
            made = ErrorClass(
                **{**table, "codes": tuple(map(str, table.get("codes", ())))}
            )
            if made.base not in ("SoapFault", *found):
                raise self.refuse(f"base {made.base!r} is not above", "faults", name)
            if made.retry not in _RETRIES:
                raise self.refuse(
                    f"retry is one of {', '.join(_RETRIES)}", "faults", name
                )
            if name in found or codes & set(made.codes):
                raise self.refuse(
                    f"{name!r} or its code is there twice", "faults", name
                )
            codes |= set(made.codes)
            found[name] = made
        return tuple(found.values())
