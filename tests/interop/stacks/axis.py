"""Apache Axis 1.4, with the WSDLs that it writes of Java classes (`libaxis-java`)."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from .. import java
from ..foreign import SERVERS, Case, faulty, free_port, made, started

_JARS = (
    "axis",
    "axis-jaxrpc",
    "axis-saaj",
    "wsdl4j",
    "commons-logging",
    "commons-discovery",
    "javax.activation",
    "javax.mail",
)
_SERVER = "org.apache.axis.transport.http.SimpleAxisServer"


def missing() -> str:
    """Why it cannot be run here, or ""."""
    return java.missing("libaxis-java", _JARS)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve what the deployment names."""
    classes = folder / "axis_classes"
    given = SERVERS / "axis"
    java.compiled(sorted(given.glob("*.java")), classes, "-cp", java.path(_JARS))
    shutil.copy(given / "server-config.wsdd", classes)
    port = free_port()
    command = ["java", "-cp", java.path(_JARS, classes), _SERVER, "-p", str(port)]
    with started(command, port) as at:
        yield f"{at}/axis/services"


def encoded(at: str, folder: Path) -> None:
    """Structs and arrays, whose parts are written once and referred to."""
    tea = made(f"{at}/tea", "axis_tea", folder)
    types = importlib.import_module("axis_tea.types")
    leaf = types.Leaf(name="a<&>é", grams=Decimal("2.50"), tags=["x", "", None])
    green = types.GreenLeaf(name="b", grams=None, tags=None, steamed=True)
    with tea.Client(f"{at}/tea") as client:
        for each in (leaf, green):
            assert tea.twice(client, in0=each) == [each, each]
            assert tea.pair(client, in0=each) == types.Pair(left=each, right=each)
        assert tea.none(client) is None
        for numbers in ([1, 2, 3], []):
            assert tea.numbers(client, in0=numbers) == numbers
        assert tea.words(client, in0=["a<&>", "", "c"]) == ["a<&>", "", "c"]
        assert tea.grid(client, in0=[[1, 2], [], [3]]) == [[1, 2], [], [3]]
        assert tea.copy(client, in0=bytes(range(256))) == bytes(range(256))
        picked = datetime(2020, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
        assert tea.when(client, in0=picked) == picked
        assert [tea.boxed(client, in0=n) for n in (7, None)] == [7, None]
        tea.nothing(client)


def faults(at: str, folder: Path) -> None:
    """Details in SOAP's encoding, which only their type tells."""
    tea = importlib.import_module("axis_tea")
    types = importlib.import_module("axis_tea.types")
    leaf = types.Leaf(name="a<&>", grams=None, tags=None)
    with tea.Client(f"{at}/tea") as client:
        assert tea.heat(client, in0=5) is True
        fault = faulty(tea, lambda: tea.heat(client, in0=150))
        assert type(fault) is tea.ScaldFault
        assert fault.value == types.Scald(degrees=150, leaf=leaf)
        fault = faulty(tea, lambda: tea.heat(client, in0=250))
        assert type(fault) is tea.ScaldFault
        assert fault.value == types.Burn(degrees=250, leaf=leaf, minutes=3)
        fault = faulty(tea, lambda: tea.heat(client, in0=-5))
        assert type(fault) is tea.SoapFault
        assert fault.string.endswith("cold: <&>")


def attachments(at: str, folder: Path) -> None:
    """Elements that stand for attachments, alone and in an array."""
    tea = importlib.import_module("axis_tea")
    types = importlib.import_module("axis_tea.types")
    octets, text = b"\0\xff\r\n--x\r\n", "é".encode()
    page = types.DataHandler(href=tea.MimePart(octets, "application/octet-stream"))
    note = types.DataHandler(href=tea.MimePart(text, "text/plain; charset=utf-8"))
    with tea.Client(f"{at}/tea") as client:
        assert tea.attached(client, in0=page) == page
        got = tea.sheets(client, in0=[page, note])
        assert [each.href.content for each in got] == [octets, text]


def wrapped(at: str, folder: Path) -> None:
    """The same class as document/literal."""
    tea = made(f"{at}/wrapped", "axis_wrapped", folder)
    types = importlib.import_module("axis_wrapped.types")
    leaf = types.Leaf(name="a<&>é", grams=Decimal("2.50"), tags=None)
    page = types.DataHandler(href=tea.MimePart(b"\0\xff", "application/octet-stream"))
    with tea.Client(f"{at}/wrapped") as client:
        assert tea.twice(client, in0=leaf).twice_return == [leaf, leaf]
        assert tea.pair(client, in0=leaf) == types.Pair(left=leaf, right=leaf)
        assert tea.words(client, in0=["a<&>", ""]).words_return == ["a<&>", ""]
        assert tea.copy(client, in0=b"\0\xff") == b"\0\xff"
        assert tea.attached(client, in0=page) == page
        fault = faulty(tea, lambda: tea.heat(client, in0=150))
        assert "<degrees>150</degrees>" in fault.detail


CASES: Sequence[Case] = [encoded, faults, attachments, wrapped]
