"""The generated package where nothing is sent, as in a server or over recordings."""

import sys

from mktows import OPERATIONS, Signature
from mktows.types import LeadRecord, ParamsSyncLead

from . import ANSWER

operation = OPERATIONS["syncLead"]
signed = Signature(user_id="me", key="secret")()
message = ParamsSyncLead(
    lead_record=LeadRecord(email="ada@example.com"), return_lead=False
)
assert b"ada@example.com" in operation.encode_request(message, signed)
assert operation.decode_response(ANSWER).result.sync_status.lead_id == 7
assert "httpx" not in sys.modules
