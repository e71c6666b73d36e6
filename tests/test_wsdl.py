"""WSDL 1.1 becomes the model: one small document a feature, written here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from generator import guard, source, synthesis, views, wsdl
from generator.errors import Refused
from generator.model import (
    Attachment,
    Description,
    Message,
    Operation,
    Part,
    QName,
    Soap,
    Style,
    Use,
)
from generator.selection import select
from generator.synthesis import NAMESPACE
from generator.wsdl.index import Index

XSD = "http://www.w3.org/2001/XMLSchema"
HTTP = "http://schemas.xmlsoap.org/soap/http"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"

SCHEMA = """
<xs:schema targetNamespace="urn:tea" elementFormDefault="qualified">
  <xs:simpleType name="Grade"><xs:restriction base="xs:string"/></xs:simpleType>
  <xs:complexType name="Leaf"><xs:sequence>
    <xs:element name="kind" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:element name="ask" type="t:Leaf"/>
  <xs:element name="told" type="t:Leaf"/>
  <xs:element name="milk" type="xs:string"/>
</xs:schema>"""

MESSAGES = """
<message name="In"><part name="body" element="t:ask"/></message>
<message name="Out"><part name="body" element="t:told"/></message>"""

OFFERED = """
<operation name="brew"><input message="t:In"/><output message="t:Out"/></operation>"""

BOUND = """
<operation name="brew"><soap:operation soapAction="urn:brew"/>
  <input><soap:body use="literal"/></input>
  <output><soap:body use="literal"/></output>
</operation>"""

SERVICE = """
<service name="TeaService"><port name="TeaPort" binding="t:TeaSoap">
  <soap:address location="https://example.com/tea"/>
</port></service>"""


def document(
    *,
    schema: str = SCHEMA,
    messages: str = MESSAGES,
    offered: str = OFFERED,
    soap: str = f'<soap:binding transport="{HTTP}"/>',
    bound: str = BOUND,
    more: str = "",
    service: str = SERVICE,
) -> str:
    return f"""<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"
 xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
 xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"
 xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/"
 xmlns:xs="{XSD}" xmlns:t="urn:tea" targetNamespace="urn:tea" name="Tea">
<types>{schema}</types>{messages}
<portType name="TeaType">{offered}</portType>
<binding name="TeaSoap" type="t:TeaType">{soap}{bound}</binding>{more}{service}
</definitions>"""


Read = Callable[[str], Description]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str) -> Description:
        (tmp_path / "tea.wsdl").write_text(text)
        loaded = source.load(tmp_path / "tea.wsdl")
        guard.check(loaded)
        return wsdl.parse(loaded)

    return reader


def operations(described: Description) -> tuple[Operation, ...]:
    ((service),) = described.services
    ((port),) = service.ports
    return port.operations


def only(described: Description) -> Operation:
    (operation,) = operations(described)
    return operation


def answer(operation: Operation) -> Message:
    assert operation.output is not None
    return operation.output


def tea(name: str) -> QName:
    return QName("urn:tea", name)


def made(name: str) -> QName:
    return QName(NAMESPACE, name)


def in_body(
    body: str, *, output: str = '<soap:body use="literal"/>', operation: str = ""
) -> str:
    return (
        f'<operation name="brew">{operation}<input>{body}</input>'
        f"<output>{output}</output></operation>"
    )


def rpc(
    parts: str, body: str = '<soap:body use="literal" namespace="urn:wire"/>'
) -> str:
    return document(
        messages=f'<message name="In">{parts}</message><message name="Out"/>',
        soap=f'<soap:binding style="rpc" transport="{HTTP}"/>',
        bound=in_body(body, output=body),
    )


def is_valid(
    folder: Path, described: Description, name: QName, content: str, own: str = SCHEMA
) -> bool:
    """Whether an element of a type that was made may have some content."""
    schema = synthesis.schema(described)
    assert schema is not None
    own = own.replace("<xs:schema", f'<xs:schema xmlns:xs="{XSD}" xmlns:t="urn:tea"')
    (folder / "own.xsd").write_text(own.strip())
    for node in schema.iter(f"{{{XSD}}}import"):
        node.set("schemaLocation", "own.xsd")
    (folder / "made.xsd").write_bytes(etree.tostring(schema))
    probe = (
        f'<xs:schema targetNamespace="urn:p" xmlns:xs="{XSD}" xmlns:m="{NAMESPACE}">'
        f'<xs:import namespace="{NAMESPACE}" schemaLocation="made.xsd"/>'
        f'<xs:element name="probe" type="m:{name.name}"/></xs:schema>'
    )
    (folder / "probe.xsd").write_text(probe)
    compiled = etree.XMLSchema(etree.parse(str(folder / "probe.xsd")))
    instance = etree.fromstring(
        f'<p:probe xmlns:p="urn:p" xmlns:t="urn:tea" xmlns:i="{XSD}-instance">'
        f"{content}</p:probe>"
    )
    return bool(compiled.validate(instance))


# services and ports


def test_the_plain_case(read: Read) -> None:
    described = read(document())
    (service,) = described.services
    (port,) = service.ports
    assert (service.name, port.name) == (tea("TeaService"), "TeaPort")
    assert (port.soap, port.address) == (Soap.SOAP11, "https://example.com/tea")
    assert (port.binding, port.port_type) == (tea("TeaSoap"), tea("TeaType"))
    operation = only(described)
    assert (operation.action, operation.style) == ("urn:brew", Style.DOCUMENT)
    assert (operation.input.root, operation.input.type) == (tea("ask"), None)
    assert (answer(operation).root, answer(operation).type) == (tea("told"), None)
    assert described.types == ()
    assert synthesis.schema(described) is None
    assert described.all_notes == ()


SEVERAL = document(
    more=f"""
<binding name="TeaSoap12" type="t:TeaType"><soap12:binding transport="{HTTP}"/>
  <operation name="brew"><soap12:operation soapAction="urn:12"
    soapActionRequired="false"/><input><soap12:body use="literal"/></input>
    <output><soap12:body use="literal"/></output></operation>
</binding>
<binding name="TeaGet" type="t:TeaType"><http:binding verb="GET"/></binding>
<binding name="TeaMail" type="t:TeaType"><soap:binding transport="urn:mail"/></binding>
""",
    service="""
<service name="One">
  <port name="A" binding="t:TeaSoap"><soap:address location="urn:a"/></port>
  <port name="B" binding="t:TeaSoap12"><soap12:address location="urn:b"/></port>
  <port name="C" binding="t:TeaGet"/>
</service>
<service name="Two"><port name="D" binding="t:TeaMail"/></service>
<service name="Three"><port name="E" binding="t:TeaSoap"/></service>""",
)


def test_all_services_and_ports_are_read_and_what_is_not_soap_is_noted(
    read: Read,
) -> None:
    described = read(SEVERAL)
    ports = {s.name.name: [p.name for p in s.ports] for s in described.services}
    assert ports == {"One": ["A", "B"], "Three": ["E"]}
    twelve = described.services[0].ports[1]
    assert (twelve.soap, twelve.address) == (Soap.SOAP12, "urn:b")
    assert twelve.operations[0].action == "urn:12"
    assert not twelve.operations[0].action_required
    assert described.services[0].ports[0].operations[0].action_required
    assert described.services[1].ports[0].address == ""
    assert described.all_notes == (
        "port 'D' does not speak SOAP over HTTP",
        "service 'Two' has no port that can be called",
        "port 'C' does not speak SOAP over HTTP",
    )


def test_services_and_ports_are_selected(read: Read) -> None:
    described = read(SEVERAL)

    def chosen(
        services: tuple[str, ...], ports: tuple[str, ...]
    ) -> list[tuple[str, str]]:
        picked = select(described, services, ports)
        return [(s.name.name, p.name) for s in picked.services for p in s.ports]

    assert chosen(("One",), ()) == [("One", "A"), ("One", "B")]
    assert chosen((), ("E", "B")) == [("One", "B"), ("Three", "E")]
    assert select(described) is described
    with pytest.raises(Refused, match=r"no service 'Thre' .*did you mean 'Three'"):
        select(described, ["Thre"])
    with pytest.raises(Refused, match="no port 'E' to call; there is 'A', 'B'"):
        select(described, ["One"], ["E"])


def test_selection_keeps_only_the_types_that_are_needed(read: Read) -> None:
    other = f"""
<portType name="Other"><operation name="pour"><input message="t:None"/></operation>
</portType><message name="None"/>
<binding name="OtherSoap" type="t:Other"><soap:binding transport="{HTTP}"/>
  <operation name="pour"/></binding>"""
    ports = SERVICE.replace(
        "</service>", '<port name="Other" binding="t:OtherSoap"/></service>'
    )
    described = read(document(more=other, service=ports))
    assert [t.name.name for t in described.types] == ["pour"]
    assert select(described, ports=["Other"]).types == described.types
    assert select(described, ports=["TeaPort"]).types == ()


def test_without_a_service_the_bindings_are_the_ports(read: Read) -> None:
    (service,) = read(document(service="")).services
    (port,) = service.ports
    assert (service.name, port.name, port.address) == (tea("Tea"), "TeaSoap", "")
    assert [o.name for o in port.operations] == ["brew"]


def test_services_of_imported_documents_are_read(tmp_path: Path, read: Read) -> None:
    (tmp_path / "inner.wsdl").write_text(document())
    outer = (
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" '
        'targetNamespace="urn:outer" xmlns:t="urn:tea">'
        '<import namespace="urn:tea" location="inner.wsdl"/>'
        '<service name="Outer"><port name="P" binding="t:TeaSoap"/></service>'
        "</definitions>"
    )
    names = [service.name for service in read(outer).services]
    assert names == [QName("urn:outer", "Outer"), tea("TeaService")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            document(soap='<soap:binding transport="urn:mail"/>'),
            "has no port that speaks SOAP over HTTP",
        ),
        (
            document(soap="<http:binding verb='GET'/>", service=""),
            "has no binding that speaks SOAP over HTTP",
        ),
        (
            document(offered="", bound=""),
            "has nothing that can be called; port 'TeaPort' has nothing that",
        ),
        (
            document(schema=f'<xs:schema targetNamespace="{NAMESPACE}"/>'),
            "is kept for the generator",
        ),
    ],
)
def test_what_cannot_be_called_is_refused(text: str, reason: str, read: Read) -> None:
    with pytest.raises(Refused, match=reason):
        if "kept for" in reason:  # the guard refuses it for its undefined elements
            text = text.replace(' element="t:ask"', ' type="xs:int"')
            text = text.replace(' element="t:told"', ' type="xs:int"')
        read(text)


# operations


def test_who_speaks_first_and_whether_there_is_an_answer(read: Read) -> None:
    offered = """
<operation name="brew"><input message="t:In"/></operation>
<operation name="notify"><output message="t:Out"/></operation>
<operation name="solicit"><output message="t:Out"/><input message="t:In"/></operation>
"""
    bound = "".join(f'<operation name="{n}"/>' for n in ("brew", "notify", "solicit"))
    described = read(document(offered=offered, bound=bound))
    operation = only(described)
    assert operation.output is None
    assert described.all_notes == (
        "operation 'notify' is started by the service; left out",
        "operation 'solicit' is started by the service; left out",
    )


def test_the_style_of_an_operation_wins_over_that_of_its_binding(read: Read) -> None:
    for style, expected in (("", Style.RPC), ('style="document"', Style.DOCUMENT)):
        bound = in_body(
            '<soap:body namespace="urn:wire"/>',
            operation=f'<soap:operation soapAction="" {style}/>',
        )
        text = document(soap='<soap:binding style="rpc"/>', bound=bound)
        assert only(read(text)).style is expected


OVERLOADED = """
<operation name="brew"><input message="t:In"/><output message="t:Out"/></operation>
<operation name="brew"><input name="second" message="t:Out"/>
  <output message="t:Out"/></operation>
<operation name="brew"><input name="third" message="t:Out"/>
  <output name="thirdOut" message="t:In"/></operation>"""


def overloads(*named: str) -> str:
    return "".join(
        f'<operation name="brew"><soap:operation soapAction="urn:{n}"/>{inner}'
        "</operation>"
        for n, inner in enumerate(named)
    )


def test_overloaded_operations_are_told_apart_by_input_and_output(read: Read) -> None:
    bound = overloads(
        '<input name="third"/><output name="thirdOut"/>',
        '<input name="brewRequest"/><output name="brewResponse"/>',
        '<input name="second"/><output/>',
    )
    described = read(document(offered=OVERLOADED, bound=bound))
    found = [(o.action, o.input.root, answer(o).root) for o in operations(described)]
    assert found == [
        ("urn:0", tea("told"), tea("ask")),
        ("urn:1", tea("ask"), tea("told")),
        ("urn:2", tea("told"), tea("told")),
    ]
    assert {o.name for o in operations(described)} == {"brew"}
    assert described.all_notes == ()


def test_an_overload_that_is_not_there_is_refused(read: Read) -> None:
    bound = overloads('<input name="fourth"/><output/>')
    with pytest.raises(Refused, match="'brew' is overloaded, and the names"):
        read(document(offered=OVERLOADED, bound=bound))


def test_operations_that_binding_and_port_type_do_not_share_are_noted(
    read: Read,
) -> None:
    offered = OFFERED + OFFERED.replace("brew", "pour")
    bound = BOUND + BOUND.replace("brew", "brev") + BOUND
    assert read(document(offered=offered, bound=bound)).all_notes == (
        "operation 'brev' is not in port type 'TeaType', and is left out; "
        "did you mean 'brew'?",
        "operation 'brew' is bound more than once; the first is taken",
        "operation 'pour' is not in binding 'TeaSoap'",
    )


def test_what_a_binding_does_not_say_is_plain_document_literal(read: Read) -> None:
    described = read(document(soap="<soap:binding/>", bound='<operation name="brew"/>'))
    operation = only(described)
    assert (operation.action, operation.style) == ("", Style.DOCUMENT)
    assert operation.input.root == tea("ask")
    assert answer(operation).coding.use is Use.LITERAL
    assert described.all_notes == ()


def test_documentation_of_the_port_type_comes_first(read: Read) -> None:
    bound = BOUND.replace(
        "<soap:op", "<documentation>Bound.</documentation><soap:op", 1
    )
    offered = OFFERED.replace(
        "<input", "<documentation> Offered.</documentation><input"
    )
    assert only(read(document(bound=bound))).documentation == "Bound."
    text = document(bound=bound, offered=offered)
    assert only(read(text)).documentation == "Offered."


# bodies


def test_rpc_wraps_the_parts_as_unqualified_elements(
    read: Read, tmp_path: Path
) -> None:
    described = read(
        rpc('<part name="leaf" type="t:Leaf"/><part name="cups" type="xs:int"/>')
    )
    operation = only(described)
    assert operation.style is Style.RPC
    assert operation.input.root == QName("urn:wire", "brew")
    assert operation.input.type == made("brew")
    assert answer(operation).root == QName("urn:wire", "brewResponse")
    assert answer(operation).type == made("brewResponse")
    leaf = "<leaf><t:kind>black</t:kind></leaf>"
    assert is_valid(tmp_path, described, made("brew"), leaf + "<cups>2</cups>")
    assert not is_valid(tmp_path, described, made("brew"), leaf)
    assert not is_valid(tmp_path, described, made("brew"), leaf + "<cups>x</cups>")
    assert not is_valid(tmp_path, described, made("brew"), leaf + "<t:cups>2</t:cups>")
    assert is_valid(tmp_path, described, made("brewResponse"), "")


def test_rpc_with_an_element_part_has_that_element(read: Read, tmp_path: Path) -> None:
    described = read(rpc('<part name="leaf" element="t:milk"/>'))
    assert is_valid(tmp_path, described, made("brew"), "<t:milk>a</t:milk>")
    assert not is_valid(tmp_path, described, made("brew"), "<leaf>a</leaf>")


def test_rpc_without_a_namespace_is_in_that_of_the_port_type(read: Read) -> None:
    described = read(rpc("", '<soap:body use="literal"/>'))
    assert only(described).input.root == tea("brew")
    assert described.all_notes == (
        "operation 'brew': no namespace is given for 'brew'; it is in 'urn:tea'",
        "operation 'brew': no namespace is given for 'brewResponse'; "
        "it is in 'urn:tea'",
    )


def test_encoded_parts_say_so_and_may_be_nil(read: Read, tmp_path: Path) -> None:
    body = f'<soap:body use="encoded" encodingStyle="{ENCODING}" namespace="urn:w"/>'
    described = read(rpc('<part name="cups" type="xs:int"/>', body))
    coding = only(described).input.coding
    assert (coding.use, coding.encoding) == (Use.ENCODED, ENCODING)
    assert coding.namespace == "urn:w"
    nil = '<cups i:nil="true"/>'
    assert is_valid(tmp_path, described, made("brew"), nil)
    literal = read(rpc('<part name="cups" type="xs:int"/>'))
    assert not is_valid(tmp_path, literal, made("brew"), nil)


def test_use_is_said_for_each_direction(read: Read) -> None:
    bound = in_body(
        '<soap:body use="encoded"/>', output='<soap:body use="literalXXX"/>'
    )
    described = read(document(bound=bound))
    operation = only(described)
    assert operation.input.coding.use is Use.ENCODED
    assert answer(operation).coding.use is Use.LITERAL
    assert described.all_notes == (
        "operation 'brew': use 'literalXXX' is taken to be 'literal'",
    )


@pytest.mark.parametrize("use", ["", 'use="comments"', 'use="Encoded"'])
def test_an_encoding_style_says_what_use_does_not(use: str, read: Read) -> None:
    body = f'<soap:body {use} encodingStyle="{ENCODING}"/>'
    assert only(read(rpc("", body))).input.coding.use is Use.ENCODED


def several(parts: str, body: str = "<soap:body/>") -> str:
    messages = f'<message name="In">{parts}</message>' + MESSAGES.split("\n")[2]
    return document(messages=messages, bound=in_body(body))


TWO = '<part name="a" element="t:ask"/><part name="b" element="t:milk"/>'


def test_several_elements_stand_in_the_body_itself(read: Read, tmp_path: Path) -> None:
    described = read(several(TWO))
    message = only(described).input
    assert (message.root, message.type) == (None, made("brew"))
    both = "<t:ask><t:kind>a</t:kind></t:ask><t:milk>b</t:milk>"
    assert is_valid(tmp_path, described, made("brew"), both)
    assert not is_valid(tmp_path, described, made("brew"), "<t:milk>b</t:milk>")


@pytest.mark.parametrize(
    ("parts", "expected"), [("a", "ask"), ("b", "milk"), (" b ", "milk")]
)
def test_the_binding_picks_the_parts_of_the_body(
    parts: str, expected: str, read: Read
) -> None:
    message = only(read(several(TWO, f'<soap:body parts="{parts}"/>'))).input
    assert (message.root, message.type) == (tea(expected), None)


@pytest.mark.parametrize(
    "text", [several(TWO, '<soap:body parts=""/>'), several("")], ids=["chosen", "none"]
)
def test_a_body_may_be_empty(text: str, read: Read, tmp_path: Path) -> None:
    described = read(text)
    message = only(described).input
    assert (message.parts, message.root, message.type) == ((), None, made("brew"))
    assert is_valid(tmp_path, described, made("brew"), "")
    assert not is_valid(tmp_path, described, made("brew"), "<t:milk>b</t:milk>")


def test_a_part_that_is_not_there_is_refused(read: Read) -> None:
    with pytest.raises(Refused, match=r"tea\.wsdl:\d+: the message has no part 'bodi'"):
        read(document(bound=in_body('<soap:body parts="bodi"/>')))


def test_one_part_with_a_type_is_the_body_s_type(read: Read) -> None:
    described = read(several('<part name="a" type="t:Leaf"/>'))
    message = only(described).input
    assert (message.root, message.type) == (None, tea("Leaf"))
    assert described.types == ()


@pytest.mark.parametrize("type_", ["t:Grade", "xs:string"])
def test_one_part_with_a_simple_type_is_the_body_s_text(
    type_: str, read: Read, tmp_path: Path
) -> None:
    described = read(several(f'<part name="a" type="{type_}"/>'))
    message = only(described).input
    assert (message.root, message.type) == (None, made("brew"))
    assert described.types[0].text
    assert is_valid(tmp_path, described, made("brew"), "green")
    assert not is_valid(tmp_path, described, made("brew"), "<t:milk>b</t:milk>")


def test_several_parts_with_types_are_elements_and_noted(
    read: Read, tmp_path: Path
) -> None:
    described = read(
        several('<part name="a" type="xs:int"/><part name="b" type="t:Leaf"/>')
    )
    content = "<a>1</a><b><t:kind>x</t:kind></b>"
    assert is_valid(tmp_path, described, made("brew"), content)
    assert described.all_notes == (
        "operation 'brew': parts of 'In' have types; each is an element",
    )


def test_types_in_no_namespace_are_referred_to_without_a_prefix(
    read: Read, tmp_path: Path
) -> None:
    own = '<xs:schema><xs:complexType name="Bare"/></xs:schema>'
    bare = '<wsdl:part xmlns="" name="a" type="Bare"/>'
    text = rpc(bare + '<part name="b" type="xs:int"/>')
    described = read(text.replace(SCHEMA, own))
    assert only(described).input.parts[0].type == QName("", "Bare")
    assert is_valid(tmp_path, described, made("brew"), "<a/><b>1</b>", own)


def test_a_name_without_a_prefix_is_no_name_of_wsdl(read: Read) -> None:
    """Where WSDL is the default namespace, the document's own name is meant."""
    described = read(several('<part name="a" element="t:ask"/>'))
    text = several('<part name="a" element="t:ask"/>')
    assert 'message="t:In"' in text
    assert read(text.replace('message="t:In"', 'message="In"')) == described


def test_a_part_with_element_and_type_is_the_element(read: Read) -> None:
    described = read(several('<part name="a" element="t:ask" type="xs:int"/>'))
    assert only(described).input.root == tea("ask")
    assert described.all_notes == (
        "operation 'brew': part 'a' has a type too, which is ignored",
    )


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ('<part name="a"/>', "part 'a' has neither an element nor a type"),
        ('<part type="xs:int"/>', "a part with a type has no name"),
        (TWO + '<part name="a" type="xs:int"/>', "message 'In' has part 'a' twice"),
    ],
)
def test_parts_that_say_nothing_are_refused(
    parts: str, reason: str, read: Read
) -> None:
    with pytest.raises(Refused, match=reason):
        read(several(parts))


def test_an_output_that_names_no_message_is_empty(read: Read) -> None:
    offered = OFFERED.replace(' message="t:Out"', "")
    described = read(document(offered=offered))
    assert answer(only(described)).type == made("brewResponse")
    assert described.all_notes == (
        "operation 'brew': output names no message, and is taken to be empty",
    )


# what may be there once

BODY = '<soap:body use="literal"/>'
OTHER = '<soap:body use="encoded" namespace="urn:other"/>'


@pytest.mark.parametrize(
    ("offered", "bound", "reason"),
    [
        (OFFERED.replace("<output", '<input message="t:Out"/><output'), BOUND, "input"),
        (
            OFFERED.replace("</operation>", '<output message="t:In"/></operation>'),
            BOUND,
            "output",
        ),
        (OFFERED, BOUND.replace("<output>", f"<input>{BODY}</input><output>"), "input"),
        (OFFERED, in_body(BODY, output=BODY + OTHER), "soap:body"),
        (
            OFFERED,
            in_body(
                BODY, operation="<soap:operation/><soap:operation soapAction='urn:b'/>"
            ),
            "soap:operation",
        ),
    ],
)
def test_of_two_that_say_different_things_none_is_taken(
    offered: str, bound: str, reason: str, read: Read
) -> None:
    with pytest.raises(Refused, match=rf"\w+ has more than one {reason}$"):
        read(document(offered=offered, bound=bound))


def test_what_says_the_same_twice_is_read_once(read: Read) -> None:
    bound = in_body(BODY + BODY, operation="<soap:operation/><soap:operation/>")
    described = read(document(bound=bound))
    assert only(described).input.root == tea("ask")
    assert described.all_notes == ()


@pytest.mark.parametrize(
    ("first", "address"), [("soap", "https://a.example/"), ("soap12", "urn:none")]
)
def test_an_address_is_of_the_ports_own_soap(
    first: str, address: str, read: Read
) -> None:
    second = {"soap": "soap12", "soap12": "soap"}[first]
    inner = (
        f'<{first}:address location="https://a.example/"/>'
        f'<{second}:address location="urn:none"/>'
    )
    start, end = SERVICE.index("<soap:address"), SERVICE.index("</port>")
    ((service),) = read(
        document(service=SERVICE[:start] + inner + SERVICE[end:])
    ).services
    assert [port.address for port in service.ports] == [address]


def test_of_several_addresses_the_first_is_taken_and_told(read: Read) -> None:
    second = '<soap:address location="https://b.example/"/></port>'
    described = read(document(service=SERVICE.replace("</port>", second)))
    ((service),) = described.services
    assert [port.address for port in service.ports] == ["https://example.com/tea"]
    assert described.all_notes == (
        "port 'TeaPort' has 2 addresses; the first is taken",
    )


# attachments


def related(parts: str, inner: str = "") -> str:
    contents = "".join(
        f'<mime:part><mime:content part="{part}" type="{kind}"/></mime:part>'
        for part, kind in (("photo", "image/png"), ("scan", "image/jpeg"))
    )
    body = f"<mime:part><soap:body {parts}/>{inner}</mime:part>"
    alternative = '<mime:content part="photo" type="image/gif"/>'
    contents = contents.replace("</mime:part>", f"{alternative}</mime:part>", 1)
    return f"<mime:multipartRelated>{body}{contents}</mime:multipartRelated>"


PHOTOS = (
    '<part name="body" element="t:ask"/><part name="photo" type="xs:base64Binary"/>'
    '<part name="scan" type="xs:base64Binary"/>'
)


@pytest.mark.parametrize("parts", ["", 'parts="body"'])
def test_attachments_stand_beside_the_body(parts: str, read: Read) -> None:
    described = read(several(PHOTOS, related(parts)))
    message = only(described).input
    assert [part.element for part in message.parts] == [tea("ask")]
    assert (message.root, message.type) == (None, QName(NAMESPACE, "brew"))
    binary = QName(XSD, "base64Binary")
    photo, scan = (Part(name=n, type=binary, simple=True) for n in ("photo", "scan"))
    assert message.attachments == (
        Attachment(part=photo, media=("image/png", "image/gif")),
        Attachment(part=scan, media=("image/jpeg",)),
    )
    assert described.all_notes == ()


# headers and faults


HEADS = MESSAGES + """
<message name="Heads"><part name="key" element="t:milk"/>
  <part name="grade" type="t:Grade"/><part name="leaf" type="t:Leaf"/></message>
<message name="Bad"><part name="why" element="t:told"/></message>"""


def test_headers_are_read_with_all_that_the_binding_says(
    read: Read, tmp_path: Path
) -> None:
    bound = in_body(
        """<soap:header message="t:Heads" part="key" use="literal" wsdl:required="true">
          <soap:headerfault message="t:Bad" part="why" use="literal"/></soap:header>
        <soap:header message="t:Heads" part="grade" use="encoded"
          encodingStyle="urn:e" namespace="urn:heads"/>
        <soap:header message="t:Heads" part="leaf"/>
        <soap:header message="t:Heads" part="key"/><soap:body/>""",
        output='<soap:header message="t:Bad" use="literal"/><soap:body/>',
    )
    described = read(document(messages=HEADS, bound=bound))
    key, grade, leaf = only(described).input_headers
    assert (key.element, key.type, key.required) == (tea("milk"), None, True)
    assert (key.message, key.part) == (tea("Heads"), "key")
    assert [(f.element, f.part) for f in key.faults] == [(tea("told"), "why")]
    assert (grade.element, grade.type) == (QName("urn:heads", "grade"), made("grade"))
    assert (grade.coding.use, grade.coding.encoding) == (Use.ENCODED, "urn:e")
    assert not grade.required
    assert (leaf.element, leaf.type) == (QName("", "leaf"), tea("Leaf"))
    assert is_valid(tmp_path, described, made("grade"), "fine")
    (back,) = only(described).output_headers
    assert (back.element, back.part) == (tea("told"), "why")
    assert described.all_notes == (
        "operation 'brew': header 'milk' is declared more than once",
    )


def test_a_part_in_a_header_is_not_in_the_body_too(read: Read) -> None:
    body = '<soap:body use="literal"/><soap:header message="t:In" part="b"/>'
    operation = only(read(several(TWO, body)))
    assert operation.input.root == tea("ask")
    assert [h.element for h in operation.input_headers] == [tea("milk")]


def test_a_header_that_names_no_message_is_of_the_operations_own(read: Read) -> None:
    described = read(several(TWO, '<soap:body/><soap:header part="b"/>'))
    assert [h.element for h in only(described).input_headers] == [tea("milk")]
    assert described.all_notes == (
        "operation 'brew': soap:header names no message; 'In' is taken",
    )


def test_a_header_inside_a_mime_part_is_read(read: Read) -> None:
    inner = '<soap:header message="t:In" part="scan"/>'
    operation = only(read(several(PHOTOS, related("", inner))))
    assert [h.part for h in operation.input_headers] == ["scan"]


def test_a_header_of_a_part_that_is_not_there_is_refused(read: Read) -> None:
    bound = in_body('<soap:header message="t:Heads" part="kei"/>')
    with pytest.raises(
        Refused, match=r"soap:header has no part 'kei'; did you mean 'key'"
    ):
        read(document(messages=HEADS, bound=bound))


def test_faults_are_read_with_all_that_the_binding_says(read: Read) -> None:
    offered = OFFERED.replace(
        "</operation>",
        '<fault name="Bad" message="t:Bad"/><fault name="Two" message="t:Heads"/>'
        '<fault name="Typed" message="t:Typed"/></operation>',
    )
    faults = """
      <fault name="Typed"><soap:fault name="Typed" use="encoded"
        encodingStyle="urn:e" namespace="urn:faults"/></fault>
      <fault name="Other"><soap:fault name="Other"/></fault></operation>"""
    messages = (
        HEADS + '<message name="Typed"><part name="why" type="t:Leaf"/></message>'
    )
    described = read(
        document(
            messages=messages,
            offered=offered,
            bound=BOUND.replace("</operation>", faults),
        )
    )
    bad, typed = only(described).faults
    assert (bad.name, bad.element, bad.type) == ("Bad", tea("told"), None)
    assert (bad.message, bad.coding.use) == (tea("Bad"), Use.LITERAL)
    assert (typed.element, typed.type) == (QName("urn:faults", "why"), tea("Leaf"))
    assert (typed.coding.use, typed.coding.encoding) == (Use.ENCODED, "urn:e")
    assert described.all_notes == (
        "operation 'brew': fault 'Two' has not just one part",
        "operation 'brew': fault 'Other' is not in its port type",
    )


# what the package cannot say yet


def test_the_first_port_over_soap_1_1_comes_first(read: Read) -> None:
    service = views.arranged(read(SEVERAL))
    assert service.ports[0].name == "A"
    only = views.arranged(select(read(SEVERAL), ports=["B"]))
    assert [p.soap.value for p in only.ports] == ["1.2"]


def test_a_header_block_may_be_encoded(read: Read) -> None:
    header = '<soap:header message="t:Heads" part="key" use="encoded"/>'
    described = read(document(messages=HEADS, bound=in_body(header)))
    (operation,) = views.arranged(described).ports[0].operations
    assert [h.coding.use for h in operation.input_headers] == [Use.ENCODED]


# the types that are made


def test_the_same_contents_share_a_type_and_others_get_a_number(read: Read) -> None:
    text = rpc('<part name="a" type="xs:int"/>')
    again = f"""
<message name="Longer"><part name="a" type="xs:long"/></message>
<portType name="Other"><operation name="brew"><input message="t:Longer"/>
  <output message="t:Out"/></operation></portType>
<binding name="OtherSoap" type="t:Other"><soap:binding style="rpc"/>
  <operation name="brew"/></binding>
<binding name="Tea12" type="t:TeaType">
  <soap12:binding style="rpc" transport="{HTTP}"/><operation name="brew"/></binding>
<service name="More"><port name="O" binding="t:OtherSoap"/>
  <port name="P" binding="t:Tea12"/></service></definitions>"""
    described = read(text.replace("</definitions>", again))
    found = [
        (o.input.type, answer(o).type)
        for s in described.services
        for p in s.ports
        for o in p.operations
    ]
    first = (made("brew"), made("brewResponse"))
    assert found == [first, (made("brew_2"), made("brewResponse")), first]
    names = [t.name.name for t in described.types]
    assert names == ["brew", "brewResponse", "brew_2"]


def test_the_schema_is_the_same_each_time(read: Read) -> None:
    text = several(TWO)
    schemas = [synthesis.schema(read(text)) for _ in range(2)]
    first, second = (etree.tostring(s) for s in schemas if s is not None)
    assert first == second


def test_only_named_simple_types_are_simple(read: Read, tmp_path: Path) -> None:
    read(document())
    index = Index.of(source.load(tmp_path / "tea.wsdl"))
    assert index.simple == {tea("Grade")}
