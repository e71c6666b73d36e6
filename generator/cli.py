"""The command line: arguments, exit status, messages."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from keyword import iskeyword
from pathlib import Path

from . import output, profile, source
from .errors import Refused
from .generate import Chosen, Generated, generate
from .output import Plan

DONE, DIFFERS, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the program's name; those of the process if None.

    Returns:
        The exit status: 0 done or current, 1 differs, 2 refused.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["fetch"] and not Path("fetch").is_file():
        return _guarded(lambda: _fetch(words[1:]), "the WSDL")
    options = _parser().parse_args(words)
    return _guarded(lambda: _run(options), options.wsdl)


def _guarded(run: Callable[[], int], wsdl: Path | str) -> int:
    try:
        return run()
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
    except (MemoryError, RecursionError):
        print(f"error: {wsdl}: is too large or too deep", file=sys.stderr)
    except KeyboardInterrupt:
        print("error: interrupted; nothing was changed", file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Turn a WSDL into a typed Python package.",
        epilog="To fetch a WSDL with its imports: python -m generator fetch --help",
    )
    parser.add_argument("wsdl", type=Path, help="the WSDL")
    parser.add_argument(
        "-o",
        dest="output",
        type=Path,
        default=Path("generated"),
        metavar="DIR",
        help="the folder to write the package into (default: generated)",
    )
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="the folder that imports may lie in (default: that of the WSDL)",
    )
    parser.add_argument(
        "--max-bytes",
        type=int,
        default=source.MAX_BYTES,
        metavar="N",
        help="how large the WSDL and its imports may be (default: %(default)s)",
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
    parser.add_argument(
        "--service",
        dest="services",
        action="append",
        default=[],
        metavar="NAME",
        help="generate only this service; may be repeated (default: all)",
    )
    parser.add_argument(
        "--port",
        dest="ports",
        action="append",
        default=[],
        metavar="NAME",
        help="generate only this port; may be repeated (default: all)",
    )
    parser.add_argument(
        "--operations",
        metavar="PATTERN",
        action="append",
        default=[],
        help="generate only operations that fit, as 'get*'; may be repeated",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; is it current?"
    )
    parser.add_argument(
        "--diff", action="store_true", help="write nothing; show the difference"
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite what was edited by hand"
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say only what is wrong"
    )
    return parser


def _run(options: argparse.Namespace) -> int:
    made = _generate(options)
    target = options.output / _package(options)
    if options.check or options.diff:
        plan = output.plan(target, made.files)
        if options.diff:
            sys.stdout.write(output.diff(target, made.files, plan))
        elif not plan.current:
            _name_files(target, plan)
        return DONE if plan.current else DIFFERS
    plan = output.write(target, made.files, force=options.force)
    if not options.quiet:
        _report(target, made, plan)
    return DONE


def _fetch(words: Sequence[str]) -> int:
    from . import fetching  # nothing else may load what can reach the network

    fetching.run(words, lambda text: print(text, file=sys.stderr, flush=True))
    return DONE


def _generate(options: argparse.Namespace) -> Generated:
    loaded = source.load(options.wsdl, options.root, options.max_bytes)
    overlay = options.profile
    beside = options.wsdl.with_suffix(".toml")
    if overlay is None and (beside.exists() or beside.is_symlink()):
        overlay = beside
    said = profile.Profile() if overlay is None else profile.load(overlay)
    chosen = Chosen(
        services=tuple(options.services),
        ports=tuple(options.ports),
        operations=tuple(options.operations),
    )
    return generate(loaded, said, _package(options), chosen)


def _package(options: argparse.Namespace) -> str:
    """The package's name: as given, or made from the file's stem."""
    if options.package is None:
        name = re.sub(r"[^A-Za-z0-9_]+", "_", options.wsdl.stem).strip("_").lower()
        name = name if name[:1].isalpha() else f"service_{name}".rstrip("_")
        return f"{name}_" if iskeyword(name) else name
    given = str(options.package)
    if not given.isidentifier() or not given.isascii() or iskeyword(given):
        raise Refused(f"--package {given!r} is not a name that Python can import")
    return given


def _name_files(target: Path, plan: Plan) -> None:
    for what, files in (
        ("new", plan.new),
        ("changed", plan.changed),
        ("stale", plan.stale),
    ):
        for file in files:
            print(f"{what}: {target / file}", file=sys.stderr)


def _report(target: Path, made: Generated, plan: Plan) -> None:
    written = len(plan.new) + len(plan.changed)
    counts = f"{written} written, {len(plan.same)} unchanged, {len(plan.stale)} removed"
    print(f"{target}: {made.operations} operations, {counts}", file=sys.stderr)
    for note in made.notes:
        print(f"note: {note}", file=sys.stderr)
    for file in plan.kept:
        print(f"note: {target / file} is not generated, and was kept", file=sys.stderr)
