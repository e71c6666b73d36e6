"""Answers: what is refused, what is let pass, and that errors name the place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from mktows import (
    NIL,
    OPERATIONS,
    AuthenticationFailed,
    LeadNotFound,
    ProtocolError,
    SoapFault,
)
from mktows.operations.get_import_to_list_status import GET_IMPORT_TO_LIST_STATUS
from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import LastUpdateAtSelector, LeadKeySelector, StaticListSelector

HERE = Path(__file__).parent / "envelopes"
ANSWER = (HERE / "syncLead.response.xml").read_bytes()
ENVELOPE = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">%s</e:Envelope>'
)
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
            b'<error xsi:nil="true" />',
            b'<error xsi:nil="true"><b/></error>',
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


def test_a_value_that_an_enumeration_has_not() -> None:
    error = refused(changed(b">UPDATED<", b">" + b"DONE" * 99 + b"<"))
    values = "'CREATED', 'UPDATED', 'FAILED'"
    assert error.reason.startswith(f"expected one of {values}, found 'DONEDONE")
    assert len(error.reason) < 150


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


def test_ways_to_write_no_message() -> None:
    bare = ANSWER.partition(b"?>")[2]
    for content in (
        b"null",
        b"\x00",
        b"<",
        b"\xef\xbb\xbf",
        b"<Envelope/>",
        b"<!DOCTYPE html><html><head><title>502</title></head></html>",
        b"<html><p>an open paragraph<br></html>",
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>',
        ENVELOPE % b"<e:Header/>",
        ENVELOPE % b"<Body/>",
        ENVELOPE % b"<e:Body>just text</e:Body>",
        ENVELOPE % b"<e:Body><!-- nothing --></e:Body>",
        ENVELOPE % b"<e:Body><a/></e:Body>",
        ANSWER + b"<!",
        ANSWER + b"\x00",
        bare + ANSWER,
        b"\n" + ANSWER,
        b"<!DOCTYPE Envelope>" + bare,
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + bare,
        changed(b"UPDATED", b"&unknown;"),
        changed(b"UPDATED", b"UP\x00DATED"),
        changed(b"UPDATED", b"UPDATED\xff"),
        changed(b"UPDATED", b"&#0;"),
        changed(b"UTF-8", b"no-such-encoding"),
        changed(b"<result>", b"<result><undeclared:a/>"),
        changed(b"<result>", b'<result a="1" a="2">'),
        changed(b"<result>", b"<Result>"),
        changed(b"</result>", b"</results>"),
    ):
        refused(content)


def test_a_billion_laughs_are_not_laughed() -> None:
    names = [f"a{number}" for number in range(10)]
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    doctype = f"<!DOCTYPE a [{entities}]>".encode()
    content = doctype + ANSWER.partition(b"?>")[2]
    refused(changed(b"UPDATED", b"&a9;", content))
    refused(changed(b"<result>", b'<result laugh="&a9;">', content))


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_truncation_of_any_answer_is_anything_but_refused(name: str) -> None:
    operation: Any = OPERATIONS[name]
    content = (HERE / f"{name}.response.xml").read_bytes().rstrip()
    operation.decode_response(content)
    for length in range(0, len(content), 37):
        with pytest.raises(ProtocolError):
            operation.decode_response(content[:length])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_answer_to_another_call_is_refused(name: str) -> None:
    operation: Any = OPERATIONS[name]
    other = "getLead" if name == "syncLead" else "syncLead"
    with pytest.raises(ProtocolError) as caught:
        operation.decode_response((HERE / f"{other}.response.xml").read_bytes())
    assert caught.value.path.startswith("/Envelope/Body/success")
    assert operation.response.name in caught.value.reason


@pytest.mark.parametrize(
    "number",
    [
        "1_000",
        "\u0661\u0662\u0663",
        "\uff11\uff12",
        "1.0",
        "1e3",
        "0x10",
        "--1",
        "+",
        "1 2",
        "\xa01",
        "\u20031",
        "-2147483649",
        "9" * 5000,
        "NaN",
        "true",
    ],
)
def test_numbers_are_as_the_schema_has_them(number: str) -> None:
    error = refused(changed(b">1089965<", f">{number}<".encode()))
    assert error.path == f"{RESULT}/leadId"
    assert len(str(error)) < 300


@pytest.mark.parametrize(
    "number", [" 1 ", "\n1\t", "+1", "01", "&#49;", "<![CDATA[1]]>"]
)
def test_numbers_may_be_spelled_otherwise(number: str) -> None:
    content = changed(b">1089965<", f">{number}<".encode())
    assert SYNC_LEAD.decode_response(content).result.lead_id == 1


@pytest.mark.parametrize(
    "moment",
    [
        "2024-13-06T07:08:09Z",
        "2024-02-30T07:08:09Z",
        "2023-02-29T07:08:09Z",
        "2024-05-06 07:08:09Z",
        "2024-05-06T07:08Z",
        "2024-05-06T25:00:00Z",
        "2024-05-06T07:08:60Z",
        "2024-05-06T07:08:09+15:00",
        "2024-05-06T07:08:09+0100",
        "2024-05-06",
        "20240506T070809",
        "0000-05-06T07:08:09Z",
        "24-05-06T07:08:09Z",
        "2024-W19-1T07:08:09",
        "2024-05-06T07:08:09.Z",
        "\u0662024-05-06T07:08:09Z",
        "now",
    ],
)
def test_moments_are_as_the_schema_has_them(moment: str) -> None:
    content = (HERE / "getImportToListStatus.response.xml").read_bytes()
    content = changed(b"2024-05-06T07:08:09Z", moment.encode(), content)
    with pytest.raises(ProtocolError) as caught:
        GET_IMPORT_TO_LIST_STATUS.decode_response(content)
    assert caught.value.path.endswith("/result/startedTime")
    assert "xs:dateTime" in caught.value.reason


@pytest.mark.parametrize("status", ["updated", " UPDATED", "UPDATED ", "", "UPDATEDD"])
def test_enumerations_are_as_the_schema_has_them(status: str) -> None:
    error = refused(changed(b">UPDATED<", f">{status}<".encode()))
    assert error.path == f"{RESULT}/syncStatus/status"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b"<syncStatus>", b"<other/>text<syncStatus>", RESULT),
        (b"</syncStatus>", b"</syncStatus>text", RESULT),
        (b"<result>", b"text<result>", "/Envelope/Body/successSyncLead"),
        (b"<result>", b"<result/><result>", "/Envelope/Body/successSyncLead/result[1]"),
        (
            b"</result>",
            b"</result><result/>",
            "/Envelope/Body/successSyncLead/result[2]",
        ),
        (b"<result>", b'<result xsi:nil="true">', RESULT),
        (
            b"<syncStatus>",
            b'<syncStatus xsi:nil="true"/><syncStatus>',
            f"{RESULT}/syncStatus[1]",
        ),
        (b"<leadId>1089965</leadId>", b'<leadId xsi:nil="true"/>', f"{RESULT}/leadId"),
        (b"<leadId>1089965</leadId>", b"<leadId/>", f"{RESULT}/leadId"),
        (b"<leadId>1089965</leadId>", b"<ns1:leadId>1</ns1:leadId>", RESULT),
        (
            b'<leadRecord xsi:nil="true" />',
            b"<leadRecord>text</leadRecord>",
            f"{RESULT}/leadRecord",
        ),
        (
            b'<leadRecord xsi:nil="true" />',
            b'<leadRecord xsi:nil="1"><Id>1</Id></leadRecord>',
            f"{RESULT}/leadRecord",
        ),
        (
            b'<leadRecord xsi:nil="true" />',
            b"<leadRecord><Id>x</Id></leadRecord>",
            f"{RESULT}/leadRecord/Id",
        ),
        (
            b'<leadRecord xsi:nil="true" />',
            b"<leadRecord><leadAttributeList><attribute><attrName>a</attrName>"
            b"</attribute></leadAttributeList></leadRecord>",
            f"{RESULT}/leadRecord/leadAttributeList/attribute",
        ),
        (
            b'<leadRecord xsi:nil="true" />',
            b"<leadRecord><Email>a<b>c</b></Email></leadRecord>",
            f"{RESULT}/leadRecord/Email",
        ),
    ],
)
def test_more_errors_name_the_place(old: bytes, new: bytes, path: str) -> None:
    assert refused(changed(old, new)).path == path


def test_elements_may_not_be_nested_without_end() -> None:
    for depth in (300, 100_000):
        refused(changed(b"<result>", b"<result>" + b"<a>" * depth + b"</a>" * depth))
        refused(changed(b"<result>", b"<result>" + b"<result>" * depth))


def test_what_stands_around_the_body() -> None:
    good = SYNC_LEAD.decode_response(ANSWER)
    head = b'<SOAP-ENV:Header><a:b xmlns:a="urn:a">text</a:b></SOAP-ENV:Header>'
    content = changed(b"<SOAP-ENV:Body>", head + b"<SOAP-ENV:Body>")
    assert SYNC_LEAD.decode_response(content) == good
    content = changed(b"</SOAP-ENV:Body>", b"</SOAP-ENV:Body>" + head)
    assert refused(content).path == "/Envelope/Header"
    content = changed(b"<SOAP-ENV:Body>", head + head + b"<SOAP-ENV:Body>")
    refused(content)
    assert SYNC_LEAD.decode_response(b"\xef\xbb\xbf" + ANSWER) == good
    assert SYNC_LEAD.decode_response(ANSWER + b"\n<!-- end --><?end?>\n") == good


def test_prefixes_do_not_matter() -> None:
    content = ANSWER.replace(b"SOAP-ENV", b"s").replace(b"ns1", b"x")
    assert SYNC_LEAD.decode_response(content) == SYNC_LEAD.decode_response(ANSWER)


def test_text_is_kept_to_the_character() -> None:
    text = b"<error> a&#13;&amp;<![CDATA[<b>]]>\tc&#10; </error>"
    content = changed(b'<error xsi:nil="true" />', text)
    found = SYNC_LEAD.decode_response(content).result.sync_status.error
    assert found == " a\r&<b>\tc\n "


def test_an_empty_string_is_no_nil() -> None:
    for empty in (b"<error/>", b"<error></error>", b'<error xsi:nil="false"/>'):
        content = changed(b'<error xsi:nil="true" />', empty)
        for keep in (False, True):
            value = SYNC_LEAD.decode_response(content, keep_nil=keep)
            assert value.result.sync_status.error == ""


def test_an_absent_optional_is_none_even_where_nil_is_kept() -> None:
    content = changed(b'<leadRecord xsi:nil="true" />', b"")
    value = SYNC_LEAD.decode_response(content, keep_nil=True)
    assert value.result.lead_record is None


def caught_fault(content: bytes, status: int = 500) -> SoapFault:
    with pytest.raises(SoapFault) as caught:
        SYNC_LEAD.decode_response(content, status)
    assert caught.value.status == status
    return caught.value


@pytest.mark.parametrize("status", [200, 202, 400, 404, 500, 503])
def test_a_fault_has_whatever_status(status: int) -> None:
    error = caught_fault(fault("", "20014 - Authentication failed"), status)
    assert type(error) is AuthenticationFailed
    assert error.code == "e:Server"
    assert error.string == "20014 - Authentication failed"
    assert str(error) == "e:Server: 20014 - Authentication failed"
    assert error.detail is None


DETAIL = (
    '<detail><x:serviceException xmlns:x="urn:x"><name>mktServiceException</name>'
    "<message>said</message><code>%s</code></x:serviceException></detail>"
)


@pytest.mark.parametrize(
    ("detail", "string", "kind", "code"),
    [
        (DETAIL % "20103", "text", LeadNotFound, "20103"),
        (DETAIL % " 20103\n", "text", LeadNotFound, "20103"),
        (DETAIL % "20103", "20014 - no", LeadNotFound, "20103"),
        (DETAIL % "", "20014 - no", AuthenticationFailed, "20014"),
        (DETAIL % "77777", "text", SoapFault, "77777"),
        (DETAIL % "not a number", "text", SoapFault, "not a number"),
        ("", "  20014 - no", AuthenticationFailed, "20014"),
        ("", "200140 - no", SoapFault, None),
        ("", "error 20014", SoapFault, None),
        ("", "", SoapFault, None),
        ("<detail/>", "text", SoapFault, None),
        ("<detail>only text</detail>", "text", SoapFault, None),
        ("<detail><code>20103</code></detail>", "text", SoapFault, None),
    ],
)
def test_the_code_of_a_fault(
    detail: str, string: str, kind: type[SoapFault], code: str | None
) -> None:
    error = caught_fault(fault(detail, string))
    assert type(error) is kind
    assert error.service_code == code


def test_the_detail_is_kept_as_xml() -> None:
    detail = (
        '<detail><a:x xmlns:a="urn:a" b="1">mixed <a:y/> text &amp; more</a:x>'
        '<z xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">'
        "against the rules</z></detail>"
    )
    kept = caught_fault(fault(detail)).detail
    assert kept is not None
    assert "mixed <a:y/> text &amp; more</a:x>" in kept
    root = etree.fromstring(kept)
    assert root.tag == "detail"
    assert root[0].tag == "{urn:a}x"
    assert root[1].text == "against the rules"


def test_a_fault_may_be_all_but_empty() -> None:
    content = ENVELOPE % b"<e:Body><e:Fault/></e:Body>"
    error = caught_fault(content)
    assert (error.code, error.string, error.actor, error.detail) == ("", "", None, None)


@pytest.mark.parametrize(
    "body",
    [
        b"<Fault/>",
        b"<e:Fault/><e:Fault/>",
        b'<f:Fault xmlns:f="http://www.w3.org/2003/05/soap-envelope"/>',
    ],
)
def test_what_is_no_soap_1_1_fault(body: bytes) -> None:
    refused(ENVELOPE % b"<e:Body>%s</e:Body>" % body, 500)


def test_the_known_selectors_are_told_apart() -> None:
    for name in ("by-key", "by-list-id", "by-list", "by-time"):
        content = (HERE / f"getMultipleLeads.{name}.request.xml").read_bytes()
        message, _ = GET_MULTIPLE_LEADS.decode_request(content)
        assert type(message.lead_selector) in (
            LastUpdateAtSelector,
            LeadKeySelector,
            StaticListSelector,
        )
    content = (HERE / "getMultipleLeads.by-list-id.request.xml").read_bytes()
    spaced = content.replace(b'"ns1:StaticListSelector"', b'" ns1:StaticListSelector "')
    assert spaced != content
    expected = GET_MULTIPLE_LEADS.decode_request(content)
    assert GET_MULTIPLE_LEADS.decode_request(spaced) == expected
    other = content.replace(b'"ns1:StaticListSelector"', b'"StaticListSelector"')
    with pytest.raises(ProtocolError, match="xsi:type"):
        GET_MULTIPLE_LEADS.decode_request(other)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b"<SOAP-ENV:Body>", b"text<SOAP-ENV:Body>", "/Envelope"),
        (b"</SOAP-ENV:Envelope>", b"\xc2\xa0</SOAP-ENV:Envelope>", "/Envelope"),
        (b"<SOAP-ENV:Body>", b"<SOAP-ENV:Body>text", "/Envelope/Body"),
        (b"</SOAP-ENV:Body>", b"text</SOAP-ENV:Body>", "/Envelope/Body"),
        (
            b"<SOAP-ENV:Body>",
            b"<SOAP-ENV:Header>text</SOAP-ENV:Header><SOAP-ENV:Body>",
            "/Envelope/Header",
        ),
        (
            b"<SOAP-ENV:Body>",
            b"<SOAP-ENV:Header><a/>text</SOAP-ENV:Header><SOAP-ENV:Body>",
            "/Envelope/Header",
        ),
    ],
)
def test_no_text_stands_in_the_envelope(old: bytes, new: bytes, path: str) -> None:
    error = refused(changed(old, new))
    assert error.path == path
    assert error.reason == "found text between elements"


@pytest.mark.parametrize(
    "unknown",
    [
        b"<new>a <b>c</b> d</new>",
        b'<new xsi:nil="true">text</new>',
        b'<new xsi:nil="maybe">text</new>',
        b"<new><leadId>a <b>c</b> d</leadId></new>",
        b'<new><leadId xsi:nil="1">1</leadId>text</new>',
    ],
)
def test_what_is_not_known_is_skipped_whatever_is_in_it(unknown: bytes) -> None:
    good = SYNC_LEAD.decode_response(ANSWER)
    content = changed(b"</result>", unknown + b"</result>")
    assert SYNC_LEAD.decode_response(content) == good
    also = changed(b"<leadId>1", b"<leadId>x", content)
    assert refused(also).path == f"{RESULT}/leadId"
    also = changed(b"<syncStatus>", b"<syncStatus>text", content)
    assert refused(also).path == f"{RESULT}/syncStatus"
    also = changed(b"<leadId>", b'<leadId xsi:nil="true">', content)
    assert refused(also).path == f"{RESULT}/leadId"


def test_a_list_skips_what_it_does_not_know() -> None:
    content = (HERE / "getMultipleLeads.response.xml").read_bytes()
    good = GET_MULTIPLE_LEADS.decode_response(content)
    more = b"<leadRecordList><new>a <b>c</b> d</new>"
    content = changed(b"<leadRecordList>", more, content)
    assert GET_MULTIPLE_LEADS.decode_response(content) == good
    with pytest.raises(ProtocolError) as caught:
        GET_MULTIPLE_LEADS.decode_response(changed(b">1002<", b">x<", content))
    assert caught.value.path.endswith("/leadRecordList/leadRecord[2]/Id")


@pytest.mark.parametrize("value", [b"true", b" true ", b"1", b"\t1\n", b"&#13;true"])
def test_ways_to_say_nil(value: bytes) -> None:
    content = changed(b'nil="true"', b'nil="' + value + b'"')
    read = SYNC_LEAD.decode_response(content, keep_nil=True)
    assert read.result.lead_record is NIL
    filled = changed(b"<leadId>", b'<leadId xsi:nil="' + value + b'">')
    assert "content in an element with xsi:nil" in refused(filled).reason


@pytest.mark.parametrize("value", [b"false", b" 0 ", b"0"])
def test_ways_not_to_say_nil(value: bytes) -> None:
    content = changed(b"<leadId>", b'<leadId xsi:nil="' + value + b'">')
    assert SYNC_LEAD.decode_response(content) == SYNC_LEAD.decode_response(ANSWER)
    content = changed(b'<error xsi:nil="true"', b'<error xsi:nil="' + value + b'"')
    assert SYNC_LEAD.decode_response(content).result.sync_status.error == ""


@pytest.mark.parametrize("value", [b"maybe", b"", b"TRUE", b"2", b"\xc2\xa0true"])
@pytest.mark.parametrize(
    ("old", "start", "path"),
    [
        (b"<leadId>", b"<leadId", "leadId"),
        (b"<status>", b"<status", "syncStatus/status"),
        (b"<syncStatus>", b"<syncStatus", "syncStatus"),
        (b'<error xsi:nil="true" />', b"<error", "syncStatus/error"),
        (b'<leadRecord xsi:nil="true" />', b"<leadRecord", "leadRecord"),
    ],
)
def test_what_is_neither_nil_nor_not(
    value: bytes, old: bytes, start: bytes, path: str
) -> None:
    end = b"/>" if old.endswith(b"/>") else b">"
    error = refused(changed(old, start + b' xsi:nil="' + value + b'"' + end))
    assert error.path == f"{RESULT}/{path}"
    assert error.reason.startswith("expected xs:boolean in xsi:nil, found ")


@pytest.mark.parametrize("blank", ["\xa0", "\u2003", "\x85", "\u3000", " \xa0 "])
def test_white_space_is_that_of_xml(blank: str) -> None:
    text = blank.encode()
    content = (HERE / "getImportToListStatus.response.xml").read_bytes()
    for old in (b"<rowsFailed>0", b"<startedTime>2024-05-06T07:08:09Z"):
        tag = old.partition(b">")[0] + b">"
        with pytest.raises(ProtocolError):
            GET_IMPORT_TO_LIST_STATUS.decode_response(changed(old, tag + text, content))
    record = b"<leadRecord><leadAttributeList>%s</leadAttributeList></leadRecord>"
    nil = b'<leadRecord xsi:nil="true" />'
    refused(changed(nil, record % text))
    assert SYNC_LEAD.decode_response(changed(nil, record % b" \t\n&#13;"))
    refused(changed(b"<syncStatus>", b"<syncStatus>" + text))
    assert caught_fault(fault("", f"{blank}20014 - no")).string[0] == blank[0]


@pytest.mark.parametrize("empty", [b"", b" ", b"\n"])
def test_an_empty_optional_enumeration_is_refused(empty: bytes) -> None:
    record = b"<leadRecord><ForeignSysType>%s</ForeignSysType></leadRecord>" % empty
    error = refused(changed(b'<leadRecord xsi:nil="true" />', record))
    assert error.path == f"{RESULT}/leadRecord/ForeignSysType"


@pytest.mark.parametrize(
    ("inner", "code", "string"),
    [
        ("<faultstring><b>20014</b> - no</faultstring>", "", "20014 - no"),
        (
            "<faultstring>20014 <b>-</b> <i>n<b>o</b></i></faultstring>",
            "",
            "20014 - no",
        ),
        ("<faultcode> <b>e:Server</b></faultcode>", "e:Server", ""),
        ("<faultcode>e:<b>Server</b></faultcode>", "e:Server", ""),
    ],
)
def test_a_fault_keeps_the_text_in_its_elements(
    inner: str, code: str, string: str
) -> None:
    body = f"<e:Body><e:Fault>{inner}</e:Fault></e:Body>".encode()
    error = caught_fault(ENVELOPE % body)
    assert (error.code, error.string) == (code, string)
    assert type(error) is (AuthenticationFailed if string else SoapFault)


@pytest.mark.parametrize("name", ["faultcode", "faultstring", "faultactor", "detail"])
def test_a_fault_that_says_something_twice_is_no_fault(name: str) -> None:
    twice = f"<{name}>a</{name}><{name}>b</{name}>"
    body = f"<e:Body><e:Fault>{twice}</e:Fault></e:Body>".encode()
    error = refused(ENVELOPE % body, 500)
    assert error.path == f"/Envelope/Body/Fault/{name}[2]"


def test_text_beside_the_parts_of_a_fault_is_not_lost() -> None:
    body = b"<e:Body><e:Fault>text<faultcode>a</faultcode></e:Fault></e:Body>"
    assert refused(ENVELOPE % body, 500).path == "/Envelope/Body/Fault"


def test_a_detail_that_nobody_declares_is_kept_whole() -> None:
    inner = (
        '<a:x xmlns:a="urn:a" a:b="&quot;1" c="2"> one <a:y><z xmlns="urn:z"/>two</a:y>'
        "<![CDATA[<three>]]></a:x>text<q:r xmlns:q='urn:q'>q:name</q:r> "
    )
    kept = caught_fault(fault(f"<detail>{inner}</detail>")).detail
    assert kept is not None
    expected = etree.fromstring(f"<detail>{inner}</detail>")
    (first, second), (kept_first, kept_second) = expected, etree.fromstring(kept)
    assert etree.tostring(kept_first, method="c14n", exclusive=True) == etree.tostring(
        first, method="c14n", exclusive=True
    )
    assert (kept_first.tail, kept_second.text) == ("text", second.text)
    assert kept_second.nsmap["q"] == "urn:q"
    assert kept.endswith("</q:r> </detail>")
