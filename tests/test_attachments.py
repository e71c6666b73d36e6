"""Attachments (SwA) and binary values beside the envelope (MTOM)."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from .packages import generated
from .packed import envelope, parts

GOLDEN = Path(__file__).parent / "golden"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XOP = "{http://www.w3.org/2004/08/xop/include}Include"
PICTURE = b"\x89PNG\r\n\x1a\n\x00--\r\n\r\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("attachments")
    for feature in ("attachments", "mtom", "encoded-attachments"):
        name = "beside_" + feature.replace("-", "_")
        generated(GOLDEN / feature / "service.wsdl", folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder


@pytest.fixture
def tea(made: Path) -> Any:
    return importlib.import_module("beside_attachments")


@pytest.fixture
def scans(made: Path) -> Any:
    return importlib.import_module("beside_mtom")


def picture(tea: Any, **other: Any) -> Any:
    given = {"picture": tea.MimePart(PICTURE, "image/png"), "leaf": "Assam", **other}
    types = importlib.import_module(f"{tea.__name__}.types")
    return types.KeepPicture(**{"notes": tea.MimePart(b"dark"), **given})


def multipart(
    *sections: bytes, start: str = "", kind: str = "text/xml", end: bytes = b"--edge--"
) -> tuple[bytes, str]:
    """A message of several parts, each given with its headers."""
    body = b"".join(b"--edge\r\n" + section + b"\r\n" for section in sections) + end
    said = f'multipart/related; boundary=edge; type="{kind}"'
    return body, f'{said}; start="{start}"' if start else said


def soap(inner: str, space: str = SOAP) -> bytes:
    text = f'<s:Envelope xmlns:s="{space}"><s:Body>{inner}</s:Body></s:Envelope>'
    return text.encode()


ROOT = b"Content-Type: text/xml\r\n\r\n" + soap("")
THUMB = b"Content-Type: image/gif\r\nContent-ID: <thumbnail=1@x>\r\n\r\nGIF89a"


def test_parts_are_sent_as_the_profile_wants_them(tea: Any) -> None:
    packaged = tea.OPERATIONS["keepPicture"].pack_request(picture(tea))
    root, image, notes = parts(packaged)
    assert root.get_content_type() == "text/xml"
    body = etree.fromstring(envelope(packaged)).find(f"{{{SOAP}}}Body")
    assert body is not None
    assert [child.tag for child in body] == ["{urn:tea}leaf"]
    assert image.get_content_type() == "image/png"
    assert image.get_payload(decode=True) == PICTURE
    assert image["Content-ID"].startswith("<picture=")
    assert (notes.get_content_type(), notes.get_content()) == ("text/plain", "dark")
    assert 'type="text/xml"' in packaged.content_type


def test_the_same_message_gives_the_same_bytes(tea: Any) -> None:
    pack = tea.OPERATIONS["keepPicture"].pack_request
    assert pack(picture(tea)) == pack(picture(tea))
    other = picture(tea, notes=tea.MimePart(b"light"))
    assert pack(other).content_type != pack(picture(tea)).content_type


def test_a_call_sends_and_reads_attachments(tea: Any) -> None:
    operation = tea.OPERATIONS["keepPicture"]
    types = importlib.import_module(f"{tea.__name__}.types")
    answer = types.KeepPictureResponse(thumbnail=tea.MimePart(b"GIF89a", "image/gif"))

    def serve(request: httpx.Request) -> httpx.Response:
        said = request.headers["Content-Type"]
        message, blocks = operation.decode_request(request.content, content_type=said)
        assert message.picture == tea.MimePart(PICTURE, "image/png")
        assert blocks == (types.Shelf(value=3),)
        packed = operation.pack_response(answer)
        headers = {"Content-Type": packed.content_type}
        return httpx.Response(200, content=packed.body, headers=headers)

    given = {
        "leaf": "Assam",
        "picture": tea.MimePart(PICTURE, "image/png"),
        "notes": tea.MimePart(b"dark"),
        "shelf": types.Shelf(value=3),
    }
    transport = httpx.MockTransport(serve)
    client = tea.Client("https://x.test/", http=httpx.Client(transport=transport))
    assert tea.keep_picture(client, **given).content == b"GIF89a"

    async def awaited() -> Any:
        http = httpx.AsyncClient(transport=transport)
        aio = importlib.import_module(f"{tea.__name__}.aio")
        client = tea.AsyncClient("https://x.test/", http=http)
        return await aio.keep_picture(client, **given)

    assert asyncio.run(awaited()).content_type == "image/gif"


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (None, "a value is required"),
        (b"bytes", "expected a MimePart, found bytes"),
        (("MimePart", b"x", ""), "expected a content_type, one of image/png, image/j"),
        (("MimePart", b"x", "image/gif"), "expected image/png, image/jpeg, found"),
        (("MimePart", b"x", "image/png\r\nX: 1"), "cannot be read"),
        (("MimePart", "x", "image/png"), "expected bytes as content, found str"),
    ],
)
def test_what_is_no_such_part_is_refused(tea: Any, part: Any, reason: str) -> None:
    given = tea.MimePart(*part[1:]) if isinstance(part, tuple) else part
    message = picture(tea, picture=given)
    with pytest.raises(tea.MessageError, match=reason) as caught:
        tea.OPERATIONS["keepPicture"].pack_request(message)
    assert caught.value.path == "/Envelope/Body/picture"


def test_an_envelope_alone_has_no_room_for_parts(tea: Any) -> None:
    with pytest.raises(tea.MessageError, match="pack_request"):
        tea.OPERATIONS["keepPicture"].encode_request(picture(tea))


@pytest.mark.parametrize(
    "headers", [b"Content-ID: <thumbnail=1@x>", b"X-Note: a\r\n b"]
)
def test_one_part_is_found_by_name_or_by_place(tea: Any, headers: bytes) -> None:
    body, kind = multipart(ROOT, headers + b"\r\n\r\n\r\n")
    read = tea.OPERATIONS["keepPicture"].decode_response(body, content_type=kind)
    assert read.thumbnail == tea.MimePart(b"\r\n", "application/octet-stream")


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (b"base64", b"R0lG\r\nODlh\r\n"),
        (b"quoted-printable", b"GIF=38=\r\n9a"),
        (b"8BIT", b"GIF89a"),
    ],
)
def test_transfer_encodings_are_undone(
    tea: Any, encoding: bytes, content: bytes
) -> None:
    said = b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\n"
    body, kind = multipart(ROOT, said + content)
    read = tea.OPERATIONS["keepPicture"].decode_response(body, content_type=kind)
    assert read.thumbnail.content == b"GIF89a"


def test_the_envelope_need_not_come_first(tea: Any) -> None:
    first = b"Content-ID: <root>\r\n" + ROOT
    body, kind = multipart(THUMB, first, start="<root>")
    read = tea.OPERATIONS["keepPicture"].decode_response(body, content_type=kind)
    assert read.thumbnail.content == b"GIF89a"


HOSTILE = {
    "no attachment": (multipart(ROOT), "/Envelope/Body: the attachment 'thumbnail' is"),
    "twice": (multipart(ROOT, THUMB, THUMB.replace(b"1@", b"2@")), "two attachments"),
    "same id": (multipart(ROOT, THUMB, THUMB), "two parts have the content-id"),
    "cut off": (multipart(ROOT, THUMB, end=b""), "part 2 is cut off"),
    "cut boundary": (multipart(ROOT, THUMB, end=b"--edge-"), "is cut off or not alone"),
    "nothing": ((b"", 'multipart/related; boundary="edge"'), "boundary of the parts"),
    "no parts": ((b"--edge--", "multipart/related; boundary=edge"), "there is no part"),
    "no boundary": ((ROOT, "multipart/related"), "names no boundary"),
    "two boundaries": (
        (ROOT, "multipart/related; boundary=a; boundary=b"),
        "'boundary' twice",
    ),
    "odd boundary": ((ROOT, 'multipart/related; boundary="a\u00e9"'), "no boundary"),
    "trailing": (multipart(ROOT, THUMB, end=b"--edge--\r\nmore"), "behind the last"),
    "no such start": (
        multipart(ROOT, THUMB, start="<root>"),
        "there is no part 'root'",
    ),
    "no headers": (multipart(ROOT, b"GIF89a"), "part 2: its headers do not end"),
    "long headers": (
        multipart(ROOT, b"X: " + b"a" * 20_000 + b"\r\n\r\n"),
        "part 2: its headers do not end, or are too long",
    ),
    "no header": (multipart(ROOT, b"a b\r\n\r\nGIF"), "'a b' is no header"),
    "bare feed": (multipart(ROOT, b"X: a\nY: b\r\n\r\nGIF"), "is no header"),
    "header twice": (
        multipart(ROOT, b"Content-ID: <a>\r\nContent-ID: <b>\r\n\r\nGIF"),
        "it has the header content-id twice",
    ),
    "encoding": (
        multipart(ROOT, b"Content-Transfer-Encoding: x-uue\r\n\r\nGIF"),
        "part 2: its transfer encoding 'x-uue' is not known",
    ),
    "base64": (
        multipart(ROOT, b"Content-Transfer-Encoding: base64\r\n\r\nGIF*"),
        "part 2: its content is not base64",
    ),
    "quoted": (
        multipart(ROOT, b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=zz"),
        "part 2: its content is not quoted-printable",
    ),
    "many": (multipart(*[b"\r\n"] * 10_001), "there are more than 10000 parts"),
    "html": ((b"<html/>", "multipart/related; boundary=edge"), "is nowhere"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_message_that_is_not_as_it_should_be_is_refused(tea: Any, case: str) -> None:
    (body, kind), reason = HOSTILE[case]
    with pytest.raises(tea.ProtocolError) as caught:
        tea.OPERATIONS["keepPicture"].decode_response(body, content_type=kind)
    assert reason in str(caught.value)
    assert caught.value.content == body


def test_no_cut_message_is_read(tea: Any) -> None:
    packed = tea.OPERATIONS["keepPicture"].pack_request(picture(tea))
    whole = packed.body.rstrip(b"\r\n")
    for end in range(len(whole)):
        with pytest.raises(tea.ProtocolError):
            tea.OPERATIONS["keepPicture"].decode_request(
                whole[:end], content_type=packed.content_type
            )


def test_references_to_attachments(tea: Any) -> None:
    types = importlib.import_module(f"{tea.__name__}.types")
    album = types.Album(
        cover=tea.MimePart(b"c"), page=[tea.MimePart(b"1"), tea.MimePart(b"1")]
    )
    operation = tea.OPERATIONS["keepAlbum"]
    packed = operation.pack_request(album)
    assert len(parts(packed)) == 4
    root = etree.fromstring(envelope(packed))
    texts = [node.text or "" for node in root.iter("{urn:tea}cover", "{urn:tea}page")]
    assert [f"<{text.removeprefix('cid:')}>" for text in texts] == [
        part["Content-ID"] for part in parts(packed)[1:]
    ]
    read, _ = operation.decode_request(packed.body, content_type=packed.content_type)
    assert [page.content for page in read.page] == [b"1", b"1"]


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("cid:b", "there is no part 'b'"),
        ("https://x.test/a", "'https://x.test/a' is no reference to a part"),
        ("file:///a", "is no reference to a part"),
        ("a", "is no reference to a part"),
        ("", "is no reference to a part"),
        ("cid:#1", "there is no part"),
    ],
)
def test_a_reference_leads_to_a_part(tea: Any, href: str, reason: str) -> None:
    inner = f'<t:Album xmlns:t="urn:tea"><t:cover>{href}</t:cover></t:Album>'
    body, kind = multipart(
        b"\r\n" + soap(inner), b"Content-ID: <a>\r\n\r\nGIF", b"\r\n"
    )
    with pytest.raises(tea.ProtocolError, match=reason) as caught:
        tea.OPERATIONS["keepAlbum"].decode_response(body, content_type=kind)
    assert caught.value.path == "/Envelope/Body/Album/cover"


def test_a_reference_without_parts(tea: Any) -> None:
    inner = '<t:Album xmlns:t="urn:tea"><t:cover>cid:a</t:cover></t:Album>'
    with pytest.raises(tea.ProtocolError, match="nothing came beside the envelope"):
        tea.OPERATIONS["keepAlbum"].decode_response(soap(inner))


def test_contents_are_not_shown(tea: Any) -> None:
    packed = tea.OPERATIONS["keepPicture"].pack_request(picture(tea))
    assert "dark" not in repr(packed)
    assert "dark" not in repr(picture(tea))
    assert repr(tea.MimePart(b"dark")) == (
        "<MimePart of 4 bytes, application/octet-stream>"
    )


# MTOM


def scan(scans: Any) -> Any:
    types = importlib.import_module(f"{scans.__name__}.types")
    more = types.Picture(value=b"more", kind="a", digest=b"\x01")
    return types.Scan(leaf="Assam", sheet=PICTURE, more=[more])


def test_bytes_travel_beside_where_the_wsdl_says_so(scans: Any) -> None:
    operation = scans.OPERATIONS["scan"]
    packed = operation.pack_request(scan(scans))
    root, sheet, more = parts(packed)
    assert root.get_content_type() == "application/xop+xml"
    assert root.get_param("type") == "text/xml"
    assert 'type="application/xop+xml"' in packed.content_type
    assert 'start-info="text/xml"' in packed.content_type
    assert sheet.get_payload(decode=True) == PICTURE
    assert more.get_payload(decode=True) == b"more"
    found = list(etree.fromstring(envelope(packed)).iter(XOP))
    assert [f"<{str(node.get('href')).removeprefix('cid:')}>" for node in found] == [
        sheet["Content-ID"],
        more["Content-ID"],
    ]
    kind = packed.content_type
    assert operation.decode_request(packed.body, content_type=kind)[0] == scan(scans)
    assert b"Include" not in operation.encode_request(scan(scans))


@pytest.mark.parametrize(
    ("port", "name", "mtom", "beside"),
    [
        ("", "scan", None, True),
        ("", "scan", False, False),
        ("", "copy", None, False),  # its policy leaves the choice
        ("", "copy", True, True),
        (".tea_soap12", "copy", None, True),
    ],
)
def test_a_client_decides(
    scans: Any, port: str, name: str, mtom: bool | None, beside: bool
) -> None:
    package = importlib.import_module(f"{scans.__name__}{port}")
    types = importlib.import_module(f"{scans.__name__}.types")
    operation = package.OPERATIONS[name]

    def serve(request: httpx.Request) -> httpx.Response:
        kind = request.headers["Content-Type"]
        assert kind.startswith("multipart/related") is beside
        assert (b"xop:Include" in request.content) is beside
        message, _ = operation.decode_request(request.content, content_type=kind)
        answer = types.ScanResponse(sheet=message.sheet)
        packed = operation.pack_response(answer, mtom=not beside)
        headers = {"Content-Type": packed.content_type}
        return httpx.Response(200, content=packed.body, headers=headers)

    http = httpx.Client(transport=httpx.MockTransport(serve))
    client = package.Client("https://x.test/", http=http, mtom=mtom)
    message = scan(scans) if name == "scan" else types.Copy(sheet=PICTURE)
    exchange = client.with_raw.call(operation, message)
    assert exchange.message().sheet == PICTURE
    assert exchange.request_type.startswith("multipart/related") is beside


def test_soap_12_names_its_action(scans: Any) -> None:
    port = importlib.import_module(f"{scans.__name__}.tea_soap12")
    types = importlib.import_module(f"{scans.__name__}.types")
    packed = port.OPERATIONS["copy"].pack_request(types.Copy(sheet=b"x"))
    root, _ = parts(packed)
    assert root.get_param("action") == "urn:tea#copy"
    assert root.get_param("type") == "application/soap+xml"
    assert 'start-info="application/soap+xml"; action="urn:tea#copy"' in (
        packed.content_type
    )


def include(href: str, more: str = "") -> str:
    xop = 'xmlns:x="http://www.w3.org/2004/08/xop/include"'
    return (
        f'<t:scanResponse xmlns:t="urn:tea" {xop}>'
        f'<t:sheet><x:Include href="{href}"/>{more}</t:sheet></t:scanResponse>'
    )


ONE = b"Content-ID: <a@x>\r\n\r\nPNG"


def test_an_answer_may_hold_its_bytes_beside(scans: Any) -> None:
    for href in ("cid:a@x", "CID:a%40x", " cid:a@x "):
        body, kind = multipart(
            b"\r\n" + soap(include(href)), ONE, kind="application/xop+xml"
        )
        read = scans.OPERATIONS["copy"].decode_response(body, content_type=kind)
        assert read.sheet == b"PNG"


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        (include("cid:b@x"), "there is no part 'b@x'"),
        (include("https://x.test/a"), "is no reference to a part"),
        (include("file:///etc/hostname"), "is no reference to a part"),
        (include("cid:a@x", "text"), "does not stand alone"),
        (include("cid:a@x", '<x:Include href="cid:a@x"/>'), "does not stand alone"),
        (include("cid:a@x") + include("cid:a@x"), "the part 'a@x' is included twice"),
        (include("cid:a@x").replace("/>", "><b/></x:Include>", 1), "not stand alone"),
        (include("").replace('href=""', ""), "is no reference to a part"),
    ],
)
def test_an_inclusion_is_of_one_part(scans: Any, inner: str, reason: str) -> None:
    body, kind = multipart(b"\r\n" + soap(inner), ONE, kind="application/xop+xml")
    with pytest.raises(scans.ProtocolError, match=reason) as caught:
        scans.OPERATIONS["copy"].decode_response(body, content_type=kind)
    assert caught.value.path.startswith("/Envelope/Body/scanResponse")


def test_only_xop_includes(scans: Any) -> None:
    body, kind = multipart(b"\r\n" + soap(include("cid:a@x")), ONE)
    with pytest.raises(scans.ProtocolError, match="expected text, found the element"):
        scans.OPERATIONS["copy"].decode_response(body, content_type=kind)


def test_a_fault_may_come_with_parts(scans: Any) -> None:
    inner = "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring>"
    body, kind = multipart(b"\r\n" + soap(f"{inner}</s:Fault>"), ONE)
    with pytest.raises(scans.SoapFault, match="no"):
        scans.OPERATIONS["copy"].decode_response(body, 500, content_type=kind)


def test_the_cap_holds_for_all_parts_together(scans: Any) -> None:
    body, kind = multipart(
        b"\r\n" + soap(include("cid:a@x")),
        ONE + b"G" * 5_000,
        kind="application/xop+xml",
    )
    answer = httpx.Response(200, content=body, headers={"Content-Type": kind})
    http = httpx.Client(transport=httpx.MockTransport(lambda request: answer))
    client = scans.Client("https://x.test/", http=http, max_answer=5_000)
    with pytest.raises(scans.ProtocolError, match="larger than 5000 bytes"):
        scans.copy(client, sheet=b"x")


def test_an_encoded_element_stands_for_an_attachment(made: Path) -> None:
    """As Axis has it: an empty element whose `href` names the part."""
    tea = importlib.import_module("beside_encoded_attachments")
    types = importlib.import_module("beside_encoded_attachments.types")
    scan = tea.OPERATIONS["scan"]
    pages = [types.DataHandler(href=tea.MimePart(page)) for page in (b"1", b"\xff\r\n")]
    packed = scan.pack_request(types.Scan(title="t", pages=[*pages, None]))
    call = etree.fromstring(envelope(packed))[0][0]
    items = call.find("pages")
    assert items is not None
    assert [dict(item.attrib) for item in items][:2] == [
        {f"{XSI}type": "ns3:DataHandler", "href": f"cid:{part['Content-ID'][1:-1]}"}
        for part in parts(packed)[1:]
    ]
    said = packed.content_type
    read, _ = scan.decode_request(packed.body, content_type=said)
    octets = tea.MimePart(b"1", "application/octet-stream")
    assert read.pages[0] == types.DataHandler(href=octets)
    assert read.pages[1].href.content == b"\xff\r\n"
    assert read.pages[2] is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ('<sheet href="cid:other"/>', "there is no part 'other'"),
        ('<sheet href="http://x/y"/>', "is no reference to a part"),
        ("<sheet><x/></sheet>", "sheet/@href: the required attribute is missing"),
    ],
)
def test_an_encoded_attachment_that_is_not_there(
    made: Path, given: str, reason: str
) -> None:
    tea = importlib.import_module("beside_encoded_attachments")
    head = '<c:scanResponse xmlns:c="urn:tea:calls">'
    root = b"Content-Type: text/xml\r\n\r\n" + soap(f"{head}{given}</c:scanResponse>")
    content, kind = multipart(root, THUMB)
    with pytest.raises(tea.ProtocolError, match=reason):
        tea.OPERATIONS["scan"].decode_response(content, content_type=kind)
