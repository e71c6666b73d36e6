"""The least that each task costs in Python: code by hand that knows one message only.

They check nothing. Writing is f-strings with the escaping that makes them XML; reading
is lxml's parser, and a look at every element.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final
from xml.sax.saxutils import escape

from mktows.types import LeadRecord

from .workload import AUTHENTICATION, BIG, CONTEXT, SMALL, answer, records

_etree: Final[Any] = import_module("lxml.etree")

_START: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:ns1="http://www.marketo.com/mktows/">'
)
_END: Final = "</SOAP-ENV:Body></SOAP-ENV:Envelope>"


def tasks() -> dict[str, Any]:
    """The floors, by the names of the tasks."""
    (small,), big, content = records(SMALL), records(BIG), answer()

    def write_small() -> bytes:
        return (
            f"{_START}{_header(context=True)}<SOAP-ENV:Body><ns1:paramsSyncLead>{_lead(small)}"
            f"<returnLead>false</returnLead></ns1:paramsSyncLead>{_END}"
        ).encode()

    def write_big() -> bytes:
        written = "".join([_lead(lead) for lead in big])
        return (
            f"{_START}{_header()}<SOAP-ENV:Body><ns1:paramsSyncMultipleLeads>"
            f"<leadRecordList>{written}</leadRecordList>"
            f"</ns1:paramsSyncMultipleLeads>{_END}"
        ).encode()

    def read() -> None:
        for node in _etree.fromstring(content).iter():
            _ = node.tag, node.text

    return {"small": write_small, "big": write_big, "parse": read}


def _header(context: bool = False) -> str:
    given, where = AUTHENTICATION, ""
    if context:
        where = (
            "<ns1:MktowsContextHeader>"
            f"<targetWorkspace>{escape(CONTEXT['targetWorkspace'])}</targetWorkspace>"
            "</ns1:MktowsContextHeader>"
        )
    return (
        "<SOAP-ENV:Header><ns1:AuthenticationHeader>"
        f"<mktowsUserId>{escape(given['mktowsUserId'])}</mktowsUserId>"
        f"<requestSignature>{escape(given['requestSignature'])}</requestSignature>"
        f"<requestTimestamp>{escape(given['requestTimestamp'])}</requestTimestamp>"
        f"</ns1:AuthenticationHeader>{where}</SOAP-ENV:Header>"
    )


def _lead(lead: LeadRecord) -> str:
    attributes = "".join(
        [
            f"<attribute><attrName>{escape(a.attr_name)}</attrName>"
            f"<attrType>{escape(a.attr_type or '')}</attrType>"
            f"<attrValue>{escape(a.attr_value)}</attrValue></attribute>"
            for a in lead.lead_attribute_list or ()
        ]
    )
    return (
        f"<leadRecord><Id>{lead.id}</Id><Email>{escape(lead.email or '')}</Email>"
        f"<leadAttributeList>{attributes}</leadAttributeList></leadRecord>"
    )
