"""node-soap, which `scripts/interop` installs from its lock where npm is."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..foreign import (
    GOLDEN,
    ROOT,
    SERVERS,
    Case,
    free_port,
    made,
    started,
    with_headers,
)

FOLDER = ROOT / ".node-interop"


def missing() -> str:
    """Why it cannot be run here, or ""."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "there is no node with npm"
    if not (FOLDER / "node_modules" / "soap").is_dir():
        return "npm could not install node-soap"
    return ""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve each WSDL at its name."""
    port = free_port()
    server = str(SERVERS / "node" / "server.js")
    paths = {"NODE_PATH": str(FOLDER / "node_modules")}
    with started(["node", server, str(GOLDEN), str(port)], port, **paths) as at:
        yield at


def wrapped(at: str, folder: Path) -> None:
    """A wrapped message."""
    tea = made(f"{at}/wrapped", "node_wrapped", folder)
    with tea.Client(f"{at}/wrapped") as client:
        assert tea.brew(client, leaf="a<&>é", minutes=3) is True
        assert tea.brew(client, leaf="x") is False


def headers(at: str, folder: Path) -> None:
    """Header blocks both ways, and a declared fault."""
    tea = made(f"{at}/headers", "node_headers", folder)
    types = importlib.import_module("node_headers.types")
    with tea.Client(f"{at}/headers") as client:
        assert with_headers(tea, tea, types, client).string == "too hot: <&>"


def soap_12(at: str, folder: Path) -> None:
    """SOAP 1.2, as far as node-soap has it."""
    tea = made(f"{at}/twelve", "node_twelve", folder)
    with tea.Client(f"{at}/twelve") as client:
        assert tea.brew(client, leaf="a<&>é") is True


def mixed(at: str, folder: Path) -> None:
    """An rpc operation and a one-way document in one binding.

    node-soap puts the parts of an rpc answer into the namespace of the call, against
    WS-I BP 1.1, R2735.
    """
    tea = made(f"{at}/mixed", "node_mixed", folder)
    types = importlib.import_module("node_mixed.types")
    leaf = types.Leaf(name="a<&>", grams=2, tags=["x", "y"])
    with tea.Client(f"{at}/mixed") as client:
        assert tea.rinse(client, name="a<&>", grams=2, tags=["x"]) is None
        try:
            tea.brew(client, leaf=leaf, minutes=3)
        except tea.ProtocolError as error:
            assert "the required element tea is missing" in str(error)
            assert "<t:tea>3 minutes, a&lt;&amp;&gt;</t:tea>" in str(error.content)


CASES: Sequence[Case] = [wrapped, headers, soap_12, mixed]
