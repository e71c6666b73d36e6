"""The decoders of types: straight-line code that reads one element."""

from __future__ import annotations

from collections.abc import Iterator

from .. import literal
from ..bindings import Binding, Field, Kind, Place
from . import allowed, attributes, content_models, derived, ordered, usual
from .element_decoders import decoded, defaulted, quickly, reader
from .modules import Module
from .records import standing
from .values import is_string

_INSIDE = (Place.ELEMENT, Place.WILDCARD, Place.GROUP)


def decoders(module: Module, binding: Binding) -> Iterator[str]:
    """The decoders of a type, as source; notes in the module what they import."""
    return _Decoders(module).of(binding)


class _Decoders:
    """Writes decoders, and notes what they import."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.imports = module.imports

    def of(self, binding: Binding) -> Iterator[str]:
        """The decoders of a type, as source."""
        self.imports.add("_runtime.reading", "Node", "Reader")
        if binding.kind is Kind.ARRAY:
            yield "\n".join(self.array(binding))
            return
        if self.module.records(binding):
            yield "\n".join(self.record(binding))
            if usual.is_read(self.module, binding):
                yield "\n".join(usual.reads(self.module, binding))
        if self.module.chooses(binding):
            yield from derived.decoders(self.module, binding)

    def record(self, binding: Binding) -> Iterator[str]:
        kind = self.module.spell.of(binding.key, self.imports)
        fields = standing(self.module, binding)
        name = self.module.own(binding.key)
        first = "cursor: Cursor" if binding.group else "node: Node"
        yield f"def decode_{name}({first}, reader: Reader) -> {kind}:"
        if not fields:
            if not binding.group:
                yield "    reader.between(node)"
            yield f"    return {kind}()"
            return
        lines = [*self.declared(fields)]
        if binding.ordered:
            lines += ordered.statements(self.module, binding, fields)
        elif any(f.place in _INSIDE for f in fields):
            lines += self.flat(fields, binding.encoded)
        elif all(f.place in attributes.PLACES for f in fields):
            lines.append("reader.between(node)")
        lines += attributes.read(self.module, fields)
        lines += self.check(fields)
        lines += self.made(binding, kind, fields)
        if binding.group and any("(node, " in line for line in lines):
            yield "    node = cursor.node"
        yield from (f"    {line}" for line in lines)

    def declared(self, fields: list[Field]) -> Iterator[str]:
        for field in fields:
            if field.place in (Place.TEXT, Place.WHOLE, Place.ATTACHMENT):
                continue
            kept = self.module.spell.whole(field, self.imports)
            empty = "ABSENT"
            if field.repeated:
                empty = "[]"
            elif field.place is Place.ATTRIBUTES:
                continue
            else:
                self.imports.add("_runtime.reading", "ABSENT")
            yield f"x_{field.name}: {kept} = {empty}"

    def made(self, binding: Binding, kind: str, fields: list[Field]) -> Iterator[str]:
        is_checked = content_models.is_checked(binding)
        yield f"made = {kind}(" if is_checked else f"return {kind}("
        for field in fields:
            yield f"    {field.name}={self.result(field, binding, fields)},"
        yield ")"
        if is_checked:
            self.imports.add("_runtime.content", "conforming")
            model = content_models.of_record(self.module, binding)
            yield f"conforming(node, reader, made, {model})"
            yield "return made"

    def result(self, field: Field, binding: Binding, every: list[Field]) -> str:
        name = f"x_{field.name}"
        if field.place is Place.TEXT:
            return self.text(field)
        if field.place is Place.WHOLE:
            self.imports.add("_runtime.opaque", "decode_xml")
            return "decode_xml(node, reader)"
        if field.place is Place.ATTRIBUTES:
            return attributes.others_read(self.module, binding, every)
        if field.place is Place.ATTACHMENT:
            return self.attachment(field, every)
        optional = (not field.required or field.accessor) and not field.repeated
        return f"None if {name} is ABSENT else {name}" if optional else name

    def attachment(self, field: Field, every: list[Field]) -> str:
        self.imports.add("_runtime.beside", "attachment")
        beside = [f.wire.name for f in every if f.place is Place.ATTACHMENT]
        names = literal.tupled([literal.string(name) for name in beside])
        parts = self.module.constant("PARTS", names)
        return f"attachment(node, reader, {parts}, {literal.string(field.wire.name)})"

    def text(self, field: Field) -> str:
        given = defaulted(self.module, field, "node")
        if given:
            return given
        self.imports.add("_runtime.simple", "text")
        return f"text(node, reader, {reader(self.module, field, 'node')})"

    def check(self, fields: list[Field]) -> Iterator[str]:
        """What must be there is there."""
        inside = [
            f for f in fields if f.place in _INSIDE and f.required and not f.accessor
        ]
        named = [f for f in inside if f.place is Place.ELEMENT]
        if named:
            names = ", ".join(literal.string(str(f.wire)) for f in named)
            yield f"if {' or '.join(map(_is_missing, named))}:"
            yield f"    raise reader.missing(node, {names})"
        for field in inside:  # which have no name of their own to look for
            if field.place is not Place.ELEMENT:
                name = literal.string(content_models.called(self.module, field))
                yield f"if {_is_missing(field)}:"
                yield f"    raise reader.missing(node, {name})"

    # Elements in any order

    def flat(self, fields: list[Field], encoded: bool) -> Iterator[str]:
        yield "for child in node:"
        yield "    if child.tail:"
        yield "        reader.behind(child)"
        if encoded:  # the items of an array may have any name
            yield from (f"    {line}" for line in self.read(fields[0]))
            return
        yield "    tag = child.tag"
        branch = "if"
        wildcards = [f for f in fields if f.place is Place.WILDCARD]
        for field in fields:
            if field.place is not Place.ELEMENT:
                continue
            test = f"tag == {literal.string(str(field.wire))}"
            shared = not field.repeated and any(
                allowed.takes(w, field) for w in wildcards
            )
            if shared:  # a second one is what a wildcard stands for
                test += f" and x_{field.name} is ABSENT"
            yield f"    {branch} {test}:"
            yield from (f"        {line}" for line in self.read(field, shared))
            branch = "elif"
        for field in wildcards:
            self.imports.add("_runtime.opaque", "allows")
            spec = literal.string(field.wire.name)
            home = literal.string(field.wire.namespace)
            yield f"    {branch} allows({spec}, {home}, tag):"
            yield from (f"        {line}" for line in self.read(field))

    def read(self, field: Field, first: bool = False) -> Iterator[str]:
        """Read a child; `first` says that it is known to be the first such one."""
        name = f"x_{field.name}"
        if field.repeated:
            yield f"{name}.append({quickly(self.module, field, 'child')})"
            return
        value = decoded(self.module, field, "child")
        if not first:
            yield f"if {name} is not ABSENT:"
            yield "    raise reader.repeated(child)"
        if is_string(field) and field.default is None:
            yield "text = child.text"
            yield "if text is None or len(child):"
            yield f"    {name} = {value}"
            yield "else:"
            yield f"    {name} = text"
        else:
            yield f"{name} = {value}"

    # Lists

    def array(self, binding: Binding) -> Iterator[str]:
        item = binding.fields[0]
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        tag = literal.string(str(item.wire))
        value = quickly(self.module, item, "child")
        yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
        yield f"    items: {kind} = []"
        yield "    for child in node:"
        yield "        if child.tail:"
        yield "            reader.behind(child)"
        if binding.encoded:
            yield f"        items.append({value})"
        else:
            yield f"        if child.tag == {tag}:"
            yield f"            items.append({value})"
        if item.required:
            yield "    if not items:"
            yield f"        raise reader.missing(node, {tag})"
        if content_models.is_checked(binding):
            self.imports.add("_runtime.content", "conforming")
            model = content_models.of_array(self.module, binding)
            yield f"    conforming(node, reader, items, {model})"
        yield "    return items"


def _is_missing(field: Field) -> str:
    """The test whether nothing was read for a field."""
    return f"not x_{field.name}" if field.repeated else f"x_{field.name} is ABSENT"
