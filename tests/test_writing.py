"""Writing: what is refused and where, what stands for None and NIL, and the escapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from lxml import etree
from mktows import (
    NIL,
    Client,
    MessageError,
    get_multiple_leads,
    import_to_list,
    sync_lead,
    sync_multiple_leads,
)
from mktows.operations.get_multiple_leads import GET_MULTIPLE_LEADS
from mktows.operations.import_to_list import IMPORT_TO_LIST
from mktows.operations.sync_lead import SYNC_LEAD
from mktows.types import (
    Attribute,
    AuthenticationHeader,
    ImportToListModeEnum,
    LastUpdateAtSelector,
    LeadKeyRef,
    LeadKeySelector,
    LeadRecord,
    LeadSelector,
    MktowsContextHeader,
    ParamsGetMultipleLeads,
    ParamsImportToList,
    ParamsSyncLead,
    StaticListSelector,
)

SYNC = "/Envelope/Body/paramsSyncLead"
LEAD = f"{SYNC}/leadRecord"
LEADS = "/Envelope/Body/paramsGetMultipleLeads"


def wrong(value: object) -> Any:
    """A value that a type checker would not let pass."""
    return value


def sync(record: object = None, **more: Any) -> ParamsSyncLead:
    lead = LeadRecord() if record is None else record
    return ParamsSyncLead(**{"lead_record": lead, "return_lead": False, **more})


def attributes(*values: object) -> LeadRecord:
    return LeadRecord(
        lead_attribute_list=[
            Attribute(attr_name="a", attr_value=wrong(value)) for value in values
        ]
    )


def written(message: ParamsSyncLead, *headers: object) -> str:
    return SYNC_LEAD.encode_request(message, headers).decode()


def imported(**changed: Any) -> dict[str, Any]:
    return {
        "program_name": "Imports",
        "import_file_header": "Email",
        "import_file_rows": ["ada@example.com"],
        "import_list_mode": ImportToListModeEnum.LISTONLY,
        "list_name": "Newcomers",
        "clear_list": False,
        "campaign_name": None,
        **changed,
    }


def refused(message: object, *headers: object) -> MessageError:
    with pytest.raises(MessageError) as caught:
        SYNC_LEAD.encode_request(wrong(message), headers)
    assert str(caught.value) == f"{caught.value.path}: {caught.value.reason}"
    return caught.value


def refused_selector(selector: object, **more: Any) -> MessageError:
    message = ParamsGetMultipleLeads(lead_selector=wrong(selector), **more)
    with pytest.raises(MessageError) as caught:
        GET_MULTIPLE_LEADS.encode_request(message)
    return caught.value


class OurLead(LeadRecord):
    """Nobody has told the schema of it."""


@dataclass(slots=True, kw_only=True)
class OurSelector(LeadSelector):
    name: str = "x"


class OurList(StaticListSelector):
    pass


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (None, SYNC),
        (NIL, SYNC),
        (3, SYNC),
        (LeadRecord(), SYNC),
        (ParamsSyncLead, SYNC),
        (sync(None, lead_record=None), LEAD),
        (sync(NIL), LEAD),
        (sync("ada@example.com"), LEAD),
        (sync({"email": "ada@example.com"}), LEAD),
        (sync(LeadRecord), LEAD),
        (sync(OurLead()), LEAD),
        (sync(return_lead=None), f"{SYNC}/returnLead"),
        (sync(return_lead=NIL), f"{SYNC}/returnLead"),
        (sync(return_lead=1), f"{SYNC}/returnLead"),
        (sync(return_lead="true"), f"{SYNC}/returnLead"),
        (sync(marketo_cookie=b"bytes"), f"{SYNC}/marketoCookie"),
        (sync(marketo_cookie=3), f"{SYNC}/marketoCookie"),
        (sync(LeadRecord(id=True)), f"{LEAD}/Id"),
        (sync(LeadRecord(id=wrong("3"))), f"{LEAD}/Id"),
        (sync(LeadRecord(id=wrong(3.0))), f"{LEAD}/Id"),
        (sync(LeadRecord(id=2**31)), f"{LEAD}/Id"),
        (sync(LeadRecord(id=-(2**31) - 1)), f"{LEAD}/Id"),
        (sync(LeadRecord(id=10**5000)), f"{LEAD}/Id"),
        (sync(LeadRecord(email=wrong(3))), f"{LEAD}/Email"),
        (sync(LeadRecord(email=wrong(["a"]))), f"{LEAD}/Email"),
        (sync(LeadRecord(foreign_sys_type=wrong("SFDC"))), f"{LEAD}/ForeignSysType"),
        (
            sync(LeadRecord(foreign_sys_type=wrong(LeadKeyRef.EMAIL))),
            f"{LEAD}/ForeignSysType",
        ),
        (sync(attributes("x", 3)), f"{LEAD}/leadAttributeList/attribute[2]/attrValue"),
        (sync(attributes(None)), f"{LEAD}/leadAttributeList/attribute[1]/attrValue"),
        (sync(attributes(NIL)), f"{LEAD}/leadAttributeList/attribute[1]/attrValue"),
        (
            sync(LeadRecord(lead_attribute_list=[wrong(None)])),
            f"{LEAD}/leadAttributeList/attribute[1]",
        ),
        (
            sync(LeadRecord(lead_attribute_list=[wrong(NIL)])),
            f"{LEAD}/leadAttributeList/attribute[1]",
        ),
        (
            sync(LeadRecord(lead_attribute_list=[wrong("a")])),
            f"{LEAD}/leadAttributeList/attribute[1]",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_path(
    message: object, path: str
) -> None:
    assert refused(message).path == path


@pytest.mark.parametrize(
    ("selector", "path"),
    [
        (LeadSelector(), ""),
        (OurSelector(), ""),
        (OurList(static_list_id=3), ""),
        (NIL, ""),
        ("EMAIL", ""),
        (StaticListSelector(static_list_id=True), "/staticListId"),
        (
            LeadKeySelector(key_type=wrong("EMAIL"), key_values=["a"]),
            "/keyType",
        ),
        (
            LeadKeySelector(key_type=LeadKeyRef.EMAIL, key_values=["a", "b", wrong(3)]),
            "/keyValues/stringItem[3]",
        ),
        (
            LeadKeySelector(key_type=LeadKeyRef.EMAIL, key_values=wrong("abc")),
            "/keyValues",
        ),
        (
            LeadKeySelector(key_type=LeadKeyRef.EMAIL, key_values=wrong(None)),
            "/keyValues",
        ),
        (
            LeadKeySelector(key_type=LeadKeyRef.EMAIL, key_values=NIL),
            "/keyValues",
        ),
        (LastUpdateAtSelector(oldest_updated_at=wrong(None)), "/oldestUpdatedAt"),
        (
            LastUpdateAtSelector(oldest_updated_at=wrong("2024-05-06T07:08:09Z")),
            "/oldestUpdatedAt",
        ),
        (
            LastUpdateAtSelector(oldest_updated_at=wrong(date(2024, 5, 6))),
            "/oldestUpdatedAt",
        ),
        (
            LastUpdateAtSelector(
                oldest_updated_at=datetime(
                    2024, 5, 6, tzinfo=timezone(timedelta(seconds=30))
                )
            ),
            "/oldestUpdatedAt",
        ),
    ],
)
def test_an_abstract_type_takes_our_own_classes_only(
    selector: object, path: str
) -> None:
    assert refused_selector(selector).path == f"{LEADS}/leadSelector{path}"


def test_optional_is_not_nillable() -> None:
    error = refused_selector(None, last_updated_at=NIL)
    assert error.path == f"{LEADS}/lastUpdatedAt"
    assert "nillable" in error.reason


def test_errors_say_what_was_found_and_what_is_expected() -> None:
    assert refused(sync(LeadRecord(email=wrong(3)))).reason == (
        "expected a str, found int 3"
    )
    assert "bool" in refused(sync(LeadRecord(id=True))).reason
    assert refused(sync(None, lead_record=None)).reason == "a value is required"
    long = refused(sync("x" * 10_000))
    assert len(str(long)) < 300


def test_a_datetime_needs_no_zone() -> None:
    selector = LastUpdateAtSelector(oldest_updated_at=datetime(2024, 5, 6, 7, 8, 9))
    message = ParamsGetMultipleLeads(lead_selector=selector)
    assert b">2024-05-06T07:08:09<" in GET_MULTIPLE_LEADS.encode_request(message)


@pytest.mark.parametrize(
    "bad", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]
)
def test_characters_that_xml_forbids(bad: str) -> None:
    assert refused(sync(LeadRecord(email=f"a{bad}"))).path == f"{LEAD}/Email"
    assert refused(sync(marketo_cookie=bad)).path == f"{SYNC}/marketoCookie"
    error = refused(sync(attributes("good", f"a{bad}b", "good")))
    assert error.path == f"{LEAD}/leadAttributeList/attribute[2]/attrValue"
    assert ascii(bad) in error.reason
    str(error).encode()


@pytest.mark.parametrize("value", ["\x00", 3, None])
def test_the_items_of_a_list_are_numbered_from_the_first(value: object) -> None:
    for number in (1, 2):
        values = ["good"] * (number - 1) + [value]
        path = f"{LEAD}/leadAttributeList/attribute[{number}]/attrValue"
        assert refused(sync(attributes(*values))).path == path


def test_a_header_is_given_once() -> None:
    header = MktowsContextHeader(target_workspace="default")
    error = refused(sync(), header, MktowsContextHeader(target_workspace="other"))
    assert error.path == "/Envelope/Header"
    assert error.reason == "syncLead is given the header MktowsContextHeader twice"
    refused(sync(), header, header)


def test_a_header_is_given_or_signed() -> None:
    who = AuthenticationHeader(
        mktows_user_id="me", request_signature="00", request_timestamp="now"
    )
    client = Client("https://example.com/", sign=lambda: [who])
    with client, pytest.raises(MessageError, match="AuthenticationHeader twice"):
        client.call(SYNC_LEAD, sync(), [who])


@pytest.mark.parametrize(
    "text", ["a xsi:nil", ' xsi:nil="true"', '"> xsi:', "< xsi:", '<a b=" xsi:"']
)
def test_xsi_is_declared_only_where_it_is_used(text: str) -> None:
    assert "xmlns:xsi" not in written(sync(marketo_cookie=text))
    assert "xmlns:xsi" in written(sync(LeadRecord(id=NIL), marketo_cookie=text))


@pytest.mark.parametrize("value", ["\x00", "\x01x", 3, None, NIL])
def test_headers_are_held_to_the_same(value: object) -> None:
    error = refused(sync(), MktowsContextHeader(target_workspace=wrong(value)))
    assert error.path == "/Envelope/Header/MktowsContextHeader/targetWorkspace"


@pytest.mark.parametrize("header", [LeadRecord(), "a", NIL, 3, OurLead()])
def test_a_header_that_is_not_declared(header: object) -> None:
    error = refused(sync(), header)
    assert error.path == "/Envelope/Header"
    assert f"syncLead declares no header {type(header).__name__}" == error.reason


def test_a_header_of_another_operation() -> None:
    message = ParamsGetMultipleLeads()
    header = MktowsContextHeader(target_workspace="default")
    with pytest.raises(MessageError, match="declares no header") as caught:
        GET_MULTIPLE_LEADS.encode_request(message, [header])
    assert caught.value.path == "/Envelope/Header"


def test_headers_stand_in_the_order_of_the_wsdl() -> None:
    context = MktowsContextHeader(target_workspace="default")
    who = AuthenticationHeader(
        mktows_user_id="me", request_signature="00", request_timestamp="now"
    )
    text = written(sync(), context, None, who)
    assert 0 < text.index("<ns1:AuthenticationHeader>") < text.index("<ns1:MktowsCon")


def test_without_headers_there_is_no_header() -> None:
    assert "Header" not in written(sync())
    assert "Header" not in written(sync(), None)


def test_none_is_absent_and_nil_is_nil() -> None:
    text = written(sync())
    assert "<leadRecord></leadRecord>" in text
    assert "marketoCookie" not in text
    assert "xsi" not in text
    text = written(sync(LeadRecord(id=NIL, lead_attribute_list=NIL)))
    assert '<Id xsi:nil="true"/><leadAttributeList xsi:nil="true"/>' in text
    assert 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' in text


@pytest.mark.parametrize("value", [None, NIL])
def test_none_where_something_is_required_is_nil(value: object) -> None:
    message = ParamsImportToList(**imported(campaign_name=value))
    content = IMPORT_TO_LIST.encode_request(message)
    assert b'<campaignName xsi:nil="true"/>' in content
    read, _ = IMPORT_TO_LIST.decode_request(content)
    assert read.campaign_name is None
    read, _ = IMPORT_TO_LIST.decode_request(content, keep_nil=True)
    assert read.campaign_name is NIL


def test_a_list_of_nothing_is_not_absent() -> None:
    text = written(sync(LeadRecord(lead_attribute_list=[])))
    assert "<leadAttributeList></leadAttributeList>" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\t\n",
        "a\rb\r\nc",
        "<&>\"'",
        "]]>",
        "<![CDATA[x]]>",
        "&amp;",
        "</marketoCookie><marketoCookie>",
        ' xsi:type="ns1:x"',
        "\u0085\u2028\xa0",
        "\U0001f600",
        "\x7f\x80",
    ],
)
def test_what_is_written_is_what_a_parser_reads(text: str) -> None:
    content = SYNC_LEAD.encode_request(sync(marketo_cookie=text))
    found = etree.fromstring(content).findtext(".//marketoCookie")
    assert found == text
    message, headers = SYNC_LEAD.decode_request(content)
    assert message == sync(marketo_cookie=text)
    assert headers == ()


def test_the_encoding_is_utf_8() -> None:
    content = SYNC_LEAD.encode_request(sync(marketo_cookie="\u00e9"))
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert b"\xc3\xa9" in content


def test_nothing_is_sent_that_is_refused() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        pytest.fail("something was sent")

    http = httpx.Client(transport=httpx.MockTransport(never))
    client = Client("https://example.com/", http=http)
    calls: list[Callable[[], object]] = [
        lambda: sync_lead(client, lead_record=wrong(None), return_lead=True),
        lambda: sync_lead(
            client, lead_record=LeadRecord(email="\x00"), return_lead=True
        ),
        lambda: sync_lead(
            client, lead_record=LeadRecord(), return_lead=True, context=wrong("a")
        ),
        lambda: get_multiple_leads(client, batch_size=2**40),
        lambda: sync_multiple_leads(client, lead_record_list=wrong(LeadRecord())),
        lambda: import_to_list(client, **imported(program_name=None)),
        lambda: import_to_list(client, **imported(import_list_mode="LISTONLY")),
        lambda: import_to_list(client, **imported(import_file_rows=["a", 3])),
    ]
    for call in calls:
        with pytest.raises(MessageError) as caught:
            call()
        assert caught.value.path.startswith("/Envelope/")
