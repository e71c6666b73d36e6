"""The import rules of the design, read off the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[1] / "generator"

LINE = [
    ["errors", "model"],
    ["budget", "interrupts", "xml", "literal", "naming", "atomics"],
    ["usage", "wrapping", "progress", "told"],
    ["document", "references", "known"],
    ["location", "structure", "components", "kinds"],
    ["extent"],
    ["source", "synthesis"],
    ["guard", "narrowing"],
    ["wsdl", "selection"],
    ["profile"],
    ["bindings"],
    ["views"],
    ["fit"],
    ["render"],
    ["lock"],
    ["generate"],
    ["output"],
    ["fetching", "arguments"],
    ["cli"],
    ["__main__"],
]
"""A module imports only what stands above it; those on one line know no other."""

INSIDE = {
    "source": [
        ["appearance", "files", "rewrite", "roots"],
        ["parsing"],
        ["well_known"],
        ["closure"],
        ["__init__"],
    ],
    "wsdl": [
        ["policy"],
        ["index"],
        ["messages"],
        ["operations"],
        ["parse"],
        ["__init__"],
    ],
    "known": [["__init__"]],
    "wrapping": [["tokens"], ["brackets"], ["statements"], ["lines"], ["__init__"]],
    "bindings": [
        ["components", "content_models", "schemas", "values"],
        ["catalogue", "scopes"],
        [
            "accessors",
            "attachments",
            "derivation",
            "particles",
            "passes",
            "simple",
            "wildcards",
        ],
        ["arrays", "attributes", "contents", "enumerations", "fields", "spelling"],
        ["types"],
        ["encoded_arrays", "records"],
        ["restrictions"],
        ["complex_types"],
        ["messages"],
        ["bind"],
        ["__init__"],
    ],
    "profile": [
        ["places", "provider", "toml"],
        ["notes", "tables"],
        ["modules"],
        ["load"],
        ["__init__"],
    ],
    "views": [
        [
            "allowed",
            "imports",
            "knots",
            "messages",
            "supported",
            "together",
        ],
        ["facets", "layout", "padding"],
        ["documentation", "python_types", "streams", "tables"],
        ["modules"],
        ["docstrings", "types", "values"],
        [
            "content_models",
            "context",
            "derived",
            "encodings",
            "errors",
            "nils",
            "records",
            "short",
        ],
        ["expected", "usual"],
        ["element_decoders", "element_encoders", "turns"],
        ["attributes", "ordered"],
        ["encoders"],
        ["arguments", "constants", "results"],
        ["operations"],
        ["ports"],
        ["exports"],
        ["decoders"],
        ["codecs"],
        ["package"],
        ["__init__"],
    ],
    "output": [
        ["disk", "folder", "holding"],
        ["leftovers", "planning"],
        ["differences", "exchange"],
        ["writing"],
        ["__init__"],
    ],
    "fit": [["checks"], ["entries", "exports", "given"], ["__init__"]],
    "fetching": [
        ["address", "ranges", "sockets"],
        ["documents", "wire"],
        ["filenames", "closure"],
        ["record", "command"],
        ["__init__"],
    ],
}
"""The same within the packages."""

ONLY = {
    "xsdata": {"bindings"},
    "jinja2": {"render"},
    "black": {"render"},
    "httpcore": {"fetching"},
    "certifi": {"fetching"},
    "socket": {"fetching"},
    "ssl": {"fetching"},
    "http": {"fetching"},
    "lxml": {
        "xml",
        "document",
        "references",
        "location",
        "structure",
        "components",
        "extent",
        "kinds",
        "narrowing",
        "source",
        "synthesis",
        "wsdl",
        "bindings",
        "fetching",
    },
    "shutil": {"output"},
    "tempfile": {"output"},
}
"""What only these import; nobody imports any other third party."""

FILES = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes"} | {
    "mkdir",
    "makedirs",
    "rename",
    "replace_file",
    "rmdir",
    "rmtree",
    "unlink",
    "remove_file",
    "touch",
    "symlink_to",
    "listdir",
    "scandir",
    "iterdir",
}
"""Calls that touch the disk, by the name called."""

READS = {"source", "output", "generate", "told"}
"""Who touches it: `generate` only copies the runtime out of its own package, and `told`
opens what takes anything and keeps nothing."""

RUNTIME = {"httpx"}
"""Third parties that the runtime imports by name; lxml it loads through importlib."""


def modules(package: str = "") -> dict[str, Path]:
    """The Python files of a package below generator, by what they are imported as."""
    folder = GENERATOR / package
    return {path.stem: path for path in sorted(folder.glob("*.py"))}


def files() -> dict[str, list[Path]]:
    """The files of each part of the generator."""
    found = {name: [path] for name, path in modules().items() if name != "__init__"}
    return found | {p: list(modules(p).values()) for p in INSIDE}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """What a file imports: how many dots, and the dotted name."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.level, node.module
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.level, alias.name) for alias in node.names)


def ours(path: Path) -> set[str]:
    """The parts of the generator that a file imports, from outside its own package."""
    dots = 1 if path.parent == GENERATOR else 2
    found = {name.split(".")[0] for level, name in imports(path) if level == dots}
    if path.parent.name == "views":
        found.discard("runtime")  # stands alone: see below
    absolute = {n for level, n in imports(path) if not level}
    assert not any(n.split(".")[0] == "generator" for n in absolute), path
    return found


def foreign(path: Path) -> set[str]:
    """The third parties that a file imports."""
    found = {name.split(".")[0] for level, name in imports(path) if level == 0}
    return found - sys.stdlib_module_names


def ranks(line: list[list[str]]) -> dict[str, int]:
    return {name: rank for rank, names in enumerate(line) for name in names}


def test_every_part_has_its_place_in_the_line() -> None:
    assert set(files()) == set(ranks(LINE))
    for package, line in INSIDE.items():
        assert set(modules(package)) == set(ranks(line))


@pytest.mark.parametrize("part", sorted(ranks(LINE)))
def test_a_part_imports_only_what_comes_before_it(part: str) -> None:
    rank = ranks(LINE)
    for path in files()[part]:
        wrong = {name for name in ours(path) if rank[name] >= rank[part]}
        assert not wrong, f"{path} imports {wrong}"


def test_the_first_import_nothing_of_ours_and_cli_is_imported_by_main_only() -> None:
    for part in ("errors", "model"):
        assert not ours(files()[part][0])
    importers = {
        part for part, fs in files().items() if any("cli" in ours(f) for f in fs)
    }
    assert importers == {"__main__"}


def test_the_network_is_loaded_for_fetch_only() -> None:
    importers = {
        part for part, fs in files().items() if any("fetching" in ours(f) for f in fs)
    }
    assert importers == {"cli"}
    top = ast.parse((GENERATOR / "cli.py").read_bytes()).body
    loaded = {
        alias.name
        for node in top
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not any("fetching" in name for name in loaded)
    for path in GENERATOR.glob("*.py"):
        assert "urllib.request" not in {name for _, name in imports(path)}


@pytest.mark.parametrize("package", sorted(INSIDE))
def test_a_package_looks_one_way_too(package: str) -> None:
    rank = ranks(INSIDE[package])
    for name, path in modules(package).items():
        near = {n.split(".")[0] for level, n in imports(path) if level == 1}
        wrong = {n for n in near if rank[n] >= rank[name]}
        assert not wrong, f"{path} imports {wrong}"


def test_the_order_within_a_rank_is_free_of_imports() -> None:
    for names in LINE:
        for name in names:
            for path in files()[name]:
                assert not ours(path) & set(names)


@pytest.mark.parametrize("part", sorted(ranks(LINE)))
def test_third_parties_are_known_to_few(part: str) -> None:
    for path in files()[part]:
        used = {n.split(".")[0] for level, n in imports(path) if level == 0}
        wrong = {n for n in used & set(ONLY) if part not in ONLY[n]}
        assert not wrong, f"{path} imports {wrong}"
        assert foreign(path) <= set(ONLY)


def called(path: Path) -> Iterator[tuple[str, int]]:
    """The last name of everything that a file calls, with its line."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno


@pytest.mark.parametrize("part", sorted(set(ranks(LINE)) - READS))
def test_files_are_touched_at_both_ends_only(part: str) -> None:
    for path in files()[part]:
        found = [(n, line) for n, line in called(path) if n in FILES]
        if "from ..source import read_text" in path.read_text():  # which has a cap
            assert part == "profile"
            found = [(n, line) for n, line in found if n != "read_text"]
        assert not found, f"{path}: {found}"


def test_generate_reads_only_its_own_resources() -> None:
    path = files()["generate"][0]
    assert "pathlib" in {n for _, n in imports(path)}
    assert not {n for n, _ in called(path)} & {"open", "Path", "write_text", "mkdir"}


def test_only_views_look_into_the_runtime_and_load_no_third_party_by_it() -> None:
    """What they judge facets with is what judges values by them later."""
    loads = modules("runtime")
    for part in set(ranks(LINE)) - {"views"}:
        assert not any("runtime" in ours(path) for path in files()[part])
    wanted = {
        name.removeprefix("runtime.")
        for path in files()["views"]
        for level, name in imports(path)
        if level == 2 and name.startswith("runtime.")
    }
    assert wanted == {
        "lexical_numbers",
        "pattern_syntax",
        "patterns",
        "value_space",
    }
    while wanted:
        path = loads.pop(wanted.pop())
        assert not foreign(path)
        assert "importlib" not in {name for _, name in imports(path)}
        near = {name.split(".")[0] for level, name in imports(path) if level == 1}
        wanted |= near & set(loads)


@pytest.mark.parametrize("name", sorted(modules("runtime")))
def test_the_runtime_stands_alone(name: str) -> None:
    path = modules("runtime")[name]
    assert foreign(path) <= RUNTIME
    near = {n.split(".")[0] for level, n in imports(path) if level == 1}
    assert near <= set(modules("runtime"))
    assert not {level for level, _ in imports(path) if level > 1}


def test_the_runtime_has_no_circles() -> None:
    """Not even for a type checker: each module is understood from those below it."""
    near = {
        name: {n.split(".")[0] for level, n in imports(path) if level == 1}
        for name, path in modules("runtime").items()
    }
    assert set(TopologicalSorter(near).static_order()) == set(near)


@pytest.mark.parametrize("path", sorted(GENERATOR.rglob("*.*")), ids=str)
def test_no_service_is_named(path: Path) -> None:
    if path.suffix in (".py", ".jinja"):
        text = path.read_text().lower()
        assert "mktows" not in text
        assert "marketo" not in text
