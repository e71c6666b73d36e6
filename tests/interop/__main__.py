"""Runs all cases; prints a line for each, and ends with 1 where one failed.

zeep calls our operations, and our packages call the services of other stacks. What is
not installed here is not run, and that is said.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from generator.known import FILES

from ..packages import generated
from . import again
from .foreign import Stack
from .same import same
from .stacks import STACKS
from .standin import served

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
ZEEP: Any = importlib.import_module("zeep")


class Service:
    """One golden service: as zeep has it, and as our package."""

    def __init__(self, feature: str, folder: Path) -> None:
        wsdl = GOLDEN / feature / "service.wsdl"
        if feature == "mktows":
            wsdl = ROOT / "wsdl" / "mktows.wsdl"
        name = "interop_" + feature.replace("-", "_")
        generated(wsdl, folder / name)
        self.package: Any = importlib.import_module(name)
        self.types: Any = importlib.import_module(f"{name}.types")
        self.zeep = ZEEP.Client(str(wsdl), transport=_transport())
        self.binding = str(next(iter(self.zeep.wsdl.bindings)))

    def call(
        self, name: str, answer: Any, given: dict[str, Any], headers: Any = None
    ) -> tuple[Any, Any, bytes]:
        """Let zeep call; what it got, what our side read, and the bytes it sent."""
        read: list[Any] = []

        def answered(message: Any, blocks: tuple[object, ...]) -> Any:
            read.append((message, blocks))
            return answer

        operation = self.package.OPERATIONS[name]
        with served(operation, answered) as (address, seen):
            proxy = self.zeep.create_service(self.binding, address)
            extra = {} if headers is None else {"_soapheaders": headers}
            try:
                got = proxy[name](**given, **extra)
            except ZEEP.exceptions.Fault as fault:
                got = fault
        ours = operation.encode_request(*read[0])
        difference = same(ours, seen[0], encoded=operation.encoding is not None)
        assert not difference, f"our request is not zeep's: {difference}"
        return got, read[0], seen[0]


_PLACES = {
    f"{scheme}://www.w3.org/2001/xml.xsd": "http://www.w3.org/XML/1998/namespace"
    for scheme in ("http", "https")
}
"""Where zeep looks for well-known namespaces."""


def _transport() -> Any:
    """How zeep reaches things: the schemas that it would fetch are those we know."""
    transport = ZEEP.Transport(timeout=10, operation_timeout=10)
    usual = transport.load

    def load(url: str) -> bytes:
        space = _PLACES.get(url, url)
        if space in FILES:
            return (ROOT / "generator" / "known" / FILES[space]).read_bytes()
        if "://" in url and not url.startswith("http://127.0.0.1"):
            raise ConnectionError(f"no network: {url}")
        found: bytes = usual(url)
        return found

    transport.load = load
    return transport


def document_wrapped(made: Callable[[str], Service]) -> None:
    one = made("document-wrapped")
    answer = one.types.BrewResponse(ok=True)
    got, (message, _), _ = one.call("brew", answer, {"leaf": "a<&>b", "minutes": 3})
    assert got is True
    assert message == one.types.Brew(leaf="a<&>b", minutes=3)


def soap_12(made: Callable[[str], Service]) -> None:
    one = made("soap-1-2-only")
    got, _, _ = one.call("brew", one.types.BrewResponse(ok=False), {"leaf": "Assam"})
    assert got is False


def rpc_literal(made: Callable[[str], Service]) -> None:
    one = made("rpc-literal")
    leaf = {"name": "Assam", "grams": 2}
    given = {"leaf": leaf, "minutes": 3, "sugar": 1}
    got, _, _ = one.call("brew", one.types.BrewResponse(tea="dark"), given)
    assert got == "dark"


def rpc_encoded(made: Callable[[str], Service]) -> None:
    one = made("rpc-encoded")
    answer = one.types.WeighResponse(return_=Decimal("2.50"))
    # zeep has no value for an array of anything, and will not leave one out.
    nothing = {"basket": ZEEP.xsd.Nil, "odds": ZEEP.xsd.Nil}
    given = {"leaf": {"name": "Assam", "grams": 2}, **nothing}
    got, _, _ = one.call("weigh", answer, given)
    assert got == Decimal("2.50")


def headers(made: Callable[[str], Service]) -> None:
    one = made("headers-and-faults")
    block = one.zeep.get_element("{urn:tea}session")(id="7")
    answer = one.types.BrewResponse(ok=True)
    _, (_, blocks), _ = one.call("brew", answer, {"leaf": "x"}, [block])
    assert blocks == (one.types.Session(id="7"),)


def fault(made: Callable[[str], Service]) -> None:
    one = made("headers-and-faults")
    got, _, _ = one.call("brew", FAULT, {"leaf": "x"})
    assert got.message == "too hot"


def mktows(made: Callable[[str], Service]) -> None:
    one = made("mktows")
    words = ("mktowsUserId", "requestSignature", "requestTimestamp")
    space = one.package.OPERATIONS["getLead"].request.name[1:].partition("}")[0]
    block = one.zeep.get_element(f"{{{space}}}AuthenticationHeader")
    given = {"leadKey": {"keyType": "EMAIL", "keyValue": "ada@example.com"}}
    said = [block(**dict.fromkeys(words, "me"))]
    got, (message, blocks), _ = one.call("getLead", FAULT, given, said)
    assert got.message == "too hot"
    assert message.lead_key.key_value == "ada@example.com"
    assert blocks[0].mktows_user_id == "me"


def one_way(made: Callable[[str], Service]) -> None:
    one = made("rpc-literal")
    given = {"leaf": {"name": "Assam"}, "minutes": 3, "sugar": 1}
    got, (message, _), _ = one.call("rinse", None, given)
    assert got is None
    assert message.minutes == 3


def mtom(made: Callable[[str], Service]) -> None:
    one = made("mtom")
    sheet = b"\x89PNG\r\n\x1a\n\x00--\r\n\xff"  # zeep cuts line ends off at its end
    answer = one.types.ScanResponse(sheet=sheet)
    packed = one.package.OPERATIONS["copy"].pack_response(answer, mtom=True)
    assert b"xop:Include" in packed.body
    got, (message, _), _ = one.call("copy", packed, {"sheet": sheet})
    assert got == sheet, f"zeep read {got!r}"
    assert message.sheet == sheet


FAULT = (
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
    b"<faultcode>s:Server</faultcode><faultstring>too hot</faultstring></s:Fault>"
    b"</s:Body></s:Envelope>"
)
CASES = [
    mktows,
    document_wrapped,
    soap_12,
    rpc_literal,
    rpc_encoded,
    headers,
    fault,
    one_way,
    mtom,
]


def main(wanted: list[str]) -> int:
    """Run them.

    Args:
        wanted: The stacks to try; none is all.
    """
    stacks = {name: one for name, one in STACKS.items() if name in (wanted or STACKS)}
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        done = _zeep(Path(folder)) if not wanted or "zeep" in wanted else []
        skipped = 0
        for name, stack in stacks.items():
            missing = stack.missing()
            if missing:
                skipped += len(stack.CASES)
                said = f"{len(stack.CASES)} cases NOT RUN: {missing}"
                sys.stdout.write(f"{name}: {said}\n")
            else:
                done += _called(name, stack, Path(folder))
    passed, failed = done.count(True), done.count(False)
    sys.stdout.write(f"{passed} passed, {failed} failed, {skipped} skipped\n")
    return 1 if failed else 0


def _zeep(folder: Path) -> list[bool]:
    """Whether each went well: zeep calls us, and writes our messages again."""
    made: dict[str, Service] = {}

    def service(feature: str) -> Service:
        if feature not in made:
            made[feature] = Service(feature, folder)
        return made[feature]

    def client(wsdl: str) -> Any:
        return ZEEP.Client(wsdl, transport=_transport())

    called = [_tried(f"zeep {c.__name__}", partial(c, service)) for c in CASES]
    return called + [
        _tried(f"zeep again {name}", partial(again.compare, name, folder, client))
        for name in again.features()
    ]


def _called(name: str, stack: Stack, folder: Path) -> list[bool]:
    """Whether each went well: we call another stack."""
    addresses: list[str] = []
    with ExitStack() as running:

        def start() -> None:
            addresses.append(running.enter_context(stack.running(folder)))

        if not _tried(f"{name} starts", start):
            return [False]
        return [
            _tried(f"{name} {case.__name__}", partial(case, addresses[0], folder))
            for case in stack.CASES
        ]


def _tried(what: str, case: Callable[[], None]) -> bool:
    try:
        case()
        said = "ok"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}: {last.line}"
        said = f"FAILED: {type(error).__name__}: {error} ({place})"
    sys.stdout.write(f"{what}: {said}\n")
    return said == "ok"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
