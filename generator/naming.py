"""Wire names to Python names: the one place that decides.

A wire name is cut into words where its case changes and where a character stands that
no identifier can hold. Words that this would cut in the wrong place are listed in the
profile. A name that Python or the generated module needs for itself gets an underscore.
"""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 100
"""Characters of a name; two of them, and more, are the name of a file at most (255)."""

_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])[0-9]*"  # several of what has a short name: `IDs`, `URLs`
    r"|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+"
)
_NEGATIVE = re.compile(r"-(?:[0-9.]+(?:[Ee][-+]?[0-9]+)?|INF)").fullmatch
_BREAK = re.compile(r"[^A-Za-z0-9]+")

_CLASS_SCOPE: Final = frozenset(
    {"bool", "bytes", "dataclass", "dict", "field", "float", "int", "list", "object"}
    | {"str", "tuple"}
)
"""Names that the body of a generated dataclass uses itself."""

_CALL_SCOPE: Final = frozenset({"client"})
"""Names that a generated call function uses itself."""

_MODULE_SCOPE: Final = frozenset(dir(builtins)) | {"Any", "Final", "TYPE_CHECKING"}

IMPORTED: Final = frozenset(
    "ABSENT AnswerItems AnyAttribute ArrayItems AsyncClient AsyncItemStream "
    "Callable ChildOrder ChildPlaces Choice Client Cursor Decimal DeclaredFault "
    "DerivedEncoders Duration ENCODING Element Enum Expected FAULTS Facets "
    "Faults GDay GMonth GMonthDay GYear GYearMonth ItemStream Mapping "
    "MessageError MimePart NIL Node OPERATIONS One OpenPlace Operation Operations "
    "PREFIXES QName Reader Sequence Soap StrEnum XSI_TYPE Xml".split()
)
"""Names with a capital that generated modules import or define for themselves."""

_FUNCTION_SCOPE: Final = frozenset({"date", "datetime", "time"})
"""Names of types that the module of an operation may import."""


@dataclass(frozen=True, slots=True)
class Names:
    """The spelling rules of one package.

    Attributes:
        words: Words that stay whole however they are spelt, such as `TPot`.
        renamed: Wire names whose Python name the profile gives. It is taken as it is,
            but for its case: the same entry may name a class and a function.
    """

    words: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def split(self, wire: str) -> list[str]:
        """Cut a wire name into its words.

        Args:
            wire: A name as it is on the wire, `getTPots`.

        Returns:
            Its words as they are spelt, `["get", "TPots"]`.
        """
        if not self.words:
            return _cut(wire)
        known = "|".join(
            re.escape(w) for w in sorted(self.words, key=len, reverse=True)
        )
        parts: list[str] = []
        rest = 0
        for match in re.finditer(rf"(?i:{known})s?(?![a-z])", wire):
            if not _stands_alone(wire, match.start()):
                continue
            parts += [*_cut(wire[rest : match.start()]), match.group()]
            rest = match.end()
        return parts + _cut(wire[rest:])

    def snake(self, wire: str) -> str:
        """`leafGradeList` to `leaf_grade_list`."""
        return _identifier("_".join(self.split(wire)).lower())

    def module(self, name: str) -> str:
        """The name of a module that is called after a class."""
        spelt = self.snake(name)
        return f"{spelt}_" if keyword.iskeyword(spelt) else spelt

    def pascal(self, wire: str) -> str:
        """`leafGrade` to `LeafGrade`; capitals inside a word stay as they are."""
        words = [part for part in _BREAK.split(_ascii(wire)) if part]
        return _identifier("".join(word[0].upper() + word[1:] for word in words), "T")

    def constant(self, wire: str) -> str:
        """`FirstFlush` to `FIRST_FLUSH`."""
        words = self.split(wire)
        if _NEGATIVE(wire):
            words = ["minus", *words]
        return _identifier("_".join(words).upper(), "VALUE_")

    def type(self, wire: str) -> str:
        """The name of a class."""
        given = self.renamed.get(wire, "")
        name = given if given[:1].isupper() else self.pascal(given or wire)
        return f"{name}_" if is_reserved(name) or name in IMPORTED else name

    def field(self, wire: str) -> str:
        """The name of a field of a dataclass, which is also that of an argument."""
        name = self._small(wire)
        reserved = keyword.iskeyword(name) or name in _CLASS_SCOPE | _CALL_SCOPE
        return f"{name}_" if reserved else name

    def function(self, wire: str) -> str:
        """The name of a call function, which is also that of its module."""
        name = self._small(wire)
        reserved = is_reserved(name) or name in _FUNCTION_SCOPE
        return f"{name}_" if reserved else name

    def _small(self, wire: str) -> str:
        given = self.renamed.get(wire, "")
        return given if given and given == given.lower() else self.snake(given or wire)


def is_reserved(name: str) -> bool:
    """Whether Python, or every generated module, needs a name for itself."""
    return keyword.iskeyword(name) or name in _MODULE_SCOPE


def unique(
    wanted: Iterable[str], taken: Iterable[str] = (), *, by_case: bool = False
) -> list[str]:
    """Settle collisions: the first keeps its name, the next are numbered from 2.

    Args:
        wanted: The names, in an order that does not depend on anything but the input.
        taken: Names that none may have.
        by_case: Whether names that differ only in case are told apart.

    Returns:
        As many names, no two alike.
    """
    settled = Settled(taken, by_case=by_case)
    return [settled.one(name) for name in wanted]


class Settled:
    """Names of which no two are alike, one at a time; see `unique`."""

    def __init__(self, taken: Iterable[str], *, by_case: bool) -> None:
        self._fold = str if by_case else str.casefold
        self._used = {self._fold(name) for name in taken}
        self._next: dict[str, int] = {}

    def one(self, name: str) -> str:
        """The name, or what it is called where it is taken."""
        candidate, number = name, self._next.get(name, 2)
        while self._fold(candidate) in self._used:
            candidate, number = f"{name}_{number}", number + 1
        self._used.add(self._fold(candidate))
        self._next[name] = number
        return candidate


def _cut(wire: str) -> list[str]:
    return [word for part in _BREAK.split(_ascii(wire)) for word in _WORD.findall(part)]


def _stands_alone(wire: str, start: int) -> bool:
    """Whether a word begins here: at the start, after a break, where case changes."""
    if start == 0 or not wire[start - 1].isalpha():
        return True
    return wire[start].isupper() and wire[start - 1].islower()


def _ascii(wire: str) -> str:
    """Drop accents, and spell what is then not ASCII by its code point."""
    bare = (
        c for c in unicodedata.normalize("NFKD", wire) if not unicodedata.combining(c)
    )
    return "".join(c if c.isascii() else f"_u{ord(c):x}_" for c in bare)


def _identifier(name: str, prefix: str = "_") -> str:
    if not name:
        return f"{prefix}empty" if prefix == "_" else prefix.rstrip("_")
    if name[0].isdigit():
        return shortened(f"{'n' if prefix == '_' else prefix}{name}")
    return shortened(name)


def shortened(name: str) -> str:
    """A name that a file can have: of a long one the start, and a hash of it all."""
    if len(name) <= LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    end = f"_{digest.upper() if name.isupper() else digest}"
    return name[: LONGEST - len(end)].rstrip("_") + end
