"""The WSDL files are sound, and tell the history of the interface rightly."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from generator import profile, source
from generator.generate import generate

WSDL_FOLDER = Path(__file__).parent.parent / "wsdl"
FILES = {
    "2_1": WSDL_FOLDER / "history" / "mktows-2_1.wsdl",
    "2_2": WSDL_FOLDER / "history" / "mktows-2_2.wsdl",
    "2_3": WSDL_FOLDER / "history" / "mktows-2_3.wsdl",
    "2_7": WSDL_FOLDER / "history" / "mktows-2_7.wsdl",
    "3_1": WSDL_FOLDER / "mktows.wsdl",
}
TARGET = "http://www.marketo.com/mktows/"
XSD = "http://www.w3.org/2001/XMLSchema"
NAMESPACES = {
    "wsdl": "http://schemas.xmlsoap.org/wsdl/",
    "soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "xs": XSD,
}


@dataclass(frozen=True)
class Change:
    """What one type has at a place in the older version and in the newer one."""

    type: str
    place: int
    old: str | None
    new: str | None


CHANGES: dict[tuple[str, str], list[Change]] = {
    ("2_1", "2_2"): [
        Change("ListOperationType", 1, "CLEARLIST", None),
        Change("ParamsGetLeadChanges", 3, None, "leadSelector tns:LeadSelector [0..1]"),
    ],
    ("2_2", "2_3"): [
        Change(
            "ParamsGetLeadChanges",
            2,
            None,
            "activityNameFilter tns:ArrayOfString [0..1] nillable",
        ),
        Change(
            "ParamsListOperation", 4, "skipActivityLog xs:boolean [0..1] nillable", None
        ),
    ],
    ("2_3", "2_7"): [
        Change("ActivityRecord", 0, "id xs:int [1..1]", "id xs:long [1..1]"),
        Change("LeadChangeRecord", 0, "id xs:int [1..1]", "id xs:long [1..1]"),
        Change("MObjStatus", 0, "id xs:int [1..1]", "id xs:int [1..1] nillable"),
        Change("ParamsMergeLeads", 2, None, "mergeInSales xs:boolean [0..1]"),
    ],
    ("2_7", "3_1"): [
        Change(
            "ParamsScheduleCampaign",
            3,
            None,
            "cloneToProgramName xs:string [0..1] nillable",
        ),
    ],
}

every_version = pytest.mark.parametrize("version", FILES)


def find(node: etree._Element, path: str) -> list[etree._Element]:
    return node.findall(path, NAMESPACES)


def only(node: etree._Element, path: str) -> etree._Element:
    (found,) = find(node, path)
    return found


def value(node: etree._Element, attribute: str) -> str:
    found = node.get(attribute)
    assert found is not None
    return found


def load(version: str) -> etree._Element:
    return etree.parse(str(FILES[version])).getroot()


def schema_of(root: etree._Element) -> etree._Element:
    return only(root, "wsdl:types/xs:schema")


def names(node: etree._Element, path: str) -> list[str]:
    return [value(found, "name") for found in find(node, path)]


def types_of(root: etree._Element) -> dict[str, list[str]]:
    """Every named type with one line for each of its values or fields, in order."""
    types = {}
    for node in schema_of(root):
        if etree.QName(node).localname == "simpleType":
            lines = [value(e, "value") for e in find(node, ".//xs:enumeration")]
        elif etree.QName(node).localname == "complexType":
            lines = [field_line(e) for e in find(node, ".//xs:element")]
        else:
            continue
        types[value(node, "name")] = lines
    return types


def field_line(field: etree._Element) -> str:
    low, high = field.get("minOccurs", "1"), field.get("maxOccurs", "1")
    nillable = " nillable" if field.get("nillable") == "true" else ""
    return f"{field.get('name')} {field.get('type')} [{low}..{high}]{nillable}"


def changed(types: dict[str, list[str]], changes: list[Change]) -> dict[str, list[str]]:
    """The types after the changes, each of which must fit what is there."""
    result = {name: list(lines) for name, lines in types.items()}
    for change in changes:
        lines = result[change.type]
        if change.old is not None:
            assert lines.pop(change.place) == change.old
        if change.new is not None:
            lines.insert(change.place, change.new)
    return result


def skeleton(root: etree._Element) -> bytes:
    """The file without what may differ: lines of types, prose and the address."""
    for node in find(root, ".//wsdl:documentation"):
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
    for path in (".//xs:enumeration", ".//xs:sequence/xs:element"):
        for node in find(root, path):
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)
    only(root, ".//soap:address").attrib.clear()
    for node in root.iter():
        node.text = node.tail = None
    return etree.tostring(root, method="c14n")


def test_every_file_is_known_here() -> None:
    on_disk = {*WSDL_FOLDER.glob("*.wsdl"), *WSDL_FOLDER.glob("history/*.wsdl")}
    assert on_disk == set(FILES.values())


@every_version
def test_inline_schema_compiles(version: str) -> None:
    etree.XMLSchema(schema_of(load(version)))


@every_version
def test_only_ascii_is_used(version: str) -> None:
    assert FILES[version].read_bytes().isascii()


@every_version
def test_no_name_is_declared_twice(version: str) -> None:
    root = load(version)
    schema = schema_of(root)
    for declared in (
        names(schema, "xs:simpleType") + names(schema, "xs:complexType"),
        names(schema, "xs:element"),
        names(root, "wsdl:message"),
        names(root, "wsdl:portType/wsdl:operation"),
        *(names(node, ".//xs:element") for node in find(schema, "xs:complexType")),
    ):
        assert len(declared) == len(set(declared))


@every_version
def test_every_reference_resolves(version: str) -> None:
    root = load(version)
    schema = schema_of(root)
    targets = {
        "type": names(schema, "xs:simpleType") + names(schema, "xs:complexType"),
        "element": names(schema, "xs:element"),
        "message": names(root, "wsdl:message"),
        "portType": names(root, "wsdl:portType"),
        "binding": names(root, "wsdl:binding"),
    }
    kinds = {
        "xs:element/@type": "type",
        "xs:extension/@base": "type",
        "xs:restriction/@base": "type",
        "wsdl:part/@element": "element",
        "wsdl:input/@message": "message",
        "wsdl:output/@message": "message",
        "soap:header/@message": "message",
        "wsdl:binding/@type": "portType",
        "wsdl:port/@binding": "binding",
    }
    assert root.get("targetNamespace") == schema.get("targetNamespace") == TARGET
    checked = 0
    for path, kind in kinds.items():
        tag, attribute = path.split("/@")
        for node in find(root, f".//{tag}[@{attribute}]"):
            prefix, _, local = value(node, attribute).rpartition(":")
            namespace = node.nsmap[prefix]
            assert namespace in (TARGET, XSD)
            assert namespace != XSD or kind == "type"
            assert namespace == XSD or local in targets[kind], value(node, attribute)
            checked += 1
    with_references = {"type", "base", "element", "message", "binding"}
    written = sum(
        len(with_references & set(node.keys())) for node in root.iter(etree.Element)
    )
    assert checked == written


@every_version
def test_header_parts_are_parts_of_their_messages(version: str) -> None:
    root = load(version)
    headers = find(root, ".//soap:header")
    assert len(headers) == 24
    for header in headers:
        message = value(header, "message").removeprefix("tns:")
        part = only(root, f"wsdl:message[@name='{message}']/wsdl:part")
        assert part.get("name") == header.get("part")
        assert part.get("element") == f"tns:{message}"


@every_version
def test_messages_have_one_part_named_like_its_element(version: str) -> None:
    for message in find(load(version), "wsdl:message"):
        part = only(message, "wsdl:part")
        if value(message, "name").endswith("Header"):
            continue
        assert part.get("element") == f"tns:{part.get('name')}"


@every_version
def test_operations_are_complete(version: str) -> None:
    root = load(version)
    offered = find(root, "wsdl:portType/wsdl:operation")
    bound = find(root, "wsdl:binding/wsdl:operation")
    assert len(offered) == len(bound) == 23
    for operation, binding in zip(offered, bound, strict=True):
        name = value(operation, "name")
        title = name[0].upper() + name[1:]
        assert binding.get("name") == name
        assert only(operation, "wsdl:input").get("message") == f"tns:{title}Request"
        assert only(operation, "wsdl:output").get("message") == f"tns:{title}Response"
        assert only(binding, "soap:operation").get("soapAction") == TARGET + name
        headers = [h.get("part") for h in find(binding, "wsdl:input/soap:header")]
        extra = ["mktowsContext"] if name == "syncLead" else []
        assert headers == ["authentication", *extra]


@every_version
def test_operations_and_service_are_documented(version: str) -> None:
    root = load(version)
    documented = [root, only(root, "wsdl:service")]
    documented += find(root, "wsdl:portType/wsdl:operation")
    for node in documented:
        text = only(node, "wsdl:documentation").text
        assert text is not None
        assert text.strip().endswith(".")


@every_version
def test_the_address_is_a_placeholder(version: str) -> None:
    address = only(load(version), "wsdl:service/wsdl:port/soap:address")
    assert address.get("location") == f"https://example.com/soap/mktows/{version}"


@pytest.mark.parametrize(("older", "newer"), CHANGES)
def test_versions_differ_in_the_known_changes_only(older: str, newer: str) -> None:
    before, after = types_of(load(older)), types_of(load(newer))
    assert changed(before, CHANGES[older, newer]) == after
    assert list(before) == list(after)
    assert skeleton(load(older)) == skeleton(load(newer))


def test_the_changes_lead_from_the_first_version_to_the_last() -> None:
    versions = list(FILES)
    assert list(CHANGES) == list(pairwise(versions))


def test_a_bump_shows_in_the_operation_that_changed(tmp_path: Path) -> None:
    made = []
    for version in ("2_7", "3_1"):
        place = tmp_path / version / "mktows.wsdl"
        place.parent.mkdir()
        place.write_bytes(FILES[version].read_bytes())
        made.append(generate(source.load(place), profile.Profile(), "mktows").files)
    old, new = made
    assert old.keys() == new.keys()
    prose = {"API.md", "__init__.py", "generated.toml"}  # these name the version
    changed = {path.as_posix() for path in new if new[path] != old[path]} - prose
    folders = ("aio", "codecs", "operations", "types")
    assert changed == {f"{folder}/schedule_campaign.py" for folder in folders}
