"""A service made with spyne, which writes its own WSDL: `PORT`.

It is there in both versions of SOAP, at `/1.1` and `/1.2`.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any
from wsgiref.simple_server import make_server

spyne: Any = importlib.import_module("spyne")
soap: Any = importlib.import_module("spyne.protocol.soap")
wsgi: Any = importlib.import_module("spyne.server.wsgi")
mounting: Any = importlib.import_module("spyne.util.wsgi_wrapper")

SPACE = "urn:tea:spyne"
produce: Any = spyne.ComplexModel.produce
text, whole = spyne.Unicode, spyne.Integer

kind = spyne.Enum("green", "black", "a-b", type_name="Kind")
session = produce(SPACE, "Session", {"id": text})
usage = produce(SPACE, "Usage", {"calls": whole})
leaf = produce(
    SPACE,
    "Leaf",
    {
        "name": text(nullable=False, min_occurs=1),
        "grams": spyne.Decimal,
        "kind": kind,
        "note": spyne.XmlAttribute(text),
        "tags": spyne.Array(text),
        "many": text(max_occurs="unbounded"),
        "picked": spyne.DateTime,
    },
)


def brew(context: Any, leaf: Any, minutes: int) -> Any:
    """Give the leaf, with who asked, and count the minutes in a header."""
    context.out_header = usage(calls=minutes)
    if context.in_header:
        leaf.name += f"/{context.in_header.id}"
    return leaf


def sort(context: Any, leaves: Any) -> Any:
    """Give them backwards."""
    return leaves[::-1]


def copy(context: Any, data: Any) -> Any:
    """Give it as it is."""
    return data


def heat(context: Any, degrees: int) -> bool:
    """Fail where it is too hot."""
    if degrees > 100:
        detail = {"degrees": str(degrees)}
        raise spyne.Fault("Server.TooHot", "too hot: <&>", detail=detail)
    return True


def echo(context: Any, text: str) -> str:
    """Give it as it is, in a body without a wrapper."""
    return text


def times(context: Any, text: str, count: int) -> str:
    """Say it several times."""
    return text * count


def service(name: str, members: dict[str, Any]) -> Any:
    """A service of these operations."""
    return type(name, (spyne.ServiceBase,), members)


def application(protocol: Any) -> Any:
    """The service in one version of SOAP."""
    rpc = spyne.rpc
    tea = service(
        "Tea",
        {
            "__in_header__": session,
            "__out_header__": usage,
            "brew": rpc(leaf, whole, _returns=leaf)(brew),
            "sort": rpc(spyne.Array(leaf), _returns=spyne.Array(leaf))(sort),
            "copy": rpc(spyne.ByteArray, _returns=spyne.ByteArray)(copy),
            "heat": rpc(whole, _returns=spyne.Boolean)(heat),
        },
    )
    bare = {"echo": rpc(text, _returns=text, _body_style="bare")(echo)}
    called = {"times": rpc(text, whole, _returns=text)(times)}
    made = spyne.Application(
        [tea, service("Bare", bare), service("Called", called)],
        SPACE,
        in_protocol=protocol(validator="lxml"),
        out_protocol=protocol(),
    )
    return wsgi.WsgiApplication(made)


def main(port: int) -> None:
    """Serve until ended."""
    versions = {"1.1": application(soap.Soap11), "1.2": application(soap.Soap12)}
    mounted = mounting.WsgiMounter(versions)
    make_server("127.0.0.1", port, mounted).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
