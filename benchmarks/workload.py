"""What is written and read: the same values for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from mktows import OPERATIONS
from mktows.types import (
    Attribute,
    LeadRecord,
    ResultGetMultipleLeads,
    SuccessGetMultipleLeads,
)

WSDL: Final = Path(__file__).parent.parent / "wsdl" / "mktows.wsdl"

AUTHENTICATION: Final = {
    "mktowsUserId": "example_1234567890",
    "requestSignature": "3f8d1c5e0b9a7f6e5d4c3b2a19087f6e5d4c3b2a",
    "requestTimestamp": "2026-01-31T12:34:56+00:00",
}
CONTEXT: Final = {"targetWorkspace": "default"}

SMALL: Final = (1, 3)
"""One lead with three attributes."""
BIG: Final = (300, 10)
ANSWER: Final = (1000, 20)


def leads(size: tuple[int, int]) -> list[dict[str, Any]]:
    """So many leads with so many attributes each, as plain data.

    Args:
        size: The number of leads, and of the attributes of each.
    """
    number, attributes = size
    return [
        {
            "Id": lead,
            "Email": f"lead{lead}@example.com",
            "leadAttributeList": {
                "attribute": [
                    {
                        "attrName": f"Attribute{n}",
                        "attrType": "string",
                        "attrValue": f"value {n} of lead {lead}",
                    }
                    for n in range(attributes)
                ]
            },
        }
        for lead in range(1, number + 1)
    ]


def records(size: tuple[int, int]) -> list[LeadRecord]:
    """The same, as values of our package."""
    return [
        LeadRecord(
            id=lead["Id"],
            email=lead["Email"],
            lead_attribute_list=[
                Attribute(
                    attr_name=attribute["attrName"],
                    attr_type=attribute["attrType"],
                    attr_value=attribute["attrValue"],
                )
                for attribute in lead["leadAttributeList"]["attribute"]
            ],
        )
        for lead in leads(size)
    ]


def answer(size: tuple[int, int] = ANSWER) -> bytes:
    """An answer of getMultipleLeads, without white space between its elements."""
    result = ResultGetMultipleLeads(
        return_count=size[0],
        remaining_count=0,
        new_stream_position="next",
        lead_record_list=records(size),
    )
    operation = OPERATIONS["getMultipleLeads"]
    return operation.encode_response(SuccessGetMultipleLeads(result=result))
