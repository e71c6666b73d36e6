"""The codecs of types that others derive from: they choose by what stands there.

A value is written by its class, an element read by its `xsi:type` (XML Schema Part 1,
2.6.1). What may stand for a type can be most of a service: it is loaded, by a function
that gives the table, when something stands for the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import literal
from ..bindings import Binding, Key
from .imports import Imports
from .modules import Module


def encoders(module: Module, binding: Binding) -> Iterator[str]:
    """The function that chooses the encoder, and that which gives the table."""
    yield "\n".join(_encoder(module, binding))
    yield "\n".join(_by_class(module, binding))


def decoders(module: Module, binding: Binding) -> Iterator[str]:
    """The function that chooses the decoder, and that which gives the table."""
    yield "\n".join(_decoder(module, binding))
    yield "\n".join(_by_name(module, binding))


def noted(module: Module, binding: Binding, key: Key, later: Imports) -> Imports:
    """What notes the import of one that may stand for a type.

    Args:
        module: The module of the type.
        binding: The type.
        key: What may stand for it; itself, for one.
        later: Notes what is loaded when something does, and not with the module.
    """
    at_hand = key == binding.key or module.layout.shelf[key] == module.name
    return module.imports if at_hand else later


def loading(module: Module, later: Imports) -> Iterator[str]:
    """Import lines for the head of a function, if there are any."""
    later.drop(f"codecs.{module.name}")
    lines = [line for text in later.lines() for line in text.split("\n")]
    if lines:
        yield from (f"    {line}" for line in lines)
        yield ""


def _encoder(module: Module, binding: Binding) -> Iterator[str]:
    module.imports.add("_runtime.writing", "derived")
    kind = module.spell.of(binding.key, module.imports)
    name = module.layout.functions[binding.key]
    yield f"def encode_{name}(tag: str, value: {kind}) -> str:"
    if not binding.abstract:
        own = module.itself("encode", binding.key)
        yield f"    if type(value) is {kind}:"
        yield f"        return {own}(tag, value)"
    yield f"    return derived(tag, encoders_of_{name}(), value)"


def _by_class(module: Module, binding: Binding) -> Iterator[str]:
    """The function that gives the encoders by class."""
    module.imports.add("_runtime.writing", "DerivedEncoders")
    name = module.layout.functions[binding.key]
    later, pairs = Imports("codecs"), []
    for key in (binding.key, *binding.derived):
        other = module.bindings.types[key]
        if other.abstract:
            continue
        imports = noted(module, binding, key, later)
        kind = module.spell.of(key, imports)
        encode = module.itself("encode", key, imports)
        said = ""
        if other.base is not None and key != binding.key:
            said = f' xsi:type="{module.prefix.tag(key.name)}"'
        pairs.append(f"{kind}: ({encode}, {literal.string(said)})")
    yield from _table(module, f"encoders_of_{name}() -> DerivedEncoders", later, pairs)


def _decoder(module: Module, binding: Binding) -> Iterator[str]:
    kind = module.spell.of(binding.key, module.imports)
    name = module.layout.functions[binding.key]
    yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
    if not binding.abstract:
        module.imports.add("_runtime.reading", "XSI_TYPE")
        own = module.itself("decode", binding.key)
        yield "    if node.get(XSI_TYPE) is None:"
        yield f"        return {own}(node, reader)"
    yield f"    return reader.derived(node, decoders_of_{name}())"


def _by_name(module: Module, binding: Binding) -> Iterator[str]:
    """The function that gives the decoders by `xsi:type`."""
    kind = module.spell.of(binding.key, module.imports)
    name = module.layout.functions[binding.key]
    module.imports.add("collections.abc", "Callable", "Mapping")
    later, pairs = Imports("codecs"), []
    for key in (binding.key, *binding.derived):
        if not module.bindings.types[key].abstract:
            imports = noted(module, binding, key, later)
            decode = module.itself("decode", key, imports)
            pairs.append(f"{literal.string(str(key.name))}: {decode}")
    returned = f"Mapping[str, Callable[[Node, Reader], {kind}]]"
    yield from _table(module, f"decoders_of_{name}() -> {returned}", later, pairs)


def _table(
    module: Module, head: str, later: Imports, pairs: list[str]
) -> Iterator[str]:
    module.imports.add("functools", "cache")
    yield "@cache"
    yield f"def {head}:"
    yield from loading(module, later)
    if not pairs:
        yield "    return {}"
        return
    yield "    return {"
    yield from (f"        {pair}," for pair in pairs)
    yield "    }"
