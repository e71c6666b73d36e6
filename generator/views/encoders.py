"""The encoders of types: straight-line code that writes one element."""

from __future__ import annotations

from collections.abc import Iterator

from .. import literal
from ..bindings import Binding, Field, Key, Kind, Place, Reference
from . import attributes, content_models, derived, nils, short, usual, values
from .element_encoders import many, one, tag_of
from .modules import Module
from .records import standing
from .values import is_string


def or_nil(module: Module, key: Key) -> str:
    """The encoder of a message's element that may be nil, as source."""
    kind = module.spell.of(key, module.imports)
    name = module.layout.functions[key]
    module.imports.add("_runtime.nil", "NIL")
    lines = (
        f"def encode_{name}__or_nil(tag: str, value: {kind} | None) -> str:",
        "    if value is NIL or value is None:",
        f"        return {nils.written(module, Reference(key), 'tag')}",
        f"    return encode_{name}(tag, value)",
    )
    return "\n".join(lines)


def encoders(module: Module, binding: Binding) -> Iterator[str]:
    """The encoders of a type, as source; notes in the module what they import."""
    return _Encoders(module).of(binding)


class _Encoders:
    """Writes encoders, and notes what they import."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.imports = module.imports

    def of(self, binding: Binding) -> Iterator[str]:
        """The encoders of a type, as source."""
        if binding.kind is Kind.ARRAY:
            yield "\n".join(self.array(binding))
            return
        if self.module.records(binding):
            yield "\n".join(self.record(binding))
        if self.module.chooses(binding):
            yield from derived.encoders(self.module, binding)

    def record(self, binding: Binding) -> Iterator[str]:
        kind = self.module.spell.of(binding.key, self.imports)
        self.imports.add("_runtime.writing", "refuse")
        extra = ', kind: str = ""' if binding.base is not None else ""
        given = f"tag: str, value: {kind}{extra}"
        yield f"def encode_{self.module.own(binding.key)}({given}) -> str:"
        yield f"    if value.__class__ is not {kind}:"
        yield f"        refuse(tag, value, {literal.string(kind)})"
        fields = standing(self.module, binding)
        yield from (f"    {line}" for line in self.checks(binding, fields))
        start = "{tag}{kind}" if extra else "{tag}"
        if usual.fits(self.module, binding):
            lines = usual.writes(self.module, fields, start)
            yield from (f"    {line}" for line in lines)
        if not fields:
            yield f'    return f"<{start}></{{tag}}>"'
            return
        self.imports.add("_runtime.errors", "MessageError")
        self.imports.add("_runtime.writing", "within")
        yield "    try:"
        yield from (f"        {line}" for line in self.content(binding, fields, start))
        yield "    except MessageError as error:"
        yield "        raise within(tag, error) from None"
        if binding.group:
            # What puts nothing on the wire would be gone when it is read.
            yield "    if not out:"
            yield '        refuse(tag, value, "something that stands in it")'
        if binding.group or fields[0].place is Place.WHOLE:
            yield "    return out"
        else:
            yield '    return f"{out}</{tag}>"'

    def checks(self, binding: Binding, fields: list[Field]) -> Iterator[str]:
        """What holds for the record as a whole."""
        if content_models.is_checked(binding):
            self.imports.add("_runtime.content", "conform")
            model = content_models.of_record(self.module, binding)
            yield f"conform(tag, value, {model})"
        if binding.restricts or binding.prohibited:
            names = {f.name for f in fields}
            gone = [
                f.name
                for f in self.module.bindings.fields(binding.key)
                if f.name not in names
            ]
            if gone:
                self.imports.add("_runtime.content", "absent")
                listed = ", ".join(map(literal.string, gone))
                yield f"absent(tag, value, {listed})"

    def content(
        self, binding: Binding, fields: list[Field], start: str
    ) -> Iterator[str]:
        named = [f for f in fields if f.place in attributes.PLACES]
        rest = [f for f in fields if f.place not in attributes.PLACES]
        if binding.group:
            yield 'out = ""'
        elif rest and rest[0].place is Place.WHOLE:
            self.imports.add("_runtime.opaque", "xml_encoder")
            expected = literal.string(str(binding.element or ""))
            encode = self.module.constant("XML", f"xml_encoder({expected})")
            yield f"out = {encode}(tag, value.{rest[0].name})"
            return
        elif named or self.names(rest):
            yield f'out = f"<{start}"'
            yield from attributes.written(self.module, binding, named)
            if self.names(rest):
                self.imports.add("_runtime.scoped", "scoped_text")
                write = values.writer(self.module, rest[0])
                yield f"out += scoped_text({write}, value.{rest[0].name})"
                return
            yield 'out += ">"'
        else:
            yield f'out = f"<{start}>"'
        for field in rest:
            yield from self.write(field)

    def names(self, rest: list[Field]) -> bool:
        """Whether the text of an element holds names."""
        return any(f.place is Place.TEXT and self.module.is_named(f.type) for f in rest)

    def write(self, field: Field) -> Iterator[str]:
        """The statements that add one field to `out`."""
        value = f"value.{field.name}"
        if field.place is Place.TEXT:
            self.imports.add("_runtime.simple", "written")
            write = values.content_writer(self.module, field)
            yield f"out += written({write}, {value})"
            return
        if field.place is Place.ATTACHMENT:
            self.imports.add("_runtime.attaching", "attach")
            media = literal.tupled(list(map(literal.string, field.media)))
            yield f"attach({literal.string(field.wire.name)}, {media}, {value})"
            return
        if field.repeated:
            if field.required:
                self.imports.add("_runtime.writing", "refuse")
                name = literal.string(field.wire.name)
                if field.place is not Place.ELEMENT:
                    name = literal.string(field.name)
                yield f"if not {value}:"
                yield f"    refuse({name}, None, {literal.string('a list')})"
            yield f"out += {many(self.module, field, value)}"
            return
        if is_string(field) and field.place is Place.ELEMENT:
            yield from self.string(field, value)
            return
        yield from self.one_or_none(field, value)

    def one_or_none(self, field: Field, value: str) -> Iterator[str]:
        """The same for an element that may be nil, or lacking, as the field has it."""
        local, tag = f"x_{field.name}", tag_of(self.module, field)
        fits, usually = short.number_or_boolean(self.module, field, local)
        cases: list[tuple[str, str]] = []
        if fits:
            yield f"{local} = {value}"
            cases.append((fits, usually))
            value = local
        if field.nillable:
            self.imports.add("_runtime.nil", "NIL")
            none = f" or {value} is None" if field.required else ""
            said = nils.written(self.module, field.type, tag)
            cases.append((f"{value} is NIL{none}", said))
        last = "" if field.required else f"{value} is not None"
        cases.append((last, one(self.module, field, tag, value)))
        yield from _first_of(cases)

    def string(self, field: Field, value: str) -> Iterator[str]:
        """The same for a string, without a call where it needs no escapes."""
        self.imports.add("_runtime.writing", "escaped")
        tag = self.module.prefix.tag(field.wire)
        local = f"x_{field.name}"
        yield f"{local} = {value}"
        indent = ""
        if field.nillable:
            self.imports.add("_runtime.nil", "NIL")
            none = f" or {local} is None" if field.required else ""
            yield f"if {local} is NIL{none}:"
            said = nils.written(self.module, field.type, literal.string(tag))
            yield f"    out += {said}"
            yield "else:" if field.required else f"elif {local} is not None:"
            indent = "    "
        elif not field.required:
            yield f"if {local} is not None:"
            indent = "    "
        yield f"{indent}if {local}.__class__ is not str or unusual({local}):"
        yield f"{indent}    {local} = escaped({literal.string(tag)}, {local})"
        start, end = short.tags(self.module, field)
        yield f'{indent}out += f"{start}{{{local}}}{end}"'
        self.imports.add("_runtime.characters", "unusual")

    def array(self, binding: Binding) -> Iterator[str]:
        item = binding.fields[0]
        self.imports.add("_runtime.errors", "MessageError")
        self.imports.add("_runtime.writing", "refuse", "within")
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        yield f"def encode_{name}(tag: str, value: {kind}) -> str:"
        # Here and not with the items: it is the list around them that is wrong.
        yield "    if not isinstance(value, (list, tuple)):"
        yield '        refuse(tag, value, "a list")'
        is_checked = content_models.is_checked(binding)
        if is_checked:
            self.imports.add("_runtime.content", "conform")
            model = content_models.of_array(self.module, binding)
            yield f"    conform(tag, value, {model})"
        yield "    try:"
        if item.required and not is_checked:
            wire = literal.string(item.wire.name)
            yield "        if not value:"
            yield f"            refuse({wire}, None, {literal.string('a list')})"
        yield f"        items = {many(self.module, item, 'value')}"
        yield "    except MessageError as error:"
        yield "        raise within(tag, error) from None"
        yield '    return f"<{tag}>{items}</{tag}>"'


def _first_of(cases: list[tuple[str, str]]) -> Iterator[str]:
    """Statements that add to `out` what belongs to the first condition that holds."""
    word = "if"
    for condition, source in cases:
        if condition:
            yield f"{word} {condition}:"
        elif word == "elif":
            yield "else:"
        else:
            yield f"out += {source}"
            return
        yield f"    out += {source}"
        word = "elif"
