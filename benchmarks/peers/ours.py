"""The generated package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mktows import OPERATIONS
from mktows.types import (
    AuthenticationHeader,
    MktowsContextHeader,
    ParamsSyncLead,
    ParamsSyncMultipleLeads,
)

from ..workload import AUTHENTICATION, BIG, CONTEXT, SMALL, answer, records


def reader(folder: Path) -> Any:
    """What reads an answer."""
    return OPERATIONS["getMultipleLeads"].decode_response


def tasks(folder: Path) -> dict[str, Any]:
    """The tasks, by name."""
    headers = (
        AuthenticationHeader(
            mktows_user_id=AUTHENTICATION["mktowsUserId"],
            request_signature=AUTHENTICATION["requestSignature"],
            request_timestamp=AUTHENTICATION["requestTimestamp"],
        ),
        MktowsContextHeader(target_workspace=CONTEXT["targetWorkspace"]),
    )
    small = ParamsSyncLead(lead_record=records(SMALL)[0], return_lead=False)
    big = ParamsSyncMultipleLeads(lead_record_list=records(BIG))
    content, read = answer(), reader(folder)
    sync_lead = OPERATIONS["syncLead"]
    sync_many = OPERATIONS["syncMultipleLeads"]
    return {
        "small": lambda: sync_lead.encode_request(small, headers),
        "big": lambda: sync_many.encode_request(big, headers[:1]),
        "parse": lambda: read(content),
    }
