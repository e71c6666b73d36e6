"""The decoders of types: straight-line code that reads one element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import literal
from ..bindings import (
    Binding,
    Bindings,
    Field,
    Key,
    Kind,
    Leaf,
    Model,
    Place,
    Reference,
)
from . import turns, usual
from .encoders import is_checked, items_model, itself, model_of, open_to, standing
from .imports import Imports
from .values import SWA_REF, Module, is_string

_INSIDE = (Place.ELEMENT, Place.WILDCARD, Place.GROUP)
_ATTRIBUTES = (Place.ATTRIBUTE, Place.ATTRIBUTES)


def decoders(module: Module, binding: Binding) -> Iterator[str]:
    """The decoders of a type, as source; notes in the module what they import."""
    return _Decoders(module).of(binding)


def holds_text(bindings: Bindings, key: Key) -> bool:
    """Whether an element of a type may have text of its own, or anything."""
    return not bindings.places(key).isdisjoint((Place.TEXT, Place.WHOLE))


def has_text(bindings: Bindings, key: Key) -> bool:
    """Whether an element of a type is a text with attributes."""
    return Place.TEXT in bindings.places(key) and any(
        field.place is Place.TEXT for field in bindings.fields(key)
    )


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
        if self.module.records(binding) and self.is_usual(binding):
            fields = standing(self.module, binding)
            yield "\n".join(usual.reads(self.module, binding, fields))
        if self.module.chooses(binding):
            yield "\n".join(self.derived(binding))
            yield "\n".join(self.table(binding))

    def record(self, binding: Binding) -> Iterator[str]:
        kind = self.module.spell.of(binding.key, self.imports)
        fields = standing(self.module, binding)
        name = itself(self.module, binding)
        first = "cursor: Cursor" if binding.group else "node: Node"
        yield f"def decode_{name}({first}, reader: Reader) -> {kind}:"
        if not fields:
            if not binding.group:
                yield "    reader.between(node)"
            yield f"    return {kind}()"
            return
        lines = [*self.declared(fields)]
        if binding.ordered:
            lines += self.ordered(binding, fields)
        elif any(f.place in _INSIDE for f in fields):
            lines += self.flat(fields, binding.encoded)
        elif all(f.place in _ATTRIBUTES for f in fields):
            lines.append("reader.between(node)")
        lines += self.attributes(fields)
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
        checked = is_checked(binding)
        yield f"made = {kind}(" if checked else f"return {kind}("
        for field in fields:
            yield f"    {field.name}={self.result(field, binding, fields)},"
        yield ")"
        if checked:
            self.imports.add("_runtime.content", "conforming")
            model = model_of(self.module, binding)
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
            self.imports.add("_runtime.attributes", "read_other_attributes")
            known = [
                literal.string(str(f.wire)) for f in every if f.place is Place.ATTRIBUTE
            ]
            is_open = open_to(self.module, binding)
            return f"read_other_attributes(node, {literal.tupled(known)}, {is_open})"
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
        given = self.defaulted(field, "node")
        if given:
            return given
        self.imports.add("_runtime.simple", "text")
        return f"text(node, reader, {self.reader(field, 'node')})"

    def reader(self, field: Field, node: str) -> str:
        """What reads a field's text, at the element where it stands."""
        read = self.module.reader(field)
        if not self.module.is_named(field.type):
            return read
        self.imports.add("_runtime.qnames", "at")
        return f"at({node}, reader, {read})"

    def attributes(self, fields: list[Field]) -> Iterator[str]:
        for field in fields:
            if field.place is not Place.ATTRIBUTE:
                continue
            wire = literal.string(str(field.wire))
            yield f"given = node.get({wire})"
            yield "if given is not None:"
            if is_string(field):
                yield f"    x_{field.name} = given"
            else:
                self.imports.add("_runtime.attributes", "read_attribute")
                read = self.reader(field, "node")
                call = f"read_attribute(node, reader, {wire}, given, {read})"
                yield f"    x_{field.name} = {call}"
            if field.required:
                self.imports.add("_runtime.attributes", "missing_attribute")
                yield "else:"
                yield f"    raise missing_attribute(node, reader, {wire})"

    def check(self, fields: list[Field]) -> Iterator[str]:
        """What must be there is there."""
        inside = [
            f for f in fields if f.place in _INSIDE and f.required and not f.accessor
        ]
        if not inside:
            return
        tests = [
            f"not x_{f.name}" if f.repeated else f"x_{f.name} is ABSENT" for f in inside
        ]
        names = ", ".join(
            literal.string(str(f.wire) if f.place is Place.ELEMENT else f.name)
            for f in inside
        )
        yield f"if {' or '.join(tests)}:"
        yield f"    raise reader.missing(node, {names})"

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
            shared = not field.repeated and any(_allowed(w, field) for w in wildcards)
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
        value = self.decoded(field, "child")
        if field.repeated:
            yield f"{name}.append({self.quickly(field, value)})"
            return
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

    def is_usual(self, binding: Binding) -> bool:
        """Whether a record in a list has a quick way."""
        if binding.kind is not Kind.RECORD or binding.derived or binding.abstract:
            return False
        return usual.fits(self.module, binding, standing(self.module, binding))

    def quickly(self, field: Field, value: str) -> str:
        """The expression that reads an item of a list, by its quick way if it can."""
        if not isinstance(field.type, Reference):
            return value
        key = field.type.key
        if not self.is_usual(self.module.bindings.types[key]):
            return value
        return f"{self.module.use('usual', key)}(child, reader) or {value}"

    def decoded(self, field: Field, node: str) -> str:
        """The expression that reads one element."""
        if field.place is Place.WILDCARD:
            self.imports.add("_runtime.opaque", "decode_xml")
            return f"decode_xml({node}, reader)"
        nillable = ", True" if field.nillable else ""
        if self.module.is_opaque(field.type):
            decode = "decode_nillable_xml" if field.nillable else "decode_xml"
            self.imports.add("_runtime.opaque", decode)
            return f"{decode}({node}, reader)"
        if self.module.is_complex(field.type):
            return self.complex(field, node, nillable)
        given = self.defaulted(field, node)
        if given:
            return given
        if is_string(field):
            return f"reader.string({node}{nillable})"
        method = "optional" if self.module.is_lenient(field) else "required"
        read = self.reader(field, node)
        return f"reader.{method}({node}, {read}, {field.nillable})"

    def defaulted(self, field: Field, node: str) -> str:
        """The same for one that is the default where it is empty; "" if it has none."""
        if field.given is None or field.type == SWA_REF:
            return ""
        self.imports.add("_runtime.simple", "defaulted")
        read, text = self.reader(field, node), literal.string(field.given)
        more = f", {field.nillable}"
        if self.module.is_named(field.type):
            more += f", {self.module.known(field)}"
        return f"defaulted({node}, reader, {read}, {text}{more})"

    def complex(self, field: Field, node: str, nillable: str) -> str:
        assert isinstance(field.type, Reference)
        key = field.type.key
        decode = self.module.use("decode", key)
        if field.given is not None and has_text(self.module.bindings, key):
            name = "defaulted_content" if field.fixed is None else "fixed_content"
            self.imports.add("_runtime.constrained", name)
            text = literal.string(field.given)
            return f"{name}({node}, reader, {decode}, {text}{nillable})"
        if holds_text(self.module.bindings, key):
            self.imports.add("_runtime.simple", "content")
            return f"content({node}, reader, {decode}{nillable})"
        return f"reader.value({node}, {decode}{nillable})"

    # Elements in their order only

    def ordered(self, binding: Binding, fields: list[Field]) -> Iterator[str]:
        by_name = {f.name: f for f in fields}
        self.imports.add("_runtime.ordered", "Cursor")
        if not binding.group:
            names = "()"
            if known := sorted(set(self.tags(fields))):
                listed = literal.tupled([*map(literal.string, known)])
                names = self.module.constant("KNOWN", f"frozenset({listed})")
            is_open = any(True for _ in self.wildcards(fields))
            yield f"cursor = Cursor(node, reader, {names}, {is_open})"
        yield from self.walk(binding.content, by_name)
        if not binding.group:
            yield "cursor.end()"

    def walk(self, model: Model, fields: dict[str, Field]) -> Iterator[str]:
        otherwise = ""
        for item in model.items:
            if not model.choice:
                yield from self.step(item, fields)
                continue
            lines = [*self.step(item, fields)]
            test = f"if {self.starts(item, fields)}:"
            if len(lines) == 2 and lines[0] == test:  # an element that tests itself
                lines = [lines[1].removeprefix("    ")]
            if lines:
                yield f"{otherwise}{test}"
                yield from (f"    {line}" for line in lines)
                otherwise = "el"

    def step(self, item: Leaf | Model, fields: dict[str, Field]) -> Iterator[str]:
        if isinstance(item, Model):
            yield from self.walk(item, fields)
            return
        field = fields[item.field]
        name = f"x_{field.name}"
        starts = self.starts(item, fields)
        if field.place is Place.GROUP:
            yield from self.turns(item, field, starts)
            return
        value = self.decoded(field, "cursor.take()")
        if not field.repeated:
            yield f"if {starts}:"
            yield f"    {name} = {value}"
            return
        yield from self.repeated(item, starts, value)

    def repeated(self, item: Leaf, starts: str, value: str) -> Iterator[str]:
        if item.most is not None:
            starts = f"len(x_{item.field}) < {item.most} and ({starts})"
        yield f"while {starts}:"
        yield f"    x_{item.field}.append({value})"

    def turns(self, item: Leaf, field: Field, starts: str) -> Iterator[str]:
        """The loop that reads a group as often as it stands."""
        assert isinstance(field.type, Reference)
        decode = self.module.use("decode", field.type.key)
        value = f"{decode}(cursor, reader)"
        once = self.module.bindings.types[field.type.key].whole
        if not turns.are_planned(once, item.least):
            yield from self.repeated(item, starts, value)
            return
        self.imports.add("_runtime.turns", "turns")
        order = turns.follower(self.module, once)
        yield "# An element alone does not tell whether a turn is over."
        yield f"for _ in turns(cursor, {order}, least={item.least}, most={item.most}):"
        yield f"    x_{item.field}.append({value})"

    def starts(self, item: Leaf | Model, fields: dict[str, Field]) -> str:
        """The test whether the next element may be the first of an item."""
        tags: list[str] = []
        wild: list[str] = []
        for field in self.first(item, fields):
            if field.place is Place.ELEMENT:
                tags.append(literal.string(str(field.wire)))
            else:
                spec = literal.string(field.wire.name)
                home = literal.string(field.wire.namespace)
                wild.append(f"cursor.wild({spec}, {home})")
        tags = list(dict.fromkeys(tags))
        tests = [f"cursor.tag == {tags[0]}"] if len(tags) == 1 else []
        if len(tags) > 1:
            tests = [f"cursor.tag in ({', '.join(tags)})"]
        return " or ".join([*tests, *dict.fromkeys(wild)]) or "False"

    def first(self, item: Leaf | Model, fields: dict[str, Field]) -> Iterator[Field]:
        """The elements and wildcards that an item may begin with."""
        if isinstance(item, Leaf):
            field = fields[item.field]
            if field.place is Place.GROUP:
                assert isinstance(field.type, Reference)
                inner = self.module.bindings.types[field.type.key]
                names = {f.name: f for f in inner.fields}
                yield from self.first(inner.content, names)
            else:
                yield field
            return
        for inside in item.items:
            yield from self.first(inside, fields)
            if not item.choice and not self.may_be_empty(inside, fields):
                return

    def may_be_empty(self, item: Leaf | Model, fields: dict[str, Field]) -> bool:
        if isinstance(item, Leaf):
            field = fields[item.field]
            if item.least == 0 or field.place is not Place.GROUP:
                return item.least == 0
            assert isinstance(field.type, Reference)
            inner = self.module.bindings.types[field.type.key]
            return self.may_be_empty(inner.content, {f.name: f for f in inner.fields})
        if not item.required:
            return True
        empty = (self.may_be_empty(i, fields) for i in item.items)
        return any(empty) if item.choice else all(empty)

    def inner(self, field: Field) -> tuple[Field, ...]:
        assert isinstance(field.type, Reference)
        return self.module.bindings.types[field.type.key].fields

    def tags(self, fields: Iterable[Field]) -> Iterator[str]:
        for field in fields:
            if field.place is Place.GROUP:
                yield from self.tags(self.inner(field))
            elif field.place is Place.ELEMENT:
                yield str(field.wire)

    def wildcards(self, fields: Iterable[Field]) -> Iterator[Field]:
        for field in fields:
            if field.place is Place.GROUP:
                yield from self.wildcards(self.inner(field))
            elif field.place is Place.WILDCARD:
                yield field

    # Types that others derive from, and lists

    def derived(self, binding: Binding) -> Iterator[str]:
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        yield f"def decode_{name}(node: Node, reader: Reader) -> {kind}:"
        if not binding.abstract:
            self.imports.add("_runtime.reading", "XSI_TYPE")
            own = self.module.itself("decode", binding.key)
            yield "    if node.get(XSI_TYPE) is None:"
            yield f"        return {own}(node, reader)"
        yield f"    return reader.derived(node, decoders_of_{name}())"

    def table(self, binding: Binding) -> Iterator[str]:
        """The function that gives the decoders by `xsi:type`."""
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        self.imports.add("collections.abc", "Callable", "Mapping")
        self.imports.add("functools", "cache")
        later, lines = Imports("codecs"), []
        for key in (binding.key, *binding.derived):
            if not self.module.bindings.types[key].abstract:
                wire = literal.string(str(key.name))
                own = key == binding.key
                when = self.imports if own else self.module.when(key, later)
                decode = self.module.itself("decode", key, when)
                lines.append(f"        {wire}: {decode},")
        yield "@cache"
        returned = f"Mapping[str, Callable[[Node, Reader], {kind}]]"
        yield f"def decoders_of_{name}() -> {returned}:"
        yield from self.module.later(later)
        if not lines:
            yield "    return {}"
            return
        yield from ("    return {", *lines, "    }")

    def array(self, binding: Binding) -> Iterator[str]:
        item = binding.fields[0]
        kind = self.module.spell.of(binding.key, self.imports)
        name = self.module.layout.functions[binding.key]
        tag = literal.string(str(item.wire))
        value = self.quickly(item, self.decoded(item, "child"))
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
        if is_checked(binding):
            self.imports.add("_runtime.content", "conforming")
            model = items_model(self.module, binding)
            yield f"    conforming(node, reader, items, {model})"
        yield "    return items"


def _allowed(wildcard: Field, element: Field) -> bool:
    """Whether a wildcard may stand for an element too (XML Schema Part 1, 3.10.4)."""
    home, space = wildcard.wire.namespace, element.wire.namespace
    words = wildcard.wire.name.split()
    if "##other" in words:
        return space not in ("", home)
    places = {"##targetNamespace": home, "##local": "", "##any": space}
    return space in [places.get(word, word) for word in words]
