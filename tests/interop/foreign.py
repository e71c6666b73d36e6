"""Our packages call other stacks, made of the WSDLs that those serve themselves."""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    contextmanager,
    redirect_stderr,
    redirect_stdout,
)
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from generator.cli import main

ROOT = Path(__file__).parents[2]
SERVERS = Path(__file__).parent / "servers"
GOLDEN = ROOT / "tests" / "golden"

Case = Callable[[str, Path], None]
"""What is tried: the address of the stack's server, and a folder for packages."""


class Stack(Protocol):
    """Another SOAP stack: a module of `stacks`."""

    CASES: Sequence[Case]

    def missing(self) -> str:
        """Why it cannot be run here, or ""."""

    def running(self, folder: Path) -> AbstractContextManager[str]:
        """Run its server; gives the address, without a slash at the end.

        Args:
            folder: Where it may write.
        """


@contextmanager
def started(command: list[str], port: int, **environment: str) -> Iterator[str]:
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
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nothing listens at."""
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


def with_headers(package: Any, tea: Any, types: Any, client: Any) -> Any:
    """Call `brew` of the golden `headers-and-faults` with header blocks both ways.

    Args:
        package: The package.
        tea: Its port that is called, which may be the package itself.
        types: Its types.
        client: A client of the port.

    Returns:
        The fault that a second call ends with: too hot.
    """
    exchange = client.with_raw.call(
        tea.OPERATIONS["brew"], types.Brew(leaf="x"), [types.Session(id="7")]
    )
    assert exchange.message().ok is True
    assert exchange.headers() == (types.Usage(cups=3),)
    fault = faulty(package, lambda: tea.brew(client, leaf="hot"))
    assert fault.value == types.Scald(degrees=101)
    return fault
