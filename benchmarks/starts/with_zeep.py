"""zeep."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from . import ANSWER

zeep: Any = import_module("zeep")
transports: Any = import_module("zeep.transports")

came = SimpleNamespace(
    status_code=200,
    content=ANSWER,
    headers={"Content-Type": "text/xml"},
    encoding="utf-8",
)
transport = transports.Transport()
transport.post = lambda address, message, headers: came
client = zeep.Client("wsdl/mktows.wsdl", transport=transport)
signed = {"mktowsUserId": "me", "requestSignature": "s", "requestTimestamp": "t"}
result = client.service.syncLead(
    leadRecord={"Email": "ada@example.com"},
    returnLead=False,
    _soapheaders={
        "authentication": signed,
        "mktowsContext": {"targetWorkspace": "default"},
    },
)
assert result.syncStatus.leadId == 7
