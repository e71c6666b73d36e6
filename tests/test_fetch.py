"""`fetch` against a server that lies: what it brings, and what it will not."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import itertools
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import tomllib
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import httpcore
import pytest

from generator import fetching
from generator.cli import main
from generator.errors import Refused
from generator.fetching import ranges
from generator.fetching.address import masked, parse
from generator.fetching.closure import Asked, Limits
from generator.fetching.documents import Document, read, rewritten
from generator.fetching.filenames import names
from generator.fetching.sockets import Backend, Deadline, Failed, Network, trust
from generator.fetching.wire import Wire, unzipped

from .liar import Liar, Page, World, answer, redirect

ROOT = Path(__file__).parents[1]
URL = "http://tea.example/Tea.svc?wsdl"
PUBLIC = "93.184.216.34"
SECRET = "a-canary-that-nobody-may-see"

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tea" xmlns:k="urn:kitchen" targetNamespace="{space}">{inner}
</xs:schema>"""

LEAF = """<xs:complexType name="Leaf"><xs:sequence>
    <xs:element name="farm" type="xs:string"/></xs:sequence></xs:complexType>"""

ELEMENTS = """<xs:element name="brewTea"><xs:complexType><xs:sequence>
    <xs:element name="leaf" type="k:Leaf"/></xs:sequence></xs:complexType></xs:element>
  <xs:element name="brewTeaResponse"><xs:complexType><xs:sequence>
    <xs:element name="cups" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>"""

DEFINITIONS = """<?xml version="1.0"?>
<!-- the <xs:import schemaLocation="not.me"/> in here is none -->
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:tea"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:tea">
  {imports}
  <w:message name="in"><w:part name="body" element="t:brewTea"/></w:message>
  <w:message name="out"><w:part name="body" element="t:brewTeaResponse"/></w:message>
  <w:portType name="Tea"><w:operation name="brewTea">
    <w:input message="t:in"/><w:output message="t:out"/>
  </w:operation></w:portType>
  <w:binding name="TeaSoap" type="t:Tea">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="brewTea"><soap:operation soapAction="urn:brew"/>
      <w:input><soap:body use="literal"/></w:input>
      <w:output><soap:body use="literal"/></w:output></w:operation>
  </w:binding>
  <w:service name="TeaService"><w:port name="TeaPort" binding="t:TeaSoap">
    <soap:address location="https://tea.example/tea"/></w:port></w:service>
</w:definitions>
"""


def schema(inner: str = "", space: str = "urn:tea") -> str:
    return SCHEMA.format(space=space, inner=inner)


def include(location: str) -> str:
    return f'<xs:include schemaLocation="{location}"/>'


def wsdl(*locations: str) -> str:
    """A WSDL with a schema that includes what lies at these places."""
    inner = "".join(map(include, locations))
    return DEFINITIONS.format(imports=f"<w:types>{schema(inner)}</w:types>")


@pytest.fixture
def liar() -> Iterator[Liar]:
    with Liar() as server:
        server.pages["tea.example/Tea.svc?wsdl"] = answer(wsdl())
        yield server


@pytest.fixture
def world(liar: Liar, monkeypatch: pytest.MonkeyPatch) -> World:
    """The whole internet is the liar."""
    there = {"tea.example": [PUBLIC], "other.example": ["93.184.216.35"]}
    made = World(liar, there)
    monkeypatch.setattr(fetching, "Network", lambda: made)
    return made


Limit = Callable[..., None]


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Limit:
    return lambda **most: monkeypatch.setattr(
        fetching, "Limits", partial(Limits, **most)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "tea"


def tree(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


Refuses = Callable[..., str]


@pytest.fixture
def refuses(world: World, folder: Path, capsys: pytest.CaptureFixture[str]) -> Refuses:
    """Fetch, which is refused in one line and leaves the folder as it was."""

    def run(*words: str, url: str = URL, place: str | None = None) -> str:
        folder.mkdir(parents=True)
        (folder / "fetched.toml").write_text("[files]\n")
        (folder / "mine.toml").write_text("mine\n")
        before = tree(folder)
        assert main(["fetch", url, "-o", str(folder), *words]) == 2
        assert tree(folder) == before
        assert [p.name for p in folder.parent.iterdir()] == [folder.name]
        *shown, error = capsys.readouterr().err.splitlines()
        assert all(s.startswith(("fetching", "redirected", "note:")) for s in shown)
        assert error.startswith(f"error: {url if place is None else place}")
        return error

    return run


def test_a_closure_comes_and_generates_offline(
    liar: Liar,
    world: World,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kitchen = '<xs:import namespace="urn:kitchen" schemaLocation="{}"/>'
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(
            DEFINITIONS.format(
                imports='<w:import namespace="urn:tea" location="more/Types.wsdl"/>'
            )
        ),
        "tea.example/more/Types.wsdl": answer(
            f"""<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/"
            xmlns:xs="http://www.w3.org/2001/XMLSchema"><w:types>
            {schema(include("../Tea.svc?xsd=xsd0"))}</w:types></w:definitions>"""
        ),
        "tea.example/Tea.svc?xsd=xsd0": answer(
            schema(kitchen.format("/kitchen/Types.xsd") + ELEMENTS)
        ),
        "tea.example/kitchen/Types.xsd": answer(schema(LEAF, "urn:kitchen")),
    }
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert sorted(tree(folder)) == [
        "fetched.toml",
        "tea-xsd_xsd0.xsd",
        "tea.wsdl",
        "types.wsdl",
        "types.xsd",
    ]
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"fetching {URL}",
        "fetching http://tea.example/more/Types.wsdl",
        "fetching http://tea.example/Tea.svc?xsd=xsd0",
        "fetching http://tea.example/kitchen/Types.xsd",
        f"4 documents; the WSDL is {folder / 'tea.wsdl'}",
    ]
    monkeypatch.setattr(socket, "socket", None)  # from here on there is no network
    assert main([str(folder / "tea.wsdl"), "-o", str(tmp_path / "made"), "-q"]) == 0
    # The same service with everything in one file has the same operations.
    one = tmp_path / "tea.wsdl"
    types = schema(kitchen.replace(' schemaLocation="{}"', "") + ELEMENTS)
    types = f"<w:types>{schema(LEAF, 'urn:kitchen')}{types}</w:types>"
    one.write_text(DEFINITIONS.format(imports=types))
    assert main([str(one), "-o", str(tmp_path / "one"), "-q"]) == 0
    modules = [
        {p.name: p.read_text() for p in (tmp_path / d / "tea/operations").glob("*.py")}
        for d in ("made", "one")
    ]
    assert "brew_tea.py" in modules[0]
    assert modules[0] == modules[1]


def test_public_vocabularies_are_not_asked_for(
    liar: Liar,
    world: World,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JAX-WS names the public place of xmime in every schema with binary values."""
    xmime = "http://www.w3.org/2005/05/xmlmime"
    imports = f'<xs:import namespace="{xmime}" schemaLocation="{xmime}"/>'
    sheet = (
        '<xs:element name="brewTea"><xs:complexType><xs:sequence><xs:element '
        'name="sheet" type="xs:base64Binary" xmlns:m="http://www.w3.org/2005/05/xmlmime"'
        ' m:expectedContentTypes="*/*"/></xs:sequence></xs:complexType></xs:element>'
        '<xs:element name="brewTeaResponse" type="xs:string"/>'
    )
    text = schema(imports + sheet)
    page = DEFINITIONS.format(imports=f"<w:types>{text}</w:types>")
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(page)
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert capsys.readouterr().err.splitlines()[0] == f"fetching {URL}"
    assert sorted(tree(folder)) == ["fetched.toml", "tea.wsdl"]
    assert tree(folder)["tea.wsdl"] == page.encode()
    assert main([str(folder / "tea.wsdl"), "-o", str(tmp_path / "made"), "-q"]) == 0
    other = include(xmime) + imports
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(
        DEFINITIONS.format(imports=f"<w:types>{schema(other)}</w:types>")
    )
    assert main(["fetch", URL, "-o", str(folder)]) == 2
    assert "leads to another server" in capsys.readouterr().err


def test_the_lock_notes_where_everything_came_from(
    liar: Liar, world: World, folder: Path
) -> None:
    types = schema(LEAF)
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a.xsd", "b.xsd")),
        "tea.example/a.xsd": redirect("c.xsd"),
        "tea.example/b.xsd": answer(types),
        "tea.example/c.xsd": answer(types),
    }
    assert main(["fetch", URL, "-o", str(folder), "--follow-redirects"]) == 0
    lock = tomllib.loads((folder / "fetched.toml").read_text())
    entry, a, b = lock["documents"]
    assert (entry["file"], entry["url"]) == ("tea.wsdl", URL)
    assert (
        entry["sha256"] == hashlib.sha256(wsdl("a.xsd", "b.xsd").encode()).hexdigest()
    )
    assert a == {
        "file": "c.xsd",
        "url": "http://tea.example/a.xsd",
        "final": "http://tea.example/c.xsd",
        "sha256": hashlib.sha256(types.encode()).hexdigest(),
        "bytes": len(types),
    }
    assert b == {**a, "url": "http://tea.example/b.xsd", "final": b["url"]}
    assert lock["files"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in tree(folder).items()
        if name != "fetched.toml"
    }
    before = tree(folder), (folder / "tea.wsdl").stat().st_ino
    assert main(["fetch", URL, "-o", str(folder), "--follow-redirects"]) == 0
    assert (tree(folder), (folder / "tea.wsdl").stat().st_ino) == before


def test_circles_and_second_names_are_fetched_once(
    liar: Liar, world: World, folder: Path
) -> None:
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a.xsd", "x/../a.xsd#part")),
        "tea.example/a.xsd": answer(schema(include("HTTP://TEA.example:80/b.xsd"))),
        "tea.example/b.xsd": answer(schema(include("a.xsd") + include("./b.xsd"))),
    }
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert len(liar.asked) == len(set(liar.asked)) == 3
    assert b'schemaLocation="b.xsd"' in (folder / "a.xsd").read_bytes()
    assert b'schemaLocation="a.xsd"' in (folder / "b.xsd").read_bytes()
    assert world.lookups == ["tea.example"]


def test_what_a_document_imports_is_as_far_as_from_its_first_address(
    liar: Liar, world: World, folder: Path, limit: Limit
) -> None:
    limit(depth=2)
    same = answer(schema(include("/b.xsd")))
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a.xsd")),
        "tea.example/a.xsd": same,
        "tea.example/b.xsd": same,
    }
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert len(liar.asked) == 3


def test_files_of_one_name_are_told_apart(
    liar: Liar, world: World, folder: Path
) -> None:
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a/T.xsd", "b/t.xsd", "tea.wsdl")),
        "tea.example/a/T.xsd": answer(schema("<!-- a -->")),
        "tea.example/b/t.xsd": answer(schema("<!-- b -->")),
        "tea.example/tea.wsdl": answer(wsdl()),
    }
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    found = sorted(tree(folder))
    assert len(found) == 5
    assert "tea.wsdl" in found  # the one asked for keeps its name
    assert [n[:2] for n in found if n.endswith(".xsd")] == ["t-", "t-"]
    files = [n.encode() for n in found if n not in ("tea.wsdl", "fetched.toml")]
    assert all(name in (folder / "tea.wsdl").read_bytes() for name in files)


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/", "service.wsdl"),
        ("/..%2f..%2fetc/%2e%2e%2fpasswd", "passwd.wsdl"),
        ("/.hidden", "hidden.wsdl"),
        ("/%00%0a.wsdl", "service.wsdl"),
        ("/CON.wsdl", "con_.wsdl"),
        ("/fetched.wsdl", "fetched_.wsdl"),
        ("/T%C3%A9.svc?singleWsdl", "t.wsdl"),
        ("/t?wsdl=a/b&access_token=abc", "t-wsdl_a_b_access_token.wsdl"),
    ],
)
def test_file_names_are_harmless(target: str, name: str) -> None:
    assert names([document(f"http://tea.example{target}")]) == [name]


def test_what_only_a_secret_tells_apart_is_numbered() -> None:
    urls = [f"http://tea.example/a.xsd?token={SECRET}{n}" for n in range(4)]
    first, second, *rest = names(map(document, urls))
    assert first == "a-token.wsdl"
    assert second.startswith("a-token-")
    assert rest == [f"{second[:-5]}-{n}.wsdl" for n in (2, 3)]


def test_a_file_name_has_a_length() -> None:
    longest = "x" * 60
    assert names([document(f"http://tea.example/{longest}")]) == [f"{longest}.wsdl"]
    (cut,) = names([document(f"http://tea.example/{longest}x")])
    assert cut.startswith(f"{longest[:51]}-")
    assert len(cut) == len(f"{longest}.wsdl")
    both = [document(f"http://tea.example/{n}/{longest}x") for n in "ab"]
    assert len(set(names(both))) == 2


def test_long_file_names_are_cut_and_stay_apart() -> None:
    urls = [f"http://tea.example/{'x' * 300}{n}" for n in range(3)]
    found = names(map(document, urls))
    assert len(set(found)) == 3
    assert all(len(name) <= 65 for name in found)


def document(url: str) -> Document:
    return Document(address=parse(url), content=b"", kind="wsdl", imports=())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_only_locations_are_rewritten(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f"""<?xml version='1.0' encoding='{name}'?><!-- <x a="-->\r\n<?p <xs:b?>
    <xs:schema xmlns:xs = 'http://www.w3.org/2001/XMLSchema'  a=' schemaLocation="n">'
     targetNamespace="urn:caf\u00e9" ><![CDATA[ ]]>
    <xs:import namespace='schemaLocation="z"' schemaLocation\n = 'a.xsd?x=1&amp;y=2' />
    <xs:annotation><xs:documentation><![CDATA[<xs:import schemaLocation="c"/>]]>
    <xs:import schemaLocation=""/></xs:documentation></xs:annotation>
    </xs:schema>  """
    base = parse("http://tea.example/t.xsd")
    found = read(
        base, text.replace("encoding='utf-16'", "").encode(encoding), entry=False
    )
    target = parse("http://tea.example/a.xsd?x=1&y=2")
    assert [step.target for step in found.imports] == [target]
    wanted = text.replace("a.xsd?x=1&amp;y=2", "b.xsd").replace("encoding='utf-16'", "")
    assert rewritten(found, {target: "b.xsd"}) == wanted.encode(encoding)


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("file:///etc/passwd", "is a 'file' address; only http and https"),
        ("ftp://tea.example/a.xsd", "is a 'ftp' address"),
        ("data:text/xml,x", "is a 'data' address"),
        ("http://other.example/a.xsd", "--allow-host other.example if it may"),
        ("//other.example:8080/a.xsd", "--allow-host other.example:8080 if it may"),
        ("http://tea.example:22/a.xsd", "--allow-host tea.example:22 if it may"),
        ("https://tea.example/a.xsd", "leads to another server, https://tea"),
        ("http://127.0.0.1/a.xsd", "leads to another server"),
        (f"http://me:{SECRET}@tea.example/a", "name or password in it"),
        ("..\\a.xsd", "a backslash or a control character"),
        ("http://[::1/a.xsd", "is not an address that can be read"),
        ("http://tea.example:x/a.xsd", "is not an address that can be read"),
        ("a" * 3000, "more than 2000 characters"),
    ],
)
def test_what_a_document_may_not_import(
    liar: Liar, refuses: Refuses, location: str, told: str
) -> None:
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(wsdl(location))
    error = refuses()
    assert told in error
    assert SECRET not in error
    assert liar.asked == ["tea.example/Tea.svc?wsdl"]


def test_no_path_leads_above_the_server(liar: Liar, refuses: Refuses) -> None:
    above = "../../../../../../etc/passwd"
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(wsdl(above))
    assert "404 (Not Found)" in refuses(place="http://tea.example/etc/passwd")


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://other.example/a", "--allow-host other.example if it may be asked"),
        ("file:///etc/passwd", "its redirect is a 'file' address"),
        ("/Tea.svc?wsdl", "its redirect leads in a circle"),
        ("https://tea.example/Tea.svc?wsdl", "its redirect leads to another server"),
        (f"http://me:{SECRET}@tea.example/", "name or password in it"),
    ],
)
def test_where_a_redirect_may_not_lead(
    liar: Liar, refuses: Refuses, location: str, told: str
) -> None:
    liar.pages["tea.example/Tea.svc?wsdl"] = redirect(location)
    error = refuses("--follow-redirects")
    assert told in error
    assert SECRET not in error
    assert liar.asked == ["tea.example/Tea.svc?wsdl"]


def test_redirects_are_followed_only_when_asked(
    liar: Liar, refuses: Refuses, world: World
) -> None:
    liar.pages["tea.example/Tea.svc?wsdl"] = redirect("/b.wsdl")
    assert "leads to http://tea.example/b.wsdl; pass --follow-redirects" in refuses()
    assert len(liar.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_is_one(
    liar: Liar, world: World, folder: Path, status: int
) -> None:
    page = answer("", "Location: /b", status=f"{status} There")
    liar.pages |= {"tea.example/Tea.svc?wsdl": page, "tea.example/b": answer(wsdl())}
    assert main(["fetch", URL, "-o", str(folder), "--follow-redirects"]) == 0
    assert len(liar.asked) == 2


def test_a_redirect_is_read_byte_by_byte(
    liar: Liar, world: World, folder: Path
) -> None:
    """What is no ASCII is no text either, as long as nobody says which."""
    page = answer("", "Location: /caf?", status="302 Found")
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": page.replace(b"?", b"\x7e\x7f\x80\xe9"),
        "tea.example/caf~%7F%80%E9": answer(wsdl()),
    }
    assert main(["fetch", URL, "-o", str(folder), "--follow-redirects"]) == 2
    page = page.replace(b"?", b"~\x80\xe9")
    liar.pages["tea.example/Tea.svc?wsdl"] = page
    liar.pages["tea.example/caf~%80%E9"] = answer(wsdl())
    assert main(["fetch", URL, "-o", str(folder), "--follow-redirects"]) == 0


def test_redirects_come_to_an_end(liar: Liar, refuses: Refuses) -> None:
    liar.pages |= {
        f"tea.example/{n}": redirect(f"http://tea.example/{n + 1}") for n in range(10)
    }
    url = "http://tea.example/0"
    told = refuses("--follow-redirects", url=url, place="http://tea.example/5: its")
    assert "one more than the 5 allowed" in told
    assert len(liar.asked) == 6


def test_allowed_hosts_are_asked_and_secrets_stay_home(
    liar: Liar,
    world: World,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a.xsd", "http://other.example/b.xsd")),
        "tea.example/a.xsd": redirect("http://other.example:81/c.xsd"),
        "other.example/b.xsd": answer(schema(include("http://tea.example/d.xsd"))),
        "other.example/c.xsd": answer(schema("<!-- c -->")),
        "tea.example/d.xsd": answer(schema("<!-- d -->")),
    }
    monkeypatch.setenv("TEA_PASSWORD", SECRET)
    words = ["--allow-host", "other.example", "--allow-host", "other.example:81"]
    words += ["--follow-redirects", "--header", f"X-Key: {SECRET}"]
    words += ["--user", "ada", "--password-env", "TEA_PASSWORD"]
    assert main(["fetch", URL, "-o", str(folder), *words]) == 0
    for request in liar.requests:
        mine = request.what.startswith("tea.example")
        assert ("authorization" in request.headers) is mine
        assert (request.headers.get("x-key") == SECRET) is mine
    assert len(liar.requests) == 5
    told = capsys.readouterr().err
    assert "redirected to http://other.example:81/c.xsd\n" in told
    assert "note: http is not encrypted" in told
    assert SECRET not in told
    assert SECRET.encode() not in b"".join(tree(folder).values())
    assert world.connections[-2:] == ["93.184.216.35", PUBLIC]


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.1.1",
        "169.254.169.254",
        "192.168.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "168.63.129.16",
        "240.0.0.1",
    ],
)
def test_private_addresses_are_not_connected_to(
    liar: Liar, world: World, refuses: Refuses, ip: str
) -> None:
    world.names["other.example"] = [PUBLIC, ip]
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(wsdl("http://other.example/a.xsd"))
    error = refuses("--allow-host", "other.example", place="http://other.example/a.xsd")
    assert f"its host is at {ip}, a {ranges.kind(ip)} address" in error
    assert world.connections == [PUBLIC]


@pytest.mark.parametrize(
    ("ip", "kind"),
    [
        ("8.8.8.8", "public"),
        ("2606:4700::1111", "public"),
        ("::ffff:8.8.8.8", "public"),
        ("::8.8.8.8", "public"),
        ("::10.0.0.1", "private"),
        ("2002:a00:1::", "private"),
        ("64:ff9b::10.0.0.1", "private"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fe80::1", "link-local"),
        ("fd00::1", "unique local"),
        ("169.254.169.254", "cloud metadata"),
        ("::ffff:169.254.169.254", "cloud metadata"),
    ],
)
def test_addresses_are_of_a_kind(ip: str, kind: str) -> None:
    assert ranges.kind(ip) == kind


def test_who_is_private_may_stay_among_its_own(
    liar: Liar, world: World, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world.names = {"tea.example": ["10.0.0.1"], "other.example": ["10.0.0.2"]}
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("http://other.example/a.xsd")),
        "other.example/a.xsd": answer(schema()),
    }
    words = ["fetch", URL, "-o", str(folder), "--allow-host", "other.example"]
    assert main(words) == 0
    world.names["other.example"] = ["169.254.169.254"]
    assert main(words) == 2
    assert "a cloud metadata address" in capsys.readouterr().err


def test_a_name_is_looked_up_once(liar: Liar, world: World, folder: Path) -> None:
    """A name that leads elsewhere the second time (rebinding) leads nowhere new."""
    liar.pages |= {
        "tea.example/Tea.svc?wsdl": answer(wsdl("a.xsd")),
        "tea.example/a.xsd": answer(schema()),
    }
    later = itertools.chain([[PUBLIC]], itertools.repeat(["127.0.0.1"]))
    world.resolve = lambda *_: next(later)  # type: ignore[method-assign]
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert world.connections == [PUBLIC, PUBLIC]


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n<a>")
    while True:
        connection.sendall(b"x" * 65536)


def endless_head(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"<")
        time.sleep(0.05)


def dripping_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def test_a_server_that_does_not_answer(
    world: World, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*_: object) -> NoReturn:
        try:
            raise TimeoutError(110, "Connection timed out")
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error

    monkeypatch.setattr(world, "connect", connect)
    assert refuses() == f"error: {URL}: the server does not answer in time"


def test_the_time_is_up_when_it_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    deadline = Deadline(10)
    now = 109.0
    assert deadline.left() == 1
    now = 110.0
    with pytest.raises(Failed, match="took longer than 10 seconds"):
        deadline.left()


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (ConnectionRefusedError(111, "Connection refused"), ": Connection refused"),
        (OSError(), ""),
        (None, ""),
    ],
)
def test_a_server_that_is_not_there(
    world: World,
    refuses: Refuses,
    monkeypatch: pytest.MonkeyPatch,
    cause: OSError | None,
    told: str,
) -> None:
    def connect(*_: object) -> NoReturn:
        try:
            raise cause or httpcore.ConnectError
        except OSError as error:
            raise httpcore.ConnectError from error

    monkeypatch.setattr(world, "connect", connect)
    assert refuses() == f"error: {URL}: cannot be reached{told}"


class Pouring(httpcore.NetworkStream):
    """A connection that always has as much as is asked for."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return bytes(max_bytes)


def test_what_is_around_a_document_may_have_a_mebibyte(world: World) -> None:
    world.connect = lambda *_: Pouring()  # type: ignore[method-assign]
    backend = Backend(world, Deadline(60), (PUBLIC,), most=1000)
    stream = backend.connect_tcp("tea.example", 80)
    assert len(stream.read((1 << 20) + 1000)) == (1 << 20) + 1000
    with pytest.raises(Failed, match="sends more than a document of the size"):
        stream.read(1)


def bomb(depth: int = 1) -> bytes:
    body = b" " * 10_000_000
    for _ in range(depth):
        body = gzip.compress(body, mtime=0)
    return body


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (answer("x", status="500 Oh <b>no</b>"), "answers 500 (Internal Server Error)"),
        (
            answer("x", status="401 No"),
            "answers 401 (Unauthorized); does it need --user",
        ),
        (answer("x", status="299 Hm"), "the server answers 299"),
        (answer("", status="302 Found"), "the server answers 302 (Found)"),
        (answer(wsdl(), length=10_000), "is not whole, or not HTTP"),
        (answer(wsdl(), length=200), "is not well-formed XML"),
        (answer(""), "is empty"),
        (b"", "is not whole, or not HTTP"),
        (b"SSH-2.0-OpenSSH\r\n", "is not whole, or not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "is not whole, or not HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "not whole"),
        (endless, "is larger than the 100000 bytes"),
        (endless_head, "sends more than a document"),
        (dripping, "took longer than 1 seconds"),
        (dripping_head, "took longer than 1 seconds"),
        (lambda _: time.sleep(3), "took longer than 1 seconds"),
        (answer(bomb(), "Content-Encoding: gzip"), "is larger than the 100000 bytes"),
        (answer(bomb(2), "Content-Encoding: gzip, gzip"), "that was not asked for"),
        (answer("x", "Content-Encoding: br"), "that was not asked for"),
        (answer("x", "Content-Encoding: gzip"), "is not the gzip that it says"),
        (
            answer(zlib.compress(wsdl().encode()), "Content-Encoding: gzip"),
            "is not the gzip that it says",
        ),
        (
            answer(gzip.compress(wsdl().encode())[:-9], "Content-Encoding: gzip"),
            "is not the gzip that it says",
        ),
        (
            answer(
                "<!DOCTYPE html>\n<html><br>Log in</html>", "Content-Type: text/html"
            ),
            "is an HTML page, not a WSDL or schema; does it need --user",
        ),
        (answer("<html><body>Log in</body></html>"), "is an HTML page"),
        (answer("<a/>"), "1: is no WSDL 1.1: its root element is 'a'"),
        (answer(schema()), "is no WSDL 1.1: its root element is 'schema'"),
        (
            answer("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            "document type declaration",
        ),
        (
            answer("<!DOCTYPE a SYSTEM 'http://other.example/x'><a/>"),
            "document type declaration",
        ),
    ],
)
def test_a_server_that_lies(
    liar: Liar, refuses: Refuses, limit: Limit, page: bytes, told: str
) -> None:
    limit(document=100_000)
    liar.pages["tea.example/Tea.svc?wsdl"] = page
    begun = time.monotonic()
    assert told in refuses("--timeout", "1" if "longer" in told else "30")
    assert time.monotonic() - begun < 20
    assert len(liar.asked) == 1


def test_the_limits_are_those_that_people_are_told() -> None:
    most = Limits()
    said = (
        f"{most.document / 2**20:g} MiB of a document, {most.total / 2**20:g} MiB of "
        f"all, {most.documents} documents, {most.depth} imports to one, "
        f"{most.redirects} redirects to one, {most.seconds} seconds"
    )
    assert said in (ROOT / "SECURITY.md").read_text()


@pytest.mark.parametrize("place", [".", "..", "/", "tea/.."])
def test_a_folder_to_fetch_into_has_a_name(
    liar: Liar,
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["fetch", URL, "-o", place]) == 2
    told = "has no name of its own; name the package's folder"
    assert capsys.readouterr().err == f"error: {place}: {told}\n"
    assert not liar.asked
    assert [p.name for p in tmp_path.rglob("*")] == ["here"]


def test_a_name_without_an_address_is_not_found(world: World, refuses: Refuses) -> None:
    world.names["tea.example"] = []
    assert refuses() == f"error: {URL}: its host is not found"


def test_names_are_looked_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up that hangs does not keep the process either."""
    over, before = threading.Event(), threading.enumerate()
    found = [(2, 1, 6, "", (ip, 80)) for ip in (PUBLIC, "127.0.0.1", PUBLIC)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert Network().resolve("tea.example", 80, 60) == [PUBLIC, "127.0.0.1"]

    def unknown(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OSError, match="Name or service not known"):
        Network().resolve("tea.example", 80, 60)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(60) and found)
    try:
        with pytest.raises(TimeoutError):
            Network().resolve("tea.example", 80, 0.01)
        assert all(t.daemon for t in threading.enumerate() if t not in before)
    finally:
        over.set()


def test_a_document_of_just_the_size_that_it_may_have_is_fetched(
    liar: Liar, world: World, folder: Path, limit: Limit
) -> None:
    packed = answer(gzip.compress(wsdl().encode()), "Content-Encoding: gzip")
    for page in (answer(wsdl()), packed):
        liar.pages["tea.example/Tea.svc?wsdl"] = page
        for size, status in ((len(wsdl()), 0), (len(wsdl()) - 1, 2)):
            limit(document=size)
            assert main(["fetch", URL, "-o", str(folder)]) == status


def test_tls_is_spoken_with_https_alone(world: World, refuses: Refuses) -> None:
    def talk() -> None:
        with plain.accept()[0] as connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as plain:
        world.liar.port = plain.getsockname()[1]
        threading.Thread(target=talk, daemon=True).start()
        told = refuses(url=URL.replace("http:", "https:"), place="https:")
    assert told.endswith("no TLS could be agreed upon; is it an http address?")


class Continuing(httpcore.NetworkStream):
    """A connection whose answer is about to begin, for ever."""

    read_so_far = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        part = b"HTTP/1.1 100 Continue\r\n\r\n"
        part *= max_bytes // len(part)
        self.read_so_far += len(part)
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Take anything."""

    def close(self) -> None:
        """Be closed."""


def test_all_that_a_server_says_is_twice_a_document_and_a_mebibyte(
    world: World,
) -> None:
    endless = Continuing()
    world.connect = lambda *_: endless  # type: ignore[method-assign]
    wire = Wire(network=world, deadline=Deadline(60), tls=trust(None))
    with pytest.raises(Failed, match="sends more than a document of the size"):
        wire.get(parse(URL), [PUBLIC], (), 1 << 20)
    assert 3 << 20 < endless.read_so_far < (3 << 20) + (1 << 18)


def test_a_bomb_is_not_unpacked_first() -> None:
    packed = bomb()
    tracemalloc.start()
    try:
        with pytest.raises(Failed, match="is larger than the 100000 bytes"):
            unzipped(packed, 100_000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_gzip_that_was_not_asked_for_is_read(
    liar: Liar, world: World, folder: Path
) -> None:
    page = answer(gzip.compress(wsdl().encode()), "Content-Encoding: gzip")
    liar.pages["tea.example/Tea.svc?wsdl"] = page
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert (folder / "tea.wsdl").read_text() == wsdl()
    assert liar.requests[0].headers["accept-encoding"] == "identity"


def chain(liar: Liar) -> None:
    """Schemas without end, each of which includes the next."""

    class Endless(dict[str, Page]):
        def get(self, key: str, default: object = None) -> Page:
            number = int(key.rpartition("/")[2] or 0)
            made = wsdl if number == 0 else lambda x: schema(include(x))
            return answer(made(f"/{number + 1}"))

    liar.pages = Endless()


@pytest.mark.parametrize(
    ("most", "told"),
    [
        ({"depth": 4}, "http://tea.example/4:2: is more than 4 imports away"),
        ({"documents": 4}, "http://tea.example/4: is one more than the 4 documents"),
        ({"total": 1800}, "is larger than the "),
    ],
)
def test_a_closure_without_end(
    liar: Liar, refuses: Refuses, limit: Limit, most: dict[str, int], told: str
) -> None:
    limit(**most)
    chain(liar)
    assert told in refuses(url="http://tea.example/", place="http://tea.example/")
    assert len(liar.asked) <= 5


@pytest.mark.parametrize(
    ("url", "place", "told"),
    [
        ("ftp://tea.example/x", "ftp://tea.example/x", "is a 'ftp' address"),
        ("tea.wsdl", "tea.wsdl", "is no address"),
        (f"http://me:{SECRET}@tea.example/", "tea.example/", "--user"),
        (f"http://me:{SECRET}/x@tea.example/", "tea.example/", "is not an address"),
        ("http://nobody.example/x", "http://nobody.example/x", "host is not found"),
        (
            f"http://nobody.example/x?a=1&access_token={SECRET}&b=2",
            "http://nobody.example/x?a=1&access_token=***&b=2: ",
            "host is not found",
        ),
    ],
)
def test_addresses_that_cannot_be_asked(
    refuses: Refuses, url: str, place: str, told: str
) -> None:
    error = refuses(url=url, place=place)
    assert told in error
    assert SECRET not in error


@pytest.mark.parametrize(
    "words",
    [
        ["--header", f"Authorization {SECRET}"],
        ["--header", f"X-Key: a\r\nHost: {SECRET}"],
        ["--header", f"Host: {SECRET}"],
        ["--header", f"X\u00e9: {SECRET}"],
        ["--header", "Authorization:", "Bearer", SECRET],
        ["--password", SECRET],
        ["--user", f"ada:{SECRET}"],
        ["--user", "ada"],
        ["--user", "ada", "--password", "HOME"],
        ["--user", "ada", "--password-env", "NOT_SET_ANYWHERE"],
        ["--password-env", "HOME"],
        ["--user", "ada", "--header", f"authorization: {SECRET}"],
        ["--allow-host", "http://other.example/"],
        ["--allow-host", "a b"],
        ["--ca-file", "no-such.pem"],
    ],
)
def test_words_that_cannot_be_meant(
    liar: Liar, refuses: Refuses, words: list[str]
) -> None:
    told = refuses(*words, place="")
    assert SECRET not in told
    assert "internal error" not in told
    assert not liar.asked


def test_a_failing_server_hears_no_echo_of_secrets(
    liar: Liar, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    liar.pages["tea.example/Tea.svc?wsdl"] = answer("x", status="403 No")
    assert SECRET not in refuses("--header", f"X-Key: {SECRET}")
    assert liar.requests[0].headers["x-key"] == SECRET


def test_nothing_is_taken_from_the_environment(
    liar: Liar, world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = folder.parent / "netrc"
    netrc.parent.mkdir()
    netrc.write_text("machine tea.example login ada password canary\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert "authorization" not in liar.requests[0].headers
    assert world.connections == [PUBLIC]


def test_a_profile_beside_the_wsdl_is_kept(
    liar: Liar, world: World, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    (folder / "tea.toml").write_text("mine\n")
    liar.pages["tea.example/Tea.svc?wsdl"] = answer(wsdl() + "<!-- new -->")
    assert main(["fetch", URL, "-o", str(folder)]) == 0
    assert (folder / "tea.toml").read_text() == "mine\n"
    assert (folder / "tea.wsdl").read_text().endswith("<!-- new -->")
    (folder / "tea.wsdl").write_text("by hand\n")
    assert main(["fetch", URL, "-o", str(folder)]) == 2
    assert "was edited by hand; pass --force" in capsys.readouterr().err
    assert main(["fetch", URL, "-o", str(folder), "--force"]) == 0


@pytest.mark.parametrize("there", ["thesis.txt", "generated.toml"])
def test_a_folder_of_other_people_is_refused(
    liar: Liar,
    world: World,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    there: str,
) -> None:
    folder.mkdir(parents=True)
    (folder / there).write_text("")
    assert main(["fetch", URL, "-o", str(folder)]) == 2
    assert "has no fetched.toml" in capsys.readouterr().err
    assert list(tree(folder)) == [there]
    assert not liar.asked


def test_a_file_of_that_name_is_generated_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fetch").write_text("<a/>")
    assert main(["fetch", "-q"]) == 2
    assert capsys.readouterr().err.startswith("error: fetch:1: is not a WSDL")


def test_generation_loads_nothing_that_fetches(tmp_path: Path) -> None:
    source = tmp_path / "tea.wsdl"
    types = f"<w:types>{schema(LEAF, 'urn:kitchen')}{schema(ELEMENTS)}</w:types>"
    source.write_text(DEFINITIONS.format(imports=types))
    script = """
import sys
from generator.cli import main
main(sys.argv[1:])
print(*[m for m in sys.modules if m.startswith(("generator.fetching", "httpcore"))])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(source), "-o", str(tmp_path), "-q"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


INTERRUPTED = "interrupted; what there was is whole, as it was or new"


def test_an_interrupted_run_changes_nothing(liar: Liar, folder: Path) -> None:
    """Over the real network of this machine, to a server that never answers."""
    liar.pages["127.0.0.1/a"] = lambda _: time.sleep(60)
    url = f"http://127.0.0.1:{liar.port}/a"
    run = subprocess.Popen(
        [sys.executable, "-m", "generator", "fetch", url, "-o", str(folder)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        # A run that was itself started in the background would pass on to ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not liar.asked:
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    told = run.communicate(timeout=60)[1]
    assert told == f"fetching {url}\nerror: {INTERRUPTED}\n"
    assert run.returncode == 2
    assert not folder.parent.exists()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that only signs itself, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2"
    words += " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [openssl, *words.split()], cwd=folder, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def tls(certificate: Path, liar: Liar) -> Iterator[int]:
    """The port of the liar behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Liar(liar.pages, liar.requests, context))
        yield server.port


def test_certificates_are_verified(
    liar: Liar,
    tls: int,
    certificate: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    liar.pages["localhost/tea.wsdl"] = liar.pages["127.0.0.1/tea.wsdl"] = answer(wsdl())
    cert = str(certificate / "cert.pem")
    monkeypatch.setenv("SSL_CERT_FILE", cert)
    words = ["-o", str(folder), "--timeout", "5"]
    url = f"https://localhost:{tls}/tea.wsdl"
    assert main(["fetch", url, *words]) == 2
    assert "its certificate is not trusted" in capsys.readouterr().err
    other = f"https://127.0.0.1:{tls}/tea.wsdl"
    assert main(["fetch", other, *words, "--ca-file", cert]) == 2
    assert "its certificate is not trusted" in capsys.readouterr().err
    assert not liar.asked
    assert main(["fetch", url, *words, "--ca-file", cert]) == 0
    liar.pages["localhost/tea.wsdl"] = redirect(f"http://localhost:{tls}/x")
    allowed = ["--allow-host", f"localhost:{tls}", "--follow-redirects"]
    assert main(["fetch", url, *words, "--ca-file", cert, *allowed]) == 2
    assert "from https to http, which is not followed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("b?c#d", "http://h/x/b?c"),
        ("../../../b", "http://h/b"),
        ("/%2e%2e/b c", "http://h/%2e%2e/b%20c"),
        ("?q=\u00e9", "http://h/x/a?q=%C3%A9"),
        ("HTTPS://H:443", "https://h/"),
        ("http://[::1]:81//a/./b/..", "http://[::1]:81//a/"),
    ],
)
def test_addresses_have_one_spelling(text: str, wanted: str) -> None:
    found = parse(text, parse("http://h/x/a"))
    assert found.text == wanted
    assert parse(found.text) == found


def test_ports_begin_with_one() -> None:
    assert parse("http://h:1/").port == 1
    for port in ("0", "65536", "-1"):
        with pytest.raises(Refused, match="an address"):
            parse(f"http://h:{port}/")


def test_what_is_no_address_is_shown_in_part() -> None:
    assert masked("x" * 300) == "x" * 200


def test_addresses_have_a_length() -> None:
    longest = "http://h/".ljust(2000, "a")
    assert parse(longest).text == longest
    with pytest.raises(Refused, match="is an address of more than 2000 characters"):
        parse(f"{longest}a")


def test_secrets_in_addresses_are_not_shown() -> None:
    address = parse(f"http://h/a?wsdl&X-Sig={SECRET}/?&b=1")
    assert address.shown == "http://h/a?wsdl&X-Sig=***&b=1"
    assert SECRET not in repr(address)
    assert SECRET in address.text
    asked = Asked(
        address=address,
        allowed=frozenset(),
        follow=False,
        headers=(("X-Key", SECRET),),
    )
    assert SECRET not in repr(asked)
    with pytest.raises(Refused) as refused:
        parse(f"http://ada:{SECRET}@h/")
    assert SECRET not in str(refused.value)
