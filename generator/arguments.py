"""The words of the command line, and what they mean."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from keyword import iskeyword
from pathlib import Path
from typing import Final

from . import budget, source
from .errors import Refused
from .generate import Chosen
from .usage import Parser

_TAKEN: Final = sys.stdlib_module_names | {"httpx", "lxml"}
"""Modules that a package of their name would hide, from itself too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What a run is asked to do.

    Attributes:
        wsdl: The WSDL.
        output: The folder to write the package into.
        package: The package's name.
        root: The folder that imports may lie in; None is that of the WSDL.
        max_bytes: How large the WSDL and its imports may be.
        max_elements: How many elements they may have.
        max_seconds: How long to take at most.
        max_memory: How many MiB of memory to take at most.
        profile: The profile; None is the one beside the WSDL, if there is one.
        chosen: What of the WSDL is wanted.
        check: Whether to write nothing, and name what differs.
        diff: Whether to write nothing, and show what differs.
        force: Whether to overwrite what was edited by hand.
        quiet: Whether to say only what is wrong.
    """

    wsdl: Path
    output: Path
    package: str
    root: Path | None
    max_bytes: int
    max_elements: int
    max_seconds: int
    max_memory: int
    profile: Path | None
    chosen: Chosen
    check: bool
    diff: bool
    force: bool
    quiet: bool

    @property
    def target(self) -> Path:
        """The folder of the package."""
        return self.output / self.package


def parse(words: Sequence[str]) -> Arguments:
    """Read the words of the command line.

    Raises:
        Refused: They are not what the command takes.
        SystemExit: They ask for help, which was given.
    """
    found = _parser().parse_args(words)
    return Arguments(
        wsdl=found.wsdl,
        output=found.output,
        package=_stem(found.wsdl) if found.package is None else _name(found.package),
        root=found.root,
        max_bytes=found.max_bytes,
        max_elements=found.max_elements,
        max_seconds=found.max_seconds,
        max_memory=found.max_memory,
        profile=found.profile,
        chosen=Chosen(
            services=tuple(found.services),
            ports=tuple(found.ports),
            operations=tuple(found.operations),
        ),
        check=found.check,
        diff=found.diff,
        force=found.force,
        quiet=found.quiet,
    )


def _parser() -> Parser:
    parser = Parser(
        prog="python -m generator",
        description="Turn a WSDL into a typed Python package.",
        epilog="To fetch a WSDL with its imports: python -m generator fetch --help",
    )
    parser.add_argument("wsdl", type=_file, help="the WSDL")
    parser.add_argument(
        "-o",
        "--output",
        dest="output",
        type=Path,
        default=Path("generated"),
        metavar="DIR",
        help="the folder to write the package into (default: generated)",
    )
    parser.add_argument(
        "--package", metavar="NAME", help="its name (default: the file's stem)"
    )
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="FILE",
        help="what the WSDL cannot say (default: <stem>.toml beside it, if there)",
    )
    _add_choices(parser)
    _add_limits(parser)
    for flag, explained in (
        ("--check", "write nothing; is it current?"),
        ("--diff", "write nothing; show the difference"),
        ("--force", "overwrite what was edited by hand"),
    ):
        parser.add_argument(flag, action="store_true", help=explained)
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say only what is wrong"
    )
    return parser


def _add_choices(parser: Parser) -> None:
    for flag, metavar, explained in (
        ("service", "NAME", "generate only this service"),
        ("port", "NAME", "generate only this port"),
        ("operations", "PATTERN", "generate only operations that fit, as 'get*'"),
    ):
        parser.add_argument(
            f"--{flag}",
            dest=f"{flag.removesuffix('s')}s",
            action="append",
            default=[],
            metavar=metavar,
            help=f"{explained}; may be repeated (default: all)",
        )


def _add_limits(parser: Parser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="the folder that imports may lie in (default: that of the WSDL)",
    )
    for flag, default, explained in (
        ("--max-bytes", source.MAX_BYTES, "how large the WSDL and its imports may be"),
        ("--max-elements", source.MAX_ELEMENTS, "how many elements they may have"),
        ("--max-seconds", budget.SECONDS, "how long this may take"),
        ("--max-memory", budget.MEBIBYTES, "how much memory this may take, in MiB"),
    ):
        parser.add_argument(
            flag,
            type=_count,
            default=default,
            metavar="N",
            help=f"{explained} (default: %(default)s)",
        )


def _file(word: str) -> Path:
    if re.match(r"(?i)https?://", word):
        reason = "generation reads files only; bring it into a folder first, by "
        raise Refused(f"{reason}'python -m generator fetch URL -o DIR'", file=word)
    return Path(word)


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError("is less than one")
    return number


def _stem(wsdl: Path) -> str:
    """The name for the package of a file: what is ASCII in its stem."""
    plain = unicodedata.normalize("NFKD", wsdl.stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_]+", "_", plain).strip("_").lower()
    name = name if name[:1].isalpha() else f"service_{name}".rstrip("_")
    return f"{name}_" if iskeyword(name) or name in _TAKEN else name


def _name(given: str) -> str:
    """The name that was given for the package."""
    if not given.isidentifier() or not given.isascii() or iskeyword(given):
        below = f"; pass -o {'/'.join(['DIR', *given.split('.')[:-1]])} for a folder"
        remedy = below if "." in given.strip(".") else ""
        reason = f"--package {given!r} is not a name that Python can import"
        raise Refused(reason + remedy)
    if given in _TAKEN:
        reason = f"--package {given!r} would hide the module {given!r}; choose another"
        raise Refused(reason)
    return given
