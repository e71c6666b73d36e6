"""The encoders of types: straight-line code that writes one element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import literal
from ..bindings import (
    Binding,
    Field,
    Key,
    Kind,
    Leaf,
    ListOf,
    Model,
    Place,
    Reference,
    Type,
    UnionOf,
)
from . import nils, short, usual
from .imports import Imports
from .values import Module, is_string


def itself(module: Module, binding: Binding) -> str:
    """What follows the verb for the record itself, where others derive from it."""
    name = module.layout.functions[binding.key]
    return f"{name}__itself" if binding.derived else name


def standing(module: Module, binding: Binding) -> list[Field]:
    """The fields that a record's element has, in wire order, attributes last."""
    every = {f.name: f for f in module.bindings.fields(binding.key)}
    elements = [every[leaf.field] for leaf in binding.content.leaves()]
    apart = {Place.ELEMENT, Place.WILDCARD, Place.GROUP}
    if binding.open is None:  # a restriction may take it away
        apart.add(Place.ATTRIBUTES)
    rest = [f for f in every.values() if f.place not in apart]
    return elements + [f for f in rest if f.name not in binding.prohibited]


def model(module: Module, item: Leaf | Model, fields: dict[str, Field]) -> str:
    """A content model, as source."""
    if isinstance(item, Leaf):
        module.imports.add("_runtime.content", "One")
        field = fields[item.field]
        wire = field.wire.name if field.place is Place.ELEMENT else field.name
        names = f"{literal.string(item.field)}, {literal.string(wire)}"
        # None is written as nil there, so that it counts as an element.
        nil = field.nillable and field.required and not field.repeated
        bounds = _bounds(replace(item, least=0) if nil else item)
        whole = not field.repeated and _is_list(module, field.type)
        return f"One({names}{bounds}{', whole=True' if whole else ''})"
    kind = "Choice" if item.choice else "Sequence"
    module.imports.add("_runtime.content", kind)
    items = literal.tupled([model(module, i, fields) for i in item.items])
    return f"{kind}({items}{'' if item.required else ', required=False'})"


def _is_list(module: Module, type_: Type) -> bool:
    """Whether one value of a type is a list."""
    if isinstance(type_, UnionOf):
        return any(_is_list(module, member) for member in type_.members)
    is_array = isinstance(type_, Reference) and module.kind(type_) is Kind.ARRAY
    return is_array or isinstance(type_, ListOf)


def is_checked(binding: Binding) -> bool:
    """Whether fields do not stand free of one another, or items in any number."""
    return binding.restricts or not binding.content.plain


def _bounds(leaf: Leaf) -> str:
    """How often an element stands, as keyword arguments, where it is not just once."""
    least = "" if leaf.least == 1 else f", least={leaf.least}"
    most = "" if leaf.most == 1 else f", most={leaf.most}"
    turn = "" if leaf.turn is None else f", turn={leaf.turn}"
    return f"{least}{most}{turn}"


def open_to(module: Module, binding: Binding) -> str:
    """The constant that says which attributes without fields a record may have."""
    said = binding.open
    assert said is not None
    module.imports.add("_runtime.attributes", "AnyAttribute")
    given = [literal.string(said.namespaces), literal.string(said.home)]
    if said.declared:
        readers = [
            f"{literal.string(str(f.wire))}: {module.reader(f)}" for f in said.declared
        ]
        given.append(f"{{{', '.join(readers)}}}")
    if said.strict:
        given.append("strict=True")
    return module.constant("OPEN", f"AnyAttribute({', '.join(given)})")


def model_of(module: Module, binding: Binding) -> str:
    """The constant that holds the content model of a record."""
    fields = {f.name: f for f in module.bindings.fields(binding.key)}
    return module.constant("MODEL", model(module, binding.content, fields))


def items_model(module: Module, binding: Binding) -> str:
    """The constant that holds the content model of an array."""
    module.imports.add("_runtime.content", "Items")
    (leaf,) = binding.content.leaves()
    wire = literal.string(binding.fields[0].wire.name)
    return module.constant("MODEL", f"Items({wire}{_bounds(leaf)})")


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
            yield "\n".join(self.derived(binding))
            yield "\n".join(self.table(binding))

    def record(self, binding: Binding) -> Iterator[str]:
        kind = self.module.spell.of(binding.key, self.imports)
        self.imports.add("_runtime.writing", "refuse")
        extra = ', kind: str = ""' if binding.base is not None else ""
        given = f"tag: str, value: {kind}{extra}"
        yield f"def encode_{itself(self.module, binding)}({given}) -> str:"
        yield f"    if value.__class__ is not {kind}:"
        yield f"        refuse(tag, value, {literal.string(kind)})"
        fields = standing(self.module, binding)
        yield from (f"    {line}" for line in self.checks(binding, fields))
        start = "{tag}{kind}" if extra else "{tag}"
        if usual.fits(self.module, binding, fields):
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
        if is_checked(binding):
            self.imports.add("_runtime.content", "conform")
            yield f"conform(tag, value, {model_of(self.module, binding)})"
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
        named = (Place.ATTRIBUTE, Place.ATTRIBUTES)
        attributes = [f for f in fields if f.place in named]
        rest = [f for f in fields if f.place not in named]
        if binding.group:
            yield 'out = ""'
        elif rest and rest[0].place is Place.WHOLE:
            self.imports.add("_runtime.opaque", "xml_encoder")
            expected = literal.string(str(binding.element or ""))
            encode = self.module.constant("XML", f"xml_encoder({expected})")
            yield f"out = {encode}(tag, value.{rest[0].name})"
            return
        elif attributes or self.names(rest):
            yield f'out = f"<{start}"'
            for number, field in enumerate(attributes, 1):
                if field.place is Place.ATTRIBUTES:
                    yield from self.others(field, binding, attributes)
                else:
                    yield from self.attribute(field, number)
            if self.names(rest):
                self.imports.add("_runtime.scoped", "scoped_text")
                write = self.module.writer(rest[0])
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

    def others(
        self, field: Field, binding: Binding, every: list[Field]
    ) -> Iterator[str]:
        """The statements that add the attributes that have no fields to `out`."""
        self.imports.add("_runtime.attributes", "other_attributes")
        value = f"value.{field.name}"
        known = [literal.string(str(f.wire)) for f in every if f is not field]
        given = f"{value}, {literal.tupled(known)}, {open_to(self.module, binding)}"
        yield f"if {value}:"
        yield f"    out += other_attributes({given})"

    def attribute(self, field: Field, number: int) -> Iterator[str]:
        """The statements that add one attribute to `out`."""
        value = f"value.{field.name}"
        wire = self.module.tag(field.wire)
        given = f"{wire}, {self.module.writer(field)}, {value}"
        if self.module.is_named(field.type):
            self.imports.add("_runtime.scoped", "scoped_attribute")
            call = f'scoped_attribute({given}, "q{number}")'
        else:
            self.imports.add("_runtime.attributes", "attribute")
            call = f"attribute({given})"
        if field.required:
            yield f"out += {call}"
        else:
            yield f"if {value} is not None:"
            yield f"    out += {call}"

    def write(self, field: Field) -> Iterator[str]:
        """The statements that add one field to `out`."""
        value = f"value.{field.name}"
        if field.place is Place.TEXT:
            self.imports.add("_runtime.simple", "written")
            yield f"out += written({self.module.content_writer(field)}, {value})"
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
            yield f"out += {self.many(field, value)}"
            return
        if is_string(field) and field.place is Place.ELEMENT:
            yield from self.string(field, value)
            return
        yield from self.one_or_none(field, value)

    def one_or_none(self, field: Field, value: str) -> Iterator[str]:
        """The same for an element that may be nil, or lacking, as the field has it."""
        local, tag = f"x_{field.name}", self.tag(field)
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
        cases.append((last, self.one(field, tag, value)))
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

    def tag(self, field: Field) -> str:
        """What a field's element is called, for writing or for an error."""
        if field.place is Place.ELEMENT:
            return self.module.tag(field.wire)
        return literal.string(field.name)

    def one(self, field: Field, tag: str, value: str) -> str:
        """The call that writes one value as an element."""
        if field.place is Place.WILDCARD:
            self.imports.add("_runtime.opaque", "any_encoder")
            spec = f"{literal.string(field.wire.name)}"
            home = literal.string(field.wire.namespace)
            encode = self.module.constant("XML", f"any_encoder({spec}, {home})")
            return f"{encode}({tag}, {value})"
        if self.module.is_opaque(field.type):
            self.imports.add("_runtime.opaque", "xml_encoder")
            expected = literal.string(str(field.wire))
            encode = self.module.constant("XML", f"xml_encoder({expected})")
            return f"{encode}({tag}, {value})"
        if self.module.is_complex(field.type):
            assert isinstance(field.type, Reference)
            encode = self.module.use("encode", field.type.key)
            return self.fixed(field, tag, value, encode) or f"{encode}({tag}, {value})"
        if is_string(field):
            self.imports.add("_runtime.writing", "string")
            return f"string({tag}, {value})"
        if self.module.is_named(field.type):
            self.imports.add("_runtime.scoped", "scoped_leaf")
            return f"scoped_leaf({tag}, {self.module.writer(field)}, {value})"
        if self.module.kind(field.type) is Kind.ENUMERATION and field.fixed is None:
            assert isinstance(field.type, Reference)
            self.imports.add("_runtime.writing", "enumeration")
            kind = self.module.spell.of(field.type.key, self.imports)
            return f"enumeration({tag}, {kind}, {value})"
        self.imports.add("_runtime.writing", "leaf")
        return f"leaf({tag}, {self.module.content_writer(field)}, {value})"

    def fixed(self, field: Field, tag: str, value: str, encode: str) -> str:
        """The same for one with attributes whose text is fixed, or ""."""
        assert isinstance(field.type, Reference)
        every = self.module.bindings.fields(field.type.key)
        text = next((f for f in every if f.place is Place.TEXT), None)
        if field.fixed is None or text is None:
            return ""
        self.imports.add("_runtime.constrained", "write_fixed_content")
        name, only = literal.string(text.name), literal.string(field.fixed)
        read = self.module.read(text.type)
        return f"write_fixed_content({tag}, {value}, {encode}, {name}, {read}, {only})"

    def many(self, field: Field, values: str) -> str:
        """The call that writes an element for each value of a list."""
        self.imports.add("_runtime.writing", "many")
        tag = self.tag(field)
        call = self.one(field, "tag", "item")
        encode = call.removesuffix("(tag, item)")
        if field.nillable:
            self.imports.add("_runtime.nil", "NIL")
            said = nils.written(self.module, field.type, "tag")
            call = f"{said} if item is NIL or item is None else {call}"
        if field.nillable or encode == call:
            encode = f"lambda tag, item: {call}"
        return f"many({tag}, {encode}, {values})"

    def derived(self, binding: Binding) -> Iterator[str]:
        self.imports.add("_runtime.writing", "derived")
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        yield f"def encode_{name}(tag: str, value: {kind}) -> str:"
        if not binding.abstract:
            own = self.module.itself("encode", binding.key)
            yield f"    if type(value) is {kind}:"
            yield f"        return {own}(tag, value)"
        yield f"    return derived(tag, encoders_of_{name}(), value)"

    def table(self, binding: Binding) -> Iterator[str]:
        """The function that gives the encoders by class."""
        self.imports.add("_runtime.writing", "Derived")
        self.imports.add("functools", "cache")
        name = self.module.layout.functions[binding.key]
        later, lines = Imports("codecs"), []
        for key in (binding.key, *binding.derived):
            other = self.module.bindings.types[key]
            if other.abstract:
                continue
            own = key == binding.key
            when = self.imports if own else self.module.when(key, later)
            kind = self.module.spell.of(key, when)
            encode = self.module.itself("encode", key, when)
            said = ""
            if other.base is not None and not own:
                said = f' xsi:type="{self.module.prefix.tag(key.name)}"'
            lines.append(f"        {kind}: ({encode}, {literal.string(said)}),")
        yield "@cache"
        yield f"def encoders_of_{name}() -> Derived:"
        yield from self.module.later(later)
        if not lines:
            yield "    return {}"
            return
        yield from ("    return {", *lines, "    }")

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
        if is_checked(binding):
            self.imports.add("_runtime.content", "conform")
            yield f"    conform(tag, value, {items_model(self.module, binding)})"
        yield "    try:"
        if item.required and not is_checked(binding):
            wire = literal.string(item.wire.name)
            yield "        if not value:"
            yield f"            refuse({wire}, None, {literal.string('a list')})"
        yield f"        items = {self.many(item, 'value')}"
        yield "    except MessageError as error:"
        yield "        raise within(tag, error) from None"
        yield '    return f"<{tag}>{items}</{tag}>"'
