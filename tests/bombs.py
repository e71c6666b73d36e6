"""Documents that are wide, deep or long: small ways to ask for much.

Each is a WSDL of a given size, with what lies beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from .test_source import BARE, END, SCOPE, TEA, ask, include, wsdl

Bomb = Callable[[Path, int], Path]


def element(name: str, type_: str, more: str = "") -> str:
    """An element with some attributes."""
    return f'<xs:element name="{name}" type="{type_}" {more}/>'


def _record(name: str, inner: str = "", base: str = "", more: str = "") -> str:
    inner = f"<xs:sequence>{inner}</xs:sequence>{more}"
    if base:
        inner = f'<xs:extension base="t:{base}">{inner}</xs:extension>'
        inner = f"<xs:complexContent>{inner}</xs:complexContent>"
    return f'<xs:complexType name="{name}">{inner}</xs:complexType>'


def _group(name: str, inner: str, kind: str = "sequence") -> str:
    return f'<xs:group name="{name}"><xs:{kind}>{inner}</xs:{kind}></xs:group>'


def _use(name: str) -> str:
    return f'<xs:group ref="t:{name}"/>'


def _many(count: int, text: Callable[[int], str]) -> Iterable[str]:
    return (text(number) for number in range(count))


def many_elements(folder: Path, size: int) -> Path:
    """A type with many elements."""
    return wsdl(folder, ask(*_many(size, lambda n: element(f"e{n}", "xs:int"))))


def many_attributes(folder: Path, size: int) -> Path:
    """A type with many attributes."""
    text = '<xs:attribute name="a{}" type="xs:int"/>'
    given = "".join(_many(size, text.format))
    return wsdl(folder, _record("Cup", more=given), ask(element("cup", "t:Cup")))


def _repeated(text: str, start: str, end: str, name: str, size: int) -> str:
    """A text with one piece of it many times, under other names."""
    begin = text.index(start)
    stop = text.index(end, begin) + len(end)
    one = text[begin:stop]
    pieces = _many(size, lambda n: one.replace(f'"{name}"', f'"{name}{n}"'))
    return text[:begin] + "".join(pieces) + text[stop:]


def many_operations(folder: Path, size: int) -> Path:
    """A port type with many operations."""
    file = wsdl(folder, ask(element("a", "xs:int")))
    text = file.read_text()
    for start in ('<wsdl:operation name="ask">\n', '<wsdl:operation name="ask"><soap'):
        text = _repeated(text, start, "</wsdl:operation>", "ask", size)
    file.write_text(text)
    return file


def many_parts(folder: Path, size: int) -> Path:
    """A message with many parts, in a binding of rpc style."""
    file = wsdl(folder, ask(element("a", "xs:int")))
    text = file.read_text()
    part = '<wsdl:part name="body" element="t:ask"/>'
    made = "".join(_many(size, '<wsdl:part name="p{}" type="xs:int"/>'.format))
    text = text.replace(part, made)
    text = text.replace("<soap:binding ", '<soap:binding style="rpc" ')
    use = '<soap:body use="literal"/>'
    file.write_text(text.replace(use, use.replace("/>", ' namespace="urn:tea"/>')))
    return file


def many_headers(folder: Path, size: int) -> Path:
    """An operation with many headers."""
    names = _many(size, '<xs:element name="h{}" type="xs:int"/>'.format)
    file = wsdl(folder, ask(element("a", "xs:int")), *names)
    parts = _many(size, '<wsdl:part name="h{0}" element="t:h{0}"/>'.format)
    uses = _many(
        size, '<soap:header message="t:Heads" part="h{}" use="literal"/>'.format
    )
    body = '<soap:body use="literal"/>'
    message = f'<wsdl:message name="Heads">{"".join(parts)}</wsdl:message>'
    text = file.read_text().replace(body, body + "".join(uses), 1)
    file.write_text(text.replace("<wsdl:portType", f"{message}<wsdl:portType", 1))
    return file


def many_faults(folder: Path, size: int) -> Path:
    """An operation with many faults."""
    names = _many(size, '<xs:element name="f{}" type="xs:int"/>'.format)
    file = wsdl(folder, ask(element("a", "xs:int")), *names)
    messages = _many(
        size,
        '<wsdl:message name="F{0}"><wsdl:part name="f" element="t:f{0}"/>'
        "</wsdl:message>".format,
    )
    faults = _many(size, '<wsdl:fault name="f{0}" message="t:F{0}"/>'.format)
    bound = _many(
        size,
        '<wsdl:fault name="f{0}"><soap:fault name="f{0}" use="literal"/>'
        "</wsdl:fault>".format,
    )
    text = file.read_text()
    output = '<wsdl:output message="t:In"/>'
    text = text.replace(output, output + "".join(faults), 1)
    text = text.replace("</wsdl:output>", "</wsdl:output>" + "".join(bound), 1)
    before = "".join(messages) + "<wsdl:portType"
    file.write_text(text.replace("<wsdl:portType", before, 1))
    return file


def many_ports(folder: Path, size: int) -> Path:
    """A service with many ports."""
    file = wsdl(folder, ask(element("a", "xs:int")))
    text = _repeated(file.read_text(), "<wsdl:port ", "</wsdl:port>", "P", size)
    file.write_text(text)
    return file


def wide_extension(folder: Path, size: int) -> Path:
    """A type that many extend."""
    kinds = _many(
        size, lambda n: _record(f"Cup{n}", element(f"e{n}", "xs:int"), base="Cup")
    )
    return wsdl(folder, _record("Cup"), *kinds, ask(element("cup", "t:Cup")))


def wide_extension_of_wide(folder: Path, size: int) -> Path:
    """A type with many elements that many extend: each can be sent for the other."""
    inner = "".join(_many(size, lambda n: element(f"e{n}", "xs:int")))
    kinds = _many(size, lambda n: _record(f"Cup{n}", base="Cup"))
    return wsdl(folder, _record("Cup", inner), *kinds, ask(element("cup", "t:Cup")))


def deep_extension(folder: Path, size: int) -> Path:
    """Types that extend one another."""
    kinds = _many(size, lambda n: _record(f"Cup{n + 1}", base=f"Cup{n}"))
    cups = [_record("Cup0"), *kinds, ask(element("cup", f"t:Cup{size}"))]
    return wsdl(folder, *cups)


def tree_of_extensions(folder: Path, size: int) -> Path:
    """Types that extend one another by twos, each with elements of its own."""
    kinds = _many(
        size,
        lambda n: _record(
            f"Cup{n + 1}", element(f"e{n}", "xs:int"), base=f"Cup{n // 2}"
        ),
    )
    return wsdl(folder, _record("Cup0"), *kinds, ask(element("cup", "t:Cup0")))


def deep_restriction(folder: Path, size: int) -> Path:
    """Simple types that restrict one another."""
    text = (
        '<xs:simpleType name="T{}"><xs:restriction base="{}"/></xs:simpleType>'.format
    )
    kinds = _many(size, lambda n: text(n + 1, f"t:T{n}"))
    return wsdl(folder, text(0, "xs:int"), *kinds, ask(element("a", f"t:T{size}")))


def wide_substitution(folder: Path, size: int) -> Path:
    """An element that many may stand for."""
    text = '<xs:element name="m{}" type="xs:int" substitutionGroup="t:head"/>'
    head = '<xs:element name="head" type="xs:int"/>'
    return wsdl(
        folder, head, *_many(size, text.format), ask('<xs:element ref="t:head"/>')
    )


def wide_substitution_often(folder: Path, size: int) -> Path:
    """The same, referred to many times."""
    text = '<xs:element name="m{}" type="xs:int" substitutionGroup="t:head"/>'
    head = '<xs:element name="head" type="xs:int"/>'
    use = '<xs:element ref="t:head"/>'
    uses = _many(size, lambda n: element(f"e{n}", "xs:int") + use)
    return wsdl(folder, head, *_many(size, text.format), ask(*uses))


def wide_substitution_of_many_types(folder: Path, size: int) -> Path:
    """The same, from many types."""
    text = '<xs:element name="m{}" type="xs:int" substitutionGroup="t:head"/>'
    head = '<xs:element name="head" type="xs:int"/>'
    use = '<xs:element ref="t:head"/>'
    kinds = _many(size, lambda n: _record(f"Cup{n}", use))
    cups = _many(size, lambda n: element(f"cup{n}", f"t:Cup{n}"))
    return wsdl(folder, head, *_many(size, text.format), *kinds, ask(*cups))


def many_values(folder: Path, size: int) -> Path:
    """An enumeration with many values."""
    values = "".join(_many(size, '<xs:enumeration value="v{}"/>'.format))
    kind = (
        f'<xs:simpleType name="Kind"><xs:restriction base="xs:string">{values}'
        "</xs:restriction></xs:simpleType>"
    )
    return wsdl(folder, kind, ask(element("kind", "t:Kind")))


def values_of_one_name(folder: Path, size: int) -> Path:
    """An enumeration whose values differ by what no name in Python can hold."""
    values = "".join(
        _many(size, lambda n: f'<xs:enumeration value="a{"." * (n % 900)}{n // 900}"/>')
    )
    kind = (
        f'<xs:simpleType name="Kind"><xs:restriction base="xs:string">{values}'
        "</xs:restriction></xs:simpleType>"
    )
    return wsdl(folder, kind, ask(element("kind", "t:Kind")))


def elements_of_one_name(folder: Path, size: int) -> Path:
    """Elements whose names differ only in what is lost in Python."""
    return wsdl(
        folder,
        ask(*_many(size, lambda n: element(f"a{'.' * n}b", "xs:int"))),
    )


def types_of_one_name(folder: Path, size: int) -> Path:
    """The same of types."""
    kinds = _many(size, lambda n: _record(f"a{'.' * n}b", element("x", "xs:int")))
    uses = _many(size, lambda n: element(f"e{n}", f"t:a{'.' * n}b"))
    return wsdl(folder, *kinds, ask(*uses))


def wide_union(folder: Path, size: int) -> Path:
    """A union of many types."""
    text = (
        '<xs:simpleType name="T{}"><xs:restriction base="xs:string">'
        '<xs:enumeration value="v"/></xs:restriction></xs:simpleType>'
    )
    kinds = _many(size, text.format)
    members = " ".join(_many(size, "t:T{}".format))
    union = f'<xs:simpleType name="U"><xs:union memberTypes="{members}"/>'
    return wsdl(folder, *kinds, f"{union}</xs:simpleType>", ask(element("a", "t:U")))


def wide_choice(folder: Path, size: int) -> Path:
    """A choice that repeats, of many types."""
    kinds = _many(size, lambda n: _record(f"Cup{n}", element("e", "xs:int")))
    cups = "".join(_many(size, lambda n: element(f"cup{n}", f"t:Cup{n}")))
    choice = f'<xs:choice maxOccurs="unbounded">{cups}</xs:choice>'
    return wsdl(folder, *kinds, ask(choice))


def choice_of_sequences(folder: Path, size: int) -> Path:
    """A choice between many sequences that begin alike."""
    inner = "".join(
        _many(
            size,
            lambda n: (
                f"<xs:sequence>{element(f'a{n}', 'xs:int')}"
                f"{element(f'b{n}', 'xs:int')}</xs:sequence>"
            ),
        )
    )
    return wsdl(folder, ask(f"<xs:choice>{inner}</xs:choice>"))


def deep_sequences(folder: Path, size: int) -> Path:
    """Sequences in sequences."""
    start = '<xs:sequence minOccurs="0">'
    inner = start * size + element("e", "xs:int") + "</xs:sequence>" * size
    return wsdl(folder, ask(inner))


def deep_choices(folder: Path, size: int) -> Path:
    """Choices in choices, with an element at each level."""
    levels = _many(size, lambda n: f"<xs:choice>{element(f'e{n}', 'xs:int')}")
    inner = "".join(levels) + element("z", "xs:int") + "</xs:choice>" * size
    return wsdl(folder, ask(inner))


def deep_types(folder: Path, size: int) -> Path:
    """Types without a name in one another."""
    start = '<xs:element name="e"><xs:complexType><xs:sequence>'
    end = "</xs:sequence></xs:complexType></xs:element>"
    return wsdl(folder, ask(start * size + element("z", "xs:int") + end * size))


def doubling_groups(folder: Path, size: int) -> Path:
    """Groups that each hold another twice."""
    groups = _many(size, lambda n: _group(f"g{n}", _use(f"g{n + 1}") * 2))
    last = _group(f"g{size}", element("e", "xs:int"))
    return wsdl(folder, *groups, last, ask(_use("g0")))


def doubling_choices(folder: Path, size: int) -> Path:
    """The same of choices."""
    inner = "<xs:choice>{0}{0}</xs:choice>"
    groups = _many(
        size, lambda n: _group(f"g{n}", inner.format(_use(f"g{n + 1}")) + _use("z"))
    )
    last = [_group(f"g{size}", element("e", "xs:int")), _group("z", "")]
    return wsdl(folder, *groups, *last, ask(_use("g0")))


def group_of_types(folder: Path, size: int) -> Path:
    """A group of elements with types of their own, used by many types."""
    start = '<xs:element name="e{}"><xs:complexType><xs:sequence>'
    end = "</xs:sequence></xs:complexType></xs:element>"
    inner = _many(size, lambda n: start.format(n) + element("z", "xs:int") + end)
    kinds = _many(size, lambda n: _record(f"Cup{n}", _use("g")))
    cups = _many(size, lambda n: element(f"cup{n}", f"t:Cup{n}"))
    return wsdl(folder, _group("g", "".join(inner)), *kinds, ask(*cups))


def group_cycle(folder: Path, size: int) -> Path:
    """Groups that lead round in a circle."""
    groups = _many(size, lambda n: _group(f"g{n}", _use(f"g{(n + 1) % size}")))
    return wsdl(folder, *groups, ask(_use("g0")))


def attribute_group_cycle(folder: Path, size: int) -> Path:
    """The same of groups of attributes."""
    text = (
        '<xs:attributeGroup name="g{}"><xs:attributeGroup ref="t:g{}"/>'
        "</xs:attributeGroup>"
    )
    groups = _many(size, lambda n: text.format(n, (n + 1) % size))
    use = '<xs:attributeGroup ref="t:g0"/>'
    cup = _record("Cup", more=use)
    return wsdl(folder, *groups, cup, ask(element("cup", "t:Cup")))


def doubling_attribute_groups(folder: Path, size: int) -> Path:
    """Groups of attributes that each hold another twice."""
    use = '<xs:attributeGroup ref="t:g{}"/>'
    text = '<xs:attributeGroup name="g{}">{}</xs:attributeGroup>'
    groups = _many(size, lambda n: text.format(n, use.format(n + 1) * 2))
    last = text.format(size, '<xs:attribute name="a" type="xs:int"/>')
    cup = _record("Cup", more=use.format(0))
    return wsdl(folder, *groups, last, cup, ask(element("cup", "t:Cup")))


def knot(folder: Path, size: int) -> Path:
    """Types that each hold all the others."""
    inner = "".join(
        _many(size, lambda n: element(f"e{n}", f"t:Cup{n}", 'minOccurs="0"'))
    )
    kinds = _many(size, lambda n: _record(f"Cup{n}", inner))
    return wsdl(folder, *kinds, ask(element("cup", "t:Cup0")))


def chain(folder: Path, size: int) -> Path:
    """Types that each hold the next."""
    kinds = _many(size, lambda n: _record(f"Cup{n}", element("e", f"t:Cup{n + 1}")))
    last = _record(f"Cup{size}", element("e", "xs:int"))
    return wsdl(folder, *kinds, last, ask(element("cup", "t:Cup0")))


def doubling_types(folder: Path, size: int) -> Path:
    """Types that each hold the next twice, in what is read: there may be a list."""
    kinds = _many(
        size,
        lambda n: _record(
            f"Cup{n}", "".join(element(e, f"t:Cup{n + 1}") for e in "ab")
        ),
    )
    last = _record(f"Cup{size}", element("e", "xs:int"))
    file = wsdl(folder, *kinds, last, ask(element("cup", "t:Cup0")))
    asked = 'operation name="ask"'
    file.write_text(file.read_text().replace(asked, 'operation name="getCup"'))
    return file


def arrays_of_arrays(folder: Path, size: int) -> Path:
    """Arrays that each hold the next."""
    most = 'minOccurs="0" maxOccurs="unbounded"'
    kinds = _many(
        size, lambda n: _record(f"ArrayOf{n}", element("e", f"t:ArrayOf{n + 1}", most))
    )
    last = _record(f"ArrayOf{size}", element("e", "xs:int", most))
    return wsdl(folder, *kinds, last, ask(element("cup", "t:ArrayOf0")))


def lists_of_lists(folder: Path, size: int) -> Path:
    """Unions that each hold the next."""
    text = (
        '<xs:simpleType name="T{}"><xs:union memberTypes="xs:int {}"/></xs:simpleType>'
    )
    kinds = _many(size, lambda n: text.format(n, f"t:T{n + 1}"))
    last = text.format(size, "xs:date")
    return wsdl(folder, *kinds, last, ask(element("a", "t:T0")))


def cycle_of_files(folder: Path, size: int) -> Path:
    """Files that include one another in a circle."""
    files = {
        f"x{n}": TEA + include(f"x{(n + 1) % size}.xsd") + END for n in range(size)
    }
    return wsdl(folder, include("x0.xsd"), ask(), **files)


def many_imports(folder: Path, size: int) -> Path:
    """Many imports of many files."""
    text = '<xs:import namespace="urn:{0}" schemaLocation="x{0}.xsd"/>'
    files = {
        f"x{n}": f'<xs:schema {SCOPE} targetNamespace="urn:{n}"/>' for n in range(size)
    }
    return wsdl(folder, *_many(size, text.format), ask(), **files)


def imports_of_one(folder: Path, size: int) -> Path:
    """Many imports of one file."""
    text = '<xs:import namespace="urn:x" schemaLocation="x.xsd"/>'
    other = f'<xs:schema {SCOPE} targetNamespace="urn:x"/>'
    return wsdl(folder, text * size, ask(), x=other)


def chameleons(folder: Path, size: int) -> Path:
    """A file that is read for many namespaces."""
    text = '<xs:import namespace="urn:{}" schemaLocation="x.xsd"/>'
    inner = "".join(_many(size, lambda n: element(f"e{n}", "xs:int")))
    other = BARE + _record("Cup", inner) + END
    return wsdl(folder, *_many(size, text.format), ask(), x=other)


def redefinitions(folder: Path, size: int) -> Path:
    """Files that redefine one type, one after the other."""
    again = _record("Cup", element("e{}", "xs:int"), base="Cup")
    files = {
        f"x{n}": TEA
        + f'<xs:redefine schemaLocation="x{n + 1}.xsd">{again.format(n)}</xs:redefine>'
        + END
        for n in range(size)
    }
    files[f"x{size}"] = TEA + _record("Cup") + END
    return wsdl(folder, include("x0.xsd"), ask(element("cup", "t:Cup")), **files)


def many_schemas(folder: Path, size: int) -> Path:
    """A WSDL with many schemas, each with one type of one name."""
    file = wsdl(folder, ask(*_many(size, lambda n: f'<xs:element ref="n{n}:e"/>')))
    scope = " ".join(_many(size, 'xmlns:n{0}="urn:n{0}"'.format))
    schema = (
        '<xs:schema targetNamespace="urn:n{0}"><xs:element name="e"><xs:complexType>'
        "<xs:sequence>" + element("a", "xs:int") + "</xs:sequence></xs:complexType>"
        "</xs:element></xs:schema>"
    )
    text = file.read_text().replace("<wsdl:types>", f"<wsdl:types {scope}>")
    made = "".join(_many(size, schema.format))
    file.write_text(text.replace("</wsdl:types>", made + "</wsdl:types>"))
    return file


def many_prefixes(folder: Path, size: int) -> Path:
    """Elements with many prefixes in scope."""
    file = wsdl(folder, ask(*_many(size, lambda n: element(f"e{n}", "xs:int"))))
    scope = " ".join(_many(size, 'xmlns:n{0}="urn:n{0}"'.format))
    text = file.read_text().replace("<wsdl:definitions", f"<wsdl:definitions {scope}")
    file.write_text(text)
    return file


def long_name(folder: Path, size: int) -> Path:
    """Names of that length, of everything that may have one."""
    name = "n" * size
    file = wsdl(
        folder, _record(name, element("a", "xs:int")), ask(element(name, f"t:{name}"))
    )
    text = (
        file.read_text().replace('"ask"', f'"{name}s"').replace("t:ask", f"t:{name}s")
    )
    file.write_text(text.replace('name="P"', f'name="{name}"'))
    return file


def long_names(folder: Path, size: int) -> Path:
    """Many names that differ only at the end."""
    name = "n" * 900
    kinds = _many(size, lambda n: _record(f"{name}{n}", element(f"{name}a", "xs:int")))
    uses = _many(size, lambda n: element(f"{name}{n}", f"t:{name}{n}"))
    return wsdl(folder, *kinds, ask(*uses))


def long_text(folder: Path, size: int) -> Path:
    """A remark of that length, and a value, in one word."""
    said = "<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>"
    cup = _record("Cup").replace(
        "<xs:sequence>", said.format("x" * size) + "<xs:sequence>"
    )
    value = f'<xs:element name="a" type="xs:string" default="{"y" * size}"/>'
    return wsdl(folder, cup, ask(element("cup", "t:Cup"), value))


def long_prose(folder: Path, size: int) -> Path:
    """A remark of many words and paragraphs."""
    said = "<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>"
    words = "a word of it\n\n" * size
    cup = _record("Cup").replace("<xs:sequence>", said.format(words) + "<xs:sequence>")
    return wsdl(folder, cup, ask(element("cup", "t:Cup")))


def remarks_for_all(folder: Path, size: int) -> Path:
    """A group with long remarks that many types use."""
    said = "<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>"
    words = said.format("a word of it " * size * 10)
    inner = f'<xs:element name="e" type="xs:int">{words}</xs:element>'
    kinds = _many(size, lambda n: _record(f"Cup{n}", _use("g")))
    cups = _many(size, lambda n: element(f"cup{n}", f"t:Cup{n}"))
    return wsdl(folder, _group("g", inner), *kinds, ask(*cups))


def groups_for_all(folder: Path, size: int) -> Path:
    """A group of many elements that many types use."""
    inner = "".join(_many(size, lambda n: element(f"e{n}", "xs:int")))
    kinds = _many(size, lambda n: _record(f"Cup{n}", _use("g")))
    cups = _many(size, lambda n: element(f"cup{n}", f"t:Cup{n}"))
    return wsdl(folder, _group("g", inner), *kinds, ask(*cups))


def long_pattern(folder: Path, size: int) -> Path:
    """A pattern of that length, of brackets in brackets."""
    text = "(" * size + "a" + ")+" * size
    kind = (
        f'<xs:simpleType name="T"><xs:restriction base="xs:string"><xs:pattern'
        f' value="{text}"/></xs:restriction></xs:simpleType>'
    )
    return wsdl(folder, kind, ask(element("a", "t:T")))


def many_occurrences(folder: Path, size: int) -> Path:
    """Elements that must stand there very often."""
    most = "9" * 9
    inner = element("a", "xs:int", f'minOccurs="{most}" maxOccurs="{most}"') * size
    return wsdl(folder, ask(inner))


def far_too_many_occurrences(folder: Path, size: int) -> Path:
    """A number of that many digits."""
    return wsdl(folder, ask(element("a", "xs:int", f'maxOccurs="{"9" * size}"')))


def operations_of_no_port_type(folder: Path, size: int) -> Path:
    """Many operations that are bound, and that no port type has."""
    file = many_operations(folder, size)
    text = file.read_text()
    cut = text.index("<wsdl:binding ")
    file.write_text(text[:cut].replace('name="ask', 'name="asks') + text[cut:])
    return file


def operations_with_policies(folder: Path, size: int) -> Path:
    """Many operations that each refer to a policy."""
    file = many_operations(folder, size)
    space = "http://schemas.xmlsoap.org/ws/2004/09/policy"
    text = file.read_text().replace(
        "<soap:body ", f'<p:PolicyReference xmlns:p="{space}" URI="#p"/><soap:body '
    )
    policy = f'<p:Policy xmlns:p="{space}" xml:id="p"/>'
    file.write_text(text.replace("<wsdl:types>", f"{policy}<wsdl:types>"))
    return file


def references_to_nothing(folder: Path, size: int) -> Path:
    """Types that nothing needs, each with a reference that leads nowhere."""
    name = "n" * 80
    kinds = _many(size, lambda n: _record(f"{name}{n}", element("e", f"t:{name}x{n}")))
    return wsdl(folder, *kinds, ask())


def operations_with_one_large_type(folder: Path, size: int) -> Path:
    """Many operations whose message has many fields: each is an argument of each."""
    file = many_operations(folder, size)
    inner = "".join(_many(size, lambda n: element(f"e{n}", "xs:int")))
    file.write_text(file.read_text().replace(element("a", "xs:int"), inner))
    return file


BOMBS: Final[dict[str, tuple[Bomb, int, int]]] = {
    bomb.__name__.replace("_", " "): (bomb, small, large)
    for bomb, small, large in (
        (many_elements, 300, 10_000),
        (many_attributes, 300, 10_000),
        (many_operations, 30, 5_000),
        (many_parts, 300, 10_000),
        (many_headers, 200, 5_000),
        (many_faults, 200, 5_000),
        (many_ports, 100, 5_000),
        (wide_extension, 300, 5_000),
        (wide_extension_of_wide, 300, 3_000),
        (deep_extension, 500, 5_000),
        (tree_of_extensions, 400, 5_000),
        (deep_restriction, 500, 5_000),
        (wide_substitution, 200, 10_000),
        (wide_substitution_often, 300, 3_000),
        (wide_substitution_of_many_types, 300, 3_000),
        (many_values, 2000, 100_000),
        (values_of_one_name, 2000, 30_000),
        (elements_of_one_name, 500, 990),
        (types_of_one_name, 200, 900),
        (wide_union, 300, 10_000),
        (wide_choice, 300, 5_000),
        (choice_of_sequences, 500, 5_000),
        (deep_sequences, 1000, 1_000),
        (deep_choices, 150, 1_000),
        (deep_types, 70, 1_000),
        (doubling_groups, 40, 90),
        (doubling_choices, 40, 90),
        (group_of_types, 200, 1_000),
        (group_cycle, 100, 5_000),
        (attribute_group_cycle, 100, 5_000),
        (doubling_attribute_groups, 40, 90),
        (knot, 60, 400),
        (chain, 300, 5_000),
        (doubling_types, 90, 5_000),
        (arrays_of_arrays, 50, 5_000),
        (lists_of_lists, 90, 5_000),
        (cycle_of_files, 100, 1_000),
        (many_imports, 100, 10_000),
        (imports_of_one, 300, 10_000),
        (chameleons, 30, 1_000),
        (redefinitions, 90, 1_000),
        (many_schemas, 100, 1_000),
        (many_prefixes, 500, 5_000),
        (long_name, 256, 5_000),
        (long_names, 50, 1_000),
        (long_text, 100_000, 9_000_000),
        (long_prose, 10_000, 500_000),
        (remarks_for_all, 50, 500),
        (groups_for_all, 60, 2_000),
        (long_pattern, 1000, 1_000_000),
        (many_occurrences, 10, 10_000),
        (far_too_many_occurrences, 30, 5_000_000),
        (operations_of_no_port_type, 30, 5_000),
        (operations_with_policies, 30, 5_000),
        (references_to_nothing, 100, 5_000),
        (operations_with_one_large_type, 30, 1_000),
    )
}
"""By name: what makes it, and two sizes: one for each run of the tests, one to try."""
