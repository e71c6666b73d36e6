"""The Python that makes and reads each envelope in this folder, by the file's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mktows import (
    NIL,
    AccessDenied,
    AuthenticationFailed,
    CampaignNotFound,
    Client,
    ConcurrencyLimitExceeded,
    DailyQuotaExceeded,
    InternalError,
    InvalidActivityType,
    InvalidAttributeName,
    InvalidLeadKey,
    InvalidParameter,
    InvalidStreamPosition,
    LeadKeyMissing,
    LeadNotFound,
    LeadOwnerNotFound,
    LeadRecordMissing,
    LeadSyncFailed,
    ListNotFound,
    OperationUnknown,
    ParameterMissing,
    RateLimitExceeded,
    RequestNotUnderstood,
    Retry,
    SignatureExpired,
    SoapFault,
    StreamEnded,
    TimeRangeTooLong,
    delete_custom_objects,
    delete_mobjects,
    describe_mobject,
    get_campaigns_for_source,
    get_channels,
    get_custom_objects,
    get_import_to_list_status,
    get_lead,
    get_lead_activity,
    get_lead_changes,
    get_mobjects,
    get_multiple_leads,
    get_tags,
    import_to_list,
    list_mobjects,
    list_operation,
    merge_leads,
    request_campaign,
    schedule_campaign,
    sync_custom_objects,
    sync_lead,
    sync_mobjects,
    sync_multiple_leads,
)
from mktows.types import (
    ActivityRecord,
    ActivityType,
    ActivityTypeFilter,
    Attrib,
    Attribute,
    AuthenticationHeader,
    CampaignRecord,
    ComparisonEnum,
    CustomObj,
    DateTime,
    ForeignSysType,
    ImportToListModeEnum,
    ImportToListStatusEnum,
    LastUpdateAtSelector,
    LeadActivityList,
    LeadChangeRecord,
    LeadKey,
    LeadKeyRef,
    LeadKeySelector,
    LeadMergeStatusEnum,
    LeadRecord,
    LeadStatus,
    LeadSyncStatus,
    ListKey,
    ListKeyType,
    ListOperationType,
    MergeStatus,
    MktowsContextHeader,
    MObjAssociation,
    MObjCriteria,
    MObject,
    MObjectMetadata,
    MObjFieldMetadata,
    MObjStatus,
    MObjStatusEnum,
    ProgressionStatus,
    ReqCampSourceType,
    ResultDeleteCustomObjects,
    ResultDeleteMObjects,
    ResultDescribeMObject,
    ResultGetCampaignsForSource,
    ResultGetChannels,
    ResultGetCustomObjects,
    ResultGetImportToListStatus,
    ResultGetLead,
    ResultGetLeadChanges,
    ResultGetMObjects,
    ResultGetMultipleLeads,
    ResultGetTags,
    ResultImportToList,
    ResultListMObjects,
    ResultListOperation,
    ResultMergeLeads,
    ResultRequestCampaign,
    ResultScheduleCampaign,
    ResultSyncCustomObjects,
    ResultSyncLead,
    ResultSyncMObjects,
    ResultSyncMultipleLeads,
    StaticListSelector,
    StreamPosition,
    SuccessDeleteCustomObjects,
    SuccessDeleteMObjects,
    SuccessDescribeMObject,
    SuccessGetCampaignsForSource,
    SuccessGetChannels,
    SuccessGetCustomObjects,
    SuccessGetImportToListStatus,
    SuccessGetLead,
    SuccessGetLeadActivity,
    SuccessGetLeadChanges,
    SuccessGetMObjects,
    SuccessGetMultipleLeads,
    SuccessGetTags,
    SuccessImportToList,
    SuccessListMObjects,
    SuccessListOperation,
    SuccessMergeLeads,
    SuccessRequestCampaign,
    SuccessScheduleCampaign,
    SuccessSyncCustomObjects,
    SuccessSyncLead,
    SuccessSyncMObjects,
    SuccessSyncMultipleLeads,
    SyncCustomObjStatus,
    SyncOperationEnum,
    SyncStatus,
    SyncStatusEnum,
    Tag,
    TagStatus,
    TypeAttrib,
)

USER_ID: Final = "example1_461839624B16E06BA2D663"
KEY: Final = "not-a-real-key-0123456789"
FOUNDING_HEADER: Final = AuthenticationHeader(
    mktows_user_id="bigcorp1_461839624B16E06BA2D663",
    request_signature="92f05a7be4838ae1c0e5aafe814891ee72968a08",
    request_timestamp="2013-07-31T12:38:47-07:00",
)
"""The documented header of the request `syncLead`; the key to it is not public."""


@dataclass(frozen=True)
class Call:
    """A call that makes a request.

    Attributes:
        operation: The operation's name in the WSDL.
        timestamp: When it was signed; None where the header is `FOUNDING_HEADER`.
        make: Makes the call.
    """

    operation: str
    timestamp: str | None
    make: Callable[[Client], object]


def at(text: str) -> datetime:
    """A point in time."""
    return datetime.fromisoformat(text)


REQUESTS: Final[Mapping[str, Call]] = {
    "deleteCustomObjects": Call(
        "deleteCustomObjects",
        "2019-02-28T07:08:09+01:00",
        lambda client: delete_custom_objects(
            client,
            obj_type_name="SiteVisit",
            custom_obj_key_lists=[
                [
                    Attribute(attr_name="MKTOID", attr_value="1001"),
                    Attribute(attr_name="visitId", attr_value="v-1"),
                ],
                [Attribute(attr_name="visitId", attr_value="v-2")],
            ],
        ),
    ),
    "deleteMObjects": Call(
        "deleteMObjects",
        "2014-03-05T10:20:30-08:00",
        lambda client: delete_mobjects(
            client, mobject_list=[MObject(type="Opportunity", id=55)]
        ),
    ),
    "describeMObject": Call(
        "describeMObject",
        "2014-03-05T10:20:30-08:00",
        lambda client: describe_mobject(client, object_name="Opportunity"),
    ),
    "getCampaignsForSource": Call(
        "getCampaignsForSource",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_campaigns_for_source(
            client, source=ReqCampSourceType.SALES, name="Invite", exact_name=False
        ),
    ),
    "getChannels": Call(
        "getChannels",
        "2019-02-28T07:08:09+01:00",
        lambda client: get_channels(
            client, tag=Tag(type="Channel", values=["Webinar"])
        ),
    ),
    "getCustomObjects": Call(
        "getCustomObjects",
        "2016-11-24T23:59:59+05:30",
        lambda client: get_custom_objects(
            client,
            obj_type_name="SiteVisit",
            stream_position="p1",
            batch_size=20,
            custom_obj_key_list=[Attribute(attr_name="MKTOID", attr_value="1001")],
            include_attributes=["City"],
        ),
    ),
    "getImportToListStatus": Call(
        "getImportToListStatus",
        "2014-03-05T10:20:30-08:00",
        lambda client: get_import_to_list_status(
            client, program_name="Imports", list_name="Newcomers"
        ),
    ),
    "getLead": Call(
        "getLead",
        "2014-03-05T10:20:30-08:00",
        lambda client: get_lead(
            client,
            lead_key=LeadKey(key_type=LeadKeyRef.EMAIL, key_value="ada@example.com"),
        ),
    ),
    "getLeadActivity": Call(
        "getLeadActivity",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_lead_activity(
            client,
            lead_key=LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1001"),
            activity_filter=ActivityTypeFilter(include_types=[ActivityType.OPEN_EMAIL]),
            start_position=StreamPosition(
                latest_created_at=at("2024-05-06T07:08:09-05:00"),
                oldest_created_at=DateTime.parse("2024-01-01T00:00:00+00:00"),
                activity_created_at=at("2024-03-04T05:06:07.500000+00:00"),
                offset="ID:4711:offset/17",
            ),
            batch_size=5,
        ),
    ),
    "getLeadChanges": Call(
        "getLeadChanges",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_lead_changes(
            client,
            start_position=StreamPosition(
                latest_created_at=at("2024-05-06T07:08:09-05:00"),
                oldest_created_at=DateTime.parse("2024-01-01T00:00:00+00:00"),
                activity_created_at=at("2024-03-04T05:06:07.500000+00:00"),
                offset="ID:4711:offset/17",
            ),
            activity_filter=ActivityTypeFilter(
                include_types=[ActivityType.VISIT_WEBPAGE, ActivityType.NEW_LEAD],
                exclude_types=[ActivityType.SEND_EMAIL],
            ),
            activity_name_filter=["Company"],
            batch_size=10,
        ),
    ),
    "getLeadChanges.by-key": Call(
        "getLeadChanges",
        "2016-11-24T23:59:59+05:30",
        lambda client: get_lead_changes(
            client,
            start_position=StreamPosition(
                oldest_created_at=at("2024-01-01T00:00:00+00:00")
            ),
            lead_selector=LeadKeySelector(
                key_type=LeadKeyRef.IDNUM, key_values=["1001", "1002"]
            ),
        ),
    ),
    "getLeadChanges.by-list": Call(
        "getLeadChanges",
        "2019-02-28T07:08:09+01:00",
        lambda client: get_lead_changes(
            client,
            start_position=StreamPosition(
                oldest_created_at=at("2024-01-01T00:00:00+00:00")
            ),
            lead_selector=StaticListSelector(static_list_name="Spring.Newsletter"),
        ),
    ),
    "getLeadChanges.by-list-id": Call(
        "getLeadChanges",
        "2021-12-31T12:00:00-03:30",
        lambda client: get_lead_changes(
            client,
            start_position=StreamPosition(
                oldest_created_at=at("2024-01-01T00:00:00+00:00")
            ),
            lead_selector=StaticListSelector(static_list_id=77),
        ),
    ),
    "getLeadChanges.by-time": Call(
        "getLeadChanges",
        "2014-03-05T10:20:30-08:00",
        lambda client: get_lead_changes(
            client,
            start_position=StreamPosition(
                oldest_created_at=at("2024-01-01T00:00:00+00:00")
            ),
            lead_selector=LastUpdateAtSelector(
                latest_updated_at=at("2024-02-01T00:00:00+00:00"),
                oldest_updated_at=at("2024-01-01T00:00:00-08:00"),
            ),
        ),
    ),
    "getMObjects": Call(
        "getMObjects",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_mobjects(
            client,
            type="Opportunity",
            mobj_criteria_list=[
                MObjCriteria(
                    attr_name="Amount", comparison=ComparisonEnum.GE, attr_value="1000"
                ),
                MObjCriteria(
                    attr_name="Stage", comparison=ComparisonEnum.NE, attr_value="Closed"
                ),
            ],
            mobj_association_list=[MObjAssociation(mobj_type="Lead", id=1001)],
            include_details=True,
            stream_position="2",
        ),
    ),
    "getMObjects.by-id": Call(
        "getMObjects",
        "2016-11-24T23:59:59+05:30",
        lambda client: get_mobjects(client, type="Program", id=7),
    ),
    "getMObjects.by-key": Call(
        "getMObjects",
        "2019-02-28T07:08:09+01:00",
        lambda client: get_mobjects(
            client, type="Opportunity", external_key=Attrib(name="crmId", value="o-55")
        ),
    ),
    "getMultipleLeads": Call(
        "getMultipleLeads",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_multiple_leads(
            client,
            last_updated_at=at("2023-10-01T12:00:00.250000+02:00"),
            stream_position="abc==",
            batch_size=50,
        ),
    ),
    "getMultipleLeads.by-key": Call(
        "getMultipleLeads",
        "2016-11-24T23:59:59+05:30",
        lambda client: get_multiple_leads(
            client,
            lead_selector=LeadKeySelector(
                key_type=LeadKeyRef.IDNUM, key_values=["1001", "1002"]
            ),
            batch_size=100,
            include_attributes=["FirstName", "Company"],
        ),
    ),
    "getMultipleLeads.by-list": Call(
        "getMultipleLeads",
        "2019-02-28T07:08:09+01:00",
        lambda client: get_multiple_leads(
            client,
            lead_selector=StaticListSelector(static_list_name="Spring.Newsletter"),
            batch_size=100,
            include_attributes=["FirstName", "Company"],
        ),
    ),
    "getMultipleLeads.by-list-id": Call(
        "getMultipleLeads",
        "2021-12-31T12:00:00-03:30",
        lambda client: get_multiple_leads(
            client,
            lead_selector=StaticListSelector(static_list_id=77),
            batch_size=100,
            include_attributes=["FirstName", "Company"],
        ),
    ),
    "getMultipleLeads.by-time": Call(
        "getMultipleLeads",
        "2014-03-05T10:20:30-08:00",
        lambda client: get_multiple_leads(
            client,
            lead_selector=LastUpdateAtSelector(
                latest_updated_at=at("2024-02-01T00:00:00+00:00"),
                oldest_updated_at=at("2024-01-01T00:00:00-08:00"),
            ),
            batch_size=100,
            include_attributes=["FirstName", "Company"],
        ),
    ),
    "getTags": Call(
        "getTags",
        "2015-06-01T00:00:00+00:00",
        lambda client: get_tags(
            client,
            tag_list=[
                Tag(type="Channel", values=["Webinar", "Workshop"]),
                Tag(type="Region"),
            ],
        ),
    ),
    "getTags.all": Call(
        "getTags", "2016-11-24T23:59:59+05:30", lambda client: get_tags(client)
    ),
    "importToList": Call(
        "importToList",
        "2019-02-28T07:08:09+01:00",
        lambda client: import_to_list(
            client,
            program_name="Imports",
            import_file_header="Email,First Name",
            import_file_rows=["ada@example.com,Ada", 'grace@example.com,"Grace, RADM"'],
            import_list_mode=ImportToListModeEnum.UPSERTLEADS,
            list_name="Newcomers",
            clear_list=True,
            campaign_name="Welcome",
        ),
    ),
    "importToList.nil-campaign": Call(
        "importToList",
        "2021-12-31T12:00:00-03:30",
        lambda client: import_to_list(
            client,
            program_name="Imports",
            import_file_header="Email",
            import_file_rows=["ada@example.com"],
            import_list_mode=ImportToListModeEnum.LISTONLY,
            list_name="Newcomers",
            clear_list=False,
            campaign_name=NIL,
        ),
    ),
    "listMObjects": Call(
        "listMObjects",
        "2021-12-31T12:00:00-03:30",
        lambda client: list_mobjects(client),
    ),
    "listOperation": Call(
        "listOperation",
        "2016-11-24T23:59:59+05:30",
        lambda client: list_operation(
            client,
            list_operation=ListOperationType.ADDTOLIST,
            list_key=ListKey(
                key_type=ListKeyType.MKTOLISTNAME, key_value="Spring.Newsletter"
            ),
            list_member_list=[
                LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1001"),
                LeadKey(key_type=LeadKeyRef.EMAIL, key_value="grace@example.com"),
            ],
            strict=False,
        ),
    ),
    "mergeLeads": Call(
        "mergeLeads",
        "2016-11-24T23:59:59+05:30",
        lambda client: merge_leads(
            client,
            winning_lead_key_list=[Attribute(attr_name="IDNUM", attr_value="1001")],
            losing_lead_key_lists=[
                [Attribute(attr_name="IDNUM", attr_value="1002")],
                [
                    Attribute(attr_name="EMAIL", attr_value="grace@example.com"),
                    Attribute(attr_name="COOKIE", attr_value="id:1"),
                ],
            ],
            merge_in_sales=False,
        ),
    ),
    "requestCampaign": Call(
        "requestCampaign",
        "2019-02-28T07:08:09+01:00",
        lambda client: request_campaign(
            client,
            source=ReqCampSourceType.MKTOWS,
            campaign_id=3107,
            lead_list=[
                LeadKey(key_type=LeadKeyRef.EMAIL, key_value="ada@example.com"),
                LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1002"),
            ],
        ),
    ),
    "requestCampaign.by-name": Call(
        "requestCampaign",
        "2021-12-31T12:00:00-03:30",
        lambda client: request_campaign(
            client,
            source=ReqCampSourceType.MKTOWS,
            lead_list=[LeadKey(key_type=LeadKeyRef.EMAIL, key_value="ada@example.com")],
            program_name="Webinars",
            campaign_name="Invite",
            program_token_list=[
                Attrib(name="{{my.date}}", value="2024-05-06"),
                Attrib(name="{{my.host}}", value="Grace"),
            ],
        ),
    ),
    "scheduleCampaign": Call(
        "scheduleCampaign",
        "2014-03-05T10:20:30-08:00",
        lambda client: schedule_campaign(
            client,
            program_name="Webinars",
            campaign_name="Remind",
            campaign_run_at=at("2024-06-01T09:00:00-08:00"),
            clone_to_program_name="Webinars June",
            program_token_list=[Attrib(name="{{my.host}}", value="Alan")],
        ),
    ),
    "syncCustomObjects": Call(
        "syncCustomObjects",
        "2015-06-01T00:00:00+00:00",
        lambda client: sync_custom_objects(
            client,
            obj_type_name="SiteVisit",
            custom_obj_list=[
                CustomObj(
                    custom_obj_key_list=[
                        Attribute(attr_name="MKTOID", attr_value="1001"),
                        Attribute(attr_name="visitId", attr_value="v-1"),
                    ],
                    custom_obj_attribute_list=[
                        Attribute(attr_name="City", attr_value="London")
                    ],
                ),
                CustomObj(
                    custom_obj_key_list=[
                        Attribute(attr_name="visitId", attr_value="v-2")
                    ]
                ),
            ],
            operation=SyncOperationEnum.INSERT,
        ),
    ),
    "syncLead": Call(
        "syncLead",
        None,
        lambda client: sync_lead(
            client,
            lead_record=LeadRecord(
                email="t@t.com",
                lead_attribute_list=[
                    Attribute(attr_name="FirstName", attr_value="George"),
                    Attribute(attr_name="LastName", attr_value="of the Jungle"),
                ],
            ),
            return_lead=False,
        ),
    ),
    "syncLead.by-keys": Call(
        "syncLead",
        "2014-03-05T10:20:30-08:00",
        lambda client: sync_lead(
            client,
            lead_record=LeadRecord(
                id=1001,
                email="ada@example.com",
                foreign_sys_person_id="crm-42",
                foreign_sys_type=ForeignSysType.CUSTOM,
                lead_attribute_list=[
                    Attribute(
                        attr_name="Company", attr_value="Analytical Engines & Sons"
                    )
                ],
            ),
            return_lead=True,
            marketo_cookie="id:000-EXA-000&token:_mch-example.com-1400000000000-12345",
        ),
    ),
    "syncLead.context": Call(
        "syncLead",
        "2015-06-01T00:00:00+00:00",
        lambda client: sync_lead(
            client,
            lead_record=LeadRecord(email="grace@example.com"),
            return_lead=False,
            context=MktowsContextHeader(target_workspace="Europe"),
        ),
    ),
    "syncLead.escapes": Call(
        "syncLead",
        "2019-02-28T07:08:09+01:00",
        lambda client: sync_lead(
            client,
            lead_record=LeadRecord(
                email="zo\xeb@example.com",
                lead_attribute_list=[
                    Attribute(
                        attr_name="Notes",
                        attr_value="  <b>\"Tea\" & 'Cake'</b>\tat Zo\xeb\u2019s\n2>1 ",
                    ),
                    Attribute(attr_name="Empty", attr_value=""),
                    Attribute(attr_name="Emoji", attr_value="\U0001f375 \u540d\u524d"),
                ],
            ),
            return_lead=True,
        ),
    ),
    "syncLead.failed": Call(
        "syncLead",
        "2016-11-24T23:59:59+05:30",
        lambda client: sync_lead(
            client,
            lead_record=LeadRecord(id=999999, lead_attribute_list=[]),
            return_lead=False,
        ),
    ),
    "syncMObjects": Call(
        "syncMObjects",
        "2021-12-31T12:00:00-03:30",
        lambda client: sync_mobjects(
            client,
            mobject_list=[
                MObject(
                    type="Opportunity",
                    id=55,
                    external_key=Attrib(name="crmId", value="o-55"),
                    created_at=at("2024-01-02T03:04:05+00:00"),
                    updated_at=at("2024-01-02T03:04:05.678000+01:00"),
                    attrib_list=[Attrib(name="Amount", value="1200.50")],
                    type_attrib_list=[
                        TypeAttrib(
                            attr_type="Cost",
                            attr_list=[Attrib(name="Month", value="May")],
                        )
                    ],
                    association_list=[
                        MObjAssociation(mobj_type="Lead", id=1001),
                        MObjAssociation(
                            mobj_type="Company",
                            external_key=Attrib(name="crmId", value="c-1"),
                        ),
                    ],
                ),
                MObject(type="Opportunity"),
            ],
            operation=SyncOperationEnum.UPSERT,
        ),
    ),
    "syncMultipleLeads": Call(
        "syncMultipleLeads",
        "2021-12-31T12:00:00-03:30",
        lambda client: sync_multiple_leads(
            client,
            lead_record_list=[
                LeadRecord(
                    email="ada@example.com",
                    lead_attribute_list=[
                        Attribute(attr_name="FirstName", attr_value="Ada")
                    ],
                ),
                LeadRecord(
                    email="alan@example.com",
                    lead_attribute_list=[
                        Attribute(attr_name="FirstName", attr_value="Alan"),
                        Attribute(attr_name="Phone", attr_value="555-0100"),
                    ],
                ),
            ],
            dedup_enabled=True,
        ),
    ),
}

RESPONSES: Final[Mapping[str, Any]] = {
    "deleteCustomObjects": SuccessDeleteCustomObjects(
        result=ResultDeleteCustomObjects(
            delete_custom_obj_status_list=[
                SyncCustomObjStatus(
                    obj_type_name="SiteVisit",
                    custom_obj_key_list=[
                        Attribute(attr_name="visitId", attr_value="v-1")
                    ],
                    status=SyncStatusEnum.DELETED,
                    error=NIL,
                )
            ]
        )
    ),
    "deleteMObjects": SuccessDeleteMObjects(
        result=ResultDeleteMObjects(
            mobj_status_list=[MObjStatus(id=55, status=MObjStatusEnum.DELETED)]
        )
    ),
    "describeMObject": SuccessDescribeMObject(
        result=ResultDescribeMObject(
            metadata=MObjectMetadata(
                name="Opportunity",
                description=NIL,
                is_custom=False,
                is_virtual=False,
                field_list=[
                    MObjFieldMetadata(
                        name="id",
                        description="The id",
                        display_name="Id",
                        source_object="Opportunity",
                        data_type="integer",
                        size=10,
                        is_readonly=True,
                        is_update_blocked=False,
                        is_name=False,
                        is_primary_key=True,
                        is_custom=False,
                        is_dynamic=False,
                        dynamic_field_ref=NIL,
                        updated_at=DateTime.parse("2010-01-01T00:00:00+00:00"),
                    ),
                    MObjFieldMetadata(
                        name="name",
                        description=NIL,
                        display_name=NIL,
                        source_object=NIL,
                        data_type="string",
                        size=255,
                        is_readonly=False,
                        is_update_blocked=False,
                        is_name=True,
                        is_primary_key=False,
                        is_custom=False,
                        is_dynamic=False,
                        dynamic_field_ref=NIL,
                        updated_at=DateTime.parse("2010-01-01T00:00:00+00:00"),
                    ),
                ],
                updated_at=DateTime.parse("2010-01-01T00:00:00+00:00"),
            )
        )
    ),
    "getCampaignsForSource": SuccessGetCampaignsForSource(
        result=ResultGetCampaignsForSource(
            return_count=1,
            campaign_record_list=[
                CampaignRecord(id=3107, name="Webinars.Invite", description="")
            ],
        )
    ),
    "getChannels": SuccessGetChannels(
        result=ResultGetChannels(
            tags=[
                TagStatus(
                    tag_value="Webinar",
                    status_list=[
                        ProgressionStatus(
                            progression_status=[
                                Attrib(name="Name", value="Invited"),
                                Attrib(name="Step", value="10"),
                            ]
                        )
                    ],
                )
            ]
        )
    ),
    "getCustomObjects": SuccessGetCustomObjects(
        result=ResultGetCustomObjects(
            obj_type_name="SiteVisit",
            return_count=1,
            remaining_count=0,
            new_stream_position="p2",
            custom_obj_list=[
                CustomObj(
                    custom_obj_key_list=[
                        Attribute(attr_name="MKTOID", attr_value="1001"),
                        Attribute(attr_name="visitId", attr_value="v-1"),
                    ],
                    custom_obj_attribute_list=[
                        Attribute(attr_name="City", attr_value="London")
                    ],
                )
            ],
        )
    ),
    "getImportToListStatus": SuccessGetImportToListStatus(
        result=ResultGetImportToListStatus(
            status=ImportToListStatusEnum.COMPLETE,
            started_time=at("2024-05-06T07:08:09+00:00"),
            ended_time=DateTime.parse("2024-05-06T07:09:10.500Z"),
            estimated_time=NIL,
            estimated_rows=2,
            rows_imported=2,
            rows_failed=0,
            rows_ignored=0,
            import_summary=NIL,
        )
    ),
    "getLead": SuccessGetLead(
        result=ResultGetLead(
            count=1,
            lead_record_list=[
                LeadRecord(
                    id=1001,
                    email="ada@example.com",
                    foreign_sys_person_id=NIL,
                    foreign_sys_type=NIL,
                    lead_attribute_list=[
                        Attribute(
                            attr_name="FirstName", attr_type="string", attr_value="Ada"
                        ),
                        Attribute(
                            attr_name="LeadScore", attr_type="integer", attr_value="16"
                        ),
                    ],
                )
            ],
        )
    ),
    "getLead.absent-list": SuccessGetLead(result=ResultGetLead(count=0)),
    "getLead.empty-list": SuccessGetLead(
        result=ResultGetLead(count=0, lead_record_list=[])
    ),
    "getLead.nil-list": SuccessGetLead(
        result=ResultGetLead(count=0, lead_record_list=NIL)
    ),
    "getLeadActivity": SuccessGetLeadActivity(
        lead_activity_list=LeadActivityList(
            return_count=1,
            remaining_count=0,
            new_start_position=StreamPosition(
                latest_created_at=NIL,
                oldest_created_at=at("2024-05-06T07:08:09-05:00"),
                activity_created_at=NIL,
                offset=NIL,
            ),
            activity_record_list=[
                ActivityRecord(
                    id=4711,
                    activity_date_time=at("2024-05-06T07:08:09-05:00"),
                    activity_type="Open Email",
                    mktg_asset_name="Spring News",
                    activity_attributes=[
                        Attribute(
                            attr_name="Mailing ID", attr_type=NIL, attr_value="12"
                        ),
                        Attribute(
                            attr_name="Client Type", attr_type=NIL, attr_value=""
                        ),
                    ],
                    campaign="Spring",
                    person_name=NIL,
                    mkt_person_id="1001",
                    foreign_sys_id=NIL,
                    org_name="Example",
                    foreign_sys_org_id=NIL,
                )
            ],
        )
    ),
    "getLeadChanges": SuccessGetLeadChanges(
        result=ResultGetLeadChanges(
            return_count=1,
            remaining_count=4,
            new_start_position=StreamPosition(
                latest_created_at=at("2024-05-06T07:08:09-05:00"),
                oldest_created_at=DateTime.parse("2024-01-01T00:00:00+00:00"),
                activity_created_at=at("2024-03-04T05:06:07.500000+00:00"),
                offset="ID:4711:offset/17",
            ),
            lead_change_record_list=[
                LeadChangeRecord(
                    id=9007199254740993,
                    activity_date_time=DateTime.parse("2024-05-06T07:08:09.1234567Z"),
                    activity_type="Change Data Value",
                    mktg_asset_name=NIL,
                    activity_attributes=[
                        Attribute(
                            attr_name="Attribute Name",
                            attr_type=NIL,
                            attr_value="Company",
                        ),
                        Attribute(
                            attr_name="New Value", attr_type=NIL, attr_value="Example"
                        ),
                    ],
                    campaign="",
                    mkt_person_id="1001",
                )
            ],
        )
    ),
    "getMObjects": SuccessGetMObjects(
        result=ResultGetMObjects(
            return_count=1,
            has_more=False,
            new_stream_position="3",
            mobject_list=[
                MObject(
                    type="Opportunity",
                    id=55,
                    external_key=Attrib(name="crmId", value="o-55"),
                    created_at=at("2024-01-02T03:04:05+00:00"),
                    updated_at=at("2024-01-02T03:04:05.678000+01:00"),
                    attrib_list=[Attrib(name="Amount", value="1200.50")],
                    type_attrib_list=[
                        TypeAttrib(
                            attr_type="Cost",
                            attr_list=[Attrib(name="Month", value="May")],
                        )
                    ],
                    association_list=[
                        MObjAssociation(mobj_type="Lead", id=1001),
                        MObjAssociation(
                            mobj_type="Company",
                            external_key=Attrib(name="crmId", value="c-1"),
                        ),
                    ],
                )
            ],
        )
    ),
    "getMultipleLeads": SuccessGetMultipleLeads(
        result=ResultGetMultipleLeads(
            return_count=2,
            remaining_count=0,
            new_stream_position="",
            lead_record_list=[
                LeadRecord(
                    id=1001,
                    email="ada@example.com",
                    foreign_sys_person_id=NIL,
                    foreign_sys_type=NIL,
                    lead_attribute_list=[
                        Attribute(
                            attr_name="Company",
                            attr_type="string",
                            attr_value="Example",
                        )
                    ],
                ),
                LeadRecord(id=1002, email="grace@example.com", lead_attribute_list=NIL),
            ],
        )
    ),
    "getMultipleLeads.none": SuccessGetMultipleLeads(
        result=ResultGetMultipleLeads(
            return_count=0,
            remaining_count=0,
            new_stream_position="",
            lead_record_list=NIL,
        )
    ),
    "getTags": SuccessGetTags(
        result=ResultGetTags(tag_list=[Tag(type="Channel", values=["Webinar"])])
    ),
    "importToList": SuccessImportToList(
        result=ResultImportToList(import_status=ImportToListStatusEnum.PROCESSING)
    ),
    "listMObjects": SuccessListMObjects(
        result=ResultListMObjects(
            objects=["Opportunity", "OpportunityPersonRole", "Program"]
        )
    ),
    "listMObjects.none": SuccessListMObjects(result=ResultListMObjects()),
    "listOperation": SuccessListOperation(
        result=ResultListOperation(
            success=True,
            status_list=[
                LeadStatus(
                    lead_key=LeadKey(key_type=LeadKeyRef.IDNUM, key_value="1001"),
                    status=True,
                ),
                LeadStatus(
                    lead_key=LeadKey(
                        key_type=LeadKeyRef.EMAIL, key_value="grace@example.com"
                    ),
                    status=False,
                ),
            ],
        )
    ),
    "listOperation.nil": SuccessListOperation(
        result=ResultListOperation(success=True, status_list=NIL)
    ),
    "mergeLeads": SuccessMergeLeads(
        result=ResultMergeLeads(
            merge_status=MergeStatus(
                winning_lead_id=1001,
                losing_lead_id_list=[1002, 1003],
                status=LeadMergeStatusEnum.MERGED,
                error=NIL,
            )
        )
    ),
    "mergeLeads.failed": SuccessMergeLeads(
        result=ResultMergeLeads(
            merge_status=MergeStatus(
                winning_lead_id=NIL,
                losing_lead_id_list=NIL,
                status=LeadMergeStatusEnum.FAILED,
                error="No such lead",
            )
        )
    ),
    "requestCampaign": SuccessRequestCampaign(
        result=ResultRequestCampaign(success=True)
    ),
    "scheduleCampaign": SuccessScheduleCampaign(
        result=ResultScheduleCampaign(success=True)
    ),
    "syncCustomObjects": SuccessSyncCustomObjects(
        result=ResultSyncCustomObjects(
            sync_custom_obj_status_list=[
                SyncCustomObjStatus(
                    obj_type_name="SiteVisit",
                    custom_obj_key_list=[
                        Attribute(attr_name="visitId", attr_value="v-1")
                    ],
                    status=SyncStatusEnum.CREATED,
                    error=NIL,
                ),
                SyncCustomObjStatus(
                    obj_type_name="SiteVisit",
                    custom_obj_key_list=[
                        Attribute(attr_name="visitId", attr_value="v-1")
                    ],
                    status=SyncStatusEnum.FAILED,
                    error="No such lead",
                ),
            ]
        )
    ),
    "syncLead": SuccessSyncLead(
        result=ResultSyncLead(
            lead_id=1089965,
            sync_status=SyncStatus(
                lead_id=1089965, status=LeadSyncStatus.UPDATED, error=NIL
            ),
            lead_record=NIL,
        )
    ),
    "syncLead.by-keys": SuccessSyncLead(
        result=ResultSyncLead(
            lead_id=1001,
            sync_status=SyncStatus(
                lead_id=1001, status=LeadSyncStatus.UPDATED, error=NIL
            ),
            lead_record=LeadRecord(
                id=1001,
                email="ada@example.com",
                foreign_sys_person_id="crm-42",
                foreign_sys_type=ForeignSysType.CUSTOM,
                lead_attribute_list=[
                    Attribute(
                        attr_name="Company",
                        attr_type="string",
                        attr_value="Analytical Engines & Sons",
                    ),
                    Attribute(
                        attr_name="LeadScore", attr_type="integer", attr_value="16"
                    ),
                ],
            ),
        )
    ),
    "syncLead.context": SuccessSyncLead(
        result=ResultSyncLead(
            lead_id=1002,
            sync_status=SyncStatus(lead_id=1002, status=LeadSyncStatus.CREATED),
        )
    ),
    "syncLead.escapes": SuccessSyncLead(
        result=ResultSyncLead(
            lead_id=1003,
            sync_status=SyncStatus(lead_id=1003, status=LeadSyncStatus.UPDATED),
            lead_record=LeadRecord(
                id=1003,
                email="zo\xeb@example.com",
                lead_attribute_list=[
                    Attribute(
                        attr_name="Notes",
                        attr_value="  <b>\"Tea\" & 'Cake'</b>\tat Zo\xeb\u2019s\n2>1 ",
                    )
                ],
            ),
        )
    ),
    "syncLead.failed": SuccessSyncLead(
        result=ResultSyncLead(
            lead_id=0,
            sync_status=SyncStatus(
                lead_id=0,
                status=LeadSyncStatus.FAILED,
                error="Lead 999999 was not found",
            ),
            lead_record=NIL,
        )
    ),
    "syncMObjects": SuccessSyncMObjects(
        result=ResultSyncMObjects(
            mobj_status_list=[
                MObjStatus(id=55, status=MObjStatusEnum.UPDATED),
                MObjStatus(
                    id=NIL,
                    external_key=Attrib(name="crmId", value="o-56"),
                    status=MObjStatusEnum.FAILED,
                    error="Name is missing",
                ),
            ]
        )
    ),
    "syncMultipleLeads": SuccessSyncMultipleLeads(
        result=ResultSyncMultipleLeads(
            sync_status_list=[
                SyncStatus(lead_id=1001, status=LeadSyncStatus.UPDATED, error=NIL),
                SyncStatus(
                    lead_id=0, status=LeadSyncStatus.FAILED, error="Email is not valid"
                ),
            ]
        )
    ),
}

FAULTS: Final[Mapping[str, tuple[type[SoapFault], str, Retry]]] = {
    "access-denied": (AccessDenied, "20013", Retry.NEVER),
    "authentication-failed": (AuthenticationFailed, "20014", Retry.NEVER),
    "campaign-not-found": (CampaignNotFound, "20113", Retry.NEVER),
    "concurrency-limit-exceeded": (
        ConcurrencyLimitExceeded,
        "20024",
        Retry.AFTER_PAUSE,
    ),
    "daily-quota-exceeded": (DailyQuotaExceeded, "20015", Retry.NEVER),
    "internal-error": (InternalError, "10001", Retry.IF_SAFE),
    "invalid-activity-type": (InvalidActivityType, "20107", Retry.NEVER),
    "invalid-attribute-name": (InvalidAttributeName, "20105", Retry.NEVER),
    "invalid-lead-key": (InvalidLeadKey, "20102", Retry.NEVER),
    "invalid-parameter": (InvalidParameter, "20110", Retry.NEVER),
    "invalid-stream-position": (InvalidStreamPosition, "20122", Retry.NEVER),
    "lead-key-missing": (LeadKeyMissing, "20101", Retry.NEVER),
    "lead-not-found": (LeadNotFound, "20103", Retry.NEVER),
    "lead-owner-not-found": (LeadOwnerNotFound, "20108", Retry.NEVER),
    "lead-record-missing": (LeadRecordMissing, "20104", Retry.NEVER),
    "lead-sync-failed": (LeadSyncFailed, "20106", Retry.NEVER),
    "list-not-found": (ListNotFound, "20111", Retry.NEVER),
    "operation-unknown": (OperationUnknown, "20019", Retry.NEVER),
    "parameter-missing": (ParameterMissing, "20017", Retry.NEVER),
    "rate-limit-exceeded": (RateLimitExceeded, "20023", Retry.AFTER_PAUSE),
    "request-not-understood": (RequestNotUnderstood, "20012", Retry.NEVER),
    "signature-expired": (SignatureExpired, "20016", Retry.SIGNED_ANEW),
    "stream-ended": (StreamEnded, "20123", Retry.NEVER),
    "time-range-too-long": (TimeRangeTooLong, "20022", Retry.NEVER),
    "without-detail": (LeadNotFound, "20103", Retry.NEVER),
}
