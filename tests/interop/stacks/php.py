"""PHP's own server (`php-cli`, `php-soap`), of the WSDLs of goldens."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..foreign import (
    GOLDEN,
    SERVERS,
    Case,
    faulty,
    free_port,
    made,
    started,
    with_headers,
)


def missing() -> str:
    """Why it cannot be run here, or ""."""
    if shutil.which("php") is None:
        return "there is no php"
    tried = ["php", "-r", "exit(class_exists('SoapServer') ? 0 : 1);"]
    done = subprocess.run(tried, capture_output=True, timeout=60, check=False)
    return "" if done.returncode == 0 else "php has no SoapServer"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve each script at its name."""
    port = free_port()
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(SERVERS / "php")]
    with started(command, port, TEA_GOLDENS=str(GOLDEN)) as at:
        yield at


def rpc_encoded(at: str, folder: Path) -> None:
    """Structs and arrays both ways, and a fault."""
    address = f"{at}/encoded.php"
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


def _headers(at: str, folder: Path, version: str, port: str) -> None:
    address = f"{at}/headers.php/{version}"
    name = f"php_headers_{version.replace('.', '_')}"
    package = made(address, name, folder)
    tea = importlib.import_module(name + port)
    types = importlib.import_module(f"{name}.types")
    with tea.Client(address) as client:
        assert with_headers(package, tea, types, client).string == "too hot"


def headers_soap_11(at: str, folder: Path) -> None:
    """Header blocks both ways, and a declared fault."""
    _headers(at, folder, "1.1", "")


def headers_soap_12(at: str, folder: Path) -> None:
    """The same in SOAP 1.2."""
    _headers(at, folder, "1.2", ".tea_soap12")


def _references(at: str, folder: Path, version: str, port: str) -> None:
    address = f"{at}/references.php/{version}"
    name = f"php_references_{version.replace('.', '_')}"
    made(address, name, folder)
    tea = importlib.import_module(name + port)
    types = importlib.import_module(f"{name}.types")
    leaves = [
        types.Leaf(name="a<&>", grams=None),
        types.GreenLeaf(name="b", grams=5, steamed=True),
    ]
    with tea.Client(address) as client:
        for leaf in leaves:
            assert tea.twice(client, leaf=leaf) == [leaf, leaf]
            assert tea.both(client, leaf=leaf) == types.Pair(left=leaf, right=leaf)


def references_soap_11(at: str, folder: Path) -> None:
    """One object that is answered twice: written once, and referred to."""
    _references(at, folder, "1.1", "")


def references_soap_12(at: str, folder: Path) -> None:
    """The same in SOAP 1.2, whose references are other attributes."""
    _references(at, folder, "1.2", ".tea_soap12")


CASES: Sequence[Case] = [
    rpc_encoded,
    headers_soap_11,
    headers_soap_12,
    references_soap_11,
    references_soap_12,
]
