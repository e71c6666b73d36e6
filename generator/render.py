"""Views to text: templates, formatting, and the proof that nothing harmful came out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Final

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput
from jinja2 import Environment, PackageLoader, StrictUndefined

from .errors import Refused
from .progress import Tell, silent
from .views.package import PackageView
from .wrapping import fitted

MAX_OUTPUT: Final = 128_000_000
"""Characters that the files of a package may have, all together."""
MODE: Final = black.Mode(target_versions={TargetVersion.PY311})

_TYPE_NODES: Final = (
    ast.Module,
    ast.ImportFrom,
    ast.alias,
    ast.ClassDef,
    ast.AnnAssign,
    ast.Assign,
    ast.Expr,
    ast.Constant,
    ast.Name,
    ast.Load,
    ast.Store,
    ast.Call,
    ast.keyword,
    ast.Dict,
    ast.List,
    ast.Subscript,
    ast.Tuple,
    ast.BinOp,
    ast.BitOr,
)
_TYPE_CALLS: Final = frozenset({"dataclass", "field", "QName"})
_SEPARATE: Final = re.compile(r"(?<=\n)\n\n(?=\S)")
"""What stands between definitions: what is whole on either side of it is so together.

A module with the types of a large service takes hundreds of MiB as one syntax tree.
"""


def render(package: PackageView, tell: Tell = silent) -> dict[PurePosixPath, str]:
    """Render every file that a template makes.

    Args:
        package: The package.
        tell: Told which file it is at.

    Returns:
        The texts by their paths below the package.

    Raises:
        Refused: What came out is not what may come out; nothing has been written.
    """
    environment = _environment(package)
    files: dict[PurePosixPath, str] = {}
    size = 0
    for path, text in _files(environment, package):
        size += len(text)
        if size > MAX_OUTPUT:
            reason = f"becomes a package of more than {MAX_OUTPUT} characters"
            raise Refused(f"{reason}; --operations leaves some out")
        files[path] = text
    for number, (path, text) in enumerate(files.items(), 1):
        tell("printing", number, len(files))
        if path.suffix == ".py":
            files[path] = _proved(path, text)
    return files


def _files(
    environment: Environment, package: PackageView
) -> Iterator[tuple[PurePosixPath, str]]:
    def file(path: str, template: str, **values: object) -> tuple[PurePosixPath, str]:
        return PurePosixPath(path), environment.get_template(template).render(**values)

    for names in package.packages:
        yield file(f"{names.folder}__init__.py", "package.py.jinja", view=names)
    yield file("errors.py", "errors.py.jinja")
    yield file("codecs/__init__.py", "codecs_init.py.jinja")
    yield file("codecs/namespaces.py", "namespaces.py.jinja")
    if package.encoding is not None:
        yield file("codecs/encoding.py", "encoding.py.jinja", view=package.encoding)
    for port in package.ports:
        at = f"{port.folder}operations"
        yield file(f"{at}/__init__.py", "operations_init.py.jinja", port=port)
        for view in port.operations:
            yield file(f"{at}/{view.module}.py", "operation.py.jinja", view=view)
            place = f"{port.folder}aio/{view.module}.py"
            yield file(place, "aio.py.jinja", view=view)
    for name, types in package.types.items():
        yield file(f"types/{name}.py", "types.py.jinja", view=types)
    for name, codecs in package.codecs.items():
        place = f"codecs/{name}.py"
        yield file(place, "codecs.py.jinja", name=name, view=codecs)
    if package.tables:
        yield file("facets/__init__.py", "facets_init.py.jinja")
    for name, table in package.tables.items():
        yield file(f"facets/{name}.py", "facets.py.jinja", view=table)
    yield file("API.md", "API.md.jinja")


def _environment(package: PackageView) -> Environment:
    environment = Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python source, not HTML: `literal` has escaped it
    )
    environment.globals["package"] = package
    environment.filters["docstring"] = _docstring
    return environment


def _docstring(lines: Sequence[str], indent: str = "    ") -> str:
    """The lines of a docstring; what closes a long one stands by itself."""
    more = [f"{indent}{line}".rstrip() for line in lines[1:]]
    return "\n".join([lines[0], *more, indent] if more else lines)


class _TooMuch(Refused):
    """A module that Python cannot take, however it is spelled."""


def _proved(path: PurePosixPath, text: str) -> str:
    """A module as black has it; black only sees the lines that we do not know.

    Where a line was taken for what it is not, black sees the whole module.
    """
    try:
        made = fitted(text, by_black)
        _prove(path, made)
    except _TooMuch:
        raise
    except (InvalidInput, Refused):
        made = _formatted(path, text)
        _prove(path, made)
    return made


def _formatted(path: PurePosixPath, text: str) -> str:
    try:
        return black.format_str(text, mode=MODE)
    except InvalidInput as error:
        raise Refused(f"{path} came out as no Python: {error}") from error


@cache
def by_black(text: str, depth: int, inside: bool) -> tuple[str, ...]:
    """Have black break one logical line, which needs no more than its depth for that.

    Args:
        text: The line, without indentation.
        depth: How deep it is indented.
        inside: Whether it stands between brackets that are open.
    """
    outer = depth - 1 if inside else depth
    before = ["    " * level + "if it:" for level in range(outer)]
    after = []
    if inside:
        opening, closing = _around(text)
        before.append("    " * outer + opening)
        after.append("    " * outer + closing)
    elif text.startswith("elif "):
        before += ["    " * outer + "if it:", "    " * outer + "    pass"]
    if text.endswith(":"):
        after.append("    " * outer + "    pass")
    source = [*before, "    " * depth + text, *after, ""]
    made = black.format_str("\n".join(source), mode=MODE)
    lines = [line for line in made.splitlines() if line]  # it sets definitions apart
    return tuple(lines[len(before) : len(lines) - len(after)])


def _around(text: str) -> tuple[str, str]:
    """Brackets that a line may stand in."""
    if re.match(r'"(?:[^"\\]|\\.)*": ', text):
        return "{", "}"
    if re.match(r"\w+: ", text):
        return "def it(", "): ..."
    return "it(", ")"


def _prove(path: PurePosixPath, text: str) -> None:
    """Insist that a module is ASCII and compiles; that types only declare."""
    if not text.isascii():
        raise Refused(f"{path} came out with characters that are not ASCII")
    if path.parts[0] != "types" or path.name == "__init__.py":
        _compile(path, text, 0)
        return
    above = 0
    for piece in _SEPARATE.split(text):
        _compile(path, piece, above)  # not the tree: that takes fewer levels than text
        for node in ast.walk(ast.parse(piece)):
            if not isinstance(node, _TYPE_NODES) or _calls_other(node):
                line = getattr(node, "lineno", 1) + above
                raise Refused(f"{path}:{line} came out with more than declarations")
        above += piece.count("\n") + 2


def _compile(path: PurePosixPath, text: str, above: int) -> None:
    """Compile a module, or a piece of one below so many lines, and do not run it."""
    try:
        compile(text, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        # Python takes no more than 100 levels, and no more than 20 loops in loops.
        line = (error.lineno or 1) + above
        raise Refused(f"{path}:{line} came out wrong: {error.msg}") from error
    except (MemoryError, RecursionError) as error:
        # What follows one another without end lies in one another to its parser.
        reason = "is too much for Python: some type, choice or union has too many parts"
        raise _TooMuch(f"{path} {reason}") from error


def _calls_other(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return not (isinstance(node.func, ast.Name) and node.func.id in _TYPE_CALLS)
