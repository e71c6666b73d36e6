"""Provider code: which names a module defines. It is parsed, and never run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from ..errors import Refused

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SCOPES: Final = (
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def defined(text: str, file: PurePath) -> frozenset[str]:
    """The names that a module defines at its top level; what it imports is not its own.

    Args:
        text: The code.
        file: Where it lies, as the user would name it.

    Raises:
        Refused: It is not Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # theirs to mend, not ours to print
            tree = ast.parse(text.encode(), str(file))
            compile(tree, str(file), "exec", dont_inherit=True)
    except SyntaxError as error:
        reason = f"is not Python: {error.msg}"
        raise Refused(reason, file=file, line=error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:
        reason = f"is not Python: {error or 'too deep'}"
        raise Refused(reason, file=file, line=1) from error
    return frozenset(_defined(tree))


def _defined(tree: ast.Module) -> Iterator[str]:
    """What stands in an `if` or a `try` counts; what is only annotated does not."""
    queue: list[ast.AST] = [*tree.body]
    while queue:
        node = queue.pop()
        if isinstance(node, _DEFINITIONS):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.If) and _is_for_checkers(node.test):
            queue.extend(node.orelse)
        elif not isinstance(node, _SCOPES) and not _is_bare(node):
            queue.extend(ast.iter_child_nodes(node))


def _is_for_checkers(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _is_bare(node: ast.AST) -> bool:
    return isinstance(node, ast.AnnAssign) and node.value is None
