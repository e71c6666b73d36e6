"""Answers: what is refused, what is let pass, and that errors name the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mktows import NIL, OPERATIONS, ProtocolError, SoapFault
from mktows.operations.get_import_to_list_status import GET_IMPORT_TO_LIST_STATUS
from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS
from mktows.operations.sync_lead import SYNC_LEAD

HERE = Path(__file__).parent / "envelopes"
ANSWER = (HERE / "syncLead.response.xml").read_bytes()
RESULT = "/Envelope/Body/successSyncLead/result"


def refused(content: bytes, status: int = 200) -> ProtocolError:
    with pytest.raises(ProtocolError) as caught:
        SYNC_LEAD.decode_response(content, status)
    assert caught.value.status == status
    assert caught.value.content == content
    return caught.value


def changed(old: bytes, new: bytes, content: bytes = ANSWER) -> bytes:
    assert content.count(old) >= 1
    return content.replace(old, new, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"<html><body>Please log in</body></html>",
        b'{"error": "no"}',
        ANSWER + b"more",
        ANSWER + ANSWER.partition(b"?>")[2],
        b"\xff\xfe" + ANSWER,
        changed(b"<leadId>", b"<leadId>\xc3\x28"),
        changed(
            b'encoding="UTF-8"?>', b'encoding="UTF-8"?><!DOCTYPE a [<!ENTITY b "c">]>'
        ),
        changed(
            b"schemas.xmlsoap.org/soap/envelope/", b"www.w3.org/2003/05/soap-envelope"
        ),
        changed(b"<SOAP-ENV:Body>", b"<SOAP-ENV:Body/><SOAP-ENV:Body>"),
        changed(b"</SOAP-ENV:Body>", b"</SOAP-ENV:Body><SOAP-ENV:Body/>"),
        changed(
            b"</ns1:successSyncLead>", b"</ns1:successSyncLead><ns1:successSyncLead/>"
        ),
        changed(b"ns1:successSyncLead>", b"ns1:successGetLead>").replace(
            b"</ns1:successSyncLead>", b"</ns1:successGetLead>"
        ),
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
    ],
)
def test_what_is_no_such_message_is_refused(content: bytes) -> None:
    refused(content)


def test_no_truncation_is_accepted() -> None:
    end = len(ANSWER.rstrip())
    for length in range(end):
        refused(ANSWER[:length])


@pytest.mark.parametrize("status", [201, 299])
def test_other_good_statuses(status: int) -> None:
    assert SYNC_LEAD.decode_response(ANSWER, status).result.lead_id == 1089965


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_status_that_does_not_fit(status: int) -> None:
    refused(ANSWER, status)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b"<leadId>1089965</leadId>", b"", RESULT),
        (b"<leadId>", b"<leadId>1</leadId><leadId>", f"{RESULT}/leadId[2]"),
        (b">1089965<", b">1_000<", f"{RESULT}/leadId"),
        (b">1089965<", b">2147483648<", f"{RESULT}/leadId"),
        (b">1089965<", b"><", f"{RESULT}/leadId"),
        (b">1089965<", b"><b>1</b><", f"{RESULT}/leadId"),
        (b">UPDATED<", b">DONE<", f"{RESULT}/syncStatus/status"),
        (b"<syncStatus>", b"<syncStatus>text", f"{RESULT}/syncStatus"),
        (
            b'<error xsi:nil="true" />',
            b'<error xsi:nil="true">no</error>',
            f"{RESULT}/syncStatus/error",
        ),
        (
            b"<status>UPDATED</status>",
            b'<status xsi:nil="true"/>',
            f"{RESULT}/syncStatus/status",
        ),
        (b"<error", b"<error><a/></error><c", f"{RESULT}/syncStatus/error"),
    ],
)
def test_errors_name_the_place(old: bytes, new: bytes, path: str) -> None:
    error = refused(changed(old, new))
    assert error.path == path
    assert path in str(error)


def test_lists_are_numbered_in_paths() -> None:
    content = (HERE / "getMultipleLeads.response.xml").read_bytes()
    with pytest.raises(ProtocolError) as caught:
        GET_MULTIPLE_LEADS.decode_response(changed(b">1002<", b">x<", content))
    assert caught.value.path.endswith("/leadRecordList/leadRecord[2]/Id")


def test_what_the_schema_does_not_know_is_skipped() -> None:
    value = SYNC_LEAD.decode_response(
        changed(b"<result>", b"<result><new><a>1</a></new>")
    )
    assert value == SYNC_LEAD.decode_response(ANSWER)


def test_order_is_not_insisted_on() -> None:
    moved = changed(b'<leadRecord xsi:nil="true" />', b"<leadId>1089965</leadId>")
    content = changed(
        b"<leadId>1089965</leadId>", b'<leadRecord xsi:nil="true" />', moved
    )
    assert SYNC_LEAD.decode_response(content) == SYNC_LEAD.decode_response(ANSWER)


def test_an_empty_optional_date_or_number_counts_as_absent() -> None:
    content = (HERE / "getImportToListStatus.response.xml").read_bytes()
    content = changed(b">2024-05-06T07:08:09Z<", b"><", content)
    content = changed(
        b"<rowsFailed>0</rowsFailed>", b"<rowsFailed> </rowsFailed>", content
    )
    value = GET_IMPORT_TO_LIST_STATUS.decode_response(content, keep_nil=True).result
    assert value.started_time is None
    assert value.rows_failed is None
    assert value.estimated_time is NIL


def test_nil_is_none_unless_it_is_kept() -> None:
    assert SYNC_LEAD.decode_response(ANSWER).result.lead_record is None
    assert SYNC_LEAD.decode_response(ANSWER, keep_nil=True).result.lead_record is NIL


def test_comments_and_other_encodings() -> None:
    content = changed(b">UPDATED<", b">UP<!-- in between -->DA<?and so?>TED<")
    assert SYNC_LEAD.decode_response(content) == SYNC_LEAD.decode_response(ANSWER)
    wide = ANSWER.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert SYNC_LEAD.decode_response(wide) == SYNC_LEAD.decode_response(ANSWER)


@pytest.mark.parametrize(
    "selector",
    [
        b"<leadSelector/>",
        b'<leadSelector xsi:type="ns1:LeadSelector"/>',
        b'<leadSelector xsi:type="ns1:Unknown"/>',
        b'<leadSelector xsi:type="gone:LeadKeySelector"/>',
    ],
)
def test_an_abstract_type_needs_an_xsi_type(selector: bytes) -> None:
    content = (HERE / "getMultipleLeads.by-list-id.request.xml").read_bytes()
    start = content.index(b"<leadSelector")
    end = content.index(b"</leadSelector>") + len(b"</leadSelector>")
    with pytest.raises(ProtocolError) as caught:
        GET_MULTIPLE_LEADS.decode_request(content[:start] + selector + content[end:])
    assert caught.value.path.endswith("/leadSelector")


def fault(detail: str, string: str = "99999 - Something new") -> bytes:
    return (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>'
        f"<faultcode>e:Server</faultcode><faultstring>{string}</faultstring>"
        f"<faultactor>urn:x</faultactor>{detail}</e:Fault></e:Body></e:Envelope>"
    ).encode()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_fault_is_a_fault_for_every_operation(name: str) -> None:
    operation: Any = OPERATIONS[name]
    with pytest.raises(SoapFault) as caught:
        operation.decode_response(fault("<detail>some <b>mixed</b> text</detail>"), 500)
    assert type(caught.value) is SoapFault
    assert caught.value.actor == "urn:x"
    assert caught.value.service_code == "99999"
    assert caught.value.detail == "<detail>some <b>mixed</b> text</detail>".replace(
        "<detail>", '<detail xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">'
    )
