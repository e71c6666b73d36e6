"""What can be changed in a module, one thing at a time."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_OTHER: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_NO_GUARD: Final = frozenset({"frozen", "slots", "kw_only"})
"""Arguments of `dataclass` that are of use to type checkers and readers."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed.

    Attributes:
        line: The line of the statement that it is in.
        loaded: Whether that is run as the module is loaded.
        statement: The statement, on one line.
        within: The function or class that it is in, or "".
        code: What was changed, on one line; an argument with its name, and what a dict
            holds with its key.
        what: How.
        text: The module as it is then.
    """

    line: int
    loaded: bool
    statement: str
    within: str
    code: str
    what: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Everything that can be changed in a module, one thing at a time."""
    tree = ast.parse(text)
    places = dict(_places(tree, _Place("", 0, True, "")))
    words = dict(_words(tree))
    for number, node in enumerate(ast.walk(tree)):
        for kind in _kinds(node) if node in places else ():
            other = copy.deepcopy(tree)
            _change(list(ast.walk(other))[number], kind)
            made = ast.unparse(ast.fix_missing_locations(other))
            at = places[node]
            place = (at.line, at.loaded, at.statement, at.within)
            code = words.get(node, "") + _line(node)
            yield Mutant(*place, code, kind, made)


@dataclass(frozen=True, slots=True)
class _Place:
    within: str
    line: int
    loaded: bool
    statement: str


def _places(node: ast.AST, place: _Place) -> Iterator[tuple[ast.AST, _Place]]:
    """Every node, and where it is."""
    if isinstance(node, ast.stmt):
        place = replace(place, line=node.lineno, statement=_line(node))
    yield node, place
    inner = place
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        name = f"{place.within}.{node.name}".lstrip(".")
        loaded = place.loaded and isinstance(node, ast.ClassDef)
        inner = replace(place, within=name, loaded=loaded)
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.keyword) and child.arg in _NO_GUARD:
                continue
            if isinstance(child, ast.AST):
                yield from _places(child, inner if name == "body" else place)


def _words(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """What stands before arguments with a name, and before what a dict holds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword):
            yield node.value, f"{node.arg}="
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None:
                    yield value, f"{_line(key)}: "


def _line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def _kinds(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return ("another comparison",) if type(node.ops[0]) in _OTHER else ()
    if isinstance(node, ast.BoolOp):
        return ("and for or" if isinstance(node.op, ast.Or) else "or for and",)
    if isinstance(node, ast.If):
        return () if ast.unparse(node.test) == "TYPE_CHECKING" else ("never so",)
    if isinstance(node, ast.Raise):
        return ("no raise",)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ("one more",)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ("the other truth",)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ("no not",)
    return ()


def _change(node: ast.AST, kind: str) -> None:
    if isinstance(node, ast.Compare):
        node.ops = [_OTHER[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.If):
        node.test = ast.Constant(value=False)
    elif isinstance(node, ast.Raise):
        _become(node, ast.Pass())
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value = not node.value if kind == "the other truth" else node.value + 1
    elif isinstance(node, ast.UnaryOp):
        _become(node, ast.Call(ast.Name("bool", ast.Load()), [node.operand], []))


def _become(node: ast.AST, other: ast.AST) -> None:
    """Make one node of a tree another, in its place."""
    node.__class__ = type(other)
    node.__dict__.update(other.__dict__)
