"""spyne, in the environment of the benchmarks."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from ..foreign import Case, faulty, free_port, made, started


def missing() -> str:
    """Why it cannot be run here, or ""."""
    tried = [sys.executable, "-c", "import spyne.server.wsgi, spyne.protocol.soap"]
    done = subprocess.run(tried, capture_output=True, timeout=60, check=False)
    return "" if done.returncode == 0 else "spyne cannot be imported"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve both versions of SOAP."""
    port = free_port()
    module = "tests.interop.servers.spyne_server"
    with started([sys.executable, "-m", module, str(port)], port) as at:
        yield at


def _called(at: str, folder: Path, version: str) -> None:
    name = f"spyne_{version.replace('.', '_')}"
    at = f"{at}/{version}/"
    tea = made(at, name, folder)
    types = importlib.import_module(f"{name}.types")
    leaf = types.Leaf(
        name="a<&>é ",
        grams=Decimal("2.50"),
        kind=types.Kind.A_B,
        note='n"',
        tags=["x", ""],
        many=["p", "q"],
        picked=datetime(2020, 1, 2, 3, 4, 5, 678900, tzinfo=UTC),
    )
    with tea.Client(at) as client:
        asked = types.Brew(leaf=leaf, minutes=3)
        exchange = client.with_raw.call(
            tea.OPERATIONS["brew"], asked, [types.Session(id="7")]
        )
        got = exchange.message().brew_result
        assert got.name == "a<&>é /7"
        got.name = leaf.name
        assert got == leaf
        assert exchange.headers() == (types.Usage(calls=3),)
        pair = [leaf, types.Leaf(name="b")]
        assert tea.sort(client, leaves=pair).sort_result[1] == leaf
        octets = bytes(range(256)) * 500
        assert tea.copy(client, data=octets).copy_result == octets
        fault = faulty(tea, lambda: tea.heat(client, degrees=500))
        codes = [fault.code.rpartition(":")[2], *fault.subcodes]
        expected = {"1.1": ["Server.TooHot"], "1.2": ["Receiver", "TooHot"]}
        assert codes == expected[version]
        assert fault.string == "too hot: <&>"
        assert "<degrees>500</degrees>" in fault.detail
        assert tea.echo(client, value="a<&>b") == "a<&>b"
        assert tea.times(client, text="ho", count=2).times_result == "hoho"


def soap_11(at: str, folder: Path) -> None:
    """Everything, in SOAP 1.1."""
    _called(at, folder, "1.1")


def soap_12(at: str, folder: Path) -> None:
    """The same in SOAP 1.2."""
    _called(at, folder, "1.2")


CASES: Sequence[Case] = [soap_11, soap_12]
