"""How elements that are nil are written: with all that their types ask of attributes.

Content is missing then, and nothing else is: the type must not be abstract, and its
attributes are required as ever (XML Schema Part 1, 3.3.4 and 3.4.4).
"""

from __future__ import annotations

from .. import literal
from ..bindings import Kind, Place, Reference, Type
from .modules import Module
from .values import SWA_REF


def written(module: Module, type_: Type, tag: str) -> str:
    """The call that writes an element that is nil, or says why it cannot be.

    Args:
        module: Notes what is imported.
        type_: The type of the element.
        tag: Its tag, as source.
    """
    kind, lacking = _kind(module, type_)
    if lacking:
        module.imports.add("_runtime.writing", "no_nil")
        return f"no_nil({tag}, {literal.string(lacking)})"
    module.imports.add("_runtime.writing", "nil")
    return f"nil({tag}, {literal.string(kind)})" if kind else f"nil({tag})"


def _kind(module: Module, type_: Type) -> tuple[str, str]:
    """What says the type of an element that is nil, and what it would lack.

    Where the type is abstract, any that may stand for it will do.
    """
    if not isinstance(type_, Reference):
        return "", ""
    binding = module.bindings.types[type_.key]
    if binding.kind is not Kind.RECORD or binding.kept or binding.stand_in:
        said = module.prefix.tag(binding.stand_in) if binding.stand_in else ""
        return said, f"the attribute {binding.kept[0]}" if binding.kept else ""
    missing = "a type that is not abstract"
    for key in (type_.key, *binding.derived):
        if module.bindings.types[key].abstract:
            continue
        required = [
            field.wire.name
            for field in module.bindings.fields(key)
            if field.place is Place.ATTRIBUTE and field.required
            if field.type != SWA_REF  # which refers to nothing, where nothing is
        ]
        if not required:
            return "" if key == type_.key else module.prefix.tag(key.name), ""
        missing = f"the attribute {required[0]}"
        if not binding.abstract:
            break
    return "", missing
