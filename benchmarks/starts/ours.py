"""The generated package."""

import httpx
from mktows import Client, Signature, sync_lead
from mktows.types import LeadRecord

from . import ANSWER

stand_in = httpx.MockTransport(lambda request: httpx.Response(200, content=ANSWER))
client = Client(
    "https://example.com/soap",
    sign=Signature(user_id="me", key="secret"),
    http=httpx.Client(transport=stand_in),
)
result = sync_lead(
    client, lead_record=LeadRecord(email="ada@example.com"), return_lead=False
)
assert result.sync_status.lead_id == 7
