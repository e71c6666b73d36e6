"""suds, of the community."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ..workload import AUTHENTICATION, BIG, CONTEXT, SMALL, WSDL, answer, leads


def reader(folder: Path) -> Any:
    """What reads an answer."""
    suds: Any = import_module("suds.client")
    client = suds.Client(WSDL.as_uri(), cache=None, nosend=True)
    asked = client.service.getMultipleLeads()
    return lambda content: asked.process_reply(content, 200, "OK")


def tasks(folder: Path) -> dict[str, Any]:
    """The tasks, by name."""
    suds: Any = import_module("suds.client")
    both, signed = (
        suds.Client(WSDL.as_uri(), cache=None, nosend=True, soapheaders=headers)
        for headers in ((AUTHENTICATION, CONTEXT), (AUTHENTICATION,))
    )
    (small,), big, content = leads(SMALL), leads(BIG), answer()
    read = reader(folder)
    return {
        "small": lambda: both.service.syncLead(small, False).envelope,
        "big": lambda: signed.service.syncMultipleLeads({"leadRecord": big}).envelope,
        "parse": lambda: read(content),
    }
