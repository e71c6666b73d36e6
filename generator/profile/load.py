"""Reads a profile. What is not of its kind, or cannot be a name, is refused here."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any, Final

from ..errors import near
from .modules import modules
from .notes import (
    ErrorClass,
    HeaderNotes,
    OperationNotes,
    Policy,
    Profile,
    TypeNotes,
)
from .tables import Tables
from .toml import parsed

_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_STEPS: Final = re.compile(r"[^\W\d][\w.-]*(/[^\W\d][\w.-]*)*")
_RETRIES: Final = ("never", "signed-anew", "after-pause", "if-safe")


def load(path: Path) -> Profile:
    """Read a profile.

    Args:
        path: The TOML file.

    Raises:
        Refused: It is not TOML, or an entry is not one that a profile has.
    """
    text, tree = parsed(path)
    return _Loader(path, text).profile(tree)


class _Loader(Tables):
    """Turns the tree of a TOML file into a profile, entry by entry."""

    def profile(self, tree: dict[str, Any]) -> Profile:
        tables = ("names", "modules", "headers", "operations", "types", "faults")
        allowed = {"title": str, "description": str, **dict.fromkeys(tables, dict)}
        top = self.table(tree, allowed)
        names = {"words": list, "renamed": dict}
        faults = {"code": str, "pattern": str, "errors": list}
        named = self.table(top.get("names", {}), names, "names")
        failed = self.table(top.get("faults", {}), faults, "faults")
        loaded = Profile(
            file=self.file,
            text=self.text,
            title=top.get("title", ""),
            description=top.get("description", ""),
            words=self.words(named.get("words", [])),
            renamed=self.renamed(named.get("renamed", {})),
            modules=modules(self, top.get("modules", {})),
            headers={k: self.header(k, v) for k, v in top.get("headers", {}).items()},
            operations={
                k: self.operation(k, v) for k, v in top.get("operations", {}).items()
            },
            types={k: self.type(k, v) for k, v in top.get("types", {}).items()},
            fault_code=self.steps(failed.get("code", "")),
            fault_pattern=self.pattern(top.get("faults", {}).get("pattern", "")),
            errors=self.errors(failed.get("errors", [])),
        )
        self.check_codes(loaded)
        return loaded

    def words(self, values: list[Any]) -> tuple[str, ...]:
        found = self.items(values, "names", "words")
        for number, word in enumerate(found):
            if not _WORD.fullmatch(word):
                reason = f"{word!r} is not a word of ASCII letters and digits"
                raise self.refuse(reason, "names", "words", number)
        return found

    def renamed(self, tree: dict[str, Any]) -> dict[str, str]:
        found = self.texts(tree, "names", "renamed")
        for wire, name in found.items():
            self.identifier(name, "names", "renamed", wire)
        return found

    def steps(self, code: str) -> tuple[str, ...]:
        if code and not _STEPS.fullmatch(code):
            reason = f"code {code!r} is not a path of names, as in 'detail/code'"
            raise self.refuse(reason, "faults", "code")
        return tuple(code.split("/")) if code else ()

    def pattern(self, pattern: str) -> str:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                groups = re.compile(pattern).groups
        except (re.error, OverflowError, RecursionError) as error:
            raise self.refuse(f"pattern: {error}", "faults", "pattern") from error
        if pattern and groups != 1:
            raise self.refuse("pattern needs exactly one group", "faults", "pattern")
        return pattern

    def header(self, key: str, tree: Any) -> HeaderNotes:
        allowed = {"policy": str, "name": str, "description": str}
        table = self.table(tree, allowed, "headers", key)
        known = tuple(p.value for p in Policy)
        said = table.get("policy", Policy.ARGUMENT.value)
        policy = Policy(self.chosen(said, known, "headers", key, "policy"))
        if "name" in table:
            self.identifier(table["name"], "headers", key, "name")
            if policy is not Policy.ARGUMENT:
                reason = f"header {key!r} is no argument that could have a name"
                raise self.refuse(reason, "headers", key, "name")
        return HeaderNotes(**{**table, "policy": policy})

    def operation(self, key: str, tree: Any) -> OperationNotes:
        texts = dict.fromkeys(("summary", "description", "returns"), str)
        allowed = {**texts, "safe": bool, "arguments": dict}
        path = ("operations", key)
        table = self.table(tree, allowed, *path)
        arguments = self.texts(table.get("arguments", {}), *path, "arguments")
        return OperationNotes(**{**table, "arguments": arguments})

    def type(self, key: str, tree: Any) -> TypeNotes:
        allowed = {"summary": str, "description": str, "fields": dict}
        table = self.table(tree, allowed, "types", key)
        fields = self.texts(table.get("fields", {}), "types", key, "fields")
        return TypeNotes(**{**table, "fields": fields})

    def errors(self, trees: list[Any]) -> tuple[ErrorClass, ...]:
        found: dict[str, ErrorClass] = {}
        codes: dict[str, str] = {}
        for number, tree in enumerate(trees):
            path = ("faults", "errors", number)
            made = self.error(tree, *path)
            if made.name in found:
                raise self.refuse(f"{made.name!r} is there twice", *path, "name")
            if made.base not in ("SoapFault", *found):
                reason = f"base {made.base!r} is not above"
                raise self.refuse(reason + near(made.base, found), *path, "base")
            for place, code in enumerate(made.codes):
                first = codes.setdefault(code, made.name)
                if first != made.name:
                    reason = f"code {code!r} is {first}'s already"
                    raise self.refuse(reason, *path, "codes", place)
            found[made.name] = made
        return tuple(found.values())

    def error(self, tree: Any, *path: str | int) -> ErrorClass:
        texts = dict.fromkeys(("name", "summary", "base", "retry"), str)
        table = self.table(tree, {**texts, "codes": list}, *path)
        if "name" not in table:
            raise self.refuse("an error has no name", *path)
        self.identifier(table["name"], *path, "name")
        codes = self.items(table.get("codes", []), *path, "codes")
        if "retry" in table:
            self.chosen(table["retry"], _RETRIES, *path, "retry")
            if not codes:
                reason = f"{table['name']!r} has no codes that could be tried again"
                raise self.refuse(reason, *path, "retry")
        return ErrorClass(**{**table, "codes": codes})

    def check_codes(self, made: Profile) -> None:
        """Refuse codes that no fault can show: nothing says where they stand."""
        for number, error in enumerate(made.errors):
            if error.codes and not made.fault_code and not made.fault_pattern:
                reason = "neither code nor pattern says where a fault has its code"
                raise self.refuse(reason, "faults", "errors", number, "codes")
