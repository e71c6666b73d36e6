"""The quick way for records that stand in lists: their usual form, in one go.

Most of a long message is many small records of simple values. Where one looks as they
nearly all do, it is written by one f-string, or read without a loop; in any other case
the strict code does it, and is the only one to say what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import literal
from ..bindings import Binding, Bindings, Field, Key, Kind, Place, Reference
from . import values
from .modules import Module
from .records import standing
from .short import tags
from .values import is_string

_MOST = 8
"""With more fields, hardly two records have the same ones."""

_EXPLAINED = (
    '"""Read the usual form: the elements in order, each with plain text.',
    "",
    "Anything else gives None, and is left to the strict decoder: so nothing is",
    "refused here, and nothing let through that it would refuse.",
    '"""',
)


def listed(bindings: Bindings) -> frozenset[Key]:
    """The types whose elements stand in lists."""
    return frozenset(
        field.type.key
        for binding in bindings.types.values()
        for field in binding.fields
        if field.repeated or binding.kind is Kind.ARRAY
        if isinstance(field.type, Reference)
    )


def is_read(module: Module, binding: Binding) -> bool:
    """Whether a record has a quick way to be read: nothing else may stand for it."""
    if binding.kind is not Kind.RECORD or binding.derived or binding.abstract:
        return False
    return fits(module, binding)


def fits(module: Module, binding: Binding) -> bool:
    """Whether a record has a usual form: just elements, and each a simple value."""
    fields = standing(module, binding)
    return (
        bool(fields)
        and binding.key in module.listed
        and not (binding.ordered or binding.restricts or binding.group)
        and binding.content.plain
        and len(fields) <= _MOST
        and [f.name for f in fields]
        == [f.name for f in module.bindings.fields(binding.key)]
        and all(
            field.place is Place.ELEMENT
            and not field.repeated
            and not module.is_opaque(field.type)
            and not module.is_complex(field.type)
            and not module.is_named(field.type)
            for field in fields
        )
    )


def writes(module: Module, fields: list[Field], start: str) -> Iterator[str]:
    """Statements that write a record of strings that need no escapes, and return.

    Args:
        module: Notes what they import.
        fields: The fields of the record.
        start: What follows the bracket of the start tag.
    """
    if not all(map(is_string, fields)):
        return
    module.imports.add("_runtime.characters", "unusual")
    tests, parts, written = [], [], ""
    for field in fields:
        name = f"x_{field.name}"
        yield f"{name} = value.{field.name}"
        before, after = tags(module, field)
        part = f"{before}{{{name}}}{after}"
        test = f"{name}.__class__ is str"
        if field.required:
            written += part
        else:
            test = f"({name} is None or {test})"
            parts.append(f'p_{field.name} = f"{part}" if {name} is not None else ""')
            written += f"{{p_{field.name}}}"
        tests.append(test)
    every = "".join(f"{{x_{field.name}}}" for field in fields)
    tests.append(f'not unusual(f"{every}")')
    yield f"if {' and '.join(tests)}:"
    yield from (f"    {part}" for part in parts)
    yield f'    return f"<{start}>{written}</{{tag}}>"'


def reads(module: Module, binding: Binding) -> Iterator[str]:
    """The function that reads a record whose elements stand in order, or gives up."""
    fields = standing(module, binding)
    module.imports.add("_runtime.reading", "Node", "Reader", "new")
    kind = module.spell.of(binding.key, module.imports)
    name = module.layout.functions[binding.key]
    yield f"def usual_{name}(node: Node, reader: Reader) -> {kind} | None:"
    yield from (f"    {line}".rstrip() for line in _EXPLAINED)
    # Where nothing must stand in it, an element with nothing in it may be nil.
    loose = "" if any(field.required for field in fields) else " or not len(node)"
    yield f"    if reader.stray or node.text{loose}:"
    yield "        return None"
    yield "    child = node[0] if len(node) else None"
    for field in fields:
        yield from (f"    {line}" for line in _taken(field))
    yield "    if child is not None:"
    yield "        return None"
    lines = [f"made = new({kind})"]
    for field in fields:
        text = f"t_{field.name}"
        value = text if is_string(field) else f"{values.reader(module, field)}({text})"
        if not field.required and value != text:
            value = f"None if {text} is None else {value}"
        lines.append(f"made.{field.name} = {value}")
    if all(map(is_string, fields)):
        yield from (f"    {line}" for line in lines)
    else:
        yield "    try:"
        yield from (f"        {line}" for line in lines)
        yield "    except ValueError:  # the strict way says where"
        yield "        return None"
    yield "    return made"


def _taken(field: Field) -> Iterator[str]:
    """The statements that take one element, and go on to the next."""
    text, tag = f"t_{field.name}", literal.string(str(field.wire))
    indent = ""
    if field.required:
        yield f"if child is None or child.tag != {tag}:"
        yield "    return None"
    else:
        yield f"{text}: str | None = None"
        yield f"if child is not None and child.tag == {tag}:"
        indent = "    "
    yield f"{indent}{text} = child.text"
    yield f"{indent}if not {text} or len(child) or child.tail:"
    yield f"{indent}    return None"
    yield f"{indent}child = child.getnext()"
