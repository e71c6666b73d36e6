"""apiroute: the package that it generates, with its typed models."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from ..workload import AUTHENTICATION, BIG, CONTEXT, SMALL, WSDL, answer, leads

_SPACE: Final = "http://www.marketo.com/mktows/"


def reader(folder: Path) -> Any:
    """What reads an answer."""
    made = _generated(folder)
    httpx: Any = import_module("httpx")
    soap: Any = import_module("apiroute.soap")
    pydantic: Any = import_module("pydantic")
    decode = soap.SoapDecoder(_SPACE)
    expected = pydantic.TypeAdapter(made.SuccessGetMultipleLeads)

    def read(content: bytes) -> Any:
        return expected.validate_python(decode(httpx.Response(200, content=content)))

    return read


class _Session:
    """Gives the headers, as a client of its kind does."""

    def soap_header(self, operation: str) -> dict[str, Any]:
        headers: dict[str, Any] = {"AuthenticationHeader": AUTHENTICATION}
        if operation == "paramsSyncLead":
            headers["MktowsContextHeader"] = CONTEXT
        return {f"{{{_SPACE}}}{name}": value for name, value in headers.items()}


def tasks(folder: Path) -> dict[str, Any]:
    """The tasks, by name: what its typed client does before and after the exchange."""
    made = _generated(folder)
    soap: Any = import_module("apiroute.soap")
    (small,), big, content = leads(SMALL), leads(BIG), answer()
    one = made.ParamsSyncLead.model_validate({"leadRecord": small, "returnLead": False})
    many = made.ParamsSyncMultipleLeads.model_validate(
        {"leadRecordList": {"leadRecord": big}}
    )
    write_one = soap.SoapBody("paramsSyncLead", _SPACE, qualified=False)
    write_many = soap.SoapBody("paramsSyncMultipleLeads", _SPACE, qualified=False)

    session, read = _Session(), reader(folder)

    def plain(model: Any) -> Any:
        return model.model_dump(mode="python", by_alias=True, exclude_unset=True)

    return {
        "small": lambda: write_one(session, plain(one))[0],
        "big": lambda: write_many(session, plain(many))[0],
        "parse": lambda: read(content),
    }


def _generated(folder: Path) -> Any:
    """The models, generated anew where they are not there."""
    package = folder / "by_apiroute"
    if not package.exists():
        command = [str(Path(sys.executable).parent / "apiroute"), "generate", "wsdl"]
        subprocess.run(
            [*command, str(WSDL), "-o", str(package), "--models"],
            check=True,
            capture_output=True,
        )
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return import_module("by_apiroute.models.models")
