"""suds, of the community."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import ANSWER

suds: Any = import_module("suds.client")

signed = {"mktowsUserId": "me", "requestSignature": "s", "requestTimestamp": "t"}
url = Path("wsdl/mktows.wsdl").absolute().as_uri()
client = suds.Client(url, cache=None, soapheaders=(signed,))
client.options.transport.send = lambda request: SimpleNamespace(
    code=200, message=ANSWER, headers={}
)
result = client.service.syncLead({"Email": "ada@example.com"}, False)
assert result.syncStatus.leadId == 7
