"""The reference implementation of JAX-WS, which writes its own WSDLs (`libjaxws-java`).

They import their schemas from `?xsd=1`, and have policies and actions of WS-Addressing.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from .. import java
from ..foreign import SERVERS, Case, faulty, free_port, made, started

_RUN = ("jaxws-rt", "istack-commons-runtime", "txw2")
_MAKE = ("jaxws-tools", "jaxb-jxc", "jaxb-xjc")
_MAKER = "com.sun.tools.ws.processor.modeler.annotation.WebServiceAp"


def missing() -> str:
    """Why it cannot be run here, or ""."""
    return java.missing("libjaxws-java", (*_RUN, *_MAKE))


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve each service at its name."""
    classes = folder / "jaxws_classes"
    makers = ("-processorpath", java.path((*_MAKE, *_RUN)), "-processor", _MAKER)
    source = SERVERS / "jaxws" / "Teas.java"
    java.compiled([source], classes, "-cp", java.path(_RUN), *makers)
    port = free_port()
    command = ["java", "-cp", java.path(_RUN, classes), "tea.Teas", str(port)]
    with started(command, port) as at:
        yield at


def _wrapped(at: str, folder: Path, name: str, codes: list[str]) -> None:
    tea = made(f"{at}/{name}", f"jaxws_{name}", folder)
    types = importlib.import_module(f"jaxws_{name}.types")
    leaf = types.Leaf(
        name="a<&>é", grams=Decimal("2.50"), note='n"', many=["p", ""], image=b"\0\xff"
    )
    green = types.GreenLeaf(name="b", image=bytes(range(256)), steamed=True)
    with tea.Client(f"{at}/{name}") as client:
        said = [types.Session(value="7")]
        asked = types.Brew(leaf=leaf, minutes=3)
        exchange = client.with_raw.call(tea.OPERATIONS["brew"], asked, said)
        assert exchange.message().return_.name == "a<&>é/7"
        assert exchange.headers() == (types.Usage(value=3),)
        assert tea.sort(client, leaves=[leaf, green]).return_ == [green, leaf]
        assert tea.sort(client).return_ == []
        assert tea.heat(client, degrees=5) is True
        fault = faulty(tea, lambda: tea.heat(client, degrees=500))
        assert isinstance(fault, tea.TooHotFault)
        hot = types.GreenLeaf(name="a<&>", steamed=False)
        assert fault.value == types.TooHot(degrees=500, leaf=hot)
        assert fault.string == "too hot: <&>"
        fault = faulty(tea, lambda: tea.heat(client, degrees=-5))
        assert type(fault) is tea.SoapFault
        assert fault.string == "cold: <&>"
        assert [fault.code.rpartition(":")[2], *fault.subcodes] == codes
        assert tea.rinse(client, name="a<&>") is None
        assert "a<&>" in tea.rinsed(client).return_


def wrapped_soap_11(at: str, folder: Path) -> None:
    """Structs, lists, header blocks, faults of both kinds, one way."""
    _wrapped(at, folder, "tea", ["Server"])


def wrapped_soap_12(at: str, folder: Path) -> None:
    """The same in SOAP 1.2."""
    _wrapped(at, folder, "twelve", ["Receiver"])


def _mtom(at: str, folder: Path, name: str) -> None:
    tea: Any = importlib.import_module(f"jaxws_{name}")
    octets = bytes(range(256)) * 2048
    for mtom in (True, False):
        with tea.Client(f"{at}/{name}", mtom=mtom) as client:
            operation = tea.OPERATIONS["copy"]
            asked = operation.request.type(data=octets)
            exchange = client.with_raw.call(operation, asked)
            assert exchange.message().return_ == octets
            sent, answered = exchange.request, exchange.response
            assert (b"xop:Include" in sent) is mtom
            assert (b"xop:Include" in answered) is mtom  # it answers in kind
            ends = b"--\r\n\0" * 100
            assert tea.stream(client, data=ends).return_ == ends


def mtom_soap_11(at: str, folder: Path) -> None:
    """Binary values beside the envelope, both ways."""
    _mtom(at, folder, "tea")


def mtom_soap_12(at: str, folder: Path) -> None:
    """The same in SOAP 1.2."""
    _mtom(at, folder, "twelve")


def addressed(at: str, folder: Path) -> None:
    """A WSDL with WS-Policy, WS-Addressing's actions and a type of another schema."""
    tea = made(f"{at}/addressed", "jaxws_addressed", folder)
    with tea.Client(f"{at}/addressed") as client:
        assert tea.warm(client, degrees=5) is True
        fault = faulty(tea, lambda: tea.warm(client, degrees=500))
        assert fault.value.degrees == 500


def rpc_literal(at: str, folder: Path) -> None:
    """Structs and JAX-WS's arrays as parts, and an operation without any."""
    tea = made(f"{at}/rpc", "jaxws_rpc", folder)
    types = importlib.import_module("jaxws_rpc.types")
    leaf = types.GreenLeaf(name="a<&>", many=["x", "y"], image=b"\1", steamed=True)
    with tea.Client(f"{at}/rpc") as client:
        assert tea.times(client, text="<&>", count=2) == "<&><&>"
        assert tea.twice(client, leaf=leaf) == [leaf, leaf]
        tea.nothing(client)


def bare(at: str, folder: Path) -> None:
    """A body without a wrapper that refers to an attachment (wsi:swaRef)."""
    tea = made(f"{at}/bare", "jaxws_bare", folder)
    mime = importlib.import_module("jaxws_bare._runtime.mime")
    page = mime.MimePart(b"\0\xff\r\n--x", "application/octet-stream")
    with tea.Client(f"{at}/bare") as client:
        got = tea.echo(client, name="a<&>", page=page)
        assert (got.name, got.page.content) == ("a<&>", page.content)
        tea.nothing(client)


CASES: Sequence[Case] = [
    wrapped_soap_11,
    wrapped_soap_12,
    mtom_soap_11,
    mtom_soap_12,
    addressed,
    rpc_literal,
    bare,
]
