"""Modules of `codecs/`: straight-line encoders and decoders, one pair a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import literal
from ..atomics import ATOMICS, STRINGS
from ..bindings import Atomic, Binding, Bindings, Field, Key, Kind, Reference
from ..model import QName
from .imports import Imports
from .layout import Layout
from .types import Annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """One `Element` constant, as source."""

    constant: str
    name: str
    tag: str
    type: str
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """One module of `codecs/`."""

    imports: tuple[str, ...]
    exported: tuple[str, ...]
    elements: tuple[ElementView, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefixes:
    """The prefix of each namespace of a package, the same in all its messages."""

    by_namespace: Mapping[str, str]

    def tag(self, name: QName) -> str:
        """A name as it is written: with its prefix, or bare in no namespace."""
        if not name.namespace:
            return name.name
        return f"{self.by_namespace[name.namespace]}:{name.name}"


def prefixes(bindings: Bindings) -> Prefixes:
    """Number the namespaces in the order in which they are first named."""
    found: dict[str, None] = {}
    for element in bindings.elements:
        found.setdefault(element.namespace)
    for binding in bindings.types.values():
        found.setdefault(binding.key.name.namespace)
        for field in binding.fields:
            found.setdefault(field.wire.namespace)
    found.pop("", None)
    return Prefixes(by_namespace={ns: f"ns{n}" for n, ns in enumerate(found, 1)})


def module(
    name: str,
    bindings: Bindings,
    layout: Layout,
    prefix: Prefixes,
    roots: Mapping[QName, str],
) -> ModuleView:
    """The codecs of one module's types.

    Args:
        name: The module's name.
        bindings: The catalogue.
        layout: Where each type lives.
        prefix: The prefixes of the package.
        roots: The constants of the elements that messages use, by element.
    """
    emitter = _Emitter(name, bindings, layout, prefix)
    keys = [
        k
        for k in layout.modules[name]
        if bindings.types[k].kind is not Kind.ENUMERATION
    ]
    functions = [text for key in keys for text in emitter.pair(bindings.types[key])]
    elements = []
    for element, constant in roots.items():
        key = bindings.elements[element]
        if layout.home[key] == name:
            emitter.imports.add("_runtime.operation", "Element")
            emitter.imports.add("typing", "Final")
            emitter.imports.add("codecs.namespaces", "PREFIXES")
            elements.append(
                ElementView(
                    constant=constant,
                    name=literal.string(str(element)),
                    tag=literal.string(prefix.tag(element)),
                    type=emitter.spell.of(key, emitter.imports),
                    function=layout.functions[key],
                )
            )
    emitter.imports.drop(f"codecs.{name}")
    names = [layout.functions[key] for key in keys]
    return ModuleView(
        imports=tuple(emitter.imports.lines()),
        exported=tuple(
            sorted(e.constant for e in elements)
            + sorted(f"{verb}_{n}" for n in names for verb in ("decode", "encode"))
        ),
        elements=tuple(elements),
        functions=tuple(functions),
    )


class _Emitter:
    """Writes the functions of one module, and notes what they import."""

    def __init__(
        self,
        name: str,
        bindings: Bindings,
        layout: Layout,
        prefix: Prefixes,
    ) -> None:
        self.bindings = bindings
        self.layout = layout
        self.prefix = prefix
        self.imports = Imports("codecs")
        self.spell = Annotations(bindings, layout)

    def pair(self, binding: Binding) -> Iterator[str]:
        self.imports.add("_runtime.reading", "Node", "Reader")
        if binding.kind is Kind.ARRAY:
            yield "\n".join(self.encode_array(binding))
            yield "\n".join(self.decode_array(binding))
            return
        if not binding.abstract:
            yield "\n".join(self.encode_record(binding))
        if binding.derived:
            yield "\n".join(self.encode_derived(binding))
        if not binding.abstract:
            yield "\n".join(self.decode_record(binding))
        if binding.derived:
            yield "\n".join(self.decode_derived(binding))

    # Names and types

    def function(self, key: Key) -> str:
        """The function of a type, imported where it lives elsewhere."""
        return self.layout.functions[key]

    def use(self, verb: str, key: Key) -> str:
        name = f"{verb}_{self.function(key)}"
        self.imports.add(f"codecs.{self.layout.home[key]}", name)
        return name

    def plain(self, binding: Binding) -> str:
        """What follows the verb for the record itself, where others extend it."""
        name = self.function(binding.key)
        return f"{name}_itself" if binding.derived else name

    def lexical(self, verb: str, atomic: Atomic) -> str:
        name = f"{verb}_{ATOMICS[atomic.name].lexical}"
        self.imports.add("_runtime.lexical", name)
        return name

    def is_enumeration(self, field: Field) -> bool:
        return (
            isinstance(field.type, Reference)
            and self.bindings.types[field.type.key].kind is Kind.ENUMERATION
        )

    # Encoders

    def encode_record(self, binding: Binding) -> Iterator[str]:
        kind = self.spell.of(binding.key, self.imports)
        self.imports.add("_runtime.writing", "refuse")
        extra = ', kind: str = ""' if binding.base is not None else ""
        start = "{tag}{kind}" if extra else "{tag}"
        given = f"tag: str, value: {kind}{extra}"
        yield f"def encode_{self.plain(binding)}({given}) -> str:"
        yield f"    if value.__class__ is not {kind}:"
        yield f"        refuse(tag, value, {literal.string(f'a {kind}')})"
        fields = self.bindings.fields(binding.key)
        if not fields:
            yield f'    return f"<{start}></{{tag}}>"'
            return
        self.imports.add("_runtime.errors", "MessageError")
        self.imports.add("_runtime.writing", "within")
        yield "    try:"
        yield f'        out = f"<{start}>"'
        for field in fields:
            yield from (f"        {line}" for line in self.write(field))
        yield "    except MessageError as error:"
        yield "        raise within(tag, error) from None"
        yield '    return f"{out}</{tag}>"'

    def encode_derived(self, binding: Binding) -> Iterator[str]:
        self.imports.add("_runtime.writing", "refuse")
        kind = self.spell.of(binding.key, self.imports)
        name = self.function(binding.key)
        yield f"def encode_{name}(tag: str, value: {kind}) -> str:"
        known = []
        for key in (binding.key, *binding.derived):
            other = self.bindings.types[key]
            if other.abstract:
                continue
            name = self.spell.of(key, self.imports)
            known.append(name)
            yield f"    if type(value) is {name}:"
            call = f"encode_{self.plain(other)}(tag, value"
            if other.base is not None:
                xsi = literal.string(f' xsi:type="{self.prefix.tag(key.name)}"')
                call += f", {xsi}" if key != binding.key else ""
            yield f"        return {call})"
        expected = literal.string("one of " + ", ".join(known))
        yield f"    return refuse(tag, value, {expected})"

    def encode_array(self, binding: Binding) -> Iterator[str]:
        item = binding.fields[0]
        self.imports.add("_runtime.errors", "MessageError")
        self.imports.add("_runtime.writing", "within")
        kind = self.spell.of(binding.key, self.imports)
        name = self.function(binding.key)
        yield f"def encode_{name}(tag: str, value: {kind}) -> str:"
        yield "    try:"
        yield f"        items = {self.many(item, 'value')}"
        yield "    except MessageError as error:"
        yield "        raise within(tag, error) from None"
        yield '    return f"<{tag}>{items}</{tag}>"'

    def write(self, field: Field) -> Iterator[str]:
        """The statements that add one field to `out`."""
        value = f"value.{field.name}"
        if field.repeated:
            yield f"out += {self.many(field, value)}"
            return
        tag = literal.string(self.prefix.tag(field.wire))
        one = self.one(field, tag, value)
        if not field.nillable:
            if field.required:
                yield f"out += {one}"
            else:
                yield f"if {value} is not None:"
                yield f"    out += {one}"
            return
        self.imports.add("_runtime.values", "NIL")
        self.imports.add("_runtime.writing", "nil")
        none = f" or {value} is None" if field.required else ""
        yield f"if {value} is NIL{none}:"
        yield f"    out += nil({tag})"
        yield "else:" if field.required else f"elif {value} is not None:"
        yield f"    out += {one}"

    def one(self, field: Field, tag: str, value: str) -> str:
        """The call that writes one value as an element."""
        if isinstance(field.type, Atomic):
            if field.type.name in STRINGS:
                self.imports.add("_runtime.writing", "string")
                return f"string({tag}, {value})"
            self.imports.add("_runtime.writing", "leaf")
            return f"leaf({tag}, {self.lexical('write', field.type)}, {value})"
        if self.is_enumeration(field):
            self.imports.add("_runtime.writing", "enumeration")
            kind = self.spell.of(field.type.key, self.imports)
            return f"enumeration({tag}, {kind}, {value})"
        return f"{self.use('encode', field.type.key)}({tag}, {value})"

    def many(self, field: Field, values: str) -> str:
        """The call that writes an element for each value of a list."""
        self.imports.add("_runtime.writing", "many")
        tag = literal.string(self.prefix.tag(field.wire))
        call = self.one(field, "tag", "item")
        encode = call.removesuffix("(tag, item)")
        if field.nillable:
            self.imports.add("_runtime.writing", "nil")
            self.imports.add("_runtime.values", "NIL")
            call = f"nil(tag) if item is NIL or item is None else {call}"
        if field.nillable or encode == call:
            encode = f"lambda tag, item: {call}"
        return f"many({tag}, {encode}, {values})"

    # Decoders

    def decode_record(self, binding: Binding) -> Iterator[str]:
        kind = self.spell.of(binding.key, self.imports)
        fields = self.bindings.fields(binding.key)
        name = self.plain(binding)
        yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
        if not fields:
            yield f"    return {kind}()"
            return
        if any(not f.repeated for f in fields):
            self.imports.add("_runtime.reading", "ABSENT")
        for field in fields:
            empty = "[]" if field.repeated else "ABSENT"
            kept = self.spell.whole(field, self.imports)
            yield f"    x_{field.name}: {kept} = {empty}"
        yield "    for child in node:"
        yield "        tag = child.tag"
        branch = "if"
        for field in fields:
            name = str(field.wire)
            yield f"        {branch} tag == {literal.string(name)}:"
            yield from (f"            {line}" for line in self.read(field))
            branch = "elif"
        yield from self.check(fields)
        yield f"    return {kind}("
        for field in fields:
            yield f"        {field.name}={self.result(field)},"
        yield "    )"

    def check(self, fields: list[Field]) -> Iterator[str]:
        needed = [f for f in fields if f.required and not f.repeated]
        if not needed:
            return
        tests = [f"x_{f.name} is ABSENT" for f in needed]
        names = ", ".join(literal.string(str(f.wire)) for f in needed)
        if len(tests) == 1:
            yield f"    if {tests[0]}:"
        else:
            yield "    if ("
            yield f"        {tests[0]}"
            yield from (f"        or {test}" for test in tests[1:])
            yield "    ):"
        yield f"        raise reader.missing(node, {names})"

    def result(self, field: Field) -> str:
        name = f"x_{field.name}"
        optional = not field.required and not field.repeated
        return f"None if {name} is ABSENT else {name}" if optional else name

    def read(self, field: Field) -> Iterator[str]:
        name = f"x_{field.name}"
        value = self.decoded(field, "child")
        if field.repeated:
            yield f"{name}.append({value})"
            return
        yield f"if {name} is not ABSENT:"
        yield "    raise reader.repeated(child)"
        if isinstance(field.type, Atomic) and field.type.name in STRINGS:
            yield "text = child.text"
            yield "if text is None or len(child):"
            yield f"    {name} = {value}"
            yield "else:"
            yield f"    {name} = text"
        else:
            yield f"{name} = {value}"

    def decoded(self, field: Field, node: str) -> str:
        """The expression that reads one element."""
        nillable = ", True" if field.nillable else ""
        if isinstance(field.type, Atomic):
            if field.type.name in STRINGS:
                return f"reader.string({node}{nillable})"
            read = self.lexical("read", field.type)
        elif self.is_enumeration(field):
            read = self.spell.of(field.type.key, self.imports)
        else:
            decode = self.use("decode", field.type.key)
            return f"reader.value({node}, {decode}{nillable})"
        required = field.required or field.repeated
        method = "required" if required else "optional"
        return f"reader.{method}({node}, {read}, {field.nillable})"

    def decode_derived(self, binding: Binding) -> Iterator[str]:
        kind = self.spell.of(binding.key, self.imports)
        name = self.function(binding.key)
        yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
        yield "    return reader.derived("
        yield "        node,"
        yield "        {"
        if not binding.abstract:
            yield f'            "": decode_{self.plain(binding)},'
        for key in (binding.key, *binding.derived):
            other = self.bindings.types[key]
            if not other.abstract:
                name = literal.string(str(key.name))
                yield f"            {name}: decode_{self.plain(other)},"
        yield "        },"
        yield "    )"

    def decode_array(self, binding: Binding) -> Iterator[str]:
        item = binding.fields[0]
        kind = self.spell.of(binding.key, self.imports)
        name = self.function(binding.key)
        tag = literal.string(str(item.wire))
        value = self.decoded(item, "child")
        yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
        yield f"    return [{value} for child in node if child.tag == {tag}]"
