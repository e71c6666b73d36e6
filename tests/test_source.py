"""What is read of an import closure, from where, and what is made of it."""

from __future__ import annotations

import socket
from importlib import resources
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree
from xsdata.codegen.mappers import SchemaMapper
from xsdata.codegen.models import Class

from generator import guard, known, references, source
from generator.bindings import encoded_arrays, schemas
from generator.cli import main
from generator.errors import Refused
from generator.generate import Chosen, generate
from generator.model import QName
from generator.profile import Profile
from generator.xml import SWA_REF

XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
WSU = (
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-wssecurity-utility-1.0.xsd"
)
SCOPE = f'xmlns:xs="{XSD}" xmlns:t="urn:tea" xmlns:o="urn:other"'
TEA = f'<xs:schema {SCOPE} targetNamespace="urn:tea">'
BARE = f'<xs:schema xmlns:xs="{XSD}">'
END = "</xs:schema>"
CUP = '<xs:complexType name="Cup"><xs:sequence>{}</xs:sequence></xs:complexType>'
REST = """
<wsdl:message name="In"><wsdl:part name="body" element="t:ask"/></wsdl:message>
<wsdl:portType name="Tea"><wsdl:operation name="ask">
  <wsdl:input message="t:In"/><wsdl:output message="t:In"/>
</wsdl:operation></wsdl:portType>
<wsdl:binding name="Soap" type="t:Tea">
  <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
  <wsdl:operation name="ask"><soap:operation soapAction="urn:a"/>
    <wsdl:input><soap:body use="literal"/></wsdl:input>
    <wsdl:output><soap:body use="literal"/></wsdl:output>
  </wsdl:operation>
</wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="t:Soap">
  <soap:address location="https://example.com/tea"/>
</wsdl:port></wsdl:service>
"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def ask(*content: str) -> str:
    inner = "".join(content)
    return (
        '<xs:element name="ask"><xs:complexType><xs:sequence>'
        f"{inner}</xs:sequence></xs:complexType></xs:element>"
    )


def wsdl(folder: Path, *types: str, **files: str) -> Path:
    """A WSDL with the content of its only schema, and the files beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.xsd").write_text(text)
    file = folder / "service.wsdl"
    file.write_text(
        '<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"'
        f' xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" {SCOPE}'
        f' targetNamespace="urn:tea"><wsdl:types>{TEA}{"".join(types)}{END}'
        f"</wsdl:types>{REST}</wsdl:definitions>"
    )
    return file


def include(location: str) -> str:
    return f'<xs:include schemaLocation="{location}"/>'


def element(name: str, type_: str) -> str:
    return f'<xs:element name="{name}" type="{type_}"/>'


def mapped(loaded: source.Source) -> list[Class]:
    """What the schemas define, as xsdata sees them."""
    return [c for schema in schemas.parse(loaded) for c in SchemaMapper.map(schema)]


def classes(file: Path, root: Path | None = None) -> dict[str, list[str]]:
    """What the schemas define for xsdata, with the types of the parts."""
    loaded = source.load(file, root)
    assert guard.check(loaded) == ()
    return {
        c.qname: [t.qname for a in c.attrs for t in a.types] for c in mapped(loaded)
    }


def told(file: Path, root: Path | None = None) -> str:
    with pytest.raises(Refused) as caught:
        guard.check(source.load(file, root))
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    "location",
    [
        "../x.xsd",
        "..\\x.xsd",
        "inner/../../x.xsd",
        "link.xsd",
        "folder/x.xsd",
        "/x.xsd",
        "//host/x.xsd",
        "\\\\host\\x.xsd",
        "C:\\x.xsd",
        "file:x.xsd",
        "FILE:///x.xsd",
        "ftp://host/x.xsd",
        "jar:x.xsd",
        "%2e%2e/x.xsd",
        "%2E./x.xsd",
        "..%2fx.xsd",
        "..%5Cx.xsd",
        "%252e%252e/x.xsd",
        "//[x",
        "%00",
        "x" * 5000,
    ],
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, location: str) -> None:
    (tmp_path / "x.xsd").write_text("canary")
    file = wsdl(tmp_path / "in", include(location), ask())
    (tmp_path / "in" / "inner").mkdir()
    (tmp_path / "in" / "link.xsd").symlink_to(tmp_path / "x.xsd")
    (tmp_path / "in" / "folder").symlink_to(tmp_path)
    reason = told(file)
    assert "canary" not in reason
    assert any(
        words in reason
        for words in ("outside", "plain relative path", "cannot be read")
    )


def test_the_user_may_widen_the_folder(tmp_path: Path) -> None:
    (tmp_path / "x.xsd").write_text(TEA + CUP.format("") + END)
    file = wsdl(tmp_path / "in", include("../x.xsd"), ask(element("a", "t:Cup")))
    assert "--root" in told(file)
    assert "{urn:tea}Cup" in classes(file, tmp_path)
    (tmp_path / "other").mkdir()
    assert "not below" in told(file, tmp_path / "other")
    assert "not a folder" in told(file, tmp_path / "gone")
    loaded = source.load(file, tmp_path)
    assert [d.path.as_posix() for d in loaded.documents] == ["in/service.wsdl", "x.xsd"]
    assert loaded.documents[1].file == tmp_path / "in" / ".." / "x.xsd"


def test_escapes_and_backslashes_that_hide_nothing_are_read(tmp_path: Path) -> None:
    (tmp_path / "xsd").mkdir()
    (tmp_path / "xsd" / "a cup.xsd").write_text(TEA + CUP.format("") + END)
    file = wsdl(tmp_path, include("xsd\\a%20cup.xsd"), ask(element("a", "t:Cup")))
    assert "{urn:tea}Cup" in classes(file)


def test_the_closure_has_a_size(tmp_path: Path) -> None:
    file = wsdl(tmp_path, include("x.xsd"), ask(), x=TEA + " " * 500 + END)
    size = file.stat().st_size + (tmp_path / "x.xsd").stat().st_size
    source.load(file, max_bytes=size)
    for fewer in (size - 1, 10):
        with pytest.raises(Refused, match="--max-bytes"):
            source.load(file, max_bytes=fewer)


def test_one_schema_in_two_places_counts_once(tmp_path: Path) -> None:
    text = TEA + CUP.format(element("a", "xs:int")) + END
    other = text.replace("t:", "tea:").replace("xmlns:t=", "xmlns:tea=")
    file = wsdl(
        tmp_path,
        *map(include, ("x.xsd", "./x.xsd", "y.xsd")),
        ask(element("a", "t:Cup")),
        x=text,
        y=other.replace("xs:sequence", "xs:sequence ", 1),
    )
    assert classes(file)["{urn:tea}Cup"] == [f"{{{XSD}}}int"]
    names = [c.qname for c in mapped(source.load(file))]
    assert names.count("{urn:tea}Cup") == 1


def test_what_is_needed_and_defined_otherwise_is_refused(tmp_path: Path) -> None:
    files = {
        "x": TEA + CUP.format(element("a", "xs:int")) + END,
        "y": TEA + CUP.format(element("a", "xs:long")) + END,
    }
    both = include("x.xsd") + include("y.xsd")
    file = wsdl(tmp_path, both, ask(element("a", "t:Cup")), **files)
    assert "is defined twice" in told(file)
    notes = guard.check(source.load(wsdl(tmp_path, both, ask(), **files)))
    assert len(notes) == 1
    assert "no operation needs it" in notes[0]


def test_what_stands_in_for_something_needed_is_needed(tmp_path: Path) -> None:
    derived = (
        '<xs:complexType name="Mug"><xs:complexContent><xs:extension base="t:Cup">'
        f"<xs:sequence>{element('a', 't:Gone')}</xs:sequence>"
        "</xs:extension></xs:complexContent></xs:complexType>"
    )
    body = CUP.format("") + derived
    assert "t:Gone" in told(wsdl(tmp_path, ask(element("a", "t:Cup")), body))
    loaded = source.load(wsdl(tmp_path, ask(), body))
    assert len(guard.check(loaded)) == 1
    assert {c.name for c in mapped(loaded)} == {"ask", "Cup"}


def test_a_chameleon_has_the_items_of_its_arrays(tmp_path: Path) -> None:
    encoding = "http://schemas.xmlsoap.org/soap/encoding/"
    array = (
        f'<xs:complexType name="Cups" xmlns:e="{encoding}"><xs:complexContent>'
        '<xs:restriction base="e:Array"><xs:attribute ref="e:arrayType" '
        'wsdl:arrayType=" Cup[,]" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"/>'
        "</xs:restriction></xs:complexContent></xs:complexType>"
    )
    text = BARE + array + CUP.format("") + END
    file = wsdl(tmp_path, include("x.xsd"), ask(element("a", "t:Cups")), x=text)
    loaded = source.load(file)
    guard.check(loaded)
    found = encoded_arrays.items(loaded)[QName("urn:tea", "Cups")]
    assert found == encoded_arrays.Items(QName("urn:tea", "Cup"), (2,))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('nillable="YES"', "nillable 'YES' is not one of 0, 1, false, true"),
        (
            'nillable="FALSE "',
            "'FALSE ' is not one of 0, 1, false, true: it must be in",
        ),
        ('form="Qualified"', "of qualified, unqualified: it must be in lower case"),
        ('maxOccurs="Unbounded"', "million, nor 'unbounded' in lower case"),
        (
            'maxOccurs="many"',
            "maxOccurs 'many' is not a number below a thousand million",
        ),
        (
            'minOccurs="unbounded"',
            "'unbounded' is not a number below a thousand million",
        ),
    ],
)
def test_what_is_misspelt_says_how_it_is_spelt(
    tmp_path: Path, said: str, why: str
) -> None:
    misspelt = element("a", "xs:int").replace("/>", f" {said}/>")
    reason = told(wsdl(tmp_path, ask(misspelt)))
    assert why in reason
    assert ("lower case" in reason) is ("lower case" in why or "it must be in" in why)


@pytest.mark.parametrize("facet", ["maxLength", "pattern", "whiteSpace"])
def test_a_facet_without_a_value_is_left_out(tmp_path: Path, facet: str) -> None:
    kind = f'<xs:restriction base="xs:string"><xs:{facet}/></xs:restriction>'
    kind = f'<xs:simpleType name="Leaf">{kind}</xs:simpleType>'
    file = wsdl(tmp_path, kind, ask(element("a", "t:Leaf")))
    made = generate(source.load(file), Profile(), "tea")
    (note,) = made.notes
    assert note.endswith(f":1: xs:{facet} has no value, and is not checked")


def test_one_wsdl_in_two_places_counts_once(tmp_path: Path) -> None:
    """People copy what several services share beside each of them."""
    file = wsdl(tmp_path, ask())
    text = file.read_text()
    begins, ends = text.index("<wsdl:message"), text.index("<wsdl:service")
    head = text[: text.index("<wsdl:types>")]
    shared, rest = text[begins:ends], text[:begins] + text[ends:]
    for name in ("one", "two"):
        copied = f"{head}{shared}</wsdl:definitions>"
        if name == "two":
            copied = copied.replace("t:", "tea:").replace("xmlns:t=", "xmlns:tea=")
        (tmp_path / f"{name}.wsdl").write_text(copied)
        location = f'<wsdl:import namespace="urn:tea" location="{name}.wsdl"/>'
        rest = rest.replace("<wsdl:types>", f"{location}<wsdl:types>")
    file.write_text(rest)
    assert generate(source.load(file), Profile(), "tea").operations == 1
    other = (tmp_path / "two.wsdl").read_text().replace('"urn:a"', '"urn:b"')
    (tmp_path / "two.wsdl").write_text(other)
    assert "binding 'Soap' is defined twice" in told(file)


REMARKS = ("xs:documentation", "xs:appinfo", "wsdl:documentation")


@pytest.mark.parametrize("tag", REMARKS)
def test_a_remark_may_stand_alone(tmp_path: Path, tag: str) -> None:
    remark = f"<{tag}>How hot</{tag}>"
    inner = f'<xs:element name="a" type="xs:int">{remark}</xs:element>'
    file = wsdl(tmp_path, remark, ask(remark, inner))
    made = generate(source.load(file), Profile(), "tea")
    assert not made.notes
    told_of = any("How hot" in text for text in made.files.values())
    assert told_of is tag.endswith("documentation")


BROKEN = """
<wsdl:message name="Out"><wsdl:part name="body" element="t:nothing"/></wsdl:message>
<wsdl:portType name="Get"><wsdl:operation name="ask">
  <wsdl:input message="t:Out"/>
</wsdl:operation></wsdl:portType>
<wsdl:binding name="Get" type="t:Get">{}<wsdl:operation name="ask"/></wsdl:binding>
"""
GET = '<http:binding xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" verb="GET"/>'
SOAP = '<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>'


@pytest.mark.parametrize(
    ("binding", "port", "told_of"),
    [(GET, '<wsdl:port name="G" binding="t:Get"/>', ["'G'"]), (SOAP, "", [])],
    ids=["not SOAP", "of no port"],
)
def test_what_no_call_goes_through_need_not_be_sound(
    tmp_path: Path, binding: str, port: str, told_of: list[str]
) -> None:
    file = wsdl(tmp_path, ask())
    text = file.read_text().replace("</wsdl:service>", f"{port}</wsdl:service>")
    text = text.replace("<wsdl:service", f"{BROKEN.format(binding)}<wsdl:service")
    file.write_text(text)
    made = generate(source.load(file), Profile(), "tea")
    assert made.operations == 1
    first, *rest = made.notes
    assert first.endswith("({urn:tea}nothing); no operation needs it")
    assert [note.split()[1] for note in rest] == told_of


def test_what_a_call_goes_through_must_be_sound(tmp_path: Path) -> None:
    file = wsdl(tmp_path, ask())
    broken = BROKEN.format(SOAP)
    text = file.read_text().replace("<wsdl:service", f"{broken}<wsdl:service")
    port = '<wsdl:port name="G" binding="t:Get"/></wsdl:service>'
    for changed in (
        text.replace("</wsdl:service>", port),
        f"{text[: text.index('<wsdl:service')]}</wsdl:definitions>",
    ):
        file.write_text(changed)
        assert "t:nothing" in told(file)


MORE = """
<wsdl:operation name="pour">{}<wsdl:input>{}</wsdl:input></wsdl:operation>
</wsdl:{}>"""


def with_a_broken_operation(folder: Path) -> Path:
    """A WSDL with an operation `pour` in need of an element that is not there."""
    file = wsdl(folder, ask())
    text = file.read_text().replace("<wsdl:portType", f"{OUT}<wsdl:portType")
    bound = MORE.format('<soap:operation soapAction="p"/>', BODY, "binding")
    text = text.replace("</wsdl:binding>", bound)
    offered = MORE.format("", "", "portType")
    offered = offered.replace("<wsdl:input>", '<wsdl:input message="t:Out">')
    file.write_text(text.replace("</wsdl:portType>", offered))
    return file


OUT = (
    '<wsdl:message name="Out"><wsdl:part name="b" element="t:nothing"/></wsdl:message>'
)
BODY = '<soap:body use="literal"/>'


def test_operations_that_are_not_wanted_need_not_be_sound(tmp_path: Path) -> None:
    file = with_a_broken_operation(tmp_path)
    assert "t:nothing" in told(file)
    made = generate(source.load(file), Profile(), "tea", Chosen(operations=("a*",)))
    assert made.operations == 1
    (note,) = made.notes
    assert note.endswith("({urn:tea}nothing); no operation needs it")
    for wanted in (("pour",), ("a*", "p*")):
        with pytest.raises(Refused, match="t:nothing"):
            generate(source.load(file), Profile(), "tea", Chosen(operations=wanted))


@pytest.mark.parametrize("chosen", [Chosen(ports=("P",)), Chosen(services=("S",))])
def test_ports_that_are_not_wanted_need_not_be_sound(
    tmp_path: Path, chosen: Chosen
) -> None:
    file = wsdl(tmp_path, ask())
    port = '<wsdl:port name="Q" binding="t:Gone"/>'
    if chosen.services:
        port = f'</wsdl:service><wsdl:service name="Other">{port}'
    text = file.read_text().replace("</wsdl:service>", f"{port}</wsdl:service>")
    file.write_text(text)
    with pytest.raises(Refused, match="t:Gone"):
        generate(source.load(file), Profile(), "tea")
    assert not generate(source.load(file), Profile(), "tea", chosen).notes


def test_what_is_wanted_and_not_there_is_told_of(tmp_path: Path) -> None:
    file = wsdl(tmp_path, ask())
    for chosen in (
        Chosen(operations=("ask", "asks")),
        Chosen(ports=("P", "Q")),
        Chosen(services=("S", "T")),
    ):
        with pytest.raises(Refused, match=r"did you mean '\w+'|there is '\w'"):
            generate(source.load(file), Profile(), "tea", chosen)


def test_a_chameleon_is_of_each_namespace_that_includes_it(tmp_path: Path) -> None:
    file = wsdl(
        tmp_path,
        include("x.xsd"),
        '<xs:import namespace="urn:other" schemaLocation="o.xsd"/>',
        ask(element("a", "t:Cup"), element("b", "o:Cup")),
        x=BARE + include("y.xsd") + CUP.format(element("a", "Leaf")) + END,
        y=BARE + '<xs:complexType name="Leaf"/>' + END,
        o=TEA.replace('Namespace="urn:tea', 'Namespace="urn:other')
        + include("x.xsd")
        + END,
    )
    found = classes(file)
    assert found["{urn:tea}Cup"] == ["{urn:tea}Leaf"]
    assert found["{urn:other}Cup"] == ["{urn:other}Leaf"]
    assert {"{urn:tea}Leaf", "{urn:other}Leaf"} < found.keys()


def test_no_namespace_is_not_that_of_who_imports_it(tmp_path: Path) -> None:
    file = wsdl(
        tmp_path,
        '<xs:import schemaLocation="x.xsd"/>',
        ask(element("a", "Cup"), element("b", "t:Cup")),
        CUP.format(""),
        x=BARE + CUP.format("") + END,
    )
    assert classes(file)["{urn:tea}ask"] == ["Cup", "{urn:tea}Cup"]


def test_a_namespace_that_only_the_import_says_is_told(tmp_path: Path) -> None:
    file = wsdl(
        tmp_path,
        '<xs:import namespace="urn:other" schemaLocation="x.xsd"/>',
        include("y.xsd"),
        ask(element("a", "o:Cup")),
        x=BARE + CUP.format("") + END,
        y=BARE + END,
    )
    loaded = source.load(file)
    assert guard.check(loaded) == (
        "'x.xsd' says no namespace, and is taken to be of 'urn:other'",
    )
    assert "{urn:other}Cup" in {found.qname for found in mapped(loaded)}


def test_a_prefix_means_what_it_means_where_it_stands(tmp_path: Path) -> None:
    inner = f'<xs:element name="a" xmlns:t="{XSD}" xmlns:q="urn:tea" type="t:int"/>'
    file = wsdl(tmp_path, ask(inner, element("b", "t:Cup")), CUP.format(""))
    assert classes(file)["{urn:tea}ask"] == [f"{{{XSD}}}int", "{urn:tea}Cup"]


@pytest.mark.parametrize("year", ["1999", "2000/10"])
def test_drafts_are_read_as_of_2001(tmp_path: Path, year: str) -> None:
    file = wsdl(tmp_path, ask(element("a", "xs:timeInstant")))
    old = f"http://www.w3.org/{year}/XMLSchema"
    file.write_text(file.read_text().replace(XSD, old))
    assert classes(file)["{urn:tea}ask"] == [f"{{{XSD}}}dateTime"]


REDEFINED = (
    '<xs:redefine schemaLocation="x.xsd"><xs:complexType name="Cup"><xs:complexContent>'
    '<xs:{} base="t:Cup"><xs:sequence>{}</xs:sequence></xs:{}>'
    "</xs:complexContent></xs:complexType></xs:redefine>"
)


def test_a_redefined_type_is_the_new_one_everywhere(tmp_path: Path) -> None:
    file = wsdl(
        tmp_path,
        REDEFINED.format("extension", element("b", "t:Cup"), "extension"),
        ask(element("a", "t:Tray")),
        x=TEA
        + CUP.format(element("a", "xs:int"))
        + '<xs:complexType name="Tray"><xs:sequence><xs:element name="c" type="t:Cup"/>'
        "</xs:sequence></xs:complexType>" + END,
    )
    found = classes(file)
    assert found["{urn:tea}Tray"] == found["{urn:tea}Cup"] == ["{urn:tea}Cup"]
    assert found["{urn:tea}Cup_former"] == [f"{{{XSD}}}int"]
    bases = {
        c.name: [e.type.name for e in c.extensions] for c in mapped(source.load(file))
    }
    assert bases["Cup"] == ["Cup_former"]


def test_what_is_redefined_must_be_there(tmp_path: Path) -> None:
    redefined = REDEFINED.format("restriction", "", "restriction")
    file = wsdl(tmp_path, redefined, ask(), x=TEA + END)
    assert told(file) == "redefines complexType 'Cup', which is not there"


def test_an_address_is_named_but_not_opened(tmp_path: Path) -> None:
    remote = '<xs:import namespace="urn:other" schemaLocation="https://e.example/o"/>'
    notes = guard.check(source.load(wsdl(tmp_path, remote, ask())))
    said = "the import of 'https://e.example/o' is left out: it is not here, nor needed"
    assert notes == (said,)
    reason = told(wsdl(tmp_path, remote, ask(element("a", "o:Cup"))))
    assert "https://e.example/o" in reason
    assert "fetch" in reason


def test_an_import_that_nothing_needs_may_be_gone(tmp_path: Path) -> None:
    gone = '<xs:import namespace="urn:other" schemaLocation="gone.xsd"/>'
    loaded = source.load(wsdl(tmp_path, gone, ask()))
    said = "the import of 'gone.xsd' is left out: it is not here, nor needed"
    assert guard.check(loaded) == (said,)
    reason = told(wsdl(tmp_path, gone, ask(element("a", "o:Cup"))))
    assert reason.endswith("it would be in 'gone.xsd', which does not exist")
    included = '<xs:include schemaLocation="gone.xsd"/>'
    assert told(wsdl(tmp_path, included, ask())) == "'gone.xsd' does not exist"


def test_ours_stands_for_a_well_known_schema_that_declares_a_type(
    tmp_path: Path,
) -> None:
    declared = f'<!DOCTYPE schema><xs:schema xmlns:xs="{XSD}" targetNamespace="{{}}"/>'
    uses = '<xs:element name="ask" type="ds:SignatureType" xmlns:ds="{}"/>'
    for namespace, fits in (
        ("http://www.w3.org/2000/09/xmldsig#", True),
        ("urn:x", False),
    ):
        (tmp_path / "s.xsd").write_text(declared.format(namespace))
        named = f'<xs:import namespace="{namespace}" schemaLocation="s.xsd"/>'
        file = wsdl(tmp_path, named, uses.format(namespace))
        if fits:
            guard.check(source.load(file))
        else:
            assert told(file) == "has a document type declaration; remove it"


@pytest.mark.parametrize("location", ["", ' schemaLocation="http://w3.example/xml"'])
def test_a_well_known_schema_is_there(tmp_path: Path, location: str) -> None:
    file = wsdl(
        tmp_path,
        f'<xs:import namespace="{XML}"{location}/>',
        '<xs:element name="ask"><xs:complexType><xs:attribute ref="xml:lang"/>'
        "</xs:complexType></xs:element>",
    )
    assert f"{{{XML}}}lang" in classes(file)


def test_a_document_s_own_schema_goes_before_ours(tmp_path: Path) -> None:
    own = (
        f'<xs:schema xmlns:xs="{XSD}" targetNamespace="{XML}">'
        '<xs:attribute name="lang" type="xs:NCName"/></xs:schema>'
    )
    file = wsdl(
        tmp_path,
        f'<xs:import namespace="{XML}" schemaLocation="x.xsd"/>',
        '<xs:element name="ask"><xs:complexType><xs:attribute ref="xml:lang"/>'
        '<xs:attribute ref="xml:base"/></xs:complexType></xs:element>',
        x=own,
    )
    loaded = source.load(file)
    types = {
        node.get("name"): node.get("type")
        for document in loaded.documents
        for (space, _), node in references.definitions(document.root)
        if space == "attribute"
    }
    assert types["lang"] == "xs:NCName"
    assert types["base"] == "xs:anyURI"


def test_a_data_set_passes(tmp_path: Path) -> None:
    file = wsdl(tmp_path, ask('<xs:element ref="xs:schema"/><xs:any/>'))
    assert guard.check(source.load(file)) == ()


@pytest.mark.parametrize("namespace", sorted(known.FILES))
def test_each_of_our_schemas_is_sound(namespace: str) -> None:
    text = resources.files("generator.known").joinpath(known.FILES[namespace])
    root = etree.fromstring(text.read_bytes())
    assert root.get("targetNamespace") == namespace
    ours = {s for s, _ in references.definitions(root)}
    assert ours
    for reference in references.below(root):
        name = reference.name
        assert name is not None
        elsewhere = name in (QName(XML, "lang"), SWA_REF, QName(WSU, "Id"))
        assert reference.is_built_in or (reference.space, name) in ours or elsewhere


def test_groups_may_not_expand_without_end(tmp_path: Path) -> None:
    group = '<xs:group name="g{}"><xs:sequence>{}</xs:sequence></xs:group>'
    twice = '<xs:element name="{}"><xs:complexType><xs:group ref="t:g{}"/>'
    twice += "</xs:complexType></xs:element>"
    groups = [group.format(0, element("a", "xs:int"))]
    for n in range(1, 21):
        inner = twice.format("a", n - 1) + twice.format("b", n - 1)
        groups.append(group.format(n, inner))
    file = wsdl(tmp_path, ask('<xs:group ref="t:g20"/>'), *groups)
    assert "parts" in told(file)


def test_what_is_too_deep_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (RecursionError, MemoryError):

        def fail(*_: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr(guard, "check", fail)
        assert main([str(wsdl(tmp_path, ask())), "-o", str(tmp_path / "out")]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_wildcard_of_no_namespace_holds_nothing(tmp_path: Path) -> None:
    nothing = '<xs:any namespace=" " minOccurs="{}"/>'
    file = wsdl(tmp_path, ask(nothing.format(1)))
    assert told(file) == "xs:any must be there and allows no namespace"
    loaded = source.load(wsdl(tmp_path, ask(element("a", "xs:int"), nothing.format(0))))
    files = generate(loaded, Profile(), "tea").files
    assert "Xml" not in files[PurePosixPath("types/ask.py")]


@pytest.mark.parametrize("remark", ["<!-- canary -->", "<?canary canary?>"])
@pytest.mark.parametrize("name", ["documentation", "built-in-types", "rpc-encoded"])
def test_remarks_say_nothing(tmp_path: Path, name: str, remark: str) -> None:
    """Wherever they stand: in the middle of what a document says, too."""
    plain = Path(__file__).parent / "golden" / name / "service.wsdl"
    noted = tmp_path / "service.wsdl"
    noted.write_text(plain.read_text().replace(">", f">{remark}") + remark)
    made = (generate(source.load(f), Profile(), "tea").files for f in (plain, noted))
    lock = PurePosixPath("generated.toml")
    one, other = ({p: t for p, t in m.items() if p != lock} for m in made)
    assert other == one
