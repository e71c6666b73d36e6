"""The command line: `scripts/corpus DIR`."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path

from . import checks
from .folder import documents
from .invented.folder import write
from .one import Outcome
from .second import Opinion
from .table import Row, lines, opinions, totals
from .trips import Failure

HERE = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every document; the exit status is 1 where one failed or crashed."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).resolve()
        if options.invented:
            options.folder = work / "invented"
            options.folder.mkdir(parents=True, exist_ok=True)
            write(options.folder, options.invented, options.seed)
        rows = tried(options, work)
    said = (*lines(rows), totals(rows), *opinions(rows))
    sys.stdout.writelines(f"{line}\n" for line in said)
    if options.json is not None:
        every = [asdict(row) | {"state": row.state} for row in rows]
        options.json.write_text(json.dumps(every, indent=1))
    return int(any(row.state in ("failed", "crashed") for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/corpus",
        description="Try the generator on every WSDL of a folder.",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, metavar="DIR", nargs="?")
    what.add_argument(
        "--invented", type=int, metavar="N", help="so many random documents instead"
    )
    parser.add_argument("--seed", type=int, default=0, help="the first of these")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="only these")
    parser.add_argument("--skip", default="", metavar="PATTERN", help="but not these")
    parser.add_argument("--mypy", action="store_true", help="run mypy --strict too")
    parser.add_argument("--pyright", action="store_true", help="run pyright too")
    parser.add_argument(
        "--xsdata",
        action="store_true",
        help="hold messages against xsdata too; it runs code made of the documents",
    )
    parser.add_argument(
        "--broken",
        type=int,
        default=0,
        metavar="N",
        help="break every body in N ways, and see that it is refused",
    )
    parser.add_argument("--seconds", type=int, default=120, help="most time for one")
    parser.add_argument("--megabytes", type=int, default=4096, help="most memory")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--work", type=Path, help="keep the packages in this folder")
    parser.add_argument("--json", type=Path, help="write everything that is known here")
    return parser


def tried(options: argparse.Namespace, work: Path) -> list[Row]:
    """How each document of the folder fared."""
    folder = options.folder.resolve()
    found = [
        (file, root, file.relative_to(folder).as_posix())
        for file, root in documents(folder)
    ]
    wanted = [
        (file, root, work / f"p{number:04}", name)
        for number, (file, root, name) in enumerate(found)
        if fnmatch(name, options.only) and not fnmatch(name, options.skip)
    ]
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = []
        for one, outcome in zip(
            wanted, pool.map(lambda one: _apart(options, *one[:3]), wanted), strict=True
        ):
            outcomes.append(outcome)
            sys.stderr.write(f"{one[3]}: {Row(one[3], outcome).state}\n")
    rows = [Row(w[3], outcome) for w, outcome in zip(wanted, outcomes, strict=True)]
    made = {
        w[2]: row
        for w, row in zip(wanted, rows, strict=True)
        if (w[2] / w[2].name / "__init__.py").is_file()
    }
    if options.xsdata:
        _second(options, {w[2]: (w[0], w[1]) for w in wanted if w[2] in made}, made)
    said = [checks.mypy(list(made), work)] if options.mypy else []
    said += [checks.pyright(list(made))] if options.pyright else []
    for checked in said:
        for place, errors in checked.items():
            made[place].types = [*(made[place].types or []), *errors]
    return rows


def _second(
    options: argparse.Namespace,
    wanted: Mapping[Path, tuple[Path, Path]],
    made: Mapping[Path, Row],
) -> None:
    """Have xsdata look at what was made of each document."""
    with ThreadPoolExecutor(options.jobs) as pool:
        asked = {
            place: pool.submit(_ran, options, "second", file, root, place)
            for place, (file, root) in wanted.items()
        }
    for place, answer in asked.items():
        crashed = answer.result()
        known = place / "opinion.json"
        said = json.loads(known.read_text()) if known.is_file() else {}
        found = [Failure(**failure) for failure in said.pop("differences", [])]
        opinion = made[place].opinion = Opinion(**said, differences=found)
        opinion.none = " ".join(crashed.split())[-300:] or opinion.none


def _apart(options: argparse.Namespace, file: Path, root: Path, place: Path) -> Outcome:
    """Try one document in a process of its own."""
    place.mkdir(parents=True, exist_ok=True)
    crashed = _ran(options, "one", file, root, place)
    if crashed:
        return Outcome(crashed=crashed)
    said = json.loads((place / "outcome.json").read_text())
    failures = [Failure(**failure) for failure in said.pop("failures")]
    return Outcome(**said, failures=failures)


def _ran(
    options: argparse.Namespace, program: str, file: Path, root: Path, place: Path
) -> str:
    """Run a program of this package for a document; how it crashed, or ""."""
    most = options.megabytes << 20
    command = [sys.executable, "-m", f"tests.corpus.{program}"]
    more = [str(options.broken)] if program == "one" else []
    try:
        done = subprocess.run(
            [*command, str(file), str(root), str(place), place.name, *more],
            cwd=HERE,
            timeout=options.seconds,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"took more than {options.seconds} seconds"
    if done.returncode:
        return done.stderr[-500:] or f"ended with {done.returncode}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
