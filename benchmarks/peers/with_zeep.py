"""zeep."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ..workload import AUTHENTICATION, BIG, CONTEXT, SMALL, WSDL, answer, leads


def reader(folder: Path) -> Any:
    """What reads an answer."""
    zeep: Any = import_module("zeep")
    client = zeep.Client(str(WSDL))
    binding = client.service._binding
    operation = binding.get("getMultipleLeads")

    def read(content: bytes) -> Any:
        came = SimpleNamespace(
            status_code=200,
            content=content,
            headers={"Content-Type": "text/xml"},
            encoding="utf-8",
        )
        return binding.process_reply(client, operation, came)

    return read


def tasks(folder: Path) -> dict[str, Any]:
    """The tasks, by name."""
    zeep: Any = import_module("zeep")
    etree: Any = import_module("lxml.etree")
    client = zeep.Client(str(WSDL))
    (small,), big, content = leads(SMALL), leads(BIG), answer()
    signed = {"authentication": AUTHENTICATION}
    read = reader(folder)

    def write_small() -> Any:
        made = client.create_message(
            client.service,
            "syncLead",
            leadRecord=small,
            returnLead=False,
            _soapheaders={**signed, "mktowsContext": CONTEXT},
        )
        return etree.tostring(made)

    def write_big() -> Any:
        made = client.create_message(
            client.service,
            "syncMultipleLeads",
            leadRecordList={"leadRecord": big},
            _soapheaders=signed,
        )
        return etree.tostring(made)

    return {"small": write_small, "big": write_big, "parse": lambda: read(content)}
