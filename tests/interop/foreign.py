"""Our packages call other stacks, made of the WSDLs that those serve themselves."""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from generator.cli import main

ROOT = Path(__file__).parents[2]
SERVERS = Path(__file__).parent / "servers"
GOLDEN = ROOT / "tests" / "golden"


@contextmanager
def started(
    command: list[str], port: int, **environment: str
) -> Iterator[tuple[str, int]]:
    """Run a server; gives its address when it listens."""
    quiet = subprocess.DEVNULL
    around = {**os.environ, **environment}
    process = subprocess.Popen(
        command, cwd=ROOT, env=around, stdout=quiet, stderr=quiet
    )
    try:
        until = time.monotonic() + 30
        while not _listens(port):
            assert process.poll() is None, f"{command[0]} ended at once"
            assert time.monotonic() < until, f"{command[0]} does not listen"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/", port
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def made(address: str, name: str, folder: Path) -> Any:
    """The package of the WSDL that a server gives, fetched as users do."""
    into = folder / f"{name}_wsdl"
    said = StringIO()
    with redirect_stderr(said), redirect_stdout(said):
        status = main(["fetch", f"{address}?wsdl", "-o", str(into)])
        assert status == 0, said.getvalue()
        wsdl = str(next(into.glob("*.wsdl")))
        status = main([wsdl, "-o", str(folder), "--package", name])
    assert status == 0, said.getvalue()
    importlib.invalidate_caches()
    return importlib.import_module(name)


def faulty(package: Any, call: Callable[[], object]) -> Any:
    """The fault that a call ends with."""
    try:
        found = call()
    except package.SoapFault as fault:
        return fault
    raise AssertionError(f"no fault, but {found!r}")


def _spyne(folder: Path, version: str) -> None:
    port = _free()
    module = "tests.interop.servers.with_spyne"
    name = f"spyne_{version.replace('.', '_')}"
    with started([sys.executable, "-m", module, version, str(port)], port) as (at, _):
        tea = made(at, name, folder)
        types = importlib.import_module(f"{name}.types")
        leaf = types.Leaf(
            name="a<&>é ",
            grams=Decimal("2.50"),
            kind=types.Kind.A_B,
            note='n"',
            tags=types.StringArray(string=["x", ""]),
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
            pair = types.LeafArray(leaf=[leaf, types.Leaf(name="b")])
            assert tea.sort(client, leaves=pair).sort_result.leaf[1] == leaf
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


def spyne_soap_11(folder: Path) -> None:
    _spyne(folder, "1.1")


def spyne_soap_12(folder: Path) -> None:
    _spyne(folder, "1.2")


@contextmanager
def _php(script: str, golden: str, version: str = "1.1") -> Iterator[str]:
    port = _free()
    command = ["php", "-S", f"127.0.0.1:{port}", str(SERVERS / script)]
    wsdl = str(GOLDEN / golden / "service.wsdl")
    with started(command, port, TEA_WSDL=wsdl, TEA_SOAP=version) as (address, _):
        yield address


def php_rpc_encoded(folder: Path) -> None:
    with _php("encoded.php", "rpc-encoded") as address:
        tea = made(address, "php_encoded", folder)
        types = importlib.import_module("php_encoded.types")
        leaves = [
            types.Leaf(name="a<&>", grams=5),
            types.GreenLeaf(name="b", grams=None, steamed=True),
        ]
        with tea.Client(address) as client:
            got = tea.brew(client, leaves=leaves, minutes=3)
            assert got.best == leaves[0]
            assert got.said == ["a<&>", "b"]
            assert got.text == "2 for 3"
            given = {"basket": leaves[:1], "odds": []}
            assert tea.weigh(client, leaf=leaves[0], **given) == 10
            fault = faulty(tea, lambda: tea.weigh(client, leaf=leaves[1], **given))
            assert fault.string == "no grams"
            assert "why &lt;&amp;&gt;" in fault.detail


def _php_headers(folder: Path, version: str, port: str) -> None:
    with _php("headers.php", "headers-and-faults", version) as address:
        name = f"php_headers_{version.replace('.', '_')}"
        package = made(address, name, folder)
        tea = importlib.import_module(name + port)
        types = importlib.import_module(f"{name}.types")
        with tea.Client(address) as client:
            exchange = client.with_raw.call(
                tea.OPERATIONS["brew"], types.Brew(leaf="x"), [types.Session(id="7")]
            )
            assert exchange.message().ok is True
            assert exchange.headers() == (types.Usage(cups=3),)
            fault = faulty(package, lambda: tea.brew(client, leaf="hot"))
            assert fault.value == types.Scald(degrees=101)
            assert fault.string == "too hot"


def php_headers_soap_11(folder: Path) -> None:
    _php_headers(folder, "1.1", "")


def php_headers_soap_12(folder: Path) -> None:
    _php_headers(folder, "1.2", ".tea_soap12")


def missing(stack: str) -> str:
    """Why a stack cannot be run here, or ""."""
    if stack == "spyne":
        tried = [sys.executable, "-c", "import spyne.server.wsgi, spyne.protocol.soap"]
    else:
        tried = ["php", "-r", "exit(class_exists('SoapServer') ? 0 : 1);"]
    if shutil.which(tried[0]) is None:
        return f"there is no {tried[0]}"
    done = subprocess.run(tried, capture_output=True, timeout=60, check=False)
    return "" if done.returncode == 0 else f"{stack} has no SOAP server that starts"


CASES = {
    "spyne": [spyne_soap_11, spyne_soap_12],
    "php": [php_rpc_encoded, php_headers_soap_11, php_headers_soap_12],
}
