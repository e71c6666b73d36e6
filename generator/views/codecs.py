"""Modules of `codecs/`: straight-line encoders and decoders, one pair a type."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from .. import literal
from ..bindings import Bindings, Key, Kind, Place
from ..synthesis import NAMESPACE
from ..xml import XML
from .decoders import decoders
from .encoders import encoders, or_nil
from .encodings import message
from .expected import expected
from .layout import Layout
from .messages import Carrier
from .modules import Module, Prefixes
from .records import holds_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """One `Element` constant, as source."""

    constant: str
    annotation: str
    name: str
    tag: str
    type: str
    encode: str
    function: str
    is_open: bool
    bare: bool
    encoded: str
    facets: str
    nillable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """One module of `codecs/`; its types are in the module `home` of `types/`."""

    home: str
    imports: tuple[str, ...]
    exported: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]
    elements: tuple[ElementView, ...]
    functions: tuple[str, ...]


def prefixes(bindings: Bindings, carriers: Iterable[Carrier]) -> Prefixes:
    """Number the namespaces in the order in which they are first named."""
    found: dict[str, None] = {}
    for carrier in carriers:
        if carrier.root is not None:
            found.setdefault(carrier.root.namespace)
    for binding in bindings.types.values():
        found.setdefault(binding.key.name.namespace)
        if binding.stand_in is not None:
            found.setdefault(binding.stand_in.namespace)
        for field in binding.fields:
            if field.place in (Place.ELEMENT, Place.ATTRIBUTE):
                found.setdefault(field.wire.namespace)
    found.pop("", None)
    found.pop(XML, None)
    found.pop(NAMESPACE, None)
    return Prefixes(by_namespace={ns: f"ns{n}" for n, ns in enumerate(found, 1)})


def module(
    name: str,
    bindings: Bindings,
    layout: Layout,
    prefix: Prefixes,
    roots: Mapping[Carrier, str],
    facets: Callable[[Key], str],
    listed: Collection[Key] = (),
) -> ModuleView:
    """The codecs of one module's types.

    Args:
        name: The module's name.
        bindings: The catalogue.
        layout: Where each type lives.
        prefix: The prefixes of the package.
        roots: The constants of what messages carry that is of these types.
        facets: Says where the facets of a type are.
        listed: The types whose elements stand in lists.
    """
    emitter = Module(bindings, layout, prefix, name, listed=listed)
    keys = [
        key
        for key in layout.shelves[name]
        if bindings.types[key].kind in (Kind.RECORD, Kind.ARRAY)
    ]
    functions = [
        text
        for key in keys
        for emit in (encoders, decoders, expected)
        for text in emit(emitter, bindings.types[key])
    ]
    nillable = (c.key(bindings) for c in roots if c.nillable(bindings))
    functions += [or_nil(emitter, key) for key in dict.fromkeys(nillable)]
    elements = [
        _element(emitter, carrier, constant, facets)
        for carrier, constant in roots.items()
    ]
    emitter.imports.drop(f"codecs.{name}")
    heads = [function.partition("(")[0] for function in functions]
    names = [head.removeprefix("@cache\n").removeprefix("def ") for head in heads]
    return ModuleView(
        imports=tuple(emitter.imports.lines()),
        exported=tuple(sorted(e.constant for e in elements) + sorted(names)),
        constants=tuple(emitter.constants.items()),
        elements=tuple(elements),
        functions=(*functions, *emitter.wrappers.values()),
        home=layout.knot[name],
    )


def _element(
    module: Module, carrier: Carrier, constant: str, facets: Callable[[Key], str]
) -> ElementView:
    """The constant of what a message carries; notes its imports."""
    key, root = carrier.key(module.bindings), carrier.root
    kind, function = module.spell.of(key, module.imports), module.layout.functions[key]
    nillable = carrier.nillable(module.bindings)
    module.imports.add("_runtime.element", "Element")
    module.imports.add("typing", "Final")
    module.imports.add("codecs.namespaces", "PREFIXES")
    return ElementView(
        constant=constant,
        annotation=f"Final[Element[{kind} | None]]" if nillable else "Final",
        name=literal.string(str(root or "")),
        tag=literal.string("" if root is None else module.prefix.tag(root)),
        type=kind,
        encode=f"encode_{function}{'__or_nil' if nillable else ''}",
        function=function,
        is_open=holds_text(module.bindings, key),
        bare=root is None,
        encoded=literal.string(message(carrier)) if carrier.encoded else "",
        facets=literal.string(facets(key)) if facets(key) else "",
        nillable=nillable,
    )
